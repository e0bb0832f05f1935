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
        &["list", "--category", "throttling", "--category", "media", "--retry", "backoff", "--retry", "wait", "--lang", "en"],
        &expect![[]],
    );
    prints(&["list", "--retired", "--fixer", "meta", "--lang", "en"], &expect![[]]);
}

#[test]
fn a_list_is_json_for_a_program() {
    prints(&["list", "--category", "sync", "--format", "json", "--lang", "en"], &expect![[]]);
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
    fails(&["list", "--category", "sync", "--retired", "--lang", "en"], 1, &expect![[]]);
    let output = run(&["list", "--category", "sync", "--retired", "--format", "json"]);
    assert_eq!((stdout(&output).as_str(), output.status.code()), ("[]\n", Some(1)));
}

#[test]
fn a_mistyped_filter_is_wrong_usage() {
    fails(&["list", "--category", "throtling"], 2, &expect![[]]);
}
