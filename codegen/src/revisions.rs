//! What `revisions.tsv` has to say: which facts each revision of the table brought.

use std::collections::HashMap;

use crate::key::Key;
use crate::model::{Entry, Fact, List, Model, wait_key};

/// What a line holds before the facts by which programs select.
pub(crate) const BEFORE: [&str; 4] = ["since", "key", "name", "category"];

/// What the line of a release begins with; its version and its date follow.
pub(crate) const RELEASED: &str = "released";

/// The columns of the record.
pub(crate) fn columns(model: &Model) -> Vec<&str> {
    let lists = model.lists.iter().filter(|list| list.select.is_some());
    let facts = lists.map(|list| list.id.as_str());
    BEFORE.into_iter().chain(facts).collect()
}

/// The record that belongs to the data: `recorded`, with a column for each new fact and a line for each new entry and for
/// each correction. Nothing else changes, but that the next revision, which nobody has yet, has one line for each entry.
#[must_use]
pub fn revisions(recorded: &str, model: &Model) -> String {
    let entries: HashMap<String, &Entry> = model
        .entries
        .iter()
        .map(|entry| (entry.key.to_string(), entry))
        .collect();
    let head = recorded.lines().next().unwrap_or_default();
    let known = head.split('\t').count();
    let columns = columns(model);
    let mut lines = vec![columns.join("\t")];
    for line in recorded.lines().skip(1) {
        let key = line.split('\t').nth(1);
        let facts = key
            .and_then(|key| entries.get(key))
            .map(|entry| facts(model, entry));
        let added = facts
            .as_ref()
            .and_then(|facts| facts.get(known.checked_sub(BEFORE.len())?..));
        let added = added.into_iter().flatten().map(|fact| format!("\t{fact}"));
        lines.push(line.to_owned() + &added.collect::<String>());
    }
    let mut last: HashMap<&Key, (u16, (usize, &[Fact]))> = HashMap::new();
    for record in &model.records {
        last.insert(
            &record.key,
            (record.since, (record.category, &record.facts)),
        );
    }
    let next = model.next_revision();
    for entry in &model.entries {
        let now = model.selecting(&entry.facts);
        let since = match last.get(&entry.key) {
            None => entry.since,
            Some((_, known)) if *known == (entry.category, &now) => continue,
            Some((since, _)) => {
                let start = format!("{since}\t{}\t", entry.key);
                lines.retain(|line| *since != next || !line.starts_with(&start));
                next
            }
        };
        let category = &model.categories[entry.category].id;
        let facts = facts(model, entry).join("\t");
        lines.push(format!(
            "{since}\t{}\t{}\t{category}\t{facts}",
            entry.key, entry.name
        ));
    }
    lines.join("\n") + "\n"
}

/// The facts of an entry by which programs select, as the data writes them: of two values the first.
fn facts(model: &Model, entry: &Entry) -> Vec<String> {
    let lists = model.lists.iter().filter(|list| list.select.is_some());
    let facts = lists.zip(model.selecting(&entry.facts));
    facts.map(|(list, fact)| written(list, fact)).collect()
}

fn written(list: &List, fact: Fact) -> String {
    fact.wait
        .map_or_else(|| list.values[fact.value].id.clone(), wait_key)
}
