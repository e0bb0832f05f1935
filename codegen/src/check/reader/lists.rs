//! The smaller files: letters, other words, waits, evidence, and what the scan must pass over.

use std::collections::BTreeMap;

use super::super::fields::Fields;
use super::Context;
use super::names::{check_key, texts_of};
use super::rows::{Item, equal, examples, in_form, required};
use crate::reader::fold::Folds;
use crate::reader::scan::Refused;
use crate::reader::{Evidence, Reader, Times};
use crate::rule;

/// The tables of `others.toml`.
const OTHERS: &[&str] = &[
    "success",
    "null",
    "true",
    "false",
    "sizes",
    "failed",
    "sent",
    "platform",
    "graph",
    "api",
    "references",
    "conditions",
    "keywords",
    "and",
    "errors",
    "log-levels",
];

/// The tables of `waits.toml` that are units, and their seconds.
const UNITS: &[(&str, u64)] = &[
    ("seconds", 1),
    ("minutes", 60),
    ("hours", 3_600),
    ("days", 86_400),
];

pub(super) fn others(context: &mut Context<'_>, reader: &mut Reader) {
    for key in OTHERS {
        let Some(table) = context.table(key) else {
            continue;
        };
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        let words = required(&mut fields, "words");
        in_form(&mut fields, &words, |word| word.trim().to_lowercase());
        let all: Vec<&Item> = words.iter().collect();
        examples(&mut fields, &all, |text| equal(&all, &text.to_lowercase()));
        fields.finish();
        reader.others.insert(key, texts_of(words));
    }
    context.refuse_others(OTHERS);
}

pub(super) fn waits(context: &mut Context<'_>, reader: &mut Reader) {
    for (key, seconds) in UNITS {
        let Some(table) = context.table(key) else {
            continue;
        };
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        let words = folded_words(&mut fields, &reader.lexicon.folds);
        let all: Vec<&Item> = words.iter().collect();
        let folds = &reader.lexicon.folds;
        examples(&mut fields, &all, |text| {
            let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
            equal(&all, &folds.word(unit))
        });
        fields.finish();
        let units = texts_of(words).into_iter();
        reader.units.extend(units.map(|word| (word, *seconds)));
    }
    if let Some(table) = context.table("again") {
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        let words = folded_words(&mut fields, &reader.lexicon.folds);
        let all: Vec<&Item> = words.iter().collect();
        let folds = &reader.lexicon.folds;
        examples(&mut fields, &all, |text| {
            let before = text
                .split(|c: char| c.is_ascii_digit())
                .next()
                .unwrap_or_default();
            let before = format!(" {}", folds.word(before));
            let ends = |(_, (word, _)): &(usize, &&Item)| before.ends_with(&format!(" {word}"));
            let longest = all
                .iter()
                .enumerate()
                .filter(ends)
                .max_by_key(|(_, (word, _))| word.len());
            longest.map(|(index, _)| index).into_iter().collect()
        });
        fields.finish();
        reader.again = texts_of(words);
    }
    for (key, place) in [("one", &mut reader.one), ("and", &mut reader.and)] {
        let Some(table) = context.table(key) else {
            continue;
        };
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        let words = folded_words(&mut fields, &reader.lexicon.folds);
        let all: Vec<&Item> = words.iter().collect();
        examples(&mut fields, &all, |text| {
            equal(&all, &reader.lexicon.folds.word(text))
        });
        fields.finish();
        *place = texts_of(words);
    }
    context.refuse_others(&["seconds", "minutes", "hours", "days", "again", "one", "and"]);
}

/// The forms of times. Whether the examples fit them is tested where they are read.
pub(super) fn times(context: &mut Context<'_>, reader: &mut Reader) {
    if let Some(table) = context.table("forms") {
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        let mut list = |name| texts_of(required(&mut fields, name));
        reader.times = Times {
            forms: list("words"),
            finds: list("finds"),
            leaves: list("leaves"),
        };
        fields.finish();
    }
    context.refuse_others(&["forms"]);
}

/// The list `words`, folded; reports what folds to nothing.
fn folded_words(fields: &mut Fields<'_>, folds: &Folds) -> Vec<Item> {
    let mut words = required(fields, "words");
    for (word, span) in &mut words {
        let folded = folds.word(word);
        if folded.is_empty() {
            let message = format!("nothing is left of `{word}` when it is compared");
            fields.fault_at(&rule::FORM, message, span, "write a word with letters");
        }
        *word = folded;
    }
    words
}

pub(super) fn evidence(context: &mut Context<'_>, reader: &mut Reader) {
    if let Some(table) = context.table("thresholds") {
        let mut fields = Fields::new(context.file, table, context.faults);
        reader.thresholds = ["possible", "likely", "certain"].map(|name| {
            let found = fields.signed(name);
            fields.required(name, found).map_or(0, |(value, _)| value)
        });
        if !reader.thresholds.is_sorted() {
            let message = "the thresholds do not ascend".to_owned();
            let span = table.span.clone();
            fields.fault_at(
                &rule::VALUE,
                message,
                &span,
                "what is certain is likely, and what is likely is possible",
            );
        }
        fields.finish();
    }
    for table in context
        .tables
        .iter()
        .filter(|table| table.key != "thresholds")
    {
        let mut fields = Fields::new(context.file, table, context.faults);
        check_key(&mut fields);
        let weight = fields.signed("weight");
        let weight = fields.required("weight", weight);
        let means = fields
            .required_text("means")
            .map(|(text, _)| text.to_owned());
        fields.finish();
        reader.evidence.push(Evidence {
            key: table.key.clone(),
            weight: weight.map_or(0, |(weight, _)| weight),
            means: means.unwrap_or_default(),
        });
    }
}

pub(super) fn letters(context: &mut Context<'_>, reader: &mut Reader) {
    let mut pairs = BTreeMap::new();
    let mut dropped = Vec::new();
    if let Some(table) = context.table("fold") {
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        for (text, span) in required(&mut fields, "pairs") {
            let letters: Vec<_> = text.chars().collect();
            if let [from, ' ', to] = letters.as_slice() {
                pairs.insert(*from, *to);
                continue;
            }
            let message = format!("`{text}` is no pair of letters");
            fields.fault_at(
                &rule::FORM,
                message,
                &span,
                "write two letters and a blank between them, such as `ø o`",
            );
        }
    }
    if let Some(table) = context.table("drop") {
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        for (text, span) in required(&mut fields, "ranges") {
            if let Some(range) = range(&text) {
                dropped.push(range);
                continue;
            }
            let message = format!("`{text}` is no range of characters");
            fields.fault_at(
                &rule::FORM,
                message,
                &span,
                "write numbers of characters, such as `0300-036F`",
            );
        }
    }
    dropped.sort_unstable();
    let folds = Folds::new(&pairs, dropped);
    for key in ["fold", "drop"] {
        let Some(table) = context.tables.iter().find(|table| table.key == key) else {
            continue;
        };
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        fields.skip(&["pairs", "ranges"]);
        examples(&mut fields, &[], |text| match text.split_once('=') {
            Some((one, other)) if folds.word(one) == folds.word(other) => vec![0],
            _ => Vec::new(),
        });
        fields.finish();
    }
    reader.lexicon.folds = folds;
    context.refuse_others(&["fold", "drop"]);
}

fn range(text: &str) -> Option<(char, char)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text| u32::from_str_radix(text, 16).ok().and_then(char::from_u32);
    let range = (number(first)?, number(last)?);
    (range.0 <= range.1).then_some(range)
}

pub(super) fn scan(context: &mut Context<'_>, reader: &mut Reader) {
    if let Some(table) = context.table("refused") {
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        let words = texts_of(required(&mut fields, "words"));
        let refused = Refused::new(&words);
        examples(&mut fields, &[], |piece| {
            refused.has(piece).then_some(0).into_iter().collect()
        });
        fields.finish();
        reader.refused = words;
    }
    context.refuse_others(&["refused"]);
}
