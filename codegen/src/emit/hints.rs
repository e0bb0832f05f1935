//! Where to look, and how much is allowed: a static of its own, which only those link who ask for it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::rust;
use crate::model::{LIMITS, Limit, Model, PLACE_KINDS, Place, SCOPE};

/// The hints of the shipped table.
pub(super) fn module(model: &Model) -> TokenStream {
    let words = model.languages.iter().enumerate().map(|(index, language)| {
        let feature = super::feature(index, language);
        let module = format_ident!("text_{}", language.tag);
        let name = words_name(model, index);
        quote!(#feature &super::#module::#name)
    });
    let hints = expression(model, words);
    quote! {
        use crate::__generated::{Hints, HintsOf, LimitRow, PlaceRow};
        use crate::{PlaceKind, Scope};

        pub(crate) static HINTS: Hints = #hints;
    }
}

/// Those of an own table, whose words stand beside it.
pub(super) fn of_own(model: &Model, krate: &TokenStream) -> TokenStream {
    let words = (0..model.languages.len()).map(|index| {
        let name = words_name(model, index);
        quote!(&#name)
    });
    let hints = expression(model, words);
    quote! {
        TableHints::Own({
            use #krate::PlaceKind;
            use #krate::__generated::{Hints, HintsOf, LimitRow, PlaceRow};
            &#hints
        })
    }
}

fn expression(model: &Model, words: impl Iterator<Item = TokenStream>) -> TokenStream {
    let (mut listed, mut limits) = (Vec::new(), Vec::new());
    let entries: Vec<_> = model
        .entries
        .iter()
        .map(|entry| {
            let places = span(listed.len(), entry.places.len());
            let limited = span(limits.len(), entry.limits.len());
            listed.extend(entry.places.iter().map(|place| number(*place)));
            limits.extend(entry.limits.iter().map(|limit| limit_row(model, limit)));
            quote!(HintsOf { places: #places, limits: #limited })
        })
        .collect();
    let places = model.places.iter().map(place_row);
    quote! {
        Hints {
            entries: &[#(#entries),*],
            listed: &[#(#listed),*],
            places: &[#(#places),*],
            limits: &[#(#limits),*],
            words: &[#(#words),*],
        }
    }
}

fn place_row(place: &Place) -> TokenStream {
    let (id, address) = (&place.id, &place.address);
    let kind = format_ident!("{}", PLACE_KINDS[place.kind].variant);
    let [endpoint, field] =
        [&place.endpoint, &place.field].map(|text| text.as_deref().unwrap_or_default());
    quote! {
        PlaceRow { id: #id, kind: PlaceKind::#kind, address: #address, endpoint: #endpoint, field: #field }
    }
}

fn limit_row(model: &Model, limit: &Limit) -> TokenStream {
    let scopes = model.lists.iter().find(|list| list.id == SCOPE);
    let per = scopes.and_then(|list| list.values.get(limit.per));
    let per = per.map(|value| format_ident!("{}", value.variant()));
    let what = &limit.what;
    let amount = Literal::u32_unsuffixed(limit.amount);
    let seconds = limit.window.map_or(0, |window| window.as_secs());
    let seconds = Literal::u64_unsuffixed(seconds);
    quote! {
        LimitRow { what: #what, amount: #amount, seconds: #seconds, per: Scope::#per }
    }
}

/// The static with the names of places and the sentences of limits in one language.
pub(super) fn words_static(model: &Model, index: usize) -> TokenStream {
    let own = &model.texts[index].words;
    let places = model.places.iter().map(|place| {
        let name = own.get(&place.words()).and_then(|words| words.get("name"));
        rust::text(name.map_or("", String::as_str))
    });
    let limits = model.entries.iter().flat_map(|entry| &entry.limits);
    let limits = limits.map(|limit| rust::text(&limit_words(model, index, limit)));
    let name = words_name(model, index);
    quote! {
        pub(super) static #name: HintWords = HintWords {
            places: &[#(#places),*],
            limits: &[#(#limits),*],
        };
    }
}

/// A limit in words.
pub(super) fn limit_words(model: &Model, language: usize, limit: &Limit) -> String {
    let text = model.word(language, LIMITS, &limit.key());
    text.replace("{amount}", &limit.amount.to_string())
}

fn words_name(model: &Model, index: usize) -> Ident {
    let tag = model.languages[index].tag.to_uppercase();
    format_ident!("HINTS_{}", tag.replace('-', "_"))
}

fn span(start: usize, len: usize) -> TokenStream {
    let (start, len) = (number(start), number(len));
    quote!((#start, #len))
}

fn number(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}
