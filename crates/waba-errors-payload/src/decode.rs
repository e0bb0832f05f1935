//! Texts as they were meant.

use std::borrow::Cow;

use crate::encoding::{Encoding, Text};
use crate::span::Span;

/// Longer texts are cut: nobody reads them, and they would cost memory.
const LONGEST: usize = 8 * 1024;

/// A text of the input without its escapes, with what is not UTF-8 replaced, cut at 8 KiB.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = cut(bytes, LONGEST);
    if bytes.contains(&b'\\') {
        let plain = Text::decode(Encoding::Escapes, bytes, 0, Span::new(0, bytes.len()));
        return match String::from_utf8(plain.bytes) {
            Ok(text) => Cow::Owned(text),
            Err(error) => Cow::Owned(replaced(error.as_bytes())),
        };
    }
    str::from_utf8(bytes).map_or_else(|_| Cow::Owned(replaced(bytes)), Cow::Borrowed)
}

/// A text in which one character stands for each run of bytes that are not UTF-8, so that it is no longer than they are.
fn replaced(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(chunk) = rest.utf8_chunks().next() {
        let is_same_run = chunk.valid().is_empty() && text.ends_with(char::REPLACEMENT_CHARACTER);
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() && !is_same_run {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        rest = rest
            .get(chunk.valid().len() + chunk.invalid().len()..)
            .unwrap_or_default();
        // No character begins with these.
        let begins = |byte: &u8| !matches!(byte, 0x80..0xc2 | 0xf5..);
        rest = rest
            .get(rest.iter().position(begins).unwrap_or(rest.len())..)
            .unwrap_or_default();
    }
    text
}

/// The first bytes, without a character that they would cut.
pub(crate) fn cut(bytes: &[u8], most: usize) -> &[u8] {
    let is_inside = |at: &usize| matches!(bytes.get(*at), Some(0x80..0xc0));
    // A character has at most four bytes.
    let end = (0..=3).map(|back| most - back).find(|at| !is_inside(at));
    bytes.get(..end.unwrap_or(most)).unwrap_or(bytes)
}
