//! The entry of an error as it came.

use waba_errors::{Entry, Key, lookup, unknown};

/// Nothing shorter is a sentence that the API prints, and a longer text is searched for numbers only.
pub(crate) const SENTENCE: std::ops::RangeInclusive<usize> = 12..=4 * 1024;

/// The entry of a number and a subcode: the pair decides, else a subcode above one million, else the number. No number, or one
/// that no code can have, is simply unknown.
pub(crate) fn numbered(number: Option<i64>, subcode: Option<i64>) -> Entry {
    let unsigned = |number: Option<i64>| u32::try_from(number?).ok();
    let entry = unsigned(number).map_or_else(unknown, lookup);
    unsigned(subcode).map_or(entry, |subcode| entry.subcode(subcode))
}

/// The documented case of an entry that one of some texts names, else the entry.
pub(crate) fn narrowed<T: AsRef<str>>(
    entry: Entry,
    texts: impl IntoIterator<Item = Option<T>>,
) -> Entry {
    if !can_be_narrowed(&entry) {
        return entry;
    }
    let cases = texts.into_iter().flatten();
    let mut cases = cases.map(|text| narrow(entry, text.as_ref()));
    cases.find(|case| *case != entry).unwrap_or(entry)
}

/// The case that a text names: by its title, or by the sentence that the API prints for it.
fn narrow(entry: Entry, text: &str) -> Entry {
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return entry;
    }
    #[cfg(feature = "sentences")]
    if text.len() >= *SENTENCE.start() {
        let detailed = entry.detailed(text);
        if detailed != entry {
            return detailed;
        }
    }
    entry.titled(text)
}

/// The entry whose sentence a text holds, if it is as long as texts of errors are.
#[cfg(feature = "sentences")]
pub(crate) fn of_sentence(text: &[u8]) -> Option<Entry> {
    let has_letters = || text.iter().any(u8::is_ascii_alphabetic);
    if !SENTENCE.contains(&text.len()) || !has_letters() {
        return None;
    }
    let text = str::from_utf8(text).ok()?;
    waba_errors::from_message(text).next()
}

#[cfg(not(feature = "sentences"))]
pub(crate) fn of_sentence(_: &[u8]) -> Option<Entry> {
    None
}

/// Whether texts can say more about an entry: they tell cases apart, and pairs of which the subcode is missing.
pub(crate) fn can_be_narrowed(entry: &Entry) -> bool {
    entry.cases().len() > 0 || cfg!(feature = "sentences") && entry.subcodes().len() > 0
}

/// Whether the table knows a code.
pub(crate) fn is_code(number: i64) -> bool {
    u32::try_from(number).is_ok_and(|code| lookup(code).is_known())
}

/// Whether the table knows a code with this subcode.
pub(crate) fn is_pair(code: Option<i64>, subcode: Option<i64>) -> bool {
    let unsigned = |number: Option<i64>| u32::try_from(number?).ok();
    let (Some(code), Some(subcode)) = (unsigned(code), unsigned(subcode)) else {
        return false;
    };
    lookup(code).subcode(subcode).key() == Key::Pair(code, subcode)
}

/// Whether the table knows a subcode alone.
pub(crate) fn is_known_subcode(subcode: Option<i64>) -> bool {
    let subcode = subcode.and_then(|subcode| u32::try_from(subcode).ok());
    subcode.is_some_and(|subcode| unknown().subcode(subcode).is_known())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_decides_then_a_large_subcode_then_the_number() {
        assert_eq!(numbered(Some(190), Some(463)).key(), Key::Pair(190, 463));
        assert_eq!(numbered(Some(100), Some(2388047)), lookup(2388047));
        assert_eq!(numbered(None, Some(2388047)), lookup(2388047));
        assert_eq!(numbered(Some(131047), Some(-7)), lookup(131047));
    }

    #[test]
    fn a_number_that_no_code_can_have_is_unknown() {
        for number in [
            None,
            Some(-1),
            Some(i64::MIN),
            Some(4_294_967_296),
            Some(i64::MAX),
        ] {
            assert_eq!(numbered(number, None), unknown(), "{number:?}");
        }
        assert_eq!(numbered(Some(4_294_967_295), None), lookup(u32::MAX));
    }

    #[test]
    fn a_text_chooses_the_case_of_a_number_that_has_several() {
        let title = Some("Your WhatsApp account must be approved");
        let case = narrowed(lookup(2388103), [None, Some("Something else"), title]);
        assert_eq!(case.name(), "MigrationAccountNotApproved");
        assert_eq!(narrowed(lookup(131047), [title]), lookup(131047));
    }
}
