//! M22–M24: a translation keeps the units, the warnings and the sides of its English text.

use std::ops::Range;

use super::Text;
use super::line::{Finding, Line};
use crate::phrases::Phrases;
use crate::rule;

/// A unit in a text, with the number before it, if there is one.
struct Measure<'a> {
    bytes: Range<usize>,
    number: Option<&'a str>,
    unit: usize,
}

pub(super) fn units(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, setting) = (text.line, text.setting);
    let Some(english) = text.english else { return };
    let here = measures(line, &setting.language.writing.units);
    let there = measures(english, &setting.source.writing.units);
    let lacks = |list: &[Measure<'_>], measure: &Measure<'_>| {
        let is_same = |other: &Measure<'_>| {
            other.unit == measure.unit
                && (measure.number.is_none() || other.number == measure.number)
        };
        !list.iter().any(is_same)
    };
    for measure in here.iter().filter(|measure| lacks(&there, measure)) {
        let differs = |other: &&Measure<'_>| other.number == measure.number && lacks(&here, other);
        if let Some(other) = there.iter().find(differs) {
            let (own, theirs) = (
                &line.text[measure.bytes.clone()],
                &english.text[other.bytes.clone()],
            );
            let message = format!("`{own}` stands here for `{theirs}`");
            let finding = Finding::new(&rule::UNITS, measure.bytes.clone(), message);
            findings.push(finding.english(other.bytes.clone(), "in English"));
        }
    }
}

fn measures<'a>(line: &'a Line<'_>, units: &[Phrases]) -> Vec<Measure<'a>> {
    let mut measures = Vec::new();
    for word in line.all_words() {
        let unit = units
            .iter()
            .position(|unit| line.find(unit, word..word + 1).is_some());
        if let Some(unit) = unit {
            let number = number_before(line, word);
            let own = line.words[word].clone();
            let start = number.map_or(own.start, |(range, _)| range.start);
            measures.push(Measure {
                bytes: start..own.end,
                number: number.map(|(_, value)| value),
                unit,
            });
        }
    }
    measures
}

/// The number right before a word, or with one word between.
fn number_before<'a>(line: &'a Line<'_>, word: usize) -> Option<(&'a Range<usize>, &'a str)> {
    let before = |word: usize| {
        let start = line.words[word].start;
        let mut numbers = line.numbers.iter().rev();
        let (range, value) = numbers.find(|(range, _)| range.end <= start)?;
        let between = &line.plain[range.end..start];
        let joins = |c: char| c.is_whitespace() || c == '-';
        between
            .chars()
            .all(joins)
            .then_some((range, value.as_str()))
    };
    before(word).or_else(|| before(word.checked_sub(1)?))
}

/// A step that warns of something must do so in every language.
pub(super) fn warnings(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, writing) = (text.line, &text.setting.language.writing);
    let is_step = line.field.starts_with("fix_") || line.field.starts_with("prevent_");
    let Some(english) = text
        .english
        .filter(|_| is_step && !writing.negations.is_empty())
    else {
        return;
    };
    let source = &text.setting.source.writing;
    let mut found = english.find_all(&source.prohibitions, english.all_words());
    // `avoid` warns of something too, and has many translations.
    let is_negated =
        |words: &Range<usize>| english.find(&source.negations, words.clone()).is_some();
    let Some(warning) = found.find(is_negated) else {
        return;
    };
    let has = |phrases| line.find(phrases, line.all_words()).is_some();
    let warns = has(&writing.negations) || has(&writing.prohibitions) || has(&writing.refusals);
    if !warns {
        let message = "the English step warns of something, this one does not";
        let finding = Finding::new(&rule::NEGATION, line.all(), message);
        findings.push(finding.english(english.bytes(&warning), "the warning"));
    }
}

/// The first word of each side of a pair of opposites.
fn sides(line: &Line<'_>, (one, other): &(Phrases, Phrases)) -> [Option<Range<usize>>; 2] {
    let find = |phrases| -> Vec<_> { line.find_all(phrases, line.all_words()).collect() };
    let (one, other) = (find(one), find(other));
    // `invalid` is no `valid`, `do not allow` no `allow`.
    let first = |own: &[Range<usize>], against: &[Range<usize>]| {
        let is_part = |found: &Range<usize>| {
            let holds = |longer: &Range<usize>| {
                longer.start <= found.start && found.end <= longer.end && longer != found
            };
            against.iter().any(holds)
        };
        own.iter().find(|found| !is_part(found)).cloned()
    };
    [first(&one, &other), first(&other, &one)]
}

/// Where English has one side of a pair, a translation that has the other one says the opposite.
pub(super) fn opposites(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, setting) = (text.line, text.setting);
    let Some(english) = text.english else { return };
    let (own, source) = (&setting.language.writing, &setting.source.writing);
    let negates = |line: &Line<'_>, phrases| line.find(phrases, line.all_words()).is_some();
    // `not valid` and `invalid` are the same.
    if negates(line, &own.negations) != negates(english, &source.negations) {
        return;
    }
    let (here, there) = (&own.opposites, &source.opposites);
    for (own, theirs) in here.iter().zip(there) {
        let (word, other) = match sides(line, own) {
            [Some(word), None] => (word, [1, 0]),
            [None, Some(word)] => (word, [0, 1]),
            _ => continue,
        };
        let english_sides = sides(english, theirs);
        let [Some(other), None] = other.map(|side| english_sides[side].clone()) else {
            continue;
        };
        let (word, other) = (line.bytes(&word), english.bytes(&other));
        let (said, english_said) = (&line.text[word.clone()], &english.text[other.clone()]);
        let message = format!("`{said}` is the opposite of `{english_said}`");
        let finding = Finding::new(&rule::OPPOSITE, word, message);
        findings.push(finding.english(other, "in English"));
    }
}
