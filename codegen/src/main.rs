//! `cargo codegen`: compiles `data` into the checked-in tables, or checks that they are fresh.

#![forbid(unsafe_code)]

mod command;

use std::process::ExitCode;

use clap::Parser;

use crate::command::Args;

fn main() -> ExitCode {
    match command::run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
