//! `places.toml`: where to look, and what entries say of it: their `places` and their `limits`.

use std::collections::HashSet;
use std::ops::Range;
use std::time::Duration;

use super::fields::Fields;
use super::origins::{check_https, date, source};
use super::scope::EntryPlace;
use super::{closed, lint};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::key::Key;
use crate::model::{Limit, List, Model, PLACE_KINDS, Place, SCOPE};
use crate::rule;
use crate::source::Role;
use crate::suggestion::did_you_mean;

/// More than anybody looks through.
const MOST: usize = 5;

/// The methods of the platform's calls.
const METHODS: [&str; 3] = ["GET", "POST", "DELETE"];

/// Reads the places.
pub(super) fn read(documents: &[Document<'_>], model: &mut Model, faults: &mut Vec<Diagnostic>) {
    for document in documents_with_places(documents) {
        for table in &document.tables {
            let mut fields = Fields::new(document.file, table, faults);
            let place = place(&mut fields, model);
            fields.finish();
            model.places.push(place);
        }
    }
}

fn documents_with_places<'a>(
    documents: &'a [Document<'a>],
) -> impl Iterator<Item = &'a Document<'a>> {
    let is_meant = |document: &&Document<'_>| *document.role == Role::Places;
    documents.iter().filter(is_meant)
}

fn place(fields: &mut Fields<'_>, model: &Model) -> Place {
    let id = fields.table.key.clone();
    let span = fields.table.span.clone();
    if !closed::is_id(&id) {
        let message = format!("[{id}] is no id of a place");
        let help = "write words in lower case with `-` between them, such as `token-debugger`";
        fields.fault_at(&rule::NAME, message, &span, help);
    }
    let kind = fields.choice("kind", &PLACE_KINDS.map(|kind| kind.id));
    let address = address(fields, model);
    let endpoint = fields.text("endpoint");
    if let Some((text, span)) = &endpoint
        && !is_endpoint(text)
    {
        let message = format!("`{text}` is no call");
        let help = "write the method and the path, such as `POST /{phone-number-id}/register`";
        fields.fault_at(&rule::VALUE, message, span, help);
    }
    let field = fields.text("field");
    match PLACE_KINDS[kind].told_by {
        "endpoint" => fields.required("endpoint", endpoint.clone()),
        "field" => fields.required("field", field.clone()),
        _ => None,
    };
    date(fields, "checked", model.today.as_deref());
    if fields.has("source") {
        source(fields, model);
    }
    Place {
        id,
        kind,
        address,
        endpoint: endpoint.map(|(text, _)| text.to_owned()),
        field: field.map(|(text, _)| text.to_owned()),
    }
}

/// The address, which leads to a page of the platform.
fn address(fields: &mut Fields<'_>, model: &Model) -> String {
    let Some((text, span)) = fields.required_text("address") else {
        return String::new();
    };
    if check_https(fields, Some(&(text, span.clone())))
        && let Some(style) = &model.style
        && let Some((host, near)) = lint::foreign_host(text, &style.hosts)
    {
        let message = format!("the address leads to `{host}`, which is no page of the platform");
        let help = if near.is_empty() {
            "use a host that `style.toml` lists, or add this one there"
        } else {
            &near
        };
        fields.fault_at(&rule::LINK, message, &span, help);
    }
    text.to_owned()
}

fn is_endpoint(text: &str) -> bool {
    let is_call = |(method, path): (&str, &str)| {
        METHODS.contains(&method) && path.starts_with('/') && !path.contains(' ')
    };
    text.split_once(' ').is_some_and(is_call)
}

/// The places that an entry names.
pub(super) fn of_entry(fields: &mut Fields<'_>, places: &[Place]) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for (id, span) in fields.texts_at("places") {
        let index = places.iter().position(|place| place.id == id);
        match index {
            None => unknown(fields, &id, &span, places),
            Some(index) if found.contains(&index) => {
                let message = format!("`{id}` stands here twice");
                fields.fault_at(&rule::DUPLICATE, message, &span, rule::DUPLICATE.remedy);
            }
            Some(_) if found.len() == MOST => {
                let message = format!("`{id}` is one place too many: {MOST} are allowed");
                fields.fault_at(&rule::VALUE, message, &span, "keep the most helpful ones");
            }
            Some(index) => found.push(index),
        }
    }
    found
}

fn unknown(fields: &mut Fields<'_>, id: &str, span: &Range<usize>, places: &[Place]) {
    let near = did_you_mean(id, places.iter().map(|place| place.id.as_str()));
    let help = if near.is_empty() {
        "add it to places.toml"
    } else {
        &near
    };
    let message = format!("there is no place `{id}`");
    fields.fault_at(&rule::REFERENCE, message, span, help);
}

/// How much is allowed.
pub(super) fn limits(fields: &mut Fields<'_>, lists: &[List]) -> Vec<Limit> {
    let tables = fields.tables("limits");
    let limits = tables.into_iter().map(|table| {
        let mut fields = Fields::new(fields.file, table, fields.faults);
        let limit = limit(&mut fields, lists);
        fields.finish();
        limit
    });
    limits.collect()
}

fn limit(fields: &mut Fields<'_>, lists: &[List]) -> Limit {
    let amount = fields.number("amount", &u32::MAX);
    let amount = fields.required("amount", amount);
    if let Some((0, span)) = &amount {
        let message = "`amount` is 0, which allows nothing".to_owned();
        let help = "write how many are allowed, or leave the limit out";
        fields.fault_at(&rule::VALUE, message, span, help);
    }
    let window = window(fields);
    let per = per(fields, lists);
    let what = fields.required_text("what");
    if let Some((text, span)) = &what
        && !closed::is_id(text)
    {
        let message = format!("`{text}` is no id of what is counted");
        let help = "write words in lower case with `-` between them, such as `messages`";
        fields.fault_at(&rule::NAME, message, span, help);
    }
    Limit {
        what: what.map(|(text, _)| text.to_owned()).unwrap_or_default(),
        amount: amount.map_or(0, |(amount, _)| amount),
        window,
        per,
    }
}

/// A value of `scope` that says something.
fn per(fields: &mut Fields<'_>, lists: &[List]) -> usize {
    let scopes = lists.iter().find(|list| list.id == SCOPE);
    let values = scopes.into_iter().flat_map(|list| {
        let values = list.values.iter().enumerate();
        values.filter(|(index, _)| *index != list.unknown)
    });
    let (places, ids): (Vec<_>, Vec<_>) = values
        .map(|(index, value)| (index, value.id.as_str()))
        .unzip();
    let chosen = fields.choice("per", &ids);
    places.get(chosen).copied().unwrap_or(0)
}

fn window(fields: &mut Fields<'_>) -> Option<Duration> {
    let (text, span) = fields.text("window")?;
    let window = closed::wait(text);
    if window.is_none() {
        let message = format!("`{text}` is no window of time");
        let help = "write a number and `s`, `m`, `h` or `d`, such as `1s` or `24h`; leave it out if the number holds at any time";
        fields.fault_at(&rule::VALUE, message, &span, help);
    }
    window
}

/// Gives an entry that says nothing of places those of the pair or the code that it belongs to.
pub(super) fn inherit(model: &mut Model, places: &[EntryPlace]) {
    // Pairs stand before their cases, and codes before both.
    for (index, place) in places.iter().enumerate() {
        let owner = match &model.entries[index].key {
            _ if !place.inherits_places => continue,
            Key::Pair(code, _) | Key::Case(code, _) => Key::Code(*code),
            Key::PairCase(code, subcode, _) => Key::Pair(*code, *subcode),
            Key::Code(_) | Key::Range(..) => continue,
        };
        if let Some(owner) = model.place(&owner) {
            let of_owner = model.entries[owner].places.clone();
            model.entries[index].places = of_owner;
        }
    }
}

/// Every place is named by an entry.
pub(super) fn check_used(
    documents: &[Document<'_>],
    model: &Model,
    whole: bool,
    faults: &mut Vec<Diagnostic>,
) {
    if !whole {
        return;
    }
    let used: HashSet<_> = model
        .entries
        .iter()
        .flat_map(|entry| &entry.places)
        .collect();
    let tables = documents_with_places(documents).flat_map(|document| {
        document
            .tables
            .iter()
            .map(move |table| (document.file, table))
    });
    for (index, (file, table)) in tables.enumerate() {
        if !used.contains(&index) {
            let message = format!("no entry names [{}]", table.key);
            faults.push(Diagnostic::new(&rule::UNUSED_PLACE, message).at(file, table.span.clone()));
        }
    }
}
