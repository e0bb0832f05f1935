//! What the macros need: their own table, and what the library knows of it.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::rust;
use crate::key::Key;
use crate::model::{Entry, Fact, List, Model};

/// The codes and ranges, which a match covers, and the pairs, which it can tell from their code.
fn rows(model: &Model) -> impl Iterator<Item = (&Entry, Numbers, usize)> {
    let entries = model.entries.iter().enumerate();
    entries.filter_map(|(index, entry)| {
        let (first, last, subcode) = match entry.key {
            Key::Code(code) => (code, code, 0),
            Key::Range(first, last) => (first, last, 0),
            Key::Pair(code, subcode) => (code, code, subcode),
            Key::Case(..) | Key::PairCase(..) => return None,
        };
        let numbers = Numbers {
            first,
            last,
            subcode,
        };
        Some((entry, numbers, index))
    })
}

/// What an entry stands for; without a subcode that is 0.
struct Numbers {
    first: u32,
    last: u32,
    subcode: u32,
}

/// The table of the macros.
pub(super) fn table(model: &Model) -> TokenStream {
    let revision = number(model.revision());
    let categories = model.categories.iter().map(|category| &category.name);
    let groups = selecting(model).map(|list| {
        let name = &list.name;
        let variants = list.values.iter().map(super::super::model::Listed::variant);
        quote!(Group { name: #name, variants: &[#(#variants),*] })
    });
    let lone = model.lone_subcodes();
    let table = rows(model).map(|(entry, numbers, index)| {
        let (first, last, subcode) = (
            number(numbers.first),
            number(numbers.last),
            number(numbers.subcode),
        );
        let name = &entry.name;
        let constant = rust::constant_name(name);
        let title = title(model, entry, index);
        let is_alone = lone.contains(&numbers.subcode);
        let facts = facts(model, entry);
        quote! {
            Row {
                first: #first,
                last: #last,
                subcode: #subcode,
                is_alone: #is_alone,
                name: #name,
                constant: #constant,
                title: #title,
                facts: &[#(#facts),*],
            }
        }
    });
    let cases = model.entries.iter().filter_map(|entry| match entry.key {
        Key::Case(code, _) | Key::PairCase(code, ..) => {
            let name = &entry.name;
            let code = number(code);
            Some(quote!((#name, #code)))
        }
        _ => None,
    });
    let by_name = by_name(model).into_iter().map(|row| number(row as u64));
    quote! {
        use crate::table::{Facts, Group, Row};

        /// The revision of the table.
        pub(crate) const REVISION: u16 = #revision;

        /// The enums by which a match selects, each with its variants.
        pub(crate) static GROUPS: &[Group] = &[
            Group { name: "Category", variants: &[#(#categories),*] },
            #(#groups),*
        ];

        /// The names of cases, with their codes: they are no codes, but people try them.
        pub(crate) static CASES: &[(&str, u32)] = &[#(#cases),*];

        /// Every code, every range and every pair, by number and subcode.
        pub(crate) static ROWS: &[Row] = &[#(#table),*];

        /// The places of the rows in the order of their names.
        pub(crate) static BY_NAME: &[u16] = &[#(#by_name),*];
    }
}

fn by_name(model: &Model) -> Vec<usize> {
    let names: Vec<&str> = rows(model).map(|(entry, ..)| entry.name.as_str()).collect();
    let mut places: Vec<usize> = (0..names.len()).collect();
    places.sort_by_key(|row| names[*row]);
    places
}

/// The title of the API, or else our own.
fn title(model: &Model, entry: &Entry, index: usize) -> Literal {
    let texts = model.texts.first();
    let own = texts.and_then(|texts| texts.entries.get(index)?.as_ref());
    let title = entry.title.as_deref();
    let title = title.or(own.map(|text| text.title.as_str()));
    rust::text(title.unwrap_or_default())
}

/// The facts by which programs select, from each revision that brought or corrected them. A correction that is not recorded
/// yet comes with the next revision.
fn facts(model: &Model, entry: &Entry) -> Vec<TokenStream> {
    let of_entry = model.records.iter().filter(|known| known.key == entry.key);
    let mut facts: Vec<_> = of_entry
        .map(|known| (known.since, known.category, known.facts.clone()))
        .collect();
    let now = (entry.category, model.selecting(&entry.facts));
    let since = match facts.last() {
        None => Some(entry.since),
        Some((_, category, facts)) => {
            let is_known = (*category, facts) == (now.0, &now.1);
            (!is_known).then(|| model.next_revision())
        }
    };
    // What the next revision has recorded already is corrected before anybody has it.
    facts.retain(|(recorded, ..)| Some(*recorded) != since);
    facts.extend(since.map(|since| (since, now.0, now.1)));
    let facts = facts.into_iter();
    facts
        .map(|(since, category, facts)| {
            let since = number(since);
            let category = &model.categories[category].name;
            let wait = number(
                facts
                    .iter()
                    .find_map(|fact| fact.wait)
                    .map_or(0, |wait| wait.as_secs()),
            );
            let classes = classes(model, &facts);
            quote!(Facts { since: #since, wait: #wait, classes: &[#category, #(#classes),*] })
        })
        .collect()
}

/// The variants of the facts by which programs select.
fn classes(model: &Model, facts: &[Fact]) -> Vec<String> {
    let lists = selecting(model).zip(facts);
    lists
        .map(|(list, fact)| list.values[fact.value].variant())
        .collect()
}

fn selecting(model: &Model) -> impl Iterator<Item = &List> {
    model.lists.iter().filter(|list| list.select.is_some())
}

fn number(number: impl Into<u64>) -> Literal {
    Literal::u64_unsuffixed(number.into())
}

/// A hidden enum for editors, and the number of rows, up to which rustc wants a match on rows to be complete.
pub(super) fn known(model: &Model) -> TokenStream {
    let variants = rows(model).map(|(entry, numbers, _)| {
        let name = format_ident!("{}", entry.name);
        let Numbers {
            first,
            last,
            subcode,
        } = numbers;
        let docs = match (last > first, subcode) {
            (true, _) => format!(" `{first}` to `{last}`"),
            (false, 0) => format!(" `{first}`"),
            (false, subcode) => format!(" `{first}/{subcode}`"),
        };
        quote!(#[doc = #docs] #name)
    });
    let count = number(rows(model).count() as u64);
    quote! {
        /// How many codes, ranges and pairs the macros know.
        #[doc(hidden)]
        pub const ROWS: u16 = #count;

        /// One variant per code, range and pair, for editors, which do not offer what is hidden itself: pairs and ranges have no constant.
        #[derive(Debug)]
        pub enum Known {
            #(#variants,)*
        }
    }
}
