//! When an error happened, in seconds since 1970.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::Offset;
use memchr::{memchr, memrchr};
use waba_errors_payload::Found;

use crate::generated::FORMS;

/// From 2009, when `WhatsApp` began, to the end of 2099: what else a clock or a stranger says is no time.
const KNOWN: RangeInclusive<i64> = 1_230_768_000..=4_102_444_799;
/// How many of them are in a second: of seconds, milliseconds, microseconds and nanoseconds.
const UNITS: [i64; 4] = [1, 1_000, 1_000_000, 1_000_000_000];
/// A line begins with its time, behind at most so much else.
const LONGEST_PREFIX: usize = 128;
/// Clocks and time zones differ by so many seconds at most.
const TOLERANCE: i64 = 86_400;

/// When an error happened: what the objects around it say, else what stands at the start of its line, or of its record.
/// Forms without a year are of the last year before `newest`.
pub(super) fn of(found: &Found<'_>, record: &[u8], newest: Option<i64>) -> Option<i64> {
    let said = found.times().find_map(|text| stated(&text, newest));
    said.or_else(|| {
        let before = record.get(..found.offset())?;
        let line = memrchr(b'\n', before).map_or(0, |end| end + 1);
        let own = before.get(line..)?;
        at_start(own, newest).or_else(|| at_start(before, newest))
    })
}

/// The time that a value is.
fn stated(text: &str, newest: Option<i64>) -> Option<i64> {
    let text = text.trim();
    let whole = text.split('.').next().unwrap_or(text);
    if let Ok(number) = whole.parse::<i64>() {
        let mut units = UNITS.iter().map(|unit| number / unit);
        return units.find(|second| KNOWN.contains(second));
    }
    formed(text.as_bytes(), newest)
}

/// The first time at the start of a line, before the first object in it.
fn at_start(line: &[u8], newest: Option<i64>) -> Option<i64> {
    let end = memchr(b'\n', line).unwrap_or(line.len());
    let line = line.get(..end.min(LONGEST_PREFIX))?;
    let line = line.split(|byte| *byte == b'{').next()?;
    let begins = |at: &usize| {
        let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let before = at.checked_sub(1).and_then(|before| line.get(before));
        is_word(line.get(*at)) && !is_word(before) && !matches!(before, Some(b'-' | b'+'))
    };
    let mut starts = (0..line.len()).filter(begins);
    starts.find_map(|start| formed(line.get(start..)?, newest))
}

/// The time that a text begins with.
fn formed(text: &[u8], newest: Option<i64>) -> Option<i64> {
    // A time has at least so many characters, and its form one of these.
    if text.len() < "Oct 1 08:00:00".len() || !text.contains(&b':') {
        return None;
    }
    let parsed = |form: &str| BrokenDownTime::parse_prefix(form, text).ok();
    let mut time = FORMS
        .iter()
        .find_map(|form| parsed(form))
        .map(|(time, _)| time)?;
    if time.year().is_none() {
        return without_year(&mut time, newest?);
    }
    second(&time)
}

/// The latest such time that is not in the future.
fn without_year(time: &mut BrokenDownTime, newest: i64) -> Option<i64> {
    let last = utc(newest)?.year();
    [last + 1, last, last - 1].into_iter().find_map(|year| {
        time.set_year(Some(year)).ok()?;
        second(time).filter(|second| *second <= newest + TOLERANCE)
    })
}

fn second(time: &BrokenDownTime) -> Option<i64> {
    let offset = time.offset().unwrap_or(Offset::UTC);
    let timestamp = offset.to_timestamp(time.to_datetime().ok()?).ok()?;
    Some(timestamp.as_second()).filter(|second| KNOWN.contains(second))
}

fn utc(second: i64) -> Option<DateTime> {
    let timestamp = Timestamp::from_second(second).ok()?;
    Some(Offset::UTC.to_datetime(timestamp))
}

/// A time as RFC 3339 has it, in UTC.
pub(super) fn rfc3339(second: i64) -> String {
    let time = utc(second).unwrap_or_default();
    format!("{time:.0}Z")
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, at_start, rfc3339, stated};
    use crate::generated::{FORMS, NO_TIMES, TIMES};

    /// 2026-10-01T08:00:00Z, and a month later.
    const TIME: i64 = 1_790_841_600;
    const NEWEST: Option<i64> = Some(TIME + 31 * 86_400);

    #[test]
    fn every_form_of_the_data_is_read_and_what_is_none_is_left() {
        for time in TIMES {
            assert_eq!(stated(time, NEWEST), Some(TIME), "{time}");
            for line in [
                format!("{time} WARN x"),
                format!("<34>1 host [{time}] failed"),
                format!("time=\"{time}\" level=x"),
            ] {
                assert_eq!(at_start(line.as_bytes(), NEWEST), Some(TIME), "{line}");
            }
        }
        for time in NO_TIMES {
            assert_eq!(stated(time, NEWEST), None, "{time}");
        }
        let is_used = |form: &&&str| {
            TIMES.iter().any(|time| {
                let mut forms = FORMS.iter().copied();
                let first = forms.find(|form| {
                    jiff::fmt::strtime::BrokenDownTime::parse_prefix(form, time).is_ok()
                });
                first == Some(**form)
            })
        };
        let unused: Vec<_> = FORMS.iter().filter(|form| !is_used(form)).collect();
        assert!(unused.is_empty(), "no example is read by {unused:?}");
    }

    #[test]
    fn numbers_are_seconds_or_parts_of_them_and_absurd_ones_are_no_times() {
        for number in [
            "1790841600",
            "1790841600.123",
            "1790841600123",
            "1790841600123456",
            "1790841600123456789",
        ] {
            assert_eq!(stated(number, None), Some(TIME), "{number}");
        }
        for number in [
            "0",
            "-1",
            "-1790841600",
            "12",
            "99999999999",
            "9223372036854775807",
            "1e9",
            "",
            ".",
        ] {
            assert_eq!(stated(number, None), None, "{number}");
        }
    }

    #[test]
    fn a_form_without_a_year_is_of_the_last_one() {
        let january = Some(TIME + 100 * 86_400);
        assert_eq!(stated("Oct  1 08:00:00", january), Some(TIME));
        assert_eq!(
            stated("Dec 31 23:59:59", NEWEST).map(rfc3339).as_deref(),
            Some("2025-12-31T23:59:59Z")
        );
        assert_eq!(stated("Feb 29 00:00:00", Some(TIME)), None);
        assert_eq!(stated("Oct  1 08:00:00", None), None);
        assert_eq!(stated("Oct  1 08:00:00", Some(i64::MAX)), None);
    }

    #[test]
    fn what_stands_in_an_object_or_far_behind_is_not_the_time_of_a_line() {
        for line in [
            "{\"text\":\"2026-10-01 08:00:00\"",
            "x{2026-10-01 08:00:00",
            &format!("{} 2026-10-01 08:00:00", "x".repeat(200)),
        ] {
            assert_eq!(at_start(line.as_bytes(), NEWEST), None, "{line}");
        }
        assert_eq!(rfc3339(*KNOWN.start()), "2009-01-01T00:00:00Z");
        assert_eq!(rfc3339(*KNOWN.end()), "2099-12-31T23:59:59Z");
    }
}
