//! From tokens to errors: keeps of each open object the fields that matter, and classifies it when it closes.

mod classify;
mod strings;

use std::cell::OnceCell;

use crate::encoding::{Encoding, Text, may_hold_body};
use crate::generated::{Evidence, FAILED, Field, INBOUND_NAMES, PLATFORM, TextName};
use crate::name::{self, field};
use crate::number::integer;
use crate::report::{Around, NONE, Raw, Report};
use crate::scan::{Marks, Mode, Scan};
use crate::span::Span;
use crate::tokens::{Form, Label, Level, Scalar, Tokens, Visit};
use crate::{Certainty, form, head, lookup, sentence, tokens, work};

/// Bodies in strings in bodies.
const NESTING: u8 = 4;
/// Members that are kept of an object.
const MEMBERS: u32 = 256;
/// Texts of one body that are looked at once it is known whose body it is.
const MOST_STRINGS: usize = 100_000;
/// Objects and lists in the name of a form's field.
const LONGEST_PATH: usize = 12;
/// A longer row is none of a table.
const LONGEST_ROW: usize = 4 * 1024;
/// A code and its two values stand this close together.
const LONGEST_PAIR: usize = 64;
/// A longer string is no body.
const LONGEST_BODY: usize = 16 << 20;

/// What an object or list is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// A code in it is an error code.
    Error,
    /// `error_data`: its details belong to the error around it.
    Data,
    Other,
}

/// An open object or list.
struct Frame {
    level: Level,
    label: Label,
    /// The word before its bracket means an error.
    kind_is_error: bool,
    /// Once somebody has asked for it.
    role: Option<Role>,
    /// A bit for each field in it.
    seen: u32,
    around: u32,
    /// Where its members, the errors and the texts in it begin.
    members: u32,
    errors: u32,
    strings: u32,
}

/// A name in an open object, and its value if that is plain.
#[derive(Clone, Copy)]
struct Member {
    name: Span,
    value: Scalar,
    field: Option<Field>,
}

/// A text that may hold a body or a sentence.
#[derive(Clone, Copy)]
struct Deferred {
    around: u32,
    label: Label,
    in_errors: bool,
    /// Names beside it say that it is a body.
    is_carrier: bool,
    value: Scalar,
}

/// A body, or an item of a list of bodies: it is the platform's own, or it is not.
#[derive(Clone, Copy, Default)]
struct Unit {
    is_platform: bool,
    /// The first name in it stands in double quotes, and so do all others that no user has written.
    is_quoted: Option<bool>,
    errors: usize,
}

/// Walks through one text.
pub(crate) struct Walk<'t, 'r, 'a> {
    bytes: &'t [u8],
    text: u32,
    /// What the text stands in.
    outer: u32,
    nesting: u8,
    mode: Mode,
    scan: Scan<'t>,
    frames: Vec<Frame>,
    members: Vec<Member>,
    strings: Vec<Deferred>,
    unit: Unit,
    root: u32,
    /// How many errors came before it.
    root_errors: usize,
    /// The head of an HTTP answer before the next body, one more than its place.
    head: u32,
    table: sentence::Table,
    /// The columns of a table that is the whole text; looked for with the first error.
    columns: OnceCell<Option<sentence::Columns>>,
    report: &'r mut Report<'a>,
}

/// No value, but an object or list.
const NOTHING: Scalar = Scalar {
    span: Span { start: 0, end: 0 },
    form: Form::Bare,
};

/// Places have 32 bits, as texts do.
#[allow(clippy::cast_possible_truncation)]
const fn index(len: usize) -> u32 {
    len as u32
}

const fn bit(field: Field) -> u32 {
    1 << field as u32
}

/// What an object says of the errors in it.
const CONTEXT: u32 = bit(Field::Recipient)
    | bit(Field::RecipientUserId)
    | bit(Field::FromUserId)
    | bit(Field::ParentUserId)
    | bit(Field::MessageId)
    | bit(Field::Id)
    | bit(Field::UserTitle)
    | bit(Field::UserMessage)
    | bit(Field::HttpStatus)
    | bit(Field::Code)
    | bit(Field::Time)
    | bit(Field::Logged)
    | bit(Field::Status)
    | bit(Field::Type)
    | bit(Field::Foreign);

/// What an object says that may make it an error, or a part of one.
const TELLING: u32 = classify::CODES | bit(Field::Details);

/// Reads a text, which stands in `outer`, into a report.
pub(crate) fn read(
    scan: Scan<'_>,
    text: u32,
    outer: u32,
    nesting: u8,
    mode: Mode,
    report: &mut Report<'_>,
) {
    let mut walk = Walk::new(scan, text, outer, nesting, mode, report);
    if scan.marks.has(Marks::BODY) {
        Tokens::read(scan.text, 0, &mut walk);
    } else {
        walk.line();
    }
}

/// Whether values may stand under names in a short text: what people wrote can be among them.
fn has_members(scan: &Scan<'_>) -> bool {
    let marks = |kinds| scan.marks.has(kinds);
    let has = |sign: &[u8]| work::memmem::find(scan.text, sign).is_some();
    marks(Marks::EQUALS)
        || (marks(Marks::AMPERSAND) && has(b"&quot;"))
        || (marks(Marks::BRACKET) && (has(b"map[") || (marks(Marks::COLON) && has(b"{"))))
        || (marks(Marks::QUOTE) && (has(b"\":") || has(b"':")))
}

/// Reads a short text without names and values as lines of sentences: its brackets mean nothing.
pub(crate) fn read_plain(scan: Scan<'_>, text: u32, mode: Mode, report: &mut Report<'_>) {
    if lookup::SENTENCE.contains(&scan.text.len()) && !has_members(&scan) {
        Walk::new(scan, text, NONE, 0, mode, report).plain();
    }
}

impl<'t, 'r, 'a> Walk<'t, 'r, 'a> {
    fn new(
        scan: Scan<'t>,
        text: u32,
        outer: u32,
        nesting: u8,
        mode: Mode,
        report: &'r mut Report<'a>,
    ) -> Self {
        Self {
            bytes: scan.text,
            text,
            outer,
            nesting,
            mode,
            scan,
            frames: Vec::new(),
            members: Vec::new(),
            strings: Vec::new(),
            unit: Unit {
                is_platform: false,
                is_quoted: None,
                errors: report.errors.len(),
            },
            root: 0,
            root_errors: report.errors.len(),
            head: 0,
            table: sentence::Table::default(),
            columns: OnceCell::new(),
            report,
        }
    }

    #[inline]
    fn of(&self, span: Span) -> &'t [u8] {
        self.bytes
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Whether the innermost object or list is a body of its own: outermost, or an item of the outermost list.
    fn is_unit(&self) -> bool {
        match self.frames.as_slice() {
            [] => true,
            [root] => root.level.bracket == b'[',
            _ => false,
        }
    }

    #[inline]
    fn note_quotes(&mut self, name: Span) {
        if self.unit.is_quoted.is_none() {
            self.unit.is_quoted = Some(is_quoted(self.bytes, name));
        }
    }

    /// Whether only bodies of the platform have such a value.
    fn is_platform_mark(&self, field: Option<Field>, value: Span) -> bool {
        let bytes = self.of(value);
        match field {
            Some(Field::Product) => PLATFORM.iter().any(|own| own.as_bytes() == bytes),
            // Twilio's numbers.
            Some(Field::Recipient) => bytes.starts_with(b"whatsapp:"),
            field => field == Some(Field::BusinessNumber),
        }
    }

    fn begin_unit(&mut self) {
        self.unit = Unit {
            is_platform: false,
            is_quoted: None,
            errors: self.report.errors.len(),
        };
    }

    /// The members of an object, of which all but the outer ones' are its own.
    fn members_of(&self, frame: &Frame) -> &[Member] {
        self.members
            .get(frame.members as usize..)
            .unwrap_or_default()
    }

    #[inline]
    fn add_member(&mut self, member: Member) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if frame.members + MEMBERS > index(self.members.len()) {
            frame.seen |= member.field.map_or(0, bit);
            self.members.push(member);
        }
    }

    /// Gives the open objects and lists their places among those around errors.
    fn place(&mut self) -> u32 {
        let known = self.frames.iter().rposition(|frame| frame.around != NONE);
        let mut parent = match known.and_then(|known| self.frames.get(known)) {
            Some(frame) => frame.around,
            None => self.outer,
        };
        let first = known.map_or(0, |known| known + 1);
        let frames = self.frames.get_mut(first..).unwrap_or_default();
        self.report.around.reserve(frames.len());
        for frame in frames {
            let around = Around::new(self.text, parent, frame.label);
            let Some(around) = self.report.add_around(around) else {
                break;
            };
            frame.around = around;
            parent = around;
        }
        parent
    }

    /// What the innermost object or list is there for.
    fn role(&mut self) -> Role {
        self.role_at(self.frames.len().saturating_sub(1))
    }

    fn role_at(&mut self, depth: usize) -> Role {
        let Some(frame) = self.frames.get(depth) else {
            return Role::Other;
        };
        if let Some(role) = frame.role {
            return role;
        }
        let (label, kind_is_error) = (frame.label, frame.kind_is_error);
        let role = match label {
            Label::Name(name) => self.role_of(self.of(name), kind_is_error, depth),
            _ if kind_is_error => Role::Error,
            Label::Index(_) => self.role_of_list(depth),
            Label::Root => Role::Other,
        };
        if let Some(frame) = self.frames.get_mut(depth) {
            frame.role = Some(role);
        }
        role
    }

    fn role_of(&mut self, name: &[u8], kind_is_error: bool, depth: usize) -> Role {
        match field(name) {
            Some(Field::ErrorData) => Role::Data,
            Some(Field::Details | Field::Detail)
                if depth > 0 && self.role_at(depth - 1) == Role::Error =>
            {
                Role::Error
            }
            // What another API sends, and what `waba-errors annotate` has added.
            Some(Field::Foreign) => Role::Other,
            _ if kind_is_error || name::is_error(name) => Role::Error,
            _ => Role::Other,
        }
    }

    /// An item is there for what its list is there for.
    fn role_of_list(&mut self, depth: usize) -> Role {
        let list = depth.checked_sub(1);
        let is_list = |frame: &Frame| frame.level.bracket != b'{';
        match list.filter(|list| self.frames.get(*list).is_some_and(is_list)) {
            Some(list) => self.role_at(list),
            None => Role::Other,
        }
    }

    /// Searches text that is passed over for what is only possible, which is a number.
    fn read_passed(&mut self, from: usize, to: usize) {
        let passed = self.bytes.get(from..to).unwrap_or_default();
        if passed.is_ascii() && !passed.iter().any(u8::is_ascii_digit) {
            return;
        }
        let first = self.report.errors.len();
        let text = self.bytes.get(..to).unwrap_or_default();
        let (outer, nesting, mode) = (self.outer, self.nesting, self.mode);
        let scan = Scan::open(text);
        let mut walk = Walk::new(scan, self.text, outer, nesting, mode, self.report);
        Tokens::read(text, from, &mut walk);
        self.report.retain(first, Raw::is_possible);
    }

    /// Reads a short text in which no body begins. What may be passed over has nothing sure, and whether it may is asked only
    /// where something was found.
    fn line(&mut self) {
        let is_possible = self.mode.least == Certainty::Possible;
        if !is_possible && self.scan.next(0).is_none() {
            return;
        }
        let (errors, sure) = (self.report.errors.len(), self.report.sure());
        self.text(Span::new(0, self.bytes.len()));
        if is_possible && self.report.sure() > sure && self.scan.next(0).is_none() {
            self.report.retain(errors, Raw::is_possible);
        }
    }

    /// Closes an object that says something, whose members begin at `first`.
    fn weigh(&mut self, first: usize) {
        let seen = self.frames.last().map_or(0, |frame| frame.seen);
        if seen & classify::CODES != 0 {
            self.classify();
        }
        let Some(frame) = self.frames.last() else {
            return;
        };
        let has_errors = self.report.errors.len() > frame.errors as usize || frame.around != NONE;
        if self.strings.len() > frame.strings as usize {
            self.survey();
        }
        if has_errors && seen & CONTEXT != 0 {
            self.describe();
        }
        let details = (seen & bit(Field::Details) != 0)
            .then(|| self.details())
            .flatten();
        self.frames.pop();
        self.members.truncate(first);
        if let Some(details) = details
            && let Some(outer) = self.frames.last_mut()
        {
            // They belong to the error around it.
            outer.seen |= bit(Field::ErrorData) | bit(Field::Details);
            self.members.push(details);
        }
    }

    fn begin_body(&mut self, at: u32) {
        if self.frames.is_empty() {
            self.frames.reserve(12);
            self.members.reserve(24);
            self.root = at;
            self.root_errors = self.report.errors.len();
        }
        self.end_unit();
    }

    fn end_body(&mut self) {
        if self.is_unit() {
            self.end_unit();
        }
        if self.frames.is_empty() {
            self.head = 0;
            if self.report.errors.len() > self.root_errors && self.is_peoples_cell(self.root) {
                self.report.retain(self.root_errors, |_| false);
                self.begin_unit();
            }
        }
    }

    /// Whether a byte stands in a cell of a table in which people wrote.
    fn is_peoples_cell(&self, at: u32) -> bool {
        if !self.scan.marks.has(Marks::NEWLINE) {
            return false;
        }
        let (bytes, at) = (self.bytes, at as usize);
        let first = at.saturating_sub(LONGEST_ROW);
        let before = bytes.get(first..at).unwrap_or_default();
        let Some(start) = work::memrchr(b'\n', before).map(|end| first + end + 1) else {
            return false;
        };
        let head =
            || sentence::Columns::of(tokens::line(bytes.get(..LONGEST_ROW).unwrap_or(bytes)));
        let Some(columns) = self.columns.get_or_init(head) else {
            return false;
        };
        let rest = bytes.get(start..).unwrap_or_default();
        let row = tokens::line(rest.get(..2 * LONGEST_ROW).unwrap_or(rest));
        columns.is_peoples(row, at - start)
    }

    /// The details of the innermost object, if it is there for them.
    fn details(&mut self) -> Option<Member> {
        if self.role() != Role::Data {
            return None;
        }
        let mut members = self.members_of(self.frames.last()?).iter();
        members
            .find(|member| member.field == Some(Field::Details))
            .copied()
    }

    /// Tells the innermost object, and the errors in it, what it says about the message.
    fn describe(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let members = self
            .members
            .get(frame.members as usize..)
            .unwrap_or_default();
        let is_message = frame.seen
            & (bit(Field::Recipient) | bit(Field::RecipientUserId) | bit(Field::MessageId))
            != 0
            || members.iter().any(|member| {
                member.field == Some(Field::Id)
                    && member.value.span.of(self.bytes).starts_with(b"wam")
            });
        let failed = frame.seen & (bit(Field::Status) | bit(Field::Type)) != 0
            && members.iter().any(|member| {
                matches!(member.field, Some(Field::Status | Field::Type))
                    && is_word(FAILED, member.value.span.of(self.bytes))
            });
        let inside = self
            .report
            .errors
            .get_mut(frame.errors as usize..)
            .unwrap_or_default();
        work::count(members.len() + inside.len());
        for error in inside {
            let is_its = is_message || error.why.has(Evidence::Known);
            error.why.add_if(Evidence::FailedMessage, failed && is_its);
            error
                .why
                .add_if(Evidence::Foreign, frame.seen & bit(Field::Foreign) != 0);
        }
        let Some(around) = self.report.around.get_mut(frame.around as usize) else {
            return;
        };
        let is_message = is_message || frame.seen & (bit(Field::Status) | bit(Field::Time)) != 0;
        for Member { field, value, .. } in members {
            let Some(field) = field else { continue };
            let bytes = value.span.of(self.bytes);
            let place = match field {
                Field::Recipient => &mut around.recipient,
                Field::RecipientUserId => &mut around.recipient_user_id,
                Field::FromUserId => &mut around.from_user_id,
                Field::ParentUserId => &mut around.parent_user_id,
                Field::MessageId => &mut around.message_id,
                Field::Id if is_message || bytes.starts_with(b"wam") => &mut around.message_id,
                Field::Time | Field::Logged => &mut around.time,
                Field::UserTitle => &mut around.user_title,
                Field::UserMessage => &mut around.user_message,
                Field::HttpStatus | Field::Code => {
                    around.http_status = http_status(bytes).unwrap_or(around.http_status);
                    continue;
                }
                Field::Status => match http_status(bytes) {
                    Some(status) => {
                        around.http_status = status;
                        continue;
                    }
                    None => &mut around.status,
                },
                Field::Type if is_message && failed => &mut around.status,
                _ => continue,
            };
            if place.is_empty() && !name::is_null(*value, bytes) {
                *place = value.span;
            }
        }
    }

    /// Gives out what a body holds, now that it is known whose body it is.
    fn end_unit(&mut self) {
        let first = self.unit.errors;
        if self.report.errors.len() == first && self.strings.is_empty() {
            return self.begin_unit();
        }
        let own = self.report.errors.get_mut(first..).unwrap_or_default();
        work::count(own.len());
        let is_platform = self.unit.is_platform;
        let least = if self.mode.structure_only {
            Certainty::Certain
        } else {
            self.mode.least
        };
        let mut is_settled = true;
        for error in own {
            error.why.add_if(Evidence::Platform, is_platform);
            let certainty = error.why.certainty();
            is_settled &= certainty > Some(Certainty::Possible) && certainty >= Some(least);
            error.certainty = certainty.unwrap_or(Certainty::Possible);
        }
        if !is_settled {
            for error in self.report.errors.split_off(first) {
                if error.why.certainty() >= Some(least) {
                    self.report.push(error);
                }
            }
        }
        if is_platform {
            // Whatever stands in its texts, people wrote it.
            self.strings.clear();
        } else if !self.strings.is_empty() {
            self.read_strings(first);
        }
        self.begin_unit();
    }

    /// Reads a text that stands encoded in this one. Gives whether something was found.
    fn nested(&mut self, span: Span, encoding: Encoding, outer: u32, mode: Mode) -> bool {
        if self.nesting >= NESTING || span.len() > LONGEST_BODY {
            return false;
        }
        let text = Text::decode(encoding, self.bytes, self.text, span);
        self.in_text(text, |bytes, index, report, _, nesting| {
            read(Scan::new(bytes, mode), index, outer, nesting, mode, report);
        })
    }

    /// Does something with a decoded text, and keeps the text if it holds an error. Gives whether one is more than possible.
    fn in_text(
        &mut self,
        text: Text,
        read: impl FnOnce(&[u8], u32, &mut Report<'a>, Mode, u8),
    ) -> bool {
        let Some(index) = self.report.add_text(text) else {
            return false;
        };
        let (errors, around) = (self.report.errors.len(), self.report.around.len());
        let sure = self.report.sure();
        let bytes = self.report.take_bytes(index);
        read(&bytes, index, self.report, self.mode, self.nesting + 1);
        self.report.return_bytes(index, bytes);
        if self.report.errors.len() == errors {
            self.report.drop_text();
            self.report.around.truncate(around);
        }
        self.report.sure() > sure
    }
}

impl Walk<'_, '_, '_> {
    /// Whether a form says that people wrote what is in it: it is that of a message which came in.
    fn is_peoples(&self, form: &form::Form) -> bool {
        form.pairs.iter().any(|(name, _)| {
            let name = self.of(*name);
            name::text(name) == Some(TextName::People) || name::is(name, &INBOUND_NAMES)
        })
    }

    /// Reads a form as an object; its values are decoded once and are texts as they are. Gives whether it holds an error.
    fn read_form(&mut self, form: &form::Form) -> bool {
        let is_of_interest = |(name, value): &(Span, Span)| {
            let name = form::last_name(self.of(*name));
            matches!(
                field(name),
                Some(Field::Code | Field::ErrorCode | Field::Subcode)
            ) || may_hold_body(self.of(*value))
        };
        if self.nesting >= NESTING || !form.pairs.iter().any(is_of_interest) {
            return false;
        }
        let bytes = form.span.of(self.bytes);
        if work::memchr2(b'%', b'+', bytes).is_none() {
            let sure = self.report.sure();
            self.read_pairs(form.span.start, &form.pairs);
            return self.report.sure() > sure;
        }
        let text = Text::decode(Encoding::Form, self.bytes, self.text, form.span);
        let pairs = form.decoded(self.bytes);
        let outer = self.outer;
        self.in_text(text, |bytes, index, report, mode, nesting| {
            let scan = Scan::open(bytes);
            Walk::new(scan, index, outer, nesting, mode, report).read_pairs(0, &pairs);
        })
    }

    /// Reads names and values, which begin at a byte, as an object.
    fn read_pairs(&mut self, at: u32, pairs: &[(Span, Span)]) {
        let head = std::mem::take(&mut self.head);
        self.begin_unit();
        self.open(at, b'{', Label::Root);
        // Quotes are around the whole form.
        self.unit.is_quoted = Some(false);
        let mut open = Vec::new();
        for (name, span) in pairs {
            let name = self.open_path(&mut open, *name);
            let (span, form) = (*span, Form::Raw);
            self.member(name, Scalar { span, form });
        }
        for _ in open {
            self.close();
        }
        self.close();
        self.head = head;
    }

    /// Opens what a name of a form stands in, and closes what it does not. Gives its own name.
    fn open_path(&mut self, open: &mut Vec<Span>, name: Span) -> Span {
        if open.is_empty() && !form::is_path(self.of(name)) {
            return name;
        }
        let path = form::path(name, self.bytes);
        let Some((own, around)) = path.split_last().filter(|_| path.len() <= LONGEST_PATH) else {
            return name;
        };
        let pairs = open.iter().zip(around);
        let shared = pairs
            .take_while(|(one, other)| self.of(**one) == self.of(**other))
            .count();
        for _ in open.drain(shared..) {
            self.close();
        }
        let new = path.windows(2).skip(shared).take(around.len() - shared);
        for pair in new {
            let [part, next] = pair else { continue };
            let index =
                |part: &Span| integer(self.of(*part)).and_then(|index| u32::try_from(index).ok());
            let bracket = if index(next).is_some() { b'[' } else { b'{' };
            let label = index(part).map_or(Label::Name(*part), Label::Index);
            self.open(part.start, bracket, label);
            open.push(*part);
        }
        *own
    }
}

impl Visit for Walk<'_, '_, '_> {
    #[inline]
    fn open(&mut self, at: u32, bracket: u8, label: Label) {
        if self.frames.len() < 2 && self.is_unit() {
            self.begin_body(at);
        }
        if let Label::Name(name) = label {
            self.note_quotes(name);
            if !self.unit.is_platform {
                self.add_member(Member {
                    name,
                    value: NOTHING,
                    field: None,
                });
            }
        }
        self.frames.push(Frame {
            level: Level {
                bracket,
                start: at,
                index: 0,
            },
            label,
            kind_is_error: false,
            role: None,
            seen: 0,
            around: NONE,
            members: index(self.members.len()),
            errors: index(self.report.errors.len()),
            strings: index(self.strings.len()),
        });
    }

    fn kind(&mut self, kind: Span) {
        let word = self.of(kind);
        if let Some(frame) = self.frames.last_mut()
            && name::is_error(word)
        {
            frame.kind_is_error = true;
            // `errors: [` in a fragment without braces, and not `ApiError {`.
            if matches!(frame.label, Label::Root) && word.starts_with(b"e") {
                frame.label = Label::Name(kind);
            }
        }
    }

    // Nearly all names and values pass here, and a call costs a third of it.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn member(&mut self, name: Span, value: Scalar) {
        self.note_quotes(name);
        let field = field(self.of(name));
        self.unit.is_platform = self.unit.is_platform || self.is_platform_mark(field, value.span);
        if !self.unit.is_platform {
            self.add_member(Member { name, value, field });
            self.defer_member(name, value, field);
        } else if field.is_some() {
            self.add_member(Member { name, value, field });
        }
    }

    fn item(&mut self, index: u32, value: Scalar) {
        if !self.unit.is_platform && !self.mode.structure_only {
            self.defer(Label::Index(index), value);
        }
    }

    /// A code with two values is read as a sentence: `"code": 470, 131008`.
    fn ambiguous(&mut self, second: Span) {
        let own = self.frames.last().map_or(0, |frame| frame.members as usize);
        if self.members.len() > own
            && let Some(Member { name, field, .. }) = self.members.last().copied()
            && matches!(field, Some(Field::Code | Field::ErrorCode))
        {
            self.members.pop();
            let span = Span {
                start: name.start,
                end: second.end,
            };
            if !self.mode.structure_only && span.len() <= LONGEST_PAIR {
                let form = Form::Bare;
                self.keep(Label::Name(name), Scalar { span, form }, false);
            }
        }
    }

    #[inline]
    fn close(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let has_errors = self.report.errors.len() > frame.errors as usize || frame.around != NONE;
        let says = if has_errors {
            TELLING | CONTEXT
        } else {
            TELLING
        };
        let has_strings = self.strings.len() > frame.strings as usize;
        let members = frame.members as usize;
        if frame.seen & says != 0 || has_strings {
            self.weigh(members);
        } else {
            self.frames.pop();
            self.members.truncate(members);
        }
        if self.frames.len() < 2 {
            self.end_body();
        }
    }

    fn text(&mut self, span: Span) {
        let bytes = self.of(span);
        if bytes.is_empty() {
            return;
        }
        let marks = self.scan.marks;
        let head = (marks.has(Marks::SLASH)).then(|| head::before_body(bytes));
        self.head = match head.flatten() {
            Some(head) => {
                self.report.heads.push(head);
                u32::try_from(self.report.heads.len()).unwrap_or(0)
            }
            None => 0,
        };
        let (mut start, mut told) = (span.start, Vec::new());
        let forms = marks
            .has(Marks::AMPERSAND)
            .then(|| form::find(bytes, span.start));
        for form in forms.into_iter().flatten() {
            let errors = self.report.errors.len();
            if self.read_form(&form) || self.is_peoples(&form) {
                let end = form.span.start;
                self.sentences(Span { start, end }, &told);
                start = form.span.end;
            } else if self.report.errors.len() > errors {
                told.push(form.span);
            }
        }
        let end = span.end;
        self.sentences(Span { start, end }, &told);
        self.begin_unit();
    }

    fn encoded(&mut self, span: Span, encoding: Encoding) {
        let errors = self.report.errors.len();
        self.nested(span, encoding, self.outer, self.mode);
        if self.report.errors.len() > errors && self.is_peoples_cell(span.start) {
            self.report.retain(errors, |_| false);
        }
        self.begin_unit();
    }

    fn has_found(&self) -> bool {
        let own = self
            .report
            .errors
            .get(self.root_errors..)
            .unwrap_or_default();
        own.iter().any(|error| !error.is_possible())
    }

    fn next(&mut self, from: usize) -> Option<usize> {
        if self.report.sure() >= self.report.most {
            self.report.truncated = true;
            return None;
        }
        let next = self.scan.next(from);
        let is_enough = self.report.likeliest && self.report.sure() > 0;
        if self.mode.least == Certainty::Possible && !is_enough && !self.scan.is_open {
            let end = next.unwrap_or(self.bytes.len());
            self.read_passed(from, end);
        }
        next
    }

    #[inline]
    fn depth(&self) -> usize {
        self.frames.len()
    }

    #[inline]
    fn level(&self, depth: usize) -> Option<&Level> {
        self.frames.get(depth).map(|frame| &frame.level)
    }

    #[inline]
    fn innermost(&mut self) -> Option<&mut Level> {
        self.frames.last_mut().map(|frame| &mut frame.level)
    }
}

impl Around {
    pub(crate) fn new(text: u32, parent: u32, label: Label) -> Self {
        let none = Span::default();
        Self {
            text,
            parent,
            teller: parent,
            label,
            inbound: false,
            http_status: 0,
            recipient: none,
            recipient_user_id: none,
            from_user_id: none,
            parent_user_id: none,
            message_id: none,
            status: none,
            time: none,
            user_title: none,
            user_message: none,
        }
    }
}

/// Whether a name stands in double quotes.
fn is_quoted(text: &[u8], name: Span) -> bool {
    let before = (name.start as usize)
        .checked_sub(1)
        .and_then(|before| text.get(before));
    before == Some(&b'"')
}

/// A number as an HTTP status.
fn http_status(bytes: &[u8]) -> Option<u16> {
    let status = bytes
        .first()
        .filter(|byte| byte.is_ascii_digit())
        .and_then(|_| integer(bytes))?;
    u16::try_from(status)
        .ok()
        .filter(|status| (100..=599).contains(status))
}

/// Whether a text is one of some words, whatever the case.
fn is_word(words: &[&str], text: &[u8]) -> bool {
    words
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word.as_bytes()))
}
