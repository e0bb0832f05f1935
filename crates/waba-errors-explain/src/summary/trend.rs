//! How counts are distributed over time.

use std::collections::BTreeMap;

use super::time;

/// So many periods are kept, the latest ones; a log with invented times must not fill the memory.
const MOST_PERIODS: usize = 2_000;
/// Whether anything counts over time. Nothing does in a browser, and the module of its page leaves out what reads dates.
pub(super) const IS_COUNTED: bool = !cfg!(target_family = "wasm");
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;
/// 1970 began on a Thursday, weeks begin on Mondays.
const MONDAY: i64 = -3 * DAY;

/// A span of time in UTC by which a [`Summary`](super::Summary) counts.
///
/// ```
/// use waba_errors_explain::Period;
///
/// assert_eq!(Period::Day.id(), "day");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
}

impl Period {
    /// As programs call it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// The length of one, and the start of one of them.
    const fn shape(self) -> (i64, i64) {
        match self {
            Self::Hour => (HOUR, 0),
            Self::Day => (DAY, 0),
            Self::Week => (WEEK, MONDAY),
        }
    }

    /// The number of the period of a second.
    fn of(self, second: i64) -> i64 {
        let (length, start) = self.shape();
        (second - start).div_euclid(length)
    }

    /// When the period with a number begins.
    pub(super) fn start(self, number: i64) -> String {
        let (length, start) = self.shape();
        time::rfc3339(number * length + start)
    }
}

/// When the errors of a code happened.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) first: i64,
    pub(super) last: i64,
    /// How many in which period.
    pub(super) counts: BTreeMap<i64, u64>,
}

impl Course {
    fn merge(&mut self, other: Self) {
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        for (period, count) in other.counts {
            *self.counts.entry(period).or_default() += count;
        }
    }
}

/// All errors over time.
#[derive(Clone, Debug)]
pub(super) struct Trend {
    pub(super) period: Period,
    /// When the input ended, if that is known.
    pub(super) newest: Option<i64>,
    pub(super) counts: BTreeMap<i64, u64>,
    /// Errors without a time.
    pub(super) without_time: u64,
    /// Errors in periods before those that are kept.
    pub(super) earlier: u64,
}

impl Trend {
    pub(super) const fn new(period: Period) -> Self {
        Self {
            period,
            newest: None,
            counts: BTreeMap::new(),
            without_time: 0,
            earlier: 0,
        }
    }

    /// The course of one error; `None` if nothing says when it happened.
    pub(super) fn course(&mut self, second: Option<i64>) -> Option<Course> {
        let Some(second) = second else {
            self.without_time += 1;
            return None;
        };
        let period = self.period.of(second);
        *self.counts.entry(period).or_default() += 1;
        Some(Course {
            first: second,
            last: second,
            counts: BTreeMap::from([(period, 1)]),
        })
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.without_time += other.without_time;
        self.earlier += other.earlier;
        for (period, count) in other.counts {
            *self.counts.entry(period).or_default() += count;
        }
    }

    /// Forgets the earliest periods beyond the limit. Gives the first one that is kept, if there were such.
    pub(super) fn prune(&mut self) -> Option<i64> {
        if self.counts.len() <= MOST_PERIODS {
            return None;
        }
        while self.counts.len() > MOST_PERIODS
            && let Some((_, count)) = self.counts.pop_first()
        {
            self.earlier += count;
        }
        self.counts.first_key_value().map(|(period, _)| *period)
    }
}

/// Adds the course of some errors to that of others.
pub(super) fn join(all: &mut Option<Box<Course>>, other: Option<Box<Course>>) {
    match (all.as_mut(), other) {
        (Some(all), Some(other)) => all.merge(*other),
        (None, other) => *all = other,
        (Some(_), None) => {}
    }
}

/// Forgets what is before a period.
pub(super) fn forget(course: &mut Course, first: i64) {
    while let Some(entry) = course.counts.first_entry()
        && *entry.key() < first
    {
        entry.remove();
    }
}
