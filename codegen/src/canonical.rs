//! A text in canonical form: what a translator types, as it should stand in the file.

use std::fmt::Write as _;

use unicode_normalization::{UnicodeNormalization, is_nfc};

const TATWEEL: char = '\u{640}';

/// More than any text needs.
const PASSES: usize = 8;

/// Puts a text into canonical form; nothing inside code, addresses and placeholders changes but its composition.
///
/// Composed characters (NFC), one space between words and none before a mark, Arabic marks beside Arabic letters, the
/// digits 0 to 9, and no tatweel inside a word.
///
/// ```
/// use waba_errors_codegen::canonical;
///
/// assert_eq!(canonical("  ٢٤ ساعة ,  ثم `a,  b` "), "24 ساعة، ثم `a,  b`");
/// ```
#[must_use]
pub fn canonical(text: &str) -> String {
    let mut text = text.to_owned();
    // A removed space can bring a mark beside a letter: a second pass sees that.
    for _ in 0..PASSES {
        if !is_nfc(&text) {
            text = text.nfc().collect();
        }
        let chars = replace_characters(&protected(&text));
        let next = space(&chars).into_iter().map(|(c, _)| c).collect();
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// A text as a basic string of TOML, in double quotes.
///
/// ```
/// use waba_errors_codegen::quote;
///
/// assert_eq!(quote("a \"word\""), r#""a \"word\"""#);
/// ```
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Each character, and whether it is part of code, an address or a placeholder.
fn protected(text: &str) -> Vec<(char, bool)> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = protected_length(rest);
        let end = length.unwrap_or(first.len_utf8());
        let (part, tail) = rest.split_at(end);
        out.extend(part.chars().map(|c| match c {
            '\t' | '\n' | '\r' => (' ', length.is_some()),
            _ => (c, length.is_some()),
        }));
        rest = tail;
    }
    out
}

/// How many bytes at the start of the text are not words.
fn protected_length(text: &str) -> Option<usize> {
    let close = |mark: char| {
        text.get(1..)?
            .find(mark)
            .map(|end| end + 1 + mark.len_utf8())
    };
    if text.starts_with('`') {
        return close('`');
    }
    if text.starts_with('{') {
        return close('}');
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        let end = text.find(|c: char| c.is_whitespace() || is_arabic(c) || "،؛؟".contains(c));
        let address = &text[..end.unwrap_or(text.len())];
        return Some(address.trim_end_matches([',', ';', '?', '.', ')']).len());
    }
    None
}

fn replace_characters(chars: &[(char, bool)]) -> Vec<(char, bool)> {
    let mut out = Vec::with_capacity(chars.len());
    for (index, &(c, kept)) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let mut rest = chars[index + 1..].iter();
        let is_letter = |side: Option<&(char, bool)>| side.is_some_and(|&(c, _)| is_arabic(c));
        if kept {
            out.push((c, true));
        } else if c != TATWEEL
            || !is_letter(out.last())
            || !is_letter(rest.find(|next| next.0 != TATWEEL))
        {
            out.push((replacement(c, before, &chars[index + 1..]), false));
        }
    }
    out
}

fn replacement(c: char, before: Option<&(char, bool)>, after: &[(char, bool)]) -> char {
    let next = after.iter().find(|(c, _)| *c != ' ');
    let is_arabic_here = [before, next]
        .into_iter()
        .flatten()
        .any(|&(c, kept)| !kept && is_arabic(c));
    match c {
        ',' if is_arabic_here => '،',
        ';' if is_arabic_here => '؛',
        '?' if is_arabic_here => '؟',
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        _ => c,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// One space between words, none at the ends and before a mark, one after an Arabic mark.
fn space(chars: &[(char, bool)]) -> Vec<(char, bool)> {
    let mut out: Vec<(char, bool)> = Vec::with_capacity(chars.len());
    for (index, &(c, kept)) in chars.iter().enumerate() {
        let previous = out.last().copied();
        if c == ' ' && !kept {
            let next = chars[index + 1..]
                .iter()
                .find(|next| **next != (' ', false));
            let is_wanted = previous.is_some_and(|previous| previous != (' ', false))
                && next.is_some_and(|_| !closes(&chars[index + 1..]));
            if is_wanted {
                out.push((c, kept));
            }
            continue;
        }
        if matches!(previous, Some(('،' | '؛', false))) && (kept || c.is_alphabetic()) {
            out.push((' ', false));
        }
        out.push((c, kept));
    }
    out
}

/// Whether what follows is a mark that ends a word: `.` and `:` count only before a space or at the end.
fn closes(rest: &[(char, bool)]) -> bool {
    let mut rest = rest.iter().skip_while(|next| **next == (' ', false));
    match rest.next() {
        Some(('،' | '؛' | '؟', false)) => true,
        Some((',' | ';' | ':' | '.' | '?' | '!', false)) => {
            matches!(rest.next(), None | Some((' ', false)))
        }
        _ => false,
    }
}

/// A letter or a vowel sign of the Arabic script.
fn is_arabic(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{63f}' | '\u{641}'..='\u{65f}' | '\u{66e}'..='\u{6d3}' | '\u{6d5}' | '\u{750}'..='\u{77f}')
}

#[cfg(test)]
mod tests {
    use super::canonical;

    const CASES: [(&str, &str); 16] = [
        ("نعم, لا", "نعم، لا"),
        ("نعم; لا", "نعم؛ لا"),
        ("لماذا?", "لماذا؟"),
        (
            "مثل `a,b?c` و https://example.com/?a=1,2;b",
            "مثل `a,b?c` و https://example.com/?a=1,2;b",
        ),
        ("1,000 رسالة", "1,000 رسالة"),
        ("Meta, Cloud API", "Meta, Cloud API"),
        ("واتســاب", "واتساب"),
        ("بـ `code` والـ API", "بـ `code` والـ API"),
        ("٢٤ و۲۴ و`٢٤`", "24 و24 و`٢٤`"),
        ("  zwei  Wörter ", "zwei Wörter"),
        ("Wort , Wort .", "Wort, Wort."),
        ("Datei .env und .NET", "Datei .env und .NET"),
        ("نعم،لا", "نعم، لا"),
        ("`a  b`،`c`", "`a  b`، `c`"),
        ("{first} ,  {last}", "{first}, {last}"),
        ("offen ` Ende , x", "offen ` Ende, x"),
    ];

    #[test]
    fn words_take_their_canonical_form_and_code_does_not_change() {
        for (text, expected) in CASES {
            assert_eq!(canonical(text), expected, "{text}");
        }
        assert_eq!(canonical("u\u{308}ber"), "über");
        assert_eq!(canonical("قد\u{651}\u{650}م"), "قد\u{650}\u{651}م");
    }

    #[test]
    fn the_canonical_form_is_its_own_canonical_form() {
        let marks = [
            " ", "،", ",", "`", "ب", "ـ", "?", ".", "a", "٣", "{", "\u{651}", "\u{650}", "\t",
        ];
        for first in marks {
            for second in marks {
                for third in marks {
                    for fourth in marks {
                        let text = format!("{first}{second}{third}{fourth}");
                        let once = canonical(&text);
                        assert_eq!(canonical(&once), once, "{text:?}");
                    }
                }
            }
        }
    }
}
