//! Diagnostics as plain text, for the message of a build script.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Place};
use crate::source::Source;

/// Each diagnostic with its place and what to do about it, parted by empty lines.
#[must_use]
pub fn report(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (rule, message) = (diagnostic.rule, &diagnostic.message);
        let _ = writeln!(out, "{}[{}]: {message}", rule.severity.id(), rule.id);
        if let Some(place) = &diagnostic.place {
            let _ = writeln!(out, " --> {}", position(source, place));
        }
        if let Some((place, label)) = &diagnostic.other {
            let _ = writeln!(out, " ::: {}: {label}", position(source, place));
        }
        let _ = writeln!(out, "  = help: {}\n", diagnostic.help);
    }
    out
}

/// A diagnostic in one line.
pub(crate) fn line(source: &Source, diagnostic: &Diagnostic) -> String {
    let place = diagnostic.place.as_ref();
    let place = place.map_or_else(String::new, |place| position(source, place) + ": ");
    let (message, help) = (&diagnostic.message, &diagnostic.help);
    format!("{place}{message} [{}]; {help}", diagnostic.rule.id).replace(['\n', '\r'], " ")
}

fn position(source: &Source, place: &Place) -> String {
    let file = &source.files[place.file];
    let (line, column) = file.position(place.span.start);
    format!("{}:{line}:{column}", file.path)
}
