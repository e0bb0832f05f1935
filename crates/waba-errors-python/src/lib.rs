//! The native part of the Python package `waba-errors`: classes and functions over the lookup, the reader and the explanations.
//! What the package offers, with examples, stands in its docstrings, which are those of this crate.
//!
//! Whatever comes in, nothing aborts: what has the wrong type is a `TypeError`, an unknown language a `ValueError`, and a panic would
//! unwind into an exception.
//!
//! It needs no global lock: all classes are frozen, and what a found error computes later stands behind a lock of its own. The stable
//! interface serves each Python from 3.11 on but free-threaded ones, which have none before 3.15; for these it is built for one version.

#![forbid(unsafe_code)]

mod arrow;
mod entry;
mod found;
mod functions;
mod html;
mod input;
mod json;

/// The native part of `waba_errors`.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::arrow::{columns, lines_of};
    #[pymodule_export]
    use crate::entry::{Entry, OnPremises, entry_of, on_premises_of};
    #[pymodule_export]
    use crate::found::{Flag, Found, flag_of, found_of};
    #[pymodule_export]
    use crate::functions::{
        about, entries, explain, from_message, lookup, negotiate, read, read_body, read_text,
        search, summary, words,
    };
}
