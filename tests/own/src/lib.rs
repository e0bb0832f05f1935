//! Tables that a build script makes; the tests stand beside this file.

/// The project's data.
pub mod own {
    include!(concat!(env!("OUT_DIR"), "/own.rs"));
}

/// The example of the documentation of `Build`.
pub mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}
