//! `waba-errors`: explains WhatsApp Business Platform error codes in English, German and Arabic.

#![forbid(unsafe_code)]

mod annotate;
mod args;
mod csv;
mod explain;
mod export;
mod finding;
#[rustfmt::skip]
mod generated;
mod input;
mod json;
mod lines;
mod list;
mod manual;
mod output;
mod query;
mod read;
mod search;
mod summary;
mod text;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::output::Status;

fn main() -> ExitCode {
    let result = match Args::parse().command {
        Command::Explain(args) => explain::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Summary(args) => summary::run(&args),
        Command::List(args) => list::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Completions(args) => manual::complete(&args),
        Command::Man(args) => manual::page(&args),
    };
    match result {
        Ok(status) => status.into(),
        // The reader of the output has enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("error: cannot write to standard output: {error}");
            Status::Usage.into()
        }
    }
}
