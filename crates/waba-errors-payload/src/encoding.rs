//! Texts that stand encoded in others: decoded once, with the way back to the bytes of the input.

use crate::span::Span;
use crate::work::{self, memchr, memchr2, memchr3, memmem};

/// So far apart are the places that are kept of a decoded text: a byte of memory for eight of text.
const STRIDE: usize = 64;
/// So far behind a place nothing is encoded before the next one: at what is encoded, one is kept after each stride.
const FAR: usize = STRIDE + 4;
/// The end of a line and the indentation of the next.
const LONGEST_SEAM: usize = 256;
/// How much of a text shows how a body in it is encoded.
const LONGEST_BEGINNING: usize = 256;
/// A body has no more brackets before its first name.
const MOST_BRACKETS: usize = 4;
/// A longer name of a character is none.
const LONGEST_ENTITY: usize = 12;
/// No character is encoded in more bytes: two escapes of four digits.
const LONGEST_PIECE: usize = 12;

/// How a text stands in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is.
    Plain,
    /// `\"`, as in strings of most languages.
    Escapes,
    /// `&quot;`, as on pages.
    Entities,
    /// `%22`, as in addresses.
    Percent,
    /// `%22` and `+`, as in forms.
    Form,
    /// `""`, as in the cells of a table.
    Doubled,
    /// UTF-16, little end first.
    WideLittle,
    /// UTF-16, big end first.
    WideBig,
}

/// A text that stood encoded in another.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) bytes: Vec<u8>,
    encoding: Encoding,
    /// The text around it.
    pub(crate) outer: u32,
    /// Where it begins there.
    start: u32,
    /// Places here and in the text around.
    places: Vec<(u32, u32)>,
}

impl Text {
    /// Decodes a piece of the text `outer`.
    pub(crate) fn decode(encoding: Encoding, source: &[u8], outer: u32, span: Span) -> Self {
        let piece = span.of(source);
        let mut bytes = Vec::with_capacity(piece.len());
        let mut places = vec![(0, 0)];
        let mut at = 0;
        while let Some(rest) = piece.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = encoding.plain(rest);
            bytes.extend_from_slice(rest.get(..plain).unwrap_or_default());
            at += plain;
            let last = places.last().map_or(0, |(here, _)| *here as usize);
            if bytes.len() - last >= STRIDE {
                places.push((small(bytes.len()), small(at)));
            }
            let Some(encoded) = rest.get(plain..).filter(|rest| !rest.is_empty()) else {
                break;
            };
            let (character, len) = encoding.character(encoded);
            character.push(&mut bytes);
            at += len;
        }
        places.push((small(bytes.len()), small(at)));
        Self {
            bytes,
            encoding,
            outer,
            start: span.start,
            places,
        }
    }

    /// The byte of the text around from which a byte of this one came. `source` is the text around.
    pub(crate) fn source(&self, at: u32, source: &[u8]) -> u32 {
        let before = self.places.partition_point(|(here, _)| *here <= at);
        let place = before.checked_sub(1).and_then(|last| self.places.get(last));
        let (mut here, mut there) = place.copied().unwrap_or_default();
        // From there on to the next place nothing is encoded, and many errors may stand in it.
        if at - here >= small(FAR)
            && let Some((next_here, next_there)) = self.places.get(before)
        {
            return self.start + next_there - (next_here - at);
        }
        loop {
            let rest = source
                .get((self.start + there) as usize..)
                .unwrap_or_default();
            let rest = rest.get(..FAR + LONGEST_PIECE).unwrap_or(rest);
            let plain = small(self.encoding.plain(rest));
            if here + plain > at || rest.is_empty() {
                return self.start + there + at.saturating_sub(here);
            }
            let (character, len) = self
                .encoding
                .character(rest.get(plain as usize..).unwrap_or_default());
            here += plain + character.len();
            if here > at || len == 0 {
                return self.start + there + plain;
            }
            there += plain + small(len);
        }
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What an encoded piece means.
enum Character {
    Char(char),
    /// A byte of a character that is encoded byte by byte.
    Byte(u8),
    /// Nothing, as a backslash before the end of a line.
    Nothing,
}

impl Character {
    fn push(&self, out: &mut Vec<u8>) {
        match self {
            Self::Char(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Self::Byte(byte) => out.push(*byte),
            Self::Nothing => {}
        }
    }

    /// If it is one of ASCII.
    fn byte(&self) -> Option<u8> {
        match self {
            Self::Char(c) => u8::try_from(*c).ok().filter(u8::is_ascii),
            Self::Byte(byte) => Some(*byte),
            Self::Nothing => None,
        }
    }

    fn len(&self) -> u32 {
        match self {
            Self::Char(c) => small(c.len_utf8()),
            Self::Byte(_) => 1,
            Self::Nothing => 0,
        }
    }
}

impl Encoding {
    /// How many bytes mean themselves before the next encoded piece.
    fn plain(self, text: &[u8]) -> usize {
        let next = match self {
            Self::Plain => None,
            Self::Escapes => memchr(b'\\', text),
            Self::Entities => memchr(b'&', text),
            Self::Percent => memchr(b'%', text),
            Self::Form => memchr2(b'%', b'+', text),
            Self::Doubled => memchr(b'"', text),
            Self::WideLittle | Self::WideBig => Some(0),
        };
        next.unwrap_or(text.len())
    }

    /// The length of a text when it is decoded.
    pub(crate) fn decoded_len(self, text: &[u8]) -> usize {
        let (mut at, mut len) = (0, 0);
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = self.plain(rest);
            (at, len) = (at + plain, len + plain);
            if let Some(encoded) = rest.get(plain..).filter(|rest| !rest.is_empty()) {
                let (character, piece) = self.character(encoded);
                (at, len) = (at + piece, len + character.len() as usize);
            }
        }
        len
    }

    /// The first character of a text that begins with an encoded piece, and the length of the piece.
    fn character(self, text: &[u8]) -> (Character, usize) {
        let piece = match self {
            Self::Plain => None,
            Self::Escapes => escape(text),
            Self::Entities => entity(text),
            Self::Percent | Self::Form => percent(text),
            Self::Doubled => text
                .starts_with(b"\"\"")
                .then_some((Character::Char('"'), 2)),
            Self::WideLittle => return wide(text, u16::from_le_bytes),
            Self::WideBig => return wide(text, u16::from_be_bytes),
        };
        let itself = || match text.first() {
            Some(b'\\') if self == Self::Escapes => (Character::Nothing, 1),
            Some(byte) => (Character::Byte(*byte), 1),
            None => (Character::Nothing, 0),
        };
        piece.unwrap_or_else(itself)
    }
}

/// An escape of JSON; those of most languages mean the same.
fn escape(text: &[u8]) -> Option<(Character, usize)> {
    let plain = |c| Some((Character::Char(c), 2));
    match text {
        [_, b'u', after @ ..] => unicode(after),
        [_, b'x', after @ ..] => {
            let byte = hex(after.get(..2)?)?;
            Some((Character::Byte(u8::try_from(byte).ok()?), 4))
        }
        [_, b'n', ..] => plain('\n'),
        [_, b't', ..] => plain('\t'),
        [_, b'r', ..] => plain('\r'),
        [_, b'b', ..] => plain('\u{8}'),
        [_, b'f', ..] => plain('\u{c}'),
        [_, other, ..] if other.is_ascii() => plain(char::from(*other)),
        _ => None,
    }
}

/// Four hexadecimal digits, and the second half of a pair of them.
fn unicode(after: &[u8]) -> Option<(Character, usize)> {
    // Rust and JavaScript write `\u{202e}`.
    if let [b'{', inner @ ..] = after {
        let end = memchr(b'}', inner.get(..8).unwrap_or(inner))?;
        let value = hex(inner.get(..end)?)?;
        return Some((Character::Char(char::from_u32(value)?), end + 4));
    }
    let first = hex(after.get(..4)?)?;
    let second = || {
        let rest = after.get(4..)?.strip_prefix(b"\\u")?;
        hex(rest.get(..4)?).filter(|unit| (0xdc00..0xe000).contains(unit))
    };
    let (value, len) = match second() {
        Some(second) if (0xd800..0xdc00).contains(&first) => {
            (0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), 12)
        }
        _ => (first, 6),
    };
    let character = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((Character::Char(character), len))
}

/// The value of up to eight hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value, byte| {
        Some(value << 4 | char::from(*byte).to_digit(16)?)
    })
}

fn entity(text: &[u8]) -> Option<(Character, usize)> {
    let end = memchr(b';', text.get(..LONGEST_ENTITY).unwrap_or(text))?;
    let name = str::from_utf8(text.get(1..end)?).ok()?;
    let character = match name {
        "quot" => '"',
        "apos" => '\'',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let number = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(number.ok()?)?
        }
    };
    Some((Character::Char(character), end + 1))
}

fn percent(text: &[u8]) -> Option<(Character, usize)> {
    if text.first() == Some(&b'+') {
        return Some((Character::Char(' '), 1));
    }
    let byte = hex(text.get(1..3)?)?;
    Some((Character::Byte(u8::try_from(byte).ok()?), 3))
}

fn wide(text: &[u8], unit: fn([u8; 2]) -> u16) -> (Character, usize) {
    let units = text
        .chunks_exact(2)
        .take(2)
        .map(|pair| unit([pair[0], pair[1]]));
    match char::decode_utf16(units).next() {
        Some(Ok(c)) => (Character::Char(c), c.len_utf16() * 2),
        Some(Err(_)) => (Character::Char(char::REPLACEMENT_CHARACTER), 2),
        None => (Character::Nothing, text.len().max(1)),
    }
}

/// The encoding of a whole input: UTF-16 with a mark, or recognizable by its zeros.
pub(crate) fn of_input(input: &[u8]) -> Option<(Encoding, usize)> {
    match input {
        [0xff, 0xfe, ..] => Some((Encoding::WideLittle, 2)),
        [0xfe, 0xff, ..] => Some((Encoding::WideBig, 2)),
        [first, 0, second, 0, ..] if *first > 0 && *second > 0 => Some((Encoding::WideLittle, 0)),
        [0, first, 0, second, ..] if *first > 0 && *second > 0 => Some((Encoding::WideBig, 0)),
        _ => None,
    }
}

/// The encoding of a body of which the first bracket may be at `at`, and the encoded text.
pub(crate) fn of_body(text: &[u8], at: usize) -> Option<(Encoding, Span)> {
    let rest = text.get(at..)?;
    match rest {
        [b'%', b'5' | b'7', b'B' | b'b', ..] | [b'{' | b'[' | b'(', ..] => {}
        [b'&', b'#', ..] if rest.starts_with(b"&#123;") || rest.starts_with(b"&#91;") => {}
        _ => return None,
    }
    let near = rest.get(..LONGEST_BEGINNING).unwrap_or(rest);
    let before = text.get(..at)?;
    if let Some(quote) = before
        .last()
        .copied()
        .filter(|byte| matches!(byte, b'"' | b'\''))
        && !rest.starts_with(b"%")
    {
        // A string that holds a body, perhaps in a string.
        let end = escaped_end(rest, quote);
        let inside = rest.get(..end)?;
        let marks: [&[u8]; 2] = if quote == b'"' {
            [b"\\\"", b"\\\""]
        } else {
            [b"\\\\", b"\\'"]
        };
        if marks
            .iter()
            .any(|mark| memmem::find(inside, mark).is_some())
            && !(quote == b'\'' && is_plain(inside))
        {
            let quoted = before.get(..at - 1)?;
            let backslashes = quoted
                .iter()
                .rev()
                .take(LONGEST_BEGINNING)
                .take_while(|byte| **byte == b'\\')
                .count();
            let start = if backslashes == 0 {
                at
            } else {
                at - 1 - backslashes
            };
            return Some((Encoding::Escapes, Span::new(start, at + end)));
        }
    }
    let encoding = match skip_brackets(near) {
        [b'\\', ..] => Encoding::Escapes,
        [b'&', ..] => Encoding::Entities,
        [b'"', b'"', name, ..] if name.is_ascii_alphabetic() => Encoding::Doubled,
        [b'%', ..] if !Encoding::Form.begins_body(near) => return None,
        // Whoever encodes colons writes a blank as a plus.
        [b'%', ..]
            if memmem::find(near, b"%3A")
                .or_else(|| memmem::find(near, b"%3a"))
                .is_some() =>
        {
            Encoding::Form
        }
        [b'%', ..] => Encoding::Percent,
        _ => return None,
    };
    let is_body = encoding.begins_body(near);
    is_body.then(|| (encoding, Span::new(at, at + encoding.end(rest))))
}

/// Whether a text is JSON as it stands, so far as its quotes tell: what stands before and behind each string. It may be cut
/// in one, where somebody wrote a single quote.
fn is_plain(text: &[u8]) -> bool {
    let (mut at, mut in_string) = (0, false);
    while let Some(found) = memchr2(b'"', b'\\', text.get(at..).unwrap_or_default()) {
        at += found;
        let (before, rest) = text.split_at(at);
        if rest.starts_with(b"\\") {
            if !in_string {
                return false;
            }
            at += 2;
            continue;
        }
        let (next, marks): (_, &[u8]) = if in_string {
            let after = rest.get(1..).unwrap_or_default();
            (after.trim_ascii_start().first(), b",:}]")
        } else {
            (before.trim_ascii_end().last(), b",:{[")
        };
        if !next.is_some_and(|next| marks.contains(next)) {
            return false;
        }
        in_string = !in_string;
        at += 1;
    }
    true
}

/// What follows the first brackets of a body.
fn skip_brackets(text: &[u8]) -> &[u8] {
    let mut brackets = 0;
    let is_before = |byte: &&u8| {
        brackets += usize::from(matches!(byte, b'{' | b'['));
        brackets <= MOST_BRACKETS && (matches!(byte, b'{' | b'[') || byte.is_ascii_whitespace())
    };
    text.get(text.iter().take_while(is_before).count()..)
        .unwrap_or_default()
}

impl Encoding {
    /// Whether a text so encoded begins as a body does: with brackets, and then a name or another level of escapes.
    fn begins_body(self, text: &[u8]) -> bool {
        let (mut at, mut brackets) = (0, 0);
        while let Some(rest) = text.get(at..)
            && let Some(first) = rest.get(..1)
        {
            let (character, len) = match self.plain(first) {
                0 => self.character(rest),
                _ => (Character::Byte(first[0]), 1),
            };
            match character.byte() {
                Some(b'{' | b'[') if brackets < MOST_BRACKETS => brackets += 1,
                Some(b'"' | b'\'' | b'\\') => return brackets > 0,
                Some(byte) if byte.is_ascii_whitespace() && brackets > 0 => {}
                None if matches!(character, Character::Nothing) => {}
                _ => return false,
            }
            at += len.max(1);
        }
        false
    }

    /// Where a body ends that stands in a text so encoded.
    pub(crate) fn end(self, text: &[u8]) -> usize {
        let ends: fn(&u8) -> bool = match self {
            Self::Escapes => return escaped_end(text, b'"'),
            Self::Doubled => return doubled_end(text),
            Self::Entities => |byte| matches!(byte, b'"' | b'<'),
            _ => |byte| matches!(byte, b'&' | b' ' | b'\n' | b'\r' | b'"' | b'\'' | b'<'),
        };
        work::position(text, ends).unwrap_or(text.len())
    }
}

/// The end of a text whose quotes are escaped: the first quote that is not, or the end of the line.
pub(crate) fn escaped_end(text: &[u8], quote: u8) -> usize {
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(found) = memchr3(b'\\', quote, b'\n', rest) else {
            return text.len();
        };
        at += found;
        match rest.get(found) {
            Some(b'\\') => at = (at + 2).min(text.len()),
            Some(byte) if *byte == quote => {
                match seam(text.get(at + 1..).unwrap_or_default(), quote) {
                    Some(seam) => at += 1 + seam,
                    None => return at,
                }
            }
            _ => return at,
        }
    }
}

/// The length of the seam of two literals of a program, behind the quote that ends the first: blanks, `+` or a comment,
/// and on the next line the quote that begins the second.
pub(crate) fn seam(text: &[u8], quote: u8) -> Option<usize> {
    let near = text.get(..LONGEST_SEAM).unwrap_or(text);
    let (before, next) = near.split_at(memchr(b'\n', near)?);
    // A quote shows that the marks stand in a string, as in `"//example.com",`.
    let comment = memmem::find(before, b"//").filter(|_| memchr(quote, before).is_none());
    let before = comment
        .and_then(|comment| before.get(..comment))
        .unwrap_or(before);
    let begin = next
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'+' | b'.'))?;
    let is_seam =
        matches!(before.trim_ascii(), b"" | b"+" | b"." | b"\\") && next.get(begin) == Some(&quote);
    is_seam.then(|| near.len() - next.len() + begin + 1)
}

/// The end of a cell whose quotes are doubled: a single quote.
fn doubled_end(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr(b'"', text.get(at..).unwrap_or_default()) {
        if text.get(at + found + 1) != Some(&b'"') {
            return at + found;
        }
        at += found + 2;
    }
    text.len()
}

/// Whether a body may stand in a string.
pub(crate) fn may_hold_body(text: &[u8]) -> bool {
    let Some(first) = memchr3(b'{', b'[', b'%', text) else {
        return memchr(b'&', text).is_some_and(|_| memmem::find(text, b"&#123;").is_some());
    };
    let rest = text.get(first..).unwrap_or_default();
    !rest.starts_with(b"%")
        || memchr2(b'{', b'[', rest).is_some()
        || ["%7B", "%7b", "%5B", "%5b"]
            .iter()
            .any(|bracket| memmem::find(rest, bracket.as_bytes()).is_some())
}
