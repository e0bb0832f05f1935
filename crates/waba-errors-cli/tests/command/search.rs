//! `waba-errors search`.

use expect_test::expect;
use waba_errors::Lang;

use crate::texts::without_texts;
use crate::{assert_harmless, fails, nothing_found, run, stderr, stdout};

#[test]
fn a_search_shows_the_best_first() {
    let output = run(&[
        "search",
        "re-engagment mesage",
        "--lang",
        "en",
        "--limit",
        "1",
    ]);
    expect![[r#"
        131047  ReEngagementMessage  {131047 title}
    "#]]
    .assert_eq(&without_texts(&stdout(&output), &["131047"], Lang::En));
}

#[test]
fn words_need_no_quotes() {
    let one = stdout(&run(&["search", "rate limit"]));
    assert_eq!(one, stdout(&run(&["search", "rate", "limit"])));
    assert!(!one.is_empty());
}

#[test]
fn nothing_found_is_said() {
    for words in ["qqqqzzzz", " "] {
        let output = run(&["search", words, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            (stdout(&output), stderr(&output)),
            (String::new(), nothing_found())
        );
    }
    fails(
        &["search"],
        2,
        &expect![[r#"
        error: the following required arguments were not provided:
          <TEXT>...

        Usage: waba-errors search <TEXT>...

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn a_hostile_query_is_harmless() {
    let long = "\u{1b}[2J".repeat(20_000);
    for query in ["\u{1b}[31m\u{202e}", &long, "\u{640}\u{64b}\u{300}"] {
        let output = run(&["search", query]);
        assert_eq!(output.status.code(), Some(1));
        assert_harmless(&stdout(&output));
        assert_harmless(&stderr(&output));
    }
}
