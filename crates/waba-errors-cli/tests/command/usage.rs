//! What all subcommands have in common.

use expect_test::expect;

use crate::{CLEAN, WEBHOOK, fails, run, run_into_closed_pipe, stderr, stdout};

#[test]
fn the_command_alone_says_what_it_can() {
    fails(&[], 2, &expect![[]]);
}

#[test]
fn each_subcommand_has_help_with_examples() {
    for subcommand in [
        "explain", "read", "annotate", "summary", "list", "search", "export", "completions", "man",
    ] {
        let output = run(&[subcommand, "--help"]);
        assert!(output.status.success(), "{subcommand}");
        let help = stdout(&output);
        assert!(help.contains(&format!("Examples:\n  waba-errors {subcommand}"))
            || help.contains(&format!("| waba-errors {subcommand}")), "{help}");
    }
}

#[test]
fn a_closed_pipe_ends_every_command_quietly() {
    for arguments in [
        &["explain", "131047"][..],
        &["list"],
        &["search", "token"],
        &["export", "--format", "csv"],
        &["export", "--format", "json"],
        &["completions", "bash"],
        &["man"],
        &["read"],
        &["annotate"],
        &["summary"],
    ] {
        let output = run_into_closed_pipe(arguments, WEBHOOK);
        assert_eq!(stderr(&output), "", "{arguments:?}");
        assert!(output.status.success(), "{arguments:?}");
    }
}

#[test]
fn annotate_stops_when_nobody_reads_lines_without_errors() {
    let output = run_into_closed_pipe(&["annotate"], CLEAN);
    assert_eq!(stderr(&output), "");
    assert!(output.status.success());
}
