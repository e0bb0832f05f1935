//! The counts over time as people and programs see them.

use std::cmp::Reverse;

use serde::Serialize;
use waba_errors::Lang;

use super::trend::{self, Period, Trend};
use super::{Counted, Summary, time};
use crate::finding::Id;

#[derive(Debug, Serialize)]
pub(super) struct OverTime {
    #[serde(rename = "by", serialize_with = "id")]
    pub(super) period: Period,
    pub(super) time_zone: &'static str,
    pub(super) without_time: u64,
    pub(super) earlier: u64,
    /// Those with errors, the earliest first.
    pub(super) periods: Vec<PeriodRow>,
    /// The most frequent first.
    pub(super) codes: Vec<CourseRow>,
    /// The places of these periods on a line without gaps, from 0.
    #[serde(skip)]
    pub(super) places: Vec<u64>,
}

#[derive(Debug, Serialize)]
pub(super) struct PeriodRow {
    pub(super) start: String,
    pub(super) count: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct CourseRow {
    pub(super) key: String,
    pub(super) title: &'static str,
    pub(super) first_seen: String,
    pub(super) last_seen: String,
    /// In the latest period with an error, and in the one before it.
    pub(super) latest: u64,
    pub(super) before: u64,
    /// One for each of the periods.
    pub(super) counts: Vec<u64>,
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
                .filter_map(|(id, counted)| CourseRow::new(id, counted, trend, lang))
                .collect(),
            places: places.collect(),
        })
    }

    /// The periods, each code in each of them, what belongs to none, and what rose.
    pub(super) fn rows(
        &self,
    ) -> impl Iterator<Item = (&'static str, &str, &'static str, u64, &str, Option<u64>)> {
        let by = self.period.id();
        let others = [
            ("without-time", self.without_time),
            ("earlier", self.earlier),
        ];
        let others = others.into_iter().filter(|(_, count)| *count > 0);
        let others = others.map(move |(key, count)| (by, key, "", count, "", None));
        let all = self.periods.iter();
        let all = all.map(move |row| (by, "all", "", row.count, row.start.as_str(), None));
        let codes = self.codes.iter().flat_map(move |code| {
            let counts = code.counts.iter().zip(&self.periods);
            let counts = counts.filter(|(count, _)| **count > 0);
            counts.map(move |(count, period)| {
                let start = period.start.as_str();
                (by, code.key.as_str(), code.title, *count, start, None)
            })
        });
        let latest = self.periods.last().map_or("", |row| row.start.as_str());
        let risen = self.risen().into_iter().map(move |code| {
            let before = Some(code.before);
            (
                "rise",
                code.key.as_str(),
                code.title,
                code.latest,
                latest,
                before,
            )
        });
        others.chain(all).chain(codes).chain(risen)
    }

    /// The codes that have more errors in the latest period than in the one before, by how many more; none if there is only
    /// one period.
    pub(super) fn risen(&self) -> Vec<&CourseRow> {
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
}

impl CourseRow {
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
}
