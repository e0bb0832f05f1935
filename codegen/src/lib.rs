//! Compiles multilingual TOML error tables into the perfect-hash tables of `waba-errors`.
//!
//! The stages are plain functions with all I/O at the edges: [`load`] reads a data folder, [`check`](check()) turns it
//! into a [`Model`](model::Model) and reports every fault, [`emit`] turns the model into Rust. A build script uses
//! [`Build`], which does all three.

#![forbid(unsafe_code)]

mod build;
mod check;
mod diagnostic;
mod emit;
mod format;
mod key;
mod load;
mod lock;
pub mod model;
mod output;
mod parse;
mod perfect;
mod reader;
pub mod rule;
mod translation;

pub use build::{Build, BuildError};
pub use check::{Checked, Scope, check, concerning};
pub use diagnostic::{Diagnostic, Format, Place, has_errors, render};
pub use emit::{Drift, Output, emit};
pub use format::{Formatted, canonical, format};
pub use key::Key;
pub use load::{File, Role, Source, load};
pub use lock::{LOCK, lock};
pub use output::{Difference, compare, replace, write};
pub use translation::{State, Translation, Words};
