//! JSON that is safe to show on a terminal.

use std::fmt::Write as _;

use serde::Serialize;

use crate::text::is_hidden;

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

/// Only strings hold characters beyond ASCII, and there `\u…` means the same.
fn escape(json: serde_json::Result<String>) -> String {
    let json = json.unwrap_or_else(|error| error.to_string());
    let hidden = |c: char| c != '\n' && is_hidden(c);
    if !json.contains(hidden) {
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
    fn hidden_characters_are_escaped_and_mean_the_same() {
        let text = "a\u{202e}b\u{7f}\u{e0001}\n\u{1b}ü";
        let json = super::pretty(&text);
        assert!(!json.trim_end().contains(crate::text::is_hidden));
        assert_eq!(
            serde_json::from_str::<String>(&json).ok().as_deref(),
            Some(text)
        );
    }
}
