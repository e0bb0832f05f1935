//! The closed lists of facts as enums, and what a record holds of them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::enums::not_a_number;
use crate::key::Key;
use crate::model::{Fact, List, Listed, Model};

/// The enums, the one of all facts, and the accessors of an entry.
pub(super) fn module(model: &Model) -> TokenStream {
    let lists = model.lists.iter().enumerate();
    let lists = lists.map(|(index, list)| match list.wait {
        Some(wait) => with_wait(model, (index, list), wait),
        None => plain(model, (index, list)),
    });
    let fact = fact(model);
    quote! {
        use core::fmt;
        use core::str::FromStr;
        use core::time::Duration;

        use super::words;
        use crate::{Entry, Lang, ParseIdError};

        #(#lists)*
        #fact
    }
}

/// What a record holds of each list.
pub(super) fn record(model: &Model) -> TokenStream {
    let enums = model.lists.iter().map(|list| name(&list.name));
    let fields = fields(model);
    let types = model.lists.iter().map(|list| {
        let held = held(list);
        if list.two {
            quote!(OneOrTwo<#held>)
        } else {
            quote!(#held)
        }
    });
    let unknown: Vec<_> = model.lists.iter().map(List::of_unknown).collect();
    let unknown = values(model, &unknown);
    let in_seconds = model.lists.iter().filter_map(in_seconds);
    quote! {
        use crate::layout::OneOrTwo;
        use crate::{#(#enums),*};

        #[doc(hidden)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Facts {
            #(pub #fields: #types,)*
        }

        impl Facts {
            /// Those of a number without an entry.
            pub const UNKNOWN: Self = Self { #unknown };
        }

        #(#in_seconds)*
    }
}

/// What generated records name: the types of their facts.
pub(super) fn uses(model: &Model, krate: &TokenStream) -> TokenStream {
    let waits = model.lists.iter().filter(|list| list.wait.is_some());
    let waits = waits.map(held);
    let plain = model.lists.iter().filter(|list| list.wait.is_none());
    let plain = plain.map(held);
    let two = model.lists.iter().any(|list| list.two);
    let two = two.then(|| quote!(, OneOrTwo));
    quote! {
        use #krate::__generated::{Facts #two #(, #waits)*};
        use #krate::{#(#plain),*};
    }
}

/// The fields of `Facts`: `channel: Channel::Response,`.
pub(super) fn values(model: &Model, facts: &[Fact]) -> TokenStream {
    let values = model.lists.iter().zip(facts).map(|(list, fact)| {
        let (field, held) = (name(&list.id), held(list));
        let variant = self::variant(&list.values[fact.value]);
        let seconds = fact.wait.map(|wait| {
            let seconds = Literal::u64_unsuffixed(wait.as_secs());
            quote!((#seconds))
        });
        let first = quote!(#held::#variant #seconds);
        let second = fact
            .second
            .map(|second| self::variant(&list.values[second]));
        match (list.two, second) {
            (false, _) => quote!(#field: #first,),
            (true, None) => quote!(#field: OneOrTwo::one(#first),),
            (true, Some(second)) => quote!(#field: OneOrTwo::two(#first, #held::#second),),
        }
    });
    quote!(#(#values)*)
}

/// The type of a field of `Facts`: the enum, or one with a shorter wait.
fn held(list: &List) -> Ident {
    match list.wait {
        Some(_) => format_ident!("{}InSeconds", list.name),
        None => name(&list.name),
    }
}

fn in_seconds(list: &List) -> Option<TokenStream> {
    let wait = list.wait?;
    let (held, name) = (held(list), name(&list.name));
    let variants = list.values.iter().enumerate().map(|(index, value)| {
        let variant = variant(value);
        let seconds = (index == wait).then(|| quote!((u32)));
        quote!(#variant #seconds)
    });
    let arms = list.values.iter().enumerate().map(|(index, value)| {
        let variant = variant(value);
        if index == wait {
            let wait = quote!(core::time::Duration::from_secs(seconds as u64));
            quote!(Self::#variant(seconds) => #name::#variant(#wait))
        } else {
            quote!(Self::#variant => #name::#variant)
        }
    });
    let docs = format!(" [`{}`](crate::{}), in fewer bytes.", list.name, list.name);
    Some(quote! {
        #[doc = #docs]
        #[doc(hidden)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #held {
            #(#variants,)*
        }

        impl #held {
            pub(crate) const fn value(self) -> #name {
                match self {
                    #(#arms,)*
                }
            }
        }
    })
}

fn plain(model: &Model, (index, list): (usize, &List)) -> TokenStream {
    let name = name(&list.name);
    let variants: Vec<_> = list.values.iter().map(variant).collect();
    let documented = documented(list, None);
    let not_a_number = not_a_number();
    let docs = docs(model, list);
    let methods = methods((index, list), None);
    let field = self::name(&list.id);
    let accessor = if list.two {
        accessor(
            list,
            &quote!(&'static [#name]),
            &quote!(self.listed().#field.values()),
        )
    } else {
        accessor(list, &quote!(#name), &quote!(self.listed().#field))
    };
    let expecting = format!("the id of a {}", list.id);
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#documented,)*
            #not_a_number
        }

        impl #name {
            /// Every value.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            #methods
        }

        impl fmt::Display for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.id())
            }
        }

        impl FromStr for #name {
            type Err = ParseIdError;

            fn from_str(id: &str) -> Result<Self, ParseIdError> {
                Self::ALL.iter().copied().find(|value| value.id() == id).ok_or(ParseIdError)
            }
        }

        #[cfg(feature = "serde")]
        crate::serde::as_text! { #name #expecting }

        #accessor
    }
}

/// A list with a wait; what a wait means stands beside it in the library.
fn with_wait(model: &Model, (index, list): (usize, &List), wait: usize) -> TokenStream {
    let name = name(&list.name);
    let documented = documented(list, Some(wait));
    let docs = docs(model, list);
    let methods = methods((index, list), Some(wait));
    let field = self::name(&list.id);
    let accessor = accessor(list, &quote!(#name), &quote!(self.listed().#field.value()));
    let all = all(model, list);
    quote! {
        #(#[doc = #docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#documented,)*
        }

        impl #name {
            /// Every value that the table gives: without a wait, then with each documented one, the shortest first.
            pub const ALL: &'static [Self] = &[#(Self::#all),*];

            #methods
        }

        #accessor
    }
}

/// Every value that the table gives; the one that carries a wait with each of its waits, which come last.
fn all(model: &Model, list: &List) -> Vec<TokenStream> {
    let plain = list.values.iter().enumerate();
    let plain = plain.filter(|(index, _)| list.wait != Some(*index));
    let plain = plain.map(|(_, value)| {
        let variant = variant(value);
        quote!(#variant)
    });
    let with = list.wait.map(|wait| variant(&list.values[wait]));
    let waits = with.into_iter().flat_map(|variant| {
        model.waits().into_iter().map(move |wait| {
            let seconds = Literal::u64_unsuffixed(wait.as_secs());
            quote!(#variant(Duration::from_secs(#seconds)))
        })
    });
    plain.chain(waits).collect()
}

/// The id and the word of a value.
fn methods((index, list): (usize, &List), wait: Option<usize>) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    let patterns: Vec<_> = (0..list.values.len())
        .map(|place| {
            let variant = variant(&list.values[place]);
            let any = (wait == Some(place)).then(|| quote!((_)));
            quote!(Self::#variant #any)
        })
        .collect();
    let ids = list.values.iter().map(|value| &value.id);
    let places = (0..list.values.len()).map(Literal::usize_unsuffixed);
    let (id, word) = match wait {
        None => (
            String::new(),
            quote!(
                /// The name for people.
                #[must_use]
                pub const fn title
            ),
        ),
        Some(wait) => {
            let id = &list.values[wait].id;
            let id = format!("; of every wait `{id}`, while `Display` writes the wait");
            (id, quote!(pub(crate) const fn word))
        }
    };
    let id = format!(" The id that the data and all exports use{id}.");
    quote! {
        #[doc = #id]
        #[must_use]
        pub const fn id(self) -> &'static str {
            match self {
                #(#patterns => #ids,)*
            }
        }

        #word(self, lang: Lang) -> &'static str {
            let place = match self {
                #(#patterns => #places,)*
            };
            words(lang).facts[#index][place]
        }
    }
}

fn accessor(list: &List, result: &TokenStream, value: &TokenStream) -> TokenStream {
    let field = name(&list.id);
    let docs = format!(" {}", list.description);
    quote! {
        impl Entry {
            #[doc = #docs]
            #[must_use]
            pub const fn #field(&self) -> #result {
                #value
            }
        }
    }
}

/// The description, and an example from the data.
fn docs(model: &Model, list: &List) -> Vec<String> {
    let mut docs = vec![format!(" {}", list.description)];
    let index = model.lists.iter().position(|other| other.id == list.id);
    let index = index.unwrap_or_default();
    let is_alone = |(_, fact): &(u32, Fact)| fact.wait.is_none() && fact.second.is_none();
    let example = model.entries.iter().find_map(|entry| match entry.key {
        Key::Code(code) => Some((code, entry.facts[index])).filter(is_alone),
        _ => None,
    });
    if let Some((code, fact)) = example {
        let (name, field) = (&list.name, &list.id);
        let variant = list.values[fact.value].variant();
        let mut stated = format!("{name}::{variant}");
        if list.two {
            stated = format!("[{stated}]");
        }
        docs.extend([
            String::new(),
            " ```".to_owned(),
            format!(" use waba_errors::{{{name}, lookup}};"),
            String::new(),
            format!(" assert_eq!(lookup({code}).{field}(), {stated});"),
            " ```".to_owned(),
        ]);
    }
    docs
}

fn documented(list: &List, wait: Option<usize>) -> impl Iterator<Item = TokenStream> {
    list.values.iter().enumerate().map(move |(index, value)| {
        let docs = format!(" {}", value.description);
        let variant = variant(value);
        let wait = (wait == Some(index)).then(|| quote!((Duration)));
        quote!(#[doc = #docs] #variant #wait)
    })
}

/// One of all facts.
fn fact(model: &Model) -> TokenStream {
    let names: Vec<_> = model.lists.iter().map(|list| name(&list.name)).collect();
    let ids: Vec<_> = model.lists.iter().map(|list| &list.id).collect();
    let fields: Vec<_> = fields(model).collect();
    let docs = model
        .lists
        .iter()
        .map(|list| format!(" {}", list.description));
    let selects = model.lists.iter().map(|list| list.select.is_some());
    let titles = model.lists.iter().map(|list| match list.wait {
        Some(_) => format_ident!("advice"),
        None => format_ident!("title"),
    });
    let all = model.lists.iter().flat_map(|list| {
        let name = name(&list.name);
        let values = all(model, list);
        values
            .into_iter()
            .map(move |value| quote!(Self::#name(#name::#value)))
    });
    let repeats = model.lists.iter().map(|list| list.two);
    let stated = model.lists.iter().flat_map(stated);
    let count = Literal::usize_unsuffixed(model.lists.len());
    quote! {
        /// A fact from a closed list: which one, and what it says.
        ///
        /// ```
        /// use waba_errors::{Lang, lookup};
        ///
        /// for fact in lookup(131047).facts() {
        ///     println!("{}: {fact} ({})", fact.id(), fact.title(Lang::En));
        /// }
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Fact {
            #(#[doc = #docs] #names(#names),)*
        }

        impl Fact {
            /// Every fact that the table can state, list by list.
            pub const ALL: &'static [Self] = &[#(#all),*];

            /// Which fact it is, such as `fixer`: the field of the data and of all exports.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    #(Self::#names(_) => #ids,)*
                }
            }

            /// The id of what it says, such as `meta`; of every wait `after`, while `Display` writes the wait.
            #[must_use]
            pub const fn value(self) -> &'static str {
                match self {
                    #(Self::#names(value) => value.id(),)*
                }
            }

            /// What it says, for people.
            #[must_use]
            pub fn title(self, lang: Lang) -> &'static str {
                match self {
                    #(Self::#names(value) => value.#titles(lang),)*
                }
            }

            /// Whether an entry can state it twice, with different values: exports show it as a list.
            #[must_use]
            pub const fn repeats(self) -> bool {
                match self {
                    #(Self::#names(_) => #repeats,)*
                }
            }

            /// Whether programs select codes by it, as `match_code!` does.
            #[must_use]
            pub const fn selects(self) -> bool {
                match self {
                    #(Self::#names(_) => #selects,)*
                }
            }
        }

        /// As in the data and in all exports.
        impl fmt::Display for Fact {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    #(Self::#names(value) => value.fmt(f),)*
                }
            }
        }

        impl Entry {
            /// The facts from closed lists, in the order of the data.
            pub fn facts(&self) -> impl Iterator<Item = Fact> + use<> {
                [#(#stated),*].into_iter().flatten()
            }
        }

        #[cfg(feature = "serde")]
        impl Entry {
            /// How many members [`Self::serialize_facts`] writes.
            pub(crate) const FACTS: usize = #count;

            pub(crate) fn serialize_facts<S: crate::serde::SerializeStruct>(&self, entry: &mut S) -> Result<(), S::Error> {
                #(entry.serialize_field(#ids, &self.#fields())?;)*
                Ok(())
            }
        }
    }
}

/// What an entry states of a list: one fact, or up to two.
fn stated(list: &List) -> Vec<TokenStream> {
    let (name, field) = (name(&list.name), name(&list.id));
    if list.two {
        let place = |place| quote!(self.#field().#place.copied().map(Fact::#name));
        return vec![place(quote!(first())), place(quote!(get(1)))];
    }
    vec![quote!(Some(Fact::#name(self.#field())))]
}

fn fields(model: &Model) -> impl Iterator<Item = Ident> {
    model.lists.iter().map(|list| name(&list.id))
}

fn name(word: &str) -> Ident {
    format_ident!("{word}")
}

fn variant(value: &Listed) -> Ident {
    format_ident!("{}", value.variant())
}
