//! `export`: everything that the table knows, for other languages and for databases.

mod csv;
mod json;

use std::io;

use waba_errors::{Entry, Key, Retry};

use crate::args::{Data, Export};
use crate::output::{Status, print};

pub(crate) fn run(args: &Export) -> io::Result<Status> {
    print(&match args.format {
        Some(Data::Csv) => csv::render()?,
        Some(Data::Json) => json::render(),
        None => json::schema(),
    })?;
    Ok(Status::Found)
}

/// What an entry describes, as a word.
fn kind(entry: &Entry) -> &'static str {
    match entry.key() {
        Key::Range(..) => "range",
        Key::Pair(..) => "pair",
        Key::Case(..) | Key::PairCase(..) => "case",
        _ => "code",
    }
}

/// The last code of a range, else the code itself.
fn last_code(entry: &Entry) -> u32 {
    match entry.key() {
        Key::Range(_, last) => last,
        _ => entry.code().get(),
    }
}

/// The documented wait in seconds.
fn wait(entry: &Entry) -> Option<u64> {
    match entry.retry() {
        Retry::After(wait) => Some(wait.as_secs()),
        _ => None,
    }
}
