//! The counts for programs.

use serde::Serialize;

use super::{Report, Row, Section};

#[derive(Serialize)]
struct Document<'a> {
    errors: u64,
    truncated: bool,
    codes: &'a [Row],
    categories: &'a [Row],
    retries: &'a [Row],
    fixers: &'a [Row],
}

pub(super) fn render(report: &Report) -> String {
    let rows = |by: &str| {
        let section = report.sections.iter().find(|section| section.by == by);
        section
            .map(|section: &Section| section.rows.as_slice())
            .unwrap_or_default()
    };
    crate::json::pretty(&Document {
        errors: report.errors,
        truncated: report.truncated,
        codes: rows("code"),
        categories: rows("category"),
        retries: rows("retry"),
        fixers: rows("fixer"),
    })
}
