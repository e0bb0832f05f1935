//! How much memory the commands need.

#![cfg(target_os = "linux")]

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// What a command may use, in KiB: 16 MiB and four times the input, which is small here.
const MOST: u32 = 16 << 10;

/// Errors that share long texts, so that a copy for each would be far more than the limit.
fn hostile(text: u8) -> Vec<u8> {
    let text = [text].repeat(8 << 10);
    let errors = vec![r#"{"code":131047}"#; 2_000].join(",");
    let parts: [&[u8]; 7] = [
        br#"{"error_user_title":""#,
        &text,
        br#"","error_user_msg":""#,
        &text,
        br#"","errors":["#,
        errors.as_bytes(),
        b"]}",
    ];
    parts.concat()
}

/// Runs a line of the shell with `$program` for the command; it may not use more memory than [`MOST`].
pub(crate) fn run(line: &str, input: &Path) -> Option<i32> {
    Command::new("sh")
        .args(["-c", &format!("ulimit -d {MOST} && {line}")])
        .env("program", env!("CARGO_BIN_EXE_waba-errors"))
        .stdin(File::open(input).unwrap())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .code()
}

#[test]
fn texts_that_errors_share_are_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.json");
    for text in [b'x', 0xff] {
        std::fs::write(&path, hostile(text)).unwrap();
        for command in ["read", "read --format json", "annotate", "summary"] {
            let line = format!("exec \"$program\" {command}");
            assert_eq!(run(&line, &path), Some(0), "{command} {text}");
        }
    }
}

/// The system passes at most 128 KiB in one argument: a longer query comes in several.
#[test]
fn a_query_of_a_megabyte_needs_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("query");
    let different =
        |n: u32| (n..n + 10_000).fold(String::new(), |line, n| line + &format!("word{n} "));
    let same = |text: &str| text.repeat(100_000 / text.len());
    for argument in [
        &different as &dyn Fn(u32) -> String,
        &|_| same("token "),
        &|_| same("\u{fdfa}"),
        &|_| same("\u{300}"),
        &|_| same("a,"),
    ] {
        let query: Vec<_> = (0..10).map(|n| argument(n * 10_000)).collect();
        std::fs::write(&path, query.join("\n")).unwrap();
        let status = run("exec xargs -d '\\n' -s 2000000 \"$program\" search", &path);
        assert!(matches!(status, Some(0 | 123)), "{status:?}");
    }
}
