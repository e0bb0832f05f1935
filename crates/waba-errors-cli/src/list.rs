//! `list`: the codes of the table, and the lines in which `search` shows what it found.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use waba_errors::{Entry, Lang, codes};

use crate::args::{Format, List};
use crate::generated::labels;
use crate::json;
use crate::output::{Status, print, tell};
use crate::text::CODE;

pub(crate) fn run(args: &List) -> io::Result<Status> {
    let entries: Vec<_> = codes().filter(|entry| matches(args, entry)).collect();
    show(&entries, args.output.lang(), args.output.format)
}

/// Values of one filter are alternatives; all filters must hold.
fn matches(args: &List, entry: &Entry) -> bool {
    fn any<T: PartialEq>(wanted: &[T], value: &T) -> bool {
        wanted.is_empty() || wanted.contains(value)
    }
    any(&args.category, &entry.category())
        && args.facts.hold(entry)
        && (!args.retired || entry.is_retired())
}

/// Prints entries, one line each.
pub(crate) fn show(entries: &[Entry], lang: Lang, format: Format) -> io::Result<Status> {
    print(&match format {
        Format::Text => text(entries, lang),
        Format::Json => json(entries, lang),
    })?;
    if entries.is_empty() {
        tell(labels(lang).nothing_found);
    }
    Ok(Status::found(!entries.is_empty()))
}

/// The title is last: a right-to-left title then leaves code and name where they are.
fn text(entries: &[Entry], lang: Lang) -> String {
    let rows = entries.iter().map(|entry| (entry.key().to_string(), entry));
    let rows: Vec<_> = rows.collect();
    let keys = rows.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let names = rows
        .iter()
        .map(|(_, entry)| entry.name().len())
        .max()
        .unwrap_or(0);
    let mut out = String::new();
    for (key, entry) in rows {
        let (name, title) = (entry.name(), entry.title(lang));
        let _ = writeln!(out, "{CODE}{key:keys$}{CODE:#}  {name:names$}  {title}");
    }
    out
}

/// The facts of an entry with its title.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    facts: Entry,
    /// The language that the title is in.
    lang: Lang,
    title: &'static str,
}

fn json(entries: &[Entry], lang: Lang) -> String {
    let rows = entries.iter().map(|entry| Row {
        facts: *entry,
        lang: entry.lang(lang),
        title: entry.title(lang),
    });
    json::pretty(&rows.collect::<Vec<_>>())
}
