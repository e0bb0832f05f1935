//! What words beside a number say of it, slowly and plainly: the reader must agree with it.

use std::cmp::{Ordering, Reverse};

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
    StatusCode,
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
    /// Words before a number, by their bytes from behind.
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
        self.before
            .sort_by(|one, other| one.text.bytes().rev().cmp(other.text.bytes().rev()));
        self.after.sort_by_cached_key(|word| {
            let length = Reverse(word.text.len());
            (word.text.chars().next(), length, word.text.clone())
        });
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
        let ends = text.char_indices().rev().take(ENDING + 1);
        let ends = ends.take_while(|(_, c)| is_letter(*c));
        let matches = ends.enumerate().flat_map(|(ending, (start, last))| {
            let text_end = start + last.len_utf8();
            let words = self.at_the_end(text.get(..text_end).unwrap_or_default());
            words.into_iter().filter_map(move |word| {
                let rest = text.get(..text_end - word.text.len())?;
                let fits = word.edge != Edge::Word || self.is_boundary(rest);
                let ends = ending == 0 || word.stem;
                (fits && ends).then_some((word, text.len() - rest.len()))
            })
        });
        matches.max_by_key(|(word, length)| (*length, word.text.len()))
    }

    /// All words with which a text ends: byte by byte, fewer and fewer are left.
    fn at_the_end(&self, text: &str) -> Vec<&Word> {
        let (mut left, mut found) = (self.before.as_slice(), Vec::new());
        for (at, byte) in text.bytes().rev().enumerate() {
            left = run(left, |word| {
                word.text.bytes().rev().nth(at).cmp(&Some(byte))
            });
            let Some(shortest) = left.first() else { break };
            found.extend((shortest.text.len() == at + 1).then_some(shortest));
        }
        found
    }

    fn after_beginning_with(&self, text: &str) -> &[Word] {
        let first = text.chars().next();
        run(&self.after, |word| word.text.chars().next().cmp(&first))
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
        let mut words = self.after_beginning_with(&folded).iter();
        words.find(|word| {
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

/// The sorted words that compare as equal.
fn run(words: &[Word], compare: impl Fn(&Word) -> Ordering) -> &[Word] {
    let start = words.partition_point(|word| compare(word).is_lt());
    let rest = words.get(start..).unwrap_or_default();
    let count = rest.partition_point(|word| compare(word).is_eq());
    rest.get(..count).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::{Edge, Lexicon, Sense, Word};

    fn word(text: &str, sense: Sense, stem: bool, edge: Edge) -> Word {
        Word {
            text: text.to_owned(),
            sense,
            stem,
            edge,
        }
    }

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon {
            before: vec![
                word("error", Sense::Error, false, Edge::Word),
                word("errors", Sense::Plural, false, Edge::Word),
                word("error rate", Sense::NotCode, false, Edge::Word),
                word("failed", Sense::Failed, false, Edge::Word),
                word("reason", Sense::Reason, false, Edge::Word),
                word("with", Sense::Link, false, Edge::Word),
                word("no", Sense::Link, false, Edge::Word),
                word("fehler", Sense::Error, false, Edge::Compound),
                word("ошибк", Sense::Error, true, Edge::Word),
                word("错误", Sense::Error, false, Edge::None),
                word("خطا", Sense::Error, false, Edge::Word),
            ],
            after: vec![
                word("rows", Sense::NotCode, false, Edge::Word),
                word("error", Sense::Error, false, Edge::Word),
                word("hata", Sense::Error, true, Edge::Word),
            ],
            prefixes: vec!["ال".to_owned(), "بال".to_owned()],
            ..Lexicon::default()
        };
        lexicon.sort();
        lexicon
    }

    fn before(sentence: &str) -> Option<String> {
        let lexicon = lexicon();
        let beside = lexicon.beside(sentence)?;
        beside.before.map(|word| word.text.clone())
    }

    fn after(sentence: &str) -> Option<String> {
        let lexicon = lexicon();
        let beside = lexicon.beside(sentence)?;
        beside.after.map(|word| word.text.clone())
    }

    #[test]
    fn the_longest_word_before_a_number_tells() {
        assert_eq!(before("Error 131047").as_deref(), Some("error"));
        assert_eq!(before("error rate: 131047").as_deref(), Some("error rate"));
        assert_eq!(before("error (#131047)").as_deref(), Some("error"));
        assert_eq!(before("terror 131047"), None);
        assert_eq!(before("error in line 131047"), None);
        assert_eq!(before("error\n131047"), None);
    }

    #[test]
    fn links_are_passed_over() {
        assert_eq!(before("error no. 131047").as_deref(), Some("error"));
        assert_eq!(before("failed with no 131047").as_deref(), Some("failed"));
        assert_eq!(before("herewith 131047"), None);
    }

    #[test]
    fn some_words_need_a_mark() {
        assert_eq!(before("failed 131047"), None);
        assert_eq!(before("failed (131047)").as_deref(), Some("failed"));
        assert_eq!(before("reason 131047"), None);
        assert_eq!(before("reason: 131047").as_deref(), Some("reason"));
        assert_eq!(before("errors: 131047"), None);
        assert_eq!(before("errors 131047, 131026").as_deref(), Some("errors"));
    }

    #[test]
    fn languages_join_words_in_their_own_ways() {
        assert_eq!(before("Sendefehler 131047").as_deref(), Some("fehler"));
        assert_eq!(before("ошибками 131047").as_deref(), Some("ошибк"));
        assert_eq!(before("出现错误131047").as_deref(), Some("错误"));
        assert_eq!(before("بالخطا 131047").as_deref(), Some("خطا"));
        assert_eq!(before("شخطا 131047"), None);
    }

    #[test]
    fn words_behind_a_number_follow_at_once() {
        assert_eq!(after("131047 rows").as_deref(), Some("rows"));
        assert_eq!(after("(131047) error").as_deref(), Some("error"));
        assert_eq!(after("131047. Error"), None);
        assert_eq!(after("131047 errors"), None);
        assert_eq!(after("131047 hatalar").as_deref(), Some("hata"));
    }

    #[test]
    fn a_sentence_without_a_number_says_nothing() {
        assert!(lexicon().beside("error 12").is_none());
    }
}
