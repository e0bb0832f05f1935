//! P07–P11: tone, address, spelling.

use std::ops::Range;

use super::Text;
use super::line::Finding;
use crate::rule;

pub(super) fn loud(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    for mark in ["!", "..."] {
        if let Some(index) = line.plain.find(mark) {
            findings.push(Finding::new(
                &rule::LOUD,
                index..index + mark.len(),
                format!("`{mark}` in an explanation"),
            ));
        }
    }
    for (range, word) in line.words() {
        let in_english = || {
            text.english
                .is_some_and(|english| english.text.contains(word))
        };
        if is_shouted(word) && !text.setting.glossary.is_known_latin(word) && !in_english() {
            findings.push(Finding::new(
                &rule::LOUD,
                range.clone(),
                format!("`{word}` in capital letters"),
            ));
        }
    }
}

/// What drafts and machines leave in a text.
pub(super) fn leftovers(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, Some(style)) = (text.line, text.setting.style) else {
        return;
    };
    if let Some(words) = line.find(&style.leftovers, line.all_words()) {
        let range = line.bytes(&words);
        let message = format!("`{}` is a leftover", &line.text[range.clone()]);
        findings.push(Finding::new(&rule::LEFTOVER, range, message));
    }
}

/// Shorter ones are abbreviations.
fn is_shouted(word: &str) -> bool {
    word.len() > 3 && word.chars().count() > 3 && word.chars().all(char::is_uppercase)
}

pub(super) fn doubled(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    for pair in line.words.windows(2) {
        let (first, second) = (&line.plain[pair[0].clone()], &line.plain[pair[1].clone()]);
        let between = &line.plain[pair[0].end..pair[1].start];
        if first == second && between == " " {
            findings.push(Finding::new(
                &rule::DOUBLED_WORD,
                pair[1].clone(),
                format!("`{first}` stands here twice"),
            ));
        }
    }
    // The length does not tell: twice a short translation is no longer than a usual one.
    let half = line.text.len() / 2;
    if let Some((first, second)) = line.text.split_at_checked(half)
        && second.strip_prefix(' ') == Some(first)
        && first.contains(' ')
    {
        findings.push(Finding::new(
            &rule::DOUBLED_WORD,
            half + 1..line.text.len(),
            "the whole text stands here twice",
        ));
    }
}

/// `Nutzer*in`, `Nutzer:innen`, `Nutzer_in`, `Nutzer/-in`, `NutzerInnen`.
pub(super) fn gender(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, english) = (text.line, text.english);
    let endings = &text.setting.language.writing.gender_endings;
    if endings.is_empty() {
        return;
    }
    // As `LinkedIn` is.
    let is_name = |word: &str| english.is_some_and(|english| english.text.contains(word));
    for (range, word) in line.words() {
        let before = line.plain[..range.start].trim_end_matches('-');
        let mark = before
            .chars()
            .next_back()
            .filter(|c| matches!(c, '*' | ':' | '_' | '/'));
        let follows_word =
            |mark: char| before.trim_end_matches(mark).ends_with(char::is_alphabetic);
        let is_ending =
            endings.iter().any(|ending| ending == word) && mark.is_some_and(follows_word);
        let has_capital = endings.iter().any(|ending| {
            let stem = word.strip_suffix(capitalized(ending).as_str());
            stem.is_some_and(|stem| stem.ends_with(char::is_lowercase))
        });
        if is_ending || (has_capital && !is_name(word)) {
            findings.push(Finding::new(
                &rule::GENDER_MARK,
                range.clone(),
                format!("a gender mark before or in `{word}`"),
            ));
        }
    }
}

/// `innen` as `Innen`.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

pub(super) fn addresses(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let addresses = &text.setting.language.writing.addresses;
    let line = text.line;
    let has = |word: &str| addresses.iter().any(|address| address == word);
    // At the beginning of a sentence every word has a capital: `Sie` may mean others there.
    let is_common = |range: &Range<usize>, word: &str| {
        let before = line.plain[..range.start].trim_end_matches([' ', '„', '(']);
        let begins = before.is_empty() || before.ends_with(['.', ':', '?', '!', ';']);
        begins && word.starts_with(char::is_uppercase) && !has(&word.to_lowercase())
    };
    let is_address = |(range, word): &(&Range<usize>, &str)| has(word) && !is_common(range, word);
    for (range, word) in line.words().filter(is_address) {
        findings.push(Finding::new(
            &rule::ADDRESS,
            range.clone(),
            format!("`{word}` addresses the reader"),
        ));
    }
}

pub(super) fn substitutes(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let substitutes = &text.setting.language.writing.substitutes;
    for (range, word) in text.line.words() {
        let lower = word.to_lowercase();
        if substitutes.iter().any(|part| lower.contains(part.as_str())) {
            findings.push(Finding::new(
                &rule::UMLAUT,
                range.clone(),
                format!("`{word}` is an old spelling, or has a substitute for an umlaut or ß"),
            ));
        }
    }
}
