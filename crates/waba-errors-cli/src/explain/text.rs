//! An explanation for a terminal. Each code, address and name stands on a line of its own: it can be copied whole, and
//! a right-to-left paragraph does not tear it apart.

use std::fmt::Write as _;

use waba_errors::{Entry, Lang};

use super::{children, facts};
use crate::generated::labels;
use crate::text::{CODE, HEADING, heading, list, sentence, sentences, steps};

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
    let lines = |lines| sentences(lines, lang, isolate);
    list(&mut out, labels.causes, &lines(text.causes()), |_| {
        "-".to_owned()
    });
    steps(&mut out, labels.fix, &lines(text.fixes()));
    list(
        &mut out,
        labels.prevention,
        &lines(text.prevention()),
        |_| "-".to_owned(),
    );
    for (label, entries) in children(entry, labels) {
        heading(&mut out, label);
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
            heading(&mut out, label);
        }
        let _ = writeln!(out, "  {fact}");
        previous = label;
    }
    out
}
