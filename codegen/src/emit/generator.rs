//! What the generator itself knows of the library: own tables can use no other categories.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Model;

pub(super) fn module(model: &Model) -> TokenStream {
    let names = model.categories.iter().map(|category| &category.name);
    quote! {
        /// The variants of `waba_errors::Category`.
        pub(crate) static CATEGORIES: &[&str] = &[#(#names),*];
    }
}
