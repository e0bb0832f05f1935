//! What is no error of the platform: other APIs, shops, logs, programs, chats, numbers of any kind.

use std::collections::BTreeMap;

use waba_errors_payload::{Certainty, Report, read, read_body};

/// So many of the texts may be taken for an error, but none with certainty: two in a hundred.
const LIKELY_AT_MOST: usize = 3;
const FEWEST_TEXTS: usize = 190;

fn harmless() -> BTreeMap<String, String> {
    toml::from_str(include_str!("../data/harmless.toml")).unwrap()
}

/// The names of the texts in which something is found, with what it is.
fn finds(read: impl Fn(&[u8]) -> Vec<String>) -> Vec<String> {
    let texts = harmless().into_iter();
    texts
        .map(|(name, text)| (name, read(text.as_bytes())))
        .filter(|(_, found)| !found.is_empty())
        .map(|(name, found)| format!("{name}: {}", found.join(", ")))
        .collect()
}

fn at_least(report: &Report<'_>, certainty: Certainty) -> Vec<String> {
    report
        .iter()
        .filter(|found| found.certainty() >= certainty)
        .map(|found| format!("{} {:?}", found.number(), found.certainty()))
        .collect()
}

#[test]
fn nothing_is_certain_in_texts_of_others() {
    let wrong = finds(|text| at_least(&read(text), Certainty::Certain));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn next_to_nothing_is_likely_in_texts_of_others() {
    let wrong = finds(|text| at_least(&read(text), Certainty::Possible));
    assert!(
        wrong.len() <= LIKELY_AT_MOST,
        "{}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_service_finds_nothing_in_texts_of_others() {
    let wrong = finds(|text| at_least(&read_body(text), Certainty::Possible));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_texts() {
    let texts = harmless().len();
    assert!(texts >= FEWEST_TEXTS, "{texts}");
    assert!(LIKELY_AT_MOST * 50 <= texts);
}
