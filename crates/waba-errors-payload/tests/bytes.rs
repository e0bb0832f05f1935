//! Any bytes are read: what is no text, and what is very long.

use waba_errors_payload::{Certainty, Options, Report, read};

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
