//! What other crates see of `waba-errors`.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod archives;
mod attacks;
#[path = "../../codegen/tests/copy/mod.rs"]
mod copy;
mod cycle;
mod downstream;
mod entries;
mod freshness;
mod guide;
mod hints;
mod languages;
mod macros;
mod mutations;
mod own_tables;
mod program;
mod promises;
mod sentences;
mod serialization;
mod translate_toolkit;
mod upgrades;
mod words;

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use waba_errors::lookup;

/// A number that is no code, whichever codes may come.
fn unknown_of(mut numbers: RangeInclusive<u32>) -> u32 {
    let unknown = numbers.rfind(|number| !lookup(*number).is_known());
    unknown.expect("a number without an entry")
}

/// The project's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
