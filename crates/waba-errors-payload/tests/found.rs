//! What an error found says about itself.

#![allow(clippy::panic, clippy::unwrap_used)]

use std::error::Error;

use serde::Deserialize;
use waba_errors_payload::{ApiError, Contradiction, Found, WebhookError, read};

fn one(body: &str) -> Found {
    let [found] = &read(body.as_bytes())[..] else {
        panic!("not one error in {body}")
    };
    found.clone()
}

#[test]
fn all_that_a_graph_error_says_is_kept() {
    let found = one(
        r#"{"error":{"message":"(#131030) Recipient \"not\" in list","type":"OAuthException","code":"131030",
        "error_subcode":2655007,"is_transient":false,"error_user_title":"Empf\u00e4nger","error_user_msg":"Hinzuf\u00fcgen",
        "error_data":{"messaging_product":"whatsapp","details":"Add it"},"fbtrace_id":"A1"}}"#,
    );
    assert_eq!((found.code, found.subcode), (131030, Some(2655007)));
    assert_eq!(
        found.message.as_deref(),
        Some("(#131030) Recipient \"not\" in list")
    );
    assert_eq!(found.details.as_deref(), Some("Add it"));
    assert_eq!(found.user_title.as_deref(), Some("Empfänger"));
    assert_eq!(found.user_message.as_deref(), Some("Hinzufügen"));
    assert_eq!(found.fbtrace_id.as_deref(), Some("A1"));
    assert_eq!(found.is_transient, Some(false));
    assert_eq!(found.contradictions(), []);
}

#[test]
fn recipient_and_message_are_found_wherever_they_stand() {
    let before = r#"{"statuses":[{"id":"wamid.A","recipient_id":"15550100001","status":"failed","errors":[{"code":131026}]}]}"#;
    let after = r#"{"statuses":[{"errors":[{"code":131026}],"status":"failed","recipient_id":"15550100001","id":"wamid.A"}]}"#;
    for body in [before, after] {
        let found = one(body);
        assert_eq!(found.recipient.as_deref(), Some("15550100001"));
        assert_eq!(found.message_id.as_deref(), Some("wamid.A"));
        assert_eq!(found.status.as_deref(), Some("failed"));
    }
}

#[test]
fn the_id_of_an_account_is_no_message() {
    let found = one(
        r#"{"entry":[{"id":"200000000000001","changes":[{"value":{"errors":[{"code":131000,"title":"x"}]}}]}]}"#,
    );
    assert_eq!(found.message_id, None);
}

#[test]
fn details_are_read_from_error_data_in_any_form() {
    for data in [
        r#"{"details":"why"}"#,
        r#""why""#,
        r#""{\"details\":\"why\"}""#,
    ] {
        let body = format!(r#"{{"error":{{"code":131009,"error_data":{data}}}}}"#);
        assert_eq!(one(&body).details.as_deref(), Some("why"), "{body}");
        let typed: ApiError =
            serde_json::from_str(&format!(r#"{{"code":131009,"error_data":{data}}}"#)).unwrap();
        assert_eq!(typed.details.as_deref(), Some("why"), "{body}");
    }
}

#[test]
fn a_sentence_is_the_message_without_what_a_dump_puts_around_it() {
    for body in [
        "131026: Message undeliverable",
        "[131026] Message undeliverable",
        r#"error="131026: Message undeliverable", retry=false"#,
        r#"{"external_error":"131026: Message undeliverable"}"#,
        "failed with error code 131026: Message undeliverable\"}',",
    ] {
        let message = one(body).message;
        assert!(
            message
                .as_deref()
                .is_some_and(|message| message.ends_with("Message undeliverable")),
            "{body}: {message:?}"
        );
    }
}

#[test]
fn a_value_of_print_r_keeps_all_its_words() {
    let found =
        one("Array\n(\n    [code] => 132001\n    [details] => template (a_b) does not exist\n)\n");
    assert_eq!(
        found.details.as_deref(),
        Some("template (a_b) does not exist")
    );
}

#[test]
fn texts_for_users_may_stand_beside_the_error() {
    let found = one(
        r#"{"error":{"message":"x","type":"OAuthException","code":100},"error_user_title":"No","error_user_msg":"Not now"}"#,
    );
    assert_eq!(found.user_title.as_deref(), Some("No"));
    assert_eq!(found.user_message.as_deref(), Some("Not now"));
}

#[test]
fn the_id_of_the_platform_comes_before_the_id_of_a_vendor() {
    let found = one(
        r#"{"id":"v-1","status":"failed","wamid":"wamid.A","errors":[{"code":131026,"title":"x"}]}"#,
    );
    assert_eq!(found.message_id.as_deref(), Some("wamid.A"));
}

#[test]
fn the_offset_is_a_byte_of_the_input_also_where_quotes_are_encoded() {
    let page = "<p>&quot;</p> {&quot;error&quot;:{&quot;code&quot;:131047}}";
    let found = one(page);
    assert!(
        page[found.offset..].starts_with("{&quot;code"),
        "{}",
        found.offset
    );
}

#[test]
fn an_http_status_of_another_api_is_no_code_but_other_numbers_near_it_are() {
    for code in [400, 401, 404, 429, 500, 503] {
        let body = format!(r#"{{"error":{{"code":{code},"message":"Not possible"}}}}"#);
        assert_eq!(read(body.as_bytes()), [], "{body}");
        let body =
            format!(r#"{{"error":{{"code":{code},"message":"No","type":"OAuthException"}}}}"#);
        assert_eq!(one(&body).code, code);
    }
    for code in [470, 480, 551] {
        let body = format!(r#"{{"error":{{"code":{code},"message":"Not possible"}}}}"#);
        assert_eq!(one(&body).code, code);
    }
}

#[test]
fn the_pair_comes_before_the_subcode_and_the_subcode_before_the_code() {
    assert_eq!(
        one(r#"{"error":{"code":190,"error_subcode":463}}"#)
            .entry()
            .name(),
        "TokenExpired"
    );
    let subcode = one(r#"{"error":{"code":100,"error_subcode":2388047}}"#).entry();
    assert_eq!(subcode.name(), "TemplateHeaderFormatIncorrect");
    assert_eq!(
        one(r#"{"error":{"code":131047,"error_subcode":7}}"#)
            .entry()
            .code(),
        131047
    );
}

#[test]
fn the_case_is_told_by_any_of_the_texts() {
    for field in ["message", "error_user_title", "title"] {
        let body = format!(
            r#"{{"error":{{"code":100,"error_subcode":2388103,"{field}":"Your WhatsApp account must be approved"}}}}"#
        );
        assert_eq!(
            one(&body).entry().name(),
            "MigrationAccountNotApproved",
            "{field}"
        );
    }
}

#[test]
fn contradictions_are_flagged() {
    use Contradiction::{HttpStatus, MessageNumber, Sent, Title};
    let flags = |body| one(body).contradictions();
    assert_eq!(
        flags(r#"{"error":{"code":131026,"message":"(#131047) Re-engagement message"}}"#),
        [MessageNumber(131047)]
    );
    assert_eq!(
        flags(r#"{"errors":[{"code":131026,"title":"Re-engagement message"}]}"#),
        [Title(131047)]
    );
    assert_eq!(
        flags(r#"{"status":"sent","errors":[{"code":131026,"title":"Message undeliverable"}]}"#),
        [Sent]
    );
    let documented = waba_errors::lookup(131047).http_status().unwrap();
    let body = "HTTP/1.1 503 Service Unavailable\r\n\r\n{\"error\":{\"code\":131047,\"message\":\"(#131047) Re-engagement message\"}}";
    assert_eq!(
        flags(body),
        [HttpStatus {
            actual: 503,
            documented
        }]
    );
}

#[test]
fn numbers_of_the_on_premises_api_are_no_codes_of_today() {
    let found = one(r#"{"errors":[{"code":1013,"title":"User is not valid"}]}"#);
    assert!(!found.entry().is_known());
    assert_eq!(found.on_premises().unwrap().successors(), [131026]);
    assert_eq!(
        one(r#"{"errors":[{"code":131026,"title":"x"}]}"#).on_premises(),
        None
    );
}

#[test]
fn sentences_in_a_list_of_errors_are_errors() {
    let found =
        read(br#"{"errors":["(#131047) Re-engagement message","error code 131026","later"]}"#);
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.code, found.path.as_str()))
        .collect();
    assert_eq!(found, [(131047, "errors[0]"), (131026, "errors[1]")]);
    let list = br#"{"errors":["(#131047) Re-engagement message",{"code":131047}]}"#;
    assert_eq!(read(list).len(), 1);
}

#[test]
fn a_number_that_is_too_long_is_no_subcode() {
    let found = read(b"error code 190, subcode 99999999999999999999");
    assert_eq!((found[0].code, found[0].subcode), (190, None));
}

#[test]
fn a_remark_in_brackets_is_no_list() {
    assert_eq!(read(b"[ERROR, (#131047) Re-engagement message]").len(), 1);
    assert_eq!(read(br#"[null, "(#131047) Re-engagement message"]"#), []);
}

#[test]
fn names_in_capitals_are_read_in_strings_too() {
    let found = read(br#"{"answer":"{\"ERROR_CODE\":131047,\"x\":1}"}"#);
    assert_eq!((found[0].code, found[0].path.as_str()), (131047, "answer"));
}

#[test]
fn a_typed_error_takes_any_field() {
    let odd = r#"{"code":"190","error_subcode":"463","type":7,"title":null,"message":["x"],"error_data":[1],"fbtrace_id":{},
        "is_transient":"true","unknown":{"deep":[{}]},"error_user_msg":1.5}"#;
    let error: ApiError = serde_json::from_str(odd).unwrap();
    assert_eq!(
        (error.code, error.subcode, error.is_transient),
        (190, Some(463), Some(true))
    );
    assert_eq!(error.entry().name(), "TokenExpired");
    for other in ["null", "[]", "true"] {
        #[derive(Deserialize)]
        struct Response {
            error: ApiError,
        }
        let response: Response = serde_json::from_str(&format!(r#"{{"error":{other}}}"#)).unwrap();
        assert_eq!(response.error, ApiError::default(), "{other}");
    }
}

#[test]
fn a_typed_error_is_an_error_with_a_sentence() {
    let error: WebhookError = serde_json::from_str(
        r#"{"code":131047,"title":"Re-engagement message","error_data":{"details":"Too late"}}"#,
    )
    .unwrap();
    assert_eq!(error.to_string(), "131047: Re-engagement message: Too late");
    assert!(!error.retry().is_retryable());
    let _: Box<dyn Error> = error.into();
}
