//! The counts for a spreadsheet.

use std::collections::BTreeMap;
use std::io;

use waba_errors_explain::{OverTime, Report};

const COLUMNS: [&str; 4] = ["by", "key", "title", "count"];
const OVER_TIME: [&str; 4] = ["period", "before", "first_seen", "last_seen"];

/// What is counted (such as `day`, or `rise` for a code that has more errors in the latest period than in the one before), the code
/// or `all`, its title, how often, the start of the period, and how often in the one before.
type Row<'a> = (
    &'static str,
    &'a str,
    &'static str,
    u64,
    &'a str,
    Option<u64>,
);

pub(super) fn render(report: &Report) -> io::Result<String> {
    let Some(over_time) = report.over_time() else {
        return crate::csv::render(&COLUMNS, report.rows());
    };
    let codes = over_time.codes().iter();
    let seen: BTreeMap<_, _> = codes
        .map(|code| (code.key(), (code.first_seen(), code.last_seen())))
        .collect();
    let counts = report.rows().map(|(by, key, title, count)| {
        let seen = seen.get(key).filter(|_| by == "code");
        let (first, last) = seen.copied().unwrap_or_default();
        (by, key, title, count, "", None, first, last)
    });
    let rows = rows(over_time).map(|(by, key, title, count, period, before)| {
        (by, key, title, count, period, before, "", "")
    });
    let columns = [COLUMNS, OVER_TIME].concat();
    crate::csv::render(&columns, counts.chain(rows))
}

/// The periods, each code in each of them, what belongs to none, and what rose.
fn rows(over_time: &OverTime) -> impl Iterator<Item = Row<'_>> {
    let by = over_time.period().id();
    let others = [
        ("without-time", over_time.without_time()),
        ("earlier", over_time.earlier()),
    ];
    let others = others.into_iter().filter(|(_, count)| *count > 0);
    let others = others.map(move |(key, count)| (by, key, "", count, "", None));
    let all = over_time.periods();
    let all = all.map(move |(start, count)| (by, "all", "", count, start, None));
    let codes = over_time.codes().iter().flat_map(move |code| {
        let counts = code.counts().iter().zip(over_time.periods());
        let counts = counts.filter(|(count, _)| **count > 0);
        counts.map(move |(count, (start, _))| (by, code.key(), code.title(), *count, start, None))
    });
    let latest = over_time.periods().next_back();
    let latest = latest.map_or("", |(start, _)| start);
    let risen = over_time.risen().into_iter().map(move |code| {
        let before = Some(code.before());
        let (key, title) = (code.key(), code.title());
        ("rise", key, title, code.latest(), latest, before)
    });
    others.chain(all).chain(codes).chain(risen)
}
