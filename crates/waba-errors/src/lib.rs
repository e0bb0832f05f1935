//! What each error code of the WhatsApp Business Platform (WABA, Cloud API) means, why it happens, what to do, who
//! can do it and whether a retry makes sense: in English, German and Arabic.
//!
//! ```
//! use waba_errors::{Lang, Retry, lookup};
//!
//! let entry = lookup(131047);
//! assert_eq!(entry.name(), "ReEngagementMessage");
//! assert_eq!(entry.retry(), Retry::Never);
//! for step in entry.fixes(Lang::De) {
//!     println!("{step}");
//! }
//!
//! // Everything is usable in constants.
//! const FIX: &str = lookup(131026).fix(Lang::Ar);
//! assert!(!FIX.is_empty());
//! ```
//!
//! An answer often carries an `error_subcode` that says more than the code:
//!
//! ```
//! use waba_errors::lookup;
//!
//! assert_eq!(lookup(190).subcode(463).name(), "TokenExpired");
//! ```
//!
//! A number that the table does not know is no error: its [`Entry`] says so and gives careful advice.
//!
//! # Where to find what
//!
//! - A code: type its number or its name into the search above, or look through [`Category`], which lists all codes by
//!   what they are about.
//! - The errors in an answer, in a webhook or in a log: the crate [`waba-errors-payload`] reads them and leads to their
//!   entries.
//! - Where to look, and how much is allowed: [`Entry::places`] and [`Entry::limits`].
//! - A reaction to each code: [`match_code!`] and [`FromCode`](derive@FromCode). A library says `as_of = 1`, the
//!   [revision](REVISION) that it was written for, so that no upgrade breaks it.
//! - Codes or languages of your own: `Build` of the crate [`waba-errors-codegen`] compiles them into a [`Table`].
//!
//! [`waba-errors-payload`]: https://docs.rs/waba-errors-payload
//! [`waba-errors-codegen`]: https://docs.rs/waba-errors-codegen
//!
//! # Features
//!
//! - `macros` (default): [`match_code!`], [`code!`] and [`FromCode`](derive@FromCode), with which the compiler checks that no
//!   code is forgotten.
//! - `de`, `ar` (default): the German and the Arabic texts. English is always there, and stands in where a language is
//!   switched off.
//! - `std`: [`Lang::from_env`].
//! - `sentences`: [`from_message`] and [`Entry::detailed`], which know what the API prints.
//! - `serde`: `Serialize` and `Deserialize` for the small types, `Serialize` for [`Entry`].
//! - `http`: [`Entry::status_code`].
//!
//! The crate is `no_std`, never allocates, has no `unsafe` and no build script.

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "std")]
extern crate std;

mod category;
mod code;
mod entry;
mod facts;
mod fold;
#[rustfmt::skip]
#[allow(clippy::match_same_arms)]
mod generated;
mod hints;
mod key;
mod lang;
#[doc(hidden)]
mod layout;
#[cfg(feature = "macros")]
mod macros;
mod on_premises;
mod retry;
#[cfg(feature = "sentences")]
mod sentences;
#[cfg(feature = "serde")]
mod serde;
mod table;
mod words;

/// What generated code of tables refers to; no part of the public interface.
#[doc(hidden)]
pub mod __generated {
    pub use crate::generated::record::*;
    pub use crate::layout::{
        Block, Data, FORMAT, HintWords, Hints, HintsOf, Kind, Language, LimitRow, NumberTable,
        Numbers, OneOrTwo, PlaceRow, Record, Reference, Sections, Sentence, Sentences, Sparse,
        TableHints, Texts, Title, Window, lang, span, table,
    };
}
#[cfg(feature = "macros")]
#[doc(hidden)]
pub use macros::__private0_1_0;
/// Derives what your program does with each code: an enum of reactions, checked for completeness.
///
/// ```
/// use waba_errors::{Code, FromCode};
///
/// #[derive(Debug, PartialEq, FromCode)]
/// enum Reaction {
///     #[codes(131026, MarketingStoppedByUser)]
///     TellTheAgent,
///     #[codes(Category::Throttling, Retry::Backoff, Retry::After)]
///     TryAgain,
///     #[codes(other)]
///     Report(Code),
/// }
///
/// const REACTION: Reaction = Reaction::from_code(130429);
/// assert_eq!(REACTION, Reaction::TryAgain);
/// assert_eq!(Reaction::from(131047), Reaction::Report(Code::RE_ENGAGEMENT_MESSAGE));
/// ```
///
/// It gives `From<u32>`, `From<Code>` and `const fn from_code(u32)`. A variant lists numbers, names, ranges,
/// `Category::X` and `Retry::X`; the first variant that selects a code gets it, and a later one that lists it by number or
/// name is an error.
///
/// One variant takes the rest, with no field or one for the number (`u32` or [`Code`]):
///
/// - `#[codes(other)]`: every number that no variant lists. An upgrade never breaks the build.
/// - `#[codes(unknown)]`: only numbers that the table does not know. Every known code must be listed, and an upgrade that
///   brings codes stops the build; `#[codes(as_of = 1)]` on the enum demands only the codes of that revision.
///
/// `#[codes(crate = path)]` on the enum says where this crate is, if it is a dependency under another name.
#[cfg(feature = "macros")]
pub use waba_errors_macros::FromCode;

pub use code::{Code, ParseCodeError};
pub use entry::{Entries, Entry, Text};
pub use facts::ParseIdError;
pub use generated::facts::*;
pub use generated::{Category, Lang, TABLE};
pub use hints::{Limit, Place, PlaceKind};
pub use key::{Key, ParseKeyError};
pub use lang::{Dir, ParseLangError};
pub use on_premises::{OnPremises, on_premises};
pub use retry::ParseRetryError;
pub use table::Table;

/// The revision of the table: it grows when codes are added. [`Entry::since`] says which one brought an entry.
pub const REVISION: u16 = TABLE.data.revision;

/// Looks a code up. A number that the table does not know gives an entry that says so, with advice from its number
/// block.
///
/// Takes well under two nanoseconds, and works in constants.
///
/// ```
/// use waba_errors::{Lang, lookup};
///
/// let error = lookup(131026);
/// assert_eq!(error.name(), "MessageUndeliverable");
/// println!("{}", error.fix(Lang::Ar));
/// assert!(!lookup(4_000_000_000).is_known());
/// ```
#[must_use]
#[inline]
pub const fn lookup(code: u32) -> Entry {
    TABLE.lookup_by(generated::NUMBERS, code)
}

/// Looks a code up; `None` if the table does not know it.
///
/// ```
/// use waba_errors::get;
///
/// assert!(get(131026).is_some());
/// assert!(get(4_000_000_000).is_none());
/// ```
#[must_use]
#[inline]
pub const fn get(code: u32) -> Option<Entry> {
    TABLE.get_by(generated::NUMBERS, code)
}

/// The entry of an error that came without a number, or with one that no code can have, such as -1.
///
/// ```
/// use waba_errors::{Key, Lang, Retry, unknown};
///
/// assert!(!unknown().is_known());
/// assert_eq!(unknown().key(), Key::Unnumbered);
/// assert_eq!(unknown().retry(), Retry::AfterFix);
/// println!("{}", unknown().fix(Lang::En));
/// ```
#[must_use]
pub const fn unknown() -> Entry {
    TABLE.unknown()
}

/// Every entry: codes, the range, pairs of code and subcode, and cases. Sorted by code; what belongs to a code follows
/// it. [`Entry::key`] tells them apart.
///
/// ```
/// use waba_errors::{Key, codes};
///
/// let numbers = codes().filter(|entry| matches!(entry.key(), Key::Code(_))).count();
/// assert!(numbers > 190);
/// ```
#[must_use]
pub fn codes() -> Entries {
    TABLE.codes()
}

/// Finds the entry that a key describes, with what the lookup functions find for its numbers: a code in a range leads to
/// the range, and a subcode that says it all to its pair.
///
/// ```
/// use waba_errors::{Key, codes, find};
///
/// assert_eq!(find(Key::Pair(190, 463)).map(|entry| entry.name()), Some("TokenExpired"));
/// assert_eq!("200-299".parse().ok().and_then(find).map(|entry| entry.name()), Some("ApiPermission"));
/// assert_eq!(find(Key::Unknown(4_000_000_000)), None);
/// for entry in codes() {
///     assert_eq!(find(entry.key()), Some(entry));
/// }
/// ```
#[must_use]
pub fn find(key: Key) -> Option<Entry> {
    TABLE.find(key)
}

/// Finds an entry by its name; capitals and underscores do not matter.
///
/// ```
/// use waba_errors::{Code, from_name};
///
/// assert_eq!(from_name("RateLimitHit").map(|entry| entry.code()), Some(Code::RATE_LIMIT_HIT));
/// assert_eq!(from_name("RATE_LIMIT_HIT"), from_name("RateLimitHit"));
/// ```
#[must_use]
pub fn from_name(name: &str) -> Option<Entry> {
    TABLE.from_name(name)
}

/// Finds an entry by a title that the API prints. Capitals, punctuation and a leading `(#131026)` do not matter.
///
/// Several entries can share a title; this is the first of [`with_title`]: a code before a case or a pair, one in use
/// before a retired one.
///
/// ```
/// use waba_errors::{Code, from_title};
///
/// let entry = from_title("(#131026) Message undeliverable").expect("known title");
/// assert_eq!(entry.code(), Code::MESSAGE_UNDELIVERABLE);
/// ```
#[must_use]
pub fn from_title(title: &str) -> Option<Entry> {
    with_title(title).next()
}

/// Every entry that carries a title, likeliest first.
///
/// ```
/// use waba_errors::with_title;
///
/// let codes: Vec<_> = with_title("Parameter value is not valid").map(|entry| entry.code().get()).collect();
/// assert!(codes.contains(&33) && codes.contains(&131009));
/// ```
#[must_use]
pub fn with_title(title: &str) -> Entries {
    TABLE.with_title(title)
}

/// Who prints a message, likeliest first: works without a number, for sentences that the API prints for one entry alone.
///
/// What varies in a sentence, quotes, blanks, capitals, escapes and what stands around it do not matter. The first 256 words
/// of the message count; at most 8 entries are given. Titles are not asked, see [`with_title`].
///
/// ```
/// use waba_errors::from_message;
///
/// let message = "Unsupported post request. Object with ID '1234' does not exist, cannot be loaded due to missing permissions, \
///                or does not support this operation.";
/// let names: Vec<_> = from_message(message).map(|entry| entry.name()).collect();
/// assert_eq!(names, ["ObjectNotAccessible"]);
/// assert_eq!(from_message("see you tomorrow").count(), 0);
/// ```
#[cfg(feature = "sentences")]
pub fn from_message(message: &str) -> impl Iterator<Item = Entry> + use<> {
    TABLE.from_message(message)
}
