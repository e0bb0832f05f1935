//! Web forms and queries.

use memchr::memchr;

use super::number;
use crate::{Found, decode};

/// A web form or query such as `ErrorCode=63016&MessageStatus=failed`.
pub(super) fn form(line: &[u8], base: usize, out: &mut Vec<Found>) -> bool {
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
                found.path = decode::lossy(name);
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
        place.get_or_insert_with(|| decode::percent(value));
    }
    out.push(found);
    true
}
