//! Names of fields: what they say, which hold texts, which hold bodies.

use std::collections::HashMap;
use std::ops::Range;

use super::super::fields::Fields;
use super::Context;
use super::rows::{Item, equal, examples, in_form, optional, required};
use crate::diagnostic::{Diagnostic, Place};
use crate::reader::{Carrier, Field, Reader, normalize};
use crate::rule;

/// Names that were read already, with their tables and places.
type Seen = HashMap<String, (String, Range<usize>)>;

pub(super) fn fields(context: &mut Context<'_>, reader: &mut Reader) {
    let mut seen = Seen::new();
    for table in context.tables {
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        check_key(&mut fields);
        let means = fields
            .required_text("means")
            .map(|(text, _)| text.to_owned());
        let names = names(&mut fields, "names");
        let written = spelled(&mut fields, &names.iter().collect::<Vec<_>>());
        one_meaning(&mut fields, &names, &mut seen);
        fields.finish();
        reader.fields.push(Field {
            key: table.key.clone(),
            means: means.unwrap_or_default(),
            names: texts_of(names),
            written,
        });
    }
}

/// A key becomes the name of a variant.
pub(super) fn check_key(fields: &mut Fields<'_>) {
    let key = &fields.table.key;
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if !key.split('-').all(is_word) {
        let message = format!("`{key}` is no key of a table here");
        let span = fields.table.span.clone();
        fields.fault_at(
            &rule::KEY,
            message,
            &span,
            "write small letters and hyphens, such as `error-code`",
        );
    }
}

pub(super) fn texts(context: &mut Context<'_>, reader: &mut Reader) {
    let mut seen = Seen::new();
    for key in ["people", "inbound", "sentences"] {
        let Some(table) = context.table(key) else {
            continue;
        };
        let mut fields = Fields::new(context.file, table, context.faults).long_lists();
        let names = names(&mut fields, "names");
        spelled(&mut fields, &names.iter().collect::<Vec<_>>());
        // A message may be both what somebody wrote and a sentence of a program.
        let mut other = Seen::new();
        if key == "people" {
            one_meaning(&mut fields, &names, &mut seen);
        } else {
            other.clone_from(&seen);
            one_meaning(&mut fields, &names, &mut other);
        }
        fields.finish();
        match key {
            "people" => reader.texts.people = texts_of(names),
            "inbound" => reader.texts.inbound = texts_of(names),
            _ => reader.texts.sentences = texts_of(names),
        }
    }
    marks(context, reader);
    context.refuse_others(&["people", "inbound", "inbound-marks", "sentences"]);
}

/// What makes an object inbound.
fn marks(context: &mut Context<'_>, reader: &mut Reader) {
    let Some(table) = context.table("inbound-marks") else {
        return;
    };
    let mut fields = Fields::new(context.file, table, context.faults).long_lists();
    let names = names(&mut fields, "names");
    let selectors = self::names(&mut fields, "selectors");
    let words = required(&mut fields, "words");
    in_form(&mut fields, &words, |word| {
        word.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    });
    let all: Vec<&Item> = names.iter().chain(&selectors).chain(&words).collect();
    let count = names.len() + selectors.len();
    examples(&mut fields, &all, |text| {
        let mut found = equal(all.get(..count).unwrap_or_default(), &normalize(text));
        let text = text.to_lowercase();
        let is_word = |word: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|part| part == word)
        };
        let words = all.iter().enumerate().skip(count);
        found.extend(
            words
                .filter(|(_, (word, _))| is_word(word))
                .map(|(index, _)| index),
        );
        found
    });
    fields.finish();
    reader.texts.marks = texts_of(names);
    reader.texts.selectors = texts_of(selectors);
    reader.texts.words = texts_of(words);
}

pub(super) fn carriers(context: &mut Context<'_>, reader: &mut Reader) {
    for table in context.tables {
        let mut fields = Fields::new(context.file, table, context.faults);
        check_key(&mut fields);
        let name = fields
            .required_text("name")
            .map(|(text, span)| (text.to_owned(), span));
        let beside = optional(&mut fields, "beside");
        in_form(&mut fields, &beside, normalize);
        let Some(name) = name else { continue };
        in_form(&mut fields, std::slice::from_ref(&name), normalize);
        let carrier = Carrier {
            name: name.0.clone(),
            beside: texts_of(beside),
        };
        examples(&mut fields, &[&name], |object| {
            if opens(&carrier, object) {
                vec![0]
            } else {
                Vec::new()
            }
        });
        fields.finish();
        reader.carriers.push(carrier);
    }
}

/// Whether a carrier opens a field of an object.
fn opens(carrier: &Carrier, object: &str) -> bool {
    let members = members(object);
    let has = |name: &String| members.iter().any(|(key, _)| normalize(key) == *name);
    let holds = members
        .iter()
        .any(|(key, is_text)| normalize(key) == carrier.name && *is_text);
    holds && carrier.beside.iter().all(has)
}

/// The names of an object's own members, and whether their values are texts.
fn members(object: &str) -> Vec<(&str, bool)> {
    let mut members = Vec::new();
    let mut depth = 0;
    let mut rest = object;
    while let Some(start) = rest.find(['"', '{', '}', '[', ']']) {
        let (mark, behind) = rest[start..].split_at(1);
        rest = behind;
        match mark {
            "{" | "[" => depth += 1,
            "}" | "]" => depth -= 1,
            _ => {
                let Some(end) = end_of_text(behind) else {
                    return Vec::new();
                };
                rest = &behind[end + 1..];
                if let Some(value) = rest.trim_start().strip_prefix(':').filter(|_| depth == 1) {
                    members.push((&behind[..end], value.trim_start().starts_with('"')));
                }
            }
        }
    }
    members
}

/// Where the closing quote of a JSON text stands.
fn end_of_text(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.find(|c| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    })
}

fn names(fields: &mut Fields<'_>, name: &'static str) -> Vec<Item> {
    let names = required(fields, name);
    in_form(fields, &names, normalize);
    names
}

/// Examples that are spelled names.
fn spelled(fields: &mut Fields<'_>, names: &[&Item]) -> Vec<String> {
    examples(fields, names, |text| equal(names, &normalize(text)))
}

/// Reports names that another table has too.
fn one_meaning(fields: &mut Fields<'_>, names: &[Item], seen: &mut Seen) {
    let key = &fields.table.key;
    for (name, span) in names {
        match seen.get(name) {
            Some((other, place)) if other != key => {
                let place = Place {
                    file: fields.file,
                    span: place.clone(),
                };
                let message = format!("`{name}` is a name of [{other}] too");
                fields.faults.push(
                    Diagnostic::new(&rule::ONE_MEANING, message)
                        .at(fields.file, span.clone())
                        .other(place, "first here"),
                );
            }
            Some(_) => {}
            None => {
                seen.insert(name.clone(), (key.clone(), span.clone()));
            }
        }
    }
}

pub(super) fn texts_of(items: Vec<Item>) -> Vec<String> {
    items.into_iter().map(|(text, _)| text).collect()
}
