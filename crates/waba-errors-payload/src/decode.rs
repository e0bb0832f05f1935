//! Strings as they were meant.

/// Longer texts are cut: nobody reads them, and they would cost memory.
const LONGEST: usize = 8 * 1024;
const LONGEST_NAME: usize = 256;

/// A text of the input, cut and with what is not UTF-8 replaced.
pub(crate) fn lossy(bytes: &[u8]) -> String {
    owned(cut(bytes))
}

/// Most texts are UTF-8, and checking that is faster than replacing.
fn owned(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

pub(crate) fn cut(bytes: &[u8]) -> &[u8] {
    cut_at(bytes, LONGEST)
}

/// The first bytes, without a character that they would cut.
pub(crate) fn cut_at(bytes: &[u8], most: usize) -> &[u8] {
    let is_inside = |at: &usize| matches!(bytes.get(*at), Some(0x80..0xc0));
    // A character has at most four bytes.
    let end = (0..=3)
        .map_while(|back| most.checked_sub(back))
        .find(|at| !is_inside(at));
    bytes.get(..end.unwrap_or(most)).unwrap_or(bytes)
}

/// A quoted text without its escapes, cut.
pub(crate) fn text(bytes: &[u8]) -> String {
    let mut place = None;
    set_text(bytes, &mut place);
    place.unwrap_or_default()
}

/// A text that is what it means, as most are.
fn plain(bytes: &[u8]) -> Option<&str> {
    let text = str::from_utf8(bytes).ok()?;
    (!bytes.contains(&b'\\')).then_some(text)
}

/// Puts such a text in its place: if it were returned, the copy would wait for what was just written.
pub(crate) fn set_text(bytes: &[u8], place: &mut Option<String>) {
    let bytes = cut(bytes);
    *place = Some(match plain(bytes) {
        Some(text) => text.to_owned(),
        None => owned(&unescape(bytes)),
    });
}

/// Puts a name or an id in its place: errors share them, so that a long one would be copied often.
pub(crate) fn set_short(bytes: &[u8], place: &mut Option<String>) {
    set_text(cut_at(bytes, LONGEST_NAME), place);
}

/// Adds such a name to a path.
pub(crate) fn push_short(bytes: &[u8], path: &mut String) {
    let bytes = cut_at(bytes, LONGEST_NAME);
    match plain(bytes) {
        Some(name) => path.push_str(name),
        None => path.push_str(&owned(&unescape(bytes))),
    }
}

/// Undoes the escapes of JSON, which are those of most languages.
pub(crate) fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        let (plain, escaped) = rest.split_at(at);
        out.extend_from_slice(plain);
        rest = match escape(escaped) {
            Some((character, after)) => {
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                after
            }
            None => escaped.get(1..).unwrap_or_default(),
        };
    }
    out.extend_from_slice(rest);
    out
}

/// The character of an escape, and what follows.
fn escape(text: &[u8]) -> Option<(char, &[u8])> {
    match text {
        [_, b'u', after @ ..] => unicode(after),
        [_, letter, after @ ..] if letter.is_ascii() => {
            let character = match letter {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' | b'f' => ' ',
                other => char::from(*other),
            };
            Some((character, after))
        }
        _ => None,
    }
}

/// Four hexadecimal digits, and the second half of a pair of them.
fn unicode(after: &[u8]) -> Option<(char, &[u8])> {
    let (first, mut rest) = hex(after)?;
    let mut value = first;
    if (0xd800..0xdc00).contains(&first)
        && let Some((second, behind)) = rest.strip_prefix(b"\\u").and_then(hex)
        && (0xdc00..0xe000).contains(&second)
    {
        value = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        rest = behind;
    }
    let character = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((character, rest))
}

fn hex(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(4)?;
    let digits = str::from_utf8(digits).ok()?;
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}

/// A text whose characters stood encoded in the input.
pub(crate) struct Decoded {
    pub(crate) text: Vec<u8>,
    /// Behind each character that was encoded: its place in the text and in the input.
    places: Vec<(usize, usize)>,
}

impl Decoded {
    /// Decodes each piece that begins with `mark`; `piece` gives its character and what follows.
    fn new(input: &[u8], mark: u8, piece: impl Fn(&[u8]) -> Option<(char, &[u8])>) -> Self {
        let mut text = Vec::with_capacity(input.len());
        let mut places = Vec::new();
        let mut rest = input;
        while let Some(at) = memchr::memchr(mark, rest) {
            let (plain, encoded) = rest.split_at(at);
            text.extend_from_slice(plain);
            if let Some((character, after)) = piece(encoded) {
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                places.push((text.len(), input.len() - after.len()));
                rest = after;
            } else {
                text.push(mark);
                rest = encoded.get(1..).unwrap_or_default();
            }
        }
        text.extend_from_slice(rest);
        Self { text, places }
    }

    /// The byte of the input from which a byte of the text came.
    pub(crate) fn source(&self, at: usize) -> usize {
        let before = self.places.partition_point(|(text, _)| *text <= at);
        let place = before.checked_sub(1).and_then(|last| self.places.get(last));
        place.map_or(at, |(text, input)| input + (at - text))
    }
}

/// A string with escapes.
pub(crate) fn escapes(input: &[u8]) -> Decoded {
    Decoded::new(input, b'\\', escape)
}

/// A page in which quotes or braces stand as `&quot;` or `&#123;`.
pub(crate) fn entities(input: &[u8]) -> Option<Decoded> {
    let marks = ["&quot;", "&#34;", "&#x22;", "&#123;"];
    let has = |mark: &&str| memchr::memmem::find(input, mark.as_bytes()).is_some();
    marks
        .iter()
        .any(has)
        .then(|| Decoded::new(input, b'&', entity))
}

fn entity(text: &[u8]) -> Option<(char, &[u8])> {
    let end = memchr::memchr(b';', text.get(..12).unwrap_or(text))?;
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
    Some((character, text.get(end + 1..)?))
}

/// A table in which the quotes of a cell stand as `""`.
pub(crate) fn cells(input: &[u8]) -> Option<Decoded> {
    let mut openings = memchr::memmem::find_iter(input, b"{\"\"");
    let is_name = |at: usize| input.get(at + 3).is_some_and(u8::is_ascii_alphabetic);
    let has_cell = openings.any(is_name);
    has_cell.then(|| Decoded::new(input, b'"', doubled))
}

fn doubled(text: &[u8]) -> Option<(char, &[u8])> {
    Some(('"', text.strip_prefix(b"\"\"")?))
}

/// An address or a form in which quotes stand as `%22`.
pub(crate) fn address(input: &[u8]) -> Option<Decoded> {
    memchr::memmem::find(input, b"%22").map(|_| Decoded::new(input, b'%', percent_piece))
}

/// An ASCII character; others keep their bytes.
fn percent_piece(text: &[u8]) -> Option<(char, &[u8])> {
    let byte = percent_byte(text).filter(u8::is_ascii)?;
    Some((char::from(byte), text.get(3..)?))
}

fn percent_byte(text: &[u8]) -> Option<u8> {
    u8::from_str_radix(str::from_utf8(text.get(1..3)?).ok()?, 16).ok()
}

/// A value of a web form.
pub(crate) fn percent(value: &[u8]) -> String {
    let value = cut(value.trim_ascii());
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let [first, after @ ..] = rest {
        let byte = percent_byte(rest).filter(|_| *first == b'%');
        rest = byte.and_then(|_| rest.get(3..)).unwrap_or(after);
        out.push(match (byte, first) {
            (Some(byte), _) => byte,
            (None, b'+') => b' ',
            (None, first) => *first,
        });
    }
    owned(&out)
}
