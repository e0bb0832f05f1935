//! What `serialize` of PHP writes: `a:1:{s:4:"code";i:190;}`. Nothing in a text is escaped; only the length before it tells
//! where it ends.

use super::{Before, Form, Scalar, Tokens, Visit};
use crate::encoding::{self, Encoding};
use crate::number::digits;
use crate::span::Span;
use crate::work::{self, memchr};

/// The name of a class and the numbers around it are no longer.
const LONGEST_HEAD: usize = 96;

/// A dump of which the first bracket was found.
#[derive(Clone, Copy)]
pub(super) struct Dump {
    /// Where it begins.
    pub(super) start: usize,
    bracket: usize,
}

impl Dump {
    /// The dump whose first bracket is at a byte, as in `a:1:{i:0;` and `O:8:"stdClass":1:{s:4:`.
    pub(super) fn at(text: &[u8], bracket: usize) -> Option<Self> {
        let inside = text.get(bracket..)?.strip_prefix(b"{")?;
        if !matches!(inside, [b's' | b'i', b':', b'0'..=b'9', ..]) {
            return None;
        }
        let first = bracket.saturating_sub(LONGEST_HEAD);
        let head = text.get(first..bracket)?.strip_suffix(b":")?;
        let size = head.iter().rev().take_while(|byte| byte.is_ascii_digit());
        let kind = head.get(..head.len() - size.count())?.strip_suffix(b":")?;
        let start = kind.len().checked_sub(1)?;
        let start = match kind.last() {
            Some(b'a') => start,
            _ => memchr::memmem::rfind(kind, b"O:")?,
        };
        let is_class = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'{' | b'}' | b',');
        let begins = start == 0 || !kind.get(start - 1)?.is_ascii_alphanumeric();
        let is_head = begins && kind.get(start..)?.iter().all(is_class);
        is_head.then_some(Self {
            start: first + start,
            bracket,
        })
    }

    /// How it is encoded, as its first quote shows or the one in which it stands, and how far.
    pub(super) fn encoded(self, text: &[u8]) -> Option<(Encoding, Span)> {
        let rest = text.get(self.bracket..)?;
        let is_mark =
            |byte: &u8| !byte.is_ascii_alphanumeric() && !matches!(byte, b':' | b';' | b'{');
        let mark = work::position(rest, is_mark)?;
        let (encoding, end) = match rest.get(mark..)? {
            [b'\\', ..] => (Encoding::Escapes, encoding::escaped_end(rest, b'"')),
            [b'"', b'"', name, ..] if name.is_ascii_alphabetic() => {
                (Encoding::Doubled, Encoding::Doubled.end(rest))
            }
            [b'&', ..] => (Encoding::Entities, Encoding::Entities.end(rest)),
            _ => return None,
        };
        Some((encoding, Span::new(self.start, self.bracket + end)))
    }
}

impl<V: Visit> Tokens<'_, '_, V> {
    /// Reads a dump from its first bracket to its end, or to what no dump has.
    pub(super) fn dump(&mut self, dump: Dump) {
        self.at = dump.bracket;
        self.open_child(b'(');
        while !self.is_outside() && self.at < self.text.len() {
            work::count(1);
            if !self.dumped() {
                return;
            }
        }
    }

    /// Reads a name, a value or the end of an object; `false` if it is neither.
    fn dumped(&mut self) -> bool {
        match self.from(self.at) {
            [b'}', ..] => self.closing_of_dump(),
            [b'N', b';', ..] => {
                self.at += 2;
                self.before = Before::Nothing;
            }
            [b'i' | b'd' | b'b' | b'r' | b'R', b':', rest @ ..] => {
                let near = rest.get(..LONGEST_HEAD).unwrap_or(rest);
                let Some(len) = memchr(b';', near) else {
                    return false;
                };
                let start = self.at + 2;
                self.at = start + len + 1;
                self.name_or_value(start, start + len, Form::Bare);
            }
            [b's' | b'S' | b'E', b':', ..] => return self.sized(),
            [b'a' | b'O' | b'C', b':', ..] => return self.opening_of_dump(),
            _ => return false,
        }
        true
    }

    /// In front of each value stands its name.
    fn name_or_value(&mut self, start: usize, end: usize, form: Form) {
        let span = Span::new(start, end);
        match self.before {
            Before::Nothing if self.skipped == 0 => self.before = Before::Name(span),
            _ => self.scalar(Scalar { span, form }),
        }
    }

    fn closing_of_dump(&mut self) {
        self.at += 1;
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.close();
        }
    }

    /// A text: `s:4:"code";`.
    fn sized(&mut self) -> bool {
        let Some((size, quote)) = self.size(self.at + 2) else {
            return false;
        };
        let start = quote + 1;
        if self.byte(quote) != b'"' {
            return false;
        }
        let end = self.sized_end(start, size);
        self.at = (end + 2).min(self.text.len());
        self.name_or_value(start, end, Form::Raw);
        true
    }

    /// The number at a byte and where what follows its colon begins.
    fn size(&self, at: usize) -> Option<(usize, usize)> {
        let rest = self.from(at);
        let len = digits(rest);
        let size = str::from_utf8(rest.get(..len)?).ok()?.parse().ok()?;
        (rest.get(len) == Some(&b':')).then_some((size, at + len + 1))
    }

    /// Where a text ends: where its length says. If no quote is there, somebody changed it, and it ends as texts do.
    fn sized_end(&self, start: usize, size: usize) -> usize {
        let end = start.saturating_add(size);
        if self.from(end).starts_with(b"\";") {
            return end;
        }
        let tail = self.from(self.text.len().saturating_sub(LONGEST_HEAD));
        if end >= self.text.len() && !tail.trim_ascii_end().ends_with(b"}") {
            // The dump was cut in this text.
            return self.text.len();
        }
        let rest = self.from(start);
        let goes_on = |at: &usize| {
            let next = rest.get(at + 2..).unwrap_or_default();
            matches!(next, [b'}', ..] | [b'N', b';', ..] | [b'a'..=b'z' | b'A'..=b'Z', b':', ..])
        };
        let end = memchr::memmem::find_iter(rest, b"\";").find(goes_on);
        end.map_or(self.text.len(), |end| start + end)
    }

    /// An object or a list: `a:1:{`, `O:8:"stdClass":1:{`. What a class writes by itself is passed over.
    fn opening_of_dump(&mut self) -> bool {
        let kind = self.byte(self.at);
        let Some((size, mut at)) = self.size(self.at + 2) else {
            return false;
        };
        let (mut size, mut class) = (size, None);
        if kind != b'a' {
            let name = Span::new(at + 1, at.saturating_add(size).saturating_add(1));
            class = Some(name);
            if !self.from(name.end as usize).starts_with(b"\":") {
                return false;
            }
            let Some((content, bracket)) = self.size(name.end as usize + 2) else {
                return false;
            };
            (size, at) = (content, bracket);
        }
        if self.byte(at) != b'{' {
            return false;
        }
        if kind == b'C' {
            self.before = Before::Nothing;
            self.at = at
                .saturating_add(size)
                .saturating_add(2)
                .min(self.text.len());
            return true;
        }
        self.at = at;
        self.open_child(b'(');
        if let Some(class) = class
            && self.skipped == 0
        {
            self.visit.kind(class);
        }
        true
    }
}
