//! One text of one language, prepared once for all rules.

use std::ops::Range;

use super::spans::{Spans, numbers, words};
use crate::diagnostic::Place;
use crate::model::PLACE;
use crate::phrases::{Phrases, fold_char};
use crate::rule::Rule;

/// A line of a text file.
pub(super) struct Line<'a> {
    pub(super) table: &'a str,
    pub(super) field: &'a str,
    pub(super) text: &'a str,
    /// Where the value stands, with its quotes.
    pub(super) place: Place,
    pub(super) spans: Spans,
    /// The text with the same offsets and without what is not language.
    pub(super) plain: String,
    pub(super) words: Vec<Range<usize>>,
    pub(super) numbers: Vec<(Range<usize>, String)>,
    /// The plain text folded, and where each of its words begins there.
    folded: String,
    folded_words: Vec<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn new(table: &'a str, field: &'a str, text: &'a str, place: Place) -> Self {
        let spans = Spans::find(text);
        let plain = spans.blank(text);
        let words = words(&plain);
        let (folded, folded_words) = fold_words(&plain, &words);
        Self {
            table,
            field,
            text,
            place,
            numbers: numbers(&plain),
            words,
            spans,
            plain,
            folded,
            folded_words,
        }
    }

    pub(super) fn all(&self) -> Range<usize> {
        0..self.text.len()
    }

    pub(super) fn words(&self) -> impl Iterator<Item = (&Range<usize>, &str)> {
        self.words
            .iter()
            .map(|word| (word, &self.plain[word.clone()]))
    }

    /// Whether the text is one of the sentences or the title of an entry, not a label of the programs.
    pub(super) fn is_of_entry(&self) -> bool {
        let is_label = self.table.starts_with("ui-") && !self.table.starts_with("ui-unknown");
        !is_label && !self.is_name()
    }

    /// Whether the text is the name of a place.
    pub(super) fn is_name(&self) -> bool {
        self.table.starts_with(PLACE)
    }

    pub(super) fn is_title(&self) -> bool {
        self.is_of_entry() && self.field == "title"
    }

    /// The words of the first phrase that begins with one of these words.
    pub(super) fn find(&self, phrases: &Phrases, words: Range<usize>) -> Option<Range<usize>> {
        self.find_all(phrases, words).next()
    }

    /// The words of every phrase that begins with one of these words.
    pub(super) fn find_all<'b>(
        &'b self,
        phrases: &'b Phrases,
        words: Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + 'b {
        let words = if phrases.is_empty() { 0..0 } else { words };
        words.filter_map(|word| {
            let start = self.folded_words[word];
            let end = start + phrases.at_start(&self.folded[start..])?;
            let behind = self.folded_words[word..]
                .iter()
                .take_while(|start| **start < end);
            Some(word..word + behind.count())
        })
    }

    /// The bytes of some words that follow one another.
    pub(super) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let words = &self.words[words.clone()];
        let start = words.first().map_or(0, |word| word.start);
        start..words.last().map_or(start, |word| word.end)
    }

    pub(super) fn all_words(&self) -> Range<usize> {
        0..self.words.len()
    }

    /// The character before an offset.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        self.plain[..index].chars().next_back()
    }

    /// The character at an offset.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.plain[index..].chars().next()
    }

    /// The text without code, names, marks and case: what a translation must change.
    pub(super) fn essence(&self, is_name: impl Fn(&str) -> bool) -> String {
        self.words()
            .filter(|(_, word)| !is_name(word))
            .flat_map(|(_, word)| word.chars())
            .flat_map(char::to_lowercase)
            .collect()
    }
}

/// A plain text folded, and where each of its words begins there.
fn fold_words(plain: &str, words: &[Range<usize>]) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(plain.len());
    let mut places = Vec::with_capacity(words.len());
    let mut starts = words.iter().map(|word| word.start).peekable();
    for (index, c) in plain.char_indices() {
        if starts.next_if_eq(&index).is_some() {
            places.push(folded.len());
        }
        folded.extend(fold_char(c));
    }
    (folded, places)
}

/// What a rule says about a line.
pub(super) struct Finding {
    pub(super) rule: &'static Rule,
    /// Bytes of the decoded text.
    pub(super) range: Range<usize>,
    pub(super) message: String,
    /// A part of the English text that helps to understand, with a label.
    pub(super) english: Option<(Range<usize>, String)>,
    pub(super) help: Option<String>,
    /// A place outside of the texts that may be wrong itself.
    pub(super) cause: Option<Place>,
}

impl Finding {
    pub(super) fn new(
        rule: &'static Rule,
        range: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            range,
            message: message.into(),
            english: None,
            help: None,
            cause: None,
        }
    }

    pub(super) fn english(mut self, range: Range<usize>, label: impl Into<String>) -> Self {
        self.english = Some((range, label.into()));
        self
    }

    pub(super) fn cause(mut self, place: &Place) -> Self {
        self.cause = Some(place.clone());
        self
    }

    /// Replaces the remedy of the rule, unless empty.
    pub(super) fn help(mut self, help: String) -> Self {
        self.help = Some(help).filter(|help| !help.is_empty());
        self
    }
}
