//! `revisions.tsv`: which facts each revision of the table brought.

use std::ops::Range;

use super::closed::find;
use crate::diagnostic::Diagnostic;
use crate::key::Key;
use crate::model::{Model, Record};
use crate::rule;
use crate::source::{Role, Source};

/// What a line holds before the facts.
const BEFORE: [&str; 4] = ["since", "key", "name", "category"];

pub(super) fn read(source: &Source, model: &mut Model, faults: &mut Vec<Diagnostic>) {
    let mut files = source.files.iter().enumerate();
    let Some((file, content)) = files.find(|(_, file)| file.role == Role::Revisions) else {
        return;
    };
    let mut lines = lines(&content.text);
    let head: Vec<_> = lines
        .next()
        .map_or_else(Vec::new, |(head, _)| head.split('\t').collect());
    for (line, span) in lines {
        match record(line, &head, model) {
            Some(record) => model.records.push(record),
            None => faults.push(
                Diagnostic::new(&rule::VALUE, format!("`{line}` records no revision"))
                    .at(file, span)
                    .help(help(model)),
            ),
        }
    }
}

fn help(model: &Model) -> String {
    let lists = model.lists.iter().filter(|list| list.select.is_some());
    let facts = lists.map(|list| list.id.as_str());
    let columns: Vec<_> = BEFORE.into_iter().chain(facts).collect();
    format!(
        "a line holds {}, with a tab between them",
        columns.join(", ")
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
    let [since, key, _name, category, ..] = *fields else {
        return None;
    };
    let key = Key::parse(key)?;
    let entry = model.entries.iter().find(|entry| entry.key == key);
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
        category: model
            .categories
            .iter()
            .position(|known| known.id == category)?,
        facts: facts.collect::<Option<_>>()?,
        key,
    })
}
