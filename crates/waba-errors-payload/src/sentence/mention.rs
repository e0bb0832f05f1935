//! Numbers in a text.

use crate::Certainty;
use crate::evidence::Why;
use crate::number::{digits, grouped, integer};
use crate::span::Span;
use crate::work::{self, memchr};

/// So much before a number, and behind it, is searched for words.
const BEHIND: usize = 48;
const AHEAD: usize = 32;
/// So much is kept of the message beside a number.
const LONGEST_MESSAGE: usize = 512;

/// A code that a text tells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention {
    pub(crate) at: u32,
    /// `None` where only a subcode is told.
    pub(crate) number: Option<i64>,
    pub(crate) subcode: Option<i64>,
    pub(crate) why: Why,
    pub(crate) certainty: Certainty,
    pub(crate) message: Span,
}

/// A number in a line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'t> {
    /// `None` if no code is that long.
    pub(crate) value: Option<i64>,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Where the number before it ends.
    pub(crate) previous: usize,
    pub(crate) before: &'t [u8],
    pub(crate) after: &'t [u8],
}

/// The numbers of a text, in digits of any script.
pub(crate) fn numbers(text: &[u8]) -> impl Iterator<Item = Number<'_>> {
    let is_ascii = text.is_ascii();
    let mut at = 0;
    std::iter::from_fn(move || {
        let previous = at;
        let rest = text.get(at..)?;
        let begins = |byte: &u8| {
            byte.is_ascii_digit() || (!is_ascii && matches!(byte, 0xd9 | 0xdb | 0xe0 | 0xef))
        };
        let mut start = at;
        let mut rest = rest;
        let len = loop {
            let found = work::position(rest, begins)?;
            start += found;
            rest = rest.get(found..)?;
            let len = run(rest);
            if len > 0 {
                break len;
            }
            start += 1;
            rest = rest.get(1..)?;
        };
        // `131_047`, as programs write it.
        let group = rest.get(len..).and_then(|rest| rest.strip_prefix(b"_"));
        let is_grouped = len <= 3 && group.is_some_and(|group| digits(group) == 3);
        let len = if is_grouped { len + 4 } else { len };
        let digits = rest.get(..len)?;
        at = start + len;
        let value = integer(digits).or_else(|| grouped(digits));
        Some(Number {
            value,
            start,
            end: at,
            previous,
            before: text.get(..start)?,
            after: text.get(at..)?,
        })
    })
}

/// The length of a run of digits.
fn run(text: &[u8]) -> usize {
    let ascii = digits(text);
    if ascii > 0 {
        return ascii;
    }
    let mut len = 0;
    while let Some(rest) = text.get(len..) {
        len += match rest {
            [0xd9, 0xa0..=0xa9, ..] | [0xdb, 0xb0..=0xb9, ..] => 2,
            [0xe0, 0xa5 | 0xa7, 0xa6..=0xaf, ..] | [0xef, 0xbc, 0x90..=0x99, ..] => 3,
            _ => return len,
        };
    }
    len
}

impl<'t> Number<'t> {
    /// Whether the number belongs to something longer: a time, a path, a decimal, a phone number.
    pub(crate) fn is_part_of_a_word(&self) -> bool {
        let is_glued = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'%');
        let before = match self.before {
            [.., b'*', b'*'] | [] => false,
            [.., b'0'..=b'9', b'.' | b',' | b':' | b'-' | b'/' | b'#'] => true,
            [.., last] => {
                is_glued(last)
                    || matches!(last, b'.' | b'/' | b'+' | b'-' | b'$' | b'*' | b'@' | b'&')
            }
        };
        let after = match self.after {
            [b'*', b'*', ..] | [] => false,
            [b'.' | b',' | b':' | b'-', b'0'..=b'9', ..] => true,
            [first, ..] => is_glued(first) || *first == b'*',
        };
        before || after
    }

    /// What stands close before it, from the last digit of the number before: no word beyond that announces this one. A
    /// tag may have numbers in it.
    pub(crate) fn words_before(&self) -> &'t [u8] {
        let near = self.start.saturating_sub(BEHIND);
        let near_or = |from: usize| self.before.get(from.max(near)..).unwrap_or_default();
        let between = near_or(self.previous.saturating_sub(1));
        if between.contains(&b'>') {
            near_or(0)
        } else {
            between
        }
    }

    /// What stands close behind it, up to the next number, which the words beyond it speak of.
    pub(crate) fn words_after(&self) -> &'t [u8] {
        let near = self.after.get(..AHEAD).unwrap_or(self.after);
        let next = near.iter().position(u8::is_ascii_digit).unwrap_or(AHEAD);
        let between = near.get(..next).unwrap_or(near);
        if between.last().is_some_and(u8::is_ascii_alphabetic) {
            near
        } else {
            between
        }
    }

    /// Whether words or marks that may tell something stand close to it.
    pub(crate) fn has_words(&self) -> bool {
        let tells = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'#' || !byte.is_ascii();
        self.words_before().iter().any(tells) || self.words_after().iter().any(tells)
    }

    /// Whether it stands as in `(#131026) Message undeliverable`.
    pub(crate) fn is_numbered(&self) -> bool {
        (self.before.ends_with(b"(#") || self.before.ends_with(b"(# "))
            && self.after.starts_with(b")")
    }

    /// Whether brackets are around it, and are not those of a call.
    pub(crate) fn in_brackets(&self) -> bool {
        match (self.before, self.after) {
            ([before @ .., b'('], [b')', ..]) | ([before @ .., b'['], [b']', ..]) => {
                !before.last().is_some_and(u8::is_ascii_alphanumeric)
            }
            _ => false,
        }
    }

    /// The message of `131026: Message undeliverable` and `[131047] Re-engagement message`.
    pub(crate) fn message(&self) -> Option<&'t [u8]> {
        let text = match self.after {
            [b':', b' ', text @ ..] | [b'`' | b'"', b':', b' ', text @ ..] => text,
            [b']', b':', b' ', text @ ..] | [b']', b' ', text @ ..] if self.in_brackets() => text,
            _ => return None,
        };
        let is_sentence =
            |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'(' || !byte.is_ascii();
        text.first().is_some_and(is_sentence).then_some(text)
    }
}

/// A message, cut, and ended by the quote that closes it.
pub(crate) fn cut(message: Span, text: &[u8]) -> Span {
    let bytes = message.of(text);
    let bytes = bytes.get(..LONGEST_MESSAGE).unwrap_or(bytes);
    let before = text.get(..message.start as usize).unwrap_or_default();
    let line = memchr(b'\n', bytes).unwrap_or(bytes.len());
    let bytes = bytes.get(..line).unwrap_or_default();
    let quote = before
        .iter()
        .rev()
        .take(16)
        .find(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    let end = quote
        .and_then(|quote| memchr(*quote, bytes))
        .unwrap_or(bytes.len());
    let bytes = bytes.get(..end).unwrap_or_default();
    let start = message.start as usize;
    Span::new(start, start + bytes.trim_ascii_end().len())
}
