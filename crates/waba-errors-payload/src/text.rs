//! Codes in sentences, log lines and forms.

use memchr::{memchr, memchr_iter};
use waba_errors::get;

use crate::Found;

/// Where a text may say a code: the words before a number.
const WORDS: [&[u8]; 8] = [
    b"error code",
    b"error_code",
    b"errorcode",
    b"error",
    b"code",
    b"fehlercode",
    b"fehler",
    b"erro",
];
/// Words before `code` with which it is another code.
const OTHER_CODES: [&[u8]; 16] = [
    b"status",
    b"exit",
    b"http",
    b"response",
    b"return",
    b"country",
    b"area",
    b"zip",
    b"postal",
    b"verification",
    b"pin",
    b"qr",
    b"with",
    b"language",
    b"source",
    b"promo",
];

/// Finds codes in a text that begins at byte `base` of the input. Only numbers that the table knows are taken.
pub(crate) fn scan(text: &[u8], base: usize, out: &mut Vec<Found>) {
    let first = out.len();
    let mut from = 0;
    for end in memchr_iter(b'\n', text).chain([text.len()]) {
        let line = text.get(from..end).unwrap_or_default();
        if line.iter().any(u8::is_ascii_digit) && !form(line, base + from, out) {
            scan_line(line, base + from, first, out);
        }
        from = end + 1;
    }
}

fn scan_line(line: &[u8], base: usize, first: usize, out: &mut Vec<Found>) {
    let own = out.len();
    let mut at = 0;
    while let Some(digit) = line
        .get(at..)
        .and_then(|rest| rest.iter().position(u8::is_ascii_digit))
    {
        let start = at + digit;
        let len = digits(line.get(start..).unwrap_or_default());
        at = start + len;
        let before = line.get(..start).unwrap_or_default();
        let after = line.get(at..).unwrap_or_default();
        let Some(number) = line.get(start..at).and_then(number) else {
            continue;
        };
        if is_part_of_a_word(before, after) {
            continue;
        }
        if says_subcode(before) {
            if let Some(found) = out.get_mut(own..).and_then(<[Found]>::last_mut) {
                found.subcode.get_or_insert(number);
            }
            continue;
        }
        if !says_code(before, after, number) {
            continue;
        }
        let mut found = Found::new(number, base + start);
        found.loose = true;
        if let Some(rest) = after.strip_prefix(b"/") {
            let len = digits(rest);
            found.subcode = rest.get(..len).and_then(self::number);
            at += 1 + len;
        }
        if before.ends_with(b"(#") {
            let rest = after.strip_prefix(b")").unwrap_or_default();
            let sentence = before
                .len()
                .checked_sub(2)
                .and_then(|start| line.get(start..))
                .unwrap_or(rest);
            found.message = Some(crate::decode::lossy(sentence));
        }
        let is_new = out
            .get(first.max(own)..)
            .is_none_or(|known| known.iter().all(|known| known.code != number));
        if is_new {
            out.push(found);
        }
    }
}

/// A web form or query such as `ErrorCode=63016&MessageStatus=failed`.
fn form(line: &[u8], base: usize, out: &mut Vec<Found>) -> bool {
    if memchr(b'=', line).is_none() || memchr(b'&', line).is_none() {
        return false;
    }
    let mut found: Option<Found> = None;
    let mut fields = Vec::new();
    let mut offset = 0;
    for pair in line.split(|byte| *byte == b'&') {
        let begin = base + offset;
        offset += pair.len() + 1;
        let Some(equals) = memchr(b'=', pair) else {
            continue;
        };
        let (name, value) = pair.split_at(equals);
        let name = name
            .rsplit(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
            .next()
            .unwrap_or_default();
        let value = value.get(1..).unwrap_or_default();
        if matches!(name, b"ErrorCode" | b"error_code" | b"errorCode") && found.is_none() {
            found = number(value).filter(|code| *code != 0).map(|code| {
                let mut found = Found::new(code, begin);
                found.path = crate::decode::lossy(name);
                found
            });
        }
        if fields.len() < 64 {
            fields.push((name, value));
        }
    }
    let Some(mut found) = found else { return false };
    for (name, value) in fields {
        let place = match name {
            b"To" | b"to" => &mut found.recipient,
            b"MessageSid" | b"message_id" | b"SmsSid" => &mut found.message_id,
            b"MessageStatus" | b"status" => &mut found.status,
            b"ErrorMessage" | b"error_message" => &mut found.message,
            _ => continue,
        };
        place.get_or_insert_with(|| crate::decode::percent(value));
    }
    out.push(found);
    true
}

/// Whether a number belongs to something longer: a time, a path, a decimal, a phone number.
fn is_part_of_a_word(before: &[u8], after: &[u8]) -> bool {
    let glued_before = match before {
        [.., b'0'..=b'9', b'.' | b',' | b':' | b'-' | b'/'] => true,
        [.., last] => {
            last.is_ascii_alphabetic()
                || matches!(last, b'.' | b'/' | b'+' | b'-' | b'_' | b'$' | b'%' | b'*')
                || !last.is_ascii()
        }
        [] => false,
    };
    let glued_after = match after {
        [b'.' | b',' | b':' | b'-', b'0'..=b'9', ..] => true,
        [first, ..] => first.is_ascii_alphabetic() || matches!(first, b'_' | b'%' | b'*'),
        [] => false,
    };
    glued_before || glued_after
}

fn says_subcode(before: &[u8]) -> bool {
    let words = trim_marks(before);
    ends_with(words, b"subcode") || ends_with(words, b"sub_code") || ends_with(words, b"sub-code")
}

fn says_code(before: &[u8], after: &[u8], number: i64) -> bool {
    let Ok(code) = u32::try_from(number) else {
        return false;
    };
    if get(code).is_none() {
        return false;
    }
    if before.ends_with(b"(#") && after.starts_with(b")") {
        return true;
    }
    if code < 10 {
        return false;
    }
    if before.ends_with(b"#") {
        return code >= 10_000;
    }
    let words = trim_marks(before);
    let Some(word) = WORDS.iter().find(|word| ends_with(words, word)) else {
        return false;
    };
    let earlier = words.get(..words.len() - word.len()).unwrap_or_default();
    if earlier.last().is_some_and(|last| {
        last.is_ascii_alphabetic() && word.first().is_some_and(u8::is_ascii_lowercase)
    }) && !is_camel(words, word)
    {
        return false;
    }
    let earlier = trim_marks(earlier);
    if *word == b"code" && OTHER_CODES.iter().any(|other| ends_with(earlier, other)) {
        return false;
    }
    // 200 to 299 are more often an HTTP status.
    !(200..=599).contains(&code) || word.len() > 5 || ends_with(earlier, b"api")
}

/// Whether a word begins with a capital inside a longer one, as `Error` does in `ApiError`.
fn is_camel(words: &[u8], word: &[u8]) -> bool {
    words
        .len()
        .checked_sub(word.len())
        .and_then(|at| words.get(at))
        .is_some_and(u8::is_ascii_uppercase)
}

fn trim_marks(text: &[u8]) -> &[u8] {
    let mut text = text;
    let mut most = 8;
    while let [
        rest @ ..,
        b' ' | b'\t' | b'"' | b'\'' | b':' | b'=' | b'>' | b'#' | b'(' | b'[' | b'\\' | b'`' | b'.'
        | b'_',
    ] = text
    {
        if most == 0 {
            break;
        }
        most -= 1;
        text = rest;
    }
    text
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
    let number = rest.iter().try_fold(0_i64, |number, byte| {
        let digit = byte.is_ascii_digit().then_some(i64::from(byte & 15))?;
        Some(number * 10 + digit)
    })?;
    Some(if negative { -number } else { number })
}
