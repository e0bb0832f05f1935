//! What comes from outside never steers a terminal, turns the reading direction or stays unseen.

use std::fmt::Write as _;
use std::fs;

use crate::{assert_harmless, command, json, pipe, run, stderr, stdout};

/// One or more of each kind that must not be seen raw.
const HIDDEN: [char; 40] = [
    '\u{1}',
    '\u{7}',
    '\u{e}',
    '\t',
    '\u{b}',
    '\r',
    '\u{1b}',
    '\u{7f}',
    '\u{80}',
    '\u{85}',
    '\u{9b}',
    '\u{9f}',
    '\u{ad}',
    '\u{34f}',
    '\u{61c}',
    '\u{115f}',
    '\u{17b4}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{202e}',
    '\u{2028}',
    '\u{2060}',
    '\u{2064}',
    '\u{2067}',
    '\u{3164}',
    '\u{e000}',
    '\u{f8ff}',
    '\u{fe00}',
    '\u{feff}',
    '\u{ffa0}',
    '\u{fff9}',
    '\u{1d173}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e0100}',
    '\u{f0000}',
    '\u{10fffd}',
];

/// All of them between letters.
fn hostile() -> String {
    HIDDEN.iter().fold("a".to_owned(), |mut text, c| {
        let _ = write!(text, "{c}z");
        text
    })
}

#[test]
fn arguments_are_told_without_their_hidden_characters() {
    let hostile = hostile();
    let option = format!("--{hostile}");
    for arguments in [
        &[hostile.as_str()][..],
        &["131047", &hostile],
        &[&option],
        &["--lang", &hostile],
        &["--format", &hostile],
        &["--least", &hostile],
        &["explain", &hostile],
        &["explain", "131047", &option],
        &["explain", "131047", "--format", &hostile],
        &["read", &hostile],
        &["read", &option, "-"],
        &["annotate", &hostile],
        &["annotate", "--least", &hostile],
        &["summary", &hostile],
        &["summary", "--format", &hostile],
        &["list", "--category", &hostile],
        &["list", "--retry", &hostile],
        &["list", "--fixer", &hostile],
        &["search", "token", "--limit", &hostile],
        &["search", &option],
        &["export", "--format", &hostile],
        &["completions", &hostile],
        &["man", &hostile],
        &["help", &hostile],
        &["help", "read", &hostile],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert!(!stderr(&output).is_empty());
        assert_harmless(&stderr(&output));
    }
}

#[test]
fn what_is_told_about_an_argument_shows_what_is_hidden_in_it() {
    for (arguments, shown) in [
        (&["explain", "x\u{ad}\u{200b}y"][..], "`x\\u{ad}\\u{200b}y`"),
        (&["--lang", "x\u{1b}[2Jy"], "'x\\u{1b}[2Jy'"),
        (&["--\u{e0041}"], "'--\\u{e0041}'"),
        (&["man", "x\u{8}y"], "`x\\u{8}y`"),
    ] {
        let told = stderr(&run(arguments));
        assert!(told.contains(shown), "{told}");
    }
}

#[test]
fn a_long_argument_is_cut_where_it_is_told() {
    let long = "ä".repeat(50_000);
    for arguments in [&[long.as_str()][..], &["explain", &long], &["man", &long]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).len() < 1_000, "{}", stderr(&output));
        assert!(stderr(&output).contains("ää…`"), "{}", stderr(&output));
    }
}

#[test]
fn texts_of_an_error_are_shown_without_their_hidden_characters() {
    let hostile = hostile();
    let body = serde_json::json!({ "error": {
        "message": hostile, "code": 131_047, "error_user_title": hostile, "error_user_msg": hostile,
        "fbtrace_id": hostile, "error_data": { "details": hostile },
    }});
    let webhook = serde_json::json!({ &hostile: { "statuses": [{
        "id": hostile, "status": "failed", "recipient_id": hostile,
        "errors": [{ "code": 131_026, "title": hostile, "message": "x" }],
    }]}});
    let input = format!("{body}\n{webhook}\n");
    for lang in ["en", "de", "ar"] {
        for command in ["read", "summary"] {
            let output = pipe(&[command, "--lang", lang], &input);
            assert_eq!(output.status.code(), Some(0));
            assert_harmless(&stdout(&output));
            assert_harmless(&stderr(&output));
        }
    }
    let text = stdout(&pipe(&["read"], &input));
    for c in HIDDEN {
        let shown = format!("{}z", c.escape_default());
        assert!(text.contains(&shown), "{shown}");
    }
}

#[test]
fn json_is_harmless_and_means_what_was_said() {
    let hostile = hostile();
    let body = serde_json::json!({ "error": { "message": hostile, "code": 131_047 } });
    let output = pipe(&["read", "--format", "json"], body.to_string());
    assert_harmless(&stdout(&output));
    assert_eq!(json(&output)[0]["message"], hostile);
}

#[test]
fn letters_and_emoji_of_an_error_stay_as_they_are() {
    let text = "Grüße می\u{200c}خواهم क्\u{200d}ष 👩\u{200d}💻 ❤\u{fe0f}\u{200d}🔥 رِسَالَةً";
    let body = serde_json::json!({ "error": { "message": text, "code": 131_047 } });
    let shown = stdout(&pipe(&["read"], body.to_string()));
    assert!(shown.contains(text), "{shown}");
    let told = stderr(&run(&["explain", text]));
    assert!(told.contains(text), "{told}");
}

#[cfg(unix)]
#[test]
fn a_name_of_a_file_is_shown_without_its_hidden_characters() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let name = OsStr::from_bytes(b"a\xff\x1b[31m\xc2\xad\n.json");
    fs::write(
        folder.path().join(name),
        r#"{"error":{"message":"x","code":131047}}"#,
    )
    .unwrap();
    for arguments in [
        &["read"][..],
        &["summary"],
        &["read", "--format", "json"],
        &[],
    ] {
        for path in [folder.path().join(name), folder.path().join(name).join("x")] {
            let output = command(arguments).arg(&path).output().unwrap();
            assert_harmless(&stdout(&output));
            assert_harmless(&stderr(&output));
        }
    }
    let output = command(&["explain"]).arg(name).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_harmless(&stderr(&output));
}
