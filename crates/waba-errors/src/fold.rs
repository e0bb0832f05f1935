//! Names and titles as they are hashed and compared: lower case, letters and digits only.

/// Longer than any name or title; a longer text is neither.
const LONGEST: usize = 256;

/// What each byte folds to; 0 for bytes that do not count. Parts of characters beyond ASCII stay as they are.
const FOLD: [u8; 256] = {
    let mut fold = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation)]
        let c = byte as u8;
        if c.is_ascii_alphanumeric() || !c.is_ascii() {
            fold[byte] = c.to_ascii_lowercase();
        }
        byte += 1;
    }
    fold
};

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
        fold(other).is_some_and(|other| other.bytes() == self.bytes())
    }
}

/// Folds a text; `None` if it is too long to be a name or a title.
pub(crate) fn fold(text: &str) -> Option<Folded> {
    let mut bytes = text.as_bytes();
    if bytes.len() > LONGEST {
        return None;
    }
    let mut folded = Folded {
        buffer: [0; LONGEST],
        len: 0,
    };
    while let [first, rest @ ..] = bytes {
        // Typographic punctuation, U+2000 to U+206F.
        if let [0xe2, 0x80 | 0x81, _, after @ ..] = bytes {
            bytes = after;
            continue;
        }
        // Written always and kept if it counts: faster than asking first.
        let byte = FOLD[usize::from(*first)];
        if let Some(place) = folded.buffer.get_mut(folded.len) {
            *place = byte;
        }
        folded.len += usize::from(byte != 0);
        bytes = rest;
    }
    Some(folded)
}
