//! What an answer says about waiting.

use std::time::Duration;
use std::{fmt, iter};

use waba_errors::Retry;

use crate::generated::{AGAIN, BETWEEN_AMOUNTS, DROPPED, ONE, UNITS};
use crate::number::{digits, integer};
use crate::words;

/// How much of a text is looked at.
const TEXT: usize = 8 * 1024;
/// A longer wait is a mistake or a number of something else.
const LONGEST: u64 = 366 * 86_400;

/// What a retry advice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetrySource {
    /// The entry of the table.
    Entry,
    /// A wait that the texts of the error state.
    Details,
    /// The header `Retry-After`.
    RetryAfter,
    /// The header `X-Business-Use-Case-Usage`.
    UsageHeader,
    /// `is_transient` beside a number that the table does not know.
    Transient,
    #[doc(hidden)]
    __NotANumber(core::convert::Infallible),
}

impl RetrySource {
    /// The name in exports, for example `retry-after`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Entry => "entry",
            Self::Details => "details",
            Self::RetryAfter => "retry-after",
            Self::UsageHeader => "usage-header",
            Self::Transient => "transient",
        }
    }
}

impl fmt::Display for RetrySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The advice of an entry, made sharper by what the answer says itself.
///
/// | Advice of the entry | The answer says | Result |
/// |---|---|---|
/// | `Never` | anything | `Never` |
/// | `AfterFix` of a known number | anything | `AfterFix`: waiting mends nothing |
/// | `AfterFix` of an unknown number | `Retry-After` | `After` that wait |
/// | `AfterFix` of an unknown number | transient, and any wait | `After` that wait |
/// | `AfterFix` of an unknown number | transient | `Backoff` |
/// | `AfterFix` of an unknown number | anything else | `AfterFix`: nobody says that waiting helps |
/// | `Backoff` | any wait | `After` that wait |
/// | `After` | a wait in the texts | `After` that wait: it is about this very message |
/// | `After` | a wait in a header | `After` the longer one: headers are about calls in general |
/// | `Backoff`, `After` | nothing about a wait | as the entry |
///
/// That an error is not transient changes nothing, as answers say so of limits that end after a day.
pub(crate) fn sharpen(
    entry: Retry,
    is_known: bool,
    stated: Option<(RetrySource, Duration)>,
    is_transient: Option<bool>,
) -> (Retry, RetrySource) {
    let unchanged = (entry, RetrySource::Entry);
    let is_transient = is_transient == Some(true);
    match (entry, stated) {
        (Retry::AfterFix, Some((source, wait))) if !is_known => {
            if is_transient || source == RetrySource::RetryAfter {
                (Retry::After(wait), source)
            } else {
                unchanged
            }
        }
        (Retry::AfterFix, None) if !is_known && is_transient => {
            (Retry::Backoff, RetrySource::Transient)
        }
        (Retry::After(documented), Some((source, wait)))
            if source != RetrySource::Details && wait <= documented =>
        {
            unchanged
        }
        (Retry::Backoff | Retry::After(_), Some((source, wait))) => (Retry::After(wait), source),
        _ => unchanged,
    }
}

/// The wait that a header of the answer states.
///
/// - `Retry-After`: seconds. A date says nothing without a clock and is left out.
/// - `X-Business-Use-Case-Usage`: the largest `estimated_time_to_regain_access`. It is in minutes:
///   <https://developers.facebook.com/docs/graph-api/overview/rate-limiting> (2026-11).
///
/// No other header of the API tells a wait: `X-App-Usage` has percentages only.
pub(crate) fn in_header(name: &str, value: &str) -> Option<(RetrySource, Duration)> {
    let name = name.trim();
    if name.eq_ignore_ascii_case("retry-after") {
        let value = value.trim();
        let is_number = digits(value.as_bytes()) == value.len();
        let seconds = value.parse().ok().filter(|_| is_number)?;
        return Some((RetrySource::RetryAfter, wait(seconds)?));
    }
    if name.eq_ignore_ascii_case("x-business-use-case-usage") {
        return Some((RetrySource::UsageHeader, regain(value)?));
    }
    None
}

/// The largest time to regain access of a usage header.
fn regain(value: &str) -> Option<Duration> {
    let is_around = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '\\' | ':');
    let is_end = |letter: char| is_around(letter) || matches!(letter, ',' | '}' | ']');
    let times = value.split("estimated_time_to_regain_access").skip(1);
    let waits = times.filter_map(|rest| {
        let minutes = rest.trim_start_matches(is_around).split(is_end).next()?;
        let minutes = u64::try_from(integer(minutes.as_bytes())?).ok()?;
        wait(minutes.checked_mul(60)?)
    });
    waits.max()
}

/// The wait that a text states, as in `Please try again in 1 hour 30 minutes`; the longest of several.
///
/// An amount counts only right behind words that speak of another attempt. So neither the window of a limit counts
/// (`calls allowed in 24 hours`) nor a time that has passed.
pub(crate) fn in_text(text: &str) -> Option<Duration> {
    let mut rest = start_of(text);
    let words: Vec<_> = iter::from_fn(|| Word::take(&mut rest)).collect();
    let waits = (0..words.len()).filter_map(|index| {
        let (before, amounts) = words.split_at_checked(index)?;
        let first = amounts.first()?;
        if first.count().is_none() || !first.is_behind(is_mark) || !announces(before) {
            return None;
        }
        wait(seconds(amounts)?)
    });
    waits.max()
}

/// A wait of sensible length. No wait at all says nothing.
fn wait(seconds: u64) -> Option<Duration> {
    (1..=LONGEST)
        .contains(&seconds)
        .then(|| Duration::from_secs(seconds))
}

fn start_of(text: &str) -> &str {
    let mut ends = (0..=TEXT.min(text.len())).rev();
    ends.find_map(|end| text.get(..end)).unwrap_or_default()
}

/// Whether words end in a phrase that speaks of another attempt.
fn announces(words: &[Word<'_>]) -> bool {
    let Some(last) = words.last().map(Word::folded) else {
        return false;
    };
    let may_be_it = |phrase: &&&str| phrase.ends_with(&last);
    AGAIN
        .iter()
        .filter(may_be_it)
        .any(|phrase| ends_in(words, phrase))
}

fn ends_in(mut words: &[Word<'_>], phrase: &str) -> bool {
    let mut is_unbroken = true;
    for part in phrase.rsplit([' ', '-', '_']) {
        match words {
            [before @ .., word] if is_unbroken && word.folded() == part => {
                is_unbroken = word.is_behind(is_within_phrase);
                words = before;
            }
            _ => return false,
        }
    }
    true
}

/// The sum of the amounts at the start, each of a smaller unit than the one before.
fn seconds(words: &[Word<'_>]) -> Option<u64> {
    let (mut sum, mut unit, mut words) = amount(words)?;
    while let Some((more, smaller, behind)) = next_amount(words).filter(|next| next.1 < unit) {
        sum = sum.checked_add(more)?;
        unit = smaller;
        words = behind;
    }
    Some(sum)
}

/// The seconds of a count and its unit, those of the unit, and what is behind both.
fn amount<'w, 'a>(words: &'w [Word<'a>]) -> Option<(u64, u64, &'w [Word<'a>])> {
    let [count, unit, behind @ ..] = words else {
        return None;
    };
    let name = unit.folded();
    let known = UNITS.iter().find(|known| known.word == name)?;
    let seconds = count.count()?.checked_mul(known.seconds)?;
    unit.is_behind(is_within_phrase)
        .then_some((seconds, known.seconds, behind))
}

/// A further amount, with or without an `and` before it.
fn next_amount<'w, 'a>(words: &'w [Word<'a>]) -> Option<(u64, u64, &'w [Word<'a>])> {
    let (first, behind) = words.split_first()?;
    let words = if first.is_one_of(BETWEEN_AMOUNTS) {
        behind
    } else {
        words
    };
    let is_list = |letter| is_within_phrase(letter) || letter == ',';
    let is_close = first.is_behind(is_list) && words.first()?.is_behind(is_list);
    is_close.then(|| amount(words))?
}

/// A run of letters or a number.
struct Word<'a> {
    /// What stands between it and the word before.
    gap: &'a str,
    text: &'a str,
}

impl<'a> Word<'a> {
    /// Takes the first word of a text.
    fn take(rest: &mut &'a str) -> Option<Self> {
        let start = rest.find(char::is_alphanumeric)?;
        let (gap, text) = rest.split_at_checked(start)?;
        let is_number = text.starts_with(char::is_numeric);
        let end = text.char_indices().find(|(at, letter)| {
            let is_inside = if is_number {
                letter.is_numeric() || is_point(text, *at)
            } else {
                letter.is_alphabetic() || is_dropped(*letter)
            };
            !is_inside
        });
        let (text, behind) = text.split_at_checked(end.map_or(text.len(), |(end, _)| end))?;
        *rest = behind;
        Some(Self { gap, text })
    }

    /// Whether all that stands before it is of one kind.
    fn is_behind(&self, is_of_kind: impl Fn(char) -> bool) -> bool {
        self.gap.chars().all(is_of_kind)
    }

    /// Its letters in the form of the generated words.
    fn folded(&self) -> String {
        words::fold(self.text.as_bytes())
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        let mut words = words.iter();
        words.any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// How many of a unit it counts.
    fn count(&self) -> Option<u64> {
        if self.is_one_of(ONE) {
            return Some(1);
        }
        u64::try_from(integer(self.text.as_bytes())?).ok()
    }
}

/// Whether a point or a comma stands between two digits.
fn is_point(text: &str, at: usize) -> bool {
    text.get(at..)
        .and_then(|rest| rest.strip_prefix(['.', ',']))
        .is_some_and(|behind| behind.starts_with(char::is_numeric))
}

/// Whether a character vanishes when words are compared.
fn is_dropped(letter: char) -> bool {
    let mut ranges = DROPPED.iter();
    ranges.any(|(first, last)| (*first..=*last).contains(&letter))
}

/// What may stand between the words of one phrase.
fn is_within_phrase(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '_') || is_dropped(letter)
}

/// What may stand between a phrase and its amount. No dash: that would be a sign.
fn is_mark(letter: char) -> bool {
    letter != '-' && is_within_phrase(letter)
        || matches!(
            letter,
            ':' | '=' | '~' | '≈' | '(' | '"' | '\'' | '`' | '*' | '\\'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTE: u64 = 60;
    const HOUR: u64 = 3_600;
    const DAY: u64 = 86_400;

    fn text(text: &str) -> Option<u64> {
        in_text(text).map(|wait| wait.as_secs())
    }

    fn header(name: &str, value: &str) -> Option<(RetrySource, u64)> {
        in_header(name, value).map(|(source, wait)| (source, wait.as_secs()))
    }

    #[test]
    fn a_wait_behind_words_of_another_attempt_is_found() {
        for (sentence, seconds) in [
            ("try again in 12 hours", 12 * HOUR),
            ("Please try again in 12 hours.", 12 * HOUR),
            ("Retry after 30 seconds", 30),
            ("RETRY AFTER 30 SECONDS", 30),
            ("Retry-After: 30s", 30),
            ("{\"retry_after\": \"30 seconds\"}", 30),
            ("Too many requests, please wait 15 minutes", 15 * MINUTE),
            ("You can retry in (5 min)", 5 * MINUTE),
            ("wait a minute", MINUTE),
            ("Please wait for an hour.", HOUR),
            ("available in about 2 days", 2 * DAY),
            ("Try again in 1 hour 30 minutes", 90 * MINUTE),
            (
                "Try again in 1 hour, 30 minutes and 5 seconds!",
                90 * MINUTE + 5,
            ),
            ("wait 1h30m", 90 * MINUTE),
            ("wait 366 days", 366 * DAY),
            ("wait\u{a0}1.0e0 x; wait 5\u{a0}min", 5 * MINUTE),
            ("Bitte in 2 Minuten erneut; erneut in 24 Stunden", 24 * HOUR),
            ("Inténtelo de nuevo en 10 minutos", 10 * MINUTE),
            ("Inte\u{301}ntelo de nuevo en 10 minutos", 10 * MINUTE),
            (
                "Tente novamente em uma hora. TENTE NOVAMENTE EM 2 HORAS",
                2 * HOUR,
            ),
            ("Réessayez dans 3 heures", 3 * HOUR),
            ("أعد المحاولة بعد ١٢ ساعة", 12 * HOUR),
            ("أعِد المحـاولة بعد \u{200f}١٢\u{200f} ساعة", 12 * HOUR),
        ] {
            assert_eq!(text(sentence), Some(seconds), "{sentence}");
        }
    }

    #[test]
    fn the_longest_of_several_waits_counts() {
        let sentence =
            "Wait 5 seconds between calls, or try again in 2 hours. Never retry in 1 minute.";
        assert_eq!(text(sentence), Some(2 * HOUR));
    }

    #[test]
    fn the_window_of_a_limit_is_no_wait() {
        for sentence in [
            "",
            "maximum business initiated calls allowed in 24 hours",
            "Message failed to send because more than 24 hours have passed since the customer last replied",
            "80 messages per second",
            "Please wait. More than 24 hours have passed",
            "Try again later. Only 5 are allowed in 24 hours",
            "try again in a few minutes",
            "try again in some 12 hours",
            "await 5 minutes",
            "we waited 5 minutes",
            "wait, 24 hours is the limit",
        ] {
            assert_eq!(text(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn an_amount_that_is_not_understood_is_no_wait() {
        for sentence in [
            "retry after 30",
            "retry after 3 fortnights",
            "wait 1.5 hours",
            "wait 1,000 seconds",
            "wait 10-15 minutes",
            "wait 12:30 hours",
            "wait -5 minutes",
            "wait 0 seconds",
            "wait ½ hour",
            "wait 367 days",
            "wait 366 days 1 second",
            "wait 99999999999999999999 seconds",
            "wait 9223372036854775807 days",
            "wait hours",
            "wait 5",
            "wait",
        ] {
            assert_eq!(text(sentence), None, "{sentence}");
        }
    }

    #[test]
    fn amounts_add_up_only_from_larger_to_smaller_units() {
        assert_eq!(text("wait 5 minutes 1 hour"), Some(5 * MINUTE));
        assert_eq!(text("wait 5 minutes 5 minutes"), Some(5 * MINUTE));
        assert_eq!(text("wait 1 hour. 30 minutes later"), Some(HOUR));
        assert_eq!(text("wait 1 hour and then 30 minutes"), Some(HOUR));
    }

    #[test]
    fn only_the_start_of_a_text_is_read() {
        assert_eq!(
            text(&format!("{} wait 5 minutes", "é".repeat(4_000))),
            Some(300)
        );
        assert_eq!(text(&format!("{} wait 5 minutes", "é".repeat(5_000))), None);
    }

    #[test]
    fn retry_after_is_read_in_seconds() {
        let after = |seconds| Some((RetrySource::RetryAfter, seconds));
        assert_eq!(header("Retry-After", "120"), after(120));
        assert_eq!(header(" retry-after", " 0120 "), after(120));
        for value in [
            "",
            "0",
            "-1",
            "+5",
            "1.5",
            "abc",
            "120s",
            "99999999",
            "99999999999999999999999",
            "Wed, 21 Oct 2026 07:28:00 GMT",
        ] {
            assert_eq!(header("Retry-After", value), None, "{value}");
        }
    }

    #[test]
    fn the_usage_header_is_read_in_minutes_and_the_longest_time_counts() {
        let usage = r#"{"102290129340398":[{"type":"whatsapp","call_count":100,"total_cputime":25,"total_time":25,
            "estimated_time_to_regain_access":19},{"type":"pages","estimated_time_to_regain_access": 0}],
            "2":[{"estimated_time_to_regain_access":"7"}]}"#;
        let name = "X-Business-Use-Case-Usage";
        let expected = Some((RetrySource::UsageHeader, 19 * MINUTE));
        assert_eq!(header(name, usage), expected);
        assert_eq!(
            header("x-business-use-case-usage", &usage.replace('"', "\\\"")),
            expected
        );
        for value in [
            "",
            "{}",
            "19",
            r#"{"1":[{"call_count":28}]}"#,
            r#"{"1":[{"estimated_time_to_regain_access":0}]}"#,
            r#"{"1":[{"estimated_time_to_regain_access":null}]}"#,
            r#"{"1":[{"estimated_time_to_regain_access":-5}]}"#,
            r#"{"1":[{"estimated_time_to_regain_access":99999999999}]}"#,
            "estimated_time_to_regain_access",
        ] {
            assert_eq!(header(name, value), None, "{value}");
        }
    }

    #[test]
    fn other_headers_state_no_wait() {
        for name in [
            "X-App-Usage",
            "X-Ad-Account-Usage",
            "Date",
            "Content-Length",
            "",
        ] {
            assert_eq!(header(name, "120"), None, "{name}");
            assert_eq!(
                header(name, r#"{"estimated_time_to_regain_access":5}"#),
                None,
                "{name}"
            );
        }
    }

    /// What `sharpen` makes of an advice, a stated wait and `is_transient`.
    fn sharp(
        entry: Retry,
        is_known: bool,
        stated: Option<(RetrySource, u64)>,
        is_transient: Option<bool>,
    ) -> (Retry, RetrySource) {
        let stated = stated.map(|(source, wait)| (source, Duration::from_secs(wait)));
        sharpen(entry, is_known, stated, is_transient)
    }

    const TRANSIENT: [Option<bool>; 3] = [None, Some(false), Some(true)];
    const DETAILS: Option<(RetrySource, u64)> = Some((RetrySource::Details, 100));
    const RETRY_AFTER: Option<(RetrySource, u64)> = Some((RetrySource::RetryAfter, 100));
    const USAGE: Option<(RetrySource, u64)> = Some((RetrySource::UsageHeader, 100));

    fn after(seconds: u64) -> Retry {
        Retry::After(Duration::from_secs(seconds))
    }

    #[test]
    fn no_statement_makes_a_hopeless_request_retryable() {
        for is_transient in TRANSIENT {
            for stated in [None, DETAILS, RETRY_AFTER, USAGE] {
                for (entry, is_known) in [
                    (Retry::Never, true),
                    (Retry::Never, false),
                    (Retry::AfterFix, true),
                ] {
                    let expected = (entry, RetrySource::Entry);
                    assert_eq!(sharp(entry, is_known, stated, is_transient), expected);
                }
            }
        }
    }

    #[test]
    fn an_unknown_number_can_be_retried_only_if_the_answer_says_so_clearly() {
        let unknown = |stated, is_transient| sharp(Retry::AfterFix, false, stated, is_transient);
        let unchanged = (Retry::AfterFix, RetrySource::Entry);
        for is_transient in [None, Some(false)] {
            assert_eq!(unknown(None, is_transient), unchanged);
            assert_eq!(unknown(DETAILS, is_transient), unchanged);
            assert_eq!(unknown(USAGE, is_transient), unchanged);
            let expected = (after(100), RetrySource::RetryAfter);
            assert_eq!(unknown(RETRY_AFTER, is_transient), expected);
        }
        let expected = (Retry::Backoff, RetrySource::Transient);
        assert_eq!(unknown(None, Some(true)), expected);
        for (source, wait) in [DETAILS, RETRY_AFTER, USAGE].into_iter().flatten() {
            let expected = (after(wait), source);
            assert_eq!(unknown(Some((source, wait)), Some(true)), expected);
        }
    }

    #[test]
    fn a_stated_wait_replaces_growing_pauses() {
        for is_transient in TRANSIENT {
            for is_known in [true, false] {
                let backoff = |stated| sharp(Retry::Backoff, is_known, stated, is_transient);
                assert_eq!(backoff(None), (Retry::Backoff, RetrySource::Entry));
                for (source, wait) in [DETAILS, RETRY_AFTER, USAGE].into_iter().flatten() {
                    assert_eq!(backoff(Some((source, wait))), (after(wait), source));
                }
            }
        }
    }

    #[test]
    fn a_header_lengthens_a_documented_wait_and_details_replace_it() {
        for is_transient in TRANSIENT {
            let documented = |wait, stated| sharp(after(wait), true, stated, is_transient);
            let entry = RetrySource::Entry;
            assert_eq!(documented(300, None), (after(300), entry));
            assert_eq!(documented(300, DETAILS), (after(100), RetrySource::Details));
            assert_eq!(documented(50, DETAILS), (after(100), RetrySource::Details));
            assert_eq!(documented(300, RETRY_AFTER), (after(300), entry));
            assert_eq!(
                documented(50, RETRY_AFTER),
                (after(100), RetrySource::RetryAfter)
            );
            assert_eq!(documented(300, USAGE), (after(300), entry));
            assert_eq!(
                documented(50, USAGE),
                (after(100), RetrySource::UsageHeader)
            );
        }
    }

    #[test]
    fn a_source_shows_its_id() {
        let sources = [
            RetrySource::Entry,
            RetrySource::Details,
            RetrySource::RetryAfter,
            RetrySource::UsageHeader,
            RetrySource::Transient,
        ];
        let ids = sources.map(|source| source.to_string());
        assert_eq!(
            ids,
            [
                "entry",
                "details",
                "retry-after",
                "usage-header",
                "transient"
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(any in "\\PC*", unit in 0..UNITS.len(), count: u64) {
            let word = UNITS.get(unit).map_or("", |unit| unit.word);
            let _ = in_text(&any);
            let _ = in_text(&format!("wait {any} wait {count} {word}{any}"));
            let _ = in_header("retry-after", &any);
            let _ = in_header("x-business-use-case-usage", &format!("estimated_time_to_regain_access{any}"));
        }

        #[test]
        fn no_wait_is_longer_than_a_year(count: u64, unit in 0..UNITS.len()) {
            let word = UNITS.get(unit).map_or("", |unit| unit.word);
            let found = text(&format!("wait {count} {word}"));
            prop_assert!(found.is_none_or(|seconds| seconds <= LONGEST));
        }
    }
}
