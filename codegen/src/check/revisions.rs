//! `revisions.tsv`: which facts each revision of the table brought, and which revisions are released.

use std::collections::HashMap;
use std::ops::Range;

use super::closed::find;
use super::scope::EntryPlace;
use crate::diagnostic::Diagnostic;
use crate::key::Key;
use crate::model::{Model, Record};
use crate::revisions::{BEFORE, RELEASED, columns};
use crate::rule;
use crate::source::{Role, Source};

/// Reads the record and compares the entries with it.
pub(super) fn read(
    source: &Source,
    model: &mut Model,
    places: &[EntryPlace],
    whole: bool,
    faults: &mut Vec<Diagnostic>,
) {
    let mut files = source.files.iter().enumerate();
    let Some((file, content)) = files.find(|(_, file)| file.role == Role::Revisions) else {
        return;
    };
    let mut lines = lines(&content.text);
    let head: Vec<_> = lines
        .next()
        .map_or_else(Vec::new, |(head, _)| head.split('\t').collect());
    let mut recorded = Vec::new();
    for (line, span) in lines {
        if is_release(line) {
            model.released = model.records.iter().map(|record| record.since).max();
            continue;
        }
        match record(line, &head, model) {
            Some(record) => {
                if Some(record.since) <= model.released {
                    let (key, since) = (&record.key, record.since);
                    let message = format!("revision {since} is released without [{key}]");
                    faults.push(Diagnostic::new(&rule::PROMISE, message).at(file, span.clone()));
                }
                model.records.push(record);
                recorded.push(span);
            }
            None => faults.push(
                Diagnostic::new(&rule::VALUE, format!("`{line}` records no revision"))
                    .at(file, span)
                    .help(help(model)),
            ),
        }
    }
    if whole {
        check_promises(model, (file, &recorded), faults);
        check_since(model, places, faults);
    }
}

/// `released`, the version and the date: what stands above is released.
fn is_release(line: &str) -> bool {
    let fields: Vec<_> = line.split('\t').collect();
    matches!(*fields, [RELEASED, version, date] if !version.is_empty() && !date.is_empty())
}

/// What was recorded is there for good, under its name, with the revision that brought it.
fn check_promises(
    model: &Model,
    (file, recorded): (usize, &[Range<usize>]),
    faults: &mut Vec<Diagnostic>,
) {
    let entries: HashMap<_, _> = model
        .entries
        .iter()
        .map(|entry| (&entry.key, entry))
        .collect();
    let mut highest = 0;
    for (record, span) in model.records.iter().zip(recorded) {
        let key = &record.key;
        let message = match entries.get(key) {
            None => format!("the entry [{key}] has vanished"),
            Some(entry) if entry.name != record.name => {
                let (old, new) = (&record.name, &entry.name);
                format!("the entry [{key}] is named `{new}`, but was named `{old}`")
            }
            Some(_) if record.since < highest => {
                format!("the revision {} stands behind a later one", record.since)
            }
            Some(_) => {
                highest = record.since;
                continue;
            }
        };
        faults.push(Diagnostic::new(&rule::PROMISE, message).at(file, span.clone()));
    }
}

/// What is new comes with the next revision: who is pinned to an earlier one has decided without it.
fn check_since(model: &Model, places: &[EntryPlace], faults: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&Key, u16> = HashMap::new();
    for record in &model.records {
        first.entry(&record.key).or_insert(record.since);
    }
    let recorded = model.records.iter().map(|record| record.since).max();
    let next = recorded.max(model.released.map(|released| released + 1));
    for (entry, place) in model.entries.iter().zip(places) {
        let (key, since) = (&entry.key, entry.since);
        let message = match (first.get(key), next) {
            (Some(first), _) if *first != since => {
                format!("[{key}] came with revision {first}, not with {since}")
            }
            (None, Some(next)) if next != since => {
                format!("[{key}] is new: it comes with revision {next}, not with {since}")
            }
            _ => continue,
        };
        let needed = first.get(key).copied().or(next).unwrap_or(since);
        let fault =
            Diagnostic::new(&rule::PROMISE, message).help(format!("write `since = {needed}`"));
        faults.push(fault.at(place.file, place.key.clone()));
    }
}

/// An entry that has come into another file by chance belongs to another category.
pub(super) fn compare(model: &Model, places: &[EntryPlace], faults: &mut Vec<Diagnostic>) {
    let mut last: HashMap<&Key, &Record> = HashMap::new();
    for record in &model.records {
        last.insert(&record.key, record);
    }
    for (entry, place) in model.entries.iter().zip(places) {
        let Some(record) = last
            .get(&entry.key)
            .filter(|record| record.category != entry.category)
        else {
            continue;
        };
        let name = |category: usize| {
            model
                .categories
                .get(category)
                .map_or("", |category| &category.id)
        };
        let (now, then) = (name(entry.category), name(record.category));
        let message = format!(
            "[{}] stands in `{now}`, but revision {} recorded `{then}`",
            entry.key, record.since
        );
        faults.push(Diagnostic::new(&rule::MOVED, message).at(place.file, place.key.clone()));
    }
}

fn help(model: &Model) -> String {
    format!(
        "a line holds {}, with a tab between them",
        columns(model).join(", ")
    )
}

fn lines(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    text.split_inclusive('\n').scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        let line = line.trim_end_matches('\n');
        Some((line, start..start + line.len()))
    })
}

fn record(line: &str, head: &[&str], model: &Model) -> Option<Record> {
    let fields: Vec<_> = line.split('\t').collect();
    let (before, _) = fields.split_first_chunk::<{ BEFORE.len() }>()?;
    let [since, key, name, category] = *before;
    let key = Key::parse(key)?;
    let entry = model.place(&key).map(|place| &model.entries[place]);
    let facts = model.lists.iter().enumerate().filter_map(|(index, list)| {
        list.select.as_ref()?;
        let column = head.iter().position(|column| *column == list.id);
        Some(match column {
            Some(column) => fields.get(column).and_then(|text| find(list, text)),
            // A fact that was recorded later was true before.
            None => Some(entry.map_or(list.of_unknown(), |entry| entry.facts[index])),
        })
    });
    Some(Record {
        since: since.parse().ok()?,
        name: name.to_owned(),
        category: model
            .categories
            .iter()
            .position(|known| known.id == category)?,
        facts: facts.collect::<Option<_>>()?,
        key,
    })
}
