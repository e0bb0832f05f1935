//! Data files in canonical form: one order, one quoting, one spacing; comments stay.

mod toml;

use std::cmp::Ordering;
use std::collections::HashMap;

use toml_edit::{DocumentMut, Item, Table};
use waba_errors_codegen::model::{BEFORE_LISTS, BEHIND_LISTS, Model};
use waba_errors_codegen::{Diagnostic, Drift, File, Key, Role, Scope, Source, check, rule};

const LIST: &[&str] = &[
    "name",
    "description",
    "values",
    "unknown",
    "default",
    "wait",
    "select",
    "two",
];
const LANGUAGE: &[&str] = &[
    "name",
    "native_name",
    "script",
    "direction",
    "also",
    "status",
    "final_marks",
    "quotes",
    "letters",
    "marks",
    "spaced_marks",
    "joiners",
    "length",
    "words",
    "addresses",
    "gender_endings",
    "substitutes",
];
const ORIGIN: &[&str] = &["what", "address", "date"];
const PLACE: &[&str] = &["kind", "address", "endpoint", "field", "checked", "source"];
const ON_PREMISES: &[&str] = &["title", "cloud", "source"];

/// A data file in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Formatted {
    /// The index of the file in [`Source::files`].
    pub(crate) file: usize,
    /// The whole file.
    pub(crate) text: String,
    /// What it means if the file on disk differs: a translator cannot run the formatter.
    pub(crate) drift: Drift,
}

/// Puts every data file into canonical form; a file that cannot be read as tables of plain values is reported instead.
pub(crate) fn format(source: &Source) -> (Vec<Formatted>, Vec<Diagnostic>) {
    let ranks = Ranks::new(source);
    let mut formatted = Vec::new();
    let mut faults = source.faults.clone();
    faults.retain(|fault| fault.rule.id != rule::ENCODING.id);
    for (index, file) in source.files.iter().enumerate() {
        // Comments and examples of the reader stand where they help most.
        if matches!(file.role, Role::Lock | Role::Revisions | Role::Reader(_)) {
            continue;
        }
        match tables(file) {
            Ok(document) => formatted.push(Formatted {
                file: index,
                text: render(&document, &file.role, &ranks),
                drift: drift(&file.role, &ranks),
            }),
            Err((message, span)) => {
                faults.push(Diagnostic::new(&rule::SYNTAX, message).at(index, span));
            }
        }
    }
    (formatted, faults)
}

/// A document of tables that hold plain values.
fn tables(file: &File) -> Result<DocumentMut, (String, std::ops::Range<usize>)> {
    let text = file.text.trim_start_matches('\u{feff}');
    if let Some(start) = text.find(char::REPLACEMENT_CHARACTER) {
        return Err(("this character is not UTF-8".to_owned(), start..start + 3));
    }
    let document = text.replace("\r\n", "\n").parse::<DocumentMut>();
    let document = document.map_err(|error| {
        let message = error.message().lines().next().unwrap_or_default();
        let message = format!("this is not TOML: {message}");
        (message, error.span().unwrap_or(0..0))
    })?;
    let is_flat = |item: &Item| match item {
        Item::Table(table) => table.iter().all(|(_, item)| item.is_value()),
        _ => false,
    };
    let odd = document.iter().find(|(_, item)| !is_flat(item));
    match odd {
        Some((key, _)) => Err((format!("[{key}] is not a table of plain values"), 0..0)),
        None => Ok(document),
    }
}

fn drift(role: &Role, ranks: &Ranks) -> Drift {
    match role {
        Role::Text(tag) if *tag != ranks.source => Drift::Warning,
        _ => Drift::Fault,
    }
}

/// The order of entries and words, as the facts and the English text give it.
#[derive(Default)]
struct Ranks {
    source: String,
    entries: HashMap<Key, usize>,
    /// The fields of an entry and of a block.
    entry: Vec<String>,
    block: Vec<String>,
    words: HashMap<String, usize>,
    fields: HashMap<(String, String), usize>,
}

impl Ranks {
    fn new(source: &Source) -> Self {
        let model = check(source, Scope::Project).model;
        let mut ranks = Self {
            source: model
                .languages
                .first()
                .map_or_else(String::new, |language| language.tag.clone()),
            entries: model
                .entries
                .iter()
                .enumerate()
                .map(|(rank, entry)| (entry.key.clone(), rank))
                .collect(),
            entry: entry_fields(&model),
            block: block_fields(&model),
            ..Self::default()
        };
        let role = Role::Text(ranks.source.clone());
        let english = source.files.iter().find(|file| file.role == role);
        let document = english.and_then(|file| tables(file).ok());
        for (key, table) in document.iter().flat_map(|document| document.iter()) {
            ranks.words.insert(key.to_owned(), ranks.words.len());
            for (field, _) in table.as_table().into_iter().flat_map(Table::iter) {
                let rank = ranks.fields.len();
                ranks
                    .fields
                    .insert((key.to_owned(), field.to_owned()), rank);
            }
        }
        ranks
    }

    fn table(&self, role: &Role, key: &str) -> (usize, (u32, u8, u32), usize) {
        let number = Key::parse(key);
        let last = usize::MAX;
        match (role, &number) {
            (Role::Codes(_) | Role::OnPremises | Role::Keywords(_), Some(number)) => {
                (0, number.order(), 0)
            }
            (Role::Text(_), Some(number)) => {
                let rank = self.entries.get(number).copied();
                (0, number.order(), rank.unwrap_or(last))
            }
            (Role::Text(_), None) => (1, (0, 0, 0), self.words.get(key).copied().unwrap_or(last)),
            // In the other files the order has a meaning.
            _ => (2, (0, 0, 0), 0),
        }
    }

    fn field(&self, role: &Role, key: &str, field: &str) -> usize {
        let listed = |fields: &[String]| {
            let place = fields.iter().position(|name| name == field);
            place.unwrap_or(fields.len())
        };
        let named = |fields: &[&str]| {
            let place = fields.iter().position(|name| *name == field);
            place.unwrap_or(fields.len())
        };
        match role {
            Role::Codes(_) => listed(&self.entry),
            Role::Languages => named(LANGUAGE),
            Role::Sources => named(ORIGIN),
            Role::Facts => named(LIST),
            Role::Blocks => listed(&self.block),
            Role::Places => named(PLACE),
            Role::OnPremises => named(ON_PREMISES),
            Role::Categories
            | Role::Glossary
            | Role::Style
            | Role::Exceptions
            | Role::Lock
            | Role::Revisions
            | Role::Keywords(_)
            | Role::Reader(_) => 0,
            Role::Text(_) if Key::parse(key).is_some() => text_field(field),
            Role::Text(_) => {
                let name = (key.to_owned(), field.to_owned());
                self.fields.get(&name).copied().unwrap_or(usize::MAX)
            }
        }
    }
}

fn entry_fields(model: &Model) -> Vec<String> {
    let lists = model.lists.iter().map(|list| list.id.as_str());
    let fields = BEFORE_LISTS.into_iter().chain(lists).chain(BEHIND_LISTS);
    fields.map(str::to_owned).collect()
}

fn block_fields(model: &Model) -> Vec<String> {
    let lists = model.lists.iter().filter(|list| list.select.is_some());
    let lists = lists.map(|list| list.id.as_str());
    let fields = ["category"].into_iter().chain(lists);
    fields.map(str::to_owned).collect()
}

/// The order of the fields of an entry's text: title, description, causes, fixes, prevention.
fn text_field(field: &str) -> usize {
    let lists = ["cause", "fix", "prevent"];
    let step = field.rsplit_once('_').and_then(|(list, number)| {
        let list = lists.iter().position(|name| *name == list)?;
        Some(10 * (list + 1) + number.parse::<usize>().ok().filter(|number| *number < 10)?)
    });
    match field {
        "title" => 0,
        "description" => 1,
        _ => step.unwrap_or(usize::MAX),
    }
}

fn render(document: &DocumentMut, role: &Role, ranks: &Ranks) -> String {
    let mut tables: Vec<_> = document
        .iter()
        .filter_map(|(key, item)| Some((key, item.as_table()?)))
        .collect();
    tables.sort_by_key(|(_, table)| table.position());
    let mut out = String::new();
    let mut comments: Vec<_> = tables.iter().map(|(_, table)| toml::above(table)).collect();
    // What stands above the first table and apart from it belongs to the file, not to the table.
    if let Some(first) = comments.first_mut() {
        let (head, rest) = toml::split_head(first);
        if !head.is_empty() {
            out.push_str(&head);
            out.push('\n');
        }
        *first = rest;
    }
    let mut tables: Vec<_> = tables.into_iter().zip(comments).collect();
    tables.sort_by(|((one, _), _), ((other, _), _)| -> Ordering {
        ranks.table(role, one).cmp(&ranks.table(role, other))
    });
    for (index, ((key, table), comment)) in tables.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut fields: Vec<_> = table.iter().collect();
        fields.sort_by_key(|(field, _)| ranks.field(role, key, field));
        let is_text = matches!(role, Role::Text(_));
        toml::write_table(&mut out, (key, table), comment, &fields, is_text);
    }
    toml::write_tail(&mut out, document);
    out
}
