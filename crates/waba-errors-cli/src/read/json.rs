//! The found errors for programs.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use waba_errors::Lang;

use super::Place;
use crate::finding::{Explanations, Finding};
use crate::json::{Array, Layout};

/// Where an error stands.
#[derive(Serialize)]
struct Row<'a> {
    file: Option<&'a str>,
    line: usize,
    #[serde(flatten)]
    finding: Finding,
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

/// Writes an array, row by row: the texts of many errors are more than the input that they share.
pub(super) fn write<'a>(
    out: &mut impl Write,
    places: impl Iterator<Item = Place<'a>>,
    lang: Lang,
) -> io::Result<()> {
    let mut array = Array::new(out);
    let mut explanations = Explanations::new(lang, Layout::Items);
    for place in places {
        let entry = place.found.entry();
        let row = Row {
            file: place.file,
            line: place.line,
            finding: Finding::new(&place.found, &entry),
        };
        let row = Layout::Items.members(&row);
        let words = Layout::Items.members(&words(&place));
        array.push(&[&row, explanations.of(&entry), &words])?;
    }
    array.end()
}

fn words<'a>(place: &Place<'a>) -> Words<'a> {
    let found = &place.found;
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
        truncated: place.truncated,
    }
}
