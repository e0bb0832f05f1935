//! The counts for people, with bars. Words stand below the numbers: a right-to-left title leaves them in place.

use std::fmt::Write as _;

use super::over_time::OverTime;
use super::{Period, Report, Section};
use crate::generated::labels;
use crate::text::heading;
use crate::view::View;

/// The longest bar.
const WIDTH: u64 = 30;
/// The widest course of a code.
const MOST_BLOCKS: u64 = 48;

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
            write_rows(&mut out, section, self, view);
        }
        if let Some(over_time) = self.over_time() {
            write_over_time(&mut out, over_time, view);
        }
        if self.truncated {
            let _ = writeln!(out, "\n{}", labels.truncated);
        }
        out
    }
}

fn write_rows(out: &mut String, section: &Section, report: &Report, view: View) {
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
        let share = report.share(count);
        let _ = writeln!(
            out,
            "  {code}{key:keys$}{code:#}  {count:counts$}  {share:>3} %  {bar}"
        );
        let _ = writeln!(out, "    {}", row.title);
    }
}

fn write_over_time(out: &mut String, over_time: &OverTime, view: View) {
    let labels = labels(view.lang);
    let label = match over_time.period() {
        Period::Hour => labels.by_hour,
        Period::Day => labels.by_day,
        Period::Week => labels.by_week,
    };
    heading(out, label, view);
    for (label, count) in [
        (labels.without_time, over_time.without_time()),
        (labels.earlier, over_time.earlier()),
    ] {
        if count > 0 {
            let _ = writeln!(out, "  {count}\n    {label}");
        }
    }
    let mut starts = over_time.periods().map(|(start, _)| start);
    let Some(first) = starts.next() else {
        return;
    };
    let last = starts.next_back().unwrap_or(first);
    let code = view.code();
    let _ = writeln!(out, "  {} … {}", minute(first), minute(last));
    let _ = writeln!(out, "  {}\n  {}", labels.time_zone, labels.trend);
    let columns = over_time.columns(MOST_BLOCKS);
    let keys = over_time.codes().iter().map(|row| row.key().len()).max();
    let keys = keys.unwrap_or(0);
    for row in over_time.codes() {
        let line = sparkline(&columns.counts(row.counts().iter().copied()));
        let (first, last) = (minute(row.first_seen()), minute(row.last_seen()));
        let _ = writeln!(
            out,
            "  {code}{:keys$}{code:#}  {line}  {first} … {last}",
            row.key()
        );
        let _ = writeln!(out, "    {}", row.title());
    }
    let risen = over_time.risen();
    if risen.is_empty() {
        return;
    }
    heading(out, labels.rose, view);
    let _ = writeln!(out, "  {}\n  {}", minute(last), labels.rose_columns);
    for row in risen {
        let (before, latest) = (row.before(), row.latest());
        let _ = writeln!(
            out,
            "  {code}{:keys$}{code:#}  {before} → {latest}  +{}",
            row.key(),
            latest - before
        );
        let _ = writeln!(out, "    {}", row.title());
    }
}

/// A time without its seconds and its zone.
fn minute(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}

/// A block for each column, the highest for the most errors; a dot where there are none.
fn sparkline(columns: &[u64]) -> String {
    let most = columns.iter().copied().max().unwrap_or(1);
    let block = |count: &u64| match count {
        0 => '·',
        count => {
            let eighths = scale(*count, 8, most).clamp(1, 8);
            ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█']
                .get(eighths as usize - 1)
                .copied()
                .unwrap_or('█')
        }
    };
    columns.iter().map(block).collect()
}

/// Blocks, down to an eighth of one.
fn bar(count: u64, most: u64) -> String {
    let eighths = scale(count, WIDTH * 8, most).max(1);
    let mut bar: String = (0..eighths / 8).map(|_| '█').collect();
    bar.extend(['▏', '▎', '▍', '▌', '▋', '▊', '▉'].get((eighths % 8).wrapping_sub(1) as usize));
    bar
}

/// Per cent, without decimals: each language writes them in its own way.
pub(super) fn share(count: u64, all: u64) -> String {
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
