//! Bars as SVG. They hold no words, so that they can be stretched, and are turned around where people read from right to left.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped, html};

use super::page::scale;

/// The height of a chart over time.
const HEIGHT: u64 = 1_000;
/// The room of a small course is for so many columns at least.
const LEAST_COLUMNS: usize = 12;

/// A column of a chart over time: what it stands for, and how high it is.
pub(super) struct Column {
    pub(super) label: String,
    pub(super) count: u64,
}

/// The top of an axis for such values: a number whose half is a number too.
pub(super) fn top(most: u64) -> u64 {
    let mut unit: u64 = 1;
    loop {
        let tops = [2, 4, 6, 8, 10].map(|step| unit.saturating_mul(step));
        if let Some(top) = tops.into_iter().find(|top| *top >= most) {
            return top;
        }
        unit = unit.saturating_mul(10);
    }
}

/// A chart over time. Each column says what it stands for to who points at it.
pub(super) fn columns(id: &str, title: &str, description: &str, columns: &[Column]) -> Markup {
    let most = columns.iter().map(|column| column.count).max();
    let top = top(most.unwrap_or_default());
    let bar = |(place, column): (usize, &Column)| {
        let height = scale(column.count, HEIGHT, top);
        html! { g {
            title { (column.label) }
            rect.space x=(place * 10) width="10" height=(HEIGHT) {}
            @if column.count > 0 {
                rect.bar x=(place * 10 + 1) y=(HEIGHT - height) width="8" height=(height) {}
            }
        } }
    };
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-description"));
    html! {
        svg.columns role="img" aria-labelledby={ (title_id) " " (description_id) } preserveAspectRatio="none"
            viewBox={ "0 0 " (columns.len() * 10) " " (HEIGHT) } {
            title #(title_id) { (title) }
            desc #(description_id) { (description) }
            @for bar in columns.iter().enumerate().map(bar) { (bar) }
        }
    }
}

/// The course of a code, small.
pub(super) fn sparkline(title: &str, counts: &[u64]) -> Markup {
    let most = counts.iter().copied().max().unwrap_or_default();
    let mut path = String::new();
    for (place, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = scale(*count, 24, most).max(2);
        let _ = write!(path, "M{} 24v-{height}h4v{height}z", place * 5);
    }
    html! {
        svg.sparkline role="img" preserveAspectRatio="none" viewBox={ "0 0 " (counts.len().max(LEAST_COLUMNS) * 5) " 24" } {
            title { (title) }
            path d=(PreEscaped(path)) {}
        }
    }
}

/// A bar beside its number, which says it all. A part of it may have been there before.
pub(super) fn bar(count: u64, before: u64, most: u64) -> Markup {
    html! {
        svg.track viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
            rect.bar width=(scale(count, 1_000, most)) height="10" {}
            @if before > 0 { rect.before width=(scale(before, 1_000, most)) height="10" {} }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::top;

    #[test]
    fn the_top_of_an_axis_is_round_and_not_far_above_the_highest_value() {
        for (most, expected) in [(0, 2), (1, 2), (3, 4), (10, 10), (11, 20), (734, 800)] {
            assert_eq!(top(most), expected);
        }
        assert_eq!(top(u64::MAX), u64::MAX);
    }
}
