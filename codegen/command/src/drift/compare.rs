//! What a page says otherwise than the data.

use std::collections::{BTreeMap, BTreeSet};

use waba_errors_codegen::Key;
use waba_errors_codegen::model::{Entry, Model};

use super::cell::fold;
use super::difference::{Difference, Matched, Report, What};
use super::rows::{Row, range};
use super::settings::Settings;

pub(super) fn compare(rows: &[Row], settings: &Settings, model: &Model) -> Report {
    let mut comparison = Comparison {
        settings,
        model,
        titles: titles(model),
        seen: BTreeSet::new(),
        differences: BTreeSet::new(),
    };
    let rows = rows.iter().map(|row| comparison.row(row)).collect();
    let expected = comparison.gone();
    let (accepted, differences): (Vec<_>, Vec<_>) = comparison
        .differences
        .into_iter()
        .partition(|difference| settings.has_accepted(difference));
    Report {
        rows,
        expected,
        accepted: accepted.len(),
        differences,
    }
}

struct Comparison<'a> {
    settings: &'a Settings,
    model: &'a Model,
    /// Folded titles and sentences: those of the API first, then others seen, then our own.
    titles: [BTreeMap<String, Vec<usize>>; 3],
    seen: BTreeSet<usize>,
    differences: BTreeSet<Difference>,
}

impl Comparison<'_> {
    /// Compares a row, and says what it is about.
    fn row(&mut self, row: &Row) -> Matched {
        let (titled, found) = if row.numbers.is_empty() {
            let titled = self.titled(&row.title, |_| true);
            if titled.is_empty() {
                self.differ(What::Unmatched, None, &row.title, "");
            }
            (titled.clone(), titled)
        } else {
            let found = self.numbered(row);
            (
                self.titled(&row.title, |entry| found.contains(entry)),
                found,
            )
        };
        if titled.is_empty() && !row.title.is_empty() && !found.is_empty() {
            let title = found
                .iter()
                .find_map(|entry| self.model.entries[*entry].title.clone());
            self.differ(
                What::Title,
                found.first(),
                &row.title,
                &title.unwrap_or_default(),
            );
        }
        let meant = if titled.is_empty() {
            self.without_title(&found)
        } else {
            titled.clone()
        };
        let meant = self.with_status(meant, row.status);
        // A row with the number alone could be about any of its entries, and no row tells apart what has no title.
        let untitled =
            |entry: &&usize| titled.is_empty() || self.model.entries[**entry].title.is_none();
        self.seen
            .extend(found.iter().filter(untitled).chain(&meant));
        Matched {
            page: row.to_string(),
            entries: meant
                .iter()
                .map(|entry| self.model.entries[*entry].key.to_string())
                .collect(),
        }
    }

    /// Of entries with one number the code or the range itself; all if there is none.
    fn without_title(&self, found: &[usize]) -> Vec<usize> {
        let is_code = |entry: &&usize| {
            matches!(
                self.model.entries[**entry].key,
                Key::Code(_) | Key::Range(..)
            )
        };
        let codes: Vec<usize> = found.iter().filter(is_code).copied().collect();
        if codes.is_empty() {
            found.to_vec()
        } else {
            codes
        }
    }

    /// Compares the status, and says which of the entries have it; all if none has.
    fn with_status(&mut self, entries: Vec<usize>, status: Option<u16>) -> Vec<usize> {
        let Some(status) = status.filter(|_| !entries.is_empty()) else {
            return entries;
        };
        let http = |entry: &usize| self.model.entries[*entry].http;
        let same: Vec<usize> = entries
            .iter()
            .filter(|entry| http(entry) == Some(status))
            .copied()
            .collect();
        if !same.is_empty() {
            return same;
        }
        let data = entries
            .iter()
            .find_map(http)
            .map(|status| status.to_string());
        self.differ(
            What::Status,
            entries.first(),
            &status.to_string(),
            &data.unwrap_or_default(),
        );
        entries
    }

    /// The entries with a number of the row; those numbers that nobody knows are new.
    fn numbered(&mut self, row: &Row) -> Vec<usize> {
        let mut found = Vec::new();
        for &(first, last) in &row.numbers {
            let entries = (0..self.model.entries.len())
                .filter(|entry| is_about(&self.model.entries[*entry], first, last));
            let before = found.len();
            found.extend(entries);
            if found.len() == before {
                self.differences.insert(Difference {
                    what: What::New,
                    number: first,
                    entry: range(first, last),
                    page: row.title.clone(),
                    data: String::new(),
                });
            }
        }
        found
    }

    /// The entries with a title or a sentence, of the best kind that has any.
    fn titled(&self, title: &str, is_wanted: impl Fn(&usize) -> bool) -> Vec<usize> {
        let folded = fold(title);
        let recorded = self.settings.row(title);
        let listed = self
            .titles
            .iter()
            .map(|titles| titles.get(&folded).map(Vec::as_slice));
        let kinds = [recorded].into_iter().chain(listed).flatten();
        let wanted = |entries: &[usize]| {
            entries
                .iter()
                .copied()
                .filter(&is_wanted)
                .collect::<Vec<_>>()
        };
        kinds
            .map(wanted)
            .find(|entries| !entries.is_empty())
            .unwrap_or_default()
    }

    /// Reports what the page no longer has, and says how much it should have.
    fn gone(&mut self) -> usize {
        let sources = &self.settings.page.sources;
        let is_expected = |entry: &Entry| {
            !entry.retired && sources.contains(&self.model.sources[entry.source].id)
        };
        let expected: Vec<usize> = (0..self.model.entries.len())
            .filter(|entry| is_expected(&self.model.entries[*entry]))
            .collect();
        for entry in &expected {
            if !self.seen.contains(entry) {
                let title = self.model.entries[*entry].title.clone();
                self.differ(What::Gone, Some(entry), "", &title.unwrap_or_default());
            }
        }
        expected.len()
    }

    fn differ(&mut self, what: What, entry: Option<&usize>, page: &str, data: &str) {
        let key = entry.map(|entry| &self.model.entries[*entry].key);
        self.differences.insert(Difference {
            what,
            number: key.map_or(0, Key::code),
            entry: key.map(ToString::to_string).unwrap_or_default(),
            page: page.to_owned(),
            data: data.to_owned(),
        });
    }
}

/// Whether the page can mean an entry by a number: tables list subcodes as numbers of their own.
fn is_about(entry: &Entry, first: u32, last: u32) -> bool {
    match entry.key {
        Key::Range(from, to) => (from..=to).contains(&first) && last <= to,
        Key::Pair(code, subcode) | Key::PairCase(code, subcode, _) => {
            first == last && (code == first || subcode == first)
        }
        Key::Code(code) | Key::Case(code, _) => first == last && code == first,
    }
}

fn titles(model: &Model) -> [BTreeMap<String, Vec<usize>>; 3] {
    let mut titles: [BTreeMap<String, Vec<usize>>; 3] = Default::default();
    for (place, entry) in model.entries.iter().enumerate() {
        let texts = model
            .texts
            .iter()
            .filter_map(|texts| texts.entries[place].as_ref());
        let kinds: [Vec<&String>; 3] = [
            entry.title.iter().collect(),
            entry.also_titled.iter().chain(&entry.says).collect(),
            texts.map(|text| &text.title).collect(),
        ];
        for (titles, of) in titles.iter_mut().zip(kinds) {
            for title in of {
                titles.entry(fold(title)).or_default().push(place);
            }
        }
    }
    titles
}
