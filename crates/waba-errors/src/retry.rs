//! What an advice comes down to, and how a wait is written; the values come from the data.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;

use crate::generated::words;
use crate::{Lang, Retry};

impl Retry {
    /// Whether the same request can work without a change.
    ///
    /// ```
    /// use waba_errors::Retry;
    ///
    /// assert!(Retry::Backoff.is_retryable());
    /// assert!(!Retry::AfterFix.is_retryable());
    /// ```
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        matches!(self, Self::Backoff | Self::After(_))
    }

    /// The wait, if there is one.
    ///
    /// ```
    /// use waba_errors::{Retry, lookup};
    /// use std::time::Duration;
    ///
    /// assert_eq!(lookup(133015).retry().wait(), Some(Duration::from_secs(300)));
    /// assert_eq!(Retry::Backoff.wait(), None);
    /// ```
    #[must_use]
    pub const fn wait(self) -> Option<Duration> {
        match self {
            Self::After(wait) => Some(wait),
            _ => None,
        }
    }

    /// The advice as a sentence.
    ///
    /// ```
    /// use waba_errors::{Lang, lookup};
    ///
    /// // Retry after a wait of 5 minutes.
    /// println!("{}", lookup(133015).retry().advice(Lang::En));
    /// ```
    #[must_use]
    pub fn advice(self, lang: Lang) -> &'static str {
        let known = self.wait().and_then(|wait| {
            let mut waits = words(lang).waits.iter();
            waits.find(|(seconds, _)| *seconds == wait.as_secs())
        });
        known.map_or(self.word(lang), |(_, sentence)| sentence)
    }
}

/// Nanoseconds of each unit in which waits are written, the longest first.
const UNITS: [(&str, u128); 6] = [
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
    ("ms", 1_000_000),
    ("us", 1_000),
    ("ns", 1),
];

/// As in the data and in all exports: `never`, `after-fix`, `backoff`, or a wait such as `24h`, `5m`, `90s` or `1500ms`.
impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::After(Duration::ZERO) => f.write_str("0s"),
            Self::After(wait) => {
                let nanos = wait.as_nanos();
                let unit = UNITS.iter().find(|(_, unit)| nanos.is_multiple_of(*unit));
                let (name, unit) = unit.copied().unwrap_or(("ns", 1));
                write!(f, "{}{name}", nanos / unit)
            }
            _ => f.write_str(self.id()),
        }
    }
}

/// Reads what `Display` writes, and what the data may hold: days too.
///
/// ```
/// use waba_errors::Retry;
/// use std::time::Duration;
///
/// assert_eq!("24h".parse(), Ok(Retry::After(Duration::from_secs(86_400))));
/// assert_eq!("3d".parse::<Retry>(), "72h".parse());
/// ```
impl FromStr for Retry {
    type Err = ParseRetryError;

    fn from_str(text: &str) -> Result<Self, ParseRetryError> {
        let mut plain = Self::ALL.iter().filter(|known| known.wait().is_none());
        let plain = plain.find(|known| known.id() == text).copied();
        let found = plain.or_else(|| wait(text).map(Self::After));
        found.ok_or(ParseRetryError)
    }
}

/// Reads a count and its unit.
fn wait(text: &str) -> Option<Duration> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, name) = text.split_at_checked(end)?;
    let unit = match name {
        "d" => 24 * UNITS[0].1,
        _ => UNITS.iter().find(|(unit, _)| *unit == name)?.1,
    };
    let nanos = count.parse::<u128>().ok()?.checked_mul(unit)?;
    let seconds = u64::try_from(nanos / 1_000_000_000).ok()?;
    let rest = u32::try_from(nanos % 1_000_000_000).ok()?;
    Some(Duration::new(seconds, rest))
}

/// The text is no retry advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseRetryError;

impl fmt::Display for ParseRetryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of never, after-fix, backoff or a wait such as 24h")
    }
}

impl core::error::Error for ParseRetryError {}
