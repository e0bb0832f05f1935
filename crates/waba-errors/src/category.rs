//! What people can do with a category; the variants come from the data.

use core::fmt;
use core::str::FromStr;

use crate::generated::words;
use crate::{Category, Lang, UnknownName};

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
        words(lang).categories[self as usize]
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
    type Err = UnknownName;

    fn from_str(id: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .iter()
            .copied()
            .find(|category| category.id() == id)
            .ok_or(UnknownName)
    }
}
