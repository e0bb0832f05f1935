//! `list`: the codes of the table, and the lines in which `search` shows what it found.

use std::io;

use waba_errors::{Entry, Lang, codes};
use waba_errors_explain::{View, headline, labels, list};

use crate::args::{Format, List};
use crate::json;
use crate::output::{Status, print, tell};

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
        Format::Text => list(entries, View::new(lang).color(true)),
        Format::Json => {
            let list = entries.iter().map(|entry| headline(entry, lang));
            json::pretty(&list.collect::<Vec<_>>())
        }
    })?;
    if entries.is_empty() {
        tell(labels(lang).nothing_found);
    }
    Ok(Status::found(!entries.is_empty()))
}
