//! What the API prints, as words: how a sentence is found in a longer text.
//!
//! The functions here mirror those of `waba-errors`, and a test there finds every sentence again.

/// Stands for what varies.
const GAP: &str = "{}";

/// A window is so many words at the beginning of the longest part of a sentence, or the part if that is shorter.
const WINDOW: usize = 4;

/// A sentence between its gaps.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// The words of each part.
    pub(crate) parts: Vec<Vec<u32>>,
}

impl Sentence {
    /// Reads a sentence. The number of `(#100) ` at its beginning does not count.
    pub(crate) fn new(text: &str) -> Self {
        let parts = without_number(text).split(GAP).map(words);
        Self {
            parts: parts.filter(|part| !part.is_empty()).collect(),
        }
    }

    /// Whether a gap stands at an end or beside another one: then it says nothing.
    pub(crate) fn has_idle_gap(text: &str) -> bool {
        text.contains(GAP) && text.split(GAP).any(|part| words(part).is_empty())
    }

    /// How many words do not vary.
    pub(crate) fn fixed(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// The place of the longest part.
    fn longest(&self) -> Option<usize> {
        let parts = self.parts.iter().enumerate();
        parts
            .max_by_key(|(place, part)| (part.len(), usize::MAX - place))
            .map(|(place, _)| place)
    }

    /// The hash of the words by which a search begins.
    pub(crate) fn window(&self) -> u64 {
        let part = self
            .longest()
            .map_or(&[][..], |longest| &self.parts[longest]);
        window(&part[..part.len().min(WINDOW)])
    }

    /// All words, with a 0 for each gap, and where the longest part begins.
    pub(crate) fn flat(&self) -> (Vec<u32>, usize) {
        let mut words = Vec::new();
        let mut start = 0;
        for (place, part) in self.parts.iter().enumerate() {
            if place > 0 {
                words.push(0);
            }
            if Some(place) == self.longest() {
                start = words.len();
            }
            words.extend(part);
        }
        (words, start)
    }
}

fn without_number(text: &str) -> &str {
    let rest = text
        .strip_prefix("(#")
        .and_then(|rest| rest.split_once(") "));
    match rest {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => text,
    }
}

/// The hash of a window.
fn window(words: &[u32]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| {
        (hash.rotate_left(21) ^ u64::from(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// The hashes of the words of a text: runs of letters and digits, in lower case. Quotes, escapes and entities part words.
fn words(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    let mut hash = None;
    let mut bytes = text.as_bytes();
    while let Some(first) = bytes.first() {
        let between = between(bytes);
        if between == 0 {
            hash = Some(step(hash.unwrap_or(START), first.to_ascii_lowercase()));
        } else {
            words.extend(hash.take().map(never_zero));
        }
        bytes = &bytes[between.max(1)..];
    }
    words.extend(hash.map(never_zero));
    words
}

const START: u32 = 0x811c_9dc5;

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// 0 stands for a gap.
fn never_zero(hash: u32) -> u32 {
    hash.max(1)
}

/// How many bytes at the beginning stand between words; 0 if a word begins or goes on.
fn between(bytes: &[u8]) -> usize {
    match bytes {
        [b'\\', b'u', digits @ ..]
            if digits.len() >= 4 && digits[..4].iter().all(u8::is_ascii_hexdigit) =>
        {
            6
        }
        [b'&', rest @ ..] => entity(rest) + 1,
        // Typographic punctuation, U+2000 to U+206F.
        [0xe2, 0x80 | 0x81, _, ..] => 3,
        [b'\\', b'n' | b'r' | b't' | b'b' | b'f', ..] | [0xc2, 0xa0 | 0xab | 0xbb, ..] => 2,
        [byte, ..] if byte.is_ascii_alphanumeric() || !byte.is_ascii() => 0,
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
    let is_name = bytes[..end]
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    if is_name && end > 0 { end + 1 } else { 0 }
}
