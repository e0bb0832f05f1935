//! M08, M10–M12: whether a text is a translation, and one of this text.

use std::collections::HashMap;

use unicode_script::{Script, UnicodeScript as _};

use super::Setting;
use super::line::{Finding, Line};
use crate::rule;

/// Words that say that a sentence is English.
const ENGLISH: &[&str] = &[
    "the", "and", "with", "that", "this", "from", "which", "has", "have", "been", "are", "its",
    "for", "or", "because", "than", "is", "to", "of", "by", "it", "be", "can", "if", "when",
    "before", "after", "cannot", "does", "only", "until", "send", "check", "use",
];

/// Words that say that a sentence is German. None of them is English.
const GERMAN: &[&str] = &[
    "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "einer", "einem", "einen", "mit",
    "von", "zu", "auf", "für", "dem", "den", "des", "wird", "werden", "wurde", "oder", "im", "zum",
    "zur", "bei", "nach", "vor", "sich", "es", "aus", "als", "wenn", "dass", "kann", "keine",
    "kein", "sind", "noch", "nur",
];

/// Of which language a word is typical.
pub(super) struct StopWords(HashMap<&'static str, &'static str>);

impl StopWords {
    pub(super) fn new() -> Self {
        let english = ENGLISH.iter().map(|word| (*word, "en"));
        let german = GERMAN.iter().map(|word| (*word, "de"));
        Self(english.chain(german).collect())
    }

    fn language(&self, word: &str) -> Option<&'static str> {
        if word.len() > 7 {
            return None;
        }
        let language = self.0.get(word).copied();
        language.or_else(|| self.0.get(word.to_lowercase().as_str()).copied())
    }
}

/// Fewer letters can be one international word, such as `Webhook`.
const FEW_LETTERS: usize = 12;

pub(super) fn check(
    line: &Line<'_>,
    english: Option<&Line<'_>>,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let is_same = english.is_some() && same_as_english(line, english, setting, findings);
    let is_foreign = !is_same && foreign(line, setting, findings);
    if let Some(english) = english {
        length(line, english, setting, findings);
    }
    if line.is_title() {
        let count = line.text.chars().count();
        if count > 80 {
            let message = format!("the title has {count} characters, more than 80");
            findings.push(Finding::new(&rule::LENGTH, line.all(), message));
        }
    }
    if setting.language.script != "Latn" && !is_same && !is_foreign {
        latin_words(line, setting, findings);
    }
}

fn same_as_english(
    line: &Line<'_>,
    english: Option<&Line<'_>>,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) -> bool {
    let essence = line.essence(|word| setting.glossary.is_known_latin(word));
    if essence.len() <= 4 {
        return false;
    }
    let is_sentence = line.is_of_entry() && !line.is_title() && line.words.len() > 1;
    let own = english.filter(|english| {
        (is_sentence || essence.len() > FEW_LETTERS)
            && essence == english.essence(|word| setting.glossary.is_known_latin(word))
    });
    let other = || {
        setting
            .english
            .get(&essence)
            .filter(|_| essence.len() > FEW_LETTERS)
    };
    if let Some(english) = own {
        let message = "the text is the English one";
        findings.push(
            Finding::new(&rule::SAME_AS_ENGLISH, line.all(), message)
                .english(english.all(), "the English text"),
        );
        return true;
    }
    if let Some(place) = other() {
        let message = format!("the text is the English one of {place}");
        findings.push(Finding::new(&rule::SAME_AS_ENGLISH, line.all(), message));
        return true;
    }
    false
}

fn foreign(line: &Line<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) -> bool {
    let message = if setting.language.script == "Latn" {
        let count = Count::of(line, setting);
        let is_foreign = count.foreign >= 3 && count.own == 0;
        is_foreign.then(|| "the text is not in this language".to_owned())
    } else {
        other_script(line, setting)
    };
    let Some(message) = message else {
        return false;
    };
    findings.push(Finding::new(&rule::LANGUAGE, line.all(), message));
    true
}

/// How many words of a text are typical of its language, and how many of another one.
#[derive(Clone, Copy, Default)]
pub(super) struct Count {
    own: usize,
    foreign: usize,
}

impl Count {
    pub(super) fn of(line: &Line<'_>, setting: &Setting<'_>) -> Self {
        let mut count = Self::default();
        for language in line
            .words()
            .filter_map(|(_, word)| setting.stop_words.language(word))
        {
            if language == setting.language.tag {
                count.own += 1;
            } else {
                count.foreign += 1;
            }
        }
        count
    }

    pub(super) fn add(&mut self, other: Self) {
        self.own += other.own;
        self.foreign += other.foreign;
    }

    /// For a whole entry, whose sentences may each be too short to tell.
    pub(super) fn is_foreign(self) -> bool {
        self.foreign >= 4 && self.foreign > self.own
    }
}

fn other_script(line: &Line<'_>, setting: &Setting<'_>) -> Option<String> {
    let script = Script::from_short_name(&setting.language.script)?;
    let (mut own, mut all) = (0, 0);
    for (_, word) in line.words() {
        let letters = word.chars().count();
        let first = word.chars().next().map(|c| c.script());
        own += if first == Some(script) { letters } else { 0 };
        all += letters;
    }
    let is_foreign = line.text.chars().count() >= 25 && own * 5 < all * 2;
    is_foreign.then(|| {
        format!(
            "only {own} of {all} letters are of the {} script",
            script.full_name()
        )
    })
}

fn length(line: &Line<'_>, english: &Line<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    // In percent of the English text; what 99 of 100 translations of programs keep.
    let (least, most) = match setting.language.tag.as_str() {
        "de" => (85, 185),
        "ar" => (50, 150),
        _ => (50, 220),
    };
    let there = english.text.chars().count();
    let percent = line.text.chars().count() * 100 / there.max(1);
    if there >= 40 && !(least..=most).contains(&percent) {
        let message = format!(
            "the text has {percent} % of the length of the English one; {least} to {most} are usual"
        );
        findings.push(
            Finding::new(&rule::LENGTH, line.all(), message)
                .english(english.all(), "the English text"),
        );
    }
}

fn latin_words(line: &Line<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for (range, word) in line.words() {
        if word.is_ascii() && !setting.glossary.is_known_latin(word) {
            let message = format!("`{word}` is neither translated nor a known name");
            findings.push(Finding::new(&rule::NAMES, range.clone(), message));
        }
    }
}
