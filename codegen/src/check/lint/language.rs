//! M08, M10–M12: whether a text is a translation, and one of this text.

use std::collections::HashMap;

use unicode_script::UnicodeScript as _;

use super::line::{Finding, Line};
use super::{Setting, Text};
use crate::check::scripts::scripts;
use crate::model::Model;
use crate::rule;

/// By word: the languages that it is typical of.
pub(super) struct StopWords<'a>(HashMap<&'a str, Vec<&'a str>>);

impl<'a> StopWords<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let mut words: HashMap<&str, Vec<&str>> = HashMap::new();
        let own = model.languages.iter();
        let own = own.map(|language| (&language.tag, &language.writing.words));
        // A language that has come into the table speaks for itself.
        let is_new = |tag: &String| model.languages.iter().all(|language| language.tag != *tag);
        let others = model.style.iter().flat_map(|style| &style.other_languages);
        let others = others.map(|(tag, words)| (tag, words));
        for (tag, list) in own.chain(others.filter(|(tag, _)| is_new(tag))) {
            for word in list {
                words.entry(word).or_default().push(tag);
            }
        }
        Self(words)
    }

    fn languages(&self, word: &str) -> &[&'a str] {
        let languages = self.0.get(word);
        let languages = languages.or_else(|| self.0.get(word.to_lowercase().as_str()));
        languages.map(Vec::as_slice).unwrap_or_default()
    }
}

/// In percent of the English text, for languages that do not say otherwise.
const LENGTH: (u32, u32) = (50, 220);

/// Fewer letters can be one international word, such as `Webhook`.
const FEW_LETTERS: usize = 12;

/// A text that is not translated has no other fault of language.
pub(super) fn check(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, setting) = (text.line, text.setting);
    let is_foreign = (text.english.is_some()
        && same_as_english(line, text.english, setting, findings))
        || foreign(line, setting, findings);
    if setting.style.is_some() && setting.language.script != "Latn" && !is_foreign {
        latin_words(line, setting, findings);
    }
}

/// A title of marks alone is an empty one.
pub(super) fn wordless(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    if line.words.is_empty() && line.spans.code.is_empty() {
        let message = "the title has no word";
        findings.push(Finding::new(&rule::WORDLESS, line.all(), message));
    }
}

pub(super) fn title_length(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    let count = line.text.chars().count();
    if count > 80 {
        let message = format!("the title has {count} characters, more than 80");
        findings.push(Finding::new(&rule::LENGTH, line.all(), message));
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
        // Without words of its own a language cannot be told from another one.
        if setting.language.writing.words.is_empty() {
            return false;
        }
        let count = Count::of(line, setting);
        let tag = count.other_language(line.words.len());
        tag.map(|tag| format!("the text is not in this language, but in another one: `{tag}`"))
    } else {
        other_script(line, setting)
    };
    let Some(message) = message else {
        return false;
    };
    findings.push(Finding::new(&rule::LANGUAGE, line.all(), message));
    true
}

/// How many words of a text are typical of its language, and how many of each other one.
#[derive(Clone, Default)]
pub(super) struct Count<'a> {
    own: usize,
    others: HashMap<&'a str, usize>,
}

impl<'a> Count<'a> {
    pub(super) fn of(line: &Line<'_>, setting: &Setting<'a>) -> Self {
        let mut count = Self::default();
        let own = setting.language.tag.as_str();
        for (_, word) in line.words() {
            for tag in setting.stop_words.languages(word) {
                if *tag == own {
                    count.own += 1;
                } else {
                    *count.others.entry(tag).or_default() += 1;
                }
            }
        }
        count
    }

    pub(super) fn add(&mut self, other: Self) {
        self.own += other.own;
        for (tag, number) in other.others {
            *self.others.entry(tag).or_default() += number;
        }
    }

    /// The other language that most words are typical of; of several the first by tag.
    fn most(&self) -> Option<(&'a str, usize)> {
        let others = self.others.iter().map(|(tag, number)| (*tag, *number));
        others.max_by(|(tag, number), (other, most)| number.cmp(most).then(other.cmp(tag)))
    }

    /// The language of a text of so many words, if it is another one.
    fn other_language(&self, words: usize) -> Option<&'a str> {
        let (tag, number) = self.most()?;
        let is_clear = number >= 3 && number > self.own * 2;
        let is_bare = number >= 2 && self.own == 0 && number * 3 >= words;
        (is_clear || is_bare).then_some(tag)
    }

    /// For a whole entry, whose sentences may each be too short to tell.
    pub(super) fn is_foreign(&self) -> bool {
        self.most()
            .is_some_and(|(_, number)| number >= 4 && number > self.own)
    }
}

fn other_script(line: &Line<'_>, setting: &Setting<'_>) -> Option<String> {
    let scripts = scripts(&setting.language.script);
    let (mut own, mut all) = (0, 0);
    for (_, word) in line.words() {
        let letters = word.chars().count();
        let first = word.chars().next().map(|c| c.script());
        let is_own = first.is_some_and(|first| scripts.contains(&first));
        own += if is_own { letters } else { 0 };
        all += letters;
    }
    let script = scripts.first()?.full_name();
    let is_foreign = line.text.chars().count() >= 25 && own * 5 < all * 2;
    is_foreign.then(|| format!("only {own} of {all} letters are of the {script} script"))
}

pub(super) fn length(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, Some(english)) = (text.line, text.english) else {
        return;
    };
    let (least, most) = text.setting.language.writing.length.unwrap_or(LENGTH);
    let (least, most) = (least as usize, most as usize);
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
