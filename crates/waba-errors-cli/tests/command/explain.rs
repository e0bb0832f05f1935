//! `waba-errors explain` as people run it.

use expect_test::expect;
use waba_errors::{Lang, unknown};
use waba_errors_explain::labels;

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

            {causes}
              - {139004 causes}

            {fix}
              1. {139004 fix}

            {prevention}
              - {139004 prevention}

            {places}
              {place flows}
                https://business.facebook.com/wa/manage/flows/
              `GET /{waba-id}/flows`
                https://developers.facebook.com/docs/whatsapp/flows/reference/flowsapi

            {retry}
              {retry}

            {fixer}
              {fixer}

            {scope}
              {scope}

            {effect}
              {effect}

            {category}
              {category}

            {channel}
              {channel}

            {evidence}
              {evidence}

            {http_status}
              {not_documented}

            {api_title}
              Can't delete published Flow

            {name}
              PublishedFlowNotDeletable

            {source}
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

            ### {causes}

            - {2388001 causes}

            ### {fix}

            1. {2388001 fix}

            ### {prevention}

            - {2388001 prevention}

            ### {places}

            - `POST /{waba-id}/phone_numbers`: <https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-account/phone-number-management-api>
            - {place two-step-turn-off}: <https://business.facebook.com/latest/whatsapp_manager/phone_numbers>

            ### {cases}

            - `2388001-ownership` {2388001-ownership}: `Please confirm ownership of this phone number.`
            - `2388001-two-step` {2388001-two-step}: `Please ensure two-step authentication is disabled.`
            - `2388001-existing-account` {2388001-existing-account}: `Cannot create certificate`

            - **{retry}:** {retry}
            - **{fixer}:** {fixer}
            - **{scope}:** {scope}
            - **{effect}:** {effect}
            - **{category}:** {category}
            - **{channel}:** {channel}
            - **{evidence}:** {evidence}
            - **{http_status}:** not documented
            - **{api_title}:** Please confirm ownership of this phone number.
            - **{name}:** PhoneNumberNotReady
            - **{source}:** https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
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
    for lang in [Lang::En, Lang::De, Lang::Ar] {
        let output = run(&["explain", "131026", "--lang", lang.tag()]);
        assert!(output.status.success());
        assert!(stdout(&output).contains(labels(lang).fix), "{lang}");
    }
}

#[test]
fn the_language_comes_from_the_environment() {
    let output = command(&["explain", "131026"])
        .env("LANG", "de_AT.UTF-8")
        .output()
        .unwrap();
    assert!(stdout(&output).contains(labels(Lang::De).fix));
    let output = command(&["explain", "131026"])
        .env("LC_ALL", "ar_EG")
        .env("LANG", "de")
        .output()
        .unwrap();
    assert!(stdout(&output).contains(labels(Lang::Ar).fix));
    let output = command(&["explain", "131026"])
        .env("LANG", "C")
        .output()
        .unwrap();
    assert!(stdout(&output).contains(labels(Lang::En).fix));
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
    let head = format!("4000000000\n{}\n", unknown().title(Lang::En));
    assert!(stdout(&output).contains(&head));
}

#[test]
fn a_number_of_the_on_premises_api_leads_to_its_successor() {
    let output = run(&["explain", "470", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let successor = format!("{}\n  131047\n", labels(Lang::En).successor);
    assert!(stdout(&output).contains(&successor));
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
          {subcode_unknown}
    "#]]
    .assert_eq(&without_texts(&stderr(&output), &[], Lang::En));
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
        {places}
          `GET /{flow-id}?fields=health_status`
            https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring
          Webhook `flows`
            https://developers.facebook.com/docs/whatsapp/flows/guides/healthmonitoring
          `{place flows}`
            https://business.facebook.com/wa/manage/flows/
          `{place direct-support}`
            https://business.facebook.com/direct-support/

        {limits}
          - {limit}

        {support}
          - {support_1}
          - {support_2}
          - {support_3}
          - {support_4}

    "#]]
    .assert_eq(part(
        &without_texts(&german, &["132069"], Lang::De),
        "{places}",
        "{retry}\n",
    ));
    let arabic = stdout(&run(&[
        "explain", "139000", "--lang", "ar", "--format", "markdown",
    ]));
    expect![[r#"
        ### {places}

        - `{place business-support-home}`: <https://business.facebook.com/business-support-home/>
        - `{place appeals}`: <https://business.facebook.com/business-support-home/>
        - {place flows}: <https://business.facebook.com/wa/manage/flows/>
        - `{place direct-support}`: <https://business.facebook.com/direct-support/>

        ### {support}

        - {support_1}
        - {support_2}
        - {support_3}
        - {support_4}

        ### {subcodes}

        - `139000/4233020` {139000/4233020}: `Flow publishing failed`

    "#]]
    .assert_eq(part(
        &without_texts(&arabic, &["139000"], Lang::Ar),
        "### {places}",
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
