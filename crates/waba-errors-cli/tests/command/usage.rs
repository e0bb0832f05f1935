//! What all subcommands have in common.

use expect_test::expect;

use crate::{command, prints, run, stdout};

#[test]
fn the_help_says_what_the_command_can() {
    prints(
        &["-h"],
        &expect![[r#"
            Explains the error codes of the WhatsApp Business Platform: what happened, why, what to do

            Usage: waba-errors [OPTIONS] [CODE|FILE]...
                   waba-errors <COMMAND>

            Commands:
              explain      Explain error codes
              read         Find and explain the errors in anything that carries them: bodies, webhooks, log
                           lines, dumps
              annotate     Copy NDJSON from standard input to standard output, with an explanation added to each
                           line that carries errors
              summary      Count the errors in logs of any size: by code, category, retry advice and who can fix
                           them
              list         List the codes of the table, one line each: code, name, title
              search       Find codes by words of their texts, in all languages at once; typing errors are
                           forgiven
              export       Write the whole table, in all languages, for other programs and databases
              completions  Write a script that completes this command in a shell
              man          Write a manual page
              help         Print this message or the help of the given subcommand(s)

            Arguments:
              [CODE|FILE]...  Codes to explain, or files to read; standard input if there are none, or for -

            Options:
                  --lang <LANG>        The language: en, de or ar, or a locale such as de_AT [default: the
                                       language of the environment, else en]
                  --format <FORMAT>    The form of the output [default: text] [possible values: text, json]
                  --least <CERTAINTY>  How sure an error that is read must be [default: likely] [possible
                                       values: certain, likely, possible]
                  --bidi <BIDI>        How codes are kept readable in right-to-left text [default: plain]
                                       [possible values: plain, isolate]
              -h, --help               Print help (see more with '--help')
              -V, --version            Print version

            Examples:
              waba-errors 131047
              waba-errors 190/463 RateLimitHit --lang de
              curl ... | waba-errors
              waba-errors response.json --lang ar
              waba-errors search "token expired"
              waba-errors summary log.ndjson

            Exit status: 0 found, 1 nothing found or unknown code, 2 wrong usage, or something cannot be read or
            written.
        "#]],
    );
}

/// `script` of util-linux gives the command a terminal; where it is missing, nobody reads help.
#[cfg(target_os = "linux")]
#[test]
fn the_command_alone_on_a_terminal_shows_its_help() {
    let program = env!("CARGO_BIN_EXE_waba-errors");
    let Ok(output) = std::process::Command::new("script")
        .args(["-qec", &format!("NO_COLOR=1 '{program}'"), "/dev/null"])
        .output()
    else {
        return;
    };
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output).replace("\r\n", "\n"), stdout(&run(&["-h"])));
}

/// As above: `script` gives the command a terminal.
#[cfg(target_os = "linux")]
#[test]
fn who_calls_a_command_that_reads_on_a_terminal_is_told_how_to_end_the_input() {
    let program = env!("CARGO_BIN_EXE_waba-errors");
    for command in ["read", "summary", "annotate"] {
        let Ok(output) = std::process::Command::new("script")
            .args(["-qec", &format!("'{program}' {command}"), "/dev/null"])
            .stdin(std::process::Stdio::null())
            .output()
        else {
            return;
        };
        let told = stdout(&output);
        assert!(told.contains("press Ctrl-D"), "{command}: {told:?}");
    }
}

/// What the help lists under `Commands:`.
pub(crate) fn subcommands() -> Vec<String> {
    let help = stdout(&run(&["-h"]));
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let names = names.filter(|name| !["", "help"].contains(name));
    let names: Vec<_> = names.map(str::to_owned).collect();
    assert!(names.len() >= 9, "{names:?}");
    names
}

#[test]
fn each_subcommand_has_help_with_examples() {
    for subcommand in subcommands() {
        let subcommand = subcommand.as_str();
        let output = run(&[subcommand, "--help"]);
        assert!(output.status.success(), "{subcommand}");
        let help = stdout(&output);
        assert!(
            help.contains(&format!("Examples:\n  waba-errors {subcommand}"))
                || help.contains(&format!("| waba-errors {subcommand}")),
            "{help}"
        );
    }
}

#[test]
fn colors_reach_only_those_who_want_them() {
    let colored = |name: &str, value: &str| {
        let mut command = command(&["explain", "131047"]);
        let output = command
            .env("CLICOLOR_FORCE", "1")
            .env(name, value)
            .output()
            .unwrap();
        stdout(&output).contains('\u{1b}')
    };
    assert!(colored("TERM", "xterm"));
    assert!(!colored("NO_COLOR", "1"));
    assert!(!stdout(&run(&["explain", "131047"])).contains('\u{1b}'));
}
