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
    let mut end = LONGEST;
    while let Some(byte) = bytes.get(end)
        && (0x80..0xc0).contains(byte)
    {
        end -= 1;
    }
    bytes.get(..end).unwrap_or(bytes)
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
    set_text(bytes.get(..LONGEST_NAME).unwrap_or(bytes), place);
}

/// Adds such a name to a path.
pub(crate) fn push_short(bytes: &[u8], path: &mut String) {
    let bytes = bytes.get(..LONGEST_NAME).unwrap_or(bytes);
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
        let (plain, escape) = rest.split_at(at);
        out.extend_from_slice(plain);
        rest = match escape {
            [_, b'u', after @ ..] => unicode(after, &mut out),
            [_, letter, after @ ..] => {
                out.push(match letter {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'r' => b'\r',
                    b'b' | b'f' => b' ',
                    other => *other,
                });
                after
            }
            _ => &[],
        };
    }
    out.extend_from_slice(rest);
    out
}

/// Four hexadecimal digits, and the second half of a pair of them; returns what follows.
fn unicode<'a>(after: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    let Some((first, mut rest)) = hex(after) else {
        return after;
    };
    let mut value = first;
    if (0xd800..0xdc00).contains(&first)
        && let Some((second, behind)) = rest.strip_prefix(b"\\u").and_then(hex)
        && (0xdc00..0xe000).contains(&second)
    {
        value = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        rest = behind;
    }
    let character = char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    rest
}

fn hex(text: &[u8]) -> Option<(u32, &[u8])> {
    let (digits, rest) = text.split_at_checked(4)?;
    let digits = str::from_utf8(digits).ok()?;
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}

/// A value of a web form.
pub(crate) fn percent(value: &[u8]) -> String {
    let value = cut(value.trim_ascii());
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value;
    while let [first, after @ ..] = rest {
        rest = after;
        let escaped = after
            .split_at_checked(2)
            .filter(|_| *first == b'%')
            .and_then(|(digits, behind)| {
                let byte = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
                Some((byte, behind))
            });
        match (escaped, first) {
            (Some((byte, behind)), _) => {
                out.push(byte);
                rest = behind;
            }
            (None, b'+') => out.push(b' '),
            (None, byte) => out.push(*byte),
        }
    }
    owned(&out)
}
