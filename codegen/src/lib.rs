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
mod key;
mod load;
pub mod model;
mod output;
mod parse;
mod perfect;
pub mod rule;

pub use build::{Build, BuildError};
pub use check::{Checked, Scope, check};
pub use diagnostic::{Diagnostic, Format, Place, has_errors, render};
pub use emit::{Drift, Output, emit};
pub use key::Key;
pub use load::{File, Role, Source, load};
pub use output::{Difference, compare, write};
