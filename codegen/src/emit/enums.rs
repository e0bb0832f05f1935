//! The enums that the data decides: `Category` and `Lang`.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::rust;
use crate::key::Key;
use crate::model::Model;

pub(super) fn category(model: &Model) -> TokenStream {
    let words = model.texts.first();
    let variants = model
        .categories
        .iter()
        .enumerate()
        .map(|(index, category)| {
            let name = format_ident!("{}", category.name);
            let table = format!("category-{}", category.id);
            let docs = words
                .and_then(|texts| texts.words.get(&table)?.get("description"))
                .map(|text| format!(" {text}"));
            let listed = listed(model, index);
            quote!(#[doc = #docs] #(#[doc = #listed])* #name)
        });
    let names: Vec<_> = model
        .categories
        .iter()
        .map(|category| format_ident!("{}", category.name))
        .collect();
    let ids = model.categories.iter().map(|category| &category.id);
    let indices = (0..names.len()).map(Literal::usize_unsuffixed);
    let not_a_number = not_a_number();
    quote! {
        /// What a code is about. The list of each category below is an index of all codes.
        ///
        /// ```
        /// use waba_errors::{Category, lookup};
        ///
        /// assert_eq!(lookup(131026).category(), Category::Messaging);
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Category {
            #(#variants,)*
            #not_a_number
        }

        impl Category {
            /// Every category, in the order of the data.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];

            /// The id that the data and all exports use, such as `marketing-messages`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    #(Self::#names => #ids,)*
                }
            }

            pub(crate) const fn index(self) -> usize {
                match self {
                    #(Self::#names => #indices,)*
                }
            }
        }
    }
}

/// The codes and ranges of a category with their titles, and what belongs to a code with it.
fn listed(model: &Model, category: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (index, entry) in model.entries.iter().enumerate() {
        let constant = match entry.key {
            _ if entry.category != category => continue,
            Key::Range(..) | Key::Case(..) | Key::PairCase(..) => None,
            Key::Code(code) | Key::Pair(code, _) => model
                .place(&Key::Code(code))
                .map(|place| rust::constant_name(&model.entries[place].name)),
        };
        let key = entry.key.to_string().replace('_', "/");
        let text = model.texts.first();
        let text = text.and_then(|texts| texts.entries.get(index)?.as_ref());
        let title = text.map_or("", |text| &text.title);
        lines.push(match constant {
            Some(constant) => format!(" - [`{key}`](crate::Code::{constant}) {title}"),
            None => format!(" - `{key}` {title}"),
        });
    }
    lines
}

/// A variant without values: with it nobody can cast the enum to the place that a variant happens to have.
pub(super) fn not_a_number() -> TokenStream {
    quote!(
        #[doc(hidden)]
        __NotANumber(::core::convert::Infallible)
    )
}

pub(super) fn lang(model: &Model) -> TokenStream {
    let names: Vec<_> = model
        .languages
        .iter()
        .map(|language| format_ident!("{}", language.name))
        .collect();
    let not_a_number = not_a_number();
    let docs = model
        .languages
        .iter()
        .map(|language| format!(" {} (`{}`)", language.native_name, language.tag));
    let tags = model.languages.iter().map(|language| &language.tag);
    let indices = (0..names.len()).map(Literal::usize_unsuffixed);
    let natives = model
        .languages
        .iter()
        .map(|language| rust::text(&language.native_name));
    let scripts = model.languages.iter().map(|language| &language.script);
    let dirs = model
        .languages
        .iter()
        .map(|language| format_ident!("{}", if language.rtl { "Rtl" } else { "Ltr" }));
    let subtags = model.languages.iter().flat_map(|language| {
        let name = format_ident!("{}", language.name);
        let all = std::iter::once(&language.tag).chain(&language.also);
        all.map(move |subtag| quote!((#subtag, Lang::#name)))
            .collect::<Vec<_>>()
    });
    quote! {
        use crate::Dir;

        /// A language of the texts.
        ///
        /// ```
        /// use waba_errors::Lang;
        ///
        /// assert_eq!("ar-EG".parse(), Ok(Lang::Ar));
        /// assert_eq!("de_DE.UTF-8".parse(), Ok(Lang::De));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Lang {
            #(#[doc = #docs] #names,)*
            #not_a_number
        }

        impl Lang {
            /// Every language; the first one is the source of the others.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];

            /// The BCP 47 tag, such as `ar`.
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self {
                    #(Self::#names => #tags,)*
                }
            }

            /// The language's name in itself, such as `العربية`.
            #[must_use]
            pub const fn native_name(self) -> &'static str {
                match self {
                    #(Self::#names => #natives,)*
                }
            }

            /// The direction in which the language is written.
            #[must_use]
            pub const fn dir(self) -> Dir {
                match self {
                    #(Self::#names => Dir::#dirs,)*
                }
            }

            pub(crate) const fn index(self) -> usize {
                match self {
                    #(Self::#names => #indices,)*
                }
            }

            pub(crate) const fn script(self) -> &'static str {
                match self {
                    #(Self::#names => #scripts,)*
                }
            }
        }

        /// The primary subtags that mean each language.
        pub(crate) const SUBTAGS: &[(&str, Lang)] = &[#(#subtags),*];
    }
}
