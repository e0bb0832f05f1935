//! `waba-errors explain` as people run it.

use expect_test::expect;
use waba_errors::Lang;

use crate::texts::without_texts;
use crate::{command, explains, fails, run, stderr, stdout};

#[test]
fn an_explanation_reads_well_on_a_terminal() {
    explains(
        &["explain", "139004"],
        "139004",
        &expect![[r#"
            139004
            {139004 title}

            {139004 description}

            Possible causes
              - {139004 causes}

            What to do
              1. {139004 fix}

            How to prevent it
              - {139004 prevention}

            Where to look
              {place flows}
                https://business.facebook.com/wa/manage/flows/
              `GET /{waba-id}/flows`
                https://developers.facebook.com/docs/whatsapp/flows/reference/flowsapi

            Retry
              {retry}

            Who can fix it
              {fixer}

            What is blocked
              {scope}

            What the failed request may have done
              {effect}

            Category
              {category}

            Where it is reported
              {channel}

            How well this is backed
              {evidence}

            HTTP status
              not documented

            Title in the API
              Can't delete published Flow

            Name
              PublishedFlowNotDeletable

            Read more
              https://developers.facebook.com/docs/whatsapp/flows/reference/error-codes
        "#]],
    );
}

#[test]
fn an_explanation_is_markdown_for_a_ticket() {
    explains(
        &["explain", "2388001", "--format", "markdown"],
        "2388001",
        &expect![[r#"
            ## `2388001` {2388001 title}

            {2388001 description}

            ### Possible causes

            - {2388001 causes}

            ### What to do

            1. {2388001 fix}

            ### How to prevent it

            - {2388001 prevention}

            ### Where to look

            - `POST /{waba-id}/phone_numbers`: <https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-account/phone-number-management-api>
            - {place two-step-turn-off}: <https://business.facebook.com/latest/whatsapp_manager/phone_numbers>

            ### Documented cases, distinguished by title or message

            - `2388001-ownership` {2388001-ownership}: `Please confirm ownership of this phone number.`
            - `2388001-two-step` {2388001-two-step}: `Please ensure two-step authentication is disabled.`
            - `2388001-existing-account` {2388001-existing-account}: `Cannot create certificate`

            - **Retry:** {retry}
            - **Who can fix it:** {fixer}
            - **What is blocked:** {scope}
            - **What the failed request may have done:** {effect}
            - **Category:** {category}
            - **Where it is reported:** {channel}
            - **How well this is backed:** {evidence}
            - **HTTP status:** not documented
            - **Title in the API:** Please confirm ownership of this phone number.
            - **Name:** PhoneNumberNotReady
            - **Read more:** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
        "#]],
    );
}

#[test]
fn an_explanation_is_json_for_a_program() {
    explains(
        &["explain", "190/463", "--format", "json"],
        "190/463",
        &expect![[r#"
            [
              {
                "key": "190/463",
                "code": 190,
                "subcode": 463,
                "known": true,
                "retired": false,
                "name": "TokenExpired",
                "api_title": "Expired",
                "category": "graph",
                "http_status": 401,
                "channel": "response",
                "retry": "after-fix",
                "fixer": "developer",
                "scope": [
                  "token"
                ],
                "effect": "none",
                "evidence": "documented",
                "docs_url": "https://developers.facebook.com/docs/graph-api/guides/error-handling",
                "replaced_by": null,
                "related": [],
                "lang": "en",
                "title": "{190/463 title}",
                "description": "{190/463 description}",
                "causes": [
                  "{190/463 causes}"
                ],
                "fixes": [
                  "{190/463 fix}"
                ],
                "prevention": [
                  "{190/463 prevention}"
                ],
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
                "support": [],
                "subcodes": [],
                "cases": [],
                "on_premises": null
              }
            ]
        "#]],
    );
}

#[test]
fn every_language_has_its_own_words() {
    for (lang, heading) in [
        ("de", "Was zu tun ist"),
        ("ar", "ما ينبغي فعله"),
        ("en", "What to do"),
    ] {
        let output = run(&["explain", "131026", "--lang", lang]);
        assert!(output.status.success());
        assert!(stdout(&output).contains(heading), "{lang}");
    }
}

#[test]
fn the_language_comes_from_the_environment() {
    let output = command(&["explain", "131026"])
        .env("LANG", "de_AT.UTF-8")
        .output()
        .unwrap();
    assert!(stdout(&output).contains("Was zu tun ist"));
    let output = command(&["explain", "131026"])
        .env("LC_ALL", "ar_EG")
        .env("LANG", "de")
        .output()
        .unwrap();
    assert!(stdout(&output).contains("ما ينبغي فعله"));
    let output = command(&["explain", "131026"])
        .env("LANG", "C")
        .output()
        .unwrap();
    assert!(stdout(&output).contains("What to do"));
}

#[test]
fn no_color_and_no_control_character_reaches_a_file() {
    for arguments in [
        &["explain", "131026", "--lang", "ar"][..],
        &["explain", "100", "--lang", "ar", "--format", "markdown"],
    ] {
        let text = stdout(&run(arguments));
        assert!(text.chars().all(|c| !c.is_control() || c == '\n'));
        assert!(!text.contains(['\u{2066}', '\u{2069}', '\u{200e}', '\u{200f}']));
    }
}

#[test]
fn codes_in_arabic_sentences_are_isolated_on_request() {
    let plain = stdout(&run(&["explain", "131047", "--lang", "ar"]));
    let isolated = stdout(&run(&[
        "explain", "131047", "--lang", "ar", "--bidi", "isolate",
    ]));
    let opened = isolated.matches('\u{2066}').count();
    assert!(opened > 0);
    assert_eq!(opened, isolated.matches('\u{2069}').count());
    assert_eq!(isolated.replace(['\u{2066}', '\u{2069}'], ""), plain);
}

#[test]
fn codes_addresses_and_names_stand_on_lines_of_their_own() {
    let text = stdout(&run(&["explain", "131026", "--lang", "ar"]));
    for line in [
        "131026",
        "  MessageUndeliverable",
        "  Message Undeliverable",
        "  131047",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}");
    }
    assert!(
        text.lines()
            .any(|line| line.starts_with("  https://") && !line.trim().contains(' '))
    );
}

#[test]
fn several_codes_are_explained_in_their_order() {
    let json = stdout(&run(&[
        "explain",
        "131047",
        "190/463",
        "RateLimitHit",
        "--format",
        "json",
    ]));
    let names: Vec<_> = json
        .lines()
        .filter(|line| line.starts_with("    \"name\""))
        .collect();
    assert_eq!(
        names,
        [
            "    \"name\": \"ReEngagementMessage\",",
            "    \"name\": \"TokenExpired\",",
            "    \"name\": \"RateLimitHit\","
        ]
    );
}

#[test]
fn an_unknown_code_is_explained_too_but_gives_status_1() {
    let output = run(&["explain", "131047", "4000000000", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "");
    assert!(stdout(&output).contains("4000000000\nUnknown code"));
}

#[test]
fn a_number_of_the_on_premises_api_leads_to_its_successor() {
    let output = run(&["explain", "470", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("Successor in the Cloud API\n  131047"));
    let json = stdout(&run(&["explain", "470", "--format", "json"]));
    assert!(json.contains("\"successors\": ["));
}

#[test]
fn what_is_no_code_is_wrong_usage() {
    fails(
        &["explain", "abc", "131047", "99999999999"],
        2,
        &expect![[r#"
        error: `abc` is no code: write a number such as 131047, a pair such as 190/463, or a name such as RateLimitHit
        error: `99999999999` is larger than any error code

        For more information, try '--help'.
    "#]],
    );
    fails(
        &["explain"],
        2,
        &expect![[r#"
        error: the following required arguments were not provided:
          <CODE>...

        Usage: waba-errors explain <CODE>...

        For more information, try '--help'.
    "#]],
    );
    let output = run(&["explain", "131047", "--lang", "tlh"]);
    let tags: Vec<_> = Lang::ALL.iter().map(|lang| lang.tag()).collect();
    let message = format!(
        "error: invalid value 'tlh' for '--lang <LANG>': no language of the table; use one of {}\n\n\
         For more information, try '--help'.\n",
        tags.join(" ")
    );
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), message));
}

#[test]
fn a_subcode_that_the_table_does_not_know_is_told_beside_the_explanation() {
    let output = run(&["explain", "100/36099", "--lang", "en"]);
    assert!(stdout(&output).starts_with("100\n"));
    expect![[r#"
        100/36099
          The table does not know this `error_subcode`; the explanation is about the code alone.
    "#]]
    .assert_eq(&stderr(&output));
    assert_eq!(stderr(&run(&["explain", "190/463"])), "");
}

/// From one heading to another.
fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).expect("a heading");
    let len = text[start..].find(to).expect("the heading behind it");
    &text[start..start + len]
}

#[test]
fn places_limits_and_the_needs_of_support_stand_together() {
    let german = stdout(&run(&["explain", "132069", "--lang", "de"]));
    expect![[r#"
        Wo nachzusehen ist
          `GET /{flow-id}?fields=health_status`
            https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring
          Webhook `flows`
            https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring
          `{place flows}`
            https://business.facebook.com/wa/manage/flows/
          `{place direct-support}`
            https://business.facebook.com/direct-support/

        Limits
          - 10 Nachrichten pro Stunde mit einem gedrosselten Flow

        Was der Support von Meta braucht
          - Trace-ID (`fbtrace_id`), noch am selben Tag, weil sie bald verfällt.
          - IDs des WhatsApp-Unternehmenskontos, der Telefonnummer und der Nachricht (`wamid`).
          - Zeitpunkt des Fehlers, mit Zeitzone.
          - Anfrage und Antwort mit dem ganzen Fehler, aber nie das Zugriffstoken, den App-Geheimcode oder die PIN.

    "#]].assert_eq(part(&without_texts(&german, &["132069"], Lang::De), "Wo nachzusehen ist", "Wiederholen\n"));
    let arabic = stdout(&run(&[
        "explain", "139000", "--lang", "ar", "--format", "markdown",
    ]));
    expect![[r#"
        ### أين ينبغي البحث

        - `{place business-support-home}`: <https://business.facebook.com/business-support-home/>
        - `{place appeals}`: <https://business.facebook.com/business-support-home/>
        - {place flows}: <https://business.facebook.com/wa/manage/flows/>
        - `{place direct-support}`: <https://business.facebook.com/direct-support/>

        ### ما يُرسل إلى دعم Meta

        - معرف التتبع (`fbtrace_id`) في اليوم نفسه، لأن صلاحيته تنتهي سريعًا.
        - معرفات حساب واتساب للأعمال ورقم الهاتف والرسالة (`wamid`).
        - وقت الخطأ مع المنطقة الزمنية.
        - الطلب والاستجابة مع الخطأ كاملًا، لكن من دون رمز الوصول أو المفتاح السري للتطبيق أو رمز PIN.

        ### رموز الخطأ الفرعية المعروفة

        - `139000/4233020` {139000/4233020}: `Flow publishing failed`

    "#]]
    .assert_eq(part(
        &without_texts(&arabic, &["139000"], Lang::Ar),
        "### أين ينبغي البحث",
        "- **",
    ));
}

#[test]
fn what_support_needs_is_shown_where_support_can_help() {
    let shows = |code: &str| stdout(&run(&["explain", code, "--lang", "en"])).contains("wamid");
    assert!(shows("131016") && shows("132069"));
    assert!(!shows("139004") && !shows("4000000000"));
}

/// So that a person can compare it with what came.
#[test]
fn a_case_shows_what_the_api_prints_for_it() {
    let cases = |arguments: &[&str]| stdout(&run(arguments));
    let text = cases(&["explain", "100", "--lang", "de"]);
    assert!(text.contains("\n    Flow name is not unique\n"), "a title");
    assert!(
        text.contains("\n    The parameter … is required.\n"),
        "{text}"
    );
    let markdown = cases(&["explain", "100", "--lang", "de", "--format", "markdown"]);
    assert!(markdown.contains(": `The parameter … is required.`\n"));
    let json: serde_json::Value =
        serde_json::from_str(&cases(&["explain", "131009", "--format", "json"])).unwrap();
    for case in json[0]["cases"].as_array().unwrap() {
        let title = &case["api_title"];
        let printed = &case["printed"];
        assert!(
            printed.is_string() && (title.is_null() || title == printed),
            "{case}"
        );
    }
}
