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
    let notices = html! {
        @if report.errors() == 0 { p.notice { (page.labels.nothing_found) } }
        @if is_truncated { p.notice { (page.labels.truncated) } }
        @for (path, _) in inputs.iter().filter(|(_, is_whole)| !is_whole).take(MOST_INPUTS) {
            p.notice { (name(&page, path)) " " (page.words.unreadable) }
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
    let top = tables::rows_of(report, "code").find(|row| row.key != tables::FURTHER);
    let codes = tables::rows_of(report, "code").filter(|row| row.key != tables::FURTHER);
    html! {
        dl.figures {
            div { dt { (page.labels.errors) } dd { (page.number(report.errors())) } }
            div { dt { (words.codes) } dd { (page.number(codes.count() as u64)) } }
            @if let Some(top) = top {
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

/// The name of an input, which comes from outside.
fn name(page: &Page<'_>, path: &Path) -> Markup {
    html! { @match crate::input::name(path) {
        Some(name) => bdi { (page::foreign(&name, LONGEST_NAME)) },
        None => (page.words.standard_input),
    } }
}

/// What was read, by name.
fn read(page: &Page<'_>, inputs: &[Input<'_>]) -> Markup {
    let words = page.words;
    let shown = inputs.get(..MOST_INPUTS).unwrap_or(inputs);
    let more = inputs.len() - shown.len();
    page::section(
        "inputs",
        words.inputs,
        &html! {
            ul.inputs {
                @for (path, _) in shown { li { (name(page, path)) } }
                @if more > 0 { li { (page.counted(words.more_inputs, more)) } }
            }
        },
    )
}
