//! The file around the content.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use waba_errors_explain::FACTS_DATE;

use super::page::{Page, dir};

const STYLE: &str = include_str!("style.css");

/// Nothing runs, and nothing is loaded.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

pub(super) fn frame(page: &Page<'_>, content: &Markup) -> String {
    let Page { labels, words, .. } = page;
    let markup = html! {
        (DOCTYPE)
        html lang=(page.lang) dir=(dir(page.lang)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (words.title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.brand {
                        svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" {
                            rect width="32" height="32" rx="9" {}
                            path d="M9 10h14M9 16h9M9 22h5" {}
                            circle cx="22" cy="21" r="3" {}
                        }
                        bdi dir="ltr" { "waba-errors" }
                    }
                }
                main { (content) }
                footer {
                    p { (labels.site_facts_date) " " time datetime=(FACTS_DATE) { bdi dir="ltr" { (FACTS_DATE) } } }
                    p { (words.offline) }
                }
            }
        }
    };
    markup.into_string()
}
