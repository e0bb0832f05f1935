//! What people type who look for an entry: for explanations alone.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust;
use crate::model::Model;

pub(super) fn table(model: &Model) -> TokenStream {
    let entries = model.entries.iter().zip(&model.keywords);
    let rows = entries
        .filter(|(_, phrases)| !phrases.is_empty())
        .map(|(entry, phrases)| {
            let name = &entry.name;
            let phrases = rust::lines(&phrases.join("\n"));
            quote!((#name, #phrases))
        });
    quote! {
        /// The name of an entry and the phrases by which it is searched, one per line.
        pub(crate) static KEYWORDS: &[(&str, &str)] = &[#(#rows),*];
    }
}
