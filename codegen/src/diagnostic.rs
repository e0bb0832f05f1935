//! What is wrong with the data, where, and how to mend it.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::load::{File, Source};
use crate::rule::{Rule, Severity};

/// A place in a file: the file's index in [`Source::files`] and a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(crate) file: usize,
    pub(crate) span: Range<usize>,
}

/// One fault of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where; `None` for a fault of the whole folder.
    pub place: Option<Place>,
    /// Another place that helps to understand the fault, with a label.
    pub other: Option<(Place, String)>,
    /// What to do.
    pub help: String,
}

impl Diagnostic {
    pub(crate) fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            place: None,
            other: None,
            help: rule.remedy.to_owned(),
        }
    }

    pub(crate) fn at(mut self, file: usize, span: Range<usize>) -> Self {
        self.place = Some(Place { file, span });
        self
    }

    pub(crate) fn other(mut self, place: Place, label: impl Into<String>) -> Self {
        self.other = Some((place, label.into()));
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, as rustc does; with colors.
    Styled,
    /// For people, without colors.
    Plain,
    /// GitHub workflow commands, which annotate a pull request.
    Github,
    /// A JSON array.
    Json,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_column: Option<usize>,
    help: &'a str,
}

/// Writes diagnostics in file order, followed by nothing: the caller counts them.
#[must_use]
pub fn render(source: &Source, diagnostics: &[Diagnostic], format: Format) -> String {
    match format {
        Format::Styled => people(source, diagnostics, &Renderer::styled()),
        Format::Plain => people(source, diagnostics, &Renderer::plain()),
        Format::Github => diagnostics.iter().map(|d| github(source, d)).collect(),
        Format::Json => json(source, diagnostics),
    }
}

fn people(source: &Source, diagnostics: &[Diagnostic], renderer: &Renderer) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let group = group(source, diagnostic);
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    out
}

fn group<'a>(source: &'a Source, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.rule.id);
    let mut group = Group::with_title(title);
    let mut other = diagnostic.other.as_ref();
    if let Some(place) = &diagnostic.place {
        let mut snippet =
            snippet(source, place).annotation(AnnotationKind::Primary.span(visible(source, place)));
        if let Some((second, label)) = other.filter(|(second, _)| second.file == place.file) {
            snippet = snippet.annotation(
                AnnotationKind::Context
                    .span(visible(source, second))
                    .label(label.as_str()),
            );
            other = None;
        }
        group = group.element(snippet);
    }
    if let Some((second, label)) = other {
        let snippet = snippet(source, second).annotation(
            AnnotationKind::Context
                .span(visible(source, second))
                .label(label.as_str()),
        );
        group = group.element(snippet);
    }
    group.element(Level::HELP.message(diagnostic.help.as_str()))
}

fn snippet<'a>(
    source: &'a Source,
    place: &Place,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = &source.files[place.file];
    Snippet::source(file.text.as_str()).path(file.path.as_str())
}

/// The span of a place, at least one character wide and inside the text.
fn visible(source: &Source, place: &Place) -> Range<usize> {
    let text = &source.files[place.file].text;
    let start = floor(text, place.span.start);
    let end = floor(text, place.span.end).max(start);
    if end > start {
        return start..end;
    }
    let next = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + next
}

fn floor(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

/// Line and column, both from 1; columns count characters.
fn position(file: &File, offset: usize) -> (usize, usize) {
    let before = &file.text[..floor(&file.text, offset)];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}

fn github(source: &Source, diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut out = format!("::{command} ");
    if let Some(place) = &diagnostic.place {
        let file = &source.files[place.file];
        let (line, column) = position(file, place.span.start);
        let (_, end) = position(file, visible(source, place).end);
        let path = github_escape(&file.path)
            .replace(',', "%2C")
            .replace(':', "%3A");
        let _ = write!(out, "file={path},line={line},col={column},endColumn={end},");
    }
    let message = github_escape(&format!("{} ({})", diagnostic.message, diagnostic.help));
    let _ = writeln!(out, "title={}::{message}", diagnostic.rule.id);
    out
}

fn github_escape(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn json(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let list: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref();
            let file = place.map(|place| &source.files[place.file]);
            let start = place
                .zip(file)
                .map(|(place, file)| position(file, place.span.start));
            let end = place
                .zip(file)
                .map(|(place, file)| position(file, visible(source, place).end));
            JsonDiagnostic {
                rule: diagnostic.rule.id,
                severity: diagnostic.rule.severity,
                message: &diagnostic.message,
                file: file.map(|file| file.path.as_str()),
                line: start.map(|(line, _)| line),
                column: start.map(|(_, column)| column),
                end_column: end.map(|(_, column)| column),
                help: &diagnostic.help,
            }
        })
        .collect();
    let mut out = serde_json::to_string_pretty(&list).unwrap_or_else(|error| error.to_string());
    out.push('\n');
    out
}

/// Whether any of the diagnostics refuses the data.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.rule.severity == Severity::Error)
}
