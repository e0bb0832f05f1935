//! The page of an entry.

use maud::{Markup, html};
use serde_json::json;
use waba_errors_explain::waba_errors::{Code, Entry, Fact, Lang, get};
use waba_errors_explain::{Labels, labels, limits, place_name, printed, support};

use crate::frame::{self, Page};
use crate::text::{self, code, sentence};
use crate::{address, lists};

/// The file of an entry in one language.
pub(crate) fn page(entry: &Entry, lang: Lang, base: Option<&str>) -> String {
    let name = address::entry(entry);
    let title = text::plain(entry.title(lang));
    let description = text::plain(entry.description(lang));
    frame::page(
        &Page {
            lang,
            name: &name,
            // The isolates keep the number in front of a right-to-left title in order.
            title: &format!("\u{2066}{}\u{2069} {title}", entry.key()),
            description: &description,
            has_markdown: true,
            structured: json!({
                "@context": "https://schema.org",
                "@type": "TechArticle",
                "headline": format!("{} {title}", entry.key()),
                "description": description,
                "inLanguage": entry.lang(lang).tag(),
                "dateModified": waba_errors_explain::FACTS_DATE,
                "articleSection": entry.category().title(lang),
                "keywords": [entry.name()],
                "isBasedOn": entry.docs_url(),
            }),
            body: article(entry, lang),
        },
        base,
    )
}

fn article(entry: &Entry, lang: Lang) -> Markup {
    let labels = labels(lang);
    let (words, used) = (entry.text(lang), entry.lang(lang));
    let category = entry.category();
    html! {
        nav.path aria-label=(labels.category) {
            a href={ (address::category(category)) ".html" } { (category.title(lang)) }
        }
        h1 { (code(&entry.key().to_string())) " " span lang=[foreign(used, lang)] dir=(text::dir(used)) { (sentence(words.title())) } }
        @if entry.is_retired() { p.note { (labels.retired) } }
        @if used != lang { p.note { (labels.unknown_language) } }
        div lang=[foreign(used, lang)] dir=(text::dir(used)) {
            p.lead { (sentence(words.description())) }
            (section(labels.causes, &html! { ul { @for line in words.causes() { li { (sentence(line)) } } } }))
            (section(labels.fix, &html! { ol.steps { @for line in words.fixes() { li { (sentence(line)) } } } }))
            @if words.prevention().next().is_some() {
                (section(labels.prevention, &html! { ul { @for line in words.prevention() { li { (sentence(line)) } } } }))
            }
        }
        (places(entry, lang))
        (bullets(labels.limits, &limits(entry, lang)))
        (bullets(labels.support, &support(entry, lang)))
        (children(labels.subcodes, entry.subcodes(), lang))
        (children(labels.cases, entry.cases(), lang))
        (section(labels.site_facts, &facts(entry, lang)))
    }
}

fn foreign(used: Lang, lang: Lang) -> Option<&'static str> {
    (used != lang).then(|| used.tag())
}

fn section(label: &str, content: &Markup) -> Markup {
    html! { section { h2 { (label) } (content) } }
}

/// A heading with lines below it; nothing if there are none.
fn bullets(label: &str, lines: &[impl AsRef<str>]) -> Markup {
    if lines.is_empty() {
        return Markup::default();
    }
    section(
        label,
        &html! { ul { @for line in lines { li { (sentence(line.as_ref())) } } } },
    )
}

fn places(entry: &Entry, lang: Lang) -> Markup {
    if entry.places().len() == 0 {
        return Markup::default();
    }
    section(
        labels(lang).places,
        &html! { ul { @for place in entry.places() {
            li { a href=(place.address()) rel="external noreferrer" { (sentence(&place_name(place, lang))) } }
        } } },
    )
}

fn children(label: &str, children: impl Iterator<Item = Entry>, lang: Lang) -> Markup {
    let mut children = children.peekable();
    if children.peek().is_none() {
        return Markup::default();
    }
    section(
        label,
        &html! { ul.entries { @for child in children {
            li {
                (lists::link(&child, lang))
                @if let Some(printed) = printed(&child) { br; (code(printed)) }
            }
        } } },
    )
}

/// The facts in reading order, those by which programs select first.
fn facts(entry: &Entry, lang: Lang) -> Markup {
    let labels = labels(lang);
    let (selecting, further): (Vec<_>, Vec<_>) = entry.facts().partition(|fact| fact.selects());
    let status = entry.http_status().map(|status| status.to_string());
    html! {
        dl.facts {
            @for fact in &selecting { (stated(labels, *fact, lang)) }
            @for fact in &further { (stated(labels, *fact, lang)) }
            (row(labels.http_status, &value(status.as_deref(), labels.not_documented)))
            (row(labels.api_title, &value(entry.api_title(), labels.none)))
            (row(labels.name, &code(entry.name())))
            @for (label, number) in [(labels.also_code, entry.parent()), (labels.replaced_by, entry.replaced_by())] {
                @if let Some(number) = number { (row(label, &numbered(number, lang))) }
            }
            @for number in entry.related() { (row(labels.related, &numbered(number, lang))) }
            (row(labels.source, &html! {
                a href=(entry.docs_url()) rel="external noreferrer" { bdi dir="ltr" { (entry.docs_url()) } }
            }))
        }
    }
}

fn row(label: &str, value: &Markup) -> Markup {
    html! { div { dt { (label) } dd { (value) } } }
}

fn stated(labels: &Labels, fact: Fact, lang: Lang) -> Markup {
    row(labels.of(fact), &sentence(fact.title(lang)))
}

/// What the API sends, or a word that says why it is missing.
fn value(sent: Option<&str>, missing: &str) -> Markup {
    html! { @if let Some(sent) = sent { (code(sent)) } @else { (missing) } }
}

/// A code as a link to its page; one without an entry has none.
fn numbered(number: Code, lang: Lang) -> Markup {
    match get(number.get()) {
        Some(entry) => lists::link(&entry, lang),
        None => code(&number.to_string()),
    }
}
