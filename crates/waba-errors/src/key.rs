//! What an entry describes, as a value and as a text.

use core::fmt;
use core::str::FromStr;

use crate::Entry;

/// What an entry describes. [`find`](crate::find) leads back to the entry.
///
/// ```
/// use waba_errors::{Key, lookup};
///
/// assert_eq!(lookup(190).subcode(463).key(), Key::Pair(190, 463));
/// assert_eq!(lookup(250).key().to_string(), "200-299");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Key {
    /// A code.
    Code(u32),
    /// A documented range of codes, both ends included.
    Range(u32, u32),
    /// A code with an `error_subcode`.
    Pair(u32, u32),
    /// One of several documented cases of a code, with its short name.
    Case(u32, &'static str),
    /// One of several documented cases of a code with an `error_subcode`, with its short name.
    PairCase(u32, u32, &'static str),
    /// A number that the table does not know.
    Unknown(u32),
    /// No number at all, or one that no code can have.
    Unnumbered,
}

/// `131047`, `200-299`, `190/463`, `2388103-no-webhook`, `100/33-id-missing`, and `unknown` without a number.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) | Self::Unknown(code) => write!(f, "{code}"),
            Self::Range(first, last) => write!(f, "{first}-{last}"),
            Self::Pair(code, subcode) => write!(f, "{code}/{subcode}"),
            Self::Case(code, case) => write!(f, "{code}-{case}"),
            Self::PairCase(code, subcode, case) => write!(f, "{code}/{subcode}-{case}"),
            Self::Unnumbered => f.write_str(UNNUMBERED),
        }
    }
}

const UNNUMBERED: &str = "unknown";

/// Reads what `Display` writes, and the name of any entry. Names and cases are those of the shipped table.
///
/// Numbers may be unknown: of a range and of a pair too, for which [`find`](crate::find) then finds nothing.
///
/// ```
/// use waba_errors::{Key, find};
///
/// assert_eq!("190/463".parse(), Ok(Key::Pair(190, 463)));
/// assert_eq!("TokenExpired".parse(), Ok(Key::Pair(190, 463)));
/// assert_eq!("2388103-display-name".parse(), Ok(Key::Case(2388103, "display-name")));
/// assert_eq!("4000000000".parse(), Ok(Key::Unknown(4_000_000_000)));
/// assert!("Nonsense".parse::<Key>().is_err());
/// ```
impl FromStr for Key {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        let text = text.trim();
        if text == UNNUMBERED {
            return Ok(Self::Unnumbered);
        }
        if is_number(text) {
            return number(text).map(of_number);
        }
        if let Some((code, subcode)) = text.split_once('/')
            && is_number(code)
        {
            let code = number(code)?;
            if let Some((subcode, case)) = subcode.split_once('-')
                && is_number(subcode)
            {
                let pair = crate::lookup(code).subcode(number(subcode)?);
                return of_case(&pair, case);
            }
            if !is_number(subcode) {
                return Err(ParseKeyError::Unknown);
            }
            let subcode = number(subcode)?;
            // A subcode of 0 is none.
            return Ok(match subcode {
                0 => of_number(code),
                _ => Self::Pair(code, subcode),
            });
        }
        if let Some((code, rest)) = text.split_once('-')
            && is_number(code)
        {
            return of_range_or_case(number(code)?, rest);
        }
        let entry = crate::from_name(text).ok_or(ParseKeyError::Unknown)?;
        Ok(entry.key())
    }
}

/// A number in a range keeps its own number.
fn of_number(code: u32) -> Key {
    match crate::lookup(code).key() {
        Key::Range(..) => Key::Code(code),
        key => key,
    }
}

fn of_range_or_case(code: u32, rest: &str) -> Result<Key, ParseKeyError> {
    if is_number(rest) {
        let last = number(rest)?;
        return (code < last)
            .then_some(Key::Range(code, last))
            .ok_or(ParseKeyError::Unknown);
    }
    of_case(&crate::lookup(code), rest)
}

fn of_case(entry: &Entry, case: &str) -> Result<Key, ParseKeyError> {
    let mut keys = entry.cases().map(|case| case.key());
    let is_meant =
        |key: &Key| matches!(key, Key::Case(_, slug) | Key::PairCase(.., slug) if *slug == case);
    keys.find(is_meant).ok_or(ParseKeyError::Unknown)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(digits: &str) -> Result<u32, ParseKeyError> {
    digits.parse().map_err(|_| ParseKeyError::TooLarge)
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseKeyError {
    /// A number is larger than any code.
    TooLarge,
    /// The text is neither a number, a range, a pair, a known case nor a known name.
    Unknown,
    #[doc(hidden)]
    __NotANumber(core::convert::Infallible),
}

impl fmt::Display for ParseKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = *self;
        f.write_str(match error {
            Self::TooLarge => "the number is larger than any error code",
            Self::Unknown => {
                "neither a number, nor a pair such as 190/463, a range, a known case or a known name"
            }
        })
    }
}

impl core::error::Error for ParseKeyError {}
