//! `waba-errors`: explains WhatsApp Business Platform error codes in English, German and Arabic.

#![forbid(unsafe_code)]

mod args;
mod explain;
#[rustfmt::skip]
mod generated;
mod query;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};

/// Nothing was found, or a code is unknown.
const NOT_FOUND: u8 = 1;
/// The command line is wrong.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let Command::Explain(explain) = Args::parse().command;
    let entries = match query::resolve(&explain.codes) {
        Ok(entries) => entries,
        Err(faults) => {
            for fault in faults {
                anstream::eprintln!("error: {fault}");
            }
            anstream::eprintln!("\nFor more information, try '--help'.");
            return ExitCode::from(USAGE);
        }
    };
    if let Err(error) = print(&explain::render(&explain, &entries)) {
        anstream::eprintln!("error: cannot write the explanation: {error}");
        return ExitCode::FAILURE;
    }
    if entries.iter().all(waba_errors::Entry::is_known) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(NOT_FOUND)
    }
}

/// Writes to standard output, without colors where nobody sees them. A closed pipe is no error: the reader has enough.
fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
