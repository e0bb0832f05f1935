//! `waba-errors` without a subcommand.

use std::fs;

use expect_test::expect;

use crate::{EXPIRED, command, fails, json, pipe, run, stderr, stdout};

#[test]
fn codes_are_explained() {
    for codes in [
        &["131047"][..],
        &["190/463", "RateLimitHit"],
        &["(#131047)"],
    ] {
        let explained = run(&[&["explain"], codes, &["--lang", "de"]].concat());
        let direct = run(&[codes, &["--lang", "de"]].concat());
        assert_eq!(stdout(&direct), stdout(&explained));
        assert_eq!(direct.status.code(), Some(0));
    }
    let unknown = run(&["4000000000", "--format", "json"]);
    assert_eq!(json(&unknown)[0]["code"], 4_000_000_000_u32);
    assert_eq!(unknown.status.code(), Some(1));
}

#[test]
fn standard_input_and_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answer.json");
    fs::write(&path, EXPIRED).unwrap();
    let path = path.to_str().unwrap();
    for options in [&[][..], &["--lang", "ar"], &["--format", "json"]] {
        let read = stdout(&pipe(&[&["read"], options].concat(), EXPIRED));
        assert_eq!(stdout(&pipe(options, EXPIRED)), read);
        assert_eq!(stdout(&pipe(&[&["-"], options].concat(), EXPIRED)), read);
        let read = stdout(&run(&[&["read", path], options].concat()));
        assert_eq!(stdout(&run(&[&[path], options].concat())), read);
    }
    let certain = pipe(&["--least", "certain"], "error code 131047");
    assert_eq!(certain.status.code(), Some(1));
}

#[test]
fn what_is_neither_a_code_nor_a_file_is_told_with_what_to_do() {
    fails(
        &["exlpain", "131047"],
        2,
        &expect![[r#"
        error: `exlpain` is no subcommand; did you mean `explain`?

        A code is a number such as 131047, a pair such as 190/463, or a name such as RateLimitHit. Check the path of a file.
        To find codes by words: waba-errors search "token expired"

        For more information, try '--help'.
    "#]],
    );
    fails(
        &["response.jsn"],
        2,
        &expect![[r#"
        error: `response.jsn` is no subcommand, no code and no file

        A code is a number such as 131047, a pair such as 190/463, or a name such as RateLimitHit. Check the path of a file.
        To find codes by words: waba-errors search "token expired"

        For more information, try '--help'.
    "#]],
    );
    fails(
        &["--lang", "de", "read"],
        2,
        &expect![[r#"
        error: the subcommand `read` must come first

        A code is a number such as 131047, a pair such as 190/463, or a name such as RateLimitHit. Check the path of a file.
        To find codes by words: waba-errors search "token expired"

        For more information, try '--help'.
    "#]],
    );
    fails(
        &["99999999999"],
        2,
        &expect![[r#"
        error: `99999999999` is larger than any error code

        For more information, try '--help'.
    "#]],
    );
}

#[test]
fn codes_and_files_together_are_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("answer.json"), EXPIRED).unwrap();
    let output = command(&["131047", "answer.json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    expect![[r#"
        error: codes and files do not go together; use `waba-errors explain` for codes and `waba-errors read` for files
    "#]].assert_eq(&stderr(&output));
}
