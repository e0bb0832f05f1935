//! Errors in the response types of a client.

use std::error::Error;
use std::time::Duration;

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use waba_errors::{Code, Key, Retry, unknown};
use waba_errors_payload::{ApiError, RetrySource, WebhookError};

fn api(json: &str) -> ApiError {
    serde_json::from_str(json).unwrap()
}

/// The number of an error with this JSON as its code.
fn number(code: &str) -> Option<i64> {
    api(&format!(r#"{{"code":{code}}}"#)).number()
}

#[test]
fn every_field_of_an_answer_is_read() {
    let error = api(
        r#"{"message":"Session has expired","type":"OAuthException","code":190,"error_subcode":463,
        "title":"Title","error_data":{"messaging_product":"whatsapp","details":"Why"},"error_user_title":"For you",
        "error_user_msg":"Log in","is_transient":false,"fbtrace_id":"Az1","href":"https://example.com/"}"#,
    );
    assert_eq!(error.code(), Some(Code::new(190)));
    assert_eq!(
        (error.number(), error.subcode(), error.subcode_number()),
        (Some(190), Some(463), Some(463))
    );
    assert_eq!(error.kind(), Some("OAuthException"));
    assert_eq!(
        (error.title(), error.message()),
        (Some("Title"), Some("Session has expired"))
    );
    assert_eq!(error.details(), Some("Why"));
    assert_eq!(
        (error.user_title(), error.user_message()),
        (Some("For you"), Some("Log in"))
    );
    assert_eq!(
        (error.fbtrace_id(), error.href()),
        (Some("Az1"), Some("https://example.com/"))
    );
    assert_eq!(error.is_transient(), Some(false));
    assert_eq!(error.entry().name(), "TokenExpired");
}

#[test]
fn a_code_is_read_in_every_notation_of_a_whole_number() {
    for code in [
        "131047",
        "\"131047\"",
        "\" 131047 \"",
        "131047.0",
        "\"131047.00\"",
        "1.31047e5",
        "\"1.31047e+05\"",
        "\"١٣١٠٤٧\"",
    ] {
        assert_eq!(number(code), Some(131047), "{code}");
    }
    assert_eq!(number("-1"), Some(-1));
    assert_eq!(number("0"), Some(0));
    assert_eq!(number("9223372036854775807"), Some(i64::MAX));
}

#[test]
fn what_is_no_whole_number_is_no_code() {
    for code in [
        "131025.96",
        "\"131025.96\"",
        "1e-3",
        "\"\"",
        "\"0131047\"",
        "\"131047 x\"",
        "9223372036854775808",
        "18446744073709551616",
        "18446744073709682663",
        "1e300",
        "9007199254740993.0",
        "170141183460469231731687303715884105727",
        "\"1e19\"",
        "null",
        "true",
        "[131047]",
        "{}",
        "{\"code\":131047}",
    ] {
        assert_eq!(number(code), None, "{code}");
    }
}

#[test]
fn a_number_beyond_any_code_is_shown_as_sent_and_unknown() {
    for number in [-1, i64::from(u32::MAX) + 1, i64::MIN] {
        let error = ApiError::new(number).with_subcode(number);
        assert_eq!((error.number(), error.code()), (Some(number), None));
        assert_eq!(
            (error.subcode_number(), error.subcode()),
            (Some(number), None)
        );
        assert_eq!(error.entry(), unknown());
        assert_eq!(error.to_string(), format!("{number}/{number}"));
    }
}

#[test]
fn a_number_that_arrives_as_a_map_is_a_number() {
    let map = |number: &str| format!(r#"{{"$serde_json::private::Number":"{number}"}}"#);
    let error = api(&format!(
        r#"{{"code":{},"error_subcode":{},"is_transient":{},"title":{}}}"#,
        map("131047.0"),
        map("-5"),
        map("1"),
        map("7")
    ));
    assert_eq!(
        (error.number(), error.subcode_number()),
        (Some(131047), Some(-5))
    );
    assert_eq!(
        (error.is_transient(), error.title()),
        (Some(true), Some("7"))
    );
    for odd in ["131025.96", "9223372036854775808", "1e400"] {
        assert_eq!(number(&map(odd)), None, "{odd}");
    }
    assert_eq!(api(&map("131047")).number(), Some(131047));
}

#[test]
fn what_is_no_error_has_no_code() {
    for json in [
        "{}",
        "[]",
        "\"x\"",
        "null",
        "true",
        "1.5",
        r#"{"message":"x"}"#,
        r#"{"error":"Bad Request","status":400}"#,
        r#"{"error":null}"#,
        r#"{"error":131047}"#,
        r#"{"errors":["x"]}"#,
        r#"{"errors":{}}"#,
        r#"[{"code":131047}]"#,
        r#"{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"statuses":[{"code":5}]}}]}]}"#,
    ] {
        let error = api(json);
        assert_eq!((error.number(), error.code()), (None, None), "{json}");
        assert_eq!(error.entry(), unknown(), "{json}");
        assert_eq!(error.entry().key(), Key::Unnumbered, "{json}");
        assert_eq!(error.retry(), Retry::AfterFix, "{json}");
        assert!(error.to_string().starts_with("no code"), "{json}");
    }
    assert_eq!(api("\"x\"").message(), Some("x"));
    assert_eq!(ApiError::default(), api("{}"));
}

#[test]
fn a_number_alone_is_a_code() {
    assert_eq!(api("131047"), ApiError::new(131047));
}

#[test]
fn the_whole_answer_is_read_like_the_error_in_it() {
    let error = ApiError::new(131047).with_title("T");
    for json in [
        r#"{"code":131047,"title":"T"}"#,
        r#"{"error":{"code":131047,"title":"T"}}"#,
        r#"{"success":false,"error":{"code":131047,"title":"T"},"message":"failed"}"#,
        r#"{"errors":[{"code":131047,"title":"T"},{"code":190}]}"#,
        r#"{"errors":["x",{"code":131047,"title":"T"}]}"#,
        r#"{"error":{"error":{"code":131047,"title":"T"}}}"#,
        r#"{"code":131047,"error":{"code":190},"title":"T"}"#,
    ] {
        assert_eq!(api(json), error, "{json}");
        let webhook: WebhookError = serde_json::from_str(json).unwrap();
        assert_eq!(webhook, error.clone().into(), "{json}");
    }
}

#[test]
fn of_a_field_that_comes_twice_the_last_counts() {
    let error = api(
        r#"{"code":190,"title":"A","code":"131047","title":null,"error_data":"a","error_data":{"details":"b"}}"#,
    );
    assert_eq!(
        (error.number(), error.title(), error.details()),
        (Some(131047), None, Some("b"))
    );
    assert_eq!(number("190,\"code\":\"x\""), None);
    assert_eq!(
        api(r#"{"error":{"code":1},"error":{"code":2}}"#).number(),
        Some(2)
    );
}

#[test]
fn details_are_read_in_any_form() {
    for field in [
        r#""error_data":{"details":"why"}"#,
        r#""error_data":{"messaging_product":"whatsapp","details":"why","details2":"x"}"#,
        r#""error_data":"why""#,
        r#""error_data":"{\"details\":\"why\"}""#,
        r#""details":"why""#,
        r#""details":{"details":"why"}"#,
        r#""error_data":{"details":"why"},"details":"less""#,
        r#""error_data":{"details":"why","error":{"code":5}}"#,
    ] {
        let error = api(&format!(r#"{{"code":131009,{field}}}"#));
        assert_eq!(error.details(), Some("why"), "{field}");
    }
    for field in [
        r#""error_data":{}"#,
        r#""error_data":[1]"#,
        r#""error_data":null"#,
        r#""details":true"#,
    ] {
        let error = api(&format!(r#"{{"code":131009,{field}}}"#));
        assert_eq!(error.details(), None, "{field}");
    }
}

#[test]
fn a_field_of_another_type_is_left_out() {
    let error = api(
        r#"{"code":"190","error_subcode":"463","type":7,"title":null,"message":["x"],"error_data":[1],"fbtrace_id":{},
        "is_transient":"True","unknown":{"deep":[{}]},"error_user_msg":1.5,"href":[{"code":[[]]}]}"#,
    );
    let expected = ApiError::new(190)
        .with_subcode(463)
        .with_kind("7")
        .with_transient(true);
    assert_eq!(error, expected);
    for (json, truth) in [
        ("0", Some(false)),
        ("1", Some(true)),
        ("2", None),
        ("\"false\"", Some(false)),
        ("\"no\"", None),
        ("{}", None),
    ] {
        assert_eq!(
            api(&format!(r#"{{"is_transient":{json}}}"#)).is_transient(),
            truth,
            "{json}"
        );
    }
}

#[test]
fn an_error_is_read_behind_untagged_and_flattened_types() {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Response {
        Failed { error: ApiError },
        Other(Value),
    }
    #[derive(Deserialize)]
    struct Flat {
        #[serde(flatten)]
        error: WebhookError,
    }
    let body = r#"{"error":{"code":131047.0,"error_data":{"details":"why"}}}"#;
    let error = ApiError::new(131047).with_details("why");
    match serde_json::from_str(body).unwrap() {
        Response::Failed { error: failed } => assert_eq!(failed, error),
        Response::Other(other) => panic!("{other}"),
    }
    let flat: Flat = serde_json::from_str(body).unwrap();
    assert_eq!(flat.error, error.clone().into());
    let value: Value = serde_json::from_str(body).unwrap();
    assert_eq!(serde_json::from_value::<ApiError>(value).unwrap(), error);
    let table: ApiError =
        toml::from_str("code = 131047\nerror_data = { details = 'why' }").unwrap();
    assert_eq!(table, error);
}

#[test]
fn an_error_is_written_as_the_api_writes_it() {
    let error = WebhookError::new(131047)
        .with_title("Re-engagement message")
        .with_details("Too late")
        .with_href("https://example.com/");
    let json = json!({
        "code": 131047,
        "title": "Re-engagement message",
        "error_data": { "details": "Too late" },
        "href": "https://example.com/",
    });
    assert_eq!(serde_json::to_value(&error).unwrap(), json);
    assert_eq!(serde_json::to_string(&ApiError::default()).unwrap(), "{}");
    let error = ApiError::new(190)
        .with_subcode(463)
        .with_kind("OAuthException")
        .with_transient(false);
    let json = r#"{"code":190,"error_subcode":463,"type":"OAuthException","is_transient":false}"#;
    assert_eq!(serde_json::to_string(&error).unwrap(), json);
}

#[test]
fn an_error_is_an_error_with_a_sentence() {
    let error = WebhookError::new(131047)
        .with_title("Re-engagement message")
        .with_details("Too late");
    assert_eq!(error.to_string(), "131047: Re-engagement message: Too late");
    let error = ApiError::new(190)
        .with_subcode(463)
        .with_message("(#190) Session has expired");
    assert_eq!(error.to_string(), "190/463: Session has expired");
    assert_eq!(api(r#"{"message":"x"}"#).to_string(), "no code: x");
    let _: Box<dyn Error> = error.into();
}

#[test]
fn the_title_chooses_the_case_of_a_code() {
    let error = ApiError::new(2388103).with_user_title("Your WhatsApp account must be approved");
    assert_eq!(error.entry().name(), "MigrationAccountNotApproved");
    let error = ApiError::new(100).with_subcode(33);
    assert_eq!(error.entry().key(), Key::Pair(100, 33));
}

#[test]
fn the_advice_is_sharpened_by_what_the_error_says() {
    let error = ApiError::new(80007);
    assert_eq!(
        (error.retry(), error.retry_source()),
        (error.entry().retry(), RetrySource::Entry)
    );
    let error = error
        .with_message("Too many calls")
        .with_details("Please try again in 12 hours");
    let wait = Duration::from_secs(12 * 3_600);
    assert_eq!(
        (error.retry(), error.retry_source()),
        (Retry::After(wait), RetrySource::Details)
    );
    let error = ApiError::new(131026).with_details("Please try again in 12 hours");
    assert_eq!(error.retry(), error.entry().retry());
    let error = ApiError::new(999_999).with_transient(true);
    assert_eq!(
        (error.retry(), error.retry_source()),
        (Retry::Backoff, RetrySource::Transient)
    );
}

#[test]
fn an_error_is_small_enough_for_a_result() {
    assert_eq!(size_of::<Result<u32, ApiError>>(), 16);
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop::option::of(any::<String>())
}

fn error() -> impl Strategy<Value = ApiError> {
    let numbers = (
        any::<i64>(),
        prop::option::of(any::<i64>()),
        prop::option::of(any::<bool>()),
    );
    let texts = (
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
        text(),
    );
    (numbers, texts).prop_map(|((number, subcode, truth), texts)| {
        let json = json!({
            "code": number, "error_subcode": subcode, "is_transient": truth, "type": texts.0, "title": texts.1, "message": texts.2,
            "error_data": { "details": texts.3 }, "error_user_title": texts.4, "error_user_msg": texts.5, "fbtrace_id": texts.6,
            "href": texts.7,
        });
        serde_json::from_value(json).unwrap()
    })
}

/// Any JSON, with the names of errors in it.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let names = [
        "code",
        "error_subcode",
        "type",
        "title",
        "message",
        "details",
        "error_data",
        "error",
        "errors",
        "is_transient",
        "x",
        "$serde_json::private::Number",
    ];
    let name = prop::sample::select(names.to_vec()).prop_map(str::to_owned);
    leaf.prop_recursive(4, 32, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn an_error_reads_back_as_it_is_written(error in error()) {
        let json = serde_json::to_string(&error).unwrap();
        prop_assert_eq!(&api(&json), &error);
        let webhook = WebhookError::from(error);
        let json = serde_json::to_string(&webhook).unwrap();
        prop_assert_eq!(serde_json::from_str::<WebhookError>(&json).unwrap(), webhook);
    }

    #[test]
    fn any_json_is_read(value in value()) {
        let error = api(&value.to_string());
        let _ = (error.entry(), error.retry(), error.to_string());
        let json = serde_json::to_string(&error).unwrap();
        prop_assert_eq!(api(&json), error);
    }
}

/// They are shown as they were sent by [`Found`]; serde has them as fractions, of which nothing is left to show.
#[test]
fn a_number_that_no_i64_holds_is_none_and_not_another_one() {
    for code in [
        "99999999999999999999",
        "-99999999999999999999",
        "1e300",
        "\"99999999999999999999\"",
    ] {
        let body = format!(r#"{{"error":{{"code":{code},"error_subcode":{code},"message":"x"}}}}"#);
        let error: ApiError = serde_json::from_str(&body).unwrap();
        assert_eq!((error.code(), error.number()), (None, None), "{code}");
        assert_eq!(
            (error.subcode(), error.subcode_number()),
            (None, None),
            "{code}"
        );
        assert_eq!(
            (error.message(), error.to_string().as_str()),
            (Some("x"), "no code: x")
        );
        let error: WebhookError = serde_json::from_str(&format!(r#"{{"code":{code}}}"#)).unwrap();
        assert_eq!(error.number(), None, "{code}");
        assert_eq!(error.entry(), WebhookError::default().entry());
    }
}
