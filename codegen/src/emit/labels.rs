//! The labels of the command, one file per language.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::rust;
use super::words::word;
use crate::model::Model;

const TABLE: &str = "ui-label";

fn keys(model: &Model) -> Vec<&String> {
    let labels = model.texts.first().and_then(|texts| texts.words.get(TABLE));
    labels
        .map(|labels| labels.keys().collect())
        .unwrap_or_default()
}

/// The struct of all labels and the choice by language.
pub(super) fn module(model: &Model) -> TokenStream {
    let fields = keys(model).into_iter().map(|key| {
        let field = format_ident!("{key}");
        let docs = format!(" {}", word(model, 0, TABLE, key));
        quote!(#[doc = #docs] pub(crate) #field: &'static str)
    });
    let modules = model
        .languages
        .iter()
        .map(|language| format_ident!("{}", language.tag));
    let arms = model.languages.iter().skip(1).map(|language| {
        let variant = format_ident!("{}", language.name);
        let module = format_ident!("{}", language.tag);
        quote!(Lang::#variant => &#module::LABELS,)
    });
    let source = model
        .languages
        .first()
        .map(|language| format_ident!("{}", language.tag));
    quote! {
        use waba_errors::Lang;

        #(mod #modules;)*

        /// The words that the command says itself.
        pub(crate) struct Labels {
            #(#fields,)*
        }

        /// The labels of a language.
        pub(crate) fn labels(lang: Lang) -> &'static Labels {
            match lang {
                #(#arms)*
                _ => &#source::LABELS,
            }
        }
    }
}

/// The labels of one language.
pub(super) fn language(model: &Model, index: usize) -> TokenStream {
    let fields = keys(model).into_iter().map(|key| {
        let field = format_ident!("{key}");
        let text = rust::text(&word(model, index, TABLE, key));
        quote!(#field: #text)
    });
    quote! {
        pub(super) static LABELS: super::Labels = super::Labels { #(#fields,)* };
    }
}
