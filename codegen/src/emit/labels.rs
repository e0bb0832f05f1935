//! The labels around explanations and the words of the report, one file per language.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::rust;
use crate::model::{LABELS, List, Model, REPORT};

/// The words of a table, which English lists.
fn keys<'a>(model: &'a Model, table: &str) -> impl Iterator<Item = &'a String> {
    let words = model.texts.first().and_then(|texts| texts.words.get(table));
    words.into_iter().flat_map(|words| words.keys())
}

/// The fields of a struct of words.
fn fields(model: &Model, table: &str, visibility: &TokenStream) -> TokenStream {
    let fields = keys(model, table).map(|key| {
        let field = format_ident!("{key}");
        let docs = format!(" {}", model.word(0, table, key));
        quote!(#[doc = #docs] #visibility #field: &'static str)
    });
    quote!(#(#fields,)*)
}

/// The same with the words of a language.
fn values(model: &Model, table: &str, index: usize) -> TokenStream {
    let fields = keys(model, table).map(|key| {
        let field = format_ident!("{key}");
        let text = rust::text(&model.word(index, table, key));
        quote!(#field: #text)
    });
    quote!(#(#fields,)*)
}

/// The modules of all languages.
fn modules(model: &Model) -> TokenStream {
    let languages = model.languages.iter();
    let modules = languages.map(|language| format_ident!("{}", language.tag));
    quote!(#(mod #modules;)*)
}

/// A static by the language.
fn choice(model: &Model, name: &str) -> TokenStream {
    let name = format_ident!("{name}");
    let arms = model.languages.iter().skip(1).map(|language| {
        let variant = format_ident!("{}", language.name);
        let module = format_ident!("{}", language.tag);
        quote!(Lang::#variant => &#module::#name,)
    });
    let source = model.languages.first();
    let source = source.map(|language| format_ident!("{}", language.tag));
    quote!(match lang { #(#arms)* _ => &#source::#name })
}

/// The label of each fact, and of counts by it.
fn of_fact(model: &Model) -> TokenStream {
    let arm = |list: &List, label: &str| {
        let (name, label) = (format_ident!("{}", list.name), format_ident!("{label}"));
        quote!(Fact::#name(_) => self.#label)
    };
    let labels = model.lists.iter().map(|list| arm(list, &list.id));
    let selecting = model.lists.iter().filter(|list| list.select.is_some());
    let counts = selecting.map(|list| arm(list, &format!("by_{}", list.id)));
    quote! {
        impl Labels {
            /// What stands before a fact.
            #[must_use]
            pub const fn of(&self, fact: Fact) -> &'static str {
                match fact {
                    #(#labels,)*
                    _ => "",
                }
            }

            /// What stands before counts by a fact.
            #[must_use]
            pub const fn by(&self, fact: Fact) -> &'static str {
                match fact {
                    #(#counts,)*
                    _ => "",
                }
            }
        }
    }
}

/// What `list` can filter by: the id of a fact, what stands for a value, and what the filter means. And the words of the report.
pub(super) fn command(model: &Model) -> TokenStream {
    let filters = model.lists.iter().filter_map(|list| {
        let (id, select) = (&list.id, list.select.as_ref()?);
        let placeholder = id.to_uppercase();
        Some(quote!((#id, #placeholder, #select)))
    });
    let (modules, choice) = (modules(model), choice(model, "WORDS"));
    let fields = fields(model, REPORT, &quote!(pub(crate)));
    quote! {
        use waba_errors::Lang;

        #modules

        /// The facts by which `list` filters, what stands for a value, and what each filter means.
        pub(crate) const FILTERS: &[(&str, &str, &str)] = &[#(#filters),*];

        /// The words of the report in one language.
        #[derive(Debug)]
        pub(crate) struct Words {
            #fields
        }

        /// The words of the report in a language.
        pub(crate) fn words(lang: Lang) -> &'static Words {
            #choice
        }
    }
}

/// The struct of all labels and the choice by language.
pub(super) fn module(model: &Model) -> TokenStream {
    let fields = fields(model, LABELS, &quote!(pub));
    let (modules, choice) = (modules(model), choice(model, "LABELS"));
    let of_fact = of_fact(model);
    let dates = model.sources.iter().map(|source| source.date.as_str());
    let date = dates.max().unwrap_or_default();
    quote! {
        use serde::Serialize;
        use waba_errors::{Fact, Lang};

        #modules
        mod keywords;
        pub(crate) use self::keywords::KEYWORDS;
        mod times;
        pub(crate) use self::times::*;
        mod printed;
        pub(crate) use self::printed::PRINTED;

        /// The words around explanations in one language: what stands before a fact, above a list, or where nothing was found.
        #[derive(Debug, Serialize)]
        #[non_exhaustive]
        pub struct Labels {
            #fields
        }

        #of_fact

        /// The newest date of a source of the facts: a year, a month or a day.
        pub const FACTS_DATE: &str = #date;

        /// The labels of a language.
        ///
        /// ```
        /// use waba_errors_explain::{labels, waba_errors::Lang};
        ///
        /// assert_ne!(labels(Lang::En).fix, labels(Lang::Ar).fix);
        /// ```
        #[must_use]
        pub fn labels(lang: Lang) -> &'static Labels {
            #choice
        }
    }
}

/// The labels of one language.
pub(super) fn language(model: &Model, index: usize) -> TokenStream {
    let values = values(model, LABELS, index);
    quote! {
        pub(super) static LABELS: super::Labels = super::Labels { #values };
    }
}

/// The words of the report in one language.
pub(super) fn report(model: &Model, index: usize) -> TokenStream {
    let values = values(model, REPORT, index);
    quote! {
        pub(super) static WORDS: super::Words = super::Words { #values };
    }
}
