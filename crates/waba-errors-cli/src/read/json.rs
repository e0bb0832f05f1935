//! The found errors for programs.

use serde::Serialize;
use waba_errors::Lang;

use super::Place;
use crate::finding::Finding;

/// An explanation with what the input says.
#[derive(Serialize)]
struct Row<'a> {
    file: Option<&'a str>,
    line: usize,
    #[serde(flatten)]
    finding: Finding,
    /// `title` of the input.
    given_title: Option<&'a str>,
    message: Option<&'a str>,
    details: Option<&'a str>,
    user_title: Option<&'a str>,
    user_message: Option<&'a str>,
    fbtrace_id: Option<&'a str>,
    is_transient: Option<bool>,
    recipient: Option<&'a str>,
    message_id: Option<&'a str>,
    status: Option<&'a str>,
    http_status: Option<u16>,
}

pub(super) fn render(places: &[Place], lang: Lang) -> String {
    let rows = places.iter().map(|place| {
        let found = &place.found;
        Row {
            file: place.file.as_deref(),
            line: place.line,
            finding: Finding::new(found, lang),
            given_title: found.title.as_deref(),
            message: found.message.as_deref(),
            details: found.details.as_deref(),
            user_title: found.user_title.as_deref(),
            user_message: found.user_message.as_deref(),
            fbtrace_id: found.fbtrace_id.as_deref(),
            is_transient: found.is_transient,
            recipient: found.recipient.as_deref(),
            message_id: found.message_id.as_deref(),
            status: found.status.as_deref(),
            http_status: found.http_status,
        }
    });
    crate::json::pretty(&rows.collect::<Vec<_>>())
}
