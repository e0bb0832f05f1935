//! What all parts of the page have in common: words, numbers, times, codes.

use maud::{Markup, Render, html};
use waba_errors::{Dir, Lang};
use waba_errors_explain::{Labels, Report, harmless, labels};

use crate::generated::{Words, words};

/// Numbers can be sent that are as long as a text.
pub(super) const LONGEST_CODE: usize = 200;

pub(super) struct Page<'a> {
    pub(super) report: &'a Report,
    pub(super) lang: Lang,
    pub(super) labels: &'static Labels,
    pub(super) words: &'static Words,
}

impl<'a> Page<'a> {
    pub(super) fn new(report: &'a Report, lang: Lang) -> Self {
        Self {
            report,
            lang,
            labels: labels(lang),
            words: words(lang),
        }
    }

    /// A number with the mark of its thousands as the language writes it.
    pub(super) fn number(&self, number: u64) -> String {
        let thousand = self.words.thousand;
        let mark = thousand.trim_start_matches('1').trim_end_matches('0');
        let digits = number.to_string();
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push_str(mark);
            }
            out.push(digit);
        }
        out
    }

    /// The words with a number in them.
    pub(super) fn counted(&self, words: &str, count: usize) -> String {
        words.replace("{count}", &self.number(count as u64))
    }

    /// The share of all errors. In every language the sign stands behind the number.
    pub(super) fn percent(&self, count: u64) -> Markup {
        html! { bdi dir="ltr" { (self.report.share(count)) "\u{202f}%" } }
    }
}

pub(super) fn section(id: &str, title: &str, content: &Markup) -> Markup {
    html! { section aria-labelledby=(id) { h2 #(id) { (title) } (content) } }
}

pub(super) fn dir(lang: Lang) -> &'static str {
    match lang.dir() {
        Dir::Rtl => "rtl",
        _ => "ltr",
    }
}

/// A code, a name or what the API prints, which read from left to right in every language.
pub(super) fn code(text: &str) -> Markup {
    html! { bdi dir="ltr" { code translate="no" { (foreign(text, LONGEST_CODE)) } } }
}

/// A sentence of the table; what stands between backticks is code.
pub(super) fn sentence(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 0 { (part) } @else { (code(part)) }
        }
    }
}

/// A text from outside, without characters that steer or hide, and cut where it is long.
pub(super) fn foreign(text: &str, longest: usize) -> String {
    let text = harmless(text);
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text.split_at(end).0),
        None => text.into_owned(),
    }
}

/// A time (RFC 3339, in UTC) without its seconds.
pub(super) fn minute(time: &str) -> Markup {
    shown(time, time_of(time, 16))
}

/// The same as text.
pub(super) fn time_of(time: &str, length: usize) -> String {
    time.get(..length).unwrap_or(time).replace('T', " ")
}

pub(super) fn shown(time: &str, text: impl Render) -> Markup {
    html! { time datetime=(time) { bdi dir="ltr" { (text) } } }
}

/// A part of all, in parts of `size`; what is not nothing has at least one.
pub(super) fn scale(count: u64, size: u64, all: u64) -> u64 {
    let all = u128::from(all.max(1));
    let scaled = (u128::from(count) * u128::from(size) + all / 2) / all;
    let scaled = u64::try_from(scaled).unwrap_or(u64::MAX);
    scaled.max(u64::from(count > 0))
}
