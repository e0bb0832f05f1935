//! Finds the errors of the WhatsApp Business Platform in whatever carries them: API answers, webhooks, batch bodies,
//! vendors' envelopes, log lines, dumps of other languages, pages and addresses with encoded quotes, cut text.
//!
//! ```
//! use waba_errors::Lang;
//! use waba_errors_payload::read;
//!
//! let line = br#"2026-10-01T08:00:00Z WARN send failed: {'error': {'message': '(#131030) Recipient phone number not in allowed list', 'code': 131030}}"#;
//! for found in read(line) {
//!     println!("{}: {}", found.path, found.entry().fix(Lang::En));
//!     assert_eq!(found.code, 131030);
//! }
//! ```
//!
//! It reads JSON leniently and in one pass, never panics, and uses memory only for what it finds.
//!
//! # Features
//!
//! - `serde` (default): [`ApiError`] and [`WebhookError`] for the response types of a client.
//! - `de`, `ar` (default): the German and the Arabic texts of `waba-errors`.

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod decode;
mod found;
mod reader;
mod skip;
mod slot;
mod text;
#[cfg(feature = "serde")]
mod typed;

pub use found::{Contradiction, Found};
#[cfg(feature = "serde")]
pub use typed::{ApiError, WebhookError};

/// Finds every error in the input, in the order in which they stand there.
///
/// Never fails: what cannot be read is skipped, and nothing found is an empty list. A phone number, an id, a time or an
/// HTTP status is not taken for a code. Of a text, 8 KiB are kept, of the messages in one line of text a little more; of
/// errors, a million.
///
/// ```
/// use waba_errors_payload::read;
///
/// let webhook = br#"{"entry":[{"changes":[{"value":{"statuses":[{"status":"failed","recipient_id":"15550001234",
///     "errors":[{"code":131047,"title":"Re-engagement message"}]}]}}]}]}"#;
/// let found = read(webhook);
/// assert_eq!(found[0].path, "entry[0].changes[0].value.statuses[0].errors[0]");
/// assert_eq!(found[0].recipient.as_deref(), Some("15550001234"));
/// ```
#[must_use]
pub fn read(input: &[u8]) -> Vec<Found> {
    reader::read(input)
}
