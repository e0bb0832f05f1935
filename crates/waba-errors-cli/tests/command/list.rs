//! `waba-errors list`.

use expect_test::expect;
use waba_errors::{Lang, codes};

use crate::{assert_harmless, fails, json, prints, run, stdout};

#[test]
fn a_list_has_one_line_for_each_entry() {
    let text = stdout(&run(&["list"]));
    assert_eq!(text.lines().count(), codes().count());
    for (line, entry) in text.lines().zip(codes()) {
        assert!(line.starts_with(&entry.key().to_string()), "{line}");
        assert!(line.contains(entry.name()), "{line}");
        assert!(line.ends_with(entry.title(Lang::En)), "{line}");
    }
    assert_harmless(&text);
}

#[test]
fn filters_are_alternatives_within_and_conditions_among_each_other() {
    prints(
        &[
            "list",
            "--category",
            "throttling",
            "--category",
            "media",
            "--retry",
            "backoff",
            "--retry",
            "after",
            "--lang",
            "en",
        ],
        &expect![[r#"
            4                ApiTooManyCalls           App call limit reached
            4/2446079        CallQuotaUsedUp           Call quota used up
            4/2446080        OperationQuotaUsedUp      Quota for one operation used up
            80007            RateLimitIssues           Account rate limit reached
            80008            TooManyCallsToAccount     Too many management calls to the account
            130429           RateLimitHit              Message throughput exceeded
            130429/2494055   MessageThroughputReached  Message throughput limit reached
            131053-http-429  MediaLinkRateLimited      Too many fetches from the host of the media link
            131053-http-5xx  MediaLinkServerError      Server of the media link failed
            131056           PairRateLimitHit          Too many messages to the same recipient
            131056/2494071   PairRateLimitReached      Too many messages to the same recipient (HTTP 429)
            133016           RegistrationRateLimitHit  Too many registrations or deregistrations
        "#]],
    );
    prints(
        &["list", "--retired", "--fixer", "meta", "--lang", "en"],
        &expect![[r#"
            131027  FormerSomethingWentWrong  Unspecified failure (retired code)
            133007  AccountBlocked            Phone number blocked on the server
        "#]],
    );
}

#[test]
fn a_list_is_json_for_a_program() {
    prints(
        &[
            "list",
            "--category",
            "sync",
            "--format",
            "json",
            "--lang",
            "en",
        ],
        &expect![[r#"
            [
              {
                "key": "2593107",
                "code": 2593107,
                "subcode": null,
                "known": true,
                "retired": false,
                "name": "SyncRequestLimitExceeded",
                "api_title": "Synchronization Request limit exceeded",
                "category": "sync",
                "http_status": 400,
                "channel": "response",
                "retry": "after-fix",
                "fixer": "developer",
                "scope": [
                  "number"
                ],
                "effect": "none",
                "evidence": "documented",
                "docs_url": "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes",
                "lang": "en",
                "title": "Synchronization already requested for this number"
              },
              {
                "key": "2593108",
                "code": 2593108,
                "subcode": null,
                "known": true,
                "retired": false,
                "name": "SyncWindowClosed",
                "api_title": "Synchronization Request made outside of allowed time window",
                "category": "sync",
                "http_status": 400,
                "channel": "response",
                "retry": "after-fix",
                "fixer": "developer",
                "scope": [
                  "number"
                ],
                "effect": "none",
                "evidence": "documented",
                "docs_url": "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes",
                "lang": "en",
                "title": "Synchronization window closed"
              },
              {
                "key": "2593109",
                "code": 2593109,
                "subcode": null,
                "known": true,
                "retired": false,
                "name": "HistorySharingOff",
                "api_title": "History sync is turned off by the business from the WhatsApp Business App",
                "category": "sync",
                "http_status": null,
                "channel": "webhook",
                "retry": "after-fix",
                "fixer": "business",
                "scope": [
                  "number"
                ],
                "effect": "none",
                "evidence": "documented",
                "docs_url": "https://developers.facebook.com/documentation/business-messaging/whatsapp/embedded-signup/onboarding-business-app-users",
                "lang": "en",
                "title": "Chat history not shared by the business"
              }
            ]
        "#]],
    );
}

#[test]
fn titles_are_in_the_language_that_is_asked_for() {
    for lang in [Lang::De, Lang::Ar] {
        let output = run(&["list", "--lang", lang.tag(), "--format", "json"]);
        for (row, entry) in json(&output).as_array().unwrap().iter().zip(codes()) {
            assert_eq!(row["title"], entry.title(lang));
            assert_eq!(row["key"], entry.key().to_string());
        }
    }
}

#[test]
fn filters_that_exclude_each_other_find_nothing() {
    fails(
        &["list", "--category", "sync", "--retired", "--lang", "en"],
        1,
        &expect![[r#"
            Nothing was found.
        "#]],
    );
    let output = run(&[
        "list",
        "--category",
        "sync",
        "--retired",
        "--format",
        "json",
    ]);
    assert_eq!(
        (stdout(&output).as_str(), output.status.code()),
        ("[]\n", Some(1))
    );
}

#[test]
fn a_mistyped_filter_is_wrong_usage() {
    fails(
        &["list", "--category", "throtling"],
        2,
        &expect![[r#"
        error: invalid value 'throtling' for '--category <CATEGORY>'
          [possible values: authorization, integrity, throttling, general, messaging, template, template-creation, template-insights, media, payment, registration, migration, obo-mobility, sync, marketing-messages, flow, calling, groups, block-users, username, signup, health-status, graph]

          tip: a similar value exists: 'throttling'

        For more information, try '--help'.
    "#]],
    );
}
