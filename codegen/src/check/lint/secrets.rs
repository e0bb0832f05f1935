//! M20: no text asks readers to give away what protects their account.

use std::ops::Range;

use super::Text;
use super::line::{Finding, Line};
use crate::model::Writing;
use crate::rule;

/// What ends a sentence.
const ENDS: [char; 8] = ['.', ';', '!', '?', '؛', '؟', '。', '।'];

/// What ends a clause.
const CLAUSE_ENDS: [char; 4] = [',', '،', ':', '—'];

pub(super) fn secrets(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, writing) = (text.line, &text.setting.language.writing);
    for words in sentences(line) {
        let Some(secret) = line.find(&writing.secrets, words.clone()) else {
            continue;
        };
        if gives_away(line, writing, &words, &secret) {
            let range = line.bytes(&words);
            let secret = &line.text[line.bytes(&secret)];
            let message = format!("the sentence asks to give away what is secret: `{secret}`");
            findings.push(Finding::new(&rule::SECRET, range, message));
        }
    }
}

/// The words of each sentence.
fn sentences(line: &Line<'_>) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (index, word) in line.words.iter().enumerate() {
        let next = line
            .words
            .get(index + 1)
            .map_or(line.plain.len(), |next| next.start);
        let between = &line.plain[word.end..next];
        // A mark inside of a word ends nothing.
        if next == line.plain.len() || (between.contains(ENDS) && between.len() > 1) {
            sentences.push(start..index + 1);
            start = index + 1;
        }
    }
    sentences
}

fn gives_away(
    line: &Line<'_>,
    writing: &Writing,
    words: &Range<usize>,
    secret: &Range<usize>,
) -> bool {
    let finds = |phrases| line.find(phrases, words.clone()).is_some();
    let discloses = finds(&writing.disclosures);
    let delivers = || finds(&writing.deliveries) && finds(&writing.strangers);
    (discloses || delivers()) && !is_forbidden(line, writing, words, secret)
}

/// Whether a negation stands before or beside the secret and the last verb: what is denied behind both is something else.
fn is_forbidden(
    line: &Line<'_>,
    writing: &Writing,
    words: &Range<usize>,
    secret: &Range<usize>,
) -> bool {
    let verbs = [&writing.disclosures, &writing.deliveries];
    let verbs = verbs.map(|verbs| line.find_all(verbs, words.clone()).last());
    let verb = verbs.into_iter().flatten().map(|verb| verb.end).max();
    let end = clause_end(line, secret.end.max(verb.unwrap_or(0)), words.end);
    let urged = line.find(&writing.encouragements, words.clone());
    let mut negations = line.find_all(&writing.negations, words.start..end);
    negations.any(|found| urged.as_ref().is_none_or(|urged| !overlap(&found, urged)))
}

/// The end of the clause in which the word before `index` stands, at most `end`.
fn clause_end(line: &Line<'_>, index: usize, end: usize) -> usize {
    let ends = |index: &usize| {
        let between = line.words[index - 1].end..line.words[*index].start;
        line.plain[between].contains(CLAUSE_ENDS)
    };
    (index..end).find(ends).unwrap_or(end)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
