//! `waba-errors list`.

use expect_test::expect;
use serde_json::Value;
use waba_errors::{Category, Entry, Fixer, Lang, Retry, codes};

use crate::texts::without_texts;
use crate::{assert_harmless, json, nothing_found, run, stderr, stdout};

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
    let output = run(&[
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
    ]);
    let fits = |entry: &Entry| {
        matches!(entry.category(), Category::Throttling | Category::Media)
            && matches!(entry.retry(), Retry::Backoff | Retry::After(_))
    };
    assert_eq!(first_words(&stdout(&output)), keys(fits));
    let output = run(&["list", "--retired", "--fixer", "meta", "--lang", "en"]);
    let fits = |entry: &Entry| entry.is_retired() && entry.fixer() == Fixer::Meta;
    assert_eq!(first_words(&stdout(&output)), keys(fits));
}

fn first_words(text: &str) -> Vec<String> {
    let words = text.lines().filter_map(|line| line.split(' ').next());
    words.map(str::to_owned).collect()
}

/// Of all entries that fit.
fn keys(fits: impl Fn(&Entry) -> bool) -> Vec<String> {
    let keys = codes().filter(fits).map(|entry| entry.key().to_string());
    let keys: Vec<_> = keys.collect();
    assert!(!keys.is_empty());
    keys
}

#[test]
fn a_list_is_json_for_a_program() {
    let output = stdout(&run(&[
        "list",
        "--category",
        "sync",
        "--format",
        "json",
        "--lang",
        "en",
    ]));
    let (first, _) = output.split_once(",\n  {").expect("several");
    expect![[r#"
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
            "title": "{2593107 title}"
          }"#]]
    .assert_eq(&without_texts(first, &["2593107"], Lang::En));
    let rows: Value = serde_json::from_str(&output).expect("JSON");
    assert!(
        rows.as_array()
            .is_some_and(|rows| rows.iter().all(|row| row["category"] == "sync"))
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
    let output = run(&["list", "--category", "sync", "--retired", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        (stdout(&output), stderr(&output)),
        (String::new(), nothing_found())
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
    let output = run(&["list", "--category", "throtling"]);
    let listed = Category::ALL
        .iter()
        .filter(|category| **category != Category::Unknown);
    let categories: Vec<_> = listed.map(Category::to_string).collect();
    let message = format!(
        "error: invalid value 'throtling' for '--category <CATEGORY>'\n  \
         [possible values: {}]\n\n  \
         tip: a similar value exists: 'throttling'\n\n\
         For more information, try '--help'.\n",
        categories.join(", ")
    );
    assert_eq!((output.status.code(), stderr(&output)), (Some(2), message));
}
