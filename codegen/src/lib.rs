//! Compiles multilingual TOML error tables into the perfect-hash tables of `waba-errors`.
//!
//! The stages are plain functions with all I/O at the edges: [`load`] reads a data folder, [`check`](check()) turns it
//! into a [`Model`](model::Model) and reports every fault, [`emit`] turns the model into Rust. A build script uses
//! [`Build`], which does all three.

#![forbid(unsafe_code)]

mod build;
mod canonical;
mod check;
mod diagnostic;
mod document;
mod emit;
#[allow(clippy::too_many_lines)]
mod generated;
mod key;
mod lines;
mod lock;
pub mod model;
mod output;
mod perfect;
mod phrases;
mod reader;
mod readme;
mod report;
mod revisions;
pub mod rule;
mod sentence;
mod source;
mod suggestion;
mod translation;

pub use build::{Build, BuildError};
pub use canonical::{canonical, quote};
pub use check::{Checked, Scope, check, concerning, hides};
pub use diagnostic::{Diagnostic, Place, has_errors};
pub use emit::emit;
pub use key::Key;
pub use lines::Lines;
pub use output::{Difference, Drift, Output, compare, replace, replace_all, write};
pub use readme::readme;
pub use report::report;
pub use revisions::revisions;
pub use source::{File, LOCK, REVISIONS, Role, Source, load};
pub use translation::{State, Translation, Words, lock};
