//! The sentences that the API prints, as a perfect hash of their first telling words.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::Model;
use crate::perfect;
use crate::sentence::Sentence;

/// The expression for `Data::sentences`.
pub(super) fn expression(model: &Model) -> TokenStream {
    let mut windows: BTreeMap<u64, Vec<(usize, Sentence)>> = BTreeMap::new();
    for (record, entry) in model.entries.iter().enumerate() {
        for text in &entry.says {
            let sentence = Sentence::new(text);
            windows
                .entry(sentence.window())
                .or_default()
                .push((record, sentence));
        }
    }
    if windows.is_empty() {
        return quote!(Sentences::NONE);
    }
    let keys: Vec<_> = windows.keys().copied().zip(0..=u16::MAX).collect();
    let hash = perfect::numbers(&keys);
    let multiplier = Literal::u64_unsuffixed(hash.multiplier);
    let shift = Literal::u32_unsuffixed(hash.shift);
    let places = hash.places.iter();
    let places = places.map(|window| Literal::u16_unsuffixed(window.unwrap_or(u16::MAX)));
    let mut words = Vec::new();
    let mut sentences = Vec::new();
    let mut starts = Vec::new();
    for of_window in windows.values() {
        let (first, len) = (number(sentences.len()), number(of_window.len()));
        starts.push(quote!(Window { first: #first, len: #len }));
        for (record, sentence) in of_window {
            let (flat, longest) = sentence.flat();
            let (record, start) = (number(*record), number(words.len()));
            let (len, longest) = (number(flat.len()), number(longest));
            sentences.push(
                quote!(Sentence { record: #record, start: #start, len: #len, longest: #longest }),
            );
            words.extend(flat);
        }
    }
    let words = words.into_iter().map(Literal::u32_unsuffixed);
    quote! {
        Sentences {
            multiplier: #multiplier,
            shift: #shift,
            places: &[#(#places),*],
            windows: &[#(#starts),*],
            sentences: &[#(#sentences),*],
            words: &[#(#words),*],
        }
    }
}

fn number(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}
