//! `waba-errors read`.

use std::fs;
use std::io::{Seek, Write};

use expect_test::expect;
use waba_errors::{Lang, lookup, unknown};
use waba_errors_explain::labels;

use crate::texts::without_texts;
use crate::{
    CLEAN, EXPIRED, WEBHOOK, assert_harmless, command, json, nothing_found, pipe, run, stderr,
    stdout, truncated,
};

#[test]
fn an_answer_is_explained() {
    let output = pipe(&["read", "--lang", "en"], EXPIRED);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    expect![[r#"
        190/463
        {190/463 title}

        {190/463 description}

        {fix}
          1. {190/463 fix}

        {places}
          {place system-users}
            https://business.facebook.com/settings/
          {place token-debugger}
            https://developers.facebook.com/tools/debug/accesstoken/
          {place api-setup}
            https://developers.facebook.com/apps
          `GET /debug_token?input_token={access-token}`
            https://developers.facebook.com/documentation/business-messaging/whatsapp/permissions

        {retry}
          {retry}

        {fixer}
          {fixer}

        {scope}
          {scope}

        {effect}
          {effect}

        {place}
          Line 1
          error

        {message}
          Error validating access token: Session has expired

        {trace_id}
          AbC1
    "#]]
    .assert_eq(&without_texts(&stdout(&output), &["190/463"], Lang::En));
}

#[test]
fn each_error_of_a_webhook_says_where_it_stands_and_whom_it_concerns() {
    let output = pipe(&["read", "-", "--lang", "en"], WEBHOOK);
    assert_eq!(output.status.code(), Some(0));
    expect![[r#"
        131047
        {131047 title}

        {131047 description}

        {fix}
          1. {131047 fix}

        {places}
          `POST /{phone-number-id}/messages`
            https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
          Webhook `messages`
            https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
          {place message-templates}
            https://business.facebook.com/latest/whatsapp_manager/message_templates

        {retry}
          {retry}

        {fixer}
          {fixer}

        {scope}
          {scope}

        {effect}
          {effect}

        {place}
          Line 1
          entry[0].changes[0].value.statuses[0].errors[0]

        {given_title}
          Re-engagement message

        {details}
          Message failed to send because more than 24 hours have passed.

        {recipient}
          15550001234

        {message_id}
          wamid.A1


        131026
        {131026 title}

        {131026 description}

        {fix}
          1. {131026 fix}

        {places}
          {place recipient-accept-terms}
            https://developers.facebook.com/documentation/business-messaging/whatsapp/support
          {place recipient-blocked-list}
            https://developers.facebook.com/documentation/business-messaging/whatsapp/support
          Webhook `messages`
            https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
          `GET /{waba-id}?fields=analytics.start({time}).end({time}).granularity(DAY)`
            https://developers.facebook.com/documentation/business-messaging/whatsapp/analytics

        {retry}
          {retry}

        {fixer}
          {fixer}

        {scope}
          {scope}

        {effect}
          {effect}

        {place}
          Line 1
          entry[0].changes[0].value.statuses[1].errors[0]

        {given_title}
          Message Undeliverable

        {recipient}
          15550005678

        {message_id}
          wamid.A2
    "#]].assert_eq(&without_texts(&stdout(&output), &["131047", "131026"], Lang::En));
}

#[test]
fn the_same_code_is_explained_once_with_all_its_places() {
    let output = pipe(&["read", "--lang", "en"], format!("{EXPIRED}\n{EXPIRED}\n"));
    let text = stdout(&output);
    let title = lookup(190).subcode(463).title(Lang::En);
    assert_eq!(text.matches(title).count(), 1, "{text}");
    let found_at = labels(Lang::En).place;
    assert_eq!(text.matches(found_at).count(), 2, "{text}");
    assert!(
        text.contains("Line 1\n") && text.contains("Line 2\n"),
        "{text}"
    );
}

#[test]
fn the_findings_are_json_for_a_program() {
    let output = pipe(&["read", "--format", "json", "--lang", "en"], EXPIRED);
    assert_eq!(output.status.code(), Some(0));
    expect![[r#"
        [
          {
            "file": null,
            "line": 1,
            "code": 190,
            "subcode": 463,
            "subcode_known": true,
            "where": "error",
            "certainty": "certain",
            "why": [
              "error-place",
              "known",
              "graph-mark"
            ],
            "retry": "after-fix",
            "retry_source": "entry",
            "flags": [],
            "known": true,
            "key": "190/463",
            "name": "TokenExpired",
            "category": "graph",
            "channel": "response",
            "fixer": "developer",
            "scope": [
              "token"
            ],
            "effect": "none",
            "evidence": "documented",
            "lang": "en",
            "title": "{190/463 title}",
            "description": "{190/463 description}",
            "fix": "{190/463 fix}",
            "places": [
              {
                "id": "system-users",
                "kind": "tool",
                "name": "{place system-users}",
                "address": "https://business.facebook.com/settings/",
                "endpoint": null,
                "field": null
              },
              {
                "id": "token-debugger",
                "kind": "tool",
                "name": "{place token-debugger}",
                "address": "https://developers.facebook.com/tools/debug/accesstoken/",
                "endpoint": null,
                "field": null
              },
              {
                "id": "api-setup",
                "kind": "tool",
                "name": "{place api-setup}",
                "address": "https://developers.facebook.com/apps",
                "endpoint": null,
                "field": null
              },
              {
                "id": "debug-token",
                "kind": "endpoint",
                "name": null,
                "address": "https://developers.facebook.com/documentation/business-messaging/whatsapp/permissions",
                "endpoint": "GET /debug_token?input_token={access-token}",
                "field": null
              }
            ],
            "limits": [],
            "given_title": null,
            "message": "Error validating access token: Session has expired",
            "details": null,
            "user_title": null,
            "user_message": null,
            "fbtrace_id": "AbC1",
            "is_transient": null,
            "recipient": null,
            "recipient_user_id": null,
            "from_user_id": null,
            "parent_user_id": null,
            "message_id": null,
            "status": null,
            "http_status": null,
            "truncated": false
          }
        ]
    "#]].assert_eq(&without_texts(&stdout(&output), &["190/463"], Lang::En));
}

#[test]
fn the_documentation_lists_every_member() {
    let page = include_str!("../../../../docs/read.md");
    let facts = include_str!("../../../../docs/facts.md");
    let found = json(&pipe(&["read", "--format", "json"], EXPIRED));
    for member in found[0].as_object().unwrap().keys() {
        let member = format!("`{member}`");
        assert!(
            page.contains(&member) || facts.contains(&member),
            "{member}"
        );
    }
}

#[test]
fn codes_paths_and_names_stand_on_lines_of_their_own_in_every_language() {
    for lang in [Lang::De, Lang::Ar] {
        let text = stdout(&pipe(&["read", "--lang", lang.tag()], WEBHOOK));
        for line in [
            "131047",
            "131026",
            "  entry[0].changes[0].value.statuses[0].errors[0]",
            "  15550001234",
            "  wamid.A2",
        ] {
            assert!(text.lines().any(|own| own == line), "{line} in {text}");
        }
        assert!(!text.contains(labels(Lang::En).fix));
    }
}

#[test]
fn codes_in_arabic_sentences_are_isolated_on_request() {
    let plain = stdout(&pipe(&["read", "--lang", "ar"], WEBHOOK));
    let isolated = stdout(&pipe(
        &["read", "--lang", "ar", "--bidi", "isolate"],
        WEBHOOK,
    ));
    assert!(isolated.contains('\u{2066}'));
    assert_eq!(isolated.replace(['\u{2066}', '\u{2069}'], ""), plain);
}

#[test]
fn nothing_is_found_where_nothing_is() {
    for input in ["", CLEAN, "\n\n", "hello", "{}"] {
        let output = pipe(&["read", "--lang", "en"], input);
        assert_eq!(output.status.code(), Some(1), "{input}");
        assert_eq!(stdout(&output), "");
        assert_eq!(stderr(&output), nothing_found());
        let output = pipe(&["read", "--format", "json"], input);
        assert_eq!(
            (stdout(&output).as_str(), output.status.code()),
            ("[]\n", Some(1))
        );
    }
}

#[test]
fn an_unknown_code_is_shown_but_gives_status_1() {
    let output = pipe(
        &["read", "--lang", "en"],
        r#"{"error":{"message":"Oops","type":"OAuthException","code":4000000000}}"#,
    );
    assert_eq!(output.status.code(), Some(1));
    let head = format!("4000000000\n{}\n", unknown().title(Lang::En));
    assert!(stdout(&output).starts_with(&head));
    assert_eq!(stderr(&output), "");
}

#[test]
fn files_that_cannot_be_read_do_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    fs::write(folder.path().join("good.json"), EXPIRED).unwrap();
    let output = command(&[
        "read",
        "missing.json",
        "folder",
        "good.json",
        "--lang",
        "en",
        "--format",
        "json",
    ])
    .current_dir(folder.path())
    .output()
    .unwrap();
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: cannot read `missing.json`: there is no such file; check the path
        error: cannot read `folder`: it is a folder; name the files in it
    "#]]
    .assert_eq(&stderr(&output));
    assert_eq!(json(&output)[0]["code"], 190);
    assert_eq!(json(&output)[0]["file"], "good.json");
}

#[test]
fn foreign_text_cannot_steer_the_terminal() {
    let body = r#"{"error":{"message":"\u001b[2J\u202eboo\u0007\r\nfake","code":190,"error_data":{"details":"\u009b31m"},"x\u001b":1}}"#;
    let raw = "{\"error\":{\"message\":\"\u{1b}[2J\u{202e}boo\u{7f}\u{9b}\",\"code\":190}}";
    for input in [body, raw] {
        for format in ["text", "json"] {
            let output = pipe(&["read", "--format", format], input);
            assert_harmless(&stdout(&output));
            assert!(stdout(&output).contains("boo"));
        }
    }
    let colored = command(&["read"])
        .env("CLICOLOR_FORCE", "1")
        .stdin(file_with(raw))
        .output()
        .unwrap();
    assert!(!stdout(&colored).contains("\u{1b}[2J"));
    let output = run(&["read", "\u{1b}[31m\u{202e}.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_harmless(&stderr(&output));
}

fn file_with(text: &str) -> fs::File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.rewind().unwrap();
    file
}

#[test]
fn what_is_too_large_to_be_read_at_once_is_left_to_the_other_commands() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.log");
    fs::File::create(&path)
        .unwrap()
        .set_len((256 << 20) + 1)
        .unwrap();
    let output = command(&["read", "large.log"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: cannot read `large.log`: it is larger than 256 MiB; use `waba-errors summary` or `waba-errors annotate`
    "#]].assert_eq(&stderr(&output));
}

#[test]
fn contradictions_are_shown() {
    let body = r#"{"error":{"message":"(#131030) Recipient phone number not in allowed list","type":"OAuthException","code":100}}"#;
    let text = stdout(&pipe(&["read", "--lang", "en"], body));
    let words = labels(Lang::En);
    let (heading, number) = (words.contradictions, words.flag_message_number);
    let flag = format!("{heading}\n  - {number}\n    131030\n");
    assert!(text.contains(&flag), "{text}");
    let json = json(&pipe(&["read", "--format", "json"], body));
    assert_eq!(
        json[0]["flags"],
        serde_json::json!([{"kind": "message-number", "code": 131030}])
    );
}

#[test]
fn a_number_of_the_on_premises_api_leads_to_its_successor() {
    let body = r#"{"errors":[{"code":470,"title":"Message failed to send because more than 24 hours have passed"}]}"#;
    let text = stdout(&pipe(&["read", "--lang", "en"], body));
    let successor = format!("{}\n  131047\n", labels(Lang::En).successor);
    assert!(text.contains(&successor), "{text}");
}

#[test]
fn possible_codes_are_shown_where_nothing_better_is_found() {
    let output = pipe(&["read", "--lang", "en"], "We are getting 131047 again.");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
    expect![[r#"
        {only_possible}

        131047
        {131047 title}

        {131047 description}

        {fix}
          1. {131047 fix}

        {places}
          `POST /{phone-number-id}/messages`
            https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
          Webhook `messages`
            https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
          {place message-templates}
            https://business.facebook.com/latest/whatsapp_manager/message_templates

        {retry}
          {retry}

        {fixer}
          {fixer}

        {scope}
          {scope}

        {effect}
          {effect}

        {place}
          Line 1

        {certainty}
          {certainty_possible}
    "#]].assert_eq(&without_texts(&stdout(&output), &["131047"], Lang::En));
    let found = json(&pipe(&["read", "--format", "json"], "getting 131047 again"));
    assert_eq!(found[0]["certainty"], "possible");
    for lang in [Lang::De, Lang::Ar] {
        let text = stdout(&pipe(
            &["read", "--lang", lang.tag()],
            "getting 131047 again",
        ));
        assert!(text.starts_with(labels(lang).only_possible), "{text}");
    }
}

#[test]
fn possible_codes_are_left_out_beside_better_ones_and_where_certainty_is_asked_for() {
    let text = format!("getting 131026 again\n\n{EXPIRED}\n");
    let found = json(&pipe(&["read", "--format", "json"], &text));
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    let arguments = ["read", "--format", "json", "--least", "possible"];
    let found = json(&pipe(&arguments, &text));
    assert_eq!(found[0]["certainty"], "possible");
    assert_eq!(found[1]["certainty"], "certain");
    for least in ["likely", "certain"] {
        let output = pipe(&["read", "--least", least], "getting 131026 again");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn a_likely_error_says_that_it_is_likely() {
    let text = stdout(&pipe(&["read", "--lang", "en"], "error code 131047"));
    let words = labels(Lang::En);
    let certainty = format!("\n\n{}\n  {}\n", words.certainty, words.certainty_likely);
    assert!(text.ends_with(&certainty), "{text}");
    let text = stdout(&pipe(&["read", "--lang", "en"], EXPIRED));
    assert!(!text.contains(words.certainty), "{text}");
}

#[test]
fn a_subcode_that_the_table_does_not_know_is_told() {
    let body =
        r#"{"error":{"message":"x","type":"OAuthException","code":100,"error_subcode":36099}}"#;
    for lang in [Lang::En, Lang::De, Lang::Ar] {
        let text = stdout(&pipe(&["read", "--lang", lang.tag()], body));
        let words = labels(lang);
        let told = format!(
            "\n\n{}\n  36099\n  {}",
            words.subcode, words.subcode_unknown
        );
        assert!(text.contains(&told), "{text}");
    }
    let known =
        |body: &str| json(&pipe(&["read", "--format", "json"], body))[0]["subcode_known"].clone();
    assert_eq!(known(body), false);
    assert_eq!(known(EXPIRED), true);
    assert_eq!(
        known(r#"{"error":{"code":131047}}"#),
        serde_json::Value::Null
    );
}

#[test]
fn a_wait_that_the_answer_states_is_the_advice() {
    let answer = "HTTP/2 429\r\nretry-after: 90\r\n\r\n{\"error\":{\"message\":\"(#130429) Rate limit hit\",\"code\":130429}}\n";
    let text = stdout(&pipe(&["read", "--lang", "en"], answer));
    let words = labels(Lang::En);
    let source = format!("\n  90s\n  {}\n", words.wait_retry_after);
    assert!(text.contains(&source), "{text}");
    let found = json(&pipe(&["read", "--format", "json"], answer));
    assert_eq!(found[0]["retry"], "90s");
    assert_eq!(found[0]["retry_source"], "retry-after");
}

#[test]
fn places_with_different_advice_say_it_themselves() {
    let body = r#"{"error":{"message":"(#130429) Rate limit hit","code":130429,"error_data":{"details":"Try again in 5 minutes."}}}"#;
    let other = r#"{"error":{"message":"(#130429) Rate limit hit","code":130429}}"#;
    let text = stdout(&pipe(
        &["read", "--lang", "en"],
        format!("{body}\n{other}\n"),
    ));
    let words = labels(Lang::En);
    let (explanation, places) = text.split_once(words.place).unwrap();
    let heading = format!("\n{}\n", words.retry);
    assert!(!explanation.contains(&heading), "{text}");
    assert_eq!(places.matches(&heading).count(), 2, "{text}");
    let source = format!("\n  5m\n  {}\n", words.wait_details);
    assert!(places.contains(&source), "{text}");
}

#[test]
fn an_input_with_more_errors_than_are_kept_says_so() {
    let errors = vec![r#"{"code":131047}"#; 10_001].join(",");
    let body = format!(r#"{{"errors":[{errors}]}}"#);
    let output = pipe(&["read", "--lang", "en"], &body);
    assert!(stdout(&output).ends_with(&format!("\n\n\n{}", truncated())));
    assert_eq!(stderr(&output), truncated());
    let output = pipe(&["read", "--lang", "en", "--format", "json"], &body);
    assert_eq!(json(&output)[0]["truncated"], true);
    assert_eq!(stderr(&output), truncated());
    let found = json(&pipe(&["read", "--format", "json"], EXPIRED));
    assert_eq!(found[0]["truncated"], false);
}

#[test]
fn everybody_whom_an_error_concerns_is_told() {
    let body = r#"{"statuses":[{"id":"wamid.A1","status":"failed","recipient_user_id":"US.1","parent_recipient_user_id":"P.1","errors":[{"code":131047,"title":"Re-engagement message"}]}]}"#;
    let found = json(&pipe(&["read", "--format", "json"], body));
    assert_eq!(found[0]["recipient_user_id"], "US.1");
    let text = stdout(&pipe(&["read", "--lang", "en"], body));
    let recipient = format!("{}\n  US.1\n", labels(Lang::En).recipient_user_id);
    assert!(text.contains(&recipient), "{text}");
}
