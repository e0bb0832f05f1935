//! An explanation for a terminal. Each code, address and name stands on a line of its own: it can be copied whole, and
//! a right-to-left paragraph does not tear it apart.

use std::fmt::Write as _;

use waba_errors::{Entry, Lang};

use super::{children, facts, further_lists, lists, printed};
use crate::hints::write_places;
use crate::text::{CODE, begin, heading, list};

pub(super) fn render(entry: &Entry, lang: Lang, isolate: bool) -> String {
    let mut out = String::new();
    begin(&mut out, entry.key(), entry, lang, isolate);
    for (label, lines) in lists(entry, lang, isolate) {
        list(&mut out, label, &lines);
    }
    write_places(&mut out, entry, lang, isolate);
    for (label, lines) in further_lists(entry, lang, isolate) {
        list(&mut out, label, &lines);
    }
    for (label, entries) in children(entry, lang) {
        heading(&mut out, label);
        for child in entries {
            let (key, title) = (child.key(), child.title(lang));
            let _ = writeln!(out, "  {CODE}{key}{CODE:#}\n    {title}");
            if let Some(printed) = printed(&child) {
                let _ = writeln!(out, "    {printed}");
            }
        }
    }
    let mut previous = "";
    for (label, fact) in facts(entry, lang) {
        if label != previous {
            heading(&mut out, label);
        }
        let _ = writeln!(out, "  {fact}");
        previous = label;
    }
    out
}
