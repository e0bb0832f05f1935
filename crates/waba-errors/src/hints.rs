//! Where to look, and how much is allowed: what few programs ask for, apart from what a lookup reads.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::ptr;
use core::str::FromStr;
use core::time::Duration;

use crate::layout::{HintWords, LimitRow, PlaceRow};
use crate::table::Table;
use crate::{Entry, Lang, ParseIdError, Scope};

impl Entry {
    /// Where to look, the most useful place first. A pair or a case without places of its own has those of the pair or the
    /// code that it belongs to.
    ///
    /// ```
    /// use waba_errors::{Lang, lookup};
    ///
    /// for place in lookup(190).places() {
    ///     println!("{}: {}", place.name(Lang::En).unwrap_or(place.id()), place.address());
    /// }
    /// assert!(lookup(190).places().any(|place| place.id() == "token-debugger"));
    /// ```
    #[must_use]
    pub fn places(&self) -> impl ExactSizeIterator<Item = Place> + use<> {
        let table = self.table();
        let hints = table.data.hints.get();
        let of_entry = hints.entries.get(self.index());
        let (start, len) = of_entry.map_or((0, 0), |of_entry| of_entry.places);
        let (start, end) = (usize::from(start), usize::from(start) + usize::from(len));
        let listed = hints.listed.get(start..end).unwrap_or_default();
        listed.iter().map(|index| Place {
            table,
            index: *index,
        })
    }

    /// How much the platform allows, where a number is documented. Whoever exceeds one of these limits gets the error.
    ///
    /// ```
    /// use std::time::Duration;
    /// use waba_errors::{Scope, lookup};
    ///
    /// let limit = lookup(130429).limits().next().expect("a documented limit");
    /// assert_eq!((limit.amount(), limit.per()), (80, Scope::Number));
    /// assert_eq!(limit.window(), Some(Duration::from_secs(1)));
    /// ```
    #[must_use]
    pub fn limits(&self) -> impl ExactSizeIterator<Item = Limit> + use<> {
        let table = self.table();
        let of_entry = table.data.hints.get().entries.get(self.index());
        let (start, len) = of_entry.map_or((0, 0), |of_entry| of_entry.limits);
        (start..start + u16::from(len)).map(|index| Limit { table, index })
    }
}

/// A place where somebody finds out more about an error, or ends it.
///
/// ```
/// use waba_errors::{Lang, PlaceKind, lookup};
///
/// let place = lookup(131042).places().next().expect("a place");
/// assert_eq!(place.kind(), PlaceKind::Tool);
/// assert!(place.address().starts_with("https://business.facebook.com/"));
/// println!("{}", place.name(Lang::En).unwrap_or_default());
/// ```
#[derive(Clone, Copy)]
pub struct Place {
    table: &'static Table,
    index: u16,
}

impl Place {
    const fn row(self) -> &'static PlaceRow {
        &self.table.data.hints.get().places[self.index as usize]
    }

    /// The permanent id, such as `token-debugger`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// What kind of a place it is.
    #[must_use]
    pub const fn kind(self) -> PlaceKind {
        self.row().kind
    }

    /// The address: of the place itself, or of the page that describes an endpoint, a field, a webhook or a menu.
    #[must_use]
    pub const fn address(self) -> &'static str {
        self.row().address
    }

    /// The call to make, such as `GET /{waba-id}?fields=name`.
    #[must_use]
    pub const fn endpoint(self) -> Option<&'static str> {
        given(self.row().endpoint)
    }

    /// The field of a response or of a webhook.
    #[must_use]
    pub const fn field(self) -> Option<&'static str> {
        given(self.row().field)
    }

    /// The name that the platform shows, as a path of menus; in English where none is known in `lang`. Endpoints, fields and
    /// webhooks have none.
    #[must_use]
    pub fn name(self, lang: Lang) -> Option<&'static str> {
        let language = of_lang(self.table, lang);
        word(self.table, language, |words| words.places, self.index)
    }

    /// The name in the language that a tag means, for tables with languages of their own; else as [`Place::name`] tells it.
    #[must_use]
    pub fn name_in(self, tag: &str) -> Option<&'static str> {
        let language = of_tag(self.table, tag);
        word(self.table, language, |words| words.places, self.index)
    }
}

/// A number that the platform allows.
///
/// ```
/// use waba_errors::{Lang, lookup};
///
/// for limit in lookup(131056).limits() {
///     println!("{}", limit.title(Lang::En));
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Limit {
    table: &'static Table,
    index: u16,
}

impl Limit {
    const fn row(self) -> &'static LimitRow {
        &self.table.data.hints.get().limits[self.index as usize]
    }

    /// What is counted, and on which condition: an id such as `messages` or `messages-upgraded`.
    #[must_use]
    pub const fn what(self) -> &'static str {
        self.row().what
    }

    /// How many are allowed.
    #[must_use]
    pub const fn amount(self) -> u32 {
        self.row().amount
    }

    /// In which time; `None` if the number holds at any time.
    #[must_use]
    pub const fn window(self) -> Option<Duration> {
        match self.row().seconds {
            0 => None,
            seconds => Some(Duration::from_secs(seconds as u64)),
        }
    }

    /// What has this limit of its own.
    #[must_use]
    pub const fn per(self) -> Scope {
        self.row().per
    }

    /// The limit in words, without a final mark.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        let language = of_lang(self.table, lang);
        word(self.table, language, |words| words.limits, self.index).unwrap_or_default()
    }

    /// The limit in the language that a tag means, for tables with languages of their own.
    #[must_use]
    pub fn title_in(self, tag: &str) -> &'static str {
        let language = of_tag(self.table, tag);
        word(self.table, language, |words| words.limits, self.index).unwrap_or_default()
    }
}

/// What kind of a place it is.
///
/// ```
/// use waba_errors::PlaceKind;
///
/// assert_eq!("webhook".parse(), Ok(PlaceKind::Webhook));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PlaceKind {
    /// A tool or a menu: of the platform, or of the app on a phone.
    Tool,
    /// A page to read.
    Page,
    /// Where Meta's support is reached.
    Support,
    /// A call to make.
    Endpoint,
    /// A field of a response.
    Field,
    /// A webhook to receive.
    Webhook,
    #[doc(hidden)]
    __NotANumber(core::convert::Infallible),
}

impl PlaceKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Tool,
        Self::Page,
        Self::Support,
        Self::Endpoint,
        Self::Field,
        Self::Webhook,
    ];

    /// The id that the data and all exports use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Page => "page",
            Self::Support => "support",
            Self::Endpoint => "endpoint",
            Self::Field => "field",
            Self::Webhook => "webhook",
        }
    }
}

impl fmt::Display for PlaceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for PlaceKind {
    type Err = ParseIdError;

    fn from_str(id: &str) -> Result<Self, ParseIdError> {
        let found = Self::ALL.iter().find(|kind| kind.id() == id);
        found.copied().ok_or(ParseIdError)
    }
}

#[cfg(feature = "serde")]
crate::serde::as_text! { PlaceKind "the id of a kind of places" }

macro_rules! rows {
    ($($row:ident)*) => {$(
        /// Two are equal if they are the same of the same table.
        impl PartialEq for $row {
            fn eq(&self, other: &Self) -> bool {
                self.index == other.index && ptr::eq(self.table, other.table)
            }
        }

        impl Eq for $row {}

        impl Hash for $row {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.index.hash(state);
            }
        }
    )*};
}

rows! { Place Limit }

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("id", &self.id())
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limit")
            .field("what", &self.what())
            .field("amount", &self.amount())
            .field("window", &self.window())
            .field("per", &self.per())
            .finish()
    }
}

const fn given(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

/// The place of a language among those of the table.
fn of_lang(table: &Table, lang: Lang) -> Option<usize> {
    let mut languages = table.data.languages.iter();
    languages.position(|own| own.lang == Some(lang))
}

fn of_tag(table: &Table, tag: &str) -> Option<usize> {
    let meant = table.language(tag)?;
    let mut languages = table.data.languages.iter();
    languages.position(|own| ptr::eq(*own, meant))
}

/// A word in a language, or in the source language where it is not translated.
fn word(
    table: &'static Table,
    language: Option<usize>,
    pick: fn(&HintWords) -> &'static [&'static str],
    index: u16,
) -> Option<&'static str> {
    let words = table.data.hints.get().words;
    let found = language.into_iter().chain([0]).filter_map(|language| {
        let words = pick(words.get(language)?);
        words.get(usize::from(index)).copied()
    });
    let mut found = found.filter(|word| !word.is_empty());
    found.next()
}
