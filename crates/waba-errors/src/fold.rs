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
        fold(other).is_some_and(|other| other.bytes() == self.bytes())
    }
}

/// Folds a text; `None` if it is too long to be a name or a title.
pub(crate) fn fold(text: &str) -> Option<Folded> {
    let mut folded = Folded {
        buffer: [0; LONGEST],
        len: 0,
    };
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        let free = folded.buffer.get_mut(folded.len..folded.len + c.len_utf8())?;
        c.to_ascii_lowercase().encode_utf8(free);
        folded.len += c.len_utf8();
    }
    Some(folded)
}
