//! What all pages have in common.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;
use waba_errors_explain::waba_errors::Lang;
use waba_errors_explain::{FACTS_DATE, labels};

use crate::{address, text};

pub(crate) const STYLE: &str = include_str!("style.css");

/// No script and nothing from elsewhere; structured data is no script.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/// A page and what search engines are told of it.
pub(crate) struct Page<'a> {
    pub(crate) lang: Lang,
    /// The name of its file without the extension.
    pub(crate) name: &'a str,
    /// What a tab shows, and a result of a search.
    pub(crate) title: &'a str,
    pub(crate) description: &'a str,
    pub(crate) has_markdown: bool,
    /// schema.org's view of the page.
    pub(crate) structured: Value,
    pub(crate) body: Markup,
}

/// The whole file.
pub(crate) fn page(page: &Page<'_>, base: Option<&str>) -> String {
    let Page { lang, name, .. } = *page;
    let labels = labels(lang);
    let other = |lang: Lang| format!("../{lang}/{name}.html");
    let markup = html! {
        (DOCTYPE)
        html lang=(lang) dir=(text::dir(lang)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) }
                meta name="description" content=(page.description);
                link rel="icon" href="data:,";
                link rel="stylesheet" href="../style.css";
                @if page.has_markdown {
                    link rel="alternate" type="text/markdown" href={ (name) ".md" };
                }
                @if let Some(base) = base {
                    link rel="canonical" href=(address::absolute(base, lang, name));
                    @for lang in Lang::ALL {
                        link rel="alternate" hreflang=(lang) href=(address::absolute(base, *lang, name));
                    }
                    link rel="alternate" hreflang="x-default" href=(address::absolute(base, Lang::En, name));
                }
                script type="application/ld+json" { (PreEscaped(data_block(&page.structured))) }
            }
            body {
                a.skip href="#content" { (labels.site_skip) }
                header {
                    a.home href="index.html" { (labels.site_title) }
                    nav aria-label=(labels.site_language) {
                        @for other_lang in Lang::ALL {
                            a lang=(other_lang) hreflang=(other_lang) dir=(text::dir(*other_lang))
                                aria-current=[(*other_lang == lang).then_some("page")]
                                href=(other(*other_lang)) { (other_lang.native_name()) }
                        }
                    }
                }
                main #content { (page.body) }
                footer {
                    p { (labels.site_facts_date) " " time datetime=(FACTS_DATE) { bdi { (FACTS_DATE) } } }
                    @if page.has_markdown {
                        p { a href={ (name) ".md" } type="text/markdown" { (labels.site_markdown) } }
                    }
                }
            }
        }
    };
    markup.into_string()
}

/// JSON that cannot end the element around it.
fn data_block(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}
