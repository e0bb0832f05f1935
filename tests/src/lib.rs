//! What other crates see of `waba-errors`: the tests and benchmarks stand beside this file.

/// All constants of the library.
pub mod constants {
    include!(concat!(env!("OUT_DIR"), "/constants.rs"));
}

/// What a user might pick instead.
pub mod rivals {
    include!(concat!(env!("OUT_DIR"), "/rivals.rs"));
}

/// The example of the front page.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
