//! `explain`: everything that the table says about some codes.

mod json;
mod markdown;
mod text;

use waba_errors::{Entry, Lang, on_premises};

use crate::args::{Bidi, Explain, Format};
use crate::generated::Labels;

/// Left-to-right isolate and pop directional isolate.
const ISOLATE: (char, char) = ('\u{2066}', '\u{2069}');

pub(crate) fn render(args: &Explain, entries: &[Entry]) -> String {
    let lang = args.lang();
    let isolate = args.bidi == Bidi::Isolate;
    match args.format {
        Format::Json => json::render(entries, lang),
        Format::Text => join(entries, "\n\n", |entry| text::render(entry, lang, isolate)),
        Format::Markdown => join(entries, "\n", |entry| {
            markdown::render(entry, lang, isolate)
        }),
    }
}

fn join(entries: &[Entry], between: &str, render: impl Fn(&Entry) -> String) -> String {
    let parts: Vec<_> = entries.iter().map(render).collect();
    parts.join(between)
}

/// A sentence with each code span in isolates, if it is to be shown in a right-to-left language.
fn sentence(text: &str, lang: Lang, isolate: bool) -> String {
    if !isolate || lang.dir() == waba_errors::Dir::Ltr {
        return text.to_owned();
    }
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 0 {
            out.push_str(part);
        } else {
            out.extend([ISOLATE.0, '`']);
            out.push_str(part);
            out.extend(['`', ISOLATE.1]);
        }
    }
    out
}

/// The facts of an entry, each with its label, in reading order.
fn facts(entry: &Entry, lang: Lang, labels: &Labels) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        (labels.retry, entry.retry().advice(lang).to_owned()),
        (labels.fixer, entry.fixer().title(lang).to_owned()),
        (labels.category, entry.category().title(lang).to_owned()),
    ];
    if entry.is_known() {
        let status = entry.http_status().map(|status| status.to_string());
        facts.extend([
            (labels.channel, entry.channel().title(lang).to_owned()),
            (
                labels.http_status,
                status.unwrap_or_else(|| labels.not_documented.to_owned()),
            ),
            (
                labels.api_title,
                entry.api_title().unwrap_or(labels.none).to_owned(),
            ),
            (labels.name, entry.name().to_owned()),
        ]);
    }
    if let Some(number) = on_premises(entry.code().0).filter(|_| !entry.is_known()) {
        facts.push((labels.on_premises, number.title().to_owned()));
        let successors = number.successors().iter();
        facts.extend(successors.map(|code| (labels.successor, code.to_string())));
    }
    let codes = [
        (labels.also_code, entry.parent()),
        (labels.replaced_by, entry.replaced_by()),
    ];
    for (label, code) in codes {
        facts.extend(code.map(|code| (label, code.to_string())));
    }
    facts.extend(
        entry
            .related()
            .map(|code| (labels.related, code.to_string())),
    );
    facts.push((labels.source, entry.docs_url().to_owned()));
    facts
}

/// What belongs to a code: known subcodes and documented cases, each list with its label.
fn children(entry: &Entry, labels: &Labels) -> Vec<(&'static str, Vec<Entry>)> {
    let mut children = vec![
        (labels.subcodes, entry.subcodes().collect::<Vec<_>>()),
        (labels.cases, entry.cases().collect()),
    ];
    children.retain(|(_, list)| !list.is_empty());
    children
}
