//! The forms of the types in JSON.

use waba_errors::{Category, Code, Lang, Retry, codes, lookup, unknown};

#[test]
fn small_types_read_back_as_they_are_written() {
    for entry in codes() {
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
