//! The macros of `waba-errors`, which re-exports them: depend on that crate, not on this one.
//!
//! They check a match against their own copy of the table and report every mistake at once; rustc checks again.

#![forbid(unsafe_code)]

mod arms;
mod code;
mod coverage;
mod from_code;
#[rustfmt::skip]
mod generated;
mod input;
mod match_code;
mod pattern;
mod proof;
mod selector;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod tokens;

use proc_macro::TokenStream;

/// Behind `waba_errors::match_code!`, which passes the path of its crate in brackets.
#[doc(hidden)]
#[proc_macro]
pub fn match_code(input: TokenStream) -> TokenStream {
    match_code::expand(input.into(), true).into()
}

/// `match_code!` without the macro's own check: proves that rustc finds what is missing.
#[doc(hidden)]
#[proc_macro]
pub fn match_code_unchecked(input: TokenStream) -> TokenStream {
    match_code::expand(input.into(), false).into()
}

/// Behind `waba_errors::code!`, which passes the path of its crate in brackets.
#[doc(hidden)]
#[proc_macro]
pub fn code(input: TokenStream) -> TokenStream {
    code::expand(input.into()).into()
}

// Documented where it is re-exported, with examples that need the library.
#[allow(missing_docs)]
#[proc_macro_derive(FromCode, attributes(codes))]
pub fn from_code(input: TokenStream) -> TokenStream {
    from_code::expand(input.into()).into()
}
