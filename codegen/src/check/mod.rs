//! Parsed files to a [`Model`], with every fault of every file in one run.

mod characters;
mod closed;
mod facts;
mod fields;

mod keywords;
mod limits;
mod lint;
mod lost;
mod origins;
mod places;
mod reader;
mod revisions;
mod scope;
mod scripts;
mod sentences;
mod stale;
mod style;
mod summary;
mod texts;
mod unique;

pub use scope::Scope;

use std::collections::HashSet;

pub use characters::hides;

use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Document, parse};
use crate::lock::Lock;
use crate::model::{Category, Model};
use crate::rule;
use crate::source::{Role, Source};
use crate::translation::{Translation, survey};

/// The result of [`check`].
#[derive(Debug)]
pub struct Checked {
    /// The data; complete only if [`Checked::diagnostics`] holds no error.
    pub model: Model,
    /// Every fault, in file order.
    pub diagnostics: Vec<Diagnostic>,
    /// How far each translation is, in the order of the languages; the source language is none.
    pub translations: Vec<Translation>,
}

/// Checks a data folder and turns it into a model.
#[must_use]
pub fn check(source: &Source, scope: Scope) -> Checked {
    let mut faults = source.faults.clone();
    let mut documents = Vec::new();
    let mut lock = Lock::default();
    for (file, content) in source.files.iter().enumerate() {
        if content.role == Role::Lock {
            lock = Lock::read(file, content, &mut faults);
            continue;
        }
        if content.role == Role::Revisions {
            continue;
        }
        let marked = content.text.starts_with('\u{feff}');
        let tables = if marked {
            Vec::new()
        } else {
            parse(file, content, &mut faults)
        };
        characters::check_line_ends(file, content, &mut faults);
        documents.push(Document {
            file,
            role: &content.role,
            tables,
        });
    }
    // What a broken file fails to say is not missing elsewhere.
    let whole = faults.iter().all(|fault| !is_broken_file(fault));
    let mut model = Model {
        today: source.today.clone().filter(|_| scope == Scope::Project),
        ..Model::default()
    };
    let places = facts::read(&documents, &mut model, scope, &mut faults);
    for document in &documents {
        let content = &source.files[document.file];
        let joins = model.languages.iter().any(|language| {
            language.writing.joiners && content.role == Role::Text(language.tag.clone())
        });
        characters::check(document.file, content, &document.tables, joins, &mut faults);
    }
    limits::check(&model, &places, &mut faults);
    sentences::check(&model, &places, &mut faults);
    if whole {
        check_foundations(&documents, &model, scope, &mut faults);
    }
    places::check_used(&documents, &model, whole, &mut faults);
    facts::check_references(&model, &places, whole, &mut faults);
    facts::read_on_premises(&documents, &mut model, whole, &mut faults);
    keywords::read(&documents, &mut model, whole, &mut faults);
    revisions::read(source, &mut model, &places, whole, &mut faults);
    revisions::compare(&model, &places, &mut faults);
    reader::read(&documents, &mut model, scope, whole, &mut faults);
    let texts = texts::read(
        &documents,
        &mut model,
        &lock,
        &places,
        scope,
        whole,
        &mut faults,
    );
    if scope == Scope::Project {
        lost::check_lock(source, &mut faults);
    }
    if whole {
        lost::check(&documents, &model, &lock, &mut faults);
    }
    let translations = survey(&documents, &model, &lock);
    lint::check(
        source,
        &documents,
        &model,
        &texts,
        &translations,
        &mut faults,
    );
    stale::check(&translations, &mut faults);
    faults.retain(|fault| !is_of_draft(fault, source, &model));
    drop_echoes(source, &mut faults);
    let mut faults = summary::shorten(faults);
    faults.sort_by_key(|fault| {
        let place = fault.place.as_ref();
        place.map(|place| (place.file, place.span.start))
    });
    Checked {
        model,
        diagnostics: faults,
        translations,
    }
}

/// What a line that cannot be read seems to say is no fault of its own.
fn drop_echoes(source: &Source, faults: &mut Vec<Diagnostic>) {
    let line = |place: &Place| {
        let text = &source.files[place.file].text;
        let before = text.get(..place.span.start).unwrap_or_default();
        (place.file, before.rfind('\n'))
    };
    let is_broken = |fault: &&Diagnostic| fault.rule.id == rule::SYNTAX.id;
    let broken: HashSet<_> = faults
        .iter()
        .filter(is_broken)
        .filter_map(|fault| fault.place.as_ref().map(line))
        .collect();
    if !broken.is_empty() {
        let echoes = |fault: &Diagnostic| {
            fault
                .place
                .as_ref()
                .is_some_and(|place| broken.contains(&line(place)))
        };
        faults.retain(|fault| fault.rule.id == rule::SYNTAX.id || !echoes(fault));
    }
}

/// The faults of one entry: in its facts and in its texts.
#[must_use]
pub fn concerning(source: &Source, checked: &Checked, table: &str) -> Vec<Diagnostic> {
    let is_inside = |place: &Place| {
        let before = source.files[place.file].text.get(..place.span.end);
        let header = before.and_then(|before| {
            let start = before.rfind("\n[").map_or(0, |start| start + 1);
            before.get(start..)?.strip_prefix('[')?.strip_prefix(table)
        });
        header.is_some_and(|rest| rest.is_empty() || rest.starts_with(']'))
    };
    let faults = checked.diagnostics.iter();
    faults
        .filter(|fault| fault.place.as_ref().is_some_and(is_inside))
        .cloned()
        .collect()
}

/// What every table needs, whatever its codes.
fn check_foundations(
    documents: &[Document<'_>],
    model: &Model,
    scope: Scope,
    faults: &mut Vec<Diagnostic>,
) {
    let mut missing = |role: Role, message: &str, help: &str| {
        if let Some(document) = documents.iter().find(|document| *document.role == role) {
            faults.push(
                Diagnostic::new(&rule::MISSING_FIELD, message)
                    .at(document.file, 0..0)
                    .help(help),
            );
        }
    };
    if model.languages.is_empty() {
        missing(
            Role::Languages,
            "the file lists no language",
            "add at least the source language",
        );
    }
    let is_unknown = |category: &Category| category.id == "unknown";
    if scope == Scope::Project && !model.categories.iter().any(is_unknown) {
        let help = "add `[unknown]`, for numbers that the table does not know";
        missing(Role::Categories, "there is no category `unknown`", help);
    }
}

/// Whether a fault says that a language is not complete which does not claim to be.
fn is_of_draft(fault: &Diagnostic, source: &Source, model: &Model) -> bool {
    let is_state = [rule::UNTRANSLATED.id, rule::STALE.id].contains(&fault.rule.id);
    let file = fault.place.as_ref().map(|place| &source.files[place.file]);
    let mut drafts = model.languages.iter().filter(|language| language.draft);
    is_state
        && file.is_some_and(|file| drafts.any(|draft| file.role == Role::Text(draft.tag.clone())))
}

fn is_broken_file(fault: &Diagnostic) -> bool {
    [&rule::UNREADABLE, &rule::ENCODING, &rule::SYNTAX]
        .iter()
        .any(|rule| rule.id == fault.rule.id)
}
