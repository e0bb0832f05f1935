//! What other crates see of `waba-errors`: the tests and benchmarks stand beside this file.

/// The project's data, compiled by this package's build script.
pub mod own {
    include!(concat!(env!("OUT_DIR"), "/own.rs"));
}

/// The example of the documentation of `Build`, compiled in the same way.
pub mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

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
