//! What the macros need: their own table, and the enum on which rustc checks them.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::rust;
use crate::key::Key;
use crate::model::{Entry, Model, Retry};

/// The codes and ranges, which a match can cover.
fn rows(model: &Model) -> impl Iterator<Item = (&Entry, u32, u32, usize)> {
    let entries = model.entries.iter().enumerate();
    entries.filter_map(|(index, entry)| match entry.key {
        Key::Code(code) => Some((entry, code, code, index)),
        Key::Range(first, last) => Some((entry, first, last, index)),
        Key::Pair(..) | Key::Case(..) => None,
    })
}

/// The table of the macros.
pub(super) fn table(model: &Model) -> TokenStream {
    let revision = Literal::u16_unsuffixed(model.revision());
    let categories = model.categories.iter().map(|category| &category.name);
    let texts = model.texts.first();
    let table = rows(model).map(|(entry, first, last, index)| {
        let (first, last) = (
            Literal::u32_unsuffixed(first),
            Literal::u32_unsuffixed(last),
        );
        let name = &entry.name;
        let constant = rust::constant_name(name);
        let own = texts.and_then(|texts| texts.entries.get(index)?.as_ref());
        let title = entry
            .title
            .as_deref()
            .or(own.map(|text| text.title.as_str()));
        let title = rust::text(title.unwrap_or_default());
        let category = &model.categories[entry.category].name;
        let retry = match entry.retry {
            Retry::Never => "Never",
            Retry::AfterFix => "AfterFix",
            Retry::Backoff => "Backoff",
            Retry::After(_) => "After",
        };
        let since = Literal::u16_unsuffixed(entry.since);
        quote! {
            Row {
                first: #first,
                last: #last,
                name: #name,
                constant: #constant,
                title: #title,
                category: #category,
                retry: #retry,
                since: #since,
            }
        }
    });
    let pairs = model.entries.iter().filter_map(|entry| match entry.key {
        Key::Pair(code, subcode) => {
            let name = &entry.name;
            let (code, subcode) = (
                Literal::u32_unsuffixed(code),
                Literal::u32_unsuffixed(subcode),
            );
            Some(quote!((#name, #code, #subcode)))
        }
        _ => None,
    });
    quote! {
        use crate::table::Row;

        /// The revision of the table.
        pub(crate) const REVISION: u16 = #revision;

        /// The variants of `Category`.
        pub(crate) static CATEGORIES: &[&str] = &[#(#categories),*];

        /// The names of pairs, with code and subcode: they are no codes, but people try them.
        pub(crate) static PAIRS: &[(&str, u32, u32)] = &[#(#pairs),*];

        /// Every code, and every range.
        pub(crate) static ROWS: &[Row] = &[#(#table),*];
    }
}

/// The exhaustive enum of all codes and ranges.
pub(super) fn known(model: &Model) -> TokenStream {
    let variants = rows(model).map(|(entry, first, last, _)| {
        let name = format_ident!("{}", entry.name);
        let docs = if first == last {
            format!(" `{first}`")
        } else {
            format!(" `{first}` to `{last}`")
        };
        quote!(#[doc = #docs] #name)
    });
    quote! {
        /// One variant per code and range, for the macros alone: adding a code is no breaking change for anybody else.
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum Known {
            #(#variants,)*
        }
    }
}
