//! An explanation for programs.

use serde::Serialize;
use waba_errors::{Code, Entry, Key, Lang, on_premises};

use super::printed;
use crate::finding::OnPremises;
use crate::hints::{LimitRow, PlaceRow, limit_rows, place_rows, support};

/// The facts of an entry with its words in one language.
#[derive(Serialize)]
struct Explanation {
    #[serde(flatten)]
    facts: Entry,
    replaced_by: Option<Code>,
    related: Vec<Code>,
    /// The language that the words are in.
    lang: Lang,
    title: &'static str,
    description: &'static str,
    causes: Vec<&'static str>,
    fixes: Vec<&'static str>,
    prevention: Vec<&'static str>,
    places: Vec<PlaceRow>,
    limits: Vec<LimitRow>,
    /// What to send to Meta's support.
    support: Vec<&'static str>,
    subcodes: Vec<Child>,
    cases: Vec<Child>,
    /// What the number meant in the former On-Premises API, if the Cloud API does not know it.
    on_premises: Option<OnPremises>,
}

#[derive(Serialize)]
struct Child {
    key: Key,
    name: &'static str,
    api_title: Option<&'static str>,
    title: &'static str,
    /// The title or a sentence that the API prints.
    printed: Option<&'static str>,
}

/// Everything that the table says about an entry, for programs.
///
/// ```
/// use waba_errors_explain::{explanation, find, waba_errors::Lang};
///
/// let json = serde_json::to_value(explanation(&find("131047")?, Lang::Ar)).unwrap();
/// assert_eq!(json["lang"], "ar");
/// assert!(json["fixes"].as_array().is_some_and(|steps| !steps.is_empty()));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn explanation(entry: &Entry, lang: Lang) -> impl Serialize + use<> {
    let text = entry.text(lang);
    let child = |entry: Entry| Child {
        key: entry.key(),
        name: entry.name(),
        api_title: entry.api_title(),
        title: entry.title(lang),
        printed: printed(&entry),
    };
    Explanation {
        facts: *entry,
        replaced_by: entry.replaced_by(),
        related: entry.related().collect(),
        lang: entry.lang(lang),
        title: text.title(),
        description: text.description(),
        causes: text.causes().collect(),
        fixes: text.fixes().collect(),
        prevention: text.prevention().collect(),
        places: place_rows(entry, lang),
        limits: limit_rows(entry, lang),
        support: support(entry, lang),
        subcodes: entry.subcodes().map(child).collect(),
        cases: entry.cases().map(child).collect(),
        on_premises: on_premises(entry.code().get())
            .filter(|_| !entry.is_known())
            .map(OnPremises::from),
    }
}
