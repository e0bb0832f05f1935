//! A code as a number with a name.

use core::fmt;
use core::num::TryFromIntError;
use core::str::FromStr;

use crate::{Entry, Key};

/// An error code: any number, with a documented constant for each known one.
///
/// The constants work in patterns. A code that the table does not know is as good a value as any other.
///
/// ```
/// use waba_errors::Code;
///
/// fn is_window_closed(code: Code) -> bool {
///     matches!(code, Code::RE_ENGAGEMENT_MESSAGE)
/// }
/// assert!(is_window_closed(Code::new(131047)));
/// assert_eq!(Code::RE_ENGAGEMENT_MESSAGE, 131047);
/// assert_eq!(Code::try_from(-1_i64).ok(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct Code(u32);

impl Code {
    /// The code with this number, known or not.
    ///
    /// ```
    /// use waba_errors::Code;
    ///
    /// const WINDOW_CLOSED: Code = Code::new(131047);
    /// assert_eq!(WINDOW_CLOSED, Code::RE_ENGAGEMENT_MESSAGE);
    /// ```
    #[must_use]
    #[inline]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    ///
    /// ```
    /// use waba_errors::Code;
    ///
    /// assert_eq!(Code::RE_ENGAGEMENT_MESSAGE.get(), 131047);
    /// ```
    #[must_use]
    #[inline]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// What the table says about the code.
    ///
    /// ```
    /// use waba_errors::{Code, Fixer};
    ///
    /// assert_eq!(Code::MESSAGE_UNDELIVERABLE.entry().fixer(), Fixer::Recipient);
    /// ```
    #[must_use]
    #[inline]
    pub const fn entry(self) -> Entry {
        crate::lookup(self.0)
    }

    /// Whether the table knows the number: as a code, as part of a documented range, or as a subcode that says it all.
    ///
    /// ```
    /// use waba_errors::Code;
    ///
    /// assert!(Code::new(131047).is_known());
    /// assert!(!Code::new(4_000_000_000).is_known());
    /// ```
    #[must_use]
    pub const fn is_known(self) -> bool {
        self.entry().is_known()
    }

    /// The permanent name of a code that has an entry of its own, which [`Code::ALL`] lists: no number of a range, and no
    /// subcode.
    ///
    /// ```
    /// use waba_errors::Code;
    ///
    /// assert_eq!(Code::new(131047).name(), Some("ReEngagementMessage"));
    /// assert_eq!(Code::new(4_000_000_000).name(), None);
    /// ```
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        let entry = self.entry();
        match entry.key() {
            Key::Code(_) => Some(entry.name()),
            _ => None,
        }
    }
}

impl From<u32> for Code {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

/// Fails for numbers that no code can have, such as -1.
impl TryFrom<i64> for Code {
    type Error = TryFromIntError;

    fn try_from(number: i64) -> Result<Self, TryFromIntError> {
        u32::try_from(number).map(Self)
    }
}

impl From<Code> for u32 {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl From<Code> for i64 {
    fn from(code: Code) -> Self {
        code.0.into()
    }
}

impl PartialEq<u32> for Code {
    fn eq(&self, other: &u32) -> bool {
        self.0 == *other
    }
}

impl PartialEq<Code> for u32 {
    fn eq(&self, other: &Code) -> bool {
        *self == other.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads a number, known or not, or the name of a known code.
///
/// The names of pairs, ranges and cases are no codes, because a code would say less: a [`Key`] reads them.
///
/// ```
/// use waba_errors::Code;
///
/// assert_eq!("131026".parse(), Ok(Code::MESSAGE_UNDELIVERABLE));
/// assert_eq!("MessageUndeliverable".parse(), Ok(Code::MESSAGE_UNDELIVERABLE));
/// assert!("Nonsense".parse::<Code>().is_err());
///
/// let error = "TokenExpired".parse::<Code>().unwrap_err();
/// assert_eq!(error.to_string(), "the name of the pair 190/463, which is no code: read it as a `Key`");
/// ```
impl FromStr for Code {
    type Err = ParseCodeError;

    fn from_str(text: &str) -> Result<Self, ParseCodeError> {
        let text = text.trim();
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().map(Self).map_err(|_| ParseCodeError::TooLarge);
        }
        let entry = crate::from_name(text).ok_or(ParseCodeError::UnknownName)?;
        match entry.key() {
            Key::Code(code) => Ok(Self(code)),
            key => Err(ParseCodeError::NoCode(key)),
        }
    }
}

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseCodeError {
    /// The number is larger than any code.
    TooLarge,
    /// The text is neither a number nor a known name.
    UnknownName,
    /// The text is the name of a pair, a range or a case.
    NoCode(Key),
}

impl fmt::Display for ParseCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self {
            Self::TooLarge => return f.write_str("the number is larger than any error code"),
            Self::UnknownName => {
                return f.write_str("neither a number nor the name of a known code");
            }
            Self::NoCode(key) => key,
        };
        let what = match key {
            Key::Pair(..) => "pair",
            Key::Range(..) => "range",
            _ => "case",
        };
        write!(
            f,
            "the name of the {what} {key}, which is no code: read it as a `Key`"
        )
    }
}

impl core::error::Error for ParseCodeError {}
