//! An explanation as plain text. Each code, address and name stands on a line of its own: it can be copied whole, and
//! a right-to-left paragraph does not tear it apart.

use std::fmt::Write as _;

use waba_errors::Entry;

use super::{children, facts, further_lists, lists, printed};
use crate::hints::list_places;
use crate::text::{begin, heading, list};
use crate::view::View;

/// Everything that the table says about an entry, as plain text.
///
/// ```
/// use waba_errors_explain::{View, find, text, waba_errors::Lang};
///
/// assert!(text(&find("131047")?, View::new(Lang::En)).starts_with("131047\n"));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn text(entry: &Entry, view: View) -> String {
    let (lang, code) = (view.lang, view.code());
    let mut out = String::new();
    begin(&mut out, entry.key(), entry, view);
    for (label, lines) in lists(entry, view) {
        list(&mut out, label, &lines, view);
    }
    list_places(&mut out, entry, view);
    for (label, lines) in further_lists(entry, view) {
        list(&mut out, label, &lines, view);
    }
    for (label, entries) in children(entry, lang) {
        heading(&mut out, label, view);
        for child in entries {
            let (key, title) = (child.key(), child.title(lang));
            let _ = writeln!(out, "  {code}{key}{code:#}\n    {title}");
            if let Some(printed) = printed(&child) {
                let _ = writeln!(out, "    {printed}");
            }
        }
    }
    let mut previous = "";
    for (label, fact) in facts(entry, lang) {
        if label != previous {
            heading(&mut out, label, view);
        }
        let _ = writeln!(out, "  {fact}");
        previous = label;
    }
    out
}
