//! What the API prints for the cases and pairs of a code, for people who compare: for explanations alone.

use proc_macro2::TokenStream;
use quote::quote;

use crate::key::Key;
use crate::model::Model;

pub(super) fn table(model: &Model) -> TokenStream {
    let told = model.entries.iter().filter(|entry| {
        !matches!(entry.key, Key::Code(_) | Key::Range(..)) && entry.title.is_none()
    });
    let told = told
        .filter_map(|entry| Some((entry.name.as_str(), entry.says.first()?.replace("{}", "…"))));
    let mut rows: Vec<_> = told.collect();
    rows.sort_unstable();
    let rows = rows
        .iter()
        .map(|(name, sentence)| quote!((#name, #sentence)));
    quote! {
        /// The name of a case or a pair without a title, and a sentence that the API prints for it, with `…` for what varies; by
        /// name.
        pub(crate) static PRINTED: &[(&str, &str)] = &[#(#rows),*];
    }
}
