//! How much memory the commands need.

#![cfg(target_os = "linux")]

use std::fs::File;
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

#[test]
fn texts_that_errors_share_are_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hostile.json");
    for text in [b'x', 0xff] {
        std::fs::write(&path, hostile(text)).unwrap();
        for command in ["read", "read --format json", "annotate", "summary"] {
            let program = env!("CARGO_BIN_EXE_waba-errors");
            let line = format!("ulimit -d {MOST} && exec '{program}' {command}");
            let status = Command::new("sh")
                .args(["-c", &line])
                .stdin(File::open(&path).unwrap())
                .stdout(Stdio::null())
                .status()
                .unwrap();
            assert_eq!(status.code(), Some(0), "{command} {text}");
        }
    }
}
