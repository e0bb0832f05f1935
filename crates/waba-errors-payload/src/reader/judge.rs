//! Which objects are errors, and what they say.

use super::{
    Field, Frame, LONGEST_BODY, Label, Reader, Scalar, Span, details_in, has_entry, http_status,
    is_http, is_known,
};
use crate::slot::{Role, Slot};
use crate::{Found, decode, text};

impl Reader<'_> {
    fn field(&self, slot: Slot) -> Option<&Field> {
        let frame = self.frames.last()?;
        self.fields
            .get(frame.fields..)?
            .iter()
            .find(|field| field.slot == slot)
    }

    fn number_of(&self, slot: Slot) -> Option<i64> {
        text::number(self.bytes(self.field(slot)?.value.span))
    }

    pub(super) fn text_of(&self, span: Span) -> String {
        decode::text(self.bytes(span))
    }

    fn says(&self, field: &Field) -> bool {
        match self.bytes(field.value.span) {
            // A backslash alone is an escape that was cut.
            b"" | b"\\" => false,
            b"null" | b"None" | b"nil" | b"NULL" | b"undefined" => field.value.quoted,
            _ => true,
        }
    }

    fn said(&self, slot: Slot) -> Option<String> {
        let field = self.field(slot).filter(|field| self.says(field))?;
        Some(self.text_of(field.value.span))
    }

    fn has(&self, slot: Slot) -> bool {
        self.field(slot).is_some_and(|field| {
            field.value.quoted
                || !matches!(
                    self.bytes(field.value.span),
                    b"null" | b"None" | b"nil" | b"NULL"
                )
        })
    }

    /// Adds the error that the innermost object is, and what it says about those inside.
    pub(super) fn judge(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let (fields, inside, start) = (frame.fields, frame.found, frame.start);
        if fields == self.fields.len() {
            return;
        }
        let is_judged = !matches!(frame.role, Role::Content | Role::Data);
        let code = match frame.role {
            Role::Content => None,
            Role::Data => self.error_code(frame),
            Role::Error | Role::Other => self.code(frame).or_else(|| self.error_code(frame)),
        };
        if self.found.len() > inside {
            self.surround(fields, inside);
        } else if is_judged
            && code.is_none()
            && let Some(found) = self.sentence(fields)
        {
            self.push(found);
        }
        if let Some(code) = code {
            let mut found = Found::new(code, start);
            self.describe(&mut found);
            self.push(found);
        }
    }

    /// `code`, if it is the code of an error.
    fn code(&self, frame: &Frame) -> Option<i64> {
        let field = self.field(Slot::Code)?;
        let code = text::number(self.bytes(field.value.span))?;
        let inside = self.found.len() > frame.found;
        if (is_http(code) && (inside || self.has(Slot::Body)))
            || (code == 0 && !self.is_zero())
            || self.is_of_a_protocol(code)
        {
            return None;
        }
        if frame.role == Role::Error || self.is_marked(code) {
            return Some(code);
        }
        let name = match frame.label {
            Label::Name(name) => self.bytes(name),
            _ => &[],
        };
        if name == b"payload" && self.has(Slot::Reason) {
            return Some(code);
        }
        let known = has_entry(code);
        let titled = self.has(Slot::Title) || self.has(Slot::Message);
        let is_said = if known {
            titled && code >= 100 && !(200..=599).contains(&code)
        } else {
            is_known(code) && self.has(Slot::Title) && self.has(Slot::Details)
        };
        let is_alone = known
            && code >= 100_000
            && !field.value.quoted
            && frame.values == 1
            && match self.frames.as_slice() {
                [_] => true,
                [list, _] => list.bracket == b'[',
                _ => false,
            };
        (is_said || is_alone || (known && code >= 1000 && self.has(Slot::Details))).then_some(code)
    }

    /// Whether 0 is the code of an error, and does not say that there is none.
    fn is_zero(&self) -> bool {
        let is_listed = self
            .frames
            .last()
            .is_some_and(|frame| frame.role == Role::Error)
            && self.has(Slot::Title);
        self.has(Slot::Trace) || self.is_exception() || is_listed
    }

    /// Whether a code is one of HTTP or of JSON-RPC, and says nothing of the platform.
    fn is_of_a_protocol(&self, code: i64) -> bool {
        let says_more = [Slot::Title, Slot::Details, Slot::Reason];
        let is_plain = || !self.is_marked(code) && !says_more.iter().any(|slot| self.has(*slot));
        (-32768..=-32000).contains(&code) || (is_http_error(code) && !has_entry(code) && is_plain())
    }

    fn is_exception(&self) -> bool {
        let kind = self
            .field(Slot::Type)
            .map(|kind| self.bytes(kind.value.span));
        kind.is_some_and(|kind| kind.ends_with(b"Exception"))
    }

    /// Whether an object has what only errors have.
    fn is_marked(&self, code: i64) -> bool {
        let is_numbered = || {
            let message = self
                .field(Slot::Message)
                .or_else(|| self.field(Slot::Title));
            let message = message.map(|message| self.bytes(message.value.span));
            let number = message.and_then(|message| message.trim_ascii_start().strip_prefix(b"(#"));
            number.is_some_and(|number| {
                text::number(number.get(..text::digits(number)).unwrap_or_default()) == Some(code)
            })
        };
        [
            Slot::Trace,
            Slot::Subcode,
            Slot::Data,
            Slot::UserTitle,
            Slot::UserMessage,
            Slot::MoreInfo,
        ]
        .iter()
        .any(|slot| self.has(*slot))
            || self.is_exception()
            || is_numbered()
    }

    /// `error_code` and its like.
    fn error_code(&self, frame: &Frame) -> Option<i64> {
        let code = self.number_of(Slot::ErrorCode).filter(|code| *code != 0)?;
        let inside = self.found.get(frame.found..).unwrap_or_default();
        if inside
            .iter()
            .any(|found| found.code == code && !found.loose)
            || (is_http(code) && !inside.is_empty())
        {
            return None;
        }
        let http = (400..=599).contains(&code) && frame.role != Role::Error;
        let known = is_known(code);
        let described = [
            Slot::Message,
            Slot::Title,
            Slot::Details,
            Slot::Status,
            Slot::Reason,
            Slot::MessageId,
        ]
        .iter()
        .any(|slot| self.has(*slot));
        (!http && (known || frame.role == Role::Error || described)).then_some(code)
    }

    /// Fills in what the innermost object says.
    fn describe(&self, found: &mut Found) {
        self.write_path(None, &mut found.path);
        found.subcode = self.number_of(Slot::Subcode);
        let fields = self.frames.last().map_or(0, |frame| frame.fields);
        for field in self.fields.get(fields..).unwrap_or_default() {
            let place = match field.slot {
                Slot::Title => &mut found.title,
                Slot::Message => &mut found.message,
                Slot::Details => &mut found.details,
                Slot::UserTitle => &mut found.user_title,
                Slot::UserMessage => &mut found.user_message,
                Slot::Trace => &mut found.fbtrace_id,
                Slot::Transient => {
                    found.is_transient = found.is_transient.or(self.truth_of(field));
                    continue;
                }
                _ => continue,
            };
            if place.is_none() && self.says(field) {
                decode::set_text(self.bytes(field.value.span), place);
            }
        }
        if found.message.is_none() {
            found.message = self.said(Slot::Reason);
        }
        // `error_data` in a string: its details, or the string itself.
        if found.details.is_none()
            && let Some(text) = self.said(Slot::Data)
        {
            found.details = Some(details_in(&text).unwrap_or(text));
        }
        self.add_context(fields, found);
    }

    fn truth_of(&self, field: &Field) -> Option<bool> {
        match self.bytes(field.value.span) {
            b"true" | b"True" | b"1" => Some(true),
            b"false" | b"False" | b"0" => Some(false),
            _ => None,
        }
    }

    /// Tells the errors inside an object what it says about the message.
    fn surround(&mut self, fields: usize, first: usize) {
        if self.fields.len() == fields {
            return;
        }
        let mut around = std::mem::take(&mut self.found);
        for found in around.get_mut(first..).unwrap_or_default() {
            self.add_context(fields, found);
        }
        self.found = around;
    }

    fn add_context(&self, fields: usize, found: &mut Found) {
        let own = self.fields.get(fields..).unwrap_or_default();
        let has_failed =
            |field: &Field| field.slot == Slot::Type && self.bytes(field.value.span) == b"failed";
        let is_message = own
            .iter()
            .any(|field| matches!(field.slot, Slot::Status | Slot::Time) || has_failed(field));
        let mut id = None;
        for field in own {
            let bytes = self.bytes(field.value.span);
            match field.slot {
                Slot::Recipient if found.recipient.is_none() && !bytes.is_empty() => {
                    decode::set_short(bytes, &mut found.recipient);
                }
                Slot::MessageId if found.message_id.is_none() => {
                    decode::set_short(bytes, &mut found.message_id);
                }
                Slot::Id if is_message || bytes.starts_with(b"wam") => id = Some(bytes),
                Slot::UserTitle if found.user_title.is_none() && self.says(field) => {
                    decode::set_text(bytes, &mut found.user_title);
                }
                Slot::UserMessage if found.user_message.is_none() && self.says(field) => {
                    decode::set_text(bytes, &mut found.user_message);
                }
                Slot::Status | Slot::HttpStatus | Slot::Code => {
                    let is_number = bytes.first().is_some_and(u8::is_ascii_digit);
                    if is_number
                        && found.http_status.is_none()
                        && (field.slot != Slot::Code || is_http_only(bytes, found.code))
                    {
                        found.http_status = http_status(bytes);
                    } else if !is_number
                        && field.slot == Slot::Status
                        && self.says(field)
                        && found.status.is_none()
                    {
                        decode::set_short(bytes, &mut found.status);
                    }
                }
                Slot::Type if found.status.is_none() && has_failed(field) => {
                    decode::set_short(bytes, &mut found.status);
                }
                _ => {}
            }
        }
        if let Some(id) = id.filter(|_| found.message_id.is_none()) {
            decode::set_short(id, &mut found.message_id);
        }
    }

    /// A code in a sentence of the innermost object.
    fn sentence(&self, fields: usize) -> Option<Found> {
        let own = self.fields.get(fields..).unwrap_or_default();
        own.iter().find_map(|field| {
            let bytes = self.bytes(field.value.span);
            let slots = [
                Slot::Message,
                Slot::Error,
                Slot::Reason,
                Slot::Title,
                Slot::Details,
                Slot::Body,
            ];
            if !slots.contains(&field.slot) {
                return None;
            }
            if field.slot == Slot::Error && !field.value.quoted {
                let code = text::number(bytes).filter(|code| *code >= 1000 && has_entry(*code))?;
                let mut found = Found::new(code, field.value.span.0);
                found.path = self.path(Some(Label::Name(field.name)));
                return Some(found);
            }
            let mut found = self.sentence_in(field.value, Label::Name(field.name))?;
            self.add_context(fields, &mut found);
            Some(found)
        })
    }

    /// The first code in a quoted text.
    pub(super) fn sentence_in(&self, text: Scalar, label: Label) -> Option<Found> {
        let bytes = self.bytes(text.span);
        if !text.quoted || bytes.len() > LONGEST_BODY {
            return None;
        }
        let mut codes = Vec::new();
        // What follows the second code says nothing of the first.
        text::scan(bytes, text.span.0, true, 2, &mut codes);
        let mut found = codes.into_iter().next()?;
        found.path = self.path(Some(label));
        found.message = Some(self.text_of(text.span));
        found.loose = true;
        Some(found)
    }
}

/// Whether HTTP has such a status: the numbers between are codes of the On-Premises and the Graph API.
/// See <https://www.iana.org/assignments/http-status-codes>.
fn is_http_error(code: i64) -> bool {
    matches!(code, 400..=418 | 421..=426 | 428 | 429 | 431 | 451 | 500..=508 | 510 | 511)
}

/// Whether the `code` around an error is an HTTP status.
fn is_http_only(digits: &[u8], code: i64) -> bool {
    text::number(digits).is_some_and(|status| is_http(status) && status != code)
}
