//! Text that comes from outside: arguments, names of files, what stands in an input.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How much of an argument a message repeats, in characters.
const MOST_SHOWN: usize = 100;

/// Foreign text on one line, with everything escaped that could steer a terminal, turn the reading direction or stay
/// unseen.
///
/// ```
/// use waba_errors_explain::harmless;
///
/// assert_eq!(harmless("a\u{1b}[2J\nb"), "a\\u{1b}[2J\\nb");
/// assert_eq!(harmless("رسالة"), "رسالة");
/// ```
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !has_hidden(text, b' ') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if is_hidden(c) && !shapes(before, c, rest.clone().next()) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// An argument as a message repeats it: harmless, and cut where it is long.
///
/// ```
/// assert_eq!(waba_errors_explain::quote("a\nb"), "`a\\nb`");
/// ```
#[must_use]
pub fn quote(argument: &str) -> String {
    match argument.char_indices().nth(MOST_SHOWN) {
        Some((end, _)) => format!("`{}…`", harmless(argument.split_at(end).0)),
        None => format!("`{}`", harmless(argument)),
    }
}

/// JSON that is safe to show on a terminal: only strings hold characters beyond ASCII, and there `\u…` means the same.
///
/// ```
/// use waba_errors_explain::escape_json;
///
/// assert_eq!(escape_json("\"\u{202e}\"".to_owned()), r#""\u202e""#);
/// ```
#[must_use]
pub fn escape_json(json: String) -> String {
    if !has_hidden(&json, b'\n') {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && is_hidden(c) {
            write_escape(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out
}

fn write_escape(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        let _ = write!(out, "\\u{unit:04x}");
    }
}

/// Writes a text as a string of JSON, as a serializer and [`escape_json`] do.
pub(crate) fn write_json(text: &str, out: &mut String) {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    out.push('"');
    if text.as_bytes().iter().all(is_plain) {
        out.push_str(text);
    } else {
        for c in text.chars() {
            match c {
                '"' | '\\' => out.extend(['\\', c]),
                '\u{8}' => out.push_str("\\b"),
                '\t' => out.push_str("\\t"),
                '\n' => out.push_str("\\n"),
                '\u{c}' => out.push_str("\\f"),
                '\r' => out.push_str("\\r"),
                c if is_hidden(c) => write_escape(c, out),
                c => out.push(c),
            }
        }
    }
    out.push('"');
}

/// Whether a text has such a character; printable ASCII, which is none, is passed over, and so is one byte more.
fn has_hidden(text: &str, but: u8) -> bool {
    let mut rest = text;
    while let Some(other) = first_other(rest.as_bytes(), but) {
        let mut behind = rest.get(other..).unwrap_or_default().chars();
        if behind.next().is_some_and(is_hidden) {
            return true;
        }
        rest = behind.as_str();
    }
    false
}

/// The place of the first byte that is no printable ASCII. Most texts have none, which is seen many bytes at once.
fn first_other(text: &[u8], but: u8) -> Option<usize> {
    const AT_ONCE: usize = 32;
    let is_printable = |byte: &u8| matches!(byte, b' '..=b'~') || *byte == but;
    let is_plain = |bytes: &&[u8]| {
        bytes
            .iter()
            .fold(true, |plain, byte| plain & is_printable(byte))
    };
    let plain = text.chunks_exact(AT_ONCE).take_while(is_plain).count() * AT_ONCE;
    let rest = text.get(plain..)?;
    rest.iter()
        .position(|byte| !is_printable(byte))
        .map(|at| plain + at)
}

/// Control characters, line separators, private characters, and all that Unicode says are to be ignored where they are
/// not understood (`Default_Ignorable_Code_Point`).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether a hidden character is part of how its neighbours look: joiners shape words of Arabic and Indian scripts and
/// make one emoji of several, a selector colors an emoji.
fn shapes(before: Option<char>, c: char, after: Option<char>) -> bool {
    const COLOR: char = '\u{fe0f}';
    let is_shaped = |c: char| c >= '\u{600}' && !is_hidden(c);
    match c {
        '\u{200c}' | '\u{200d}' => {
            before.is_some_and(|before| is_shaped(before) || before == COLOR)
                && after.is_some_and(is_shaped)
        }
        COLOR => before.is_some_and(|before| is_shaped(before) && !before.is_alphanumeric()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{escape_json, harmless, is_hidden};

    #[test]
    fn hidden_characters_are_escaped_and_mean_the_same() {
        let text = "a\u{202e}b\u{7f}\u{e0001}\n\u{1b}ü";
        let json = serde_json::to_string(text).map(escape_json);
        assert!(json.as_ref().is_ok_and(|json| !json.contains(is_hidden)));
        let meant = json.and_then(|json| serde_json::from_str::<String>(&json));
        assert_eq!(meant.ok().as_deref(), Some(text));
    }

    #[test]
    fn foreign_text_cannot_steer_a_terminal() {
        assert_eq!(harmless("a\u{1b}[2J\r\nb"), "a\\u{1b}[2J\\r\\nb");
        assert_eq!(
            harmless("\u{202e}abc\u{2066}\u{9b}"),
            "\\u{202e}abc\\u{2066}\\u{9b}"
        );
    }

    #[test]
    fn foreign_text_keeps_its_letters() {
        for text in [
            "Grüße",
            "رسالة",
            "👩\u{200d}💻",
            "❤\u{fe0f}\u{200d}🔥",
            "می\u{200c}خواهم",
        ] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn what_shapes_nothing_is_shown() {
        for (text, shown) in [
            ("131\u{200d}047", "131\\u{200d}047"),
            ("paypal\u{200c}", "paypal\\u{200c}"),
            ("م\u{200c}\u{200c}ن", "م\\u{200c}\\u{200c}ن"),
            ("❤\u{fe0f}\u{fe0f}", "❤\u{fe0f}\\u{fe0f}"),
            ("a\u{fe0f}", "a\\u{fe0f}"),
        ] {
            assert_eq!(harmless(text), shown);
        }
    }
}
