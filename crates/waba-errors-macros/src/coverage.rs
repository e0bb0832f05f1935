//! Which codes are covered, and what is wrong with the way they are.

use std::collections::BTreeMap;

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;

use crate::generated::{REVISION, ROWS};
use crate::selector::{Kind, Selector};
use crate::table::{Row, pairs_of};

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
    errors: Vec<syn::Error>,
}

/// A selector and the rows that it takes.
struct Selected {
    tokens: TokenStream,
    text: String,
    kind: Kind,
    rows: Vec<usize>,
}

impl Coverage {
    pub(crate) fn new(as_of: Option<&syn::LitInt>) -> Self {
        let mut coverage = Self {
            selected: Vec::new(),
            owner: vec![None; ROWS.len()],
            revision: REVISION,
            facts: u16::MAX,
            errors: Vec::new(),
        };
        if let Some(literal) = as_of {
            match literal.base10_parse() {
                Ok(revision) if (1..=REVISION).contains(&revision) => {
                    coverage.revision = revision;
                    coverage.facts = revision;
                }
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

    /// Takes what a selector selects and is not covered yet. What has a guard covers nothing.
    pub(crate) fn take(&mut self, selector: &Selector, is_guarded: bool) -> usize {
        let index = self.take_rest(selector, is_guarded);
        let named = match selector.kind {
            Kind::Row(row) => Some(row),
            _ => None,
        };
        let rows = &self.selected[index].rows;
        if rows.is_empty() || named.is_some_and(|row| !rows.contains(&row)) {
            self.repeated(selector, named);
        }
        index
    }

    /// As [`take`](Self::take), but nothing may be left.
    pub(crate) fn take_rest(&mut self, selector: &Selector, is_guarded: bool) -> usize {
        let index = self.selected.len();
        let mut rows = selector.rows(self.facts);
        rows.retain(|row| self.owner[*row].is_none());
        if !is_guarded {
            for row in &rows {
                self.owner[*row] = Some(index);
            }
        }
        self.selected.push(Selected {
            tokens: selector.tokens.clone(),
            text: selector.text.clone(),
            kind: selector.kind,
            rows,
        });
        index
    }

    fn repeated(&mut self, selector: &Selector, named: Option<usize>) {
        let rows = selector.rows(self.facts);
        let mut owners = named.into_iter().chain(rows).map(|row| self.owner[row]);
        let Some(owner) = owners.find_map(|owner| owner) else {
            let message = format!(
                "`{}` has no codes in revision {}",
                selector.text, self.revision
            );
            return self.error(syn::Error::new_spanned(&selector.tokens, message));
        };
        let Some(named) = named else {
            let message = format!(
                "`{}` covers nothing any more: all its codes are covered above",
                selector.text
            );
            return self.error(syn::Error::new_spanned(&selector.tokens, message));
        };
        let row = &ROWS[named];
        let (number, name) = (row.number(), row.name);
        let message = format!("{number} ({name}) is covered twice");
        self.error(syn::Error::new_spanned(&selector.tokens, message));
        let Selected { tokens, text, .. } = &self.selected[owner];
        let message = format!("{number} ({name}) is first covered here, by `{text}`");
        let first = syn::Error::new_spanned(tokens, message);
        self.error(first);
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
            self.error(syn::Error::new(place, self.missing(&missing)));
        }
    }

    /// A pair that nothing takes belongs to its code.
    fn is_demanded(&self, row: &Row) -> bool {
        !row.is_pair() && row.since() <= self.revision
    }

    fn category(&self, row: &Row) -> &'static str {
        row.facts(self.facts).map_or("", |facts| facts.category)
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
        for (code, row) in ROWS.iter().enumerate().filter(|(_, row)| row.is_code()) {
            let Some(owner) = self.owner[code] else {
                continue;
            };
            for pair in pairs_of(row.first) {
                if self.owner[pair].is_none() {
                    self.owner[pair] = Some(owner);
                    self.selected[owner].rows.push(pair);
                }
            }
        }
    }

    /// What a selector takes, as a pattern of code and subcode; `binding` is the `n @` of the code.
    pub(crate) fn pattern(&self, index: usize, binding: &TokenStream) -> TokenStream {
        let selected = &self.selected[index];
        if let Kind::Range(first, last) = selected.kind {
            let (first, last) = (number(first), number(last));
            return quote!((#binding #first..=#last, _));
        }
        let (mut whole, mut parts) = (Vec::new(), Vec::new());
        for row in selected.rows.iter().map(|row| &ROWS[*row]) {
            let (first, last, subcode) = (number(row.first), number(row.last), number(row.subcode));
            if row.is_range() {
                whole.push(quote!(#first..=#last));
            } else if row.is_code() && self.has_all_pairs(index, row) {
                whole.push(quote!(#first));
            } else {
                let is_taken = row.is_pair() && self.takes_whole(index, row);
                if !is_taken {
                    parts.push(quote!((#binding #first, #subcode)));
                }
                if row.is_alone && row.since() <= self.revision {
                    whole.push(quote!(#subcode));
                }
            }
        }
        let whole = match &whole[..] {
            [] => None,
            [only] => Some(quote!((#binding #only, _))),
            _ => Some(quote!((#binding (#(#whole)|*), _))),
        };
        let alternatives = whole.into_iter().chain(parts);
        quote!(#(#alternatives)|*)
    }

    /// Whether every pair of a code is taken with it or before it.
    fn has_all_pairs(&self, index: usize, code: &Row) -> bool {
        pairs_of(code.first).all(|pair| {
            self.selected[index].rows.contains(&pair)
                || self.owner[pair].is_some_and(|owner| owner < index)
        })
    }

    /// Whether the code of a pair is taken here with all its pairs.
    fn takes_whole(&self, index: usize, pair: &Row) -> bool {
        let rows = self.selected[index].rows.iter().map(|row| &ROWS[*row]);
        let mut codes = rows.filter(|row| row.is_code() && row.first == pair.first);
        codes.any(|code| self.has_all_pairs(index, code))
    }

    /// The wait of each row that a selector takes, as an expression about `key`.
    pub(crate) fn wait(&self, index: usize, key: &syn::Ident) -> TokenStream {
        let waits = self.selected[index].rows.iter().filter_map(|row| {
            let row = &ROWS[*row];
            let seconds = Literal::u64_unsuffixed(row.facts(self.facts)?.wait);
            let (code, subcode) = (number(row.first), number(row.subcode));
            Some(if row.is_alone {
                quote!((#code, #subcode) | (#subcode, _) => #seconds,)
            } else if row.is_pair() {
                quote!((#code, #subcode) => #seconds,)
            } else {
                quote!((#code, 0) => #seconds,)
            })
        });
        quote!(::core::time::Duration::from_secs(match #key { #(#waits)* _ => 0 }))
    }

    /// Whether a selector has nothing left to take.
    pub(crate) fn is_empty(&self, index: usize) -> bool {
        self.selected[index].rows.is_empty()
    }

    /// The covered rows, for rustc's own check.
    pub(crate) fn covered(&self) -> impl Iterator<Item = &'static Row> + '_ {
        let rows = ROWS.iter().zip(&self.owner);
        rows.filter(|(_, owner)| owner.is_some())
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

fn number(number: u32) -> Literal {
    Literal::u32_unsuffixed(number)
}
