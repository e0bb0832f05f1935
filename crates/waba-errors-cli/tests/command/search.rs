//! `waba-errors search`.

use expect_test::expect;
use waba_errors::{Key, Lang, codes};

use crate::{assert_harmless, fails, json, prints, run, stderr, stdout};

#[test]
fn a_search_shows_the_best_first() {
    prints(
        &[
            "search",
            "re-engagment mesage",
            "--lang",
            "en",
            "--limit",
            "3",
        ],
        &expect![[r#"
            131047              ReEngagementMessage        Re-engagement message
            130470              FormerReEngagementMessage  Re-engagement message (former code)
            131047-block-users  BlockReEngagementRequired  User to be blocked has not written recently
        "#]],
    );
}

#[test]
fn words_need_no_quotes() {
    let one = stdout(&run(&["search", "rate limit"]));
    assert_eq!(one, stdout(&run(&["search", "rate", "limit"])));
    assert!(!one.is_empty());
}

/// Whatever translators write: a title finds its own entry, in any language and without its diacritics.
#[test]
fn every_title_finds_its_entry() {
    for entry in codes()
        .filter(|entry| matches!(entry.key(), Key::Code(_)))
        .step_by(23)
    {
        for lang in Lang::ALL {
            let title = entry.title(*lang);
            for query in [title.to_owned(), title.to_uppercase()] {
                let found = json(&run(&["search", &query, "--format", "json"]));
                let keys: Vec<_> = found
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| &row["key"])
                    .collect();
                assert!(
                    keys.iter()
                        .take(10)
                        .any(|key| **key == entry.key().to_string()),
                    "{query}: {keys:?}"
                );
            }
        }
    }
}

#[test]
fn nothing_found_is_said() {
    fails(
        &["search", "qqqqzzzz", "--lang", "en"],
        1,
        &expect![[r#"
        Nothing was found.
    "#]],
    );
    fails(
        &["search", " ", "--lang", "en"],
        1,
        &expect![[r#"
        Nothing was found.
    "#]],
    );
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
