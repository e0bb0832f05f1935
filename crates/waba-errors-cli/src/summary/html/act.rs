//! What to do about the most frequent codes.

use maud::{Markup, html};
use waba_errors::{Entry, Fact, Key};
use waba_errors_explain::{find, place_name, support, ticket};

use super::page::{Page, dir, section, sentence};
use super::tables::{FURTHER, Row, named, rows_of};

/// So many codes are explained.
const MOST_CODES: usize = 10;

pub(super) fn cards(page: &Page<'_>) -> Markup {
    let rows = rows_of(page.report, "code").filter(|row| row.key != FURTHER);
    let codes: Vec<_> = rows
        .take(MOST_CODES)
        .map(|row| (row, entry(row.key)))
        .collect();
    let is_support = |(_, entry): &(Row<'_>, Entry)| !support(entry, page.lang).is_empty();
    let content = html! {
        div.grid { @for (row, entry) in &codes { (card(page, row, entry)) } }
        @if codes.iter().any(is_support) {
            h3 { (page.labels.support) }
            ul { @for line in ticket(page.lang) { li { (sentence(line)) } } }
        }
    };
    section("act", page.words.act, &content)
}

/// The entry of a code of the report; of an unknown one what is said of its number.
fn entry(key: &str) -> Entry {
    let known = key.parse::<Key>().ok().and_then(waba_errors::find);
    known.unwrap_or_else(|| find(key).unwrap_or_else(|_| waba_errors::unknown()))
}

fn card(page: &Page<'_>, row: &Row<'_>, entry: &Entry) -> Markup {
    let (labels, lang) = (page.labels, page.lang);
    let used = entry.lang(lang);
    let foreign = (used != lang).then(|| (used.tag(), dir(used)));
    // Whose turn it is comes first.
    let fixer = entry.facts().filter(|fact| matches!(fact, Fact::Fixer(_)));
    let retry = entry.facts().filter(|fact| matches!(fact, Fact::Retry(_)));
    let facts = fixer.chain(retry);
    html! {
        article.card {
            h3 { (named(row.key, row.title)) }
            p.count { (page.number(row.count)) " · " (page.percent(row.count)) }
            @if foreign.is_some() { p.note { (labels.unknown_language) } }
            dl.facts { @for fact in facts {
                div { dt { (labels.of(fact)) } dd { (sentence(fact.title(lang))) } }
            } }
            h4 { (labels.fix) }
            ol.steps lang=[foreign.map(|foreign| foreign.0)] dir=[foreign.map(|foreign| foreign.1)] {
                @for line in entry.fixes(lang) { li { (sentence(line)) } }
            }
            @if entry.places().len() > 0 {
                h4 { (labels.places) }
                ul { @for place in entry.places() {
                    li { a href=(place.address()) rel="external noreferrer" { (sentence(&place_name(place, lang))) } }
                } }
            }
        }
    }
}
