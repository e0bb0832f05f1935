//! Numbers are told as they were sent, whatever their size and notation.

use waba_errors_payload::{Certainty, Options};

/// Code and subcode as they are told, and as numbers.
type Numbers = (Option<String>, Option<String>, Option<i64>, Option<i64>);

/// The numbers of the only error.
fn numbers(code: &str, subcode: &str) -> Numbers {
    let body = format!(
        r#"{{"error":{{"code":{code},"error_subcode":{subcode},"type":"OAuthException"}}}}"#
    );
    let report = Options::new()
        .least(Certainty::Possible)
        .read(body.as_bytes());
    assert_eq!(report.len(), 1, "{body}");
    let found = report.first().unwrap();
    (
        found.code_text().map(Into::into),
        found.subcode_text().map(Into::into),
        found.code_number(),
        found.subcode_number(),
    )
}

#[test]
fn a_number_that_an_i64_holds_is_told_as_a_number() {
    for (sent, told) in [
        ("131047", 131_047),
        ("\"131047\"", 131_047),
        ("1.31047e5", 131_047),
        ("131047.00", 131_047),
        ("-1", -1),
        ("4294967296", 4_294_967_296),
        ("9223372036854775807", i64::MAX),
        ("-9223372036854775808", i64::MIN),
    ] {
        let expected = (
            Some(told.to_string()),
            Some("7".to_owned()),
            Some(told),
            Some(7),
        );
        assert_eq!(numbers(sent, "7"), expected, "{sent}");
        let expected = (
            Some("100".to_owned()),
            Some(told.to_string()),
            Some(100),
            Some(told),
        );
        assert_eq!(numbers("100", sent), expected, "{sent}");
    }
}

#[test]
fn a_number_that_no_i64_holds_is_told_as_it_was_sent() {
    for sent in [
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "340282366920938463463374607431768211456",
    ] {
        for written in [sent.to_owned(), format!("\"{sent}\"")] {
            let expected = (Some(sent.to_owned()), Some("7".to_owned()), None, Some(7));
            assert_eq!(numbers(&written, "7"), expected, "{written}");
            let expected = (
                Some("100".to_owned()),
                Some(sent.to_owned()),
                Some(100),
                None,
            );
            assert_eq!(numbers("100", &written), expected, "{written}");
        }
    }
}

#[test]
fn a_number_that_no_i64_holds_is_no_code_of_the_table() {
    // 131047 beyond the numbers of 32 and of 64 bits.
    for sent in ["4295098343", "18446744073709682663"] {
        let body = format!(r#"{{"error":{{"code":{sent},"type":"OAuthException"}}}}"#);
        let report = Options::new()
            .least(Certainty::Possible)
            .read(body.as_bytes());
        let found = report.first().unwrap();
        assert_eq!((found.code(), found.entry().is_known()), (None, false));
        assert!(serde_json::to_string(&found).unwrap().contains(sent));
    }
}

#[test]
fn both_values_of_one_code_are_told() {
    let pasted = b"\"error\": {\n    \"code\": 470, 131008\n    \"message\": \"Not sent\"\n}";
    let possible = Options::new().least(Certainty::Possible).read(pasted);
    let told: Vec<_> = possible
        .iter()
        .map(|found| (found.number(), found.certainty()))
        .collect();
    assert_eq!(
        told,
        [(470, Certainty::Possible), (131008, Certainty::Likely)]
    );
    assert!(Options::new().read_body(pasted).is_empty());
}
