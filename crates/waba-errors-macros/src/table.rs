//! Questions to the table of the macros.

use crate::generated::{CATEGORIES, PAIRS, ROWS};

/// A code, or a range of codes.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) name: &'static str,
    /// The constant of `Code`; a range has none.
    pub(crate) constant: &'static str,
    /// The title of the API, or else our own.
    pub(crate) title: &'static str,
    pub(crate) category: &'static str,
    pub(crate) retry: &'static str,
    pub(crate) since: u16,
}

pub(crate) const RETRIES: &[&str] = &["Never", "AfterFix", "Backoff", "After"];

impl Row {
    pub(crate) fn is_range(&self) -> bool {
        self.first < self.last
    }

    /// `131026`, or `200..=299`.
    pub(crate) fn number(&self) -> String {
        if self.is_range() {
            format!("{}..={}", self.first, self.last)
        } else {
            self.first.to_string()
        }
    }

    /// Number, name and title, for a list.
    pub(crate) fn describe(&self) -> String {
        format!("{} {}: {}", self.number(), self.name, self.title)
    }
}

pub(crate) fn by_number(code: u32) -> Option<usize> {
    ROWS.iter()
        .position(|row| !row.is_range() && row.first == code)
}

pub(crate) fn by_name(name: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.name == name)
}

pub(crate) fn range_of(code: u32) -> Option<&'static Row> {
    ROWS.iter()
        .find(|row| row.is_range() && (row.first..=row.last).contains(&code))
}

/// Why a number is no code of the table, with the nearest codes.
pub(crate) fn unknown_number(code: u32) -> String {
    if let Some(range) = range_of(code) {
        return format!(
            "{code} has no entry of its own; it lies in {} ({}), which a match covers as a whole",
            range.number(),
            range.name
        );
    }
    if let Some((name, parent, _)) = PAIRS.iter().find(|(_, _, subcode)| *subcode == code) {
        return format!(
            "{code} is an error_subcode ({name}), no code; match its code {parent} and look at the subcode there"
        );
    }
    format!("no code {code}; {}", nearest(code))
}

/// The nearest codes: first by typing, then by value.
pub(crate) fn nearest(code: u32) -> String {
    let digits = code.to_string();
    let mut near: Vec<_> = ROWS
        .iter()
        .filter(|row| !row.is_range())
        .map(|row| {
            let typing = strsim::damerau_levenshtein(&digits, &row.first.to_string());
            (typing, row.first.abs_diff(code), row)
        })
        .collect();
    near.sort_by_key(|(typing, distance, row)| (*typing, *distance, row.first));
    let near: Vec<_> = near
        .iter()
        .take(3)
        .map(|(_, _, row)| format!("{} ({})", row.first, row.name))
        .collect();
    format!("the nearest are {}", near.join(", "))
}

/// Why a name is no name of a code, with the nearest one.
pub(crate) fn unknown_name(name: &str) -> String {
    if let Some((_, code, subcode)) = PAIRS.iter().find(|(pair, _, _)| *pair == name) {
        return format!(
            "`{name}` is code {code} with error_subcode {subcode}; match the code {code} and look at the subcode there"
        );
    }
    let names = ROWS.iter().map(|row| row.name);
    format!("no code is named `{name}`{}", did_you_mean(name, names))
}

pub(crate) fn unknown_category(name: &str) -> String {
    let near = did_you_mean(name, CATEGORIES.iter().copied());
    format!("there is no `Category::{name}`{near}")
}

pub(crate) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = known
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .min();
    match near {
        Some((distance, near)) if distance * 2 <= near.len().max(4) => {
            format!("; did you mean `{near}`?")
        }
        _ => String::new(),
    }
}
