//! Whether and when the same request can work.

use core::fmt;
use core::str::FromStr;
use core::time::Duration;

use crate::Lang;
use crate::generated::words;

/// Whether and when the same request can work.
///
/// ```
/// use waba_errors::{Retry, lookup};
/// use std::time::Duration;
///
/// match lookup(133015).retry() {
///     Retry::After(wait) => assert_eq!(wait, Duration::from_secs(300)),
///     other => panic!("{other}"),
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retry {
    /// The same request never works.
    Never,
    /// It works only once something was changed.
    AfterFix,
    /// It can work later: try with growing pauses.
    Backoff,
    /// It can work after this wait.
    After(Duration),
}

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

    /// The advice as a sentence.
    ///
    /// ```
    /// use waba_errors::{Lang, lookup};
    ///
    /// assert_eq!(lookup(133015).retry().advice(Lang::En), "Retry after a wait of 5 minutes.");
    /// ```
    #[must_use]
    pub fn advice(self, lang: Lang) -> &'static str {
        let words = words(lang);
        match self {
            Self::Never => words.retry[0],
            Self::AfterFix => words.retry[1],
            Self::Backoff => words.retry[2],
            Self::After(wait) => {
                let sentence = words
                    .waits
                    .iter()
                    .find(|(seconds, _)| *seconds == wait.as_secs());
                sentence.map_or(words.retry[3], |(_, sentence)| sentence)
            }
        }
    }
}

/// As in the data and in all exports: `never`, `after-fix`, `backoff`, or a wait such as `24h`, `5m` or `90s`.
impl fmt::Display for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str("never"),
            Self::AfterFix => f.write_str("after-fix"),
            Self::Backoff => f.write_str("backoff"),
            Self::After(wait) => match wait.as_secs() {
                seconds if seconds > 0 && seconds % 3_600 == 0 => write!(f, "{}h", seconds / 3_600),
                seconds if seconds > 0 && seconds % 60 == 0 => write!(f, "{}m", seconds / 60),
                seconds => write!(f, "{seconds}s"),
            },
        }
    }
}

/// Reads what `Display` writes.
///
/// ```
/// use waba_errors::Retry;
/// use std::time::Duration;
///
/// assert_eq!("24h".parse(), Ok(Retry::After(Duration::from_secs(86_400))));
/// ```
impl FromStr for Retry {
    type Err = ParseRetryError;

    fn from_str(text: &str) -> Result<Self, ParseRetryError> {
        match text {
            "never" => return Ok(Self::Never),
            "after-fix" => return Ok(Self::AfterFix),
            "backoff" => return Ok(Self::Backoff),
            _ => {}
        }
        let (count, unit) = [("h", 3_600), ("m", 60), ("s", 1)]
            .into_iter()
            .find_map(|(suffix, unit)| Some((text.strip_suffix(suffix)?, unit)))
            .ok_or(ParseRetryError)?;
        let count: u64 = count.parse().map_err(|_| ParseRetryError)?;
        let seconds = count.checked_mul(unit).ok_or(ParseRetryError)?;
        Ok(Self::After(Duration::from_secs(seconds)))
    }
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
