//! Questions to the table of the macros.

use crate::generated::{BY_NAME, CASES, GROUPS, ROWS};

/// A code, a range of codes, or a pair of code and subcode.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// 0 without one.
    pub(crate) subcode: u32,
    /// Whether the subcode is looked up on its own too.
    pub(crate) is_alone: bool,
    pub(crate) name: &'static str,
    /// The constant of `Code`; only a code has one.
    pub(crate) constant: &'static str,
    /// The title of the API, or else our own.
    pub(crate) title: &'static str,
    /// From each revision that brought or corrected them, the first one first.
    pub(crate) facts: &'static [Facts],
}

/// The facts by which classes select.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) since: u16,
    /// Seconds.
    pub(crate) wait: u64,
    /// The variant of each of [`GROUPS`].
    pub(crate) classes: &'static [&'static str],
}

/// An enum by which a match selects: what stands before the `::` of a class.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) variants: &'static [&'static str],
}

impl Group {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        GROUPS.iter().find(|group| group.name == name)
    }

    pub(crate) fn class(&self, facts: &Facts) -> &'static str {
        let place = GROUPS.iter().position(|group| group == self);
        place.map_or("", |place| facts.classes[place])
    }

    /// How classes are written, for messages.
    pub(crate) fn all(last: &str) -> String {
        let mut groups = GROUPS.iter().map(|group| format!("`{}::X`", group.name));
        let end = groups.next_back().unwrap_or_default();
        let start: Vec<_> = groups.collect();
        format!("{}{last}{end}", start.join(", "))
    }
}

impl Row {
    pub(crate) fn is_range(&self) -> bool {
        self.first < self.last
    }

    pub(crate) fn is_pair(&self) -> bool {
        self.subcode > 0
    }

    pub(crate) fn is_code(&self) -> bool {
        !self.is_range() && !self.is_pair()
    }

    /// The revision that brought it.
    pub(crate) fn since(&self) -> u16 {
        self.facts.first().map_or(0, |facts| facts.since)
    }

    /// What was true in a revision, unless the row came later.
    pub(crate) fn facts(&self, revision: u16) -> Option<&'static Facts> {
        self.facts.iter().rfind(|facts| facts.since <= revision)
    }

    /// `131026`, `200..=299` or `190/463`.
    pub(crate) fn number(&self) -> String {
        if self.is_range() {
            format!("{}..={}", self.first, self.last)
        } else if self.is_pair() {
            format!("{}/{}", self.first, self.subcode)
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
    find(code, 0, code)
}

pub(crate) fn by_pair(code: u32, subcode: u32) -> Option<usize> {
    find(code, subcode, code).filter(|row| ROWS[*row].is_pair())
}

fn find(first: u32, subcode: u32, last: u32) -> Option<usize> {
    let sought = (first, subcode, last);
    ROWS.binary_search_by_key(&sought, |row| (row.first, row.subcode, row.last))
        .ok()
}

pub(crate) fn by_name(name: &str) -> Option<usize> {
    let index = BY_NAME.binary_search_by_key(&name, |row| ROWS[usize::from(*row)].name);
    Some(usize::from(BY_NAME[index.ok()?]))
}

/// The pairs of a code.
pub(crate) fn pairs_of(code: u32) -> impl Iterator<Item = usize> {
    let start = ROWS.partition_point(|row| (row.first, row.subcode) <= (code, 0));
    (start..ROWS.len()).take_while(move |row| ROWS[*row].first == code)
}

fn range_of(code: u32) -> Option<&'static Row> {
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
    if let Some(pair) = ROWS.iter().find(|row| row.is_pair() && row.subcode == code) {
        return format!(
            "{code} is an error_subcode ({}), no code; write the pair `{}`",
            pair.name,
            pair.number()
        );
    }
    format!("no code {code}; {}", nearest(code))
}

/// Why a pair is none of the table, with the pairs that are.
pub(crate) fn unknown_pair(code: u32, subcode: u32) -> String {
    if by_number(code).is_none() {
        return unknown_number(code);
    }
    if let Some(pair) = ROWS
        .iter()
        .find(|row| row.is_pair() && row.subcode == subcode)
    {
        return format!(
            "no pair {code}/{subcode}; the subcode belongs to `{}` ({})",
            pair.number(),
            pair.name
        );
    }
    let mut near: Vec<_> = pairs_of(code).map(|row| &ROWS[row]).collect();
    near.sort_by_key(|row| {
        let typing = strsim::damerau_levenshtein(&subcode.to_string(), &row.subcode.to_string());
        (typing, row.subcode)
    });
    let near: Vec<_> = near
        .iter()
        .take(3)
        .map(|row| format!("{} ({})", row.number(), row.name))
        .collect();
    let known = if near.is_empty() {
        format!("the table knows no subcode of {code}")
    } else {
        format!("the nearest are {}", near.join(", "))
    };
    format!("no pair {code}/{subcode}; {known}")
}

/// The nearest codes: first by typing, then by value.
pub(crate) fn nearest(code: u32) -> String {
    let digits = code.to_string();
    let mut near: Vec<_> = ROWS
        .iter()
        .filter(|row| row.is_code())
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

/// Why a name is no name of a code, with what it probably means.
pub(crate) fn unknown_name(name: &str) -> String {
    if let Some((_, code)) = CASES.iter().find(|(case, _)| *case == name) {
        return format!(
            "`{name}` is a case of code {code}, which only its title tells; write the code {code}"
        );
    }
    if let Some(row) = ROWS
        .iter()
        .find(|row| row.is_code() && row.constant == name)
    {
        return format!(
            "`{name}` is the constant of {}; write its name `{}`",
            row.first, row.name
        );
    }
    if let Some(group) = GROUPS.iter().find(|group| group.variants.contains(&name)) {
        let word = group.name;
        return format!("no code is named `{name}`; did you mean `{word}::{name}`?");
    }
    let names = ROWS.iter().map(|row| row.name);
    format!("no code is named `{name}`{}", did_you_mean(name, names))
}

/// Whether a name in lower case is meant as the name of a code rather than as a binding.
pub(crate) fn is_meant_as_name(word: &str) -> bool {
    let names = ROWS.iter().map(|row| row.name);
    let near = nearest_word(word, names);
    near.is_some_and(|(distance, near)| word.len() > 4 && distance * 4 <= near.len())
}

pub(crate) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest_word(word, known) {
        Some((distance, near)) if distance * 2 <= near.len().max(4) => {
            format!("; did you mean `{near}`?")
        }
        _ => String::new(),
    }
}

fn nearest_word<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<(usize, &'a str)> {
    let fold = |word: &str| word.replace('_', "").to_lowercase();
    let word = fold(word);
    known
        .map(|known| (strsim::damerau_levenshtein(&word, &fold(known)), known))
        .min()
}
