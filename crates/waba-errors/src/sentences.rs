//! Which entry prints a sentence.
//!
//! A sentence is found in a text by its longest part without gaps: each word of the text may begin one, and a perfect hash of
//! the first words of all longest parts tells which. So the time grows with the text alone, of which the first
//! [`MOST_WORDS`] words count.

use crate::layout::{Kind, Sentence, Sentences};
use crate::{Entry, Table};

/// More words than an error message has.
const MOST_WORDS: usize = 256;

/// More entries than print one sentence.
const MOST_FOUND: usize = 8;

/// The lengths of windows; see `codegen/src/sentence.rs`, which this module mirrors.
const WINDOWS: [usize; 4] = [1, 2, 3, 4];

/// So many words at the beginning of the longest part prove a sentence, even if the rest is missing.
const ANCHOR: usize = 6;

/// A sentence of fewer words can stand by chance in a longer text that is about something else.
const TELLING: usize = 5;

/// How well a sentence was found: the whole one is better than a part, more words are better than fewer.
type Score = (bool, usize);

/// The entries whose sentences a text holds.
#[derive(Clone, Copy)]
pub(crate) struct Candidates {
    found: [Option<(Score, Entry)>; MOST_FOUND],
}

impl Candidates {
    const NONE: Self = Self {
        found: [None; MOST_FOUND],
    };

    /// Keeps the best of each entry, the best first.
    fn add(&mut self, score: Score, entry: Entry) {
        let known = |slot: &Option<(Score, Entry)>| slot.is_some_and(|(_, known)| known == entry);
        let mut place = self.found.iter().position(known).unwrap_or(MOST_FOUND - 1);
        if self.found[place].is_some_and(|(known, _)| known >= score) {
            return;
        }
        while place > 0 && self.found[place - 1].is_none_or(|(other, _)| other < score) {
            self.found[place] = self.found[place - 1];
            place -= 1;
        }
        self.found[place] = Some((score, entry));
    }

    fn entries(self) -> impl Iterator<Item = Entry> {
        self.found.into_iter().flatten().map(|(_, entry)| entry)
    }

    /// The best one of those that are meant, unless another one is as good.
    fn best(self, is_meant: impl Fn(&Entry) -> bool) -> Option<Entry> {
        let mut meant = self
            .found
            .into_iter()
            .flatten()
            .filter(|(_, entry)| is_meant(entry));
        let (score, entry) = meant.next()?;
        meant
            .next()
            .is_none_or(|(next, _)| next < score)
            .then_some(entry)
    }
}

impl Table {
    /// Who prints a text, as [`from_message`](crate::from_message) tells it.
    pub fn from_message(&'static self, message: &str) -> impl Iterator<Item = Entry> + use<> {
        let text = Words::of(message);
        self.candidates(&text, |sentence, is_whole| {
            let fixed = sentence.fixed(&self.data.sentences);
            !is_whole || fixed >= TELLING || text.len <= fixed + 1
        })
        .entries()
    }

    fn candidates(
        &'static self,
        text: &Words,
        counts: impl Fn(&Sentence, bool) -> bool,
    ) -> Candidates {
        let sentences = &self.data.sentences;
        let mut found = Candidates::NONE;
        for start in 0..text.len {
            for len in WINDOWS {
                let Some(words) = text.words().get(start..start + len) else {
                    break;
                };
                for sentence in sentences.at(words) {
                    let Some(score) = sentence.score(sentences, text.words(), start) else {
                        continue;
                    };
                    if counts(sentence, score.0)
                        && let Some(entry) = Entry::of_record(self, sentence.record)
                    {
                        found.add(score, entry);
                    }
                }
            }
        }
        found
    }
}

impl Entry {
    /// Narrows a code or a pair to the pair or the case that prints a sentence: that of `details`, of `message` or of
    /// `error_user_msg`. Unchanged if none does, or more than one.
    ///
    /// What varies in a sentence, quotes, blanks, capitals, escapes and a `(#100)` before it do not matter. Answers come in
    /// other languages too; those narrow nothing.
    ///
    /// ```
    /// use waba_errors::lookup;
    ///
    /// let details = "Object with ID '1234' does not exist, cannot be loaded due to missing permissions, or does not support this operation";
    /// assert_eq!(lookup(100).detailed(details), lookup(100).subcode(33));
    /// assert_eq!(lookup(131026).detailed(details), lookup(131026));
    /// ```
    #[must_use]
    pub fn detailed(self, text: &str) -> Self {
        let is_own = |entry: &Self| {
            let (code, subcode) = (entry.record().code(), entry.record().detail());
            match self.record().kind {
                Kind::Pair => (code, subcode) == (self.record().code(), self.record().detail()),
                Kind::Code => code == u32::from(self.code()) || entry.parent() == Some(self.code()),
                Kind::Range | Kind::Case | Kind::Unknown => false,
            }
        };
        let candidates = self.table().candidates(&Words::of(text), |_, _| true);
        candidates.best(is_own).unwrap_or(self)
    }
}

impl Sentences {
    /// The sentences whose longest part begins with a window.
    #[inline]
    fn at(&self, words: &[u32]) -> &'static [Sentence] {
        let hash = window(words).wrapping_mul(self.multiplier) >> self.shift;
        let mut place = usize::try_from(hash).unwrap_or(0);
        while let Some(found) = self
            .places
            .get(place)
            .and_then(|index| self.windows.get(usize::from(*index)))
        {
            let start = usize::from(found.first);
            let sentences = self.sentences.get(start..start + usize::from(found.len));
            let sentences = sentences.unwrap_or_default();
            if sentences
                .first()
                .is_some_and(|first| first.window(self) == words)
            {
                return sentences;
            }
            place = (place + 1) & (self.places.len() - 1);
        }
        &[]
    }
}

impl Sentence {
    /// The words, with a 0 for each gap.
    fn words(self, sentences: &Sentences) -> &'static [u32] {
        let start = usize::from(self.start);
        sentences
            .words
            .get(start..start + usize::from(self.len))
            .unwrap_or_default()
    }

    /// The words by which a search begins.
    fn window(self, sentences: &Sentences) -> &'static [u32] {
        let longest = self.words(sentences).get(usize::from(self.longest)..);
        let mut parts = longest.unwrap_or_default().split(|word| *word == 0);
        let part = parts.next().unwrap_or_default();
        part.get(..WINDOWS[WINDOWS.len() - 1]).unwrap_or(part)
    }

    fn fixed(self, sentences: &Sentences) -> usize {
        self.words(sentences)
            .iter()
            .filter(|word| **word != 0)
            .count()
    }

    /// How well a text holds the sentence whose longest part begins at `start`.
    fn score(self, sentences: &Sentences, text: &[u32], start: usize) -> Option<Score> {
        let words = self.words(sentences);
        let (before, rest) = words.split_at_checked(usize::from(self.longest))?;
        let mut rest = rest.split(|word| *word == 0);
        let longest = rest.next()?;
        let text_from = text.get(start..)?;
        if let Some(behind) = text_from.strip_prefix(longest) {
            let before = before
                .split(|word| *word == 0)
                .filter(|part| !part.is_empty());
            if follow(text.get(..start)?, before) && follow(behind, rest) {
                return Some((true, self.fixed(sentences)));
            }
        }
        let alike = longest
            .iter()
            .zip(text_from)
            .take_while(|(own, other)| own == other);
        let len = alike.count();
        // The last word may be cut too.
        let is_cut = len == longest.len() || text_from.len() <= len + 1;
        (is_cut && len >= ANCHOR).then_some((false, len))
    }
}

/// Whether the parts stand in a text, one behind the other.
fn follow<'a>(mut text: &[u32], mut parts: impl Iterator<Item = &'a [u32]>) -> bool {
    parts.all(|part| {
        let place = text.windows(part.len()).position(|words| words == part);
        let rest = place.and_then(|place| text.get(place + part.len()..));
        text = rest.unwrap_or_default();
        rest.is_some()
    })
}

/// The hashes of the words of a text.
struct Words {
    hashes: [u32; MOST_WORDS],
    len: usize,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self {
            hashes: [0; MOST_WORDS],
            len: 0,
        };
        let mut hash = None;
        let mut bytes = text.as_bytes();
        while let Some(first) = bytes.first() {
            let between = between(bytes);
            if between == 0 {
                hash = Some(step(hash.unwrap_or(START), first.to_ascii_lowercase()));
            } else if words.push(hash.take()).is_none() {
                return words;
            }
            bytes = bytes.get(between.max(1)..).unwrap_or_default();
        }
        words.push(hash);
        words
    }

    /// Adds a word; `None` if there is no room.
    fn push(&mut self, hash: Option<u32>) -> Option<()> {
        if let Some(hash) = hash {
            *self.hashes.get_mut(self.len)? = hash.max(1);
            self.len += 1;
        }
        Some(())
    }

    fn words(&self) -> &[u32] {
        self.hashes.get(..self.len).unwrap_or_default()
    }
}

fn window(words: &[u32]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| {
        (hash.rotate_left(21) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

const START: u32 = 0x811c_9dc5;

const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// How many bytes at the beginning stand between words; 0 if a word begins or goes on.
fn between(bytes: &[u8]) -> usize {
    match bytes {
        [byte, ..] if byte.is_ascii_alphanumeric() => 0,
        [b'\\', b'u', a, b, c, d, ..]
            if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) =>
        {
            6
        }
        [b'&', rest @ ..] => entity(rest) + 1,
        // Typographic punctuation, U+2000 to U+206F.
        [0xe2, 0x80 | 0x81, _, ..] => 3,
        [b'\\', b'n' | b'r' | b't' | b'b' | b'f', ..] | [0xc2, 0xa0 | 0xab | 0xbb, ..] => 2,
        [byte, ..] if !byte.is_ascii() => 0,
        _ => 1,
    }
}

/// The length of an entity such as `quot;` behind its `&`; 0 if there is none.
fn entity(bytes: &[u8]) -> usize {
    let end = bytes
        .iter()
        .take(8)
        .position(|byte| *byte == b';')
        .unwrap_or(0);
    let name = bytes.get(..end).unwrap_or_default();
    let is_name = name
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    if is_name && end > 0 { end + 1 } else { 0 }
}
