//! The details in an object that came as a string.

use std::str::Chars;

/// The `details` of a JSON object; of two, the last.
pub(crate) fn details_in(text: &str) -> Option<String> {
    let mut rest = text.trim_start().strip_prefix('{')?.chars();
    let mut depth = 1_usize;
    let mut details = None;
    while let Some(letter) = rest.next() {
        match letter {
            '{' | '[' => depth += 1,
            '}' | ']' if depth == 1 => break,
            '}' | ']' => depth -= 1,
            '"' => {
                let name = string(&mut rest);
                if depth == 1 && name == "details" {
                    details = value(&mut rest).or(details);
                }
            }
            _ => {}
        }
    }
    details
}

/// The string behind a name and its colon.
fn value(rest: &mut Chars<'_>) -> Option<String> {
    let value = rest.as_str().trim_start().strip_prefix(':')?.trim_start();
    let mut value = value.strip_prefix('"')?.chars();
    let text = string(&mut value);
    *rest = value;
    Some(text)
}

/// The rest of a string whose opening quote is read, up to the closing one.
fn string(rest: &mut Chars<'_>) -> String {
    let mut text = String::new();
    while let Some(letter) = rest.next() {
        match letter {
            '"' => break,
            '\\' => text.push(escaped(rest)),
            _ => text.push(letter),
        }
    }
    text
}

/// The letter behind a backslash.
fn escaped(rest: &mut Chars<'_>) -> char {
    match rest.next() {
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('b') => '\u{8}',
        Some('f') => '\u{c}',
        Some('u') => unicode(rest).unwrap_or(char::REPLACEMENT_CHARACTER),
        other => other.unwrap_or('\\'),
    }
}

/// The letter of `\u0041` or of a pair of surrogates, with the `\u` already read.
fn unicode(rest: &mut Chars<'_>) -> Option<char> {
    let first = unit(rest)?;
    let mut behind = rest.clone();
    if (0xd800..0xdc00).contains(&first)
        && behind.next() == Some('\\')
        && behind.next() == Some('u')
    {
        let second = unit(&mut behind)?;
        *rest = behind;
        return char::decode_utf16([first, second]).next()?.ok();
    }
    char::from_u32(first.into())
}

/// Four hexadecimal digits.
fn unit(rest: &mut Chars<'_>) -> Option<u16> {
    let (digits, behind) = rest.as_str().split_at_checked(4)?;
    let unit = u16::from_str_radix(digits, 16).ok()?;
    *rest = behind.chars();
    Some(unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn details(text: &str) -> Option<String> {
        details_in(text)
    }

    #[test]
    fn only_the_details_of_the_object_itself_count() {
        let why = Some("why".to_owned());
        assert_eq!(details(r#"{"details":"why"}"#), why);
        assert_eq!(
            details(r#" { "messaging_product" : "details" , "details" : "why" , "x":1}"#),
            why
        );
        assert_eq!(
            details(r#"{"x":{"details":"no"},"details":"why","y":[{"details":"no"}]}"#),
            why
        );
        assert_eq!(details(r#"{"details":"no","details":"why"}"#), why);
        assert_eq!(details(r#"{"details":"why"#), why);
        for text in [
            "",
            "why",
            "{",
            "{}",
            r#"{"details":7}"#,
            r#"["details"]"#,
            r#"{"x":"details"}"#,
        ] {
            assert_eq!(details(text), None, "{text}");
        }
    }

    #[test]
    fn escapes_are_decoded() {
        let text = r#"{"details":"\"a\\\/\n\t\r\b\f\u0041\ud83d\ude00"}"#;
        assert_eq!(details(text).as_deref(), Some("\"a\\/\n\t\r\u{8}\u{c}A😀"));
        for broken in [
            r"\ud83d",
            r"\ude00",
            r"\ud83d\u0041",
            r"\u12",
            r"\uzzzz",
            r"\",
        ] {
            assert!(
                details(&format!(r#"{{"details":"{broken}"#)).is_some(),
                "{broken}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>(), other in any::<String>()) {
            let object = json!({ "a": { "details": other }, "details": text, "z": other }).to_string();
            prop_assert_eq!(details(&object), Some(text));
            let _ = details(&format!("{{{other}"));
        }
    }
}
