//! How often which errors stand in logs of any size.

mod json;
mod text;

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::io::{self, Read};

use serde::Serialize;
use waba_errors::{Entry, Key};
use waba_errors_payload::{Certainty, Found, Options, records};

use crate::facts::fact_lists;
use crate::finding::{Id, is_alike};
use crate::generated::labels;
use crate::view::View;

/// Numbers beyond the table that are counted one by one; a log full of invented numbers must not fill the memory.
const MOST_UNKNOWN: usize = 10_000;

/// Counts the errors of logs of any size, in bounded memory.
///
/// ```
/// use waba_errors_explain::{Summary, View, waba_errors::Lang, waba_errors_payload::Certainty};
///
/// let mut summary = Summary::default();
/// let log = "{\"error\":{\"code\":190}}\n".repeat(3);
/// summary.read(log.as_bytes(), Certainty::Likely)?;
/// let json = serde_json::to_value(summary.report(View::new(Lang::En))).unwrap();
/// assert_eq!((&json["errors"], &json["codes"][0]["key"]), (&3.into(), &"190".into()));
/// # Ok::<_, std::io::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Summary {
    /// A record holds more errors than are kept of one.
    truncated: bool,
    known: HashMap<Key, (Entry, u64)>,
    /// The first [`MOST_UNKNOWN`] in their own order: which these are does not depend on the order of the input.
    unknown: BTreeMap<Id, (Entry, u64)>,
    /// All others, one for all of which the same is said.
    further: Vec<(Entry, u64)>,
}

impl Summary {
    /// Counts the errors of an input, record by record, that are at least so certain.
    ///
    /// # Errors
    ///
    /// If the input cannot be read; what was read before is counted.
    pub fn read(&mut self, reader: impl Read, least: Certainty) -> io::Result<()> {
        let options = Options::new().least(least);
        let mut records = records(reader);
        while let Some(record) = records.next_record()? {
            let report = options.read(record.bytes());
            self.truncated |= report.truncated();
            for found in &report {
                self.add(&found);
            }
        }
        Ok(())
    }

    fn add(&mut self, found: &Found<'_>) {
        let entry = found.entry();
        self.add_count(Id::of(found, &entry), entry, 1);
    }

    fn add_count(&mut self, id: Id, entry: Entry, count: u64) {
        if let Id::Known(key) = id {
            self.known.entry(key).or_insert((entry, 0)).1 += count;
            return;
        }
        self.unknown.entry(id).or_insert((entry, 0)).1 += count;
        if self.unknown.len() > MOST_UNKNOWN
            && let Some((_, (entry, count))) = self.unknown.pop_last()
        {
            self.add_further(entry, count);
        }
    }

    fn add_further(&mut self, entry: Entry, count: u64) {
        let mut further = self.further.iter_mut();
        match further.find(|(other, _)| is_alike(other, &entry)) {
            Some((_, all)) => *all += count,
            None => self.further.push((entry, count)),
        }
    }

    /// Adds what was counted elsewhere. The order in which parts of an input are counted and added changes nothing.
    ///
    /// ```
    /// use waba_errors_explain::{Summary, View, waba_errors::Lang, waba_errors_payload::Certainty};
    ///
    /// let mut all = Summary::default();
    /// for log in [r#"{"error":{"code":190}}"#, r#"{"error":{"code":131026}}"#] {
    ///     let mut part = Summary::default();
    ///     part.read(log.as_bytes(), Certainty::Likely)?;
    ///     all.merge(part);
    /// }
    /// let json = serde_json::to_value(all.report(View::new(Lang::En))).unwrap();
    /// assert_eq!(json["errors"], 2);
    /// # Ok::<_, std::io::Error>(())
    /// ```
    pub fn merge(&mut self, other: Self) {
        self.truncated |= other.truncated;
        let known = other.known.into_iter();
        let known = known.map(|(key, count)| (Id::Known(key), count));
        for (id, (entry, count)) in known.chain(other.unknown) {
            self.add_count(id, entry, count);
        }
        for (entry, count) in other.further {
            self.add_further(entry, count);
        }
    }

    fn codes(&self) -> impl Iterator<Item = (Id, &(Entry, u64))> {
        let known = self.known.iter();
        let known = known.map(|(key, counted)| (Id::Known(*key), counted));
        let unknown = self.unknown.iter();
        known.chain(unknown.map(|(id, counted)| (id.clone(), counted)))
    }

    fn all(&self) -> impl Iterator<Item = &(Entry, u64)> {
        let counted = self.known.values().chain(self.unknown.values());
        counted.chain(&self.further)
    }

    /// Whether there is no error.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty() && self.unknown.is_empty()
    }

    /// Whether a record holds more errors than are kept of one.
    #[must_use]
    pub const fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The counts as people and programs see them.
    #[must_use]
    pub fn report(&self, view: View) -> Report {
        Report::new(self, view)
    }

    /// Whether there is an error that the table knows.
    #[must_use]
    pub fn has_known(&self) -> bool {
        !self.known.is_empty()
    }

    /// How many errors have each of what a function gives of their entries.
    fn by<T: Ord, I: IntoIterator<Item = T>>(&self, of: impl Fn(&Entry) -> I) -> BTreeMap<T, u64> {
        let mut counts = BTreeMap::new();
        for (entry, count) in self.all() {
            for value in of(entry) {
                *counts.entry(value).or_default() += count;
            }
        }
        counts
    }
}

/// Some ways to count the same errors: by code, by category, and by each fact that programs select by. For programs it
/// implements `Serialize`.
#[derive(Debug)]
pub struct Report {
    view: View,
    errors: u64,
    /// There are more.
    truncated: bool,
    sections: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    /// What is counted: `code`, `category`, or a fact such as `fixer`.
    by: &'static str,
    label: &'static str,
    /// The most frequent first.
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    /// A code, or the id of a category or of what a fact says.
    key: String,
    title: &'static str,
    count: u64,
}

impl Report {
    fn new(counts: &Summary, view: View) -> Self {
        let lang = view.lang;
        let labels = labels(lang);
        let codes = counts.codes();
        let codes = codes.map(|(id, (entry, count))| {
            let key = id.to_string();
            (id, key, entry.title(lang), *count)
        });
        let mut sections = vec![
            Section::new("code", labels.by_code, codes),
            Section::new(
                "category",
                labels.by_category,
                rows(&counts.by(|entry| [entry.category()]), |category| {
                    (category.id(), category.title(lang))
                }),
            ),
        ];
        let facts = counts.by(|entry| entry.facts().filter(|fact| fact.selects()));
        let selecting = fact_lists().filter_map(|list| list.first());
        sections.extend(selecting.filter(|fact| fact.selects()).map(|list| {
            let of_list = facts.iter().filter(|(fact, _)| fact.id() == list.id());
            let rows =
                of_list.map(|(fact, count)| (*fact, fact.to_string(), fact.title(lang), *count));
            Section::new(list.id(), labels.by(*list), rows)
        }));
        let further = counts.further.iter().map(|(_, count)| count).sum();
        if further > 0
            && let Some(codes) = sections.first_mut()
        {
            codes.rows.push(Row {
                key: "other".to_owned(),
                title: labels.further_codes,
                count: further,
            });
        }
        Self {
            view,
            errors: counts.all().map(|(_, count)| count).sum(),
            truncated: counts.truncated,
            sections,
        }
    }

    /// The rows of all ways to count, the most frequent first: what is counted (`code`, `category` or a fact), the code or
    /// the id, its title, and how often it stands there.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &str, &'static str, u64)> {
        self.sections.iter().flat_map(|section| {
            let rows = section.rows.iter();
            rows.map(|row| (section.by, row.key.as_str(), row.title, row.count))
        })
    }
}

fn rows<K: Copy + Ord>(
    counts: &BTreeMap<K, u64>,
    words: impl Fn(K) -> (&'static str, &'static str),
) -> impl Iterator<Item = (K, String, &'static str, u64)> {
    counts.iter().map(move |(value, count)| {
        let (id, title) = words(*value);
        (*value, id.to_owned(), title, *count)
    })
}

impl Section {
    fn new<K: Ord>(
        by: &'static str,
        label: &'static str,
        rows: impl Iterator<Item = (K, String, &'static str, u64)>,
    ) -> Self {
        let mut rows: Vec<_> = rows.collect();
        rows.sort_unstable_by(|a, b| b.3.cmp(&a.3).then_with(|| a.0.cmp(&b.0)));
        let rows = rows
            .into_iter()
            .map(|(_, key, title, count)| Row { key, title, count });
        Self {
            by,
            label,
            rows: rows.collect(),
        }
    }
}
