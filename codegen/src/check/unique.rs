//! Names that become parts of one enum or of one match: each stands once.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Document, Table, Value};
use crate::rule;
use crate::source::Role;

pub(super) fn check(documents: &[Document<'_>], faults: &mut Vec<Diagnostic>) {
    for role in [Role::Categories, Role::Languages] {
        let files = documents.iter().filter(|document| *document.role == role);
        let mut names = Names::default();
        let mut tags = Names::default();
        for (file, table) in
            files.flat_map(|file| file.tables.iter().map(|table| (file.file, table)))
        {
            for (name, place) in texts(table, "name", file) {
                names.add(name, place, "name", faults);
            }
            let own = (
                table.key.as_str(),
                Place {
                    file,
                    span: table.span.clone(),
                },
            );
            for (tag, place) in [own].into_iter().chain(texts(table, "also", file)) {
                tags.add(tag, place, "tag", faults);
            }
        }
    }
}

/// The text or the texts of a field.
fn texts<'a>(table: &'a Table, name: &str, file: usize) -> Vec<(&'a str, Place)> {
    let fields = table.fields.iter().filter(|field| field.name == name);
    let values = fields.flat_map(|field| match &field.value {
        Value::List(items) => items.iter().map(|(value, span)| (value, span)).collect(),
        value => vec![(value, &field.value_span)],
    });
    let texts = values.filter_map(|(value, span)| match value {
        Value::Text(text) => Some((
            text.as_str(),
            Place {
                file,
                span: span.clone(),
            },
        )),
        _ => None,
    });
    texts.collect()
}

#[derive(Default)]
struct Names(HashMap<String, Place>);

impl Names {
    fn add(&mut self, name: &str, place: Place, what: &str, faults: &mut Vec<Diagnostic>) {
        let first = self
            .0
            .entry(name.to_lowercase())
            .or_insert_with(|| place.clone());
        // A key that stands twice in one file has been reported by the parser, one in two files by its own check.
        let is_key = what == "tag" && first.file != place.file;
        if *first != place && !is_key {
            let message = format!("the {what} `{name}` stands here twice");
            let fault = Diagnostic::new(&rule::NAME, message).at(place.file, place.span);
            let fault = fault.help("keep it in one place, and write another one here");
            faults.push(fault.other(first.clone(), "first here"));
        }
    }
}
