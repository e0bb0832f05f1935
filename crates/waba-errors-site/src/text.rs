//! Sentences of the data as HTML.

use maud::{Markup, html};
use waba_errors_explain::waba_errors::{Dir, Lang};

/// A sentence; what stands between backticks is code, which reads from left to right in every language.
pub(crate) fn sentence(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 0 { (part) } @else { (code(part)) }
        }
    }
}

/// A code, a name or what the API prints.
pub(crate) fn code(text: &str) -> Markup {
    html! { code dir="ltr" translate="no" { (text) } }
}

pub(crate) fn dir(lang: Lang) -> &'static str {
    match lang.dir() {
        Dir::Rtl => "rtl",
        _ => "ltr",
    }
}

/// A sentence without its backticks, for places where no markup can stand.
pub(crate) fn plain(text: &str) -> String {
    text.replace('`', "")
}
