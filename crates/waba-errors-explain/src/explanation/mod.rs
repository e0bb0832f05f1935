//! Everything that the table says about an entry.

mod json;
mod markdown;
mod text;

use waba_errors::{Entry, Fact, Lang, on_premises};

pub use self::json::explanation;
pub use self::markdown::markdown;
pub use self::text::text;
use crate::generated::{PRINTED, labels};
use crate::hints;
use crate::text::Mark;
use crate::view::View;

/// Causes, steps and prevention, each list with its label.
fn lists(entry: &Entry, view: View) -> [(&'static str, Vec<String>); 3] {
    let (text, labels) = (entry.text(view.lang), labels(view.lang));
    [
        (labels.causes, text.causes(), Mark::Dash),
        (labels.fix, text.fixes(), Mark::Number),
        (labels.prevention, text.prevention(), Mark::Dash),
    ]
    .map(|(label, lines, mark)| (label, mark.lines(lines, view)))
}

/// How much is allowed, and what to send to Meta's support.
fn further_lists(entry: &Entry, view: View) -> [(&'static str, Vec<String>); 2] {
    let labels = labels(view.lang);
    let limits = Mark::Dash.lines(hints::limits(entry, view.lang), view);
    let support = Mark::Dash.lines(hints::support(entry, view.lang), view);
    [(labels.limits, limits), (labels.support, support)]
}

/// The facts of an entry, each with its label, in reading order.
fn facts(entry: &Entry, lang: Lang) -> Vec<(&'static str, String)> {
    let labels = labels(lang);
    let listed = |fact: Fact| (labels.of(fact), fact.title(lang).to_owned());
    let (selecting, further): (Vec<_>, Vec<_>) = entry.facts().partition(|fact| fact.selects());
    let mut facts: Vec<_> = selecting.into_iter().map(listed).collect();
    facts.push((labels.category, entry.category().title(lang).to_owned()));
    if entry.is_known() {
        facts.extend(further.into_iter().map(listed));
        let status = entry.http_status().map(|status| status.to_string());
        facts.extend([
            (
                labels.http_status,
                status.unwrap_or_else(|| labels.not_documented.to_owned()),
            ),
            (
                labels.api_title,
                entry.api_title().unwrap_or(labels.none).to_owned(),
            ),
            (labels.name, entry.name().to_owned()),
        ]);
    }
    if let Some(number) = on_premises(entry.code().get()).filter(|_| !entry.is_known()) {
        facts.push((labels.on_premises, number.title().to_owned()));
        let successors = number.successors().iter();
        facts.extend(successors.map(|code| (labels.successor, code.to_string())));
    }
    let codes = [
        (labels.also_code, entry.parent()),
        (labels.replaced_by, entry.replaced_by()),
    ];
    for (label, code) in codes {
        facts.extend(code.map(|code| (label, code.to_string())));
    }
    facts.extend(
        entry
            .related()
            .map(|code| (labels.related, code.to_string())),
    );
    facts.push((labels.source, entry.docs_url().to_owned()));
    facts
}

/// What the API prints for a case or a pair: its title, else a sentence.
///
/// ```
/// use waba_errors_explain::{find, printed};
///
/// assert!(printed(&find("100-named-parameter")?).is_some());
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn printed(child: &Entry) -> Option<&'static str> {
    let sentence = || {
        let place = PRINTED.binary_search_by_key(&child.name(), |(name, _)| *name);
        PRINTED.get(place.ok()?).map(|(_, sentence)| *sentence)
    };
    child.api_title().or_else(sentence)
}

/// What belongs to a code: known subcodes and documented cases, each list with its label.
fn children(entry: &Entry, lang: Lang) -> Vec<(&'static str, Vec<Entry>)> {
    let labels = labels(lang);
    let mut children = vec![
        (labels.subcodes, entry.subcodes().collect::<Vec<_>>()),
        (labels.cases, entry.cases().collect()),
    ];
    children.retain(|(_, list)| !list.is_empty());
    children
}
