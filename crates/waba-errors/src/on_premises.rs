//! The numbers of the former On-Premises API, which still stand in logs.

use crate::Code;
use crate::generated::ON_PREMISES;

/// A number of the On-Premises API, which ended on 23 October 2025.
///
/// Its numbers are not those of the Cloud API: 470 is no [`Code`].
///
/// ```
/// use waba_errors::{Code, on_premises};
///
/// let number = on_premises(470).expect("known number");
/// assert_eq!(number.title(), "Re-engagement message");
/// assert_eq!(number.successors(), [Code::RE_ENGAGEMENT_MESSAGE]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnPremises(&'static Number);

/// A row of the generated table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) code: u32,
    pub(crate) title: &'static str,
    pub(crate) successors: &'static [Code],
}

/// Looks a number of the former On-Premises API up; `None` if that API had no such number.
///
/// Source: [Meta, On-Premises API error list](https://developers.facebook.com/docs/whatsapp/api/errors), 2023.
///
/// ```
/// use waba_errors::{Code, on_premises};
///
/// assert_eq!(on_premises(1013).map(|number| number.successors()), Some(&[Code::MESSAGE_UNDELIVERABLE][..]));
/// assert!(on_premises(131047).is_none());
/// ```
#[must_use]
pub fn on_premises(code: u32) -> Option<OnPremises> {
    let index = ON_PREMISES
        .binary_search_by_key(&code, |number| number.code)
        .ok()?;
    ON_PREMISES.get(index).map(OnPremises)
}

impl OnPremises {
    /// Every number, in rising order.
    ///
    /// ```
    /// use waba_errors::OnPremises;
    ///
    /// assert!(OnPremises::all().any(|number| number.code() == 470));
    /// ```
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        ON_PREMISES.iter().map(Self)
    }

    /// The number.
    #[must_use]
    pub const fn code(self) -> u32 {
        self.0.code
    }

    /// The title that the API printed.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.0.title
    }

    /// The codes that the Cloud API uses instead; empty if none is documented.
    #[must_use]
    pub const fn successors(self) -> &'static [Code] {
        self.0.successors
    }
}
