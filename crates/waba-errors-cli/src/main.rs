//! `waba-errors`: explains WhatsApp Business Platform error codes in English, German and Arabic.

#![forbid(unsafe_code)]

mod annotate;
mod args;
mod csv;
mod direct;
mod explain;
mod export;
mod facts;
#[rustfmt::skip]
mod generated;
mod input;
mod json;
mod list;
mod manual;
mod output;
mod read;
mod search;
mod summary;
mod unpack;

use std::io;
use std::process::ExitCode;

use crate::args::{Args, Command};
use crate::output::Status;

fn main() -> ExitCode {
    match args::parse().map_or_else(|answer| output::answer(&answer), run) {
        Ok(status) => status.into(),
        // The reader of the output has enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            output::tell(format_args!(
                "error: cannot write to standard output: {error}"
            ));
            Status::Usage.into()
        }
    }
}

fn run(args: Args) -> io::Result<Status> {
    match args.command {
        None => direct::run(args.direct),
        Some(Command::Explain(args)) => explain::run(&args),
        Some(Command::Read(args)) => read::run(&args),
        Some(Command::Annotate(args)) => annotate::run(&args),
        Some(Command::Summary(args)) => summary::run(&args),
        Some(Command::List(args)) => list::run(&args),
        Some(Command::Search(args)) => search::run(&args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Completions(args)) => manual::complete(&args),
        Some(Command::Man(args)) => manual::page(&args),
    }
}
