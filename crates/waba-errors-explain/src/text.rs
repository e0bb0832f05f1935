//! What the texts for people have in common.

use std::fmt::{Display, Write as _};

use waba_errors::{Dir, Entry};

use crate::generated::labels;
use crate::view::View;

/// Left-to-right isolate and pop directional isolate.
const ISOLATE: (char, char) = ('\u{2066}', '\u{2069}');

/// A heading after an empty line.
pub(crate) fn heading(out: &mut String, label: &str, view: View) {
    let style = view.heading();
    let _ = writeln!(out, "\n{style}{label}{style:#}");
}

/// How an explanation begins: the number, the title, and what happened.
pub(crate) fn begin(out: &mut String, id: impl Display, entry: &Entry, view: View) {
    let (code, heading) = (view.code(), view.heading());
    let _ = writeln!(out, "{code}{id}{code:#}");
    let _ = writeln!(out, "{heading}{}{heading:#}", entry.title(view.lang));
    for paragraph in paragraphs(entry, view) {
        let _ = writeln!(out, "\n{paragraph}");
    }
}

/// What happened, after the notes that concern the entry as a whole.
pub(crate) fn paragraphs(entry: &Entry, view: View) -> Vec<String> {
    let lang = view.lang;
    let labels = labels(lang);
    let notes = [
        (entry.is_retired(), labels.retired),
        (entry.lang(lang) != lang, labels.unknown_language),
    ];
    let notes = notes.into_iter().filter(|(applies, _)| *applies);
    notes
        .map(|(_, note)| note.to_owned())
        .chain([sentence(entry.description(lang), view)])
        .collect()
}

/// How the lines of a list begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Dash,
    Number,
}

impl Mark {
    /// A list is its lines with their marks.
    pub(crate) fn lines(
        self,
        lines: impl IntoIterator<Item: AsRef<str>>,
        view: View,
    ) -> Vec<String> {
        let marked = lines.into_iter().enumerate().map(|(index, line)| {
            let line = sentence(line.as_ref(), view);
            match self {
                Self::Dash => format!("- {line}"),
                Self::Number => format!("{}. {line}", index + 1),
            }
        });
        marked.collect()
    }
}

/// A heading with lines below it; nothing if there are none.
pub(crate) fn list(out: &mut String, label: &str, lines: &[String], view: View) {
    if lines.is_empty() {
        return;
    }
    heading(out, label, view);
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

/// A sentence with each code span in isolates, if it is to be shown in a right-to-left language.
pub(crate) fn sentence(text: &str, view: View) -> String {
    if !view.isolate || view.lang.dir() == Dir::Ltr {
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
