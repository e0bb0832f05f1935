//! The counts as a page with charts: one file that runs nothing and loads nothing.

mod act;
mod chart;
mod frame;
mod over_time;
mod page;
mod tables;

use std::path::Path;

use maud::{Markup, html};
use waba_errors::Lang;
use waba_errors_explain::Report;

use page::Page;

/// So many inputs are named.
const MOST_INPUTS: usize = 50;
/// A longer name of an input is cut.
const LONGEST_NAME: usize = 200;

/// What was read: a file or `-`, and whether to its end.
pub(super) type Input<'a> = (&'a Path, bool);

/// The whole file.
pub(super) fn render(
    report: &Report,
    lang: Lang,
    is_truncated: bool,
    inputs: &[Input<'_>],
) -> String {
    let page = Page::new(report, lang);
    let damaged = inputs.iter().filter(|(_, is_whole)| !is_whole);
    let damaged: Vec<_> = damaged.map(|(path, _)| *path).collect();
    let notices = html! {
        @if report.errors() == 0 { p.notice { (page.labels.nothing_found) } }
        @if is_truncated { p.notice { (page.labels.truncated) } }
        @if !damaged.is_empty() {
            ul.notice { (names(&page, &damaged, page.words.unreadable)) }
        }
    };
    let counts = html! { @if report.errors() > 0 {
        (figures(&page))
        (notices)
        (over_time::sections(&page))
        (tables::codes(&page))
        (act::cards(&page))
        (tables::distribution(&page))
    } @else {
        (notices)
    } };
    let body = html! { h1 { (page.words.title) } (counts) (read(&page, inputs)) };
    frame::frame(&page, &body)
}

/// What matters most, large.
fn figures(page: &Page<'_>) -> Markup {
    let (words, report) = (page.words, page.report);
    let (further, codes): (Vec<_>, Vec<_>) =
        tables::rows_of(report, "code").partition(|row| row.key == tables::FURTHER);
    let more = if further.is_empty() { "" } else { "+" };
    html! {
        dl.figures {
            div { dt { (page.labels.errors) } dd { (page.number(report.errors())) } }
            div { dt { (words.codes) } dd { bdi dir="ltr" { (page.number(codes.len() as u64)) (more) } } }
            @if let Some(top) = codes.first() {
                div.wide {
                    dt { (words.top) }
                    dd { (page::code(top.key)) span.beside { (page.percent(top.count)) } }
                    dd.small { (page::sentence(top.title)) }
                }
            }
            @if let Some(covered) = over_time::covered(page) {
                div.wide { dt { (words.covered) } dd.range { (covered) } dd.small { "UTC" } }
            }
        }
    }
}

/// What was read, by name.
fn read(page: &Page<'_>, inputs: &[Input<'_>]) -> Markup {
    let paths: Vec<_> = inputs.iter().map(|(path, _)| *path).collect();
    let list = html! { ul.inputs { (names(page, &paths, "")) } };
    page::section("inputs", page.words.inputs, &list)
}

/// The names of inputs, which come from outside, with what is to be said of each, and how many more there are.
fn names(page: &Page<'_>, paths: &[&Path], said: &str) -> Markup {
    let shown = paths.get(..MOST_INPUTS).unwrap_or(paths);
    let more = paths.len() - shown.len();
    html! {
        @for path in shown {
            li {
                @match crate::input::name(path) {
                    Some(name) => bdi { (page::foreign(&name, LONGEST_NAME)) },
                    None => (page.words.standard_input),
                }
                @if !said.is_empty() { " " (said) }
            }
        }
        @if more > 0 { li { (page.counted(page.words.more_inputs, more)) } }
    }
}
