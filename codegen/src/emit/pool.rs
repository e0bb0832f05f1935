//! One text that holds many: a span is a start and a length, so that a table needs no pointers.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

#[derive(Default)]
pub(super) struct Pool {
    pub(super) text: String,
    starts: HashMap<String, usize>,
}

impl Pool {
    /// The span of a text, which stands in the pool once, on a line of its own.
    pub(super) fn span(&mut self, text: &str) -> TokenStream {
        let start = *self.starts.entry(text.to_owned()).or_insert_with(|| {
            let start = self.text.len();
            self.text.push_str(text);
            self.text.push('\n');
            start
        });
        let (start, len) = (
            Literal::usize_unsuffixed(start),
            Literal::usize_unsuffixed(text.len()),
        );
        quote!(span(#start, #len))
    }
}
