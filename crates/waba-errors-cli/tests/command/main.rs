//! The command `waba-errors` as people run it.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod annotate;
mod bounded;
mod compressed;
mod direct;
mod documentation;
mod duckdb;
mod explain;
mod export;
mod failing;
mod foreign;
mod list;
mod manual;
mod read;
mod report;
mod search;
mod summary;
mod texts;
mod trend;
mod usage;

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::thread;

use expect_test::Expect;
use waba_errors::Lang;
use waba_errors_explain::labels;

use crate::texts::without_texts;

/// A webhook with two failed messages, as it stands in a log.
const WEBHOOK: &str = r#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","statuses":[{"id":"wamid.A1","status":"failed","timestamp":"1760000000","recipient_id":"15550001234","errors":[{"code":131047,"title":"Re-engagement message","message":"Re-engagement message","error_data":{"details":"Message failed to send because more than 24 hours have passed."}}]},{"id":"wamid.A2","status":"failed","timestamp":"1760000001","recipient_id":"15550005678","errors":[{"code":131026,"title":"Message Undeliverable"}]}]}}]}]}"#;

/// The answer to a request with an expired token.
const EXPIRED: &str = r#"{"error":{"message":"Error validating access token: Session has expired","type":"OAuthException","code":190,"error_subcode":463,"fbtrace_id":"AbC1"}}"#;

/// A webhook without an error, in which numbers look like codes.
const CLEAN: &str = r#"{"object":"whatsapp_business_account","entry":[{"id":"131047","changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.B1","status":"delivered","timestamp":"1760000000","recipient_id":"15550001234"}]}}]}]}"#;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waba-errors"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    command(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("the command runs")
}

/// Runs the command with something on its standard input.
fn pipe(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.as_ref().to_vec();
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the command ends");
    // The command may have stopped reading.
    let _ = writer.join().expect("the writer ends");
    output
}

/// Runs the command with input that never ends and an output that nobody reads.
fn run_into_closed_pipe(arguments: &[&str], line: &str) -> Output {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    let line = format!("{line}\n");
    let writer = thread::spawn(move || {
        for _ in 0..1000 {
            if stdin.write_all(line.as_bytes()).is_err() {
                break;
            }
        }
    });
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    output
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn prints(arguments: &[&str], expected: &Expect) {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    expected.assert_eq(&stdout(&output));
}

/// What is said in English where an input holds more errors than are kept.
fn truncated() -> String {
    format!("{}\n", labels(Lang::En).truncated)
}

/// What is said in English where nothing was found.
fn nothing_found() -> String {
    format!("{}\n", labels(Lang::En).nothing_found)
}

/// Explains a code in English.
fn explains(arguments: &[&str], key: &str, expected: &Expect) {
    let output = run(&[arguments, &["--lang", "en"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    expected.assert_eq(&without_texts(&stdout(&output), &[key], Lang::En));
}

fn fails(arguments: &[&str], status: i32, expected: &Expect) {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(status));
    assert_eq!(stdout(&output), "");
    expected.assert_eq(&stderr(&output));
}

/// Nothing in the output can steer a terminal, turn the reading direction or stay unseen.
fn assert_harmless(text: &str) {
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{17b4}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
    };
    assert!(!text.contains(hidden), "{text:?}");
}
