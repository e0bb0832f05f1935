//! The folder `reader`: what the reader of payloads knows.

mod lists;
mod names;
mod rows;
mod words;

use super::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Table};
use crate::model::Model;
use crate::reader::Reader;
use crate::rule;
use crate::source::Role;
use crate::suggestion::did_you_mean;

/// The files of the folder, in the order in which they are read.
const FILES: &[&str] = &[
    "letters.toml",
    "fields.toml",
    "texts.toml",
    "carriers.toml",
    "others.toml",
    "waits.toml",
    "times.toml",
    "evidence.toml",
    "scan.toml",
];

/// Where a fault goes, and which tables a file must have.
struct Context<'a> {
    file: usize,
    tables: &'a [Table],
    /// Whether everything must be there.
    whole: bool,
    faults: &'a mut Vec<Diagnostic>,
}

/// Reads the folder into the model; without one, the model has no reader.
pub(super) fn read(
    documents: &[Document<'_>],
    model: &mut Model,
    scope: Scope,
    whole: bool,
    faults: &mut Vec<Diagnostic>,
) {
    let whole = whole && scope == Scope::Project;
    let name = |document: &Document<'_>| match document.role {
        Role::Reader(name) => Some(name.clone()),
        _ => None,
    };
    if documents.iter().all(|document| name(document).is_none()) {
        if whole {
            let message = "there is no folder `reader`, which the reader of payloads is made from";
            faults.push(Diagnostic::new(&rule::UNREADABLE, message));
        }
        return;
    }
    let mut reader = Reader::default();
    for file in FILES {
        let found = documents
            .iter()
            .find(|document| name(document).as_deref() == Some(*file));
        let Some(document) = found else {
            if whole {
                let message = format!("there is no file `reader/{file}`");
                faults.push(Diagnostic::new(&rule::UNREADABLE, message));
            }
            continue;
        };
        let mut context = Context {
            file: document.file,
            tables: &document.tables,
            whole,
            faults: &mut *faults,
        };
        match *file {
            "letters.toml" => lists::letters(&mut context, &mut reader),
            "fields.toml" => names::fields(&mut context, &mut reader),
            "texts.toml" => names::texts(&mut context, &mut reader),
            "carriers.toml" => names::carriers(&mut context, &mut reader),
            "others.toml" => lists::others(&mut context, &mut reader),
            "waits.toml" => lists::waits(&mut context, &mut reader),
            "times.toml" => lists::times(&mut context, &mut reader),
            "evidence.toml" => lists::evidence(&mut context, &mut reader),
            _ => lists::scan(&mut context, &mut reader),
        }
    }
    let languages = documents.iter().filter(|document| match document.role {
        Role::Reader(name) => name.starts_with("words/"),
        _ => false,
    });
    words::read(languages, &mut reader, faults);
    for document in documents {
        let Some(name) = name(document) else { continue };
        if !name.starts_with("words/") && !FILES.contains(&name.as_str()) {
            let message = format!("`reader/{name}` is no file of the reader");
            let help = format!(
                "the files are {} and `words/<language>.toml`",
                FILES.join(", ")
            );
            faults.push(
                Diagnostic::new(&rule::UNREADABLE, message)
                    .at(document.file, 0..0)
                    .help(help),
            );
        }
    }
    model.reader = Some(reader);
}

impl<'a> Context<'a> {
    /// The table with a key; reported if it must be there and is not.
    fn table(&mut self, key: &str) -> Option<&'a Table> {
        let found = self.tables.iter().find(|table| table.key == key);
        if found.is_none() && self.whole {
            let message = format!("there is no table [{key}]");
            let help = format!("add `[{key}]`");
            self.faults.push(
                Diagnostic::new(&rule::MISSING_FIELD, message)
                    .at(self.file, 0..0)
                    .help(help),
            );
        }
        found
    }

    /// Reports every table that has none of the keys.
    fn refuse_others(&mut self, keys: &[&str]) {
        for table in self
            .tables
            .iter()
            .filter(|table| !keys.contains(&table.key.as_str()))
        {
            let near = did_you_mean(&table.key, keys.iter().copied());
            let help = if near.is_empty() {
                format!("the tables are {}", keys.join(", "))
            } else {
                near
            };
            let message = format!("[{}] is no table of this file", table.key);
            self.faults.push(
                Diagnostic::new(&rule::UNKNOWN_FIELD, message)
                    .at(self.file, table.span.clone())
                    .help(help),
            );
        }
    }
}
