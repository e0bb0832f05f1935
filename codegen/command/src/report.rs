//! Faults on the terminal, as annotations of a pull request, and as JSON.

use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use clap::ValueEnum;
use serde::Serialize;
use waba_errors_codegen::rule::Severity;
use waba_errors_codegen::{Diagnostic, Place, Source};

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Style {
    /// As rustc does
    Human,
    /// Workflow commands that annotate a pull request
    Github,
    /// A JSON array on standard output
    Json,
}

/// Tells people on standard error, and programs on standard output.
pub(crate) fn tell(source: &Source, diagnostics: &[Diagnostic], style: Style) {
    match style {
        Style::Json => print!("{}", json(source, diagnostics)),
        Style::Github => {
            let commands = diagnostics.iter().map(|fault| github(source, fault));
            print!("{}", commands.collect::<String>());
        }
        Style::Human => {
            let renderer = if io::stderr().is_terminal() {
                Renderer::styled()
            } else {
                Renderer::plain()
            };
            anstream::eprint!("{}", people(source, diagnostics, &renderer));
            summarize(diagnostics.len());
        }
    }
}

fn summarize(faults: usize) {
    match faults {
        0 => {}
        1 => eprintln!("1 fault in the data"),
        _ => eprintln!("{faults} faults in the data"),
    }
}

/// The faults as rustc tells them, without colors.
pub(crate) fn plain(source: &Source, diagnostics: &[Diagnostic]) -> String {
    people(source, diagnostics, &Renderer::plain())
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_column: Option<usize>,
    help: &'a str,
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

fn visible(source: &Source, place: &Place) -> Range<usize> {
    source.files[place.file].visible(&place.span)
}

fn github(source: &Source, diagnostic: &Diagnostic) -> String {
    let command = diagnostic.rule.severity.id();
    let mut out = format!("::{command} ");
    if let Some(place) = &diagnostic.place {
        let file = &source.files[place.file];
        let (line, column) = file.position(place.span.start);
        let (_, end) = file.position(file.visible(&place.span).end);
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
                .map(|(place, file)| file.position(place.span.start));
            let end = place
                .zip(file)
                .map(|(place, file)| file.position(file.visible(&place.span).end));
            JsonDiagnostic {
                rule: diagnostic.rule.id,
                severity: diagnostic.rule.severity.id(),
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
