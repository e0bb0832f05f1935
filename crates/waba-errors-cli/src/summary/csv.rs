//! The counts for a spreadsheet.

use std::io;

use waba_errors_explain::Report;

const COLUMNS: [&str; 4] = ["by", "key", "title", "count"];
const OVER_TIME: [&str; 4] = ["period", "before", "first_seen", "last_seen"];

pub(super) fn render(report: &Report, over_time: bool) -> io::Result<String> {
    if !over_time {
        return crate::csv::render(&COLUMNS, report.rows());
    }
    let counts = report.rows().map(|(by, key, title, count)| {
        let seen = (by == "code").then(|| report.seen(key)).flatten();
        let (first, last) = seen.unwrap_or_default();
        (by, key, title, count, "", None, first, last)
    });
    let rows = report.rows_over_time();
    let rows = rows.map(|(by, key, title, count, period, before)| {
        (by, key, title, count, period, before, "", "")
    });
    let columns = [COLUMNS, OVER_TIME].concat();
    crate::csv::render(&columns, counts.chain(rows))
}
