//! Passes over what cannot hold an error, at the speed of a memory scan.

use std::sync::LazyLock;

use memchr::memchr_iter;
use memchr::memmem::Finder;
use waba_errors::get;

use crate::Certainty;
use crate::generated::{SCAN, SCAN_NAMES, SCAN_WIDE};
use crate::number::{digits, integer};
use crate::pieces::Pieces;

/// What is read, and what of it is given out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mode {
    /// Only objects count; no text is searched.
    pub(crate) structure_only: bool,
    /// Text between bodies may hold sentences.
    pub(crate) sentences: bool,
    /// The text stands under a name that means an error.
    pub(crate) is_named: bool,
    pub(crate) least: Certainty,
}

/// Each object that is an error has a name in it.
static NAMES: LazyLock<Pieces> = LazyLock::new(|| Pieces::new(SCAN_NAMES));
/// Each sentence that tells one has one of these, or a wide one.
static WORDS: LazyLock<Pieces> = LazyLock::new(|| Pieces::new(SCAN));
static WIDE: LazyLock<Pieces> = LazyLock::new(|| Pieces::new(SCAN_WIDE));

static LIKELIEST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("rror"));

/// Before a number in a message of the API. Apart from the words, whose search needs longer ones.
static NUMBERED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("(#"));

/// Which kinds of bytes a text has, so that nobody looks for what needs one that is not there. A long text may have all.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks(u16);

impl Marks {
    pub(crate) const DIGIT: u16 = 1;
    pub(crate) const WIDE: u16 = 1 << 1;
    /// `{`, `[` and `(`.
    pub(crate) const BRACKET: u16 = 1 << 2;
    pub(crate) const QUOTE: u16 = 1 << 3;
    pub(crate) const TAG: u16 = 1 << 4;
    pub(crate) const PERCENT: u16 = 1 << 5;
    pub(crate) const AMPERSAND: u16 = 1 << 6;
    pub(crate) const EQUALS: u16 = 1 << 7;
    pub(crate) const COLON: u16 = 1 << 8;
    pub(crate) const SLASH: u16 = 1 << 9;
    /// The end of a line that is not the last one.
    pub(crate) const NEWLINE: u16 = 1 << 10;
    /// Without any of these no body begins in a text.
    pub(crate) const BODY: u16 = Self::BRACKET | Self::PERCENT | Self::AMPERSAND;
    /// In a text without any of these stand neither numbers nor bodies, names and values.
    pub(crate) const TELLING: u16 =
        Self::DIGIT | Self::WIDE | Self::BODY | Self::QUOTE | Self::TAG | Self::EQUALS;
    pub(crate) const ALL: Self = Self(u16::MAX);

    pub(crate) fn of(text: &[u8]) -> Self {
        if text.len() > SHORT {
            return Self::ALL;
        }
        let text = text.strip_suffix(b"\n").unwrap_or(text);
        Self(
            text.iter()
                .fold(0, |marks, byte| marks | KINDS[usize::from(*byte)]),
        )
    }

    pub(crate) const fn has(self, kinds: u16) -> bool {
        self.0 & kinds != 0
    }
}

const KINDS: [u16; 256] = {
    let (mut kinds, mut byte) = ([0; 256], 0_u8);
    loop {
        kinds[byte as usize] = match byte {
            b'0'..=b'9' => Marks::DIGIT,
            0x80.. => Marks::WIDE,
            b'{' | b'[' | b'(' => Marks::BRACKET,
            b'"' | b'\'' => Marks::QUOTE,
            b'<' => Marks::TAG,
            b'%' => Marks::PERCENT,
            b'&' => Marks::AMPERSAND,
            b'=' => Marks::EQUALS,
            b':' => Marks::COLON,
            b'/' => Marks::SLASH,
            b'\n' => Marks::NEWLINE,
            _ => 0,
        };
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};

/// Nothing shorter tells a code.
const SHORTEST: usize = 4;
/// In so short an input, one word is reason enough to read everything.
const SHORT: usize = 4 * 1024;

/// Whether a text begins with a code, as `[131047] More than a day has passed`.
fn begins_with_code(text: &[u8]) -> bool {
    let text = match text.trim_ascii_start() {
        [b'[' | b'#' | b'(' | b'`', rest @ ..] => rest,
        text => text,
    };
    let code = text.get(..digits(text)).and_then(integer);
    code.and_then(|code| u32::try_from(code).ok())
        .is_some_and(|code| get(code).is_some())
}

/// The next word, or the next known code: most numbers only begin as one does.
fn next_word(words: &Pieces, text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + words.find(text.get(at..)?)?;
        let number = text.get(found..)?;
        let len = digits(number);
        let is_inside = found > 0 && text.get(found - 1).is_some_and(u8::is_ascii_digit);
        let code = number
            .get(..len)
            .and_then(integer)
            .and_then(|code| u32::try_from(code).ok());
        if len == 0 || (!is_inside && code.is_some_and(|code| get(code).is_some())) {
            return Some(found);
        }
        at = found + len;
    }
}

/// What is searched for.
#[derive(Clone, Copy)]
enum Search {
    Words,
    Wide,
    Numbered,
}

/// The places of the next words, so that each is searched only once.
#[derive(Clone, Copy)]
pub(crate) struct Scan<'t> {
    pub(crate) text: &'t [u8],
    pub(crate) marks: Marks,
    structure_only: bool,
    /// Everything is read.
    pub(crate) is_open: bool,
    is_ascii: bool,
    next: [Option<usize>; 3],
    /// The word whose record was looked for.
    looked_for: usize,
}

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t [u8], mode: Mode) -> Self {
        if mode.structure_only {
            return Self {
                structure_only: true,
                is_open: false,
                is_ascii: true,
                ..Self::open(text)
            };
        }
        let marks = Marks::of(text);
        Self {
            marks,
            is_open: marks.has(Marks::DIGIT) && begins_with_code(text),
            is_ascii: !marks.has(Marks::WIDE) || text.is_ascii(),
            ..Self::open(text)
        }
    }

    /// Passes over nothing.
    pub(crate) const fn open(text: &'t [u8]) -> Self {
        Self {
            text,
            marks: Marks::ALL,
            structure_only: false,
            is_open: true,
            is_ascii: false,
            next: [None; 3],
            looked_for: usize::MAX,
        }
    }

    /// Where to go on reading; `None` if nothing more can be found.
    pub(crate) fn next(&mut self, from: usize) -> Option<usize> {
        if self.text.len() - from.min(self.text.len()) < SHORTEST {
            return None;
        }
        if self.is_open {
            return Some(from);
        }
        if self.text.len() <= SHORT {
            return self.has_word(from).then_some(from);
        }
        let mut word = self.find(Search::Words, from);
        if !self.structure_only {
            word = earlier(word, self.find(Search::Numbered, from));
        }
        if !self.is_ascii {
            word = earlier(word, self.find(Search::Wide, from));
        }
        Some(self.record(from, word?))
    }

    fn has_word(&mut self, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or_default();
        // The likeliest word is found sooner alone.
        LIKELIEST.find(rest).is_some()
            || self.find(Search::Words, from).is_some()
            || (!self.structure_only && self.find(Search::Numbered, from).is_some())
            || (!self.is_ascii && self.find(Search::Wide, from).is_some())
    }

    fn find(&mut self, search: Search, from: usize) -> Option<usize> {
        let known = self.next.get_mut(search as usize)?;
        if known.is_none_or(|known| known < from) {
            let found = match search {
                Search::Words if self.structure_only => next_word(&NAMES, self.text, from),
                Search::Words => next_word(&WORDS, self.text, from),
                Search::Wide => next_word(&WIDE, self.text, from),
                Search::Numbered => self
                    .text
                    .get(from..)
                    .and_then(|rest| NUMBERED.find(rest))
                    .map(|at| from + at),
            };
            *known = Some(found.unwrap_or(usize::MAX));
        }
        known.filter(|known| *known != usize::MAX)
    }

    /// The start of the first line that is no whole body, from here to the one in which a word stands. Only such lines can
    /// be passed over: in what other languages print, a line may stand in a text.
    fn record(&mut self, from: usize, word: usize) -> usize {
        if self.looked_for == word {
            return from;
        }
        self.looked_for = word;
        let mut start = from;
        let lines = self.text.get(from..word).unwrap_or_default();
        for end in memchr_iter(b'\n', lines).map(|end| from + end) {
            let line = self.text.get(start..end).unwrap_or_default().trim_ascii();
            if !matches!(line, [] | [b'{' | b'[', .., b'}' | b']']) {
                break;
            }
            start = end + 1;
        }
        start
    }
}

fn earlier(one: Option<usize>, other: Option<usize>) -> Option<usize> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
