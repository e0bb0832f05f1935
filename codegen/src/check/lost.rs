//! F05: translations that were there and are gone without a trace: a file that was emptied or cut, a lock that vanished.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Table};
use crate::lock::Lock;
use crate::model::Model;
use crate::rule;
use crate::source::{Role, Source};

/// So many entries nobody takes out by hand.
const MANY: usize = 10;

/// Without the lock, translations of an older English text look like those of the present one.
pub(super) fn check_lock(source: &Source, faults: &mut Vec<Diagnostic>) {
    let has_lock = source
        .files
        .iter()
        .any(|file| file.role == Role::Lock && !file.text.trim().is_empty());
    let texts = source
        .files
        .iter()
        .filter(|file| matches!(file.role, Role::Text(_)));
    if !has_lock && texts.count() > 1 {
        let message = "the lock of the translations, translations.lock, is gone";
        faults.push(Diagnostic::new(&rule::LOST, message));
    }
}

/// Reports a translation from which texts have vanished that the lock knows and English still has. A text that a tool
/// has emptied stands there as `""`, and is not translated any more.
pub(super) fn check(
    documents: &[Document<'_>],
    model: &Model,
    lock: &Lock,
    faults: &mut Vec<Diagnostic>,
) {
    let document = |tag: &str| {
        documents
            .iter()
            .find(|document| matches!(document.role, Role::Text(own) if own == tag))
    };
    let mut languages = model.languages.iter();
    let Some(english) = languages.next().and_then(|source| document(&source.tag)) else {
        return;
    };
    for language in languages {
        let Some(translation) = document(&language.tag) else {
            continue;
        };
        if let Some(message) = loss(english, translation, lock, &language.tag) {
            let end = translation
                .tables
                .last()
                .map_or(0..0, |table| table.span.clone());
            faults.push(Diagnostic::new(&rule::LOST, message).at(translation.file, end));
        }
    }
}

/// What has vanished: all, many entries, or the end of the file.
fn loss(
    english: &Document<'_>,
    translation: &Document<'_>,
    lock: &Lock,
    tag: &str,
) -> Option<String> {
    let there: HashSet<&str> = translation
        .tables
        .iter()
        .map(|table| table.key.as_str())
        .collect();
    let is_lost =
        |table: &&Table| !there.contains(table.key.as_str()) && lock.knows(tag, &table.key);
    let gone: Vec<_> = english.tables.iter().filter(is_lost).collect();
    let places: HashMap<&str, usize> = english
        .tables
        .iter()
        .enumerate()
        .map(|(place, table)| (table.key.as_str(), place))
        .collect();
    let place = |table: &Table| places.get(table.key.as_str());
    let last = translation.tables.iter().max_by_key(|table| place(table));
    let is_behind = |table: &&Table| last.is_none_or(|last| place(table) > place(last));
    let behind = gone.iter().copied().find(is_behind);
    let cut = last.and_then(|last| cut_field(english, last, lock, tag));
    match (cut, behind) {
        (_, Some(first)) if last.is_none() => Some(format!(
            "the file is empty; it had [{}] and others",
            first.key
        )),
        (Some(field), _) => Some(format!(
            "the file ends before `{field}`, which was translated"
        )),
        (None, Some(first)) => Some(format!(
            "the file ends before [{}], which was translated",
            first.key
        )),
        (None, None) => (gone.len() >= MANY)
            .then(|| format!("{} entries are gone, which were translated", gone.len())),
    }
}

/// A text that the last entry of the file has lost.
fn cut_field<'a>(
    english: &'a Document<'_>,
    last: &Table,
    lock: &Lock,
    tag: &str,
) -> Option<&'a str> {
    let table = english.tables.iter().find(|table| table.key == last.key)?;
    let is_there = |name: &str| last.fields.iter().any(|field| field.name == name);
    let names = table.fields.iter().map(|field| field.name.as_str());
    let mut missing = names
        .filter(|name| !is_there(name) && lock.lines(tag, &table.key).any(|known| known == *name));
    missing.next()
}
