//! Faults on the terminal, as annotations of a pull request, and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use clap::ValueEnum;
use serde::Serialize;
use waba_errors_codegen::rule::Severity;
use waba_errors_codegen::{Diagnostic, File, Lines, Place, Source};

use crate::output;

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
pub(crate) fn tell(source: &Source, diagnostics: &[Diagnostic], style: Style) -> io::Result<()> {
    match style {
        Style::Json => output::print(&json(source, diagnostics)),
        Style::Github => {
            let places = Places::new(source);
            let commands = diagnostics.iter().map(|fault| github(&places, fault));
            output::print(&commands.collect::<String>())
        }
        Style::Human => {
            let renderer = if io::stderr().is_terminal() {
                Renderer::styled()
            } else {
                Renderer::plain()
            };
            // As `output::tell`, but with colors.
            let text = people(source, diagnostics, &renderer);
            let _ = anstream::stderr().lock().write_all(text.as_bytes());
            summarize(diagnostics.len());
            Ok(())
        }
    }
}

fn summarize(faults: usize) {
    match faults {
        0 => {}
        1 => output::tell("1 fault in the data"),
        _ => output::tell(format_args!("{faults} faults in the data")),
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

/// So many faults of one kind in one file nobody reads.
const MANY: usize = 50;

fn people(source: &Source, diagnostics: &[Diagnostic], renderer: &Renderer) -> String {
    let places = Places::new(source);
    let mut out = String::new();
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let file = diagnostic.place.as_ref().map(|place| place.file);
        let count = counts.entry((file, diagnostic.rule.id)).or_default();
        *count += 1;
        if *count <= MANY {
            out.push_str(&renderer.render(&[places.group(diagnostic)]));
            out.push_str("\n\n");
        }
    }
    counts.retain(|_, count| *count > MANY);
    for ((file, rule), count) in &counts {
        let place = file.map_or("the data folder", |file| &source.files[file].path);
        let rest = count - MANY;
        let _ = writeln!(out, "… and {rest} more of {rule} in {place}");
    }
    if !counts.is_empty() {
        out.push_str("help: `--format json` lists them all\n\n");
    }
    out
}

/// The files and their lines.
struct Places<'a> {
    source: &'a Source,
    lines: Vec<Lines<'a>>,
}

/// A place with its mark.
type Marked<'a> = (&'a Place, AnnotationKind, Option<&'a str>);

impl<'a> Places<'a> {
    fn new(source: &'a Source) -> Self {
        let lines = source.files.iter().map(File::lines).collect();
        Self { source, lines }
    }

    fn group(&self, diagnostic: &'a Diagnostic) -> Group<'a> {
        let level = match diagnostic.rule.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.rule.id);
        let primary = diagnostic.place.as_ref();
        let primary = primary.map(|place| (place, AnnotationKind::Primary, None));
        let other = diagnostic.other.as_ref();
        let other =
            other.map(|(place, label)| (place, AnnotationKind::Context, Some(label.as_str())));
        let marked: Vec<_> = primary.into_iter().chain(other).collect();
        let files = marked.chunk_by(|(one, ..), (other, ..)| one.file == other.file);
        Group::with_title(title)
            .elements(files.filter_map(|marked| self.snippet(marked)))
            .element(Level::HELP.message(diagnostic.help.as_str()))
    }

    /// The lines with the marks and those between them: what the renderer gets, it reads whole.
    fn snippet(&self, marked: &[Marked<'a>]) -> Option<Snippet<'a, Annotation<'a>>> {
        let (Place { file, .. }, ..) = marked.first()?;
        let (file, lines) = (&self.source.files[*file], &self.lines[*file]);
        let spans = marked.iter().map(|(place, ..)| lines.visible(&place.span));
        let spans: Vec<_> = spans.collect();
        let start = spans.iter().map(|span| span.start).min()?;
        let end = spans.iter().map(|span| span.end).max()?;
        let shown = lines.around(&(start..end));
        let (first, _) = lines.position(shown.start);
        let annotations = spans.iter().zip(marked).map(|(span, (_, kind, label))| {
            let span = span.start - shown.start..span.end - shown.start;
            kind.span(span).label(*label)
        });
        let snippet = Snippet::source(&file.text[shown.clone()]);
        let snippet = snippet.path(file.path.as_str()).line_start(first);
        Some(snippet.annotations(annotations))
    }

    /// Line and column of the beginning, and the column of the end.
    fn position(&self, place: &Place) -> (usize, usize, usize) {
        let lines = &self.lines[place.file];
        let (line, column) = lines.position(place.span.start);
        let (_, end) = lines.position(lines.visible(&place.span).end);
        (line, column, end)
    }
}

fn github(places: &Places<'_>, diagnostic: &Diagnostic) -> String {
    let command = diagnostic.rule.severity.id();
    let mut out = format!("::{command} ");
    if let Some(place) = &diagnostic.place {
        let (line, column, end) = places.position(place);
        let path = github_escape(&places.source.files[place.file].path)
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
    let places = Places::new(source);
    let list: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref();
            let position = place.map(|place| places.position(place));
            JsonDiagnostic {
                rule: diagnostic.rule.id,
                severity: diagnostic.rule.severity.id(),
                message: &diagnostic.message,
                file: place.map(|place| source.files[place.file].path.as_str()),
                line: position.map(|(line, ..)| line),
                column: position.map(|(_, column, _)| column),
                end_column: position.map(|(.., end)| end),
                help: &diagnostic.help,
            }
        })
        .collect();
    let mut out = serde_json::to_string_pretty(&list).unwrap_or_else(|error| error.to_string());
    out.push('\n');
    out
}
