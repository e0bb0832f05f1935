//! The report as a table, or as JSON.

use std::fmt::Write as _;
use std::io;

use crate::output;
use crate::report::Style;

use super::difference::{Difference, Report};

/// More than a terminal shows beside the rest.
const WIDEST_CELL: usize = 48;

pub(super) fn tell(report: &Report, style: Style) -> io::Result<()> {
    output::print(&match style {
        Style::Json => serde_json::to_string_pretty(report)? + "\n",
        Style::Human | Style::Github => table(report),
    })
}

fn table(report: &Report) -> String {
    let mut out = String::new();
    if !report.differences.is_empty() {
        line(&mut out, "what", "entry", "the page says", "the data says");
    }
    for Difference {
        what,
        entry,
        page,
        data,
        ..
    } in &report.differences
    {
        line(&mut out, what.id(), entry, page, data);
    }
    let Report {
        rows,
        expected,
        accepted,
        differences,
    } = report;
    let matched = rows.iter().filter(|row| !row.entries.is_empty()).count();
    let found = differences.len();
    let noun = if found == 1 {
        "difference"
    } else {
        "differences"
    };
    let _ = writeln!(
        out,
        "{matched} of {} rows matched, {expected} entries expected; {found} {noun}, {accepted} accepted before",
        rows.len(),
    );
    out
}

fn line(out: &mut String, what: &str, entry: &str, page: &str, data: &str) {
    let (entry, page, data) = (shown(entry), shown(page), shown(data));
    let _ = writeln!(out, "{what:<9}  {entry:<26}  {page:<WIDEST_CELL$}  {data}");
}

fn shown(text: &str) -> String {
    if text.is_empty() {
        return "–".to_owned();
    }
    if text.chars().count() <= WIDEST_CELL {
        return text.to_owned();
    }
    text.chars().take(WIDEST_CELL - 1).chain(['…']).collect()
}
