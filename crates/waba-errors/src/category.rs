//! What people can do with a category; the variants come from the data.

use core::fmt;
use core::str::FromStr;

use crate::generated::words;
use crate::{Category, Entry, Lang, ParseIdError};

impl Category {
    /// The name for people.
    ///
    /// ```
    /// use waba_errors::{Category, Lang};
    ///
    /// assert_eq!(Category::Calling.title(Lang::En), "Calling");
    /// ```
    #[must_use]
    pub const fn title(self, lang: Lang) -> &'static str {
        words(lang).categories[self.index()]
    }

    /// Every entry of the category: codes, ranges, pairs and cases.
    ///
    /// ```
    /// use waba_errors::{Category, Code};
    ///
    /// assert!(Category::Throttling.codes().any(|entry| entry.code() == Code::RATE_LIMIT_HIT));
    /// assert_eq!(Category::Unknown.codes().count(), 0);
    /// ```
    pub fn codes(self) -> impl Iterator<Item = Entry> + Clone {
        crate::codes().filter(move |entry| entry.category() == self)
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Reads an id.
///
/// ```
/// use waba_errors::Category;
///
/// assert_eq!("marketing-messages".parse(), Ok(Category::MarketingMessages));
/// ```
impl FromStr for Category {
    type Err = ParseIdError;

    fn from_str(id: &str) -> Result<Self, ParseIdError> {
        Self::ALL
            .iter()
            .copied()
            .find(|category| category.id() == id)
            .ok_or(ParseIdError)
    }
}
