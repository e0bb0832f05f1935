//! Entries in lists, a line each.

use std::fmt::Write as _;

use serde::Serialize;
use waba_errors::{Entry, Lang};

use crate::view::View;

/// The facts of an entry with its title.
#[derive(Serialize)]
struct Headline {
    #[serde(flatten)]
    facts: Entry,
    /// The language that the title is in.
    lang: Lang,
    title: &'static str,
}

/// An entry as an item of a list, for programs: its facts and its title.
///
/// ```
/// use waba_errors_explain::{find, headline, waba_errors::Lang};
///
/// let json = serde_json::to_value(headline(&find("131047")?, Lang::En)).unwrap();
/// assert_eq!((&json["key"], &json["lang"]), (&"131047".into(), &"en".into()));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn headline(entry: &Entry, lang: Lang) -> impl Serialize + use<> {
    Headline {
        facts: *entry,
        lang: entry.lang(lang),
        title: entry.title(lang),
    }
}

/// Entries as lines: key, name, title. The title is last: a right-to-left title then leaves code and name where they are.
///
/// ```
/// use waba_errors_explain::{View, find, list, waba_errors::Lang};
///
/// let lines = list(&[find("131047")?], View::new(Lang::En));
/// assert!(lines.starts_with("131047  ReEngagementMessage  "));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn list(entries: &[Entry], view: View) -> String {
    let rows = entries.iter().map(|entry| (entry.key().to_string(), entry));
    let rows: Vec<_> = rows.collect();
    let keys = rows.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
    let names = rows
        .iter()
        .map(|(_, entry)| entry.name().len())
        .max()
        .unwrap_or(0);
    let code = view.code();
    let mut out = String::new();
    for (key, entry) in rows {
        let (name, title) = (entry.name(), entry.title(view.lang));
        let _ = writeln!(out, "{code}{key:keys$}{code:#}  {name:names$}  {title}");
    }
    out
}
