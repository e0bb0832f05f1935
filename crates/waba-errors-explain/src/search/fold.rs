//! Words as they are compared: without capitals, diacritics and the variants of a letter.

use std::iter;

use crate::digits::western;

/// The words of a text, folded one after the other: nobody needs all words of a long one.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let mut folded = without_marks(text)
        .filter(|c| !is_joiner(*c))
        .flat_map(char::to_lowercase)
        .map(letter);
    iter::from_fn(move || {
        let first = folded.find(|c| c.is_alphanumeric())?;
        let others = folded.by_ref().take_while(|c| c.is_alphanumeric());
        let word: String = iter::once(first).chain(others).collect();
        Some(without_article(&word.replace('ß', "ss")).to_owned())
    })
}

/// Characters in their compatible parts (NFKD), without combining marks.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn without_marks(text: &str) -> impl Iterator<Item = char> {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;

    text.nfkd().filter(|c| !is_combining_mark(*c))
}

/// The same by the host, whose tables are not sent with the module.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn without_marks(text: &str) -> impl Iterator<Item = char> {
    use js_sys::{JsString, RegExp};

    let bare: String = if text.is_ascii() {
        text.to_owned()
    } else {
        let marks = RegExp::new(r"\p{M}", "gu");
        let decomposed = JsString::from(text).normalize("NFKD");
        decomposed.replace_by_pattern(&marks, "").into()
    };
    bare.chars().collect::<Vec<_>>().into_iter()
}

/// The words of a name in `PascalCase`, and the name as a whole.
pub(super) fn split_name(name: &str) -> String {
    let mut out = String::from(name);
    for c in name.chars() {
        if c.is_uppercase() {
            out.push(' ');
        }
        out.push(c);
    }
    // The first word follows the whole name without a space otherwise.
    out.insert(name.len(), ' ');
    out
}

/// Tatweel, and characters that only join or part others.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}')
}

/// One form for letters that Arabic writers exchange, and for digits. Hamza on a carrier is a combining mark by now.
fn letter(c: char) -> char {
    match c {
        'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        _ => western(c),
    }
}

/// An Arabic word without its article and what is written together with it.
fn without_article(word: &str) -> &str {
    ["وال", "بال", "لل", "ال"]
        .iter()
        .filter_map(|article| word.strip_prefix(article))
        .find(|rest| rest.chars().count() >= 3)
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::split_name;

    fn all(text: &str) -> Vec<String> {
        super::words(text).collect()
    }

    #[test]
    fn capitals_and_diacritics_do_not_matter() {
        assert_eq!(
            all("Ungültige GRÖSSE: Straße"),
            all("ungultige grösse strasse")
        );
    }

    #[test]
    fn variants_of_arabic_letters_are_one() {
        assert_eq!(all("أرسل"), all("ارسل"));
        assert_eq!(all("إعادة"), all("اعاده"));
        assert_eq!(all("بدلاً"), all("بدلا"));
        assert_eq!(all("رسـالة"), all("رسالة"));
        assert_eq!(all("الرسالة"), all("رسالة"));
        assert_eq!(all("٢٤"), ["24"]);
        assert_eq!(all("⑴ﷺ"), all("(1) صلى الله عليه وسلم"));
    }

    #[test]
    fn a_name_is_found_by_its_words() {
        assert_eq!(
            all(&split_name("RateLimitHit")),
            ["ratelimithit", "rate", "limit", "hit"]
        );
    }
}
