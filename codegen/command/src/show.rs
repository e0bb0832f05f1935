//! One entry in all languages, with the state of each text and its faults.

use std::fmt::Write as _;
use std::io;

use waba_errors_codegen::{Checked, State, Words, concerning};

use crate::output;
use crate::project::{Project, entry_key, invalid};
use crate::report::plain;

#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// A code, a pair such as 190/463, a name, or a table such as ui-label
    entry: String,
}

pub(crate) fn run(args: &Show, project: &Project) -> io::Result<bool> {
    let (source, checked) = project.read();
    let key = entry_key(&checked.model, &args.entry);
    let table = key.ok_or_else(|| invalid(format!("there is no entry `{}`", args.entry)))?;
    let faults = concerning(&source, &checked, &table);
    output::print(&(text(&checked, &table) + &plain(&source, &faults)))?;
    Ok(true)
}

fn text(checked: &Checked, table: &str) -> String {
    let mut out = heading(checked, table);
    let mut words: Vec<(&str, &Words)> = Vec::new();
    for translation in &checked.translations {
        let own = translation
            .words
            .iter()
            .filter(|words| words.table == table);
        words.extend(own.map(|words| (translation.tag.as_str(), words)));
    }
    let mut fields: Vec<&str> = Vec::new();
    for (_, words) in &words {
        if !fields.contains(&words.field.as_str()) {
            fields.push(&words.field);
        }
    }
    let source = checked
        .model
        .languages
        .first()
        .map_or("en", |language| &language.tag);
    for field in fields {
        let _ = writeln!(out, "\n{field}");
        let mut same = words
            .iter()
            .filter(|(_, words)| words.field == field)
            .peekable();
        if let Some((_, words)) = same.peek() {
            let _ = writeln!(
                out,
                "  {source}  {}",
                words.english.as_deref().unwrap_or("–")
            );
        }
        for (tag, words) in same {
            let translation = words.translation.as_deref().unwrap_or("–");
            let _ = writeln!(out, "  {tag}  {translation}");
            if let Some(note) = note(&words.state) {
                let _ = writeln!(out, "      {note}");
            }
        }
    }
    out.push('\n');
    out
}

fn heading(checked: &Checked, table: &str) -> String {
    let mut entries = checked.model.entries.iter();
    let Some(entry) = entries.find(|entry| entry.key.to_string() == table) else {
        return format!("[{table}]\n");
    };
    let category = &checked.model.categories[entry.category].id;
    format!(
        "[{table}] {}, {category}, since {}\n",
        entry.name, entry.since
    )
}

fn note(state: &State) -> Option<String> {
    match state {
        State::Complete => None,
        State::Stale { was } => Some(format!("stale; English said: {was}")),
        State::Missing => Some("missing".to_owned()),
        State::Orphaned { .. } => Some("English has no such text".to_owned()),
    }
}
