//! What the compiled tables have room for.

use std::collections::HashMap;

use super::scope::EntryPlace;
use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::perfect;
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
    let listed: usize = entries.iter().map(|entry| entry.places.len()).sum();
    let limited: usize = entries.iter().map(|entry| entry.limits.len()).sum();
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
        (listed, MOST, "places of all entries"),
        (limited, MOST, "limits of all entries"),
        (titles().count(), MOST, "titles of all entries"),
        (model.sources.len(), MOST, "sources"),
        (bytes, MOST_BYTES, "bytes of names and titles"),
    ] {
        if count > most {
            let message = format!("the data has {count} {what}, a table holds {most}");
            faults.push(Diagnostic::new(&rule::LIMIT, message));
        }
    }
    // Titles that differ only in capitals and marks are one.
    let mut owners: HashMap<Vec<u8>, usize> = HashMap::new();
    for (entry, place) in entries.iter().zip(places) {
        for title in entry.title.iter().chain(&entry.also_titled) {
            let count = owners.entry(perfect::fold(title)).or_default();
            *count += 1;
            if *count == MOST_OF_TITLE + 1 {
                let message = format!("more than {MOST_OF_TITLE} entries have the title `{title}`");
                let place = place.key();
                faults.push(Diagnostic::new(&rule::LIMIT, message).at(place.file, place.span));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, check};
    use crate::key::Key;
    use crate::model::{Entry, Model};

    /// An entry with so many different titles of 255 bytes.
    fn entry(code: u32, titles: usize) -> Entry {
        Entry {
            key: Key::Code(code),
            name: "x".repeat(64),
            title: None,
            also_titled: (0..titles)
                .map(|n| format!("{code:x>200}{n:x>55}"))
                .collect(),
            says: Vec::new(),
            category: 0,
            http: None,
            facts: Vec::new(),
            places: Vec::new(),
            limits: Vec::new(),
            retired: false,
            replaced_by: None,
            parent: None,
            related: Vec::new(),
            since: 1,
            source: 0,
        }
    }

    fn faults(entries: Vec<Entry>) -> Vec<String> {
        let model = Model {
            entries,
            ..Model::default()
        };
        let mut faults = Vec::new();
        check(&model, &[], &mut faults);
        faults.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn names_and_titles_have_the_room_of_24_bits() {
        let full = || vec![entry(1, MOST)];
        assert_eq!(faults(full()), Vec::<String>::new());
        let mut too_many = full();
        too_many.extend((2..9).map(|code| entry(code, 0)));
        let faults = faults(too_many);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].contains("bytes of names and titles, a table holds 16777215"));
    }
}
