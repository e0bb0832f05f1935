//! Any bytes are read: what is no text, and what is very long.

use waba_errors_payload::{Certainty, Options, Report, read, read_body, waba_errors};

const ANSWER: &str = r#"{"error":{"message":"Session has expired","type":"OAuthException","code":190,"error_subcode":463}}"#;

fn keys(report: &Report<'_>) -> Vec<String> {
    let keys = report.iter().map(|found| found.entry().key().to_string());
    keys.collect()
}

#[test]
fn an_error_is_found_between_bytes_that_are_no_text() {
    let input = [
        b"\x00\xff\xfe\n\x80".as_slice(),
        ANSWER.as_bytes(),
        b"\xc3\x00\n",
    ]
    .concat();
    assert_eq!(keys(&read(&input)), ["190/463"]);
}

#[test]
fn an_error_is_found_in_utf_16_with_and_without_a_mark() {
    for text in [ANSWER.to_owned(), format!("\u{feff}{ANSWER}")] {
        for write in [u16::to_le_bytes, u16::to_be_bytes] {
            let input: Vec<u8> = text.encode_utf16().flat_map(write).collect();
            assert_eq!(keys(&read(&input)), ["190/463"], "{:?}", input.get(..4));
        }
    }
}

#[test]
fn noise_holds_no_error() {
    let noise: Vec<u8> = (0..200_000_u32)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    let report = Options::new().least(Certainty::Likely).read(&noise);
    assert_eq!(keys(&report), [""; 0]);
}

#[test]
fn a_long_message_hides_no_error_and_is_none() {
    for message in ["x".repeat(3 << 20), "(#131047) x ".repeat(300_000)] {
        let body = format!(r#"{{"error":{{"message":"{message}","code":190}}}}"#);
        let report = read(body.as_bytes());
        assert_eq!(keys(&report), ["190"]);
        assert!(!report.truncated());
    }
}

#[test]
fn each_escape_of_json_is_read_as_the_character_it_stands_for() {
    let body = br#"{"error":{"message":"a\bb\fc\nd\te\/f\u0041\"g","code":131047}}"#;
    let report = read_body(body);
    let message = report.first().and_then(|found| found.message());
    assert_eq!(message.as_deref(), Some("a\u{8}b\u{c}c\nd\te/fA\"g"));
}

#[test]
fn however_many_codes_a_text_of_a_body_tells_each_is_found_or_the_report_says_that_it_is_cut() {
    let codes: Vec<i64> = waba_errors::Code::ALL
        .iter()
        .map(|code| i64::from(*code))
        .filter(|code| *code >= 130_000)
        .take(12)
        .collect();
    let said: Vec<_> = codes.iter().map(|code| format!("error {code}")).collect();
    let body = format!(r#"{{"exception":"{}"}}"#, said.join("; "));
    let found =
        |report: &Report<'_>| -> Vec<i64> { report.iter().map(|found| found.number()).collect() };

    let report = read(body.as_bytes());
    assert_eq!((found(&report), report.truncated()), (codes.clone(), false));

    let report = Options::new().errors(5).read(body.as_bytes());
    assert_eq!(
        (found(&report), report.truncated()),
        (codes[..5].to_vec(), true)
    );
}
