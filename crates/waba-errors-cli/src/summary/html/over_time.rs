//! Errors over time, and what rose.

use maud::{Markup, html};
use waba_errors_explain::{Columns, OverTime, Period};

use super::chart::{self, Column};
use super::page::{self, Page, shown, time_of};
use super::tables;

/// More columns are too narrow to be told apart; several periods share one then.
const MOST_COLUMNS: u64 = 200;
/// So many codes that rose are listed.
const MOST_RISEN: usize = 15;

/// The first and the last period with an error.
pub(super) fn covered(page: &Page<'_>) -> Option<Markup> {
    let over_time = page.report.over_time()?;
    let mut periods = over_time.periods();
    let (first, _) = periods.next()?;
    let last = periods.next_back().map_or(first, |(last, _)| last);
    let [first, last] = [first, last].map(|time| (time, shown(time, start(over_time, time))));
    let has_two = first.0 != last.0;
    Some(html! { (first.1) @if has_two { " – " (last.1) } })
}

pub(super) fn sections(page: &Page<'_>) -> Markup {
    let Some(over_time) = page.report.over_time() else {
        return Markup::default();
    };
    let content = html! { (chart(page, over_time)) (without(page, over_time)) };
    html! {
        (page::section("over-time", page.words.over_time, &content))
        @if over_time.periods().len() > 1 { (rose(page, over_time)) }
    }
}

/// When a period begins: an hour with its time, others are days.
fn start(over_time: &OverTime, time: &str) -> String {
    let length = match over_time.period() {
        Period::Hour => 16,
        _ => 10,
    };
    time_of(time, length)
}

/// The errors that belong to no period.
fn without(page: &Page<'_>, over_time: &OverTime) -> Markup {
    let counts = [
        (page.labels.without_time, over_time.without_time()),
        (page.labels.earlier, over_time.earlier()),
    ];
    let counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    html! { @if !counts.is_empty() { dl.beside-time { @for (label, count) in counts {
        div { dt { (label) } dd { (page.number(count)) } }
    } } } }
}

fn chart(page: &Page<'_>, over_time: &OverTime) -> Markup {
    if over_time.periods().len() == 0 {
        return Markup::default();
    }
    let (labels, words) = (page.labels, page.words);
    let columns = over_time.columns(MOST_COLUMNS);
    let (caption, several) = match over_time.period() {
        Period::Hour => (labels.by_hour, words.bar_hours),
        Period::Day => (labels.by_day, words.bar_days),
        Period::Week => (labels.by_week, words.bar_weeks),
    };
    let periods = usize::try_from(columns.periods()).unwrap_or(usize::MAX);
    let starts: Vec<_> = columns.starts().collect();
    let counts = columns.counts(over_time.periods().map(|(_, count)| count));
    let shown_columns: Vec<_> = starts
        .iter()
        .zip(&counts)
        .map(|(time, count)| Column {
            label: format!("{}: {}", start(over_time, time), page.number(*count)),
            count: *count,
        })
        .collect();
    let most = counts.iter().copied().max().unwrap_or_default();
    let highest = words.highest.replace("{count}", &page.number(most));
    let ends = [starts.first(), starts.last()].map(|time| {
        let time = time.map(String::as_str).unwrap_or_default();
        start(over_time, time)
    });
    let description = format!("{} – {}. {highest}", ends[0], ends[1]);
    let top = chart::top(most);
    // The periods one by one, if they are few enough; else what is drawn.
    let rows: Vec<_> = if over_time.periods().len() as u64 <= MOST_COLUMNS {
        over_time.periods().collect()
    } else {
        let drawn = starts
            .iter()
            .map(String::as_str)
            .zip(counts.iter().copied());
        drawn.filter(|(_, count)| *count > 0).collect()
    };
    html! {
        figure.over-time {
            figcaption #over-time-caption {
                strong { (caption) }
                @if periods > 1 { " " (page.counted(several, periods)) }
                " " (labels.time_zone)
            }
            div.plot.(over_time.period().id()) style={ "--columns:" (counts.len()) } {
                div.scale aria-hidden="true" {
                    span { (page.number(top)) } span { (page.number(top / 2)) } span { "0" }
                }
                div.area {
                    (chart::columns("chart", words.over_time, &description, &shown_columns))
                    (ticks(over_time, &starts))
                }
            }
            details {
                summary { (words.numbers) }
                p.note { (words.only_with_errors) }
                div.sheets { (numbers(page, over_time, &rows)) }
            }
        }
    }
}

/// Times below the columns at which they begin.
fn ticks(over_time: &OverTime, starts: &[String]) -> Markup {
    // A time of a day is longer than a date.
    let (most, steps): (usize, &[usize]) = match over_time.period() {
        Period::Hour => (4, &[1, 2, 3, 6, 12, 24, 48]),
        Period::Day => (6, &[1, 2, 7, 14, 28]),
        Period::Week => (6, &[1, 2, 4, 13, 26]),
    };
    let least = starts.len().div_ceil(most);
    let step = steps.iter().copied().find(|step| *step >= least);
    let step = step.unwrap_or(least).max(1);
    let ticks: Vec<_> = starts.chunks(step).collect();
    html! {
        div.ticks aria-hidden="true" {
            @for tick in &ticks {
                // What is shorter has no room for a time.
                @let has_room = 2 * tick.len() > step || ticks.len() == 1;
                span.tick[has_room] style={ "--columns:" (tick.len()) } {
                    @if has_room && let Some(first) = tick.first() {
                        bdi dir="ltr" { (start(over_time, first)) }
                    }
                }
            }
        }
    }
}

fn numbers(page: &Page<'_>, over_time: &OverTime, rows: &[(&str, u64)]) -> Markup {
    html! {
        table.numbers aria-labelledby="over-time-caption" {
            thead { tr { th scope="col" { (page.words.time) } th.n scope="col" { (page.words.number) } } }
            tbody { @for (time, count) in rows {
                tr { th scope="row" { (shown(time, start(over_time, time))) } td.n { (page.number(*count)) } }
            } }
        }
    }
}

/// The codes that have more errors in the latest period than in the one before.
fn rose(page: &Page<'_>, over_time: &OverTime) -> Markup {
    let (labels, words) = (page.labels, page.words);
    let risen = over_time.risen();
    let shown_codes = risen.get(..MOST_RISEN).unwrap_or(&risen);
    let more = risen.len() - shown_codes.len();
    let most = risen.iter().map(|code| code.latest()).max().unwrap_or(1);
    let latest = over_time.periods().next_back().map(|(time, _)| time);
    let latest = latest.unwrap_or_default();
    let table = html! {
        figure {
            figcaption { strong { (shown(latest, start(over_time, latest))) } " " (labels.rose_columns) }
            table.counts.stacked role="table" aria-labelledby="rose" {
                thead role="rowgroup" { tr role="row" {
                    th role="columnheader" scope="col" { (words.code) }
                    th.n role="columnheader" scope="col" { span.key.before { (words.before) } }
                    th.n role="columnheader" scope="col" { (words.latest) }
                    th.n role="columnheader" scope="col" { span.key { (words.increase) } }
                } }
                tbody role="rowgroup" {
                    @for code in shown_codes {
                        @let (before, latest) = (code.before(), code.latest());
                        tr role="row" {
                            th role="rowheader" scope="row" {
                                (tables::named(code.key(), code.title()))
                                (chart::bar(latest, before, most))
                            }
                            td.n role="cell" { (page.number(before)) }
                            td.n role="cell" { (page.number(latest)) }
                            td.n role="cell" { bdi dir="ltr" { "+" (page.number(latest - before)) } }
                        }
                    }
                    @if more > 0 { tr role="row" {
                        th role="rowheader" scope="row" { (page.counted(words.more_codes, more)) }
                        @for _ in 0..3 { td role="cell" {} }
                    } }
                }
            }
        }
    };
    let none = html! { p { (words.nothing_rose) } };
    let content = if risen.is_empty() { none } else { table };
    page::section("rose", labels.rose, &content)
}

/// The course of a code, for a cell of a table.
pub(super) fn course(page: &Page<'_>, key: &str, columns: &Columns<'_>, counts: &[u64]) -> Markup {
    let counts = columns.counts(counts.iter().copied());
    let most = counts.iter().copied().max().unwrap_or_default();
    let highest = page.words.highest.replace("{count}", &page.number(most));
    chart::sparkline(
        &format!("{}: {highest}", page::foreign(key, page::LONGEST_CODE)),
        &counts,
    )
}
