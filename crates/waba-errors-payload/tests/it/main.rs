//! The reader as programs use it. Memory is measured in a process of its own, in `growth`.

#![allow(missing_docs, clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod applications;
mod both;
mod bytes;
mod corpus;
mod hostile_words;
mod numbers;
mod planted;
mod records;
mod reports;
mod sentences;
#[path = "../support/mod.rs"]
mod support;
#[cfg(feature = "serde")]
mod typed;
