//! Explains errors of the WhatsApp Business Platform to people: what somebody types or pastes goes in, and what a person
//! or a program shows comes out, in English, German and Arabic.
//!
//! ```
//! use waba_errors_explain::{View, find, markdown, waba_errors::Lang};
//!
//! let entry = find("(#131047)")?;
//! assert!(markdown(&entry, View::new(Lang::En)).starts_with("## `131047` "));
//! # Ok::<_, waba_errors_explain::QueryError>(())
//! ```
//!
//! - A code, a pair, a name or a title: [`find`]. Words in any language: [`Index`].
//! - An entry: [`explanation`] for programs, [`text`] and [`markdown`] for people, [`headline`] and [`list`] for lists.
//! - A body, a webhook, a log: [`locations`] leads from a report of [`waba_errors_payload`] to what [`Location`] tells of
//!   each error; [`write_found`] writes all of them for people; [`Summary`] counts.
//! - The words around all that: [`labels`].
//!
//! What implements `Serialize` here has the members that `waba-errors` writes with `--format json`.

#![forbid(unsafe_code)]

mod digits;
mod explanation;
mod facts;
mod finding;
mod foreign;
mod found;
#[rustfmt::skip]
mod generated;
mod hints;
mod list;
mod query;
mod search;
mod summary;
mod text;
mod view;

pub use waba_errors;
pub use waba_errors_payload;

pub use crate::explanation::{explanation, markdown, printed, text};
pub use crate::facts::{Members, fact_lists};
pub use crate::finding::{
    finding, flag, found_key, is_alike, knows_subcode, meaning, write_finding,
};
pub use crate::foreign::{escape_json, harmless, quote};
pub use crate::found::{Location, locations, write_found};
pub use crate::generated::{FACTS_DATE, Labels, labels};
pub use crate::hints::{limits, place_name, support, ticket};
pub use crate::list::{headline, list};
pub use crate::query::{QueryError, find, has_unknown_subcode};
pub use crate::search::Index;
pub use crate::summary::{CodeOverTime, Columns, OverTime, Period, Report, Summary};
pub use crate::view::View;
