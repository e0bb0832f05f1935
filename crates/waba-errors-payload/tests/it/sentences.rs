//! What the API prints is answered without a number; what people wrote is not.

use waba_errors_payload::{Certainty, Evidence, Options, read, read_body};

const SENTENCE: &str = "The parameter messaging_product is required.";

#[test]
fn a_sentence_without_a_number_is_likely_the_error_that_prints_it() {
    for text in [
        SENTENCE.to_owned(),
        format!("Help!\n{SENTENCE}\nWhat can I do?"),
        "Param text['body'] must be at most 4096 characters long.".to_owned(),
    ] {
        let report = read(text.as_bytes());
        let found = report.first().unwrap();
        assert_eq!(found.entry().code().get(), 100, "{text}");
        assert_eq!(found.certainty(), Certainty::Likely);
        assert!(found.why().any(|rule| rule == Evidence::OwnSentence));
    }
}

#[test]
fn who_asks_for_what_is_certain_gets_no_sentence_whatever_stands_beside_it() {
    let certain = Options::new().least(Certainty::Certain);
    for text in [SENTENCE.to_owned(), format!("1: {SENTENCE}")] {
        assert!(certain.read(text.as_bytes()).is_empty(), "{text}");
    }
}

#[test]
fn details_narrow_a_code_to_its_case() {
    let body = format!(
        r#"{{"error":{{"message":"(#100) Invalid parameter","code":100,"error_data":{{"details":"{SENTENCE}"}}}}}}"#
    );
    for report in [read(body.as_bytes()), read_body(body.as_bytes())] {
        let found = report.first().unwrap();
        assert_eq!(found.entry().name(), "RequiredFieldMissing");
        assert_eq!(found.certainty(), Certainty::Certain);
    }
}

#[test]
fn a_sentence_that_a_user_wrote_is_no_error() {
    for text in [
        format!(r#"{{"event":"message.received","body":"{SENTENCE}"}}"#),
        format!("{{'text': '{SENTENCE}'}}"),
        format!("{{\"text\"=>\"{SENTENCE}\"}}"),
        format!("map[text:map[body:{SENTENCE}]]"),
        format!("event=received text=\"{SENTENCE}\""),
    ] {
        assert!(read(text.as_bytes()).is_empty(), "{text}");
        assert!(read_body(text.as_bytes()).is_empty(), "{text}");
    }
    assert!(read_body(SENTENCE.as_bytes()).is_empty());
}
