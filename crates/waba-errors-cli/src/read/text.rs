//! The found errors for a terminal: each code is explained once, with every place below it.

use std::fmt::Write as _;

use waba_errors::{Entry, Lang};
use waba_errors_payload::Found;

use super::Place;
use crate::finding::{self, Id};
use crate::generated::{Labels, labels};
use crate::text::{Mark, begin, harmless, heading, list};

pub(super) fn render(places: &[Place], lang: Lang, isolate: bool) -> String {
    let parts: Vec<_> = groups(places)
        .into_iter()
        .map(|(id, places)| {
            let mut out = String::new();
            if let Some(first) = places.first() {
                explain(&mut out, id, &first.found, lang, isolate);
            }
            for place in places {
                tell_place(&mut out, place, labels(lang));
            }
            out
        })
        .collect();
    parts.join("\n\n")
}

/// The places of each code, in the order in which the codes appear.
fn groups(places: &[Place]) -> Vec<(Id, Vec<&Place>)> {
    let mut index = std::collections::HashMap::new();
    let mut groups: Vec<(Id, Vec<&Place>)> = Vec::new();
    for place in places {
        let id = Id::of(&place.found, &place.found.entry());
        let at = *index.entry(id).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, group)) => group.push(place),
            None => groups.push((id, vec![place])),
        }
    }
    groups
}

fn explain(out: &mut String, id: Id, found: &Found, lang: Lang, isolate: bool) {
    let labels = labels(lang);
    let entry = found.entry();
    begin(out, id, &entry, lang, isolate);
    let steps = entry.text(lang).fixes();
    list(out, labels.fix, &Mark::Number.lines(steps, lang, isolate));
    fact(out, labels.retry, entry.retry().advice(lang));
    fact(out, labels.fixer, entry.fixer().title(lang));
    if let Some(number) = found.on_premises() {
        fact(out, labels.on_premises, number.title());
        for code in number.successors() {
            fact(out, labels.successor, &code.to_string());
        }
    }
}

fn tell_place(out: &mut String, place: &Place, labels: &Labels) {
    let found = &place.found;
    let entry = found.entry();
    heading(out, labels.place);
    if let Some(file) = &place.file {
        let _ = writeln!(out, "  {}", harmless(file));
    }
    let _ = writeln!(out, "  {} {}", labels.line, place.line);
    if !found.path.is_empty() {
        let _ = writeln!(out, "  {}", harmless(&found.path));
    }
    if let Some(subcode) = found.subcode.filter(|subcode| !is_told(*subcode, &entry)) {
        fact(out, labels.subcode, &subcode.to_string());
    }
    // Webhooks repeat the title as the message.
    let message = if found.message == found.title {
        &None
    } else {
        &found.message
    };
    let facts = [
        (labels.given_title, &found.title),
        (labels.message, message),
        (labels.details, &found.details),
        (labels.user_title, &found.user_title),
        (labels.user_message, &found.user_message),
        (labels.recipient, &found.recipient),
        (labels.message_id, &found.message_id),
        (labels.trace_id, &found.fbtrace_id),
    ];
    for (label, value) in facts {
        if let Some(value) = value {
            fact(out, label, value);
        }
    }
    let contradictions = found.contradictions();
    if !contradictions.is_empty() {
        heading(out, labels.contradictions);
    }
    for contradiction in contradictions {
        let (sentence, number) = finding::sentence(contradiction, labels);
        let _ = writeln!(out, "  - {sentence}");
        if let Some(number) = number {
            let _ = writeln!(out, "    {number}");
        }
    }
}

/// Whether the entry is about the subcode already.
fn is_told(subcode: i64, entry: &Entry) -> bool {
    entry.is_known()
        && [Some(entry.code().0), entry.error_subcode()]
            .into_iter()
            .flatten()
            .any(|told| i64::from(told) == subcode)
}

fn fact(out: &mut String, label: &str, value: &str) {
    heading(out, label);
    let _ = writeln!(out, "  {}", harmless(value));
}
