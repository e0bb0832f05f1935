//! Counts by code, by category and by facts: tables whose rows have bars.

use std::collections::BTreeMap;

use maud::{Markup, html};
use waba_errors_explain::{OverTime, Report, fact_lists};

use super::page::{self, Page, minute};
use super::{chart, over_time};

/// So many codes are listed.
const MOST_CODES: usize = 50;
/// The columns of a small course.
const MOST_COLUMNS: u64 = 60;
/// The key of what is counted together.
pub(super) const FURTHER: &str = "other";

/// A row of the report.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) key: &'a str,
    pub(super) title: &'static str,
    pub(super) count: u64,
}

/// What is counted in one way, the most frequent first.
pub(super) fn rows_of<'a>(report: &'a Report, by: &'a str) -> impl Iterator<Item = Row<'a>> {
    let rows = report.rows().filter(move |(own, ..)| *own == by);
    rows.map(|(_, key, title, count)| Row { key, title, count })
}

/// A code and what it means.
pub(super) fn named(key: &str, title: &str) -> Markup {
    html! { (page::code(key)) " " bdi.title { (page::sentence(title)) } }
}

/// The most frequent codes, and how many others there are.
pub(super) fn codes(page: &Page<'_>) -> Markup {
    let words = page.words;
    let (further, rows): (Vec<_>, Vec<_>) =
        rows_of(page.report, "code").partition(|row| row.key == FURTHER);
    let (shown, others) = rows.split_at(rows.len().min(MOST_CODES));
    let most = rows.first().map_or(1, |row| row.count);
    let courses = page.report.over_time();
    let columns = courses.map(|over_time| over_time.columns(MOST_COLUMNS));
    let by_key: BTreeMap<_, _> = courses
        .into_iter()
        .flat_map(OverTime::codes)
        .map(|code| (code.key(), code))
        .collect();
    let course = |row: &Row<'_>| {
        let code = by_key.get(row.key);
        html! { @if let Some(columns) = &columns {
            td.course role="cell" { @if let Some(code) = code {
                (over_time::course(page, row.key, columns, code.counts()))
            } }
            @for (label, time) in [
                (words.first_seen, code.map(|code| code.first_seen())),
                (words.last_seen, code.map(|code| code.last_seen())),
            ] {
                td.seen role="cell" { @if let Some(time) = time {
                    // On a narrow screen it stands here instead of above.
                    span.label aria-hidden="true" { (label) }
                    (minute(time))
                } }
            }
        } }
    };
    let row = |name: &Markup, count: u64, course: &Markup| {
        html! { tr role="row" {
            th role="rowheader" scope="row" { (name) }
            td.n role="cell" { (page.number(count)) }
            td.n role="cell" { (page.percent(count)) }
            (course)
        } }
    };
    let empty =
        html! { @if columns.is_some() { td role="cell" {} td role="cell" {} td role="cell" {} } };
    let rest = html! {
        @if !others.is_empty() {
            (row(&html! { (page.counted(words.more_codes, others.len())) }, others.iter().map(|row| row.count).sum(), &empty))
        }
        @for further in &further { (row(&html! { (further.title) }, further.count, &empty)) }
    };
    let table = html! {
        figure {
            figcaption { (if columns.is_some() { page.labels.trend } else { page.labels.by_code }) }
            table.counts.stacked[columns.is_some()].timed[columns.is_some()] role="table" aria-labelledby="codes" {
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (words.code) }
                    th.n role="columnheader" scope="col" { (words.number) }
                    th.n role="columnheader" scope="col" { (words.share) }
                    @if columns.is_some() {
                        th.course role="columnheader" scope="col" { (words.course) }
                        th.seen role="columnheader" scope="col" { (words.first_seen) }
                        th.seen role="columnheader" scope="col" { (words.last_seen) }
                    }
                } }
                tbody role="rowgroup" {
                    @for item in shown {
                        (row(&html! { (named(item.key, item.title)) (chart::bar(item.count, 0, most)) }, item.count, &course(item)))
                    }
                    (rest)
                }
            }
        }
    };
    page::section("codes", words.most_frequent, &table)
}

/// By category, and by each fact that programs select by.
pub(super) fn distribution(page: &Page<'_>) -> Markup {
    let facts = fact_lists().filter_map(|list| list.first());
    let facts = facts.filter(|fact| fact.selects());
    let facts = facts.map(|fact| (fact.id(), page.labels.by(*fact)));
    let ways = [("category", page.labels.by_category)];
    let content = html! { div.sheets.wide { @for (by, label) in ways.into_iter().chain(facts) { (small(page, by, label)) } } };
    page::section("distribution", page.words.distribution, &content)
}

fn small(page: &Page<'_>, by: &str, label: &str) -> Markup {
    let rows: Vec<_> = rows_of(page.report, by).collect();
    let most = rows.first().map_or(1, |row| row.count);
    let id = format!("by-{by}");
    html! {
        figure.card {
            figcaption { h3 #(id) { (label) } }
            table.counts aria-labelledby=(id) {
                thead.heads { tr {
                    th scope="col" { (label) }
                    th.n scope="col" { (page.words.number) }
                    th.n scope="col" { (page.words.share) }
                } }
                tbody { @for row in rows {
                    tr {
                        th scope="row" { (page::sentence(row.title)) (chart::bar(row.count, 0, most)) }
                        td.n { (page.number(row.count)) }
                        td.n { (page.percent(row.count)) }
                    }
                } }
            }
        }
    }
}
