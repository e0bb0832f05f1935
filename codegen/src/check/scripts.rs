//! What Unicode knows about the scripts of languages.

use unicode_script::Script;

/// The scripts that an ISO 15924 code stands for; none for an unknown code.
pub(super) fn scripts(code: &str) -> Vec<Script> {
    match code {
        "Hans" | "Hant" => vec![Script::Han, Script::Bopomofo],
        "Jpan" => vec![Script::Han, Script::Hiragana, Script::Katakana],
        "Kore" => vec![Script::Hangul, Script::Han],
        _ => Script::from_short_name(code).into_iter().collect(),
    }
}
