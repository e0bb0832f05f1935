//! Texts as they were meant.

use std::borrow::Cow;

use crate::encoding::{Encoding, Text};
use crate::span::Span;

/// Longer texts are cut: nobody reads them, and they would cost memory.
const LONGEST: usize = 8 * 1024;

/// A text of the input without its escapes, with what is not UTF-8 replaced, cut at 8 KiB.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = cut(bytes, LONGEST);
    match str::from_utf8(bytes) {
        Ok(text) if !bytes.contains(&b'\\') => Cow::Borrowed(text),
        _ => {
            let plain = Text::decode(Encoding::Escapes, bytes, 0, Span::new(0, bytes.len()));
            Cow::Owned(String::from_utf8_lossy(&plain.bytes).into_owned())
        }
    }
}

/// The first bytes, without a character that they would cut.
pub(crate) fn cut(bytes: &[u8], most: usize) -> &[u8] {
    let is_inside = |at: &usize| matches!(bytes.get(*at), Some(0x80..0xc0));
    // A character has at most four bytes.
    let end = (0..=3).map(|back| most - back).find(|at| !is_inside(at));
    bytes.get(..end.unwrap_or(most)).unwrap_or(bytes)
}
