//! The found errors for programs.

use std::borrow::Cow;

use serde::Serialize;
use waba_errors::Entry;
use waba_errors_payload::Found;

use super::Location;
use crate::finding::finding;

/// Where an error stands.
#[derive(Serialize)]
struct Row<'a, F> {
    file: Option<&'a str>,
    line: usize,
    #[serde(flatten)]
    finding: F,
}

/// The words of the input.
#[derive(Serialize)]
struct Words<'a> {
    /// `title` of the input.
    given_title: Option<Cow<'a, str>>,
    message: Option<Cow<'a, str>>,
    details: Option<Cow<'a, str>>,
    user_title: Option<Cow<'a, str>>,
    user_message: Option<Cow<'a, str>>,
    fbtrace_id: Option<Cow<'a, str>>,
    is_transient: Option<bool>,
    recipient: Option<Cow<'a, str>>,
    recipient_user_id: Option<Cow<'a, str>>,
    from_user_id: Option<Cow<'a, str>>,
    parent_user_id: Option<Cow<'a, str>>,
    message_id: Option<Cow<'a, str>>,
    status: Option<Cow<'a, str>>,
    http_status: Option<u16>,
    truncated: bool,
}

impl Location<'_> {
    /// The error itself.
    #[must_use]
    pub const fn found(&self) -> &Found<'_> {
        &self.found
    }

    /// The line of the input at which the error begins, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Where the error stands, and what [`finding`] says of it. `entry` is that of the error.
    #[must_use]
    pub fn row(&self, entry: &Entry) -> impl Serialize {
        Row {
            file: self.file,
            line: self.line,
            finding: finding(&self.found, entry),
        }
    }

    /// The words of the input, for programs.
    #[must_use]
    pub fn words(&self) -> impl Serialize {
        let found = &self.found;
        Words {
            given_title: found.title(),
            message: found.message(),
            details: found.details(),
            user_title: found.user_title(),
            user_message: found.user_message(),
            fbtrace_id: found.fbtrace_id(),
            is_transient: found.is_transient(),
            recipient: found.recipient(),
            recipient_user_id: found.recipient_user_id(),
            from_user_id: found.from_user_id(),
            parent_user_id: found.parent_user_id(),
            message_id: found.message_id(),
            status: found.status(),
            http_status: found.http_status(),
            truncated: self.truncated,
        }
    }
}
