//! `completions` and `man`: what packagers install beside the command.

use std::io;

use clap::CommandFactory;
use clap_mangen::Man;
use waba_errors_explain::quote;

use crate::args::{self, Args};
use crate::output::{Status, print, tell};

pub(crate) fn complete(args: &args::Completions) -> io::Result<Status> {
    let mut command = Args::command();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "waba-errors", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Found)
}

pub(crate) fn page(args: &args::Man) -> io::Result<Status> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let about = match &args.command {
        None => &command,
        Some(name) => match command.find_subcommand(name) {
            Some(subcommand) => subcommand,
            None => return Ok(unknown(&command, name)),
        },
    };
    let source = concat!("waba-errors ", env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    Man::new(about.clone()).source(source).render(&mut page)?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(Status::Found)
}

fn unknown(command: &clap::Command, name: &str) -> Status {
    let names: Vec<_> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    tell(format_args!(
        "error: {} is no subcommand; use one of {}",
        quote(name),
        names.join(" ")
    ));
    Status::Usage
}
