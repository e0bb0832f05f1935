//! The counts over time as people and programs see them.

use std::cmp::Reverse;

use serde::Serialize;
use waba_errors::Lang;

use super::trend::{self, Period, Trend};
use super::{Counted, Summary, time};
use crate::finding::Id;

/// Errors over time: by period, and the course of each code. [`Report::over_time`](super::Report::over_time) gives it.
#[derive(Debug, Serialize)]
pub struct OverTime {
    #[serde(rename = "by", serialize_with = "id")]
    period: Period,
    time_zone: &'static str,
    without_time: u64,
    earlier: u64,
    /// Those with errors, the earliest first.
    periods: Vec<PeriodRow>,
    codes: Vec<CodeOverTime>,
    /// The number of the first period, and the places of all from there on a line without gaps.
    #[serde(skip)]
    first: i64,
    #[serde(skip)]
    places: Vec<u64>,
}

#[derive(Debug, Serialize)]
struct PeriodRow {
    start: String,
    count: u64,
}

/// The course of a code.
#[derive(Debug, Serialize)]
pub struct CodeOverTime {
    key: String,
    title: &'static str,
    first_seen: String,
    last_seen: String,
    latest: u64,
    before: u64,
    counts: Vec<u64>,
}

// Serde wants a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn id<S: serde::Serializer>(period: &Period, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(period.id())
}

impl OverTime {
    pub(super) fn new(counts: &Summary, lang: Lang) -> Option<Self> {
        let trend = counts.trend.as_ref().filter(|_| trend::IS_COUNTED)?;
        let period = trend.period;
        let periods = trend.counts.iter().map(|(number, count)| PeriodRow {
            start: period.start(*number),
            count: *count,
        });
        let mut codes: Vec<_> = counts.codes.iter().collect();
        codes.sort_by_key(|(_, counted)| Reverse(counted.count));
        let codes = codes.into_iter();
        let first = trend.counts.keys().next().copied().unwrap_or_default();
        let places = trend.counts.keys().map(|number| number.abs_diff(first));
        Some(Self {
            period,
            time_zone: "UTC",
            without_time: trend.without_time,
            earlier: trend.earlier,
            periods: periods.collect(),
            codes: codes
                .filter_map(|(id, counted)| CodeOverTime::new(id, counted, trend, lang))
                .collect(),
            first,
            places: places.collect(),
        })
    }

    /// What the errors are counted by.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// Errors without a time.
    #[must_use]
    pub const fn without_time(&self) -> u64 {
        self.without_time
    }

    /// Errors in periods before those that are kept.
    #[must_use]
    pub const fn earlier(&self) -> u64 {
        self.earlier
    }

    /// The periods with errors, the earliest first: when each begins (RFC 3339, in UTC), and how many errors it has.
    #[must_use]
    pub fn periods(&self) -> impl DoubleEndedIterator<Item = (&str, u64)> + ExactSizeIterator {
        let periods = self.periods.iter();
        periods.map(|row| (row.start.as_str(), row.count))
    }

    /// The codes with a time, the most frequent first.
    #[must_use]
    pub fn codes(&self) -> &[CodeOverTime] {
        &self.codes
    }

    /// The codes that have more errors in the latest period than in the one before, by how many more; none if there is only
    /// one period.
    #[must_use]
    pub fn risen(&self) -> Vec<&CodeOverTime> {
        if self.periods.len() < 2 {
            return Vec::new();
        }
        let mut risen: Vec<_> = self
            .codes
            .iter()
            .filter(|code| code.latest > code.before)
            .collect();
        risen.sort_by_key(|code| Reverse(code.latest - code.before));
        risen
    }

    /// All periods side by side, in at most so many columns.
    #[must_use]
    pub fn columns(&self, most: u64) -> Columns<'_> {
        let width = self.places.last().map_or(1, |last| last + 1);
        Columns {
            over_time: self,
            periods: width.div_ceil(most.max(1)),
            width,
        }
    }
}

/// All periods from the first to the last side by side, also those without errors; several in a column where there are too many.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    over_time: &'a OverTime,
    periods: u64,
    width: u64,
}

impl Columns<'_> {
    /// How many periods a column stands for.
    #[must_use]
    pub const fn periods(&self) -> u64 {
        self.periods
    }

    /// When each of the columns begins (RFC 3339, in UTC).
    pub fn starts(&self) -> impl Iterator<Item = String> {
        let places = (0..self.width).step_by(usize::try_from(self.periods).unwrap_or(usize::MAX));
        let OverTime { period, first, .. } = self.over_time;
        places.map(|place| period.start(first.saturating_add_unsigned(place)))
    }

    /// How many errors each of the columns has, from those of the periods.
    #[must_use]
    pub fn counts(&self, counts: impl IntoIterator<Item = u64>) -> Vec<u64> {
        let columns = usize::try_from(self.width.div_ceil(self.periods)).unwrap_or(1);
        let mut columns = vec![0; columns];
        for (count, place) in counts.into_iter().zip(&self.over_time.places) {
            let column = usize::try_from(place / self.periods).unwrap_or(usize::MAX);
            if let Some(column) = columns.get_mut(column) {
                *column += count;
            }
        }
        columns
    }
}

impl CodeOverTime {
    fn new(id: &Id, counted: &Counted, trend: &Trend, lang: Lang) -> Option<Self> {
        let course = counted.course.as_ref()?;
        let count = |number: &i64| course.counts.get(number).copied().unwrap_or_default();
        let latest = trend.counts.keys().next_back().copied().unwrap_or_default();
        Some(Self {
            key: id.to_string(),
            title: counted.entry.title(lang),
            first_seen: time::rfc3339(course.first),
            last_seen: time::rfc3339(course.last),
            latest: count(&latest),
            before: count(&(latest - 1)),
            counts: trend.counts.keys().map(count).collect(),
        })
    }

    /// The code.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its title.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// When it happened first (RFC 3339, in UTC).
    #[must_use]
    pub fn first_seen(&self) -> &str {
        &self.first_seen
    }

    /// When it happened last (RFC 3339, in UTC).
    #[must_use]
    pub fn last_seen(&self) -> &str {
        &self.last_seen
    }

    /// Its errors in the latest period with an error of any code.
    #[must_use]
    pub const fn latest(&self) -> u64 {
        self.latest
    }

    /// Its errors in the period before that.
    #[must_use]
    pub const fn before(&self) -> u64 {
        self.before
    }

    /// Its errors in each of the periods.
    #[must_use]
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }
}
