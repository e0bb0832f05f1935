//! The head of an HTTP answer in front of its body.

use crate::report::Head;
use crate::{number, wait};

/// A longer head is none.
const LONGEST: usize = 16 << 10;

impl Head {
    /// Takes in what a header says.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        if let Some((source, stated)) = wait::in_header(name, value) {
            let longer = self.wait.is_none_or(|(_, known)| known < stated);
            self.wait = if longer {
                Some((source, stated))
            } else {
                self.wait
            };
        }
    }
}

/// The head with which a text ends: a status line, headers and an empty line, as `curl -i` and `curl -v` print them.
pub(crate) fn before_body(text: &[u8]) -> Option<Head> {
    let from = text.len().saturating_sub(LONGEST);
    let near = text.get(from..)?;
    // Most texts have none of these.
    memchr::memchr(b'/', near)?;
    let is_start = |at: usize| {
        at == 0
            || near.get(at - 1) == Some(&b'\n')
            || near.get(..at).is_some_and(|before| before.ends_with(b"< "))
    };
    let at = memchr::memmem::rfind(near, b"HTTP/").filter(|at| is_start(*at))?;
    let mut lines = near.get(at..)?.split(|byte| *byte == b'\n');
    let mut head = Head {
        status: status(lines.next()?)?,
        wait: None,
    };
    for line in lines {
        let line = line.strip_prefix(b"<").unwrap_or(line).trim_ascii();
        if line.is_empty() {
            continue;
        }
        let (name, value) = header(line)?;
        head.add(name, value);
    }
    Some(head)
}

/// The status of `HTTP/1.1 400 Bad Request`.
fn status(line: &[u8]) -> Option<u16> {
    let line = str::from_utf8(line.strip_prefix(b"HTTP/")?).ok()?;
    let mut words = line.split_ascii_whitespace();
    let version = words.next()?;
    let is_version = version
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let status = number::integer(words.next()?.as_bytes())?;
    u16::try_from(status)
        .ok()
        .filter(|status| is_version && (100..=599).contains(status))
}

/// A header; `None` if the line is none.
fn header(line: &[u8]) -> Option<(&str, &str)> {
    let (name, value) = str::from_utf8(line).ok()?.split_once(':')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (!name.is_empty() && name.bytes().all(is_name)).then_some((name, value.trim()))
}
