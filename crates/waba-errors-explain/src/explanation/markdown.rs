//! An explanation for a ticket or a wiki.

use std::fmt::Write as _;

use waba_errors::{Entry, Place};

use super::{children, facts, further_lists, lists, printed};
use crate::generated::labels;
use crate::hints;
use crate::text::{paragraphs, sentence};
use crate::view::View;

/// Everything that the table says about an entry, as Markdown.
///
/// ```
/// use waba_errors_explain::{View, find, markdown, waba_errors::Lang};
///
/// let entry = find("131047")?;
/// assert!(markdown(&entry, View::new(Lang::En)).starts_with("## `131047` "));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn markdown(entry: &Entry, view: View) -> String {
    let lang = view.lang;
    let mut out = String::new();
    let _ = writeln!(out, "## `{}` {}", entry.key(), entry.title(lang));
    for paragraph in paragraphs(entry, view) {
        let _ = writeln!(out, "\n{paragraph}");
    }
    for (label, lines) in lists(entry, view) {
        list(&mut out, label, &lines);
    }
    let place = |place: Place| {
        let name = sentence(&hints::place_name(place, lang), view);
        format!("- {name}: <{}>", place.address())
    };
    let places: Vec<_> = entry.places().map(place).collect();
    list(&mut out, labels(lang).places, &places);
    for (label, lines) in further_lists(entry, view) {
        list(&mut out, label, &lines);
    }
    for (label, entries) in children(entry, lang) {
        let child = |child: &Entry| {
            let printed = printed(child);
            let printed = printed.map_or_else(String::new, |text| format!(": `{text}`"));
            format!("- `{}` {}{printed}", child.key(), child.title(lang))
        };
        list(
            &mut out,
            label,
            &entries.iter().map(child).collect::<Vec<_>>(),
        );
    }
    out.push('\n');
    for (label, fact) in facts(entry, lang) {
        let _ = writeln!(out, "- **{label}:** {fact}");
    }
    out
}

fn list(out: &mut String, label: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n### {label}\n");
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
}
