//! Codes in sentences, log lines and forms.

mod form;
mod number;

use std::cell::OnceCell;

use memchr::{memchr, memchr_iter, memmem};
use waba_errors::get;

use self::form::form;
use self::number::{Number, TOO_LONG};
use crate::{Found, decode};

/// What only the Graph API and its clients write.
const GRAPH: [&str; 4] = ["OAuth", "GraphMethod", "Facebook", "subcode"];
/// What a line has that speaks of an error.
const ERROR: [&str; 5] = ["rro", "RRO", "xception", "ehler", "خطأ"];
/// Six digits are hardly ever something else.
const LONG: u32 = 100_000;
/// So many codes before it are looked through for one that says the same.
const LOOKED_THROUGH: usize = 256;
/// So much is kept of the messages of one line, because each of them reaches to its end.
const ROOM: usize = 16 * 1024;
/// So much is kept of a message when the room is used up.
const SHORT: usize = 256;
/// What a dump says of one error stands this close together.
const NEAR: usize = 512;

/// Finds codes in a text that begins at byte `base` of the input. Numbers that the table does not know are taken only
/// where the Graph API or a vendor says that they are codes.
///
/// `is_whole` says that nothing stands before the text on its line. Ends when `out` holds `most`.
pub(crate) fn scan(text: &[u8], base: usize, is_whole: bool, most: usize, out: &mut Vec<Found>) {
    let first = out.len();
    let mut field = None;
    let mut from = 0;
    for end in memchr_iter(b'\n', text).chain([text.len()]) {
        if out.len() >= most {
            return;
        }
        let bytes = text.get(from..end).unwrap_or_default();
        if bytes.iter().any(u8::is_ascii_digit) && !form(bytes, base + from, out) {
            Line::new(bytes, base + from, is_whole || from > 0).scan(first, most, &mut field, out);
        }
        from = end + 1;
    }
}

/// Finds the code with which a text begins, as in `131026: Message undeliverable`.
pub(crate) fn scan_start(text: &[u8], out: &mut Vec<Found>) {
    if !text.iter().take(4).any(u8::is_ascii_digit) {
        return;
    }
    let end = memchr(b'\n', text).unwrap_or(text.len());
    let line = Line::new(text.get(..end).unwrap_or_default(), 0, true);
    let is_first = |number: &Number<'_>| {
        let is_listed = number.before.starts_with(b"[") && !number.in_brackets();
        number.words_before().is_empty() && !is_listed
    };
    if Number::find(line.bytes, 0).is_some_and(|number| is_first(&number) && line.is_code(&number))
    {
        line.scan(0, usize::MAX, &mut None, out);
    }
}

/// A line of a text.
struct Line<'a> {
    bytes: &'a [u8],
    /// Where it begins in the input.
    base: usize,
    /// Whether nothing stands before it.
    is_whole: bool,
    /// Its name, if it is a field of a dump.
    field: Option<&'a [u8]>,
    /// Whether it speaks of an error; found out when it matters.
    error: OnceCell<bool>,
    /// Whether it speaks of the Graph API.
    graph: OnceCell<bool>,
}

impl<'a> Line<'a> {
    fn new(bytes: &'a [u8], base: usize, is_whole: bool) -> Self {
        Self {
            bytes,
            base,
            is_whole,
            field: field_name(bytes),
            error: OnceCell::new(),
            graph: OnceCell::new(),
        }
    }

    /// `field` is the name of the line in which the last code stood.
    fn scan(&self, first: usize, most: usize, field: &mut Option<&'a [u8]>, out: &mut Vec<Found>) {
        let own = out.len();
        let mut room = ROOM;
        let mut at = 0;
        while out.len() < most
            && let Some(number) = Number::find(self.bytes, at)
        {
            at = self.bytes.len() - number.after.len();
            if number.is_part_of_a_word() {
                continue;
            }
            let offset = self.base + number.before.len();
            if number.says_subcode() {
                let is_near =
                    |found: &&mut Found| found.loose && offset.abs_diff(found.offset) < NEAR;
                if let Some(found) = out.last_mut().filter(is_near)
                    && number.value != TOO_LONG
                {
                    found.subcode.get_or_insert(number.value);
                }
                continue;
            }
            if !self.is_code(&number) {
                continue;
            }
            let mut found = Found::new(number.value, offset);
            found.loose = true;
            if let Some(message) = self.message(&number) {
                let message = decode::cut_at(message, room.max(SHORT));
                room = room.saturating_sub(message.len());
                found.message = Some(decode::lossy(message));
            }
            if let Some(rest) = number.after.strip_prefix(b"/") {
                let len = digits(rest);
                found.subcode = rest.get(..len).and_then(self::number);
                at += 1 + len;
            }
            let same_line = own.max(out.len().saturating_sub(LOOKED_THROUGH));
            let same_line = out.get_mut(same_line..).unwrap_or_default();
            let known = match same_line.iter().position(|known| known.code == found.code) {
                Some(known) => same_line.get_mut(known),
                None => self.same_dump(*field, &found, out.get_mut(first..).unwrap_or_default()),
            };
            if let Some(known) = known {
                known.message = known.message.take().or(found.message);
            } else {
                out.push(found);
            }
            *field = self.field;
        }
    }

    /// The error of which another field of the same dump told the code.
    fn same_dump<'out>(
        &self,
        field: Option<&[u8]>,
        found: &Found,
        out: &'out mut [Found],
    ) -> Option<&'out mut Found> {
        let last = out.last_mut()?;
        let is_code = |field: &[u8]| ends_with(field, b"code");
        let is_same = field.map(is_code) == self.field.map(|field| !is_code(field))
            && field.is_some()
            && last.code == found.code
            && found.offset.abs_diff(last.offset) < NEAR;
        is_same.then_some(last)
    }

    fn speaks_of_errors(&self) -> bool {
        *self.error.get_or_init(|| self.has_any(&ERROR))
    }

    fn speaks_of_graph(&self) -> bool {
        *self.graph.get_or_init(|| self.has_any(&GRAPH))
    }

    fn has_any(&self, words: &[&str]) -> bool {
        let has = |word: &&str| memmem::find(self.bytes, word.as_bytes()).is_some();
        words.iter().any(has)
    }

    fn is_code(&self, number: &Number<'_>) -> bool {
        let Ok(code) = u32::try_from(number.value) else {
            return false;
        };
        let is_http = (200..=599).contains(&code);
        let entry = get(code);
        if number.is_numbered() && self.is_message(number, entry.is_some()) {
            return true;
        }
        let Some(entry) = entry else {
            let is_vendors = code >= 10_000 && number.before.ends_with(b"rrorCode=");
            return is_vendors
                || (!is_http
                    && number.word().is_some_and(|word| word.ends_with("code"))
                    && self.speaks_of_graph());
        };
        if let Some(word) = number.word() {
            return (code >= 10 || self.speaks_of_graph())
                && (!is_http || word.len() > 5 || number.is_after("api"));
        }
        if number.after.starts_with(b" OAuthException") {
            return true;
        }
        if number.is_other() || code < 10 {
            return false;
        }
        let title = entry.api_title().unwrap_or_default().as_bytes();
        let words = number.words_before();
        let in_brackets = number.in_brackets();
        if !title.is_empty()
            && (starts_with(number.words_after(), title)
                || (in_brackets && ends_with(words, title)))
        {
            return true;
        }
        let is_tag = number.is_tag();
        let is_quoted = number.before.ends_with(b"`#") || (self.is_whole && number.before == b"#");
        code >= LONG
            && (number.message().is_some()
                || (is_tag && is_quoted)
                || ((is_tag || in_brackets) && self.speaks_of_errors()))
    }

    /// Whether `(#100)` begins a message, and does not refer to an issue as in `Fix the parser (#100)`.
    fn is_message(&self, number: &Number<'_>, known: bool) -> bool {
        let before = number.before.strip_suffix(b" ").unwrap_or(number.before);
        let before = before.strip_suffix(b"(#").unwrap_or(before);
        let begins = match before.trim_ascii_end().last() {
            None => self.is_whole,
            Some(b':' | b'=' | b'>') => true,
            Some(b'"' | b'\'' | b'`') => !before.ends_with(b" "),
            Some(_) => false,
        };
        match number.after {
            [b')', b' ', b'A'..=b'Z', ..] => known || self.speaks_of_errors(),
            [b')', b' ', letter, ..] if letter.is_ascii_alphabetic() => known && begins,
            [b')'] | [b')', b'"' | b'\'' | b'`', ..] if begins => known,
            _ => known && number.value >= i64::from(LONG) && !number.is_other(),
        }
    }

    /// The message that stands with a code, to the end of the quotes around both.
    fn message(&self, number: &Number<'a>) -> Option<&'a [u8]> {
        let before = number.before;
        let (before, text) = if number.is_numbered() {
            let open = before.iter().rposition(|byte| *byte == b'(')?;
            (before.get(..open)?, self.bytes.get(open..)?)
        } else {
            (
                before.strip_suffix(b"[").unwrap_or(before),
                number.message()?,
            )
        };
        let quote = before.last().filter(|quote| matches!(quote, b'"' | b'`'));
        Some(sentence(text, quote.copied()))
    }
}

/// The name of a line such as `- "code": 190`.
fn field_name(line: &[u8]) -> Option<&[u8]> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let start = line.iter().take(64).position(is_name)?;
    let rest = line.get(start..)?;
    let (name, rest) = rest.split_at_checked(rest.iter().position(|byte| !is_name(byte))?)?;
    let mark = rest
        .iter()
        .find(|byte| !matches!(byte, b'"' | b'\'' | b'`' | b'*' | b']' | b' '));
    matches!(mark, Some(b':' | b'=')).then_some(name)
}

/// A text to its closing quote, without what a dump puts behind it.
fn sentence(text: &[u8], quote: Option<u8>) -> &[u8] {
    let text = decode::cut(text);
    let end = quote.and_then(|quote| memchr(quote, text));
    let mut text = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
    while let [
        rest @ ..,
        b'"' | b'\'' | b'`' | b',' | b';' | b'}' | b']' | b'|' | b' ' | b'\r' | b'\\',
    ]
    | [rest @ .., b'\\', b'n'] = text
    {
        text = rest;
    }
    text
}

fn starts_with(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len())
        .is_some_and(|text| text.eq_ignore_ascii_case(start))
}

fn ends_with(text: &[u8], word: &[u8]) -> bool {
    text.len()
        .checked_sub(word.len())
        .and_then(|at| text.get(at..))
        .is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// How many bytes of a text are digits.
pub(crate) fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// A whole number in decimal digits.
pub(crate) fn number(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    let (negative, rest) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let rest = rest.strip_suffix(b".0").unwrap_or(rest);
    if rest.is_empty() || rest.len() > 18 {
        return None;
    }
    let number = match decimal(rest) {
        None if is_grouped(rest) => decimal(
            &rest
                .split(|byte| *byte == b'_')
                .collect::<Vec<_>>()
                .concat(),
        ),
        number => number,
    }?;
    Some(if negative { -number } else { number })
}

fn decimal(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, byte| {
        let digit = byte.is_ascii_digit().then_some(i64::from(byte & 15))?;
        Some(number * 10 + digit)
    })
}

/// Whether a number is written as `131_047`.
fn is_grouped(number: &[u8]) -> bool {
    let mut groups = number.split(|byte| *byte == b'_');
    groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3)
}
