//! JSON that is safe to show on a terminal.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;

use crate::foreign::{has_hidden, is_hidden};

/// Indented, with a line end.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    let mut out = escape(serde_json::to_string_pretty(value));
    out.push('\n');
    out
}

/// On one line.
pub(crate) fn compact(value: &impl Serialize) -> String {
    escape(serde_json::to_string(value))
}

/// An indented array that is written member by member.
pub(crate) struct Array<'a, W> {
    out: &'a mut W,
    is_empty: bool,
}

impl<'a, W: io::Write> Array<'a, W> {
    pub(crate) fn new(out: &'a mut W) -> Self {
        Self {
            out,
            is_empty: true,
        }
    }

    pub(crate) fn push(&mut self, value: &impl Serialize) -> io::Result<()> {
        // As the only member of an array it is indented as here.
        let array = escape(serde_json::to_string_pretty(&[value]));
        let member = array.get(1..array.len() - 2).unwrap_or_default();
        let before = if self.is_empty { "[" } else { "," };
        self.is_empty = false;
        write!(self.out, "{before}{member}")
    }

    pub(crate) fn end(self) -> io::Result<()> {
        let end = if self.is_empty { "[]\n" } else { "\n]\n" };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}

/// Only strings hold characters beyond ASCII, and there `\u…` means the same.
fn escape(json: serde_json::Result<String>) -> String {
    let json = json.unwrap_or_else(|error| error.to_string());
    let hidden = |c: char| c != '\n' && is_hidden(c);
    if !has_hidden(&json, hidden) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_array_is_written_as_it_is_at_once() {
        for list in [vec![], vec!["a\nb"], vec!["a", "b"]] {
            let mut out = Vec::new();
            let mut array = super::Array::new(&mut out);
            for member in &list {
                assert!(array.push(&[member]).is_ok());
            }
            assert!(array.end().is_ok());
            let at_once = super::pretty(&list.iter().map(|member| [member]).collect::<Vec<_>>());
            assert_eq!(String::from_utf8(out).as_deref(), Ok(at_once.as_str()));
        }
    }

    #[test]
    fn hidden_characters_are_escaped_and_mean_the_same() {
        let text = "a\u{202e}b\u{7f}\u{e0001}\n\u{1b}ü";
        let json = super::pretty(&text);
        assert!(!json.trim_end().contains(crate::foreign::is_hidden));
        assert_eq!(
            serde_json::from_str::<String>(&json).ok().as_deref(),
            Some(text)
        );
    }
}
