//! Finds the errors of the WhatsApp Business Platform in whatever carries them.
//!
//! Two entries, for two kinds of callers:
//!
//! - [`read_body`], for a service that got an answer or a webhook: only structure counts. Whatever a user writes, in a
//!   name, a caption or a message, never becomes an error.
//! - [`read`], for logs, dumps, files and pasted text: structure, and sentences outside what people wrote.
//!
//! ```
//! use waba_errors_payload::{read, read_body, waba_errors::Lang};
//!
//! let webhook = br#"{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"statuses":[{"status":"failed",
//!     "recipient_id":"15550001234","errors":[{"code":131047,"title":"Re-engagement message"}]}]}}]}]}"#;
//! for found in &read_body(webhook) {
//!     println!("{}: {}", found.path(), found.entry().fix(Lang::En));
//!     assert_eq!(found.recipient().as_deref(), Some("15550001234"));
//! }
//!
//! let line = b"2026-10-01T08:00:00Z WARN not sent, error code 131030";
//! assert_eq!(read(line).first().unwrap().number(), 131030);
//! ```
//!
//! It reads JSON leniently and in one pass, never panics, and uses memory only for what it finds: at most 16 MiB beside
//! four times the input.
//!
//! # Features
//!
//! - `serde` (default): [`ApiError`] and [`WebhookError`] for the response types of a client, and `Serialize`.
//! - `de`, `ar` (default): the German and the Arabic texts of `waba-errors`.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod decode;
mod details;
mod encoding;
mod evidence;
#[cfg(test)]
mod families;
mod form;
mod found;
#[rustfmt::skip]
mod generated;
mod head;
mod lookup;
mod memo;
mod name;
mod number;
mod options;
mod pieces;
mod records;
mod report;
mod scan;
mod sentence;
mod span;
mod tokens;
#[cfg(feature = "serde")]
mod typed;
mod wait;
mod walk;
mod words;
mod work;

pub use evidence::{Certainty, ParseCertaintyError};
pub use found::{Contradiction, Found};
pub use generated::Evidence;
pub use options::Options;
pub use records::{Record, Records, lines, records};
pub use report::{Iter, Report};
#[cfg(feature = "serde")]
pub use typed::{ApiError, WebhookError};
pub use waba_errors;
pub use wait::RetrySource;

/// Finds the errors in an API answer or a webhook, in the order in which they stand there: objects only, and certain
/// ones only. No text of a body is ever searched.
///
/// Never fails: what cannot be read is skipped, and nothing found is an empty report.
///
/// ```
/// use waba_errors_payload::read_body;
///
/// let message = br#"{"messaging_product":"whatsapp","contacts":[{"profile":{"name":"{\"error\":{\"code\":131031}}"}}]}"#;
/// assert!(read_body(message).is_empty());
/// ```
#[must_use]
pub fn read_body(input: &[u8]) -> Report<'_> {
    Options::new().read_body(input)
}

/// Finds the errors in logs, dumps and pasted text, in the order in which they stand there: certain and likely ones.
///
/// Never fails. A phone number, an id, a time or an HTTP status is not taken for a code. For possible ones too, see
/// [`Options::least`].
///
/// ```
/// use waba_errors_payload::{Certainty, read};
///
/// let report = read(b"{'error': {'message': '(#131030) Recipient not allowed', 'code': 131030}}");
/// assert_eq!(report.first().unwrap().certainty(), Certainty::Certain);
/// ```
#[must_use]
pub fn read(input: &[u8]) -> Report<'_> {
    Options::new().read(input)
}
