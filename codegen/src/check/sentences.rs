//! `says`: the sentences that the API prints for an entry.

use std::collections::HashMap;
use std::ops::Range;

use super::fields::Fields;
use super::scope::EntryPlace;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Model;
use crate::rule;
use crate::sentence::Sentence;

/// A table counts the words of a sentence, its gaps among them, in 8 bits.
const MOST_WORDS: usize = u8::MAX as usize;

/// A table counts the words of all sentences in 16 bits.
const MOST_WORDS_OF_ALL: usize = u16::MAX as usize;

/// A table counts the sentences that begin alike in 8 bits.
const MOST_ALIKE: usize = u8::MAX as usize;

/// The sentences with their places.
pub(super) fn read(fields: &mut Fields<'_>) -> Vec<(String, Range<usize>)> {
    let sentences = fields.texts_at("says");
    for (text, span) in &sentences {
        if let Some((message, help)) = fault(text) {
            fields.fault_at(&rule::VALUE, message, span, help);
        }
    }
    sentences
}

/// What is wrong with a sentence, and what to do.
fn fault(text: &str) -> Option<(String, &'static str)> {
    let sentence = Sentence::new(text);
    let told = |message: &str, help| Some((message.to_owned(), help));
    if Sentence::has_idle_gap(text) {
        return told(
            "a `{}` stands at an end of the sentence or beside another one",
            "leave it out: a sentence is found inside longer texts, and one `{}` stands for any words",
        );
    }
    if text.contains('\u{2026}') {
        return told(
            "the sentence is cut by `…`",
            "write what stands before the `…` only",
        );
    }
    if sentence.fixed() < 2 {
        return told(
            "the sentence has fewer than two words that do not vary",
            "write more of what the API prints, or leave it out",
        );
    }
    if sentence.flat().0.len() > MOST_WORDS {
        let message = format!("the sentence has more than {MOST_WORDS} words");
        return Some((message, "write the first words only"));
    }
    None
}

/// Each sentence belongs to one entry.
pub(super) fn check(model: &Model, places: &[EntryPlace], faults: &mut Vec<Diagnostic>) {
    let mut owners: HashMap<Vec<u32>, Place> = HashMap::new();
    let mut alike: HashMap<u64, usize> = HashMap::new();
    let mut words = 0;
    for (entry, place) in model.entries.iter().zip(places) {
        for (text, span) in entry.says.iter().zip(&place.says) {
            let sentence = Sentence::new(text);
            let (flat, _) = sentence.flat();
            words += flat.len();
            let place = Place {
                file: place.file,
                span: span.clone(),
            };
            if let Some(first) = owners.get(&flat) {
                let message = format!("`{text}` stands here twice");
                let help = "a sentence leads to one entry: leave out what several entries print";
                let fault = Diagnostic::new(&rule::DUPLICATE, message).at(place.file, place.span);
                faults.push(fault.help(help).other(first.clone(), "first here"));
                continue;
            }
            let count = alike.entry(sentence.window()).or_default();
            *count += 1;
            if *count == MOST_ALIKE + 1 {
                let message = format!("more than {MOST_ALIKE} sentences begin like `{text}`");
                let fault = Diagnostic::new(&rule::LIMIT, message);
                faults.push(fault.at(place.file, place.span.clone()));
            }
            owners.insert(flat, place);
        }
    }
    if words > MOST_WORDS_OF_ALL {
        let message =
            format!("the sentences have {words} words, a table holds {MOST_WORDS_OF_ALL}");
        faults.push(Diagnostic::new(&rule::LIMIT, message));
    }
}
