//! `cargo codegen` as maintainers use it.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod command;
mod data_faults;
mod drift;
mod languages;
mod maintenance;
mod release;
mod support;
