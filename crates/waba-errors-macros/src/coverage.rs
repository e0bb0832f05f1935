//! Which codes are covered, and what is wrong with the way they are.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use proc_macro2::{Delimiter, Ident, Span, TokenTree};

use crate::generated::{REVISION, ROWS};
use crate::input::AsOf;
use crate::selector::{Kind, Selector};
use crate::source::Source;
use crate::table::{Row, by_number, pairs_of};
use crate::tokens::Error;

/// How many missing codes are listed one by one before they are grouped.
const LISTED: usize = 10;

/// What the selectors of a match or an enum cover, in their order.
pub(crate) struct Coverage {
    selected: Vec<Selected>,
    /// Per row the selector that covers it.
    owner: Vec<Option<usize>>,
    /// Codes of later revisions are not demanded.
    revision: u16,
    /// The revision whose facts tell what a class selects: without `as_of` those of today.
    facts: u16,
    errors: Vec<Error>,
}

/// A selector and the rows that it takes, in order.
struct Selected {
    selector: Selector,
    rows: Vec<usize>,
}

impl Coverage {
    pub(crate) fn new(as_of: Option<AsOf>) -> Self {
        let mut coverage = Self {
            selected: Vec::new(),
            owner: vec![None; ROWS.len()],
            revision: REVISION,
            facts: u16::MAX,
            errors: Vec::new(),
        };
        if let Some(AsOf { place, revision }) = as_of {
            let revision = revision.and_then(|revision| u16::try_from(revision).ok());
            match revision {
                Some(revision) if (1..=REVISION).contains(&revision) => {
                    coverage.revision = revision;
                    coverage.facts = revision;
                }
                _ => {
                    let message = format!("the table has the revisions 1 to {REVISION}");
                    coverage.error(Error::new(place, message));
                }
            }
        }
        coverage
    }

    pub(crate) fn error(&mut self, error: Error) {
        self.errors.push(error);
    }

    /// Takes what a selector selects and is not covered yet. What has a guard covers nothing.
    pub(crate) fn take(&mut self, selector: Selector, is_guarded: bool) -> usize {
        let index = self.take_rest(selector, is_guarded);
        let Selected { selector, rows } = &self.selected[index];
        let named = match selector.kind {
            Kind::Row(row) => Some(row),
            _ => None,
        };
        if rows.is_empty() || named.is_some_and(|row| !rows.contains(&row)) {
            self.repeated(index, named);
        }
        index
    }

    /// As [`take`](Self::take), but nothing may be left.
    pub(crate) fn take_rest(&mut self, selector: Selector, is_guarded: bool) -> usize {
        let index = self.selected.len();
        let mut rows = selector.rows(self.facts);
        rows.retain(|row| self.owner[*row].is_none());
        if !is_guarded {
            for row in &rows {
                self.owner[*row] = Some(index);
            }
        }
        self.selected.push(Selected { selector, rows });
        index
    }

    fn repeated(&mut self, index: usize, named: Option<usize>) {
        let Selector { place, form, .. } = &self.selected[index].selector;
        let rows = self.selected[index].selector.rows(self.facts);
        let mut owners = named.into_iter().chain(rows).map(|row| self.owner[row]);
        let Some(owner) = owners.find_map(|owner| owner) else {
            let message = format!("`{form}` has no codes in revision {}", self.revision);
            return self.errors.push(Error::new(*place, message));
        };
        let Some(named) = named else {
            let message =
                format!("`{form}` covers nothing any more: all its codes are covered above");
            return self.errors.push(Error::new(*place, message));
        };
        let row = &ROWS[named];
        let (number, name) = (row.number(), row.name);
        let message = format!("{number} ({name}) is covered twice");
        let again = Error::new(*place, message);
        let Selector { place, form, .. } = &self.selected[owner].selector;
        let message = format!("{number} ({name}) is first covered here, by `{form}`");
        let first = Error::new(*place, message);
        self.errors.extend([again, first]);
    }

    /// Demands that every code is covered; `place` is where a missing one is reported.
    pub(crate) fn demand_all(&mut self, place: Span) {
        let missing: Vec<&Row> = ROWS
            .iter()
            .zip(&self.owner)
            .filter(|(row, owner)| owner.is_none() && self.is_demanded(row))
            .map(|(row, _)| row)
            .collect();
        if !missing.is_empty() {
            self.error(Error::new(place, self.missing(&missing)));
        }
    }

    /// A pair that nothing takes belongs to its code.
    fn is_demanded(&self, row: &Row) -> bool {
        !row.is_pair() && row.since() <= self.revision
    }

    fn category(&self, row: &Row) -> &'static str {
        row.facts(self.facts).map_or("", |facts| facts.classes[0])
    }

    fn missing(&self, missing: &[&Row]) -> String {
        let count = match missing.len() {
            1 => "1 code is not covered:".to_owned(),
            count => format!("{count} codes are not covered:"),
        };
        let mut lines = vec![count];
        if missing.len() <= LISTED {
            lines.extend(missing.iter().map(|row| row.describe()));
            return lines.join("\n  ");
        }
        let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in missing {
            groups.entry(self.category(row)).or_default().push(row);
        }
        for (category, rows) in groups {
            let is_demanded = |row: &&Row| self.is_demanded(row) && self.category(row) == category;
            let all = ROWS.iter().filter(is_demanded).count();
            match rows.len() {
                count if count == all && count > 1 => {
                    lines.push(format!("all {count} codes of Category::{category}"));
                }
                count if count > LISTED => {
                    lines.push(format!("{count} of {all} codes of Category::{category}"));
                }
                _ => lines.extend(rows.iter().map(|row| row.describe())),
            }
        }
        lines.join("\n  ")
    }

    /// Gives the pairs that nothing takes to what takes their code.
    pub(crate) fn settle(&mut self) {
        for (pair, row) in ROWS.iter().enumerate().filter(|(_, row)| row.is_pair()) {
            let owner = by_number(row.first).and_then(|code| self.owner[code]);
            if let Some(owner) = owner
                && self.owner[pair].is_none()
            {
                self.owner[pair] = Some(owner);
                let rows = &mut self.selected[owner].rows;
                let place = rows.partition_point(|row| *row < pair);
                rows.insert(place, pair);
            }
        }
    }

    /// What selectors take, as a pattern of code and subcode; `binding` is the `n @` of the code.
    pub(crate) fn pattern(
        &self,
        source: &mut Source<'_>,
        selectors: &[usize],
        binding: &[TokenTree],
    ) {
        let mut codes = String::new();
        let mut parts: BTreeMap<u32, String> = BTreeMap::new();
        for index in selectors {
            self.add_codes(*index, &mut codes, &mut parts);
        }
        // Of `(1, 2) | (1, 3)` and of `(1, 3) | (2, 3)` clippy wants one.
        let mut by_subcodes: BTreeMap<String, String> = BTreeMap::new();
        for (code, subcodes) in parts {
            or(by_subcodes.entry(subcodes).or_default(), code);
        }
        let whole = (!codes.is_empty()).then(|| ("_".to_owned(), codes));
        for (place, (subcodes, codes)) in whole.into_iter().chain(by_subcodes).enumerate() {
            if place > 0 {
                source.text("|");
            }
            if binding.is_empty() {
                source
                    .text("(")
                    .text(&codes)
                    .text(",")
                    .text(&subcodes)
                    .text(")");
            } else {
                let mut inside = source.inner();
                inside.placed(binding.iter().cloned());
                inside.text("(").text(&codes).text("),").text(&subcodes);
                source.group(Delimiter::Parenthesis, inside);
            }
        }
    }

    /// Adds the codes that a selector takes with every subcode, and of the others the subcodes.
    fn add_codes(&self, index: usize, codes: &mut String, parts: &mut BTreeMap<u32, String>) {
        let Selected { selector, rows } = &self.selected[index];
        let is_range = matches!(selector.kind, Kind::Range(..));
        if let Kind::Range(first, last) = selector.kind {
            or(codes, format!("{first}..={last}"));
        }
        for row in rows.iter().map(|row| &ROWS[*row]) {
            let is_whole = is_range || row.is_range() || self.takes_whole(index, row.first);
            match (row.is_pair(), is_whole) {
                (_, false) => or(parts.entry(row.first).or_default(), row.subcode),
                (false, true) if !is_range => or(codes, row.number()),
                // The range or the code stands for it.
                (_, true) => {}
            }
            if row.is_alone && row.since() <= self.revision {
                or(codes, row.subcode);
            }
        }
    }

    /// Whether every pair of a code is taken with it or before it.
    fn takes_pairs(&self, index: usize, code: u32) -> bool {
        let rows = &self.selected[index].rows;
        pairs_of(code).all(|pair| {
            rows.binary_search(&pair).is_ok() || self.owner[pair].is_some_and(|owner| owner < index)
        })
    }

    /// Whether a code is taken with all its pairs.
    fn takes_whole(&self, index: usize, code: u32) -> bool {
        let rows = &self.selected[index].rows;
        by_number(code).is_some_and(|row| rows.binary_search(&row).is_ok())
            && self.takes_pairs(index, code)
    }

    /// The wait of each row that selectors take, as an expression about `key`.
    pub(crate) fn wait(&self, source: &mut Source<'_>, selectors: &[usize], key: &Ident) {
        let mut seconds = source.inner();
        seconds.text("match").ident(key.clone()).text("{");
        let rows = selectors
            .iter()
            .flat_map(|index| &self.selected[*index].rows);
        for row in rows.map(|row| &ROWS[*row]) {
            let Some(facts) = row.facts(self.facts) else {
                continue;
            };
            seconds.text(&format!("({},{})", row.first, row.subcode));
            if row.is_alone {
                seconds.text(&format!("|({},_)", row.subcode));
            }
            seconds.text(&format!("=> {},", facts.wait));
        }
        seconds.text("_ => 0 }");
        source.text("::core::time::Duration::from_secs");
        source.group(Delimiter::Parenthesis, seconds);
    }

    /// Whether a selector has nothing left to take.
    pub(crate) fn is_empty(&self, index: usize) -> bool {
        self.selected[index].rows.is_empty()
    }

    /// The covered rows, for rustc's own check.
    pub(crate) fn covered(&self) -> Vec<Range<usize>> {
        let mut covered: Vec<Range<usize>> = Vec::new();
        for row in (0..ROWS.len()).filter(|row| self.owner[*row].is_some()) {
            match covered.last_mut() {
                Some(rows) if rows.end == row => rows.end += 1,
                _ => covered.push(row..row + 1),
            }
        }
        covered
    }

    pub(crate) fn errors(&self) -> &[Error] {
        &self.errors
    }

    pub(crate) fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// Adds an alternative to a pattern.
fn or(pattern: &mut String, alternative: impl fmt::Display) {
    if !pattern.is_empty() {
        pattern.push('|');
    }
    pattern.push_str(&alternative.to_string());
}
