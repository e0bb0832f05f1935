//! The counts for a spreadsheet.

use std::io;

use serde::Serialize;

use super::Report;

#[derive(Serialize)]
struct Line<'a> {
    by: &'a str,
    key: &'a str,
    title: &'a str,
    count: u64,
}

pub(super) fn render(report: &Report) -> io::Result<String> {
    let lines = report.sections.iter().flat_map(|section| {
        section.rows.iter().map(|row| Line {
            by: section.by,
            key: &row.key,
            title: row.title,
            count: row.count,
        })
    });
    crate::csv::render(&["by", "key", "title", "count"], lines)
}
