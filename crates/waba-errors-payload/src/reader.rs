//! One pass over the input: a lexer for JSON and its relatives, and a stack of the objects that are open.
//!
//! Nothing is kept of an object but the fields that matter, so that memory does not grow with the input.

use memchr::{memchr, memchr2, memchr3, memrchr};
use waba_errors::{get, on_premises};

use crate::decode;
use crate::skip::Markers;
use crate::slot::{Role, Slot, is_error};
use crate::{Found, text};

/// Objects within objects; deeper ones are passed over.
const DEPTH: usize = 128;
/// Bodies in strings in bodies.
const NESTING: usize = 4;
/// Fields that are kept of an object.
const FIELDS: usize = 48;
/// A longer string is no body.
const LONGEST_BODY: usize = 16 << 20;
/// More errors than anybody reads; they would cost memory.
const MOST: usize = 1_000_000;

/// Bytes that end a word without quotes. The last two may begin a space or a typographic quote.
const ENDS_WORD: [bool; 256] = {
    let ends = b" \t\r\n,;:={}[]()\"'`\\\xc2\xe2";
    let mut table = [false; 256];
    let mut index = 0;
    while index < ends.len() {
        table[ends[index] as usize] = true;
        index += 1;
    }
    table
};

/// A piece of the input.
type Span = (usize, usize);

#[derive(Clone, Copy)]
struct Scalar {
    span: Span,
    quoted: bool,
}

#[derive(Clone, Copy)]
enum Label {
    Root,
    Name(Span),
    Index(usize),
}

#[derive(Clone, Copy)]
struct Field {
    slot: Slot,
    name: Span,
    value: Scalar,
}

/// An open object or list.
struct Frame {
    bracket: u8,
    label: Label,
    role: Role,
    start: usize,
    /// How many items came before this one.
    index: usize,
    /// Values in it, however named.
    values: usize,
    fields: usize,
    found: usize,
    name: Option<Span>,
    /// A scalar that is a name if a separator follows, and an item if not.
    pending: Option<Scalar>,
}

pub(crate) struct Reader<'a> {
    input: &'a [u8],
    at: usize,
    frames: Vec<Frame>,
    fields: Vec<Field>,
    found: Vec<Found>,
    /// Open brackets below the deepest frame.
    skipped: usize,
    nesting: usize,
    /// The status of an HTTP answer whose head came before the body.
    http_status: Option<u16>,
    /// `details` of the last object that closed at the root, for `error_data` in a string.
    details: Option<String>,
}

/// Reads everything.
pub(crate) fn read(input: &[u8]) -> Vec<Found> {
    let mut found = whole(input, 0);
    found.sort_by_key(|found| found.offset);
    drop_repeated(&mut found, input);
    found.iter_mut().for_each(Found::compare);
    found
}

fn whole(input: &[u8], nesting: usize) -> Vec<Found> {
    if let Some(found) = number_alone(input) {
        return vec![found];
    }
    let mut markers = Markers::new(input);
    if markers.after(0).is_none() {
        return Vec::new();
    }
    if let Some(found) = string_alone(input, nesting) {
        return found;
    }
    let mut reader = Reader::new(input, nesting);
    reader.run(&mut markers);
    reader.found
}

/// A code, or a pair, and nothing else.
fn number_alone(input: &[u8]) -> Option<Found> {
    let trimmed = input.get(..64).unwrap_or(input).trim_ascii();
    if input.len() > 64 {
        return None;
    }
    let offset = input.len() - input.trim_ascii_start().len();
    let bare = trimmed
        .strip_prefix(b"(")
        .and_then(|text| text.strip_suffix(b")"))
        .unwrap_or(trimmed);
    let bare = bare
        .strip_prefix(b"\"")
        .and_then(|text| text.strip_suffix(b"\""))
        .unwrap_or(bare);
    let bare = bare.strip_prefix(b"#").unwrap_or(bare);
    let (code, subcode) = match memchr(b'/', bare) {
        Some(slash) => (
            bare.get(..slash)?,
            Some(text::number(bare.get(slash + 1..)?)?),
        ),
        None => (bare, None),
    };
    let code = text::number(code)?;
    is_known(code).then(|| {
        let mut found = Found::new(code, offset);
        found.subcode = subcode;
        found
    })
}

/// A string that holds a body, and nothing else.
fn string_alone(input: &[u8], nesting: usize) -> Option<Vec<Found>> {
    let trimmed = input.trim_ascii();
    let [quote @ (b'"' | b'\''), inner @ .., end] = trimmed else {
        return None;
    };
    let is_body = quote == end && matches!(inner.trim_ascii_start(), [b'{' | b'[' | b'\\', ..]);
    if !is_body || nesting >= NESTING || inner.len() > LONGEST_BODY {
        return None;
    }
    let found = whole(&decode::unescape(inner), nesting + 1);
    (!found.is_empty()).then_some(found)
}

fn is_known(code: i64) -> bool {
    u32::try_from(code).is_ok_and(|code| get(code).is_some() || on_premises(code).is_some())
}

fn is_http(code: i64) -> bool {
    (100..=599).contains(&code)
}

/// A sentence and a field of the same line often say the same.
fn drop_repeated(found: &mut Vec<Found>, input: &[u8]) {
    if !found.iter().any(|found| found.loose) {
        return;
    }
    let same_line = |one: usize, other: usize| {
        let between = input
            .get(one.min(other)..one.max(other))
            .unwrap_or_default();
        memchr(b'\n', between).is_none()
    };
    let repeats: Vec<bool> = (0..found.len())
        .map(|index| {
            let Some(this) = found.get(index) else {
                return false;
            };
            let neighbours = [index.checked_sub(1), Some(index + 1)];
            let mut neighbours = neighbours
                .into_iter()
                .flatten()
                .filter_map(|index| found.get(index));
            this.loose
                && neighbours.any(|other| {
                    !other.loose
                        && other.code == this.code
                        && (same_line(this.offset, other.root)
                            || same_line(this.offset, other.offset))
                })
        })
        .collect();
    let mut repeats = repeats.into_iter();
    found.retain(|_| !repeats.next().unwrap_or_default());
}

impl<'a> Reader<'a> {
    fn new(input: &'a [u8], nesting: usize) -> Self {
        Self {
            input,
            at: 0,
            frames: Vec::new(),
            fields: Vec::new(),
            found: Vec::new(),
            skipped: 0,
            nesting,
            http_status: None,
            details: None,
        }
    }

    fn run(&mut self, markers: &mut Markers<'_>) {
        while self.at < self.input.len() && self.found.len() < MOST {
            if self.frames.is_empty() {
                if !self.next_body(markers) {
                    break;
                }
            } else {
                self.token();
            }
        }
        while !self.frames.is_empty() {
            self.close();
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.input.get(at).copied().unwrap_or_default()
    }

    fn bytes(&self, span: Span) -> &'a [u8] {
        self.input.get(span.0..span.1).unwrap_or_default()
    }

    fn rest(&self) -> &'a [u8] {
        self.input.get(self.at..).unwrap_or_default()
    }

    /// Passes over text to where a body begins, and opens it.
    fn next_body(&mut self, markers: &mut Markers<'_>) -> bool {
        let Some(marker) = markers.after(self.at) else {
            return false;
        };
        let text_start = markers.record(self.at, marker);
        let mut from = text_start;
        let start = loop {
            let rest = self.input.get(from..).unwrap_or_default();
            let Some(at) = memchr3(b'{', b'[', b'(', rest).map(|at| from + at) else {
                break self.input.len();
            };
            if self.byte(at) != b'(' || self.is_array_word(at) {
                break at;
            }
            from = at + 1;
        };
        self.text((text_start, start));
        self.at = start;
        if start < self.input.len() {
            let (label, role) = self.label_before(start);
            self.open(self.byte(start), label, role);
        }
        true
    }

    /// Searches text between bodies for codes in sentences and for the head of an HTTP answer.
    fn text(&mut self, span: Span) {
        let text = self.bytes(span);
        if text.len() < 4 {
            return;
        }
        let mut from = 0;
        while let Some(at) = memchr::memmem::find(text.get(from..).unwrap_or_default(), b"HTTP/") {
            from += at + 5;
            let version = text.get(from..).unwrap_or_default();
            let version_len = version
                .iter()
                .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
                .count();
            let status = version.get(version_len..).unwrap_or_default();
            let status = status
                .strip_prefix(b"\"")
                .unwrap_or(status)
                .trim_ascii_start();
            self.http_status = self
                .http_status_of(status.get(..text::digits(status)).unwrap_or_default())
                .or(self.http_status);
        }
        text::scan(text, span.0, &mut self.found);
    }

    #[allow(clippy::unused_self)]
    fn http_status_of(&self, digits: &[u8]) -> Option<u16> {
        let status = text::number(digits).filter(|status| is_http(*status))?;
        u16::try_from(status).ok()
    }

    /// The name in front of a body that has no braces around it.
    fn label_before(&self, start: usize) -> (Label, Role) {
        let mut end = start;
        let skip = |mut end: usize, marks: &[u8]| {
            // Names stand close to their values.
            let least = end.saturating_sub(16);
            while end > least && marks.contains(&self.byte(end - 1)) {
                end -= 1;
            }
            end
        };
        end = skip(end, b" \t\r\n");
        let before_marks = end;
        end = skip(end, b":=>");
        let separated = end < before_marks;
        end = skip(end, b" \t\"'\\]");
        let mut begin = end;
        while begin > end.saturating_sub(48)
            && (self.byte(begin - 1).is_ascii_alphanumeric() || self.byte(begin - 1) == b'_')
        {
            begin -= 1;
        }
        let name = self.bytes((begin, end));
        let role = Role::Other.under(name);
        if !separated || name.is_empty() || text::digits(name) == name.len() {
            return (
                Label::Root,
                if role == Role::Error && self.byte(start) == b'{' && end == before_marks {
                    role
                } else {
                    Role::Other
                },
            );
        }
        let quoted = matches!(self.byte(end), b'"' | b'\'' | b'\\');
        let label = if quoted || role != Role::Other {
            Label::Name((begin, end))
        } else {
            Label::Root
        };
        // In a log line `Error: {…}` only says that something went wrong.
        let is_field = quoted || name.first().is_some_and(u8::is_ascii_lowercase);
        match (is_field, role) {
            (true, role) => (label, role),
            (false, _) => (Label::Root, Role::Other),
        }
    }

    /// Whether a bracket belongs to `array(`, `Array (` or `Object (` of PHP.
    fn is_array_word(&self, at: usize) -> bool {
        // Dumps are indented.
        let before = self
            .input
            .get(at.saturating_sub(256)..at)
            .unwrap_or_default()
            .trim_ascii_end();
        ["array", "object"].iter().any(|word| {
            let end = before
                .len()
                .checked_sub(word.len())
                .and_then(|at| before.get(at..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
        })
    }

    fn token(&mut self) {
        match self.byte(self.at) {
            b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
            b'"' => self.string(b'"'),
            b'\'' => self.string(b'\''),
            b'`' => self.string(b'`'),
            b'{' | b'[' | b'(' => self.bracket(),
            b'}' | b']' | b')' => self.closing(),
            b',' | b';' => {
                self.at += 1;
                self.comma();
            }
            b':' | b'=' => self.separator(),
            b'\\' => self.escape(),
            b'/' if matches!(self.byte(self.at + 1), b'/' | b'*') => self.comment(),
            b'#' if self.is_comment_mark() => self.comment(),
            0xc2 if self.byte(self.at + 1) == 0xa0 => self.at += 2,
            0xe2 if self.byte(self.at + 1) == 0x80 => self.typographic(),
            _ => self.word(),
        }
    }

    fn typographic(&mut self) {
        match self.byte(self.at + 2) {
            // “ ” ‘ ’
            0x98 | 0x99 | 0x9c | 0x9d => {
                let start = self.at + 3;
                let mut end = start;
                loop {
                    let Some(at) = memchr(0xe2, self.input.get(end..).unwrap_or_default()) else {
                        self.at = start;
                        return;
                    };
                    end += at;
                    if self.byte(end + 1) == 0x80 && matches!(self.byte(end + 2), 0x98..=0x9d) {
                        break;
                    }
                    end += 1;
                    if end - start > 4096 {
                        self.at = start;
                        return;
                    }
                }
                self.at = end + 3;
                self.scalar(Scalar {
                    span: (start, end),
                    quoted: true,
                });
            }
            // Zero-width and narrow spaces.
            0x8b | 0x8c | 0x8d | 0xaf => self.at += 3,
            _ => self.word(),
        }
    }

    /// A quote or a line end that is itself escaped: a body inside a string of which the start is not there.
    fn escape(&mut self) {
        let quote = self.byte(self.at + 1);
        if !matches!(quote, b'"' | b'\'') {
            self.at += 2;
            return;
        }
        let start = self.at + 2;
        let mut end = start;
        while let Some(at) = memchr2(b'\\', b'\n', self.input.get(end..).unwrap_or_default()) {
            end += at;
            match (self.byte(end), self.byte(end + 1)) {
                (b'\n', _) => break,
                (_, next) if next == quote => break,
                (_, b'\\') => end += 3,
                _ => end += 2,
            }
        }
        let end = if self.byte(end) == 0 {
            self.input.len()
        } else {
            end.min(self.input.len())
        };
        self.at = (end + 2).min(self.input.len());
        self.scalar(Scalar {
            span: (start, end),
            quoted: true,
        });
    }

    fn string(&mut self, quote: u8) {
        let start = self.at + 1;
        let mut at = start;
        let mut line_end = None;
        let end = loop {
            // Most strings are short.
            let rest = self.input.get(at..).unwrap_or_default();
            let near = rest
                .get(..16)
                .unwrap_or(rest)
                .iter()
                .position(|byte| matches!(*byte, b'\\' | b'\n') || *byte == quote);
            let Some(found) = near.or_else(|| memchr3(quote, b'\\', b'\n', rest)) else {
                break None;
            };
            at += found;
            match self.byte(at) {
                b'\\' => at = (at + 2).min(self.input.len()),
                b'\n' => {
                    line_end.get_or_insert(at);
                    at += 1;
                }
                _ if quote == b'\'' && self.is_apostrophe(at) => at += 1,
                _ => break Some(at),
            }
        };
        let end = match (end, line_end) {
            (Some(end), Some(line)) if quote != b'`' && !self.ends_value(end + 1) => line,
            (Some(end), _) => {
                self.at = end + 1;
                self.finish_string((start, end));
                return;
            }
            (None, line) => line.unwrap_or(self.input.len()),
        };
        self.at = end;
        self.finish_string((start, end));
    }

    #[inline]
    fn finish_string(&mut self, span: Span) {
        self.scalar(Scalar { span, quoted: true });
        if self.byte(self.at) == b':' {
            self.at += 1;
            self.name_pending();
        }
    }

    fn is_apostrophe(&self, at: usize) -> bool {
        self.byte(at + 1).is_ascii_alphabetic() && at > 0 && self.byte(at - 1).is_ascii_alphabetic()
    }

    /// Whether what follows a quote shows that it closes a string.
    fn ends_value(&self, at: usize) -> bool {
        let rest = self.input.get(at..).unwrap_or_default();
        let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
        matches!(
            next,
            None | Some(b',' | b':' | b'}' | b']' | b')' | b'=' | b';')
        )
    }

    fn is_comment_mark(&self) -> bool {
        matches!(self.byte(self.at + 1), b' ' | b'\t') && self.begins_line()
    }

    fn begins_line(&self) -> bool {
        let start = self.at.saturating_sub(256);
        let before = self.input.get(start..self.at).unwrap_or_default();
        let line = memrchr(b'\n', before).map_or(0, |at| at + 1);
        before
            .get(line..)
            .unwrap_or_default()
            .iter()
            .all(u8::is_ascii_whitespace)
    }

    /// Passes over a comment; of a body that is commented out line by line, only over the mark.
    fn comment(&mut self) {
        if self.byte(self.at) == b'/' && self.byte(self.at + 1) == b'*' {
            let end = memchr::memmem::find(self.rest(), b"*/");
            self.at = end.map_or(self.at + 2, |at| self.at + at + 2);
            return;
        }
        let line = self.rest();
        let line = memchr(b'\n', line).map_or(line, |end| line.get(..end).unwrap_or_default());
        let mark = line
            .iter()
            .take_while(|byte| matches!(byte, b'/' | b'#'))
            .count();
        let content = line.get(mark..).unwrap_or_default().trim_ascii();
        let is_body = self.begins_line()
            && matches!(
                content.first(),
                Some(b'"' | b'\'' | b'{' | b'}' | b'[' | b']')
            );
        let is_address = self.at > 0 && self.byte(self.at - 1) == b':';
        self.at += if is_body || is_address {
            mark
        } else {
            line.len()
        };
    }

    /// A number, a constant, a name without quotes or text.
    fn word(&mut self) {
        let start = self.at;
        let end = self.word_end(start);
        if end == start {
            self.at += 1;
            return;
        }
        let Some(frame) = self.frames.last() else {
            return;
        };
        // `array(5)`, `string(38)`, `int(190)`, `Some(463)`, and the names of types.
        let next = self.byte(end);
        if next == b'(' {
            self.call((start, end));
        } else if frame.name.is_some() {
            self.at = end;
            if self.is_type_name(end) {
                return;
            }
            let end = self.words_end(end);
            self.at = end;
            self.scalar(Scalar {
                span: (start, end),
                quoted: false,
            });
        } else {
            self.at = end;
            self.scalar(Scalar {
                span: (start, end),
                quoted: false,
            });
        }
    }

    fn word_end(&self, start: usize) -> usize {
        let rest = self.input.get(start..).unwrap_or_default();
        let first = match rest {
            [0xc2, 0xa0, ..] | [0xe2, 0x80, ..] => return start,
            [0xc2 | 0xe2, ..] => 1,
            _ => 0,
        };
        let rest = rest.get(first..).unwrap_or_default();
        let len = rest.iter().position(|byte| ENDS_WORD[usize::from(*byte)]);
        start + first + len.unwrap_or(rest.len())
    }

    /// Whether a bracket follows a word: `inner: Inner {`.
    fn is_type_name(&self, end: usize) -> bool {
        let next = self.after_space(end);
        match self.byte(next) {
            b'{' => true,
            b'(' => self.is_array_word(next),
            b'[' => self.annotation_end(next).is_some(),
            _ => false,
        }
    }

    /// The end of `[AxiosHeaders]` or `[Object: null prototype]` in front of an object, as JavaScript prints it.
    fn annotation_end(&self, at: usize) -> Option<usize> {
        let rest = self.input.get(at + 1..)?;
        let end = memchr(b']', rest.get(..48).unwrap_or(rest))?;
        let is_words =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b':' | b'_');
        let end_at = at + 1 + end + 1;
        let is_annotation =
            rest.get(..end)?.iter().all(is_words) && self.byte(self.after_space(end_at)) == b'{';
        is_annotation.then_some(end_at)
    }

    fn after_space(&self, at: usize) -> usize {
        let rest = self.input.get(at..).unwrap_or_default();
        at + rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count()
    }

    /// A value of several words without quotes ends with its line, a comma, or before the name of the next field.
    fn words_end(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            let rest = self.input.get(end..).unwrap_or_default();
            let gap = rest
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
            let next = self.word_end(end + gap);
            if gap == 0 || next == end + gap || matches!(self.byte(next), b':' | b'=') {
                return end;
            }
            // A comment, not a word.
            if matches!(
                self.bytes((end + gap, next)),
                [b'/', b'/' | b'*', ..] | [b'#']
            ) {
                return end;
            }
            end = next;
        }
    }

    /// A word with a bracket: a type with its size is passed over, a wrapper gives its content, a record is opened.
    fn call(&mut self, word: Span) {
        let inner = word.1 + 1;
        let content_end = self.word_end(inner);
        let name = self.bytes(word);
        if self.byte(content_end) == b')' {
            let is_size = ["array", "string", "object"]
                .iter()
                .any(|kind| name.eq_ignore_ascii_case(kind.as_bytes()));
            self.at = content_end + 1;
            if is_size {
                // `object(stdClass)#3 (2) {`
                while matches!(self.byte(self.at), b'#' | b'0'..=b'9' | b' ' | b'(' | b')') {
                    self.at += 1;
                }
            } else {
                self.scalar(Scalar {
                    span: (inner, content_end),
                    quoted: false,
                });
            }
            return;
        }
        self.at = word.1;
        let role = if is_error(name) {
            Role::Error
        } else {
            Role::Other
        };
        let (label, inherited) = self.child();
        self.open(
            b'(',
            label,
            if role == Role::Error { role } else { inherited },
        );
    }

    /// A bare bracket is text in front of a word and otherwise opens an object or a list.
    fn bracket(&mut self) {
        let bracket = self.byte(self.at);
        if bracket == b'[' && self.php_name() {
            return;
        }
        let named = self.frames.last().is_some_and(|frame| frame.name.is_some());
        if bracket == b'['
            && named
            && let Some(end) = self.annotation_end(self.at)
        {
            self.at = end;
            return;
        }
        if bracket == b'(' && !self.is_array_word(self.at) {
            // `message=(#100) Invalid parameter`
            if named && self.byte(self.at + 1) == b'#' {
                let start = self.at;
                let line = self.rest();
                let stop = line
                    .iter()
                    .position(|byte| matches!(byte, b'\n' | b',' | b'}' | b']'));
                self.at += stop.unwrap_or(line.len());
                self.scalar(Scalar {
                    span: (start, self.at),
                    quoted: false,
                });
                return;
            }
        }
        if self.is_cut_before() {
            while !self.frames.is_empty() {
                self.close();
            }
            self.skipped = 0;
            return;
        }
        let (label, role) = self.child();
        self.open(bracket, label, role);
    }

    /// `["code"]=>` of PHP's `var_dump`, `[code] =>` of its `print_r`.
    fn php_name(&mut self) -> bool {
        let rest = self.input.get(self.at + 1..).unwrap_or_default();
        let rest = rest.get(..80).unwrap_or(rest);
        let Some(end) = memchr(b']', rest) else {
            return false;
        };
        let is_name =
            rest.get(..end).unwrap_or_default().iter().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'"' | b'_' | b':' | b'-')
            });
        let arrow = rest.get(end + 1..).unwrap_or_default().trim_ascii_start();
        if !is_name || !arrow.starts_with(b"=>") {
            return false;
        }
        let quote = usize::from(rest.first() == Some(&b'"'));
        let start = self.at + 1 + quote;
        let span = (start, self.at + 1 + end - quote);
        self.comma();
        self.at += 1 + end + 1;
        self.at += self
            .rest()
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count()
            + 2;
        if let Some(frame) = self.frames.last_mut() {
            frame.name = Some(span);
        }
        true
    }

    /// Whether an object begins where none can: the one before was cut off.
    fn is_cut_before(&self) -> bool {
        let Some(frame) = self.frames.last() else {
            return false;
        };
        if self.byte(self.at) != b'{'
            || frame.name.is_some()
            || frame.pending.is_some_and(|scalar| scalar.quoted)
        {
            return false;
        }
        let before = self.input.get(frame.start..self.at).unwrap_or_default();
        let gap = before.len() - before.trim_ascii_end().len();
        let after_line = before
            .get(before.len() - gap..)
            .is_some_and(|gap| gap.contains(&b'\n'));
        if self.skipped > 0 {
            return after_line;
        }
        match frame.bracket {
            b'{' => frame.pending.is_none() || after_line,
            _ => {
                after_line
                    && !matches!(
                        before.trim_ascii_end().last(),
                        Some(b'[' | b'(' | b',' | b':' | b'>' | b'=')
                    )
            }
        }
    }

    /// The label and role of an object that begins here, and the end of what names it.
    fn child(&mut self) -> (Label, Role) {
        let Some(frame) = self.frames.last_mut() else {
            return (Label::Root, Role::Other);
        };
        frame.values += 1;
        let word = frame.pending.take();
        if let Some(name) = frame.name.take() {
            let bytes = self.input.get(name.0..name.1).unwrap_or_default();
            let role = frame.role;
            if text::digits(bytes) == bytes.len()
                && let Some(index) =
                    text::number(bytes).and_then(|index| usize::try_from(index).ok())
            {
                return (Label::Index(index), role.item());
            }
            return (Label::Name(name), role.under(bytes));
        }
        let mut role = frame.role.item();
        let mut label = Label::Index(frame.index);
        if let Some(word) = word {
            let bytes = self.input.get(word.span.0..word.span.1).unwrap_or_default();
            if is_error(bytes) {
                role = Role::Error;
            }
            if frame.bracket == b'{' {
                label = Label::Name(word.span);
            }
        } else if frame.bracket == b'{' {
            role = Role::Other;
        }
        (label, role)
    }

    fn open(&mut self, bracket: u8, label: Label, role: Role) {
        let start = self.at;
        self.at += 1;
        if self.frames.len() >= DEPTH {
            self.skipped += 1;
            return;
        }
        self.frames.push(Frame {
            bracket,
            label,
            role,
            start,
            index: 0,
            values: 0,
            fields: self.fields.len(),
            found: self.found.len(),
            name: None,
            pending: None,
        });
    }

    /// Closes what a bracket closes, and whatever was left open inside.
    fn closing(&mut self) {
        let bracket = match self.byte(self.at) {
            b'}' => b'{',
            b']' => b'[',
            _ => b'(',
        };
        self.at += 1;
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if bracket == b'(' {
            if self
                .frames
                .last()
                .is_some_and(|frame| frame.bracket == b'(')
            {
                self.close();
            }
            return;
        }
        let Some(depth) = self
            .frames
            .iter()
            .rposition(|frame| frame.bracket == bracket)
        else {
            return;
        };
        while self.frames.len() > depth {
            self.close();
        }
    }

    fn comma(&mut self) {
        self.flush();
        if let Some(frame) = self.frames.last_mut()
            && self.skipped == 0
        {
            frame.index += 1;
            frame.name = None;
        }
    }

    /// `:`, `=`, `=>`, and the colon of a Ruby symbol.
    fn separator(&mut self) {
        self.at += 1;
        if self.byte(self.at) == b'>' {
            self.at += 1;
        }
        self.name_pending();
    }

    #[inline]
    fn name_pending(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && let Some(scalar) = frame.pending.take()
        {
            frame.name = Some(scalar.span);
        }
    }

    #[inline]
    fn scalar(&mut self, scalar: Scalar) {
        if self.skipped > 0 {
            return;
        }
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if let Some(name) = frame.name.take() {
            frame.values += 1;
            self.value(name, scalar);
        } else {
            if frame.pending.is_some() {
                self.flush();
            }
            if let Some(frame) = self.frames.last_mut() {
                frame.pending = Some(scalar);
            }
        }
    }

    /// A scalar that turned out to be an item.
    fn flush(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let Some(item) = frame.pending.take() else {
            return;
        };
        frame.values += 1;
        let bytes = self.input.get(item.span.0..item.span.1).unwrap_or_default();
        match (frame.bracket, frame.role) {
            // `"code": 470, 131008`: which one is meant?
            (b'{' | b'(', _) => {
                let ambiguous = !item.quoted && text::number(bytes).is_some();
                if ambiguous
                    && self.fields.len() > frame.fields
                    && matches!(self.fields.last(), Some(field) if matches!(field.slot, Slot::Code | Slot::ErrorCode))
                {
                    self.fields.pop();
                }
            }
            (_, Role::Error) if !item.quoted => {
                if let Some(code) =
                    text::number(bytes).filter(|code| *code >= 1000 && is_known(*code))
                {
                    let index = frame.index;
                    let mut found = Found::new(code, item.span.0);
                    found.path = self.path(Some(Label::Index(index)));
                    self.push(found);
                }
            }
            _ if item.quoted => {
                let label = Label::Index(frame.index);
                self.body_in(item, label);
            }
            _ => {}
        }
    }

    fn value(&mut self, name: Span, value: Scalar) {
        let bytes = self.bytes(name);
        let Some(frame) = self.frames.last() else {
            return;
        };
        let slot = Slot::of(bytes);
        if value.quoted
            && frame.role != Role::Content
            && slot != Some(Slot::Data)
            && bytes != b"response_json"
        {
            self.body_in(value, Label::Name(name));
        }
        let Some(frame) = self.frames.last() else {
            return;
        };
        if let Some(slot) = slot
            && self.fields.len() - frame.fields < FIELDS
        {
            self.fields.push(Field { slot, name, value });
        }
    }

    /// Reads a string that may hold a body.
    fn body_in(&mut self, value: Scalar, label: Label) {
        let bytes = self.bytes(value.span);
        if bytes.len() < 8 || self.nesting >= NESTING || bytes.len() > LONGEST_BODY {
            return;
        }
        let Some(brace) = memchr2(b'{', b'[', bytes) else {
            return;
        };
        if memchr::memmem::find(bytes.get(brace..).unwrap_or_default(), b"ode").is_none() {
            return;
        }
        let inner = decode::unescape(bytes);
        let mut reader = Reader::new(&inner, self.nesting + 1);
        reader.run(&mut Markers::new(&inner));
        if reader.found.is_empty() {
            return;
        }
        let outer = self.path(Some(label));
        for mut found in reader.found {
            // Sentences in strings are judged with the object around them.
            if !found.loose {
                found.path = join(&outer, &found.path);
                found.offset = value.span.0;
                self.push(found);
            }
        }
    }

    fn push(&mut self, mut found: Found) {
        found.root = self.frames.first().map_or(found.offset, |root| root.start);
        if self.found.len() < MOST {
            self.found.push(found);
        }
    }

    /// The path of the innermost object, or of something in it.
    fn path(&self, last: Option<Label>) -> String {
        let mut path = String::new();
        for label in self.frames.iter().map(|frame| frame.label).chain(last) {
            match label {
                Label::Root => {}
                Label::Index(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
                Label::Name(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&decode::text(self.bytes(name)));
                }
            }
        }
        path
    }

    /// Judges the innermost object and leaves it.
    fn close(&mut self) {
        self.flush();
        let found = self.judge();
        let Some(frame) = self.frames.last() else {
            return;
        };
        let (fields, inside, role) = (frame.fields, frame.found, frame.role);
        if self.found.len() > inside {
            self.surround(fields, inside);
        }
        if let Some(found) = found {
            self.push(found);
        }
        self.frames.pop();
        let details = self
            .fields
            .get(fields..)
            .unwrap_or_default()
            .iter()
            .find(|field| field.slot == Slot::Details)
            .copied();
        self.fields.truncate(fields);
        if self.frames.is_empty() {
            self.leave_root(details, inside);
        } else if role == Role::Data
            && let Some(details) = details
        {
            self.fields.push(details);
        }
    }

    fn leave_root(&mut self, details: Option<Field>, first: usize) {
        if self.nesting > 0
            && let Some(details) = details
        {
            self.details = Some(self.text_of(details));
        }
        let status = self.http_status;
        let own = self.found.get_mut(first..).unwrap_or_default();
        for found in &mut *own {
            found.http_status = found.http_status.or(status);
        }
        if own.iter().any(|found| found.loose) {
            let said: Vec<i64> = own
                .iter()
                .filter(|found| !found.loose)
                .map(|found| found.code)
                .collect();
            let mut index = 0;
            let mut sentences = Vec::new();
            self.found.retain(|found| {
                let repeated = index >= first
                    && found.loose
                    && (said.contains(&found.code) || sentences.contains(&found.code));
                if index >= first && found.loose {
                    sentences.push(found.code);
                }
                index += 1;
                !repeated
            });
        }
    }

    fn field(&self, slot: Slot) -> Option<Field> {
        let frame = self.frames.last()?;
        self.fields
            .get(frame.fields..)?
            .iter()
            .find(|field| field.slot == slot)
            .copied()
    }

    fn number_of(&self, slot: Slot) -> Option<i64> {
        text::number(self.bytes(self.field(slot)?.value.span))
    }

    fn text_of(&self, field: Field) -> String {
        decode::text(self.bytes(field.value.span))
    }

    fn said(&self, slot: Slot) -> Option<String> {
        let field = self.field(slot)?;
        let text = self.text_of(field);
        let is_nothing =
            !field.value.quoted && matches!(&*text, "null" | "None" | "nil" | "NULL" | "undefined");
        (!is_nothing && !text.is_empty()).then_some(text)
    }

    fn has(&self, slot: Slot) -> bool {
        self.field(slot).is_some_and(|field| {
            field.value.quoted
                || !matches!(
                    self.bytes(field.value.span),
                    b"null" | b"None" | b"nil" | b"NULL"
                )
        })
    }

    /// The error that the innermost object is.
    fn judge(&self) -> Option<Found> {
        let frame = self.frames.last()?;
        if frame.fields == self.fields.len() || frame.role == Role::Content {
            return None;
        }
        let code = self.code(frame).or_else(|| self.error_code(frame));
        match code {
            Some(code) => Some(self.describe(code)),
            None => self.sentence(frame),
        }
    }

    /// `code`, if it is the code of an error.
    fn code(&self, frame: &Frame) -> Option<i64> {
        let field = self.field(Slot::Code)?;
        let code = text::number(self.bytes(field.value.span))?;
        let inside = self.found.len() > frame.found;
        if (is_http(code) && (inside || self.has(Slot::Body)))
            || (code == 0 && !self.has(Slot::Trace))
        {
            return None;
        }
        if frame.role == Role::Error || self.is_marked(code) {
            return Some(code);
        }
        let name = match frame.label {
            Label::Name(name) => self.bytes(name),
            _ => &[],
        };
        if name == b"payload" && self.has(Slot::Reason) {
            return Some(code);
        }
        let known = u32::try_from(code).is_ok_and(|code| get(code).is_some());
        let titled = self.has(Slot::Title) || self.has(Slot::Message);
        let is_said = if known {
            titled && code >= 100 && !(200..=599).contains(&code)
        } else {
            is_known(code) && self.has(Slot::Title) && self.has(Slot::Details)
        };
        let is_alone = known
            && code >= 100_000
            && !field.value.quoted
            && (frame.values == 1 && self.frames.len() == 1);
        (is_said || is_alone || (known && code >= 1000 && self.has(Slot::Details))).then_some(code)
    }

    /// Whether an object has what only errors have.
    fn is_marked(&self, code: i64) -> bool {
        let is_exception = || {
            let kind = self
                .field(Slot::Type)
                .map(|kind| self.bytes(kind.value.span));
            kind.is_some_and(|kind| kind.ends_with(b"Exception"))
        };
        let is_numbered = || {
            let message = self
                .field(Slot::Message)
                .or_else(|| self.field(Slot::Title));
            let message = message.map(|message| self.bytes(message.value.span));
            let number = message.and_then(|message| message.trim_ascii_start().strip_prefix(b"(#"));
            number.is_some_and(|number| {
                text::number(number.get(..text::digits(number)).unwrap_or_default()) == Some(code)
            })
        };
        [
            Slot::Trace,
            Slot::Subcode,
            Slot::Data,
            Slot::UserTitle,
            Slot::UserMessage,
            Slot::MoreInfo,
        ]
        .iter()
        .any(|slot| self.has(*slot))
            || is_exception()
            || is_numbered()
    }

    /// `error_code` and its like.
    fn error_code(&self, frame: &Frame) -> Option<i64> {
        let code = self.number_of(Slot::ErrorCode).filter(|code| *code != 0)?;
        let inside = self.found.get(frame.found..).unwrap_or_default();
        if inside
            .iter()
            .any(|found| found.code == code && !found.loose)
            || (is_http(code) && !inside.is_empty())
        {
            return None;
        }
        let http = (400..=599).contains(&code) && frame.role != Role::Error;
        let known = is_known(code);
        let described = [
            Slot::Message,
            Slot::Title,
            Slot::Details,
            Slot::Status,
            Slot::Reason,
            Slot::MessageId,
        ]
        .iter()
        .any(|slot| self.has(*slot));
        ((known && !http) || (!http && (frame.role == Role::Error || described))).then_some(code)
    }

    fn describe(&self, code: i64) -> Found {
        let start = self.frames.last().map_or(0, |frame| frame.start);
        let mut found = Found::new(code, start);
        found.path = self.path(None);
        found.subcode = self.number_of(Slot::Subcode);
        found.title = self.said(Slot::Title);
        found.message = self.said(Slot::Message).or_else(|| self.said(Slot::Reason));
        found.details = self.said(Slot::Details).or_else(|| self.data());
        found.user_title = self.said(Slot::UserTitle);
        found.user_message = self.said(Slot::UserMessage);
        found.fbtrace_id = self.said(Slot::Trace);
        found.is_transient = self.said(Slot::Transient).and_then(|word| match &*word {
            "true" | "True" | "1" => Some(true),
            "false" | "False" | "0" => Some(false),
            _ => None,
        });
        self.add_context(
            self.frames.last().map_or(0, |frame| frame.fields),
            &mut found,
        );
        found
    }

    /// `error_data` in a string: its details, or the string itself.
    fn data(&self) -> Option<String> {
        let text = self.said(Slot::Data)?;
        Some(details_in(&text).unwrap_or(text))
    }

    /// Tells the errors inside an object what it says about the message.
    fn surround(&mut self, fields: usize, first: usize) {
        if self.fields.len() == fields {
            return;
        }
        let mut around = std::mem::take(&mut self.found);
        for found in around.get_mut(first..).unwrap_or_default() {
            self.add_context(fields, found);
        }
        self.found = around;
    }

    fn add_context(&self, fields: usize, found: &mut Found) {
        let own = self.fields.get(fields..).unwrap_or_default();
        let is_message = own
            .iter()
            .any(|field| matches!(field.slot, Slot::Status | Slot::Time));
        for field in own {
            let bytes = self.bytes(field.value.span);
            match field.slot {
                Slot::Recipient if found.recipient.is_none() && !bytes.is_empty() => {
                    found.recipient = Some(self.text_of(*field))
                }
                Slot::MessageId if found.message_id.is_none() => {
                    found.message_id = Some(self.text_of(*field))
                }
                Slot::Id
                    if found.message_id.is_none() && (is_message || bytes.starts_with(b"wam")) =>
                {
                    found.message_id = Some(self.text_of(*field));
                }
                Slot::Status | Slot::HttpStatus | Slot::Code => {
                    let is_number = bytes.first().is_some_and(u8::is_ascii_digit);
                    if is_number
                        && found.http_status.is_none()
                        && (field.slot != Slot::Code || is_http_only(bytes, found.code))
                    {
                        found.http_status = self.http_status_of(bytes);
                    } else if !is_number
                        && field.slot == Slot::Status
                        && field.value.quoted
                        && found.status.is_none()
                    {
                        found.status = Some(self.text_of(*field));
                    }
                }
                _ => {}
            }
        }
    }

    /// A code in a sentence of the innermost object.
    fn sentence(&self, frame: &Frame) -> Option<Found> {
        if self.found.len() > frame.found {
            return None;
        }
        let own = self.fields.get(frame.fields..).unwrap_or_default();
        own.iter().find_map(|field| {
            let bytes = self.bytes(field.value.span);
            let slots = [
                Slot::Message,
                Slot::Error,
                Slot::Reason,
                Slot::Title,
                Slot::Details,
                Slot::Body,
            ];
            if !slots.contains(&field.slot) {
                return None;
            }
            if field.slot == Slot::Error && !field.value.quoted {
                let code = text::number(bytes).filter(|code| *code >= 1000 && is_known(*code))?;
                let mut found = Found::new(code, field.value.span.0);
                found.path = self.path(Some(Label::Name(field.name)));
                return Some(found);
            }
            if !field.value.quoted || bytes.len() > LONGEST_BODY {
                return None;
            }
            let mut codes = Vec::new();
            text::scan(bytes, field.value.span.0, &mut codes);
            let mut found = codes.into_iter().next()?;
            found.path = self.path(Some(Label::Name(field.name)));
            found.message = Some(self.text_of(*field));
            self.add_context(frame.fields, &mut found);
            found.loose = true;
            Some(found)
        })
    }
}

/// The `details` of an `error_data` that is an object in a string.
pub(crate) fn details_in(text: &str) -> Option<String> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut reader = Reader::new(text.trim_start().as_bytes(), NESTING);
    reader.open(b'{', Label::Root, Role::Data);
    while !reader.frames.is_empty() && reader.at < reader.input.len() {
        reader.token();
    }
    while !reader.frames.is_empty() {
        reader.close();
    }
    reader.details
}

/// Whether the `code` around an error is an HTTP status.
fn is_http_only(digits: &[u8], code: i64) -> bool {
    text::number(digits).is_some_and(|status| is_http(status) && status != code)
}

fn join(outer: &str, inner: &str) -> String {
    if outer.is_empty() || inner.is_empty() || inner.starts_with('[') {
        return format!("{outer}{inner}");
    }
    format!("{outer}.{inner}")
}
