//! An explanation for a ticket or a wiki.

use std::fmt::Write as _;

use waba_errors::{Entry, Lang};

use super::{children, facts};
use crate::generated::labels;
use crate::text::{sentence, sentences};

pub(super) fn render(entry: &Entry, lang: Lang, isolate: bool) -> String {
    let labels = labels(lang);
    let text = entry.text(lang);
    let mut out = String::new();
    let _ = writeln!(out, "## `{}` {}", entry.key(), text.title());
    if entry.is_retired() {
        let _ = writeln!(out, "\n{}", labels.retired);
    }
    if entry.lang(lang) != lang {
        let _ = writeln!(out, "\n{}", labels.unknown_language);
    }
    let _ = writeln!(out, "\n{}", sentence(text.description(), lang, isolate));
    let lines = |lines| sentences(lines, lang, isolate);
    list(&mut out, labels.causes, &lines(text.causes()), |_| {
        "-".to_owned()
    });
    list(&mut out, labels.fix, &lines(text.fixes()), |index| {
        format!("{}.", index + 1)
    });
    list(
        &mut out,
        labels.prevention,
        &lines(text.prevention()),
        |_| "-".to_owned(),
    );
    for (label, entries) in children(entry, labels) {
        let lines: Vec<_> = entries
            .iter()
            .map(|child| format!("`{}` {}", child.key(), child.title(lang)))
            .collect();
        list(&mut out, label, &lines, |_| "-".to_owned());
    }
    out.push('\n');
    for (label, fact) in facts(entry, lang, labels) {
        let _ = writeln!(out, "- **{label}:** {fact}");
    }
    out
}

fn list(out: &mut String, label: &str, lines: &[String], mark: impl Fn(usize) -> String) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {label}\n");
    for (index, line) in lines.iter().enumerate() {
        let _ = writeln!(out, "{} {line}", mark(index));
    }
}
