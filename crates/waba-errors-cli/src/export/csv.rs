//! A row for each entry and language. The columns are promised in docs/export.md: new ones come last.

use std::io;

use serde::Serialize;
use waba_errors::{Code, Entry, Fact, Key, Lang, Limit, Place, Retry, codes};
use waba_errors_explain::{fact_lists, limits, place_name};

use super::{kind, last_code, wait};

#[derive(Serialize)]
struct Row {
    key: Key,
    kind: &'static str,
    code: Code,
    last_code: u32,
    subcode: Option<u32>,
    lang: Lang,
    text_lang: Lang,
    name: &'static str,
    api_title: Option<&'static str>,
    category: &'static str,
    category_title: &'static str,
    http_status: Option<u16>,
    retired: bool,
    replaced_by: Option<Code>,
    parent: Option<Code>,
    since: u16,
    docs_url: &'static str,
    title: &'static str,
    description: &'static str,
    causes: String,
    fixes: String,
    prevention: String,
    retry_seconds: Option<u64>,
    /// The values and the titles of each fact, one per line.
    facts: Vec<String>,
    /// Where to look and how much is allowed, one per line.
    hints: [String; 5],
}

const COLUMNS: [&str; 23] = [
    "key",
    "kind",
    "code",
    "last_code",
    "subcode",
    "lang",
    "text_lang",
    "name",
    "api_title",
    "category",
    "category_title",
    "http_status",
    "retired",
    "replaced_by",
    "parent",
    "since",
    "docs_url",
    "title",
    "description",
    "causes",
    "fixes",
    "prevention",
    "retry_seconds",
];

/// The columns behind those of the facts.
const HINTS: [&str; 5] = [
    "places",
    "places_title",
    "places_address",
    "limits",
    "limits_title",
];

pub(super) fn render() -> io::Result<String> {
    let rows = codes().flat_map(|entry| Lang::ALL.iter().map(move |lang| row(&entry, *lang)));
    let lists = fact_lists().filter_map(|list| list.first());
    let facts = lists.flat_map(|fact| {
        let words = if matches!(fact, Fact::Retry(_)) {
            "advice"
        } else {
            "title"
        };
        [fact.id().to_owned(), format!("{}_{words}", fact.id())]
    });
    let columns: Vec<_> = COLUMNS
        .iter()
        .map(ToString::to_string)
        .chain(facts)
        .chain(HINTS.map(str::to_owned))
        .collect();
    crate::csv::render(&columns, rows)
}

/// What an entry says of each list, and the same in words.
fn facts(entry: &Entry, lang: Lang) -> Vec<String> {
    let stated: Vec<_> = entry.facts().collect();
    let lists = stated.chunk_by(|one, next| one.id() == next.id());
    let columns = lists.flat_map(|facts| {
        let join = |words: Vec<String>| words.join("\n");
        let values = facts.iter().map(Fact::to_string).collect();
        let titles = facts
            .iter()
            .map(|fact| fact.title(lang).to_owned())
            .collect();
        [join(values), join(titles)]
    });
    columns.collect()
}

fn hints(entry: &Entry, lang: Lang) -> [String; 5] {
    let places = |tell: &dyn Fn(Place) -> String| {
        let places: Vec<_> = entry.places().map(tell).collect();
        places.join("\n")
    };
    let limit = |limit: Limit| {
        let window = limit.window().map(Retry::After);
        let window = window.map_or_else(String::new, |window| format!("/{window}"));
        format!("{}{window} {}", limit.amount(), limit.per())
    };
    let amounts: Vec<_> = entry.limits().map(limit).collect();
    [
        places(&|place| place.id().to_owned()),
        places(&|place| place_name(place, lang)),
        places(&|place| place.address().to_owned()),
        amounts.join("\n"),
        limits(entry, lang).join("\n"),
    ]
}

fn row(entry: &Entry, lang: Lang) -> Row {
    let text = entry.text(lang);
    let join = |lines: std::str::Lines<'static>| lines.collect::<Vec<_>>().join("\n");
    Row {
        key: entry.key(),
        kind: kind(entry),
        code: entry.code(),
        last_code: last_code(entry),
        subcode: entry.error_subcode(),
        lang,
        text_lang: entry.lang(lang),
        name: entry.name(),
        api_title: entry.api_title(),
        category: entry.category().id(),
        category_title: entry.category().title(lang),
        http_status: entry.http_status(),
        retired: entry.is_retired(),
        replaced_by: entry.replaced_by(),
        parent: entry.parent(),
        since: entry.since(),
        docs_url: entry.docs_url(),
        title: text.title(),
        description: text.description(),
        causes: join(text.causes()),
        fixes: join(text.fixes()),
        prevention: join(text.prevention()),
        retry_seconds: wait(entry),
        facts: facts(entry, lang),
        hints: hints(entry, lang),
    }
}
