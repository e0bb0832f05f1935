//! Uses what the dependencies are for, so that they are compiled and linked.

pub use waba_errors::{Code, lookup};
pub use waba_errors_codegen::Build;
pub use waba_errors_payload::read_body;
