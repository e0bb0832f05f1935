//! Which codes are covered, and what is wrong with the way they are.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};

use crate::generated::{REVISION, ROWS};
use crate::selector::{Kind, Selector};
use crate::table::Row;

/// How many missing codes are listed one by one before they are grouped.
const LISTED: usize = 10;

/// The codes that a match or an enum covers, in the order of its arms.
pub(crate) struct Coverage {
    /// Per row where it was first covered, and by what.
    first: Vec<Option<(TokenStream, String)>>,
    /// Codes of later revisions are not demanded.
    revision: u16,
    errors: Vec<syn::Error>,
}

impl Coverage {
    pub(crate) fn new(as_of: Option<&syn::LitInt>) -> Self {
        let mut coverage = Self {
            first: ROWS.iter().map(|_| None).collect(),
            revision: REVISION,
            errors: Vec::new(),
        };
        if let Some(literal) = as_of {
            match literal.base10_parse() {
                Ok(revision) if (1..=REVISION).contains(&revision) => coverage.revision = revision,
                _ => coverage.error(syn::Error::new(
                    literal.span(),
                    format!("the table has the revisions 1 to {REVISION}"),
                )),
            }
        }
        coverage
    }

    pub(crate) fn error(&mut self, error: syn::Error) {
        self.errors.push(error);
    }

    /// Covers what a selector selects and is not covered yet; returns those rows. An arm with a guard covers nothing.
    pub(crate) fn take(&mut self, selector: &Selector, guarded: bool) -> Vec<usize> {
        // A group means the codes of its revision: what it takes does not change with an upgrade.
        let is_meant =
            |row: &usize| selector.kind != Kind::Group || ROWS[*row].since <= self.revision;
        let free: Vec<_> = selector
            .rows
            .iter()
            .copied()
            .filter(is_meant)
            .filter(|row| self.first[*row].is_none())
            .collect();
        if free.is_empty() {
            self.repeated(selector);
        }
        if !guarded {
            for row in &free {
                self.first[*row] = Some((selector.tokens.clone(), selector.text.clone()));
            }
        }
        free
    }

    fn repeated(&mut self, selector: &Selector) {
        let before = selector
            .rows
            .iter()
            .find_map(|row| self.first[*row].clone());
        let Some((place, by)) = before else {
            let message = format!(
                "`{}` has no codes in revision {}",
                selector.text, self.revision
            );
            return self.error(syn::Error::new_spanned(&selector.tokens, message));
        };
        if selector.kind == Kind::Code {
            let row = &ROWS[selector.rows[0]];
            let message = format!("{} ({}) is covered twice", row.first, row.name);
            self.error(syn::Error::new_spanned(&selector.tokens, message));
            let message = format!(
                "{} ({}) is first covered here, by `{by}`",
                row.first, row.name
            );
            self.error(syn::Error::new_spanned(place, message));
        } else {
            let message = format!(
                "`{}` covers nothing any more: all its codes are covered above",
                selector.text
            );
            self.error(syn::Error::new_spanned(&selector.tokens, message));
        }
    }

    /// Demands that every code is covered; `place` is where a missing one is reported.
    pub(crate) fn demand_all(&mut self, place: Span) {
        let missing: Vec<&Row> = ROWS
            .iter()
            .zip(&self.first)
            .filter(|(row, first)| first.is_none() && row.since <= self.revision)
            .map(|(row, _)| row)
            .collect();
        if !missing.is_empty() {
            self.error(syn::Error::new(place, self.missing(&missing)));
        }
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
            groups.entry(row.category).or_default().push(row);
        }
        for (category, rows) in groups {
            let demanded = |row: &&Row| row.category == category && row.since <= self.revision;
            let all = ROWS.iter().filter(demanded).count();
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

    /// The names of the covered rows, for rustc's own check.
    pub(crate) fn covered(&self) -> impl Iterator<Item = &'static Row> + '_ {
        let rows = ROWS.iter().zip(&self.first);
        rows.filter(|(_, first)| first.is_some())
            .map(|(row, _)| row)
    }

    /// Everything that is wrong, in the order of the source.
    pub(crate) fn into_error(self) -> Option<syn::Error> {
        self.errors.into_iter().reduce(|mut all, error| {
            all.combine(error);
            all
        })
    }

    pub(crate) fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}
