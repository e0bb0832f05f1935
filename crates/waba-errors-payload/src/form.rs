//! Web forms and queries, such as `ErrorCode=63016&MessageStatus=failed`.

use crate::encoding::Encoding;
use crate::span::Span;
use crate::work::{self, memchr};

/// Fields that are read of a form.
const FIELDS: usize = 64;

/// A form, and the names and values in it, as places in the text.
pub(crate) struct Form {
    pub(crate) span: Span,
    pub(crate) pairs: Vec<(Span, Span)>,
}

impl Form {
    /// The places of names and values when the form is decoded.
    pub(crate) fn decoded(&self, text: &[u8]) -> Vec<(Span, Span)> {
        let (mut from, mut here) = (self.span.start, 0);
        let mut advance = |to: u32| {
            here += Encoding::Form.decoded_len(
                Span {
                    start: from,
                    end: to,
                }
                .of(text),
            );
            from = to;
            here
        };
        let mut decoded = |span: Span| Span::new(advance(span.start), advance(span.end));
        self.pairs
            .iter()
            .map(|(name, value)| (decoded(*name), decoded(*value)))
            .collect()
    }
}

const fn is_mark(byte: u8) -> bool {
    matches!(byte, b'[' | b']' | b'.')
}

/// Whether a name has names in it.
pub(crate) fn is_path(name: &[u8]) -> bool {
    name.iter().any(|byte| is_mark(*byte))
}

/// The names in a name: `errors`, `0` and `code` of `errors[0][code]` and `errors.0.code`, as places in the text.
pub(crate) fn path(name: Span, text: &[u8]) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = name.start as usize;
    for part in name.of(text).split(|byte| is_mark(*byte)) {
        if !part.is_empty() {
            parts.push(Span::new(start, start + part.len()));
        }
        start += part.len() + 1;
    }
    parts
}

/// The last name in a name that may be encoded: `code` of `errors%5B0%5D%5Bcode%5D`.
pub(crate) fn last_name(name: &[u8]) -> &[u8] {
    if !name.iter().any(|byte| matches!(byte, b'[' | b'%' | b'.')) {
        return name;
    }
    let mut closed = [&b"]"[..], b"%5D", b"%5d"].into_iter();
    let name = closed
        .find_map(|mark| name.strip_suffix(mark))
        .unwrap_or(name);
    let opened = [&b"["[..], b"%5B", b"%5b", b"."].into_iter();
    let start = opened.filter_map(|mark| Some(memchr::memmem::rfind(name, mark)? + mark.len()));
    name.get(start.max().unwrap_or(0)..).unwrap_or_default()
}

/// The forms in a text that begins at `base`: runs without blanks and quotes that have `=` and `&`.
pub(crate) fn find(text: &[u8], base: u32) -> impl Iterator<Item = Form> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let middle = at + memchr(b'&', text.get(at..)?)?;
            let is_end = |byte: &u8| {
                byte.is_ascii_whitespace()
                    || matches!(byte, b'"' | b'\'' | b'<' | b'>' | b'`' | b';')
            };
            let before = text.get(at..middle)?;
            work::count(before.len());
            let start = before
                .iter()
                .rposition(is_end)
                .map_or(at, |end| at + end + 1);
            let rest = text.get(middle..)?;
            let end = middle + work::position(rest, is_end).unwrap_or(rest.len());
            let pairs = pairs(text.get(start..end)?, base as usize + start);
            at = end.max(middle + 1);
            if pairs.len() > 1 {
                let span = Span::new(start, end).moved(base);
                return Some(Form { span, pairs });
            }
        }
    })
}

fn pairs(form: &[u8], base: usize) -> Vec<(Span, Span)> {
    let mut pairs = Vec::new();
    let mut start = base;
    for pair in form.split(|byte| *byte == b'&') {
        let end = start + pair.len();
        if let Some(equals) = memchr(b'=', pair)
            && pairs.len() < FIELDS
        {
            // `https://example.com/callback?error_code=200`
            let is_part = |byte: &u8| {
                byte.is_ascii_alphanumeric()
                    || matches!(byte, b'_' | b'-' | b'%' | b'[' | b']' | b'.')
            };
            let name = pair.get(..equals).unwrap_or_default();
            let name = start
                + name
                    .iter()
                    .rposition(|byte| !is_part(byte))
                    .map_or(0, |at| at + 1);
            pairs.push((
                Span::new(name, start + equals),
                Span::new(start + equals + 1, end),
            ));
        }
        start = end + 1;
    }
    pairs
}
