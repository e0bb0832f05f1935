//! Where to look, how much is allowed, and what to send to Meta's support.

use std::fmt::Write as _;

use serde::Serialize;
use waba_errors::{Entry, Fixer, Lang, Limit, Place, PlaceKind, Scope};

use crate::generated::labels;
use crate::text::{heading, sentence};
use crate::view::View;

/// What a place is called: its name, or what it is in code.
///
/// ```
/// use waba_errors_explain::{find, place_name, waba_errors::Lang};
///
/// let entry = find("131042")?;
/// let names: Vec<_> = entry.places().map(|place| place_name(place, Lang::En)).collect();
/// assert!(!names.is_empty() && !names.contains(&String::new()));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn place_name(place: Place, lang: Lang) -> String {
    let labels = labels(lang);
    let field = place.field().unwrap_or_default();
    match (place.name(lang), place.endpoint(), place.kind()) {
        (Some(name), ..) if lang == Lang::En || place.name(Lang::En) != Some(name) => {
            name.to_owned()
        }
        // A name in another language than the text around it.
        (Some(name), ..) => format!("`{name}`"),
        (_, Some(endpoint), _) => format!("`{endpoint}`"),
        (_, _, PlaceKind::Webhook) => format!("{} `{field}`", labels.webhook),
        _ => format!("{} `{field}`", labels.field),
    }
}

/// What to send to Meta's support about an entry, line by line; nothing if it is not involved.
///
/// ```
/// use waba_errors_explain::{find, support, waba_errors::Lang};
///
/// assert!(support(&find("131000")?, Lang::De)[0].contains("`fbtrace_id`"));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn support(entry: &Entry, lang: Lang) -> Vec<&'static str> {
    let is_support = |place: Place| place.kind() == PlaceKind::Support;
    if entry.is_known() && (entry.fixer() == Fixer::Meta || entry.places().any(is_support)) {
        ticket(lang).to_vec()
    } else {
        Vec::new()
    }
}

/// What every ticket to Meta's support needs, line by line.
///
/// ```
/// use waba_errors_explain::{ticket, waba_errors::Lang};
///
/// assert!(ticket(Lang::De)[0].contains("`fbtrace_id`"));
/// ```
#[must_use]
pub fn ticket(lang: Lang) -> [&'static str; 4] {
    let labels = labels(lang);
    [
        labels.support_1,
        labels.support_2,
        labels.support_3,
        labels.support_4,
    ]
}

/// The limits of an entry in words.
///
/// ```
/// use waba_errors_explain::{find, limits, waba_errors::Lang};
///
/// let entry = find("130429")?;
/// assert_eq!(limits(&entry, Lang::En).len(), entry.limits().count());
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn limits(entry: &Entry, lang: Lang) -> Vec<String> {
    let limits = entry.limits();
    limits.map(|limit| limit.title(lang).to_owned()).collect()
}

/// The places, each with its address on a line of its own.
pub(crate) fn list_places(out: &mut String, entry: &Entry, view: View) {
    let places = entry.places();
    if places.len() > 0 {
        heading(out, labels(view.lang).places, view);
    }
    for place in places {
        let name = sentence(&place_name(place, view.lang), view);
        let _ = writeln!(out, "  {name}\n    {}", place.address());
    }
}

/// Where to look, for programs.
#[derive(Serialize)]
pub(crate) struct PlaceRow {
    id: &'static str,
    kind: PlaceKind,
    name: Option<&'static str>,
    address: &'static str,
    endpoint: Option<&'static str>,
    field: Option<&'static str>,
}

pub(crate) fn place_rows(entry: &Entry, lang: Lang) -> Vec<PlaceRow> {
    let row = |place: Place| PlaceRow {
        id: place.id(),
        kind: place.kind(),
        name: place.name(lang),
        address: place.address(),
        endpoint: place.endpoint(),
        field: place.field(),
    };
    entry.places().map(row).collect()
}

/// How much is allowed, for programs.
#[derive(Serialize)]
pub(crate) struct LimitRow {
    what: &'static str,
    amount: u32,
    window_seconds: Option<u64>,
    per: Scope,
    title: &'static str,
}

pub(crate) fn limit_rows(entry: &Entry, lang: Lang) -> Vec<LimitRow> {
    let row = |limit: Limit| LimitRow {
        what: limit.what(),
        amount: limit.amount(),
        window_seconds: limit.window().map(|window| window.as_secs()),
        per: limit.per(),
        title: limit.title(lang),
    };
    entry.limits().map(row).collect()
}
