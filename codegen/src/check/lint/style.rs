//! P07–P11: tone, address, spelling.

use super::Setting;
use super::line::{Finding, Line};
use crate::rule;

const ADDRESS: [&str; 22] = [
    "du", "dich", "dir", "dein", "deine", "deinem", "deinen", "deiner", "deines", "Du", "Dich",
    "Dir", "Dein", "Deine", "Deinen", "Deiner", "Sie", "Ihr", "Ihre", "Ihren", "Ihrer", "Ihnen",
];

/// Parts of words that stand for an umlaut or ß; each is rare in correct words.
const SUBSTITUTES: [&str; 26] = [
    "fuer",
    "ueber",
    "koenn",
    "pruef",
    "moegl",
    "muess",
    "waehr",
    "naech",
    "groess",
    "aender",
    "loesch",
    "zusaetz",
    "gueltig",
    "empfaeng",
    "schluess",
    "geraet",
    "faell",
    "spaet",
    "zurueck",
    "waehl",
    "verfueg",
    "taegl",
    "haeuf",
    "oeffn",
    "fueg",
    "unterstuetz",
];

pub(super) fn check(
    line: &Line<'_>,
    english: Option<&Line<'_>>,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    loud(line, english, setting, findings);
    doubled(line, findings);
    if setting.language.tag == "de" {
        gender(line, english, findings);
        address(line, findings);
        umlauts(line, findings);
    }
}

fn loud(
    line: &Line<'_>,
    english: Option<&Line<'_>>,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
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
        let in_english = || english.is_some_and(|english| english.text.contains(word));
        if is_shouted(word) && !setting.glossary.is_known_latin(word) && !in_english() {
            findings.push(Finding::new(
                &rule::LOUD,
                range.clone(),
                format!("`{word}` in capital letters"),
            ));
        }
    }
}

/// Shorter ones are abbreviations.
fn is_shouted(word: &str) -> bool {
    word.len() > 3 && word.chars().count() > 3 && word.chars().all(char::is_uppercase)
}

fn doubled(line: &Line<'_>, findings: &mut Vec<Finding>) {
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
}

/// `Nutzer*in`, `Nutzer:innen`, `Nutzer_in`, `Nutzer/-in`, `NutzerInnen`.
fn gender(line: &Line<'_>, english: Option<&Line<'_>>, findings: &mut Vec<Finding>) {
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
        let is_ending = matches!(word, "in" | "innen") && mark.is_some_and(follows_word);
        let stem = word
            .strip_suffix("Innen")
            .or_else(|| word.strip_suffix("In"));
        let has_capital = stem.is_some_and(|stem| stem.ends_with(char::is_lowercase));
        if is_ending || (has_capital && !is_name(word)) {
            findings.push(Finding::new(
                &rule::GENDER_MARK,
                range.clone(),
                format!("a gender mark before or in `{word}`"),
            ));
        }
    }
}

fn address(line: &Line<'_>, findings: &mut Vec<Finding>) {
    for (range, word) in line.words().filter(|(_, word)| ADDRESS.contains(word)) {
        findings.push(Finding::new(
            &rule::ADDRESS,
            range.clone(),
            format!("`{word}` addresses the reader"),
        ));
    }
}

fn umlauts(line: &Line<'_>, findings: &mut Vec<Finding>) {
    for (range, word) in line
        .words()
        .filter(|(_, word)| word.contains(['e', 'E']) && word.is_ascii())
    {
        let lower = word.to_ascii_lowercase();
        let may_have_one = ["ae", "oe", "ue", "ss"]
            .iter()
            .any(|pair| lower.contains(pair));
        if may_have_one && SUBSTITUTES.iter().any(|part| lower.contains(part)) {
            findings.push(Finding::new(
                &rule::UMLAUT,
                range.clone(),
                format!("`{word}` has a substitute for an umlaut or ß"),
            ));
        }
    }
}
