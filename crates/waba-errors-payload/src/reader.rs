//! One pass over the input: a lexer for JSON and its relatives, and a stack of the objects that are open.
//!
//! Nothing is kept of an object but the fields that matter, so that memory does not grow with the input.

mod judge;
mod lexer;
mod strict;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::mem;

use memchr::{memchr, memchr2, memchr3};
use waba_errors::{get, on_premises};

use crate::decode::{self, Decoded};
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
/// Paths are cut here: each error has one.
const LONGEST_PATH: usize = 256;
/// A heading, a sentence or the head of an HTTP answer stands this close before its body.
const HEAD: usize = 1024;
/// More errors than anybody reads; they would cost memory.
const MOST: usize = 1_000_000;

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
    fields: usize,
    found: usize,
    /// Values in it, however named; nobody counts beyond two.
    values: u8,
    before: Before,
}

/// What stands before the next value.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// A name if a separator follows, and an item if not.
    Pending(Scalar),
    Name(Span),
}

impl Frame {
    fn has_name(&self) -> bool {
        matches!(self.before, Before::Name(_))
    }

    fn add_value(&mut self) {
        self.values = self.values.saturating_add(1);
    }
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
    /// How far the ends of strings were searched in vain, for each quote.
    vain: [usize; 3],
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
    found
}

fn whole(input: &[u8], nesting: usize) -> Vec<Found> {
    if let Some(found) = number_alone(input) {
        return vec![found];
    }
    let mut markers = Markers::new(input);
    if markers.after(0).is_none() {
        let mut found = Vec::new();
        text::scan_start(input, &mut found);
        return found;
    }
    if let Some(found) = string_alone(input, nesting) {
        return found;
    }
    let mut reader = Reader::new(input, nesting);
    reader.run(&mut markers);
    if reader.found.iter().all(|found| found.loose) {
        let found = encoded(input, nesting);
        if found.iter().any(|found| !found.loose) || reader.found.is_empty() {
            return found;
        }
    }
    reader.found
}

/// A page or an address in which a body stands with its quotes encoded.
fn encoded(input: &[u8], nesting: usize) -> Vec<Found> {
    if nesting >= NESTING || input.len() > LONGEST_BODY {
        return Vec::new();
    }
    let decoders = [decode::entities, decode::cells, decode::address];
    match decoders.iter().find_map(|decoder| decoder(input)) {
        Some(plain) => decoded(&plain, 0, nesting),
        None => Vec::new(),
    }
}

/// Reads a text that stands encoded from byte `base` of the input on.
fn decoded(plain: &Decoded, base: usize, nesting: usize) -> Vec<Found> {
    let mut found = whole(&plain.text, nesting + 1);
    for found in &mut found {
        found.offset = base + plain.source(found.offset);
        found.root = base + plain.source(found.root);
    }
    found
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
    let bare = match bare {
        [open @ (b'"' | b'\''), inner @ .., close] if open == close => inner,
        _ => bare,
    };
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
    let base = input.len() - input.trim_ascii_start().len() + 1;
    let found = decoded(&decode::escapes(inner), base, nesting);
    (!found.is_empty()).then_some(found)
}

/// Whether it is a code of today.
fn has_entry(code: i64) -> bool {
    u32::try_from(code).is_ok_and(|code| get(code).is_some())
}

/// Whether it is a code of today or of the former On-Premises API.
fn is_known(code: i64) -> bool {
    has_entry(code) || u32::try_from(code).is_ok_and(|code| on_premises(code).is_some())
}

fn is_http(code: i64) -> bool {
    (100..=599).contains(&code)
}

fn http_status(digits: &[u8]) -> Option<u16> {
    let status = text::number(digits).filter(|status| is_http(*status))?;
    u16::try_from(status).ok()
}

/// A sentence and a body on the same line, or close behind it, often say the same.
fn drop_repeated(found: &mut Vec<Found>, input: &[u8]) {
    if !found.iter().any(|found| found.loose) {
        return;
    }
    let same_line = |one: usize, other: usize| {
        let between = input.get(one.min(other)..one.max(other));
        memchr(b'\n', between.unwrap_or_default()).is_none()
    };
    let repeats = |this: &Found, other: &Found| {
        this.loose
            && !other.loose
            && other.code == this.code
            && (same_line(this.offset, other.root)
                || same_line(this.offset, other.offset)
                || (this.path.is_empty()
                    && this.offset < other.root
                    && other.root - this.offset < HEAD))
    };
    let mut keep: Vec<bool> = vec![true; found.len()];
    for (index, pair) in found.windows(2).enumerate() {
        if let [one, other] = pair {
            if repeats(one, other)
                && let Some(keep) = keep.get_mut(index)
            {
                *keep = false;
            }
            if repeats(other, one)
                && let Some(keep) = keep.get_mut(index + 1)
            {
                *keep = false;
            }
        }
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
}

impl<'a> Reader<'a> {
    fn new(input: &'a [u8], nesting: usize) -> Self {
        Self {
            input,
            at: 0,
            frames: Vec::with_capacity(11),
            fields: Vec::with_capacity(20),
            found: Vec::new(),
            skipped: 0,
            nesting,
            vain: [0; 3],
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
                self.strict();
                if !self.frames.is_empty() {
                    self.token();
                }
            }
        }
        let open = self.frames.first().map(|root| (root.start, root.found));
        while !self.frames.is_empty() {
            self.close();
        }
        // What never ended and held nothing was perhaps no body.
        if let Some((start, found)) = open
            && self.found.len() == found
            && self.byte(self.after_space(start + 1)) != b'"'
        {
            self.text((start, self.input.len()));
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
            let is_body = match self.byte(at) {
                b'(' => self.is_array_word(at),
                b'[' => !self.is_number(at),
                _ => true,
            };
            if is_body {
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

    /// Whether a bracket is that of `[131047]`, which is text if it has no name.
    fn is_number(&self, at: usize) -> bool {
        let rest = self.input.get(at + 1..).unwrap_or_default();
        let digits = text::digits(rest);
        digits > 0
            && rest.get(digits) == Some(&b']')
            && matches!(self.label_before(at).0, Label::Root)
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
            self.http_status = http_status(status.get(..text::digits(status)).unwrap_or_default())
                .or(self.http_status);
        }
        let is_whole = span.0 == 0 || self.byte(span.0 - 1) == b'\n';
        text::scan(text, span.0, is_whole, MOST, &mut self.found);
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

    /// Opens an object in the innermost one, which may name it.
    fn open_child(&mut self, bracket: u8) {
        let Some(frame) = self.frames.last_mut() else {
            return self.open(bracket, Label::Root, Role::Other);
        };
        let before = mem::replace(&mut frame.before, Before::Nothing);
        if let Before::Name(name) = before {
            return self.open_named(bracket, name);
        }
        frame.add_value();
        let mut role = frame.role;
        let mut label = Label::Index(frame.index);
        if let Before::Pending(word) = before {
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
        self.open(bracket, label, role);
    }

    fn open_named(&mut self, bracket: u8, name: Span) {
        let bytes = self.bytes(name);
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        frame.add_value();
        let role = frame.role;
        if bytes.first().is_some_and(u8::is_ascii_digit)
            && text::digits(bytes) == bytes.len()
            && let Some(index) = text::number(bytes).and_then(|index| usize::try_from(index).ok())
        {
            return self.open(bracket, Label::Index(index), role);
        }
        self.open(bracket, Label::Name(name), role.under(bytes));
    }

    // Inlined, so that no label is copied: each copy waits for what was just written.
    #[inline]
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
            before: Before::Nothing,
        });
    }

    /// A scalar that turned out to be an item.
    fn flush(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let Before::Pending(item) = frame.before else {
            return;
        };
        frame.before = Before::Nothing;
        frame.add_value();
        let bytes = self.input.get(item.span.0..item.span.1).unwrap_or_default();
        match (frame.bracket, frame.role) {
            // `Error("{…}")`
            (b'(', _) if item.quoted => {
                let label = Label::Index(frame.index);
                self.body_in(item, label);
            }
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
            (_, role) if item.quoted => {
                let label = Label::Index(frame.index);
                let before = self.found.len();
                self.body_in(item, label);
                if role == Role::Error
                    && self.found.len() == before
                    && let Some(found) = self.sentence_in(item, label)
                {
                    self.push(found);
                }
            }
            _ => {}
        }
    }

    /// A value under a name; only a string with a bracket in it may hold a body.
    fn value(&mut self, name: Span, span: Span, quoted: bool, has_bracket: bool) {
        let value = Scalar { span, quoted };
        let bytes = self.bytes(name);
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        frame.add_value();
        let slot = Slot::of(bytes);
        if has_bracket
            && value.quoted
            && frame.role != Role::Content
            && slot != Some(Slot::Data)
            && bytes != b"response_json"
        {
            self.body_in(value, Label::Name(name));
        }
        let Some(frame) = self.frames.last() else {
            return;
        };
        // A message of the Graph API says what it is, whatever its name.
        let is_numbered = || quoted && self.bytes(span).starts_with(b"(#");
        if let Some(slot) = slot.or_else(|| is_numbered().then_some(Slot::Error))
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
        let bytes_from_brace = bytes.get(brace..).unwrap_or_default();
        let has = |word: &[u8]| memchr::memmem::find(bytes_from_brace, word).is_some();
        if !has(b"ode") && !has(b"ODE") {
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
        if self.found.is_empty() {
            // Most bodies have one error.
            self.found.reserve_exact(1);
        }
        if self.found.len() < MOST {
            self.found.push(found);
        }
    }

    /// The path of the innermost object, or of something in it.
    fn path(&self, last: Option<Label>) -> String {
        let mut path = String::new();
        self.write_path(last, &mut path);
        path
    }

    fn write_path(&self, last: Option<Label>, path: &mut String) {
        path.reserve(64);
        for label in self.frames.iter().map(|frame| frame.label).chain(last) {
            if path.len() > LONGEST_PATH {
                break;
            }
            match label {
                Label::Root => {}
                Label::Index(index) => {
                    path.push('[');
                    match u8::try_from(index) {
                        Ok(digit @ 0..10) => path.push(char::from(b'0' + digit)),
                        // Writing to a string cannot fail.
                        _ => drop(write!(path, "{index}")),
                    }
                    path.push(']');
                }
                Label::Name(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    decode::push_short(self.bytes(name), path);
                }
            }
        }
    }

    /// Judges the innermost object and leaves it.
    fn close(&mut self) {
        self.flush();
        self.judge();
        let Some(frame) = self.frames.last() else {
            return;
        };
        let (fields, inside, role) = (frame.fields, frame.found, frame.role);
        let start = frame.start;
        self.frames.pop();
        if self.frames.is_empty() {
            self.leave_root(fields, inside);
            if self.found.len() == inside && self.is_remark(start) {
                self.text((start, self.at));
            }
        } else if role == Role::Data
            && let Some(details) = self.details_at(fields)
        {
            // They belong to the error around it.
            let around = self.frames.last().map_or(fields, |frame| frame.fields);
            if fields - around < FIELDS {
                self.fields.swap(fields, details);
                self.fields.truncate(fields + 1);
                return;
            }
        }
        self.fields.truncate(fields);
    }

    /// Whether a bracket is that of `[Request failed: …]`, and not of `[null, …]`.
    fn is_remark(&self, start: usize) -> bool {
        self.byte(start) == b'['
            && self.byte(start + 1).is_ascii_alphabetic()
            && !matches!(
                self.bytes((start + 1, self.word_end(start + 1))),
                b"null" | b"true" | b"false"
            )
    }

    fn details_at(&self, fields: usize) -> Option<usize> {
        let own = self.fields.get(fields..)?;
        let details = own.iter().position(|field| field.slot == Slot::Details)?;
        Some(fields + details)
    }

    fn leave_root(&mut self, fields: usize, first: usize) {
        if self.nesting > 0
            && let Some(details) = self.details_at(fields)
            && let Some(details) = self.fields.get(details)
        {
            self.details = Some(self.text_of(details.value.span));
        }
        let status = self.http_status;
        let own = self.found.get_mut(first..).unwrap_or_default();
        for found in &mut *own {
            found.http_status = found.http_status.or(status);
        }
        if own.iter().any(|found| found.loose) {
            let said: BTreeSet<i64> = own
                .iter()
                .filter(|found| !found.loose)
                .map(|found| found.code)
                .collect();
            let mut sentences = BTreeSet::new();
            let mut own = self.found.split_off(first);
            own.retain(|found| {
                !found.loose || (!said.contains(&found.code) && sentences.insert(found.code))
            });
            self.found.append(&mut own);
        }
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

fn join(outer: &str, inner: &str) -> String {
    if outer.is_empty() || inner.is_empty() || inner.starts_with('[') {
        return format!("{outer}{inner}");
    }
    format!("{outer}.{inner}")
}
