//! `explain`: everything that the table says about some codes.

mod json;
mod markdown;
mod text;

use waba_errors::{Entry, Lang};

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
        Format::Markdown => join(entries, "\n", |entry| markdown::render(entry, lang, isolate)),
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

/// The facts of an entry as labeled lines, in reading order. A fact that stands alone on its lines can be copied, and
/// is not torn apart in a right-to-left paragraph.
fn facts(entry: &Entry, lang: Lang, labels: &Labels) -> Vec<(&'static str, Vec<String>)> {
    let title = entry.api_title().unwrap_or(labels.none);
    let status = entry.http_status().map_or(labels.not_documented.to_owned(), |status| status.to_string());
    let mut facts = vec![
        (labels.retry, vec![entry.retry().advice(lang).to_owned()]),
        (labels.fixer, vec![entry.fixer().title(lang).to_owned()]),
        (labels.category, vec![entry.category().title(lang).to_owned()]),
    ];
    if entry.is_known() {
        facts.push((labels.channel, vec![entry.channel().title(lang).to_owned()]));
        facts.push((labels.http_status, vec![status]));
        facts.push((labels.api_title, vec![title.to_owned()]));
        facts.push((labels.name, vec![entry.name().to_owned()]));
    }
    if let Some(parent) = entry.parent() {
        facts.push((labels.also_code, vec![parent.to_string()]));
    }
    if let Some(code) = entry.replaced_by() {
        facts.push((labels.replaced_by, vec![code.to_string()]));
    }
    for (label, children) in [(labels.subcodes, entry.subcodes()), (labels.cases, entry.cases())] {
        let lines: Vec<_> = children.flat_map(|child| child_lines(&child, lang)).collect();
        if !lines.is_empty() {
            facts.push((label, lines));
        }
    }
    let related: Vec<_> = entry.related().map(|code| code.to_string()).collect();
    if !related.is_empty() {
        facts.push((labels.related, related));
    }
    facts.push((labels.source, vec![entry.docs_url().to_owned()]));
    facts
}

/// What to type for a pair or a case, and below it its title.
fn child_lines(entry: &Entry, lang: Lang) -> [String; 2] {
    [entry.key().to_string(), format!("  {}", entry.title(lang))]
}
