//! One text that holds many: a place is a start and a length, so that a table needs no pointers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

#[derive(Default)]
pub(super) struct Pool {
    pub(super) text: String,
}

/// Where a text stands in its pool.
#[derive(Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) len: usize,
}

impl Pool {
    /// Adds a text on a line of its own.
    pub(super) fn add(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        self.text.push('\n');
        Span {
            start,
            len: text.len(),
        }
    }
}

impl Span {
    pub(super) fn tokens(self) -> TokenStream {
        let start = Literal::usize_unsuffixed(self.start);
        let len = Literal::usize_unsuffixed(self.len);
        quote!((#start, #len))
    }
}
