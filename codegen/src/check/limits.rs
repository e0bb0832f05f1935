//! What the compiled tables have room for.

use std::collections::HashMap;

use super::scope::EntryPlace;
use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::rule;

/// Records, lists and sources are counted in 16 bits.
const MOST: usize = u16::MAX as usize;

/// The entries of one title are counted in 8 bits.
const MOST_OF_TITLE: usize = u8::MAX as usize;

/// Names and titles stand in one text, in which 24 bits tell the place.
const MOST_BYTES: usize = (1 << 24) - 1;

pub(super) fn check(model: &Model, places: &[EntryPlace], faults: &mut Vec<Diagnostic>) {
    let entries = &model.entries;
    let titles = || {
        entries.iter().flat_map(|entry| {
            let titles = entry.title.iter().chain(&entry.also_titled);
            titles.map(move |title| (title, entry))
        })
    };
    let related: usize = entries.iter().map(|entry| entry.related.len()).sum();
    let bytes: usize = titles()
        .map(|(title, _)| title.len() + 1)
        .chain(entries.iter().map(|entry| entry.name.len() + 1))
        .sum();
    for (count, most, what) in [
        (
            entries.len() + model.blocks.len() + 1,
            MOST,
            "entries and blocks",
        ),
        (related, MOST, "related codes of all entries"),
        (titles().count(), MOST, "titles of all entries"),
        (model.sources.len(), MOST, "sources"),
        (bytes, MOST_BYTES, "bytes of names and titles"),
    ] {
        if count > most {
            let message = format!("the data has {count} {what}, a table holds {most}");
            faults.push(Diagnostic::new(&rule::LIMIT, message));
        }
    }
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for title in entry.title.iter().chain(&entry.also_titled) {
            let count = owners.entry(title).or_default();
            *count += 1;
            if *count == MOST_OF_TITLE + 1 {
                let message = format!("more than {MOST_OF_TITLE} entries have the title `{title}`");
                let place = places[index].key();
                faults.push(Diagnostic::new(&rule::LIMIT, message).at(place.file, place.span));
            }
        }
    }
}
