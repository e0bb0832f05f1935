//! An explanation for a terminal. Each code, address and name stands on a line of its own: it can be copied whole, and
//! a right-to-left paragraph does not tear it apart.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use waba_errors::{Entry, Lang};

use super::{children, facts, sentence};
use crate::generated::labels;

const CODE: Style = AnsiColor::Cyan.on_default().bold();
const HEADING: Style = Style::new().bold();

pub(super) fn render(entry: &Entry, lang: Lang, isolate: bool) -> String {
    let labels = labels(lang);
    let text = entry.text(lang);
    let mut out = String::new();
    let _ = writeln!(out, "{CODE}{}{CODE:#}", entry.key());
    let _ = writeln!(out, "{HEADING}{}{HEADING:#}", text.title());
    if entry.is_retired() {
        let _ = writeln!(out, "\n{}", labels.retired);
    }
    if entry.lang(lang) != lang {
        let _ = writeln!(out, "\n{}", labels.unknown_language);
    }
    let _ = writeln!(out, "\n{}", sentence(text.description(), lang, isolate));
    let sentences = |lines: std::str::Lines<'static>| {
        lines
            .map(|line| sentence(line, lang, isolate))
            .collect::<Vec<_>>()
    };
    list(&mut out, labels.causes, &sentences(text.causes()), |_| {
        "-".to_owned()
    });
    list(&mut out, labels.fix, &sentences(text.fixes()), |index| {
        format!("{}.", index + 1)
    });
    list(
        &mut out,
        labels.prevention,
        &sentences(text.prevention()),
        |_| "-".to_owned(),
    );
    for (label, entries) in children(entry, labels) {
        let _ = writeln!(out, "\n{HEADING}{label}{HEADING:#}");
        for child in entries {
            let _ = writeln!(
                out,
                "  {CODE}{}{CODE:#}\n    {}",
                child.key(),
                child.title(lang)
            );
        }
    }
    let mut previous = "";
    for (label, fact) in facts(entry, lang, labels) {
        if label != previous {
            let _ = writeln!(out, "\n{HEADING}{label}{HEADING:#}");
        }
        let _ = writeln!(out, "  {fact}");
        previous = label;
    }
    out
}

fn list(out: &mut String, label: &str, lines: &[String], mark: impl Fn(usize) -> String) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{HEADING}{label}{HEADING:#}");
    for (index, line) in lines.iter().enumerate() {
        let _ = writeln!(out, "  {} {line}", mark(index));
    }
}
