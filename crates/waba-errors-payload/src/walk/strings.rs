//! Texts in bodies: they may hold a body or tell an error in a sentence, unless people wrote them.

use std::cell::LazyCell;
use std::collections::HashSet;
use std::sync::OnceLock;

use waba_errors::get;

use super::{
    Around, Deferred, Encoding, Form, Label, MOST_STRINGS, Member, Mode, Role, Scalar, Span, Walk,
};
use crate::Certainty;
use crate::encoding::may_hold_body;
use crate::generated::{Field, INBOUND_NAMES, INBOUND_SELECTORS, TextName};
use crate::lookup;
use crate::name;
use crate::number::integer;
use crate::report::{Raw, Texts};
use crate::scan::Marks;
use crate::sentence::{self, Mention};
use crate::work::{self, memmem};

/// A shorter text is no body.
const SHORTEST_BODY: usize = 8;
/// So many levels up an error is looked for.
const NEAR: usize = 4;

impl Walk<'_, '_, '_> {
    /// Keeps the text of a member for later, if it may be of interest.
    #[inline]
    pub(super) fn defer_member(&mut self, name: Span, value: Scalar, field: Option<Field>) {
        let own = self.of(name);
        if !self.mode.structure_only {
            if value.is_text() || field == Some(Field::Reason) || name::is_one_error(own) {
                self.defer(Label::Name(name), value);
            }
        } else if value.is_text()
            && value.span.len() >= SHORTEST_BODY
            && name::may_be_carrier(own)
            && name::is_carrier(own, u32::MAX)
            && may_hold_body(self.of(value.span))
        {
            self.keep(Label::Name(name), value, false);
        }
    }

    /// Keeps a text for later, if it may be of interest.
    pub(super) fn defer(&mut self, label: Label, value: Scalar) {
        let bytes = self.of(value.span);
        let role = self.role();
        let Some(frame) = self.frames.last() else {
            return;
        };
        let is_item = frame.level.bracket == b'[' && matches!(label, Label::Index(_));
        let list = frame.label;
        let is_kept = match label {
            _ if value.is_text() => {
                (bytes.len() >= SHORTEST_BODY && may_hold_body(bytes))
                    // An error with a code needs no sentence, and its code may follow.
                    || (role == Role::Error && bytes.contains(&b' '))
                    || may_tell(bytes)
            }
            _ => may_be_code(bytes),
        };
        if !is_kept {
            return;
        }
        let in_errors = is_item
            && matches!(list, Label::Name(name) if name::ends_in_error(self.of(name)))
            && role == Role::Error;
        if in_errors || value.is_text() || matches!(label, Label::Name(_)) {
            self.keep(label, value, in_errors);
        }
    }

    pub(super) fn keep(&mut self, label: Label, value: Scalar, in_errors: bool) {
        if self.strings.len() >= MOST_STRINGS {
            self.report.truncated = true;
            return;
        }
        let around = self.place();
        self.strings.push(Deferred {
            around,
            label,
            in_errors,
            is_carrier: false,
            value,
        });
    }

    /// Looks at the names of the innermost object when it closes and texts in it are of interest: people may have written
    /// them, and services read a text as a body only where something beside it says that it is one.
    pub(super) fn survey(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let (around, strings, bytes) = (frame.around, frame.strings as usize, self.bytes);
        let members = self.members.get(frame.members as usize..);
        let members = members.unwrap_or_default();
        let inbound = members.iter().any(|Member { name, value, .. }| {
            let (name, value) = (name.of(bytes), value.span.of(bytes));
            name::is(name, &INBOUND_NAMES)
                || (name::is(name, &INBOUND_SELECTORS) && name::says_inbound(value))
        });
        let is_id = |own: &Member| own.value.span.of(bytes).starts_with(b"wamid.");
        if inbound && members.iter().any(is_id) {
            // A message of the platform, wherever the rest of its webhook is.
            self.strings.truncate(strings);
            return;
        }
        let companions = LazyCell::new(|| {
            let companions = members
                .iter()
                .map(|own| name::companions(own.name.of(bytes)));
            companions.fold(0, |all, own| all | own)
        });
        let is_carrier = |name: &[u8]| {
            name::may_be_carrier(name)
                && name::is_carrier(name, u32::MAX)
                && name::is_carrier(name, *companions)
        };
        let own = self.strings.get_mut(strings..).unwrap_or_default();
        for string in own.iter_mut().filter(|string| string.around == around) {
            string.is_carrier =
                matches!(string.label, Label::Name(name) if is_carrier(name.of(bytes)));
        }
        if self.mode.structure_only {
            let is_no_body = |string: &mut Deferred| string.around == around && !string.is_carrier;
            self.strings
                .extract_if(strings.., is_no_body)
                .for_each(drop);
        }
        if let Some(around) = self.report.around.get_mut(around as usize) {
            around.inbound |= inbound;
        }
    }

    /// Reads the texts of a body that is not the platform's.
    pub(super) fn read_strings(&mut self, first: usize) {
        let errors = self.report.errors.get(first..).unwrap_or_default();
        let errors = errors.iter().filter(|error| !error.is_possible());
        let told: HashSet<_> = errors.clone().map(|error| error.number).collect();
        let objects: HashSet<_> = errors.map(|error| error.around).collect();
        let in_objects = self.report.errors.len();
        for string in std::mem::take(&mut self.strings) {
            work::count(1);
            let before = self.report.errors.len();
            if self.report.sure() >= self.report.most {
                self.report.truncated = true;
                break;
            }
            self.read_string(string, objects.contains(&string.around));
            if !told.is_empty() && self.report.errors.len() > before {
                self.report
                    .retain(before, |error| !told.contains(&error.number));
            }
        }
        // What a body in one text tells, a sentence in another does not tell again.
        let own = self.report.errors.get(in_objects..).unwrap_or_default();
        let is_sure = |error: &&Raw| !error.is_sentence && !error.is_possible();
        let told: HashSet<_> = own
            .iter()
            .filter(is_sure)
            .map(|error| error.number)
            .collect();
        if !told.is_empty() {
            let is_new = |error: &Raw| !error.is_sentence || !told.contains(&error.number);
            self.report.retain(in_objects, is_new);
        }
    }

    /// `is_known` says that the object around it is an error: its own words tell no other.
    fn read_string(&mut self, string: Deferred, is_known: bool) {
        let Deferred { label, value, .. } = string;
        let name = match label {
            Label::Name(name) => self.of(name),
            _ => &[],
        };
        let kind = name::text(name);
        let is_peoples = match kind {
            Some(TextName::People) if !string.is_carrier => true,
            // What a service opens says itself that it is a body, but not where people write.
            _ if self.mode.structure_only => self.is_in_peoples(string.around),
            Some(TextName::Inbound | TextName::InboundSentence) => {
                self.is_in_peoples(string.around)
            }
            _ => false,
        };
        let bytes = self.of(value.span);
        if is_peoples {
            return;
        }
        let is_named = name::is_one_error(name) || name::field(name) == Some(Field::Reason);
        let tells = string.in_errors
            || is_named
            || matches!(kind, Some(TextName::Sentence | TextName::InboundSentence))
            || name::is_error(name)
            || self.is_in_error(string.around)
            || bytes.starts_with(b"(#");
        let holds_body = value.is_text() && bytes.len() >= SHORTEST_BODY && may_hold_body(bytes);
        let is_searched = tells
            && !is_known
            && !self.mode.structure_only
            && (!value.is_text() || may_tell(bytes));
        if !holds_body && !is_searched {
            return;
        }
        let Some(node) = self
            .report
            .add_around(Around::new(self.text, string.around, label))
        else {
            return;
        };
        if holds_body {
            let encoding = if value.form == Form::Raw {
                Encoding::Plain
            } else {
                Encoding::Escapes
            };
            let sentences = tells && !is_known && self.mode.sentences;
            // What stands beside the body is searched there; the body itself never is.
            self.nested(
                value.span,
                encoding,
                node,
                Mode {
                    sentences,
                    is_named,
                    ..self.mode
                },
            );
            return;
        }
        let context = sentence::Context {
            is_whole: true,
            is_named: is_named || string.in_errors,
            most: self.room(),
            least: self.mode.least,
            marks: Marks::ALL,
        };
        let mut found = Vec::new();
        if let Some(number) = integer(bytes) {
            found.extend(sentence::number_alone(number, context));
        } else {
            let table = &mut sentence::Table::default();
            self.report.truncated |= !sentence::scan(bytes, context, table, &mut found);
        }
        for mention in found {
            let message = if value.is_text() {
                value.span
            } else {
                Span::default()
            };
            let raw = self.sentence(&mention, value.span.start, node, value.span.start);
            let texts = Texts {
                message,
                ..Texts::default()
            };
            self.report.push(Raw { texts, ..raw });
        }
    }

    /// Whether an object, or one around it, holds what people wrote: something in it says so, or its name.
    fn is_in_peoples(&self, around: u32) -> bool {
        let is_named = |around: &Around| {
            around.text == self.text
                && matches!(around.label, Label::Name(name) if name::text(self.of(name)) == Some(TextName::People))
        };
        let mut outwards = self.report.outwards(around);
        let mut near = self.report.outwards(around).take(NEAR);
        outwards.any(|around| around.inbound) || (near.any(is_named) && !self.is_in_error(around))
    }

    /// Whether an object or list is, or is close below, one that means an error.
    fn is_in_error(&self, around: u32) -> bool {
        let near = self.report.outwards(around).take(NEAR);
        near.filter(|around| around.text == self.text).any(
            |around| matches!(around.label, Label::Name(name) if name::is_error(self.of(name))),
        )
    }

    /// Searches text between bodies; of what stands in a form that told something, only what is surer than possible is new.
    pub(super) fn sentences(&mut self, span: Span, told: &[Span]) {
        if !self.mode.sentences || span.is_empty() {
            return;
        }
        let bytes = self.of(span);
        let is_whole = span.start == 0 || self.bytes.get(span.start as usize - 1) == Some(&b'\n');
        let context = sentence::Context {
            is_whole,
            is_named: self.mode.is_named,
            most: self.room(),
            least: self.mode.least,
            marks: self.scan.marks,
        };
        let mut found = Vec::new();
        self.report.truncated |= !sentence::scan(bytes, context, &mut self.table, &mut found);
        for mention in found {
            let at = span.start + mention.at;
            let form = told.get(told.partition_point(|form| form.end <= at));
            let is_told = mention.certainty == Certainty::Possible
                && form.is_some_and(|form| form.start <= at);
            if is_told || self.is_peoples_cell(at) {
                continue;
            }
            let raw = self.sentence(&mention, span.start, self.outer, at);
            self.report.push(raw);
        }
    }

    /// Searches everything for what the API prints.
    pub(super) fn plain(&mut self) {
        let mut found = Vec::new();
        sentence::own_sentences(self.bytes, self.room(), &mut found);
        for mention in found {
            let raw = self.sentence(&mention, 0, self.outer, mention.at);
            self.report.push(raw);
        }
    }

    /// For so many codes there is room, and for one more, to know that it is too much.
    fn room(&self) -> usize {
        let most = self.report.most.saturating_add(1);
        most.saturating_sub(self.report.sure())
    }

    fn sentence(&self, mention: &Mention, base: u32, around: u32, at: u32) -> Raw {
        let message = mention.message;
        Raw {
            around,
            text: self.text,
            at,
            root: at,
            number: mention.number,
            subcode: mention.subcode,
            beyond: [Span::default(); 2],
            why: mention.why,
            certainty: mention.certainty,
            is_sentence: true,
            is_transient: None,
            head: self.head,
            texts: Texts {
                message: if message.is_empty() {
                    message
                } else {
                    message.moved(base)
                },
                ..Texts::default()
            },
            entry: OnceLock::new(),
        }
    }
}

/// Whether a bare value is a number of the table.
fn may_be_code(bytes: &[u8]) -> bool {
    let code = integer(bytes).and_then(|number| u32::try_from(number).ok());
    code.is_some_and(|code| code >= 100 && get(code).is_some())
}

/// Whether a text may tell an error: it has a number of the table, or begins as a sentence of the API does.
fn may_tell(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"(#") {
        return true;
    }
    let speaks_of_codes = LazyCell::new(|| {
        memmem::find(bytes, b"ode").is_some() || bytes.contains(&b'#') || !bytes.is_ascii()
    });
    let may_be_code = |number: sentence::Number<'_>| {
        let code = number.value.and_then(|number| u32::try_from(number).ok());
        code.is_some_and(|code| is_listed(code) && (code >= 100 || *speaks_of_codes))
    };
    sentence::numbers(bytes).any(may_be_code) || lookup::of_sentence(bytes).is_some()
}

fn is_listed(code: u32) -> bool {
    get(code).is_some() || waba_errors::on_premises(code).is_some()
}
