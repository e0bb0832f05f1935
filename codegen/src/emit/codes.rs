//! A documented constant for each code.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::hints::limit_words;
use super::rust::constant_name;
use crate::key::Key;
use crate::model::{Entry, Model, Place, Text, wait_key};

/// `impl Code` with the constants of the project.
pub(super) fn constants(model: &Model) -> TokenStream {
    let constants = codes(model).map(|(code, entry, text)| {
        let docs = docs(model, entry, text);
        let aliases = aliases(model, code, &entry.name);
        let name = format_ident!("{}", constant_name(&entry.name));
        let code = Literal::u32_unsuffixed(code);
        quote!(#(#[doc = #docs])* #(#[doc(alias = #aliases)])* pub const #name: Self = Self::new(#code);)
    });
    let names = codes(model).map(|(_, entry, _)| format_ident!("{}", constant_name(&entry.name)));
    quote! {
        use crate::Code;

        impl Code {
            #(#constants)*

            /// Every code that has an entry of its own, in rising order.
            ///
            /// ```
            /// use waba_errors::Code;
            ///
            /// assert!(Code::ALL.contains(&Code::RE_ENGAGEMENT_MESSAGE));
            /// ```
            pub const ALL: &'static [Self] = &[#(Self::#names),*];
        }
    }
}

/// The type of a user's own codes, whose entries are those of the user's own table, and a constant for each code.
pub(super) fn own(model: &Model) -> TokenStream {
    let constants = codes(model).map(|(code, entry, text)| {
        let docs = docs(model, entry, text);
        let name = format_ident!("{}", constant_name(&entry.name));
        let code = Literal::u32_unsuffixed(code);
        quote!(#(#[doc = #docs])* pub const #name: Code = Code::new(#code);)
    });
    let names = codes(model).map(|(_, entry, _)| format_ident!("{}", constant_name(&entry.name)));
    quote! {
        /// A code: any number, with a documented constant for each one of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(transparent)]
        pub struct Code(u32);

        impl Code {
            /// Every code that has an entry of its own, in rising order.
            pub const ALL: &'static [Self] = &[#(#names),*];

            /// The code with this number, known or not.
            #[must_use]
            pub const fn new(number: u32) -> Self {
                Self(number)
            }

            /// The number.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }

            /// What the table says about the code.
            #[must_use]
            pub const fn entry(self) -> ::waba_errors::Entry {
                TABLE.lookup(self.0)
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for Code {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<u32> for Code {
            fn from(number: u32) -> Self {
                Self(number)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<Code> for u32 {
            fn from(code: Code) -> Self {
                code.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<Code> for ::waba_errors::Code {
            fn from(code: Code) -> Self {
                Self::new(code.0)
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<u32> for Code {
            fn eq(&self, other: &u32) -> bool {
                self.0 == *other
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<::waba_errors::Code> for Code {
            fn eq(&self, other: &::waba_errors::Code) -> bool {
                self.0 == other.get()
            }
        }

        #(#constants)*
    }
}

/// What people type into the search of the documentation: the number and the name of the code, and those of what belongs
/// to it and has no constant.
fn aliases(model: &Model, code: u32, name: &str) -> BTreeSet<String> {
    let mut aliases = BTreeSet::from([code.to_string(), name.to_owned()]);
    for entry in model
        .entries
        .iter()
        .filter(|entry| entry.key.code() == code)
    {
        aliases.insert(entry.name.clone());
        if let Key::Pair(_, subcode) = entry.key {
            aliases.extend([subcode.to_string(), format!("{code}/{subcode}")]);
        }
    }
    aliases
}

fn codes(model: &Model) -> impl Iterator<Item = (u32, &Entry, Option<&Text>)> {
    let texts = model.texts.first();
    let entries = model.entries.iter().enumerate();
    entries.filter_map(move |(index, entry)| match entry.key {
        Key::Code(code) => {
            let text = texts.and_then(|texts| texts.entries.get(index)?.as_ref());
            Some((code, entry, text))
        }
        _ => None,
    })
}

/// The lines of a constant's documentation, in the source language.
fn docs(model: &Model, entry: &Entry, text: Option<&Text>) -> Vec<String> {
    let mut docs = Docs(Vec::new());
    let Some(text) = text else {
        return docs.0;
    };
    let retired = if entry.retired { " (retired)" } else { "" };
    docs.line(&format!("`{}` {}{retired}", entry.key, text.title));
    docs.paragraph(&text.description);
    if let Some(title) = &entry.title {
        docs.paragraph(&format!("API title: `{title}`"));
    }
    docs.paragraph("# Why");
    docs.list(&text.causes, |_| "-".to_owned());
    docs.paragraph("# What to do");
    docs.list(&text.fixes, |index| format!("{}.", index + 1));
    docs.paragraph("# Retry");
    docs.paragraph(&decisions(model, entry));
    let lists = [
        ("# Limits", limits(model, entry)),
        ("# Where to look", places(model, entry)),
    ];
    for (heading, lines) in lists.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        docs.paragraph(heading);
        docs.list(&lines, |_| "-".to_owned());
    }
    docs.paragraph(&source(model, entry));
    docs.0
}

struct Docs(Vec<String>);

impl Docs {
    fn line(&mut self, text: &str) {
        self.0.push(format!(" {text}"));
    }

    fn paragraph(&mut self, text: &str) {
        self.0.push(String::new());
        self.line(text);
    }

    fn list(&mut self, items: &[String], bullet: impl Fn(usize) -> String) {
        self.0.push(String::new());
        for (index, item) in items.iter().enumerate() {
            self.line(&format!("{} {item}", bullet(index)));
        }
    }
}

/// The facts from closed lists, as sentences.
fn decisions(model: &Model, entry: &Entry) -> String {
    let facts = model.lists.iter().zip(&entry.facts);
    let mut sentences: Vec<_> = facts
        .map(|(list, fact)| {
            let value = &list.values[fact.value];
            let sentence =
                |text: &str, end: &str| format!("{}: {end}.", text.trim_end_matches('.'));
            match (fact.wait, list.wait) {
                (Some(wait), _) => sentence(&value.description, &wait_key(wait)),
                (None, Some(_)) => value.description.clone(),
                (None, None) => {
                    let second = fact.second.map(|second| &list.values[second].id);
                    let second = second.map_or_else(String::new, |id| format!(", {id}"));
                    sentence(&list.description, &format!("{}{second}", value.id))
                }
            }
        })
        .collect();
    sentences.extend(entry.http.map(|http| format!("HTTP status {http}.")));
    sentences.join(" ")
}

fn limits(model: &Model, entry: &Entry) -> Vec<String> {
    let limits = entry.limits.iter();
    limits.map(|limit| limit_words(model, 0, limit)).collect()
}

/// Each place as a link: by its name, its call or its field.
fn places(model: &Model, entry: &Entry) -> Vec<String> {
    let places = entry
        .places
        .iter()
        .filter_map(|place| model.places.get(*place));
    let link = |place: &Place| {
        let code = place.endpoint.as_ref().or(place.field.as_ref());
        let name = match code {
            Some(code) => format!("`{code}`"),
            None => model.word(0, &place.words(), "name"),
        };
        format!("[{name}]({})", place.address)
    };
    places.map(link).collect()
}

fn source(model: &Model, entry: &Entry) -> String {
    let Some(source) = model.sources.get(entry.source) else {
        return String::new();
    };
    match &source.address {
        Some(address) => format!("Source: [{}]({address}), {}", source.what, source.date),
        None => format!("Source: {}, {}", source.what, source.date),
    }
}
