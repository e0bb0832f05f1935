//! The forms of the types in JSON.

use std::time::Duration;

use waba_errors::{Category, Code, Fixer, Key, Lang, Retry, codes, lookup, unknown};

#[test]
fn small_types_read_back_as_they_are_written() {
    for entry in codes() {
        let json = serde_json::to_string(&entry.key()).unwrap();
        assert_eq!(serde_json::from_str::<Key>(&json).unwrap(), entry.key());
        let json = serde_json::to_string(&entry.retry()).unwrap();
        assert_eq!(serde_json::from_str::<Retry>(&json).unwrap(), entry.retry());
        let json = serde_json::to_string(&entry.category()).unwrap();
        assert_eq!(
            serde_json::from_str::<Category>(&json).unwrap(),
            entry.category()
        );
    }
    assert_eq!(serde_json::to_string(&Lang::Ar).unwrap(), "\"ar\"");
    assert_eq!(serde_json::from_str::<Lang>("\"ar-EG\"").unwrap(), Lang::Ar);
}

#[test]
fn a_code_is_a_number_and_may_come_in_quotes() {
    assert_eq!(
        serde_json::to_string(&Code::RATE_LIMIT_HIT).unwrap(),
        "130429"
    );
    for json in ["130429", "\"130429\"", "\"RateLimitHit\""] {
        assert_eq!(
            serde_json::from_str::<Code>(json).unwrap(),
            Code::RATE_LIMIT_HIT
        );
    }
    for json in ["-1", "4294967296", "\"abc\"", "1.5", "null", "[]"] {
        assert!(serde_json::from_str::<Code>(json).is_err(), "{json}");
    }
    let error = serde_json::from_str::<Code>("\"TokenExpired\"").unwrap_err();
    assert!(error.to_string().contains("the pair 190/463"), "{error}");
}

#[test]
fn small_types_read_back_from_a_format_that_does_not_describe_itself() {
    for entry in codes() {
        let facts = (entry.retry(), entry.category(), entry.fixer());
        let written = (entry.code(), entry.key(), facts);
        let bytes = postcard::to_allocvec(&written).unwrap();
        let read: (Code, Key, (Retry, Category, Fixer)) = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(read, written);
    }
}

#[test]
fn every_wait_reads_back_as_it_is_written() {
    for wait in [
        Duration::ZERO,
        Duration::from_millis(1_500),
        Duration::from_micros(7),
        Duration::from_nanos(1),
        Duration::from_secs(259_200),
        Duration::MAX,
    ] {
        let retry = Retry::After(wait);
        assert_eq!(retry.to_string().parse(), Ok(retry));
    }
    assert_eq!(
        Retry::After(Duration::from_millis(1_500)).to_string(),
        "1500ms"
    );
    assert_eq!("3d".parse::<Retry>(), "72h".parse());
    for text in [
        "",
        "h",
        "+1h",
        "-1s",
        "1.5h",
        "1 h",
        "1w",
        "340282366920938463463374607431768211455h",
    ] {
        assert!(text.parse::<Retry>().is_err(), "{text:?}");
    }
}

#[test]
fn an_entry_is_written_with_its_facts() {
    let json = serde_json::to_value(lookup(190).subcode(463)).unwrap();
    assert_eq!(json["key"], "190/463");
    assert_eq!(json["code"], 190);
    assert_eq!(json["subcode"], 463);
    assert_eq!(json["known"], true);
    assert_eq!(json["name"], "TokenExpired");
    assert_eq!(json["http_status"], 401);
    assert_eq!(json["retry"], "after-fix");
}

#[test]
fn an_entry_without_a_number_is_written_without_a_code() {
    let json = serde_json::to_value(unknown()).unwrap();
    assert_eq!(json["key"], "unknown");
    assert_eq!(json["code"], serde_json::Value::Null);
    assert_eq!(json["known"], false);
}
