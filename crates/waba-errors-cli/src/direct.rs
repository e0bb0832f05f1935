//! The command without a subcommand: codes are explained, and anything else is read.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use waba_errors_explain::{QueryError, find, quote};

use crate::args::{Args, Direct, Explain, Read};
use crate::output::{Status, print, tell};
use crate::{explain, read};

pub(crate) fn run(args: Direct) -> io::Result<Status> {
    if args.inputs.is_empty() && io::stdin().is_terminal() {
        print(&Args::command().render_help().ansi().to_string())?;
        return Ok(Status::Found);
    }
    let (codes, others): (Vec<_>, Vec<_>) =
        args.inputs.into_iter().partition(|input| is_code(input));
    let unknown: Vec<_> = others.iter().filter(|path| !is_input(path)).collect();
    if !unknown.is_empty() {
        return Ok(reject(&unknown));
    }
    if codes.is_empty() {
        return read::run(&Read {
            files: others,
            output: args.output,
            least: args.least,
            order: args.order,
        });
    }
    if !others.is_empty() {
        tell(
            "error: codes and files do not go together; use `waba-errors explain` for codes and `waba-errors read` for files",
        );
        return Ok(Status::Usage);
    }
    let codes = codes.iter().map(|code| code.to_string_lossy().into_owned());
    explain::run(&Explain {
        codes: codes.collect(),
        output: args.output.into_document(),
        order: args.order,
    })
}

/// Whether an argument is written as codes are, known or not.
fn is_code(path: &Path) -> bool {
    path.to_str()
        .is_some_and(|query| !matches!(find(query), Err(QueryError::NoCode)))
}

fn is_input(path: &Path) -> bool {
    path == Path::new("-") || path.exists()
}

/// Says what is neither a code nor a file, and what to do.
fn reject(unknown: &[&PathBuf]) -> Status {
    let command = Args::command();
    for argument in unknown {
        let argument = argument.to_string_lossy();
        let shown = quote(&argument);
        match near_subcommand(&command, &argument) {
            Some(name) if name == argument => {
                tell(format_args!(
                    "error: the subcommand `{name}` must come first"
                ));
            }
            Some(name) => {
                tell(format_args!(
                    "error: {shown} is no subcommand; did you mean `{name}`?"
                ));
            }
            None => {
                tell(format_args!(
                    "error: {shown} is no subcommand, no code and no file"
                ));
            }
        }
    }
    tell(
        "
A code is a number such as 131047, a pair such as 190/463, or a name such as RateLimitHit. Check the path of a file.
To find codes by words: waba-errors search \"token expired\"

For more information, try '--help'."
    );
    Status::Usage
}

/// The subcommand that was perhaps meant: at most a third of the word differs.
fn near_subcommand<'a>(command: &'a clap::Command, word: &str) -> Option<&'a str> {
    let names = command.get_subcommands().map(clap::Command::get_name);
    let near = names.map(|name| (strsim::osa_distance(name, word), name));
    let (distance, name) = near.min()?;
    (distance * 3 <= word.len()).then_some(name)
}
