//! How far each translation is, text by text.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;

use crate::canonical::quote;
use crate::diagnostic::Place;
use crate::document::{Document, Table, Value};
use crate::lock::{Digest, Lock, Pair, digest};
use crate::model::{LISTS, Model, PLACE};
use crate::source::Role;

/// The texts of one language beside the English ones.
#[derive(Debug)]
pub struct Translation {
    /// The language.
    pub tag: String,
    /// Every text, in the order of the English file.
    pub words: Vec<Words>,
}

/// One text in English and in another language.
#[derive(Debug)]
pub struct Words {
    /// The table, such as `131047` or `ui-label`.
    pub table: String,
    /// The field, such as `fix_1`.
    pub field: String,
    /// What English says today.
    pub english: Option<String>,
    /// What the translation says.
    pub translation: Option<String>,
    /// How the two agree.
    pub state: State,
    /// The field's name in the file of the translation, which differs where English has gained or lost a step.
    line: Option<String>,
    pub(crate) place: Option<Place>,
    pub(crate) english_place: Option<Place>,
}

/// How a translation and its English text agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The translation was made from the English text of today.
    Complete,
    /// English has changed since.
    Stale {
        /// The English text that the translation was made from.
        was: String,
    },
    /// There is no translation.
    Missing,
    /// There is a translation, but English has no such text.
    Orphaned {
        /// The English text that the translation was made from, if it ever had one.
        was: Option<String>,
    },
}

/// A text as it stands in a file.
struct Found<'a> {
    line: &'a str,
    text: &'a str,
    place: Place,
}

pub(crate) fn survey(documents: &[Document<'_>], model: &Model, lock: &Lock) -> Vec<Translation> {
    let document = |tag: &str| {
        documents
            .iter()
            .find(|document| *document.role == Role::Text(tag.to_owned()))
    };
    let mut languages = model.languages.iter();
    let Some(english) = languages.next().and_then(|source| document(&source.tag)) else {
        return Vec::new();
    };
    languages
        .map(|language| Translation {
            tag: language.tag.clone(),
            words: compare(english, document(&language.tag), (&language.tag, lock)),
        })
        .collect()
}

fn compare(
    english: &Document<'_>,
    translated: Option<&Document<'_>>,
    (tag, lock): (&str, &Lock),
) -> Vec<Words> {
    let tables = translated.map_or(&[][..], |document| &document.tables);
    let mut tables: HashMap<&str, &Table> = tables
        .iter()
        .map(|table| (table.key.as_str(), table))
        .collect();
    let file = translated.map_or(0, |document| document.file);
    let mut words = Vec::new();
    for table in &english.tables {
        let mut found = tables
            .remove(table.key.as_str())
            .map(|table| texts(table, file))
            .unwrap_or_default();
        let mut orphans = Vec::new();
        for list in LISTS {
            orphans.extend(realign(list, table, &mut found, (tag, lock)));
        }
        for field in &table.fields {
            let Some(source) = text(field, english.file) else {
                continue;
            };
            let name = (table.key.as_str(), field.name.as_str());
            let translation = found.remove(name.1);
            // The name of a place is left out where none in the language is known.
            if translation.is_some() || !table.key.starts_with(PLACE) {
                words.push(beside(name, Some(source), translation, (tag, lock)));
            }
        }
        orphans.extend(found.into_values());
        orphans.sort_by_key(|found| found.place.span.start);
        for found in orphans {
            let name = (table.key.as_str(), found.line);
            words.push(beside(name, None, Some(found), (tag, lock)));
        }
    }
    let mut orphans: Vec<_> = tables.into_values().collect();
    orphans.sort_by_key(|table| table.span.start);
    for table in orphans {
        for field in &table.fields {
            if let Some(found) = text(field, file) {
                words.push(beside(
                    (&table.key, &field.name),
                    None,
                    Some(found),
                    (tag, lock),
                ));
            }
        }
    }
    words
}

/// Where a translation has other steps than English, a translated step belongs to the English one that it was made from,
/// whatever its number, and the others to what is most like it of the rest. Returns the steps that are left over.
fn realign<'a>(
    list: &str,
    english: &'a Table,
    found: &mut HashMap<&'a str, Found<'a>>,
    (tag, lock): (&str, &Lock),
) -> Vec<Found<'a>> {
    let is_step = |name: &str| name.split_once('_').is_some_and(|(name, _)| name == list);
    let steps: Vec<_> = texts(english, 0)
        .into_iter()
        .filter(|(name, _)| is_step(name))
        .collect();
    let translated = found.keys().filter(|name| is_step(name)).count();
    if steps.len() == translated {
        return Vec::new();
    }
    let translated = found.extract_if(|name, _| is_step(name));
    let mut translated: Vec<_> = translated.map(|(_, step)| step).collect();
    let mut free: BTreeMap<&str, &str> = steps
        .into_iter()
        .map(|(name, step)| (name, step.text))
        .collect();
    translated.sort_by_key(|step| step.place.span.start);
    let mut rest = Vec::new();
    for step in translated {
        let made_from = lock.source((tag, &english.key), step.text);
        match free
            .iter()
            .find(|(_, text)| Some(**text) == made_from)
            .map(|(name, _)| *name)
        {
            Some(number) => {
                free.remove(number);
                found.insert(number, step);
            }
            None => rest.push(step),
        }
    }
    let mut left = Vec::new();
    for step in rest {
        let was = lock.source((tag, &english.key), step.text);
        let likeness = |text: &str| strsim::sorensen_dice(was.unwrap_or_default(), text);
        let nearest = free
            .iter()
            .rev()
            .max_by(|one, other| likeness(one.1).total_cmp(&likeness(other.1)))
            .map(|(number, _)| *number);
        // What was never compared with English stands where its translator put it.
        let own = free.get_key_value(step.line).map(|(number, _)| *number);
        match own.filter(|_| was.is_none()).or(nearest) {
            Some(number) => {
                free.remove(number);
                found.insert(number, step);
            }
            None => left.push(step),
        }
    }
    left
}

fn beside(
    (table, field): (&str, &str),
    english: Option<Found<'_>>,
    translation: Option<Found<'_>>,
    (tag, lock): (&str, &Lock),
) -> Words {
    let state = match (&english, &translation) {
        (_, None) => State::Missing,
        (None, Some(found)) => {
            let was = lock.source((tag, table), found.text).map(str::to_owned);
            State::Orphaned { was }
        }
        (Some(english), Some(found)) => {
            match lock.older((tag, table, found.line), english.text, found.text) {
                Some(was) => State::Stale {
                    was: was.to_owned(),
                },
                None => State::Complete,
            }
        }
    };
    let owned = |found: &Option<Found<'_>>| Some(found.as_ref()?.text.to_owned());
    Words {
        table: table.to_owned(),
        field: field.to_owned(),
        english: owned(&english),
        translation: owned(&translation),
        state,
        line: translation.as_ref().map(|found| found.line.to_owned()),
        place: translation.map(|found| found.place),
        english_place: english.map(|found| found.place),
    }
}

fn texts(table: &Table, file: usize) -> HashMap<&str, Found<'_>> {
    let fields = table.fields.iter();
    fields
        .filter_map(|field| Some((field.name.as_str(), text(field, file)?)))
        .collect()
}

/// The text of a field; an empty one counts as missing.
fn text(field: &crate::document::Field, file: usize) -> Option<Found<'_>> {
    match &field.value {
        Value::Text(text) if !text.trim().is_empty() => {
            let span = field.value_span.clone();
            Some(Found {
                line: &field.name,
                text,
                place: Place { file, span },
            })
        }
        _ => None,
    }
}

const HEAD: &str = "\
# Which English text each translation was made from: [<language>.<entry>] holds for each text the digests of the English
# text and of its translation, [english] the English texts by digest (FNV-1a, 64 bits). `cargo codegen` and
# `cargo codegen bless` write this file; in a conflict take either side and run `cargo codegen`.
";

/// The lock that belongs to the data: a text that is up to date, or `blessed` by its language and table, is recorded
/// with the English of today; a stale one keeps the English that it was made from.
#[must_use]
pub fn lock(translations: &[Translation], blessed: impl Fn(&str, &str) -> bool) -> String {
    let mut out = HEAD.to_owned();
    let mut english: Vec<(Digest, &str)> = Vec::new();
    for translation in translations {
        let mut table = "";
        for words in &translation.words {
            let Some((pair, text)) = record(words, blessed(&translation.tag, &words.table)) else {
                continue;
            };
            if words.table != table {
                table = &words.table;
                let _ = write!(out, "\n[{}.{}]\n", translation.tag, key(table));
            }
            let _ = writeln!(
                out,
                "{} = \"{} {}\"",
                key(&pair.line),
                pair.english,
                pair.translation
            );
            english.push((pair.english, text));
        }
    }
    out.push_str("\n[english]\n");
    let mut written = HashSet::new();
    for (digest, text) in english {
        if written.insert(digest.clone()) {
            let _ = writeln!(out, "{digest} = {}", quote(text));
        }
    }
    out
}

/// A name as TOML takes it.
fn key(name: &str) -> Cow<'_, str> {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if !name.is_empty() && name.bytes().all(is_bare) {
        name.into()
    } else {
        quote(name).into()
    }
}

/// What the lock says about a text, and the English text itself.
fn record(words: &Words, blessed: bool) -> Option<(Pair, &str)> {
    let (line, translation) = (words.line.as_ref()?, words.translation.as_deref()?);
    let pair = |english: &str| Pair {
        line: line.clone(),
        english: digest(english),
        translation: digest(translation),
    };
    match (&words.state, words.english.as_deref()) {
        (State::Stale { was }, _) if !blessed => Some((pair(was), was)),
        (State::Orphaned { was }, _) => was.as_ref().map(|was| (pair(was), was.as_str())),
        (_, english) => english.map(|english| (pair(english), english)),
    }
}
