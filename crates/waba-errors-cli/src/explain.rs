//! `explain`: everything that the table says about some codes.

use std::io;

use waba_errors::Entry;
use waba_errors_explain::{explanation, find, has_unknown_subcode, labels, markdown, quote, text};

use crate::args::{Document, Explain};
use crate::json;
use crate::output::{Status, print, tell};

pub(crate) fn run(args: &Explain) -> io::Result<Status> {
    let mut entries = Vec::new();
    let mut is_wrong = false;
    for code in &args.codes {
        match find(code) {
            Ok(entry) => entries.push(entry),
            Err(reason) => {
                is_wrong = true;
                tell(format_args!("error: {} is {reason}", quote(code)));
            }
        }
    }
    if is_wrong {
        tell("\nFor more information, try '--help'.");
        return Ok(Status::Usage);
    }
    print(&render(args, &entries))?;
    let codes = args.codes.iter();
    for code in codes.filter(|code| has_unknown_subcode(code)) {
        let unknown = labels(args.output.lang()).subcode_unknown;
        tell(format_args!("{}\n  {unknown}", code.trim()));
    }
    Ok(Status::found(entries.iter().all(Entry::is_known)))
}

fn render(args: &Explain, entries: &[Entry]) -> String {
    let lang = args.output.lang();
    let view = args.order.view(lang);
    match args.output.format {
        Document::Json => {
            let list = entries.iter().map(|entry| explanation(entry, lang));
            json::pretty(&list.collect::<Vec<_>>())
        }
        Document::Text => join(entries, "\n\n", |entry| text(entry, view)),
        Document::Markdown => join(entries, "\n", |entry| markdown(entry, view)),
    }
}

fn join(entries: &[Entry], between: &str, render: impl Fn(&Entry) -> String) -> String {
    let parts: Vec<_> = entries.iter().map(render).collect();
    parts.join(between)
}
