//! The pages that lead to entries: one per category, and the front page of a language.

use maud::{Markup, html};
use serde_json::{Value, json};
use waba_errors_explain::labels;
use waba_errors_explain::waba_errors::{Category, Entry, Lang};

use crate::address;
use crate::frame::{self, Page};
use crate::text::{code, sentence};

/// A link to the page of an entry: its key and its title.
pub(crate) fn link(entry: &Entry, lang: Lang) -> Markup {
    let used = entry.lang(lang);
    html! {
        a href={ (address::entry(entry)) ".html" } {
            (code(&entry.key().to_string())) " "
            bdi lang=[(used != lang).then(|| used.tag())] { (sentence(entry.title(lang))) }
        }
    }
}

/// The file of a category in one language.
pub(crate) fn category(category: Category, lang: Lang, base: Option<&str>) -> String {
    let title = category.title(lang);
    frame::page(
        &Page {
            lang,
            name: &address::category(category),
            title: &format!("{title} – {}", labels(lang).site_title),
            description: title,
            has_markdown: false,
            structured: collection(title, lang),
            body: html! { h1 { (title) } (entries(category, lang)) },
        },
        base,
    )
}

/// The front page of a language: all entries by category.
pub(crate) fn front(lang: Lang, base: Option<&str>) -> String {
    let labels = labels(lang);
    let categories = || {
        Category::ALL
            .iter()
            .filter(|category| has_entries(**category))
    };
    frame::page(
        &Page {
            lang,
            name: "index",
            title: labels.site_title,
            description: labels.site_description,
            has_markdown: false,
            structured: collection(labels.site_title, lang),
            body: html! {
                h1 { (labels.site_title) }
                p.lead { (labels.site_description) }
                nav.categories aria-label=(labels.by_category) {
                    @for category in categories() {
                        a href={ "#" (category) } { (category.title(lang)) }
                    }
                }
                @for category in categories() {
                    section #(category) {
                        h2 { a href={ (address::category(*category)) ".html" } { (category.title(lang)) } }
                        (entries(*category, lang))
                    }
                }
            },
        },
        base,
    )
}

/// Whether a category is more than the name for unknown numbers.
pub(crate) fn has_entries(category: Category) -> bool {
    category.codes().next().is_some()
}

fn entries(category: Category, lang: Lang) -> Markup {
    html! { ul.entries { @for entry in category.codes() { li { (link(&entry, lang)) } } } }
}

fn collection(title: &str, lang: Lang) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": title,
        "inLanguage": lang.tag(),
    })
}
