//! What words beside a number say of it, slowly and plainly: the reader must agree with it.

use super::fold::{Folds, is_letter};

/// How many bytes before and behind a number are looked at.
const BEFORE: usize = 48;
const BEHIND: usize = 32;

/// How many letters may follow a stem.
const ENDING: usize = 3;

/// What a word beside a number says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sense {
    Code,
    Error,
    Plural,
    Failed,
    Reason,
    BareCode,
    NotCode,
    Link,
    Subcode,
}

/// What may touch a word; the later ones allow more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Edge {
    #[default]
    Word,
    Compound,
    None,
}

/// A word that stands beside numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word, folded.
    pub(crate) text: String,
    pub(crate) sense: Sense,
    pub(crate) stem: bool,
    pub(crate) edge: Edge,
}

/// The words of all languages.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    pub(crate) folds: Folds,
    /// Words before a number, by last character, longest first.
    pub(crate) before: Vec<Word>,
    /// Words behind a number, by first character, longest first.
    pub(crate) after: Vec<Word>,
    /// Folded prefixes that may stand before a word.
    pub(crate) prefixes: Vec<String>,
    /// The words as they are written, for the scan.
    pub(crate) written: Vec<Written>,
}

/// A word as it is written.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) text: String,
    pub(crate) sense: Sense,
    /// Whether it is English, which programs speak.
    pub(crate) english: bool,
}

/// The words beside one number.
#[derive(Debug, Default)]
pub(crate) struct Beside<'a> {
    /// The word before it that tells most.
    pub(crate) before: Option<&'a Word>,
    /// The small words between.
    pub(crate) links: Vec<&'a Word>,
    /// The word behind it.
    pub(crate) after: Option<&'a Word>,
}

/// What stands between a word and its number.
#[derive(Default)]
struct Gap {
    colon: bool,
    bracket: bool,
    link: bool,
}

impl Lexicon {
    /// Puts the words into the order in which they are searched.
    pub(crate) fn sort(&mut self) {
        let length = |word: &Word| std::cmp::Reverse(word.text.len());
        self.before.sort_by_cached_key(|word| {
            (
                word.text.chars().next_back(),
                length(word),
                word.text.clone(),
            )
        });
        self.after
            .sort_by_cached_key(|word| (word.text.chars().next(), length(word), word.text.clone()));
    }

    /// The words beside the first number of a sentence.
    pub(crate) fn beside(&self, sentence: &str) -> Option<Beside<'_>> {
        let (before, behind) = around_number(sentence)?;
        let mut beside = Beside {
            after: self.behind(behind),
            ..Beside::default()
        };
        let folded = self.folds.fold(tail(before));
        let mut text = folded.as_str();
        let mut gap = Gap::default();
        loop {
            let bare = text.trim_end_matches(|c| !is_letter(c));
            let marks = text.get(bare.len()..).unwrap_or_default();
            gap.colon |= marks.contains([':', '=']);
            gap.bracket |= marks.contains(['(', '[', '<']);
            let Some((word, length)) = self.longest(bare) else {
                return Some(beside);
            };
            if word.sense != Sense::Link {
                beside.before = gap.allows(word.sense).then_some(word);
                return Some(beside);
            }
            gap.link = true;
            beside.links.push(word);
            text = bare.get(..bare.len() - length).unwrap_or_default();
        }
    }

    /// The longest word with which a text ends, and its length with the ending of a stem.
    fn longest(&self, text: &str) -> Option<(&Word, usize)> {
        let ends: Vec<_> = text
            .char_indices()
            .rev()
            .take(ENDING)
            .take_while(|(_, c)| is_letter(*c))
            .map(|(start, _)| start)
            .collect();
        let ends = || [text.len()].into_iter().chain(ends.iter().copied());
        let matches = self.before.iter().flat_map(|word| {
            let ends = ends().take(if word.stem { ENDING + 1 } else { 1 });
            ends.filter_map(move |end| {
                let rest = text.get(..end)?.strip_suffix(word.text.as_str())?;
                let fits = word.edge != Edge::Word || self.is_boundary(rest);
                fits.then_some((word, text.len() - rest.len()))
            })
        });
        matches.max_by_key(|(word, length)| (*length, word.text.len()))
    }

    /// Whether a word may begin behind this text.
    fn is_boundary(&self, text: &str) -> bool {
        let ends = |text: &str| !text.ends_with(is_letter);
        let mut prefixes = self.prefixes.iter();
        ends(text) || prefixes.any(|prefix| text.strip_suffix(prefix.as_str()).is_some_and(ends))
    }

    /// The longest word that follows a number at once.
    fn behind(&self, text: &str) -> Option<&Word> {
        let text = text.lines().next().unwrap_or_default();
        let text = text.trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '-' | '"'
                        | '\''
                        | '`'
                        | ')'
                        | ']'
                        | '}'
                        | '('
                        | '['
                        | '*'
                        | '_'
                        | '“'
                        | '”'
                        | '«'
                        | '»'
                        | '」'
                )
        });
        let folded = self.folds.fold(head(text));
        self.after.iter().find(|word| {
            let Some(rest) = folded.strip_prefix(word.text.as_str()) else {
                return false;
            };
            let letters = rest.chars().take_while(|c| is_letter(*c)).count();
            let most = if word.stem { ENDING } else { 0 };
            word.edge == Edge::None || !word.text.ends_with(is_letter) || letters <= most
        })
    }
}

impl Gap {
    fn allows(&self, sense: Sense) -> bool {
        match sense {
            Sense::Failed => self.colon || self.bracket || self.link,
            Sense::Reason => self.colon,
            Sense::Plural => !self.colon,
            _ => true,
        }
    }
}

/// What stands before and behind the first number with three digits or more.
fn around_number(sentence: &str) -> Option<(&str, &str)> {
    let mut start = 0;
    loop {
        start += sentence.get(start..)?.find(|c: char| c.is_ascii_digit())?;
        let rest = sentence.get(start..)?;
        let length = rest.chars().take_while(char::is_ascii_digit).count();
        if length >= 3 {
            return Some((sentence.get(..start)?, rest.get(length..)?));
        }
        start += length;
    }
}

fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(BEFORE);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..)
        .and_then(|text| text.rsplit('\n').next())
        .unwrap_or_default()
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(BEHIND);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
