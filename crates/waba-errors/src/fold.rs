//! Names and titles as they are hashed and compared: lower case, letters and digits only.

/// Longer than any title of the platform; a longer text is no title.
const LONGEST: usize = 256;

/// A text without capitals, spaces and punctuation.
pub(crate) struct Folded {
    buffer: [u8; LONGEST],
    len: usize,
}

impl Folded {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }

    /// Whether another text folds to the same.
    pub(crate) fn is(&self, other: &str) -> bool {
        Letters(other.as_bytes()).eq(self.bytes().iter().copied())
    }
}

/// Folds a text; `None` if it is too long to be a name or a title.
pub(crate) fn fold(text: &str) -> Option<Folded> {
    let mut folded = Folded {
        buffer: [0; LONGEST],
        len: 0,
    };
    for byte in Letters(text.as_bytes()) {
        *folded.buffer.get_mut(folded.len)? = byte;
        folded.len += 1;
    }
    Some(folded)
}

/// The bytes of a text that count: no ASCII but letters and digits, and no typographic punctuation (U+2000 to U+206F).
struct Letters<'a>(&'a [u8]);

impl Iterator for Letters<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        loop {
            let (byte, rest) = match self.0 {
                [0xe2, 0x80 | 0x81, _, rest @ ..] => (None, rest),
                [byte, rest @ ..] if byte.is_ascii_alphanumeric() || !byte.is_ascii() => {
                    (Some(byte), rest)
                }
                [_, rest @ ..] => (None, rest),
                [] => return None,
            };
            self.0 = rest;
            if let Some(byte) = byte {
                return Some(byte.to_ascii_lowercase());
            }
        }
    }
}
