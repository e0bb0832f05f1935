//! What happens when the command cannot write.

#![cfg(target_os = "linux")]

use std::fs::{File, OpenOptions};
use std::io::pipe;
use std::process::{Output, Stdio};

use crate::{CLEAN, EXPIRED, WEBHOOK, command, run_into_closed_pipe, stderr};

/// Command lines with the input and the status that they end with, one for each thing that is said on standard error.
const LINES: [(&[&str], &str, i32); 20] = [
    (&["131047"], "", 0),
    (&["4000000000"], "", 1),
    (&["100/36099"], "", 0),
    (&["99999999999"], "", 2),
    (&["exlpain"], "", 2),
    (&["131047", "/dev/null"], "", 2),
    (&["--no-such-option"], "", 2),
    (&["explain"], "", 2),
    (&["explain", "abc"], "", 2),
    (&["read"], EXPIRED, 0),
    (&["read"], CLEAN, 1),
    (&["read", "/no/such/file"], "", 2),
    (&["annotate"], EXPIRED, 0),
    (&["annotate"], CLEAN, 1),
    (&["summary"], EXPIRED, 0),
    (&["summary"], CLEAN, 1),
    (&["search", "qqqqzzzz"], "", 1),
    (
        &["list", "--retired", "--category", "flows", "--lang", "x"],
        "",
        2,
    ),
    (&["man", "exlpain"], "", 2),
    (&["completions", "qqqq"], "", 2),
];

/// Command lines that write to standard output.
const WRITERS: [(&[&str], &str); 20] = [
    (&["131047"], ""),
    (&["--help"], ""),
    (&["-h"], ""),
    (&["--version"], ""),
    (&["help", "read"], ""),
    (&["explain", "131047", "--format", "json"], ""),
    (&["explain", "131047", "--format", "markdown"], ""),
    (&["explain", "--help"], ""),
    (&["read"], EXPIRED),
    (&["read", "--format", "json"], EXPIRED),
    (&["annotate"], EXPIRED),
    (&["annotate"], CLEAN),
    (&["summary", "--format", "csv"], EXPIRED),
    (&["list"], ""),
    (&["search", "token"], ""),
    (&["export", "--format", "csv"], ""),
    (&["export", "--schema"], ""),
    (&["completions", "bash"], ""),
    (&["completions", "zsh"], ""),
    (&["man"], ""),
];

fn full_disk() -> Stdio {
    let full = OpenOptions::new().write(true).open("/dev/full");
    full.unwrap().into()
}

/// A pipe that nobody reads.
fn closed_pipe() -> Stdio {
    pipe().unwrap().1.into()
}

fn run(arguments: &[&str], input: &str, stdout: Stdio, stderr: Stdio) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    std::fs::write(&path, input).unwrap();
    command(arguments)
        .stdin(File::open(&path).unwrap())
        .stdout(stdout)
        .stderr(stderr)
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap()
}

#[test]
fn a_standard_error_that_fails_leaves_the_status_as_it_is() {
    for (arguments, input, status) in LINES {
        for fail in [full_disk, closed_pipe] {
            let output = run(arguments, input, Stdio::null(), fail());
            assert_eq!(output.status.code(), Some(status), "{arguments:?}");
        }
    }
}

#[test]
fn a_standard_output_on_a_full_disk_is_told_with_status_2() {
    for (arguments, input) in WRITERS {
        let output = run(arguments, input, full_disk(), Stdio::piped());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told = stderr(&output);
        assert!(
            told.contains("error: cannot write to standard output: No space left"),
            "{arguments:?}: {told}"
        );
        let output = run(arguments, input, full_disk(), full_disk());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

/// Input may go on for ever.
#[test]
fn what_nobody_reads_is_not_written_to_the_end() {
    for (arguments, line) in [
        (&["read"], WEBHOOK),
        (&["annotate"], WEBHOOK),
        (&["annotate"], CLEAN),
        (&["summary"], WEBHOOK),
    ] {
        let output = run_into_closed_pipe(arguments, line);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(stderr(&output), "", "{arguments:?}");
    }
}

#[test]
fn a_standard_output_that_nobody_reads_ends_every_command_quietly() {
    for (arguments, input) in WRITERS {
        let output = run(arguments, input, closed_pipe(), Stdio::piped());
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert_eq!(stderr(&output), "", "{arguments:?}");
    }
}
