//! `cargo codegen`: compiles `data` into the checked-in tables, or checks that they are fresh.

#![forbid(unsafe_code)]

mod add_language;
mod bless;
mod drift;
mod fmt;
mod format;
mod generate;
mod lint;
mod new;
mod output;
mod project;
mod release;
mod report;
mod show;
mod status;

use std::env;
use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::output::harmless;
use crate::project::Project;

/// Compiles the error tables in `data` into Rust.
#[derive(Debug, Parser)]
#[command(
    name = "cargo codegen",
    bin_name = "cargo codegen",
    version,
    max_term_width = 100
)]
struct Args {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    generate: generate::Generate,

    #[command(flatten)]
    project: Project,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Put every data file into canonical form
    Fmt(fmt::Fmt),
    /// Show how far the translations are
    Status(status::Status),
    /// Record that translations are still right although English has changed
    Bless(bless::Bless),
    /// Show an entry in all languages
    Show(show::Show),
    /// Write the frame of a new entry
    New(new::New),
    /// Add a language
    AddLanguage(add_language::AddLanguage),
    /// Compare saved copies of the platform's page of error codes with the data
    Drift(drift::Drift),
    /// Say what a release needs, or prepare it
    Release(release::Release),
    Lint(lint::Lint),
}

fn main() -> ExitCode {
    match arguments().map_or_else(|answer| say(&answer), |args| run(&args)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            output::tell(format_args!("error: {error}"));
            ExitCode::from(2)
        }
    }
}

/// Parses the command line; a faulty one once more in harmless form, so that what clap says about it is harmless too.
fn arguments() -> Result<Args, clap::Error> {
    Args::try_parse().map_err(|complaint| {
        let shown = env::args_os().map(|arg| harmless(&arg.to_string_lossy()));
        Args::try_parse_from(shown).err().unwrap_or(complaint)
    })
}

/// Says what clap says instead of running a command: help, the version, or what is wrong with the command line.
fn say(answer: &clap::Error) -> io::Result<bool> {
    if answer.use_stderr() {
        let text = answer.to_string();
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            text.trim_start_matches("error: ").trim_end().to_owned(),
        ));
    }
    output::print(&answer.to_string())?;
    Ok(true)
}

/// Runs a command; `false` means that it found faults and has reported them.
fn run(args: &Args) -> io::Result<bool> {
    let project = &args.project;
    match &args.command {
        None => generate::run(&args.generate, project),
        Some(Command::Fmt(args)) => fmt::run(args, project),
        Some(Command::Status(args)) => status::run(args, project),
        Some(Command::Bless(args)) => bless::run(args, project),
        Some(Command::Show(args)) => show::run(args, project),
        Some(Command::New(args)) => new::run(args, project),
        Some(Command::AddLanguage(args)) => add_language::run(args, project),
        Some(Command::Drift(args)) => drift::run(args, project),
        Some(Command::Release(args)) => release::run(args, project),
        Some(Command::Lint(args)) => lint::run(args, project),
    }
}
