//! Tokens of JSON, and of what people and other languages make of it. Nothing here knows what an error is.
//!
//! [`Tokens`] goes through a text once and tells a [`Visit`] what opens, what stands in it and what closes. `strict` is
//! the straight way through JSON; what can mean two things is left to `tolerant`, one token at a time.

mod serialized;
mod strict;
mod tolerant;

use self::serialized::Dump;
use crate::encoding::{self, Encoding};
use crate::number::digits;
use crate::span::Span;
use crate::work::{self, memchr, memchr2, memchr3};

/// Objects within objects; deeper ones are passed over.
const DEPTH: usize = 128;
/// Names stand this close to what they name.
const NEAR: usize = 48;
/// The indentation of a line.
const INDENTATION: usize = 256;

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A number, a constant, or text without quotes.
    Bare,
    /// A text in quotes, with escapes.
    Quoted,
    /// A text as it is, without escapes.
    Raw,
}

/// A text or a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scalar {
    pub(crate) span: Span,
    pub(crate) form: Form,
}

impl Scalar {
    pub(crate) fn is_text(self) -> bool {
        self.form != Form::Bare
    }
}

/// How something is called where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Label {
    Root,
    Name(Span),
    Index(u32),
}

/// Gets what stands in a text.
pub(crate) trait Visit {
    /// An object (`{` or `(`) or a list opens at a byte.
    fn open(&mut self, at: u32, bracket: u8, label: Label);
    /// The word before the bracket of the innermost object or list, as in `ApiError { … }`.
    fn kind(&mut self, kind: Span);
    /// A text or word with a name in the innermost object or list.
    fn member(&mut self, name: Span, value: Scalar);
    /// A text or word without a name in the innermost object or list.
    fn item(&mut self, index: u32, value: Scalar);
    /// One name with two values, of which this is the second: which is meant, nobody knows.
    fn ambiguous(&mut self, second: Span);
    /// The innermost object or list ends.
    fn close(&mut self);
    /// Text between bodies.
    fn text(&mut self, span: Span);
    /// A body that stands encoded in the text.
    fn encoded(&mut self, span: Span, encoding: Encoding);
    /// Whether something was found since the outermost object opened.
    fn has_found(&self) -> bool;
    /// Passes over text in which nothing can be: where to go on, or `None` to end.
    fn next(&mut self, from: usize) -> Option<usize>;
    /// How many objects and lists are open.
    fn depth(&self) -> usize;
    /// One of them, from the outermost one.
    fn level(&self, depth: usize) -> Option<&Level>;
    /// The last one, to count its items.
    fn innermost(&mut self) -> Option<&mut Level>;
}

/// What stands before the next value.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// A name if a separator follows, and an item if not.
    Pending(Scalar),
    Name(Span),
}

/// An open object or list.
#[derive(Clone, Copy)]
pub(crate) struct Level {
    pub(crate) bracket: u8,
    pub(crate) start: u32,
    /// How many items came before this one.
    pub(crate) index: u32,
}

/// One pass over a text.
pub(crate) struct Tokens<'t, 'v, V> {
    text: &'t [u8],
    at: usize,
    before: Before,
    /// Open brackets below the deepest level.
    skipped: usize,
    /// How far the ends of strings were searched without finding one, for each quote: no line is searched twice.
    unclosed: [usize; 3],
    /// The places of the next plain bracket and of the next mark that may begin an encoded one.
    brackets: [Option<usize>; 2],
    visit: &'v mut V,
}

impl<'t, 'v, V: Visit> Tokens<'t, 'v, V> {
    /// Reads a text from a place to its end.
    pub(crate) fn read(text: &'t [u8], at: usize, visit: &'v mut V) {
        let mut tokens = Self {
            text,
            at,
            before: Before::Nothing,
            skipped: 0,
            unclosed: [0; 3],
            brackets: [None; 2],
            visit,
        };
        tokens.run();
    }

    fn is_outside(&self) -> bool {
        self.visit.depth() == 0
    }

    fn innermost(&self) -> Option<&Level> {
        self.visit.level(self.visit.depth().checked_sub(1)?)
    }

    fn run(&mut self) {
        while self.at < self.text.len() {
            work::count(1);
            if self.is_outside() {
                if !self.next_body() {
                    return;
                }
                continue;
            }
            self.strict();
            if !self.is_outside() {
                self.tolerant();
            }
        }
        let start = self.visit.level(0).map(|root| root.start as usize);
        while !self.is_outside() {
            self.close();
        }
        // What never ended and held nothing was perhaps no body.
        if let Some(start) = start
            && !self.visit.has_found()
            && self.byte(self.after_space(start + 1)) != b'"'
            && Dump::at(self.text, start).is_none()
        {
            self.visit.text(Span::new(start, self.text.len()));
        }
    }

    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.text.get(at).copied().unwrap_or_default()
    }

    fn from(&self, at: usize) -> &'t [u8] {
        self.text.get(at..).unwrap_or_default()
    }

    fn bytes(&self, span: Span) -> &'t [u8] {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    fn after_space(&self, at: usize) -> usize {
        let rest = self.from(at);
        at + work::position(rest, |byte| !byte.is_ascii_whitespace()).unwrap_or(rest.len())
    }

    /// Passes over text to where a body begins, and opens it.
    fn next_body(&mut self) -> bool {
        let Some(start) = self.visit.next(self.at) else {
            return false;
        };
        let mut from = start;
        loop {
            let Some(at) = self.next_bracket(from) else {
                self.visit.text(Span::new(start, self.text.len()));
                self.at = self.text.len();
                return true;
            };
            let dump = Dump::at(self.text, at);
            let encoded = match dump {
                Some(dump) => dump.encoded(self.text),
                None => self.encoded_body(at),
            };
            if let Some((encoding, body)) = encoded {
                self.visit.text(Span::new(start, body.start as usize));
                self.visit.encoded(body, encoding);
                self.at = body.end as usize;
                return true;
            }
            if let Some(dump) = dump {
                self.visit.text(Span::new(start, dump.start));
                self.dump(dump);
                return true;
            }
            let is_body = match self.byte(at) {
                b'(' => self.is_array_word(at),
                b'[' => !self.is_number(at) && !self.is_part_of_a_name(at),
                b'{' => true,
                _ => false,
            };
            if is_body {
                self.visit.text(Span::new(start, at));
                self.at = at;
                let (label, kind) = self.label_before(at);
                self.open(self.byte(at), label, kind);
                return true;
            }
            from = at + 1;
        }
    }

    fn encoded_body(&self, at: usize) -> Option<(Encoding, Span)> {
        // Nearly all bodies that begin a text begin so.
        let is_plain =
            at == 0 && matches!(self.text, [b'{', b'"', name, ..] if name.is_ascii_alphabetic());
        if is_plain {
            return None;
        }
        encoding::of_body(self.text, at)
    }

    /// The next bracket, plain or encoded.
    fn next_bracket(&mut self, from: usize) -> Option<usize> {
        if matches!(self.byte(from), b'{' | b'[' | b'(') {
            return Some(from);
        }
        let rest = self.from(from);
        let find = |known: Option<usize>, search: &dyn Fn() -> Option<usize>| match known {
            Some(at) if at >= from => at,
            _ => search().map_or(usize::MAX, |at| from + at),
        };
        let [plain, encoded] = self.brackets;
        let plain = find(plain, &|| memchr3(b'{', b'[', b'(', rest));
        let encoded = find(encoded, &|| memchr2(b'%', b'&', rest));
        self.brackets = [Some(plain), Some(encoded)];
        Some(plain.min(encoded)).filter(|at| *at != usize::MAX)
    }

    /// Whether a bracket is that of `[131047]`, which is text if it has no name.
    fn is_number(&self, at: usize) -> bool {
        let rest = self.from(at + 1);
        let digits = digits(rest);
        digits > 0
            && rest.get(digits) == Some(&b']')
            && matches!(self.label_before(at).0, Label::Root)
    }

    /// Whether a bracket belongs to a name of a form, as in `errors[0][code]=131047`.
    fn is_part_of_a_name(&self, at: usize) -> bool {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let rest = self.from(at + 1);
        let len = rest
            .iter()
            .take(NEAR)
            .take_while(|byte| is_letter(**byte))
            .count();
        let is_behind = at > 0 && (is_letter(self.byte(at - 1)) || self.byte(at - 1) == b']');
        is_behind
            && len > 0
            && match rest.get(len..) {
                Some([b']', b'[', ..]) => true,
                Some([b']', b'=', value, ..]) => !matches!(value, b'=' | b'>' | b' '),
                _ => false,
            }
    }

    /// The name in front of a body that has no braces around it, or the word that says what it is.
    fn label_before(&self, start: usize) -> (Label, Option<Span>) {
        if start == 0 {
            return (Label::Root, None);
        }
        let skip = |mut end: usize, marks: &[u8]| {
            let least = end.saturating_sub(16);
            while end > least && marks.contains(&self.byte(end - 1)) {
                end -= 1;
            }
            end
        };
        let before_marks = skip(start, b" \t\r\n");
        let mut end = skip(before_marks, b":=>");
        let separated = end < before_marks;
        end = skip(end, b" \t\"'\\]");
        let mut begin = end;
        while begin > end.saturating_sub(NEAR)
            && (self.byte(begin - 1).is_ascii_alphanumeric() || self.byte(begin - 1) == b'_')
        {
            begin -= 1;
        }
        let name = Span::new(begin, end);
        let bytes = self.bytes(name);
        if bytes.is_empty() || digits(bytes) == bytes.len() {
            return (Label::Root, None);
        }
        if !separated {
            // `ApiError {`, and not `errors_total{code="200"}` of metrics.
            let is_type = before_marks < start || bytes.iter().any(u8::is_ascii_uppercase);
            return (
                Label::Root,
                (end == before_marks && is_type).then_some(name),
            );
        }
        if matches!(self.byte(end), b'"' | b'\'' | b'\\') {
            return (Label::Name(name), None);
        }
        // In a log line `Error: {…}` only says that something went wrong.
        let is_field = bytes.first().is_some_and(u8::is_ascii_lowercase);
        (Label::Root, is_field.then_some(name))
    }

    /// Opens an object in the innermost one, which may name it.
    fn open_child(&mut self, bracket: u8) {
        let Some(level) = self.innermost().copied() else {
            return self.open(bracket, Label::Root, None);
        };
        let index = Label::Index(level.index);
        let is_object = level.bracket == b'{';
        match std::mem::replace(&mut self.before, Before::Nothing) {
            Before::Name(name) => self.open_named(bracket, name),
            Before::Pending(word) if is_object => {
                self.open(bracket, Label::Name(word.span), Some(word.span));
            }
            Before::Pending(word) => self.open(bracket, index, Some(word.span)),
            Before::Nothing => self.open(bracket, index, None),
        }
    }

    #[inline]
    fn open_named(&mut self, bracket: u8, name: Span) {
        let bytes = self.bytes(name);
        // PHP numbers its lists.
        let index = || str::from_utf8(bytes).ok()?.parse().ok();
        let label = match bytes.first() {
            Some(b'0'..=b'9') => index().map_or(Label::Name(name), Label::Index),
            _ => Label::Name(name),
        };
        self.open(bracket, label, None);
    }

    #[inline]
    fn open(&mut self, bracket: u8, label: Label, kind: Option<Span>) {
        let start = Span::new(self.at, self.at).start;
        self.at += 1;
        if self.visit.depth() >= DEPTH {
            self.skipped += 1;
            return;
        }
        self.visit.open(start, bracket, label);
        if let Some(kind) = kind {
            self.visit.kind(kind);
        }
    }

    fn close(&mut self) {
        self.flush();
        self.before = Before::Nothing;
        if let Some(Level { start, .. }) = self.innermost().copied() {
            self.visit.close();
            let start = start as usize;
            if self.is_outside() && !self.visit.has_found() && self.is_remark(start) {
                self.visit.text(Span::new(start, self.at));
            }
        }
    }

    /// Whether a bracket is that of `[Request failed: …]`, and not of `[null, …]`.
    fn is_remark(&self, start: usize) -> bool {
        self.byte(start) == b'['
            && self.byte(start + 1).is_ascii_alphabetic()
            && !matches!(
                self.bytes(Span::new(start + 1, self.word_end(start + 1))),
                b"null" | b"true" | b"false"
            )
    }

    /// A scalar that turned out to be an item.
    #[inline]
    fn flush(&mut self) {
        if let Before::Pending(item) = self.before {
            self.before = Before::Nothing;
            self.item(item);
        }
    }

    fn item(&mut self, item: Scalar) {
        let Some(level) = self.innermost().copied() else {
            return;
        };
        if level.bracket == b'[' || item.is_text() {
            self.visit.item(level.index, item);
        } else if digits(self.bytes(item.span)) > 0 {
            // `"code": 470, 131008`
            self.visit.ambiguous(item.span);
        }
    }

    fn scalar(&mut self, scalar: Scalar) {
        if self.skipped > 0 || self.is_outside() {
            return;
        }
        if let Before::Name(name) = self.before {
            self.before = Before::Nothing;
            self.visit.member(name, scalar);
        } else {
            self.flush();
            self.before = Before::Pending(scalar);
        }
    }

    fn comma(&mut self) {
        self.flush();
        if self.skipped == 0
            && let Some(level) = self.visit.innermost()
        {
            level.index += 1;
            self.before = Before::Nothing;
        }
    }

    /// Whether a bracket belongs to `array(`, `Array (` or `Object (` of PHP.
    fn is_array_word(&self, at: usize) -> bool {
        let before = self
            .text
            .get(at.saturating_sub(INDENTATION)..at)
            .unwrap_or_default();
        let before = before.trim_ascii_end();
        [&b"array"[..], b"object"].iter().any(|word| {
            let end = before
                .len()
                .checked_sub(word.len())
                .and_then(|at| before.get(at..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(word))
        })
    }

    /// Whether only blanks stand before a byte on its line.
    fn begins_line(&self, at: usize) -> bool {
        let before = self
            .text
            .get(at.saturating_sub(INDENTATION)..at)
            .unwrap_or_default();
        let line = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        before
            .get(line..)
            .unwrap_or_default()
            .iter()
            .all(u8::is_ascii_whitespace)
    }
}

/// The line at the beginning of a text, without its end.
pub(crate) fn line(text: &[u8]) -> &[u8] {
    text.get(..memchr(b'\n', text).unwrap_or(text.len()))
        .unwrap_or_default()
}
