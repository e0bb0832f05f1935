//! Which objects are errors, and what they say.

use std::sync::OnceLock;

use waba_errors::{get, with_title};

use super::{Deferred, Frame, Member, Role, Walk, bit, http_status, is_quoted, is_word};
use crate::Certainty;
use crate::encoding::may_hold_body;
use crate::evidence::Why;
use crate::generated::{CERTAIN, Evidence, FALSES, Field, KEYWORDS, LIKELY, SUCCESS, TRUES};
use crate::lookup::is_known_subcode;
use crate::name;
use crate::number::{digits, grouped, integer, is_beyond, is_http};
use crate::report::{Raw, Texts};
use crate::span::Span;
use crate::tokens::Label;
use crate::work::{self, memmem};

/// The fields without which nothing is an error.
pub(super) const CODES: u32 = bit(Field::Code) | bit(Field::ErrorCode) | bit(Field::Subcode);
/// What only errors of the Graph API have.
const MARKS: u32 =
    bit(Field::TraceId) | bit(Field::UserTitle) | bit(Field::UserMessage) | bit(Field::ErrorData);
/// Sentences about what happened.
const DETAILS: u32 = bit(Field::Details) | bit(Field::Detail);
/// So much before a body shows whether it is the source of a program.
const NEAR: usize = 64;
/// No word for success is longer.
const LONGEST_WORD: usize = 24;
/// No title is longer.
const LONGEST_TITLE: usize = 128;
/// The range of JSON-RPC, see <https://www.jsonrpc.org/specification#error_object>.
const JSON_RPC: std::ops::RangeInclusive<i64> = -32768..=-32000;

impl Walk<'_, '_, '_> {
    /// Adds the error that the innermost object is, if enough speaks for it.
    pub(super) fn classify(&mut self) {
        let role = self.role();
        let is_below = self.is_below_error();
        let error = self.frames.last().and_then(|frame| self.error(frame, role));
        let Some(mut raw) = error else {
            return;
        };
        raw.why
            .add_if(Evidence::UnderErrorName, is_below && role == Role::Other);
        raw.why.add_if(Evidence::Program, self.is_source());
        let around = self.place();
        raw.around = around;
        // What an error says of itself tells no other one.
        let strings = self.frames.last().map_or(0, |frame| frame.strings as usize);
        if self.strings.len() > strings && raw.why.weight() >= LIKELY {
            let bytes = self.bytes;
            let is_its = |string: &mut Deferred| {
                string.around == around && !may_hold_body(string.value.span.of(bytes))
            };
            self.strings.extract_if(strings.., is_its).for_each(drop);
        }
        self.report.push(raw);
    }

    /// Whether the body is the source of a program: names without quotes in an argument of a call or behind a keyword.
    fn is_source(&self) -> bool {
        let root = self.root as usize;
        if !matches!(self.bytes.get(root), Some(b'{' | b'[' | b'(')) {
            // A form.
            return false;
        }
        let before = self.bytes.get(root.saturating_sub(NEAR)..root);
        let before = before.unwrap_or_default().trim_ascii_end();
        let is_call = before.strip_suffix(b"(").is_some_and(|before| {
            last_word(before)
                .first()
                .is_some_and(u8::is_ascii_lowercase)
        });
        // `const answer =`
        let declared = before.strip_suffix(b"=").map(|before| {
            let before = before.trim_ascii_end();
            before
                .strip_suffix(last_word(before))
                .unwrap_or(before)
                .trim_ascii_end()
        });
        let word = last_word(declared.unwrap_or(before));
        (is_call || KEYWORDS.iter().any(|own| own.as_bytes() == word)) && self.is_without_quotes()
    }

    fn is_without_quotes(&self) -> bool {
        let members = self.frames.last().map(|frame| self.members_of(frame));
        let is_bare = |member: &Member| {
            let before = self
                .bytes
                .get(..member.name.start as usize)
                .unwrap_or_default();
            !matches!(before.last(), Some(b'"' | b'\'' | b'`'))
        };
        members.unwrap_or_default().iter().any(is_bare)
    }

    /// Whether the innermost object stands under a name for reasons, or right below an error.
    fn is_below_error(&mut self) -> bool {
        let depth = self.frames.len();
        let label = self.frames.last().map_or(Label::Root, |frame| frame.label);
        matches!(label, Label::Name(name) if name::field(self.of(name)) == Some(Field::Reason))
            || (depth > 1 && self.role_at(depth - 2) == Role::Error)
    }

    fn error(&self, frame: &Frame, role: Role) -> Option<Raw> {
        if role == Role::Data && frame.seen & bit(Field::ErrorCode) == 0 {
            return None;
        }
        let object = Object {
            bytes: self.bytes,
            members: self.members_of(frame),
            frame,
            role,
            trusts_texts: !self.mode.structure_only || role == Role::Error,
        };
        if self.unit.is_quoted == Some(true) && object.has_bare_code() {
            // In a body with quoted names only a user writes others.
            return None;
        }
        let named = object.number(Field::ErrorCode).filter(|code| *code != 0);
        let number = named.or_else(|| object.number(Field::Code));
        let subcode = object
            .number(Field::Subcode)
            .filter(|subcode| *subcode != 0);
        work::count(object.members.len());
        let beyond = [
            object.beyond(number, &[Field::ErrorCode, Field::Code]),
            object.beyond(subcode, &[Field::Subcode]),
        ];
        let is_beyond = !beyond[0].is_empty();
        let why = object.evidence(number, is_beyond, subcode, named.is_some())?;
        let inside = self
            .report
            .errors
            .get(frame.errors as usize..)
            .unwrap_or_default();
        work::count(inside.len());
        let is_wrapper = named.is_some() || role != Role::Error;
        let is_told = is_wrapper && inside.iter().any(|error| error.number == number);
        if is_told || (!inside.is_empty() && number.is_some_and(is_http)) {
            return None;
        }
        Some(Raw {
            around: 0,
            text: self.text,
            at: frame.level.start,
            root: self.root,
            number,
            subcode,
            beyond,
            why,
            certainty: Certainty::Certain,
            is_sentence: false,
            is_transient: object.truth(Field::Transient),
            head: self.head,
            texts: object.texts(),
            entry: OnceLock::new(),
        })
    }
}

/// The innermost object when it closes.
struct Object<'t, 'w> {
    bytes: &'t [u8],
    members: &'w [Member],
    frame: &'w Frame,
    role: Role,
    /// Its message may mark it: for services only where errors stand.
    trusts_texts: bool,
}

impl<'t> Object<'t, '_> {
    const fn has(&self, fields: u32) -> bool {
        self.frame.seen & fields != 0
    }

    /// The last one counts, as in parsers.
    fn member(&self, field: Field) -> Option<&Member> {
        if !self.has(bit(field)) {
            return None;
        }
        let is_it = |member: &&Member| member.field == Some(field);
        self.members.iter().rev().find(is_it)
    }

    fn said(&self, field: Field) -> Option<&'t [u8]> {
        let value = self.member(field)?.value;
        let bytes = self
            .bytes
            .get(value.span.start as usize..value.span.end as usize)?;
        (!bytes.is_empty() && !name::is_null(value, bytes)).then_some(bytes)
    }

    fn has_bare_code(&self) -> bool {
        let is_code = |member: &Member| member.field.map_or(0, bit) & CODES != 0;
        self.members
            .iter()
            .any(|member| is_code(member) && !is_quoted(self.bytes, member.name))
    }

    fn number(&self, field: Field) -> Option<i64> {
        let said = self.said(field)?;
        integer(said).or_else(|| grouped(said))
    }

    /// Where a number stands that was sent under one of some names and that no `i64` holds.
    fn beyond(&self, number: Option<i64>, fields: &[Field]) -> Span {
        let mut members = fields.iter().filter_map(|field| self.member(*field));
        let spans =
            members.find(|member| number.is_none() && is_beyond(member.value.span.of(self.bytes)));
        spans.map_or_else(Span::default, |member| member.value.span)
    }

    fn truth(&self, field: Field) -> Option<bool> {
        let said = self.said(field)?;
        let is = |words: &[&str]| is_word(words, said);
        (is(TRUES) || is(FALSES)).then(|| is(TRUES))
    }

    /// What speaks for and against an error; `None` if it is none whatever the rest says.
    fn evidence(
        &self,
        number: Option<i64>,
        is_beyond: bool,
        subcode: Option<i64>,
        is_named: bool,
    ) -> Option<Why> {
        let mut why = Why::default();
        let in_place = self.role != Role::Other;
        let is_marked = self.has(MARKS)
            || subcode.is_some()
            || self.is_exception()
            || (self.trusts_texts && self.is_numbered());
        match number {
            None if !(is_beyond || (is_marked && is_known_subcode(subcode))) => return None,
            Some(0) if !(is_marked || (in_place && self.has(bit(Field::Title)))) => return None,
            Some(number) if JSON_RPC.contains(&number) => return None,
            _ if self.says_success() => return None,
            _ => {}
        }
        if let Some(number) = number {
            why.add_known(number, subcode);
            why.add_if(Evidence::HttpStatus, is_http(number) && !is_marked);
        } else {
            why.add_if(Evidence::Known, !is_beyond);
        }
        let is_long = why.has(Evidence::Known);
        // What nobody knows has to look as the platform writes it: other APIs have titles too, but `detail`.
        let is_known = why != Why::default();
        let is_titled = in_place
            && self.said(Field::Title).is_some()
            && !self.has(bit(Field::Detail))
            && (is_known || self.has(bit(Field::Details)));
        let has_reason = is_known && self.has(bit(Field::Reason));
        let is_told = is_titled || has_reason || (is_known && is_named);
        let is_detailed = (is_told && self.has(DETAILS))
            || (is_long && is_named && self.said(Field::Message).is_some());
        why.add_if(Evidence::ErrorPlace, in_place);
        why.add_if(Evidence::NamedErrorCode, is_named);
        why.add_if(Evidence::GraphMark, is_marked);
        why.add_if(Evidence::Titled, is_titled || has_reason);
        why.add_if(Evidence::Detailed, is_detailed);
        why.add_if(Evidence::Record, !is_marked && self.is_record());
        why.add_if(
            Evidence::Foreign,
            !is_marked && !is_long && self.is_foreign(),
        );
        let decides = why.weight() < CERTAIN;
        why.add_if(
            Evidence::OwnTitle,
            number.is_some_and(|number| self.says_title(number, decides)),
        );
        Some(why)
    }

    /// Whether it has a name of a record, such as `price`, or stands under one, such as `product`.
    fn is_record(&self) -> bool {
        let name = match self.frame.label {
            Label::Name(name) => name::field(name.of(self.bytes)),
            _ => None,
        };
        self.has(bit(Field::Record)) || matches!(name, Some(Field::Record | Field::Foreign))
    }

    /// Whether another API speaks: its own names, or an HTTP status beside the code.
    fn is_foreign(&self) -> bool {
        self.members.iter().any(|member| match member.field {
            Some(Field::Status) => http_status(member.value.span.of(self.bytes)).is_some(),
            // An object or a list.
            None if member.value.span.is_empty() => {
                name::field(member.name.of(self.bytes)) == Some(Field::Foreign)
            }
            field => field == Some(Field::Foreign),
        })
    }

    /// Whether a type such as `OAuthException` says whose error it is.
    fn is_exception(&self) -> bool {
        let kind = self.said(Field::Type).unwrap_or_default();
        kind.ends_with(b"Exception") && !kind.contains(&b'.') && name::is_of_api(kind)
    }

    /// Whether a text begins with a number, as in `(#131047) Re-engagement message`.
    fn is_numbered(&self) -> bool {
        [Field::Message, Field::Title].iter().any(|field| {
            let text = self
                .said(*field)
                .and_then(|text| text.trim_ascii_start().strip_prefix(b"(#"));
            text.is_some_and(|text| digits(text) > 0 && text.get(digits(text)) == Some(&b')'))
        })
    }

    /// Whether a text is the title of the code; other titles of it are looked for only where that decides.
    fn says_title(&self, number: i64, decides: bool) -> bool {
        let Ok(code) = u32::try_from(number) else {
            return false;
        };
        [Field::Title, Field::Message, Field::Detail]
            .iter()
            .any(|field| {
                let text = self.said(*field).unwrap_or_default();
                let behind_number = text
                    .strip_prefix(b"(#")
                    .and_then(|text| text.get(memmem::find(text, b") ")? + 2..));
                is_title(behind_number.unwrap_or(text), code, decides)
            })
    }

    fn says_success(&self) -> bool {
        if self.role == Role::Error {
            return false;
        }
        let says = |field| {
            self.said(field).is_some_and(|text| {
                text.len() <= LONGEST_WORD && is_word(SUCCESS, text.trim_ascii())
            })
        };
        self.truth(Field::Success) == Some(true) || says(Field::Message) || says(Field::Success)
    }

    fn texts(&self) -> Texts {
        let mut texts = Texts::default();
        let mut reason = Span::default();
        for Member { field, value, .. } in self.members {
            let Some(field) = field else { continue };
            let place = match field {
                Field::Title => &mut texts.title,
                Field::Message => &mut texts.message,
                Field::Reason => &mut reason,
                Field::Details | Field::Detail => &mut texts.details,
                Field::ErrorData => &mut texts.data,
                Field::UserTitle => &mut texts.user_title,
                Field::UserMessage => &mut texts.user_message,
                Field::TraceId => &mut texts.trace_id,
                Field::Type => &mut texts.kind,
                Field::Href => &mut texts.href,
                _ => continue,
            };
            let bytes = value.span.of(self.bytes);
            if !bytes.is_empty() && bytes != b"\\" && !name::is_null(*value, bytes) {
                *place = value.span;
            }
        }
        if texts.message.is_empty() {
            texts.message = reason;
        }
        texts
    }
}

fn last_word(text: &[u8]) -> &[u8] {
    let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'_';
    let letters = text.iter().rev().take_while(is_letter).count();
    text.get(text.len() - letters..).unwrap_or_default()
}

/// Whether a text is a title of a code.
pub(crate) fn is_title(text: &[u8], code: u32, or_another: bool) -> bool {
    let title = get(code).and_then(|entry| entry.api_title());
    title.is_some_and(|title| title.as_bytes().eq_ignore_ascii_case(text))
        || (or_another
            && (1..=LONGEST_TITLE).contains(&text.len())
            && str::from_utf8(text)
                .is_ok_and(|text| with_title(text).any(|entry| entry.code() == code)))
}
