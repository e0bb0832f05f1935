//! Lists of words with examples: each word is found by an example, and none of what must be left alone.

use std::collections::HashMap;
use std::ops::Range;

use super::super::fields::Fields;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Field, Value};
use crate::rule;

/// A word and where it stands.
pub(super) type Item = (String, Range<usize>);

/// A list that must be there and hold something; no item stands twice.
pub(super) fn required(fields: &mut Fields<'_>, name: &'static str) -> Vec<Item> {
    let items = optional(fields, name);
    if !fields.has(name) {
        let message = format!("[{}] has no `{name}`", fields.table.key);
        let help = format!("add a line `{name} = […]`");
        let span = fields.table.span.clone();
        let rule = if name == "finds" {
            &rule::FINDS
        } else {
            &rule::MISSING_FIELD
        };
        fields.fault_at(rule, message, &span, &help);
    }
    items
}

/// A list that holds something if it is there; no item stands twice.
pub(super) fn optional(fields: &mut Fields<'_>, name: &'static str) -> Vec<Item> {
    let items = fields.texts_at(name);
    let field = fields.table.fields.iter().find(|field| field.name == name);
    if let Some(Field {
        value: Value::List(list),
        value_span,
        ..
    }) = field
        && list.is_empty()
    {
        let message = format!("`{name}` is empty");
        fields.fault_at(
            &rule::VALUE,
            message,
            value_span,
            "add an item, or delete the line",
        );
    }
    let mut first: HashMap<&str, &Range<usize>> = HashMap::new();
    for (text, span) in &items {
        match first.get(text.as_str()) {
            Some(place) => twice(fields, text, span, place),
            None => {
                first.insert(text, span);
            }
        }
    }
    items
}

fn twice(fields: &mut Fields<'_>, text: &str, span: &Range<usize>, first: &Range<usize>) {
    let place = Place {
        file: fields.file,
        span: first.clone(),
    };
    let message = format!("`{text}` stands here twice");
    fields.faults.push(
        Diagnostic::new(&rule::DUPLICATE, message)
            .at(fields.file, span.clone())
            .other(place, "first here"),
    );
}

/// Reports items that differ from their own form.
pub(super) fn in_form(fields: &mut Fields<'_>, items: &[Item], form: impl Fn(&str) -> String) {
    for (text, span) in items {
        let right = form(text);
        if right != *text {
            let message = format!("`{text}` is not in the form in which it is compared");
            let help = if right.is_empty() {
                "delete it".to_owned()
            } else {
                format!("write `{right}`")
            };
            fields.fault_at(&rule::FORM, message, span, &help);
        }
    }
}

/// Reads `finds` and `leaves` and compares them with the words: `which` tells the words that an example is found by.
pub(super) fn examples(
    fields: &mut Fields<'_>,
    words: &[&Item],
    which: impl Fn(&str) -> Vec<usize>,
) -> Vec<String> {
    let finds = required(fields, "finds");
    let leaves = optional(fields, "leaves");
    let mut used = vec![false; words.len()];
    for (text, span) in &finds {
        let found = which(text);
        if found.is_empty() {
            let message = format!("`{text}` is not found");
            fields.fault_at(
                &rule::FINDS,
                message,
                span,
                "add the word that it has, or correct it",
            );
        }
        for index in found {
            if let Some(used) = used.get_mut(index) {
                *used = true;
            }
        }
    }
    for (text, span) in &leaves {
        let found = which(text);
        let words = found.iter().filter_map(|index| words.get(*index));
        let words: Vec<_> = words.map(|(word, _)| format!("`{word}`")).collect();
        if !found.is_empty() {
            let by = if words.is_empty() { "" } else { " by " };
            let message = format!("`{text}` is found{by}{}", words.join(" and "));
            fields.fault_at(&rule::LEAVES, message, span, rule::LEAVES.remedy);
        }
    }
    if fields.has("finds") {
        for ((word, span), _) in words.iter().zip(&used).filter(|(_, used)| !**used) {
            let message = format!("no example finds `{word}`");
            fields.fault_at(&rule::FINDS, message, span, rule::FINDS.remedy);
        }
    }
    finds.into_iter().map(|(text, _)| text).collect()
}

/// The indices of all words that are equal to a text.
pub(super) fn equal(words: &[&Item], text: &str) -> Vec<usize> {
    let words = words.iter().enumerate();
    words
        .filter(|(_, (word, _))| *word == text)
        .map(|(index, _)| index)
        .collect()
}
