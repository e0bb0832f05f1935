//! What the page and the npm package call: functions from texts and bytes to JSON. The members are those that `waba-errors` writes with
//! `--format json`, see `docs/read.md`; beside `retry` stands `advice`, the same in words.
//!
//! Nothing fails: an unknown language is English, an unknown certainty `likely`, and what is no code is `null`. Texts for people
//! have no control characters.

#![forbid(unsafe_code)]

mod chunks;
mod json;

use std::sync::LazyLock;

use serde::Serialize;
use waba_errors::{Category, Entry, Fact, Lang, REVISION, codes};
use waba_errors_explain::{
    FACTS_DATE, Index, Labels, Summary, View, fact_lists, find, headline, labels, locations,
    ticket, write_found,
};
use waba_errors_payload::{Certainty, Options};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::chunks::{Chunks, Reader};
use crate::json::{Bounded, Named, explained, found, json};

/// Everything that the table says about a number and its `error_subcode`.
///
/// ```
/// use waba_errors_web::lookup;
///
/// assert!(lookup(131047.0, None, "de").contains(r#""name":"ReEngagementMessage""#));
/// assert!(lookup(-1.5, None, "").contains(r#""code":null"#));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn lookup(code: f64, subcode: Option<f64>, lang: &str) -> String {
    let entry = match (number(code), subcode.and_then(number)) {
        (None, _) => waba_errors::unknown(),
        (Some(code), None) => waba_errors::lookup(code),
        (Some(code), Some(subcode)) => waba_errors::lookup(code).subcode(subcode),
    };
    json(&explained(&entry, language(lang)))
}

/// Everything that the table says about what somebody typed for a code: a number, a pair, a key, a name or a title.
///
/// ```
/// use waba_errors_web::explain;
///
/// assert!(explain("190/463", "ar").starts_with(r#"{"key":"190/463""#));
/// assert_eq!(explain("token expired, what now?", "en"), "null");
/// ```
#[wasm_bindgen]
#[must_use]
pub fn explain(query: &str, lang: &str) -> String {
    let entry = find(query).ok();
    json(&entry.map(|entry| explained(&entry, language(lang))))
}

/// The same as plain text; empty for what is no code.
///
/// ```
/// assert!(waba_errors_web::text("131047", "en").starts_with("131047\n"));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn text(query: &str, lang: &str) -> String {
    let told = find(query).map(|entry| waba_errors_explain::text(&entry, view(lang)));
    told.unwrap_or_default()
}

/// The same as Markdown, for a ticket; empty for what is no code.
///
/// ```
/// assert!(waba_errors_web::markdown("131047", "en").starts_with("## `131047` "));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn markdown(query: &str, lang: &str) -> String {
    let told = find(query).map(|entry| waba_errors_explain::markdown(&entry, view(lang)));
    told.unwrap_or_default()
}

/// The entries that words in any language find, best first: an array of headlines.
///
/// ```
/// assert!(waba_errors_web::search("acces token expird", "en", 1).starts_with(r#"[{"key":"190""#));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn search(query: &str, lang: &str, limit: usize) -> String {
    static INDEX: LazyLock<Index> = LazyLock::new(Index::new);
    headlines(INDEX.find(query).into_iter().take(limit), lang)
}

/// The headlines of all entries.
///
/// ```
/// assert!(waba_errors_web::list("ar").starts_with(r#"[{"key":"0""#));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn list(lang: &str) -> String {
    headlines(codes(), lang)
}

/// The errors in a log, a dump or a pasted text that are at least so certain: `errors`, and whether these are not all
/// (`truncated`).
///
/// ```
/// use waba_errors_web::read;
///
/// assert!(read(b"error code 131030", "en", "likely").starts_with(r#"{"errors":[{"file":null,"line":1,"code":131030"#));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn read(input: &[u8], lang: &str, least: &str) -> String {
    let report = options(least).read(input);
    found(input, &report, language(lang))
}

/// The errors in an answer or a webhook by structure alone: nothing that a user writes becomes an error.
///
/// ```
/// use waba_errors_web::read_body;
///
/// let body = br#"{"error":{"message":"Session expired","code":190,"fbtrace_id":"A1"}}"#;
/// assert!(read_body(body, "en").contains(r#""certainty":"certain""#));
/// assert_eq!(read_body(b"error code 131030", "en"), r#"{"errors":[],"truncated":false}"#);
/// ```
#[wasm_bindgen(js_name = readBody)]
#[must_use]
pub fn read_body(input: &[u8], lang: &str) -> String {
    let report = Options::new().read_body(input);
    found(input, &report, language(lang))
}

/// What [`read`] finds as plain text, for a ticket.
///
/// ```
/// assert!(waba_errors_web::read_text(b"error code 131030", "en", "likely").starts_with("131030\n"));
/// ```
#[wasm_bindgen(js_name = readText)]
#[must_use]
pub fn read_text(input: &[u8], lang: &str, least: &str) -> String {
    let report = options(least).read(input);
    let all: Vec<_> = locations(None, input, &report).collect();
    let mut out = Bounded::default();
    // Beyond the bound nothing more is written.
    let _ = write_found(&mut out, &all, false, view(lang));
    out.into_text()
}

/// Counts the errors of a log of any size.
#[wasm_bindgen]
#[must_use]
pub fn summary(log: &Chunks, lang: &str, least: &str) -> String {
    let mut summary = Summary::default();
    // Chunks do not fail.
    let _ = summary.read(Reader::new(log), certainty(least));
    json(&summary.report(view(lang)))
}

/// The language that an `Accept-Language` header or a locale asks for; `undefined` if it is none of ours.
///
/// ```
/// assert_eq!(waba_errors_web::negotiate("la, ar-EG;q=0.9").as_deref(), Some("ar"));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn negotiate(accept: &str) -> Option<String> {
    Lang::negotiate(accept).map(|lang| lang.tag().to_owned())
}

/// The words around explanations in a language: `labels`, titles of `categories` and of the values of `facts`, and what a
/// `ticket` to Meta's support needs.
///
/// ```
/// assert!(waba_errors_web::words("en").contains(r#""fix":""#));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn words(lang: &str) -> String {
    #[derive(Serialize)]
    struct Words {
        lang: &'static str,
        dir: &'static str,
        labels: &'static Labels,
        categories: Named<&'static str>,
        facts: Named<Named<&'static str>>,
        ticket: [&'static str; 4],
    }
    let lang = language(lang);
    let titles = |facts: &'static [Fact]| {
        let titles = facts.iter().map(|fact| (fact.value(), fact.title(lang)));
        Named(titles.collect())
    };
    let lists = fact_lists().filter_map(|facts| Some((facts.first()?.id(), titles(facts))));
    let categories = Category::ALL
        .iter()
        .map(|category| (category.id(), category.title(lang)));
    json(&Words {
        lang: lang.tag(),
        dir: lang.dir().as_str(),
        labels: labels(lang),
        categories: Named(categories.collect()),
        facts: Named(lists.collect()),
        ticket: ticket(lang),
    })
}

/// What this module knows, and from when.
///
/// ```
/// assert!(waba_errors_web::about().contains(r#""languages":["en","#));
/// ```
#[wasm_bindgen]
#[must_use]
pub fn about() -> String {
    #[derive(Serialize)]
    struct About {
        version: &'static str,
        /// Of the table; it grows when codes are added.
        revision: u16,
        entries: usize,
        /// The newest date of a source of the facts.
        date: &'static str,
        languages: Vec<&'static str>,
    }
    json(&About {
        version: env!("CARGO_PKG_VERSION"),
        revision: REVISION,
        entries: codes().count(),
        date: FACTS_DATE,
        languages: Lang::ALL.iter().map(|lang| lang.tag()).collect(),
    })
}

fn headlines(entries: impl Iterator<Item = Entry>, lang: &str) -> String {
    let lang = language(lang);
    let headlines = entries.map(|entry| headline(&entry, lang));
    json(&headlines.collect::<Vec<_>>())
}

fn language(tag: &str) -> Lang {
    tag.parse().unwrap_or_default()
}

fn view(lang: &str) -> View {
    View::new(language(lang))
}

fn certainty(id: &str) -> Certainty {
    id.parse().unwrap_or(Certainty::Likely)
}

fn options(least: &str) -> Options {
    Options::new().least(certainty(least))
}

/// A number as JavaScript has it, if it can be a code.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 0 to the largest code"
)]
fn number(number: f64) -> Option<u32> {
    let is_code = (0.0..=f64::from(u32::MAX)).contains(&number) && number.fract() == 0.0;
    is_code.then_some(number as u32)
}
