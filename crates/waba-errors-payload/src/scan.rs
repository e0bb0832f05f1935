//! Passes over what cannot hold an error, at the speed of a memory scan.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;
use memchr::memrchr;
use waba_errors::get;

use crate::Certainty;
use crate::generated::SCAN_WIDE;
static SCAN: &[&str] = &[
    "rror", "RROR", "code", "Code", "CODE", "btra", "BTRA", "(#", "digo", "odic", "kode", "kodu",
    "ehle", "upported", "1304", "1305", "1310", "1312", "1320", "1330", "1340", "1341", "1349",
    "1350", "1360", "1370", "1380", "1390", "1391", "1410", "1470", "1609", "1675", "1752", "2000",
    "2018", "2207", "2388", "2446", "2494", "2593", "2655", "4233", "8000",
];
static SCAN_NAMES: &[&str] = &["rror", "RROR", "code", "Code", "CODE", "btra", "BTRA"];
use crate::number::{digits, integer};
use crate::walk::Mode;

/// Every error that is told in ASCII has one of these in it, every other one of the wide ones.
static NAMES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| automaton(SCAN_NAMES));
static ASCII: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| automaton(SCAN));
static WIDE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| automaton(SCAN_WIDE));

static LIKELIEST: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("rror"));

/// In so short an input, one word is reason enough to read everything.
const SHORT: usize = 4 * 1024;

/// Only the leftmost kind uses vector instructions; the standard kind is ten times slower.
fn automaton(words: &[&str]) -> Option<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(words)
        .ok()
}

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

/// The places of the next words, so that each is searched only once.
pub(crate) struct Scan<'t> {
    text: &'t [u8],
    is_open: bool,
    is_ascii: bool,
    structure_only: bool,
    /// The next word in ASCII, and beyond.
    next: [Option<usize>; 2],
}

impl<'t> Scan<'t> {
    pub(crate) fn new(text: &'t [u8], mode: Mode) -> Self {
        Self {
            text,
            is_open: !mode.structure_only && mode.least == Certainty::Possible,
            is_ascii: mode.structure_only || text.is_ascii(),
            structure_only: mode.structure_only,
            next: [None, None],
        }
    }

    /// Where to go on reading; `None` if nothing more can be found.
    pub(crate) fn next(&mut self, from: usize) -> Option<usize> {
        if self.is_open || (from == 0 && !self.structure_only && begins_with_code(self.text)) {
            return (from < self.text.len()).then_some(from);
        }
        if self.has_likeliest(from) {
            return Some(from);
        }
        let wide = if self.is_ascii {
            None
        } else {
            self.find(1, &WIDE, from)
        };
        let words = if self.structure_only { &NAMES } else { &ASCII };
        let ascii = self.find(0, words, from);
        let word = match (ascii, wide) {
            (Some(ascii), Some(wide)) => ascii.min(wide),
            (one, other) => one.or(other)?,
        };
        if self.text.len() <= SHORT {
            Some(from)
        } else {
            Some(self.record(from, word))
        }
    }

    /// The likeliest word is found sooner alone.
    fn has_likeliest(&self, from: usize) -> bool {
        let rest = self.text.get(from..).unwrap_or_default();
        self.text.len() <= SHORT && LIKELIEST.find(rest).is_some()
    }

    fn find(
        &mut self,
        which: usize,
        words: &LazyLock<Option<AhoCorasick>>,
        from: usize,
    ) -> Option<usize> {
        let known = self.next.get_mut(which)?;
        if known.is_none_or(|known| known < from) {
            let rest = self.text.get(from..)?;
            let found = match &**words {
                Some(words) => words.find(rest).map(|found| found.start()),
                None => Some(0),
            };
            *known = Some(found.map_or(usize::MAX, |found| from + found));
        }
        known.filter(|known| *known != usize::MAX)
    }

    /// The start of the record in which a word stands, if records (lines that are a whole body each) end between here
    /// and there.
    fn record(&self, from: usize, word: usize) -> usize {
        let mut end = word;
        while let Some(line) = self
            .text
            .get(from..end)
            .and_then(|text| memrchr(b'\n', text))
        {
            let line = from + line;
            let before = self.text.get(from..line).unwrap_or_default();
            let before = before.strip_suffix(b"\r").unwrap_or(before);
            if matches!(before.last(), Some(b'}' | b']'))
                && matches!(self.text.get(line + 1), Some(b'{' | b'['))
            {
                return line + 1;
            }
            end = line;
        }
        from
    }
}
