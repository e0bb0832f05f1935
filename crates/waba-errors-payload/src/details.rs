//! The details in an object that came as a string.

use crate::decode;

/// The `details` of a JSON object; of two, the last.
pub(crate) fn details_in(text: &str) -> Option<String> {
    let mut rest = text.trim_start().strip_prefix('{')?;
    let mut depth = 1_usize;
    let mut details = None;
    while let Some(mark) = rest.find(['{', '[', '}', ']', '"']) {
        let (_, found) = rest.split_at(mark);
        rest = found.get(1..)?;
        match found.as_bytes().first() {
            Some(b'{' | b'[') => depth += 1,
            Some(b'"') => {
                let name = string(&mut rest);
                let value = rest.trim_start().strip_prefix(':').map(str::trim_start);
                if depth == 1
                    && name == "details"
                    && let Some(mut value) = value.and_then(|value| value.strip_prefix('"'))
                {
                    details = Some(decode::text(string(&mut value).as_bytes()).into_owned());
                    rest = value;
                }
            }
            _ if depth == 1 => break,
            _ => depth -= 1,
        }
    }
    details
}

/// The rest of a string whose opening quote is read, up to the closing one.
fn string<'a>(rest: &mut &'a str) -> &'a str {
    let mut is_escaped = false;
    let is_end = |letter: char| {
        let ends = letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        ends
    };
    let (string, behind) = rest.split_once(is_end).unwrap_or((*rest, ""));
    *rest = behind;
    string
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
