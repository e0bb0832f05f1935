//! Diagnostics as plain text, for the message of a build script.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Place};
use crate::lines::Lines;
use crate::source::Source;

/// Each diagnostic with its place and what to do about it, parted by empty lines.
#[must_use]
pub fn report(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let places = Places::new(source);
    let mut out = String::new();
    for diagnostic in diagnostics {
        let (rule, message) = (diagnostic.rule, &diagnostic.message);
        let _ = writeln!(out, "{}[{}]: {message}", rule.severity.id(), rule.id);
        if let Some(place) = &diagnostic.place {
            let _ = writeln!(out, " --> {}", places.position(place));
        }
        if let Some((place, label)) = &diagnostic.other {
            let _ = writeln!(out, " ::: {}: {label}", places.position(place));
        }
        let _ = writeln!(out, "  = help: {}\n", diagnostic.help);
    }
    out
}

/// Each diagnostic in one line.
pub(crate) fn lines(source: &Source, diagnostics: &[Diagnostic]) -> Vec<String> {
    let places = Places::new(source);
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic.place.as_ref();
        let place = place.map_or_else(String::new, |place| places.position(place) + ": ");
        let (message, help) = (&diagnostic.message, &diagnostic.help);
        format!("{place}{message} [{}]; {help}", diagnostic.rule.id).replace(['\n', '\r'], " ")
    };
    diagnostics.iter().map(line).collect()
}

/// The files with their lines.
struct Places<'a>(Vec<(&'a str, Lines<'a>)>);

impl<'a> Places<'a> {
    fn new(source: &'a Source) -> Self {
        let files = source.files.iter();
        Self(
            files
                .map(|file| (file.path.as_str(), file.lines()))
                .collect(),
        )
    }

    fn position(&self, place: &Place) -> String {
        let (path, lines) = &self.0[place.file];
        let (line, column) = lines.position(place.span.start);
        format!("{path}:{line}:{column}")
    }
}
