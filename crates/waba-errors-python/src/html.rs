//! Entries and found errors as HTML: for notebooks, whose own style they take.

use std::fmt::Write as _;

use waba_errors::{Entry, Lang};
use waba_errors_explain::{labels, place_name};

use crate::found::Found;

/// Title, description, causes, steps and places.
pub(crate) fn entry(entry: &Entry, lang: Lang) -> String {
    let mut out = String::new();
    open(&mut out, entry, lang, &entry.key().to_string());
    explain(&mut out, entry, lang);
    out.push_str("</article>");
    out
}

/// The same of an error, with what the input says.
pub(crate) fn found(found: &Found) -> String {
    let (said, told, lang) = (&found.said, found.told(), found.lang);
    let labels = labels(lang);
    let mut out = String::new();
    open(&mut out, &told.entry, lang, &told.key);
    let said = [
        (labels.message, &said.message),
        (labels.details, &said.details),
        ("fbtrace_id", &said.fbtrace_id),
    ];
    for (label, text) in said {
        if let Some(text) = text {
            let (label, text) = (escape(label), escape(text));
            let _ = write!(out, "<p><b>{label}</b> <bdi>{text}</bdi></p>");
        }
    }
    explain(&mut out, &told.entry, lang);
    let _ = write!(
        out,
        "<p>{}</p></article>",
        sentence(told.retry.advice(lang))
    );
    out
}

fn open(out: &mut String, entry: &Entry, lang: Lang, key: &str) {
    let shown = entry.lang(lang);
    let (tag, dir) = (shown.tag(), shown.dir().as_str());
    let (key, title) = (escape(key), sentence(entry.title(lang)));
    let _ = write!(
        out,
        r#"<article lang="{tag}" dir="{dir}"><h4><code dir="ltr">{key}</code> {title}</h4>"#
    );
}

fn explain(out: &mut String, entry: &Entry, lang: Lang) {
    let (text, labels) = (entry.text(lang), labels(entry.lang(lang)));
    let _ = write!(out, "<p>{}</p>", sentence(text.description()));
    list(out, labels.causes, "ul", text.causes().map(sentence));
    list(out, labels.fix, "ol", text.fixes().map(sentence));
    let places = entry.places().map(|place| {
        let (address, name) = (escape(place.address()), place_name(place, lang));
        format!(
            r#"<a href="{address}" rel="noreferrer">{}</a>"#,
            sentence(&name)
        )
    });
    list(out, labels.places, "ul", places);
}

fn list(out: &mut String, label: &str, tag: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    let _ = write!(out, "<p><b>{}</b></p><{tag}>", escape(label));
    for item in items {
        let _ = write!(out, "<li>{item}</li>");
    }
    let _ = write!(out, "</{tag}>");
}

/// A sentence of the table, with its code from left to right.
fn sentence(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        let part = escape(part);
        if index % 2 == 0 {
            out.push_str(&part);
        } else {
            let _ = write!(out, r#"<code dir="ltr">{part}</code>"#);
        }
    }
    out
}

/// A text that is neither markup nor steers the direction of what stands around it.
fn escape(text: &str) -> String {
    let text = waba_errors_explain::harmless(text);
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
