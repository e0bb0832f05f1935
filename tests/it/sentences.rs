//! What the API prints leads to the entry that it belongs to.

use waba_errors::{Entry, Key, find, from_message, from_name, lookup};
use waba_errors_codegen::{Scope, check, load};

use crate::root;

/// Each sentence of the data with its entry; `fill` stands for what varies.
fn sentences(fill: &str) -> Vec<(String, Entry)> {
    let model = check(&load(&root().join("data")), Scope::Project).model;
    let mut sentences = Vec::new();
    for entry in model.entries {
        let known = from_name(&entry.name).unwrap();
        let says = entry.says.iter().map(|text| text.replace("{}", fill));
        sentences.extend(says.map(|text| (text, known)));
    }
    assert!(sentences.len() > 250);
    sentences
}

/// The code or the pair without its case, as an answer with numbers gives it.
fn as_sent(entry: &Entry) -> Entry {
    match entry.key() {
        Key::PairCase(code, subcode, _) => lookup(code).subcode(subcode),
        Key::Case(code, _) | Key::Pair(code, _) => lookup(code),
        key => find(key).unwrap(),
    }
}

#[test]
fn every_sentence_leads_to_its_entry_without_a_number() {
    for (text, entry) in sentences("15550001234") {
        let first = from_message(&text).next();
        assert_eq!(first, Some(entry), "{text}");
    }
}

#[test]
fn every_sentence_narrows_its_code() {
    for (text, entry) in sentences("x y z") {
        assert_eq!(as_sent(&entry).detailed(&text), entry, "{text}");
        assert_eq!(entry.detailed(&text), entry, "{text}");
    }
}

#[test]
fn a_sentence_is_found_in_every_way_in_which_it_is_written() {
    let ways: [fn(&str) -> String; 7] = [
        |text| format!("(#100) {text}"),
        str::to_uppercase,
        |text| text.replace(' ', "\n\t "),
        |text| text.replace('\'', "&#39;").replace('"', "&quot;"),
        |text| text.replace('\'', "\u{2019}").replace(' ', "\u{a0}"),
        |text| text.replace('"', "\\\"").replace('\'', "\\u0027"),
        |text| format!("12:04:31 WARN send failed: {text} [req 7f3a]"),
    ];
    for (text, entry) in sentences("1") {
        for way in ways {
            let text = way(&text);
            assert_eq!(as_sent(&entry).detailed(&text), entry, "{text}");
        }
    }
}

#[test]
fn a_code_that_was_sent_wins_over_a_sentence_of_another() {
    let details = "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
    assert_eq!(from_message(details).next(), Some(lookup(131047)));
    assert_eq!(lookup(131026).detailed(details), lookup(131026));
}

#[test]
fn a_sentence_that_ends_too_early_is_found_by_its_first_words() {
    let cut = "Unsupported get request. Object with ID '1' does not exist, cannot be loaded due to missing perm";
    assert_eq!(lookup(100).detailed(cut), lookup(100).subcode(33));
}

#[test]
fn what_nobody_prints_leads_nowhere() {
    for text in [
        "",
        "{}",
        "The message was not found in my inbox, please send it again",
        "Object",
        "\u{2019}\u{2019}\\u&;&#;&quot",
    ] {
        assert_eq!(from_message(text).count(), 0, "{text}");
        assert_eq!(lookup(100).detailed(text), lookup(100), "{text}");
    }
}

#[test]
fn only_the_first_words_of_a_long_text_count() {
    let sentence = "Recipient phone number not in allowed list";
    let long = format!("{}{sentence}", "word ".repeat(100_000));
    assert_eq!(from_message(&long).count(), 0);
    let short = format!("{} {sentence}", "word ".repeat(20));
    assert_eq!(from_message(&short).next(), Some(lookup(131030)));
}
