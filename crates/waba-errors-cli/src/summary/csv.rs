//! The counts for a spreadsheet.

use std::io;

use waba_errors_explain::Report;

pub(super) fn render(report: &Report) -> io::Result<String> {
    crate::csv::render(&["by", "key", "title", "count"], report.rows())
}
