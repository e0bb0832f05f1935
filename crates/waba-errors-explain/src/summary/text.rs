//! The counts for people, with bars. Words stand below the numbers: a right-to-left title leaves them in place.

use std::fmt::Write as _;

use super::{Report, Section};
use crate::generated::labels;
use crate::text::heading;
use crate::view::View;

/// The longest bar.
const WIDTH: u64 = 30;

impl Report {
    /// The counts with bars.
    #[must_use]
    pub fn text(&self) -> String {
        let view = self.view;
        let mut out = String::new();
        if self.errors == 0 {
            return out;
        }
        let (style, labels) = (view.heading(), labels(view.lang));
        let _ = writeln!(out, "{style}{}{style:#}", labels.errors);
        let _ = writeln!(out, "  {}", self.errors);
        for section in &self.sections {
            heading(&mut out, section.label, view);
            write_rows(&mut out, section, self.errors, view);
        }
        if self.truncated {
            let _ = writeln!(out, "\n{}", labels.truncated);
        }
        out
    }
}

fn write_rows(out: &mut String, section: &Section, errors: u64, view: View) {
    let code = view.code();
    let most = section.rows.iter().map(|row| row.count).max().unwrap_or(1);
    let keys = section
        .rows
        .iter()
        .map(|row| row.key.len())
        .max()
        .unwrap_or(0);
    let counts = most.to_string().len();
    for row in &section.rows {
        let (key, count) = (&row.key, row.count);
        let bar = bar(count, most);
        let share = share(count, errors);
        let _ = writeln!(
            out,
            "  {code}{key:keys$}{code:#}  {count:counts$}  {share:>3} %  {bar}"
        );
        let _ = writeln!(out, "    {}", row.title);
    }
}

/// Blocks, down to an eighth of one.
fn bar(count: u64, most: u64) -> String {
    let eighths = scale(count, WIDTH * 8, most).max(1);
    let mut bar: String = (0..eighths / 8).map(|_| '█').collect();
    bar.extend(['▏', '▎', '▍', '▌', '▋', '▊', '▉'].get((eighths % 8).wrapping_sub(1) as usize));
    bar
}

/// Per cent, without decimals: each language writes them in its own way.
fn share(count: u64, all: u64) -> String {
    match scale(count, 100, all) {
        0 if count > 0 => "<1".into(),
        percent => percent.to_string(),
    }
}

fn scale(count: u64, factor: u64, all: u64) -> u64 {
    let all = u128::from(all.max(1));
    let scaled = (u128::from(count) * u128::from(factor) + all / 2) / all;
    u64::try_from(scaled).unwrap_or(u64::MAX)
}
