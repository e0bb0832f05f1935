//! `revisions.tsv`: which facts each revision of the table brought.

use std::ops::Range;

use super::facts::{FIXERS, find_retry};
use crate::diagnostic::Diagnostic;
use crate::key::Key;
use crate::model::{Model, Record};
use crate::rule;
use crate::source::{Role, Source};

pub(super) fn read(source: &Source, model: &mut Model, faults: &mut Vec<Diagnostic>) {
    let mut files = source.files.iter().enumerate();
    let Some((file, content)) = files.find(|(_, file)| file.role == Role::Revisions) else {
        return;
    };
    for (line, span) in lines(&content.text).skip(1) {
        match record(line, model) {
            Some(record) => model.records.push(record),
            None => faults.push(
                Diagnostic::new(&rule::VALUE, format!("`{line}` records no revision"))
                    .at(file, span)
                    .help("a line holds revision, key, name, category, retry and fixer, with a tab between them"),
            ),
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    text.split_inclusive('\n').scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        let line = line.trim_end_matches('\n');
        Some((line, start..start + line.len()))
    })
}

fn record(line: &str, model: &Model) -> Option<Record> {
    let mut fields = line.split('\t');
    let mut field = || fields.next();
    let (since, key, _name) = (field()?, field()?, field()?);
    let (category, retry, fixer) = (field()?, field()?, field()?);
    Some(Record {
        since: since.parse().ok()?,
        key: Key::parse(key)?,
        category: model
            .categories
            .iter()
            .position(|known| known.id == category)?,
        retry: find_retry(retry)?,
        fixer: FIXERS.iter().find(|known| **known == fixer)?,
    })
}
