//! What was found, as places in the input.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::OnceLock;

use waba_errors::Entry;

use crate::encoding::Text;
use crate::evidence::Why;
use crate::found::Found;
use crate::span::Span;
use crate::tokens::Label;
use crate::{Certainty, decode};

/// No object or list is around.
pub(crate) const NONE: u32 = u32::MAX;
/// Decoded texts that are kept, in bytes.
const KEPT: usize = 16 << 20;
/// Objects and lists around errors that are kept.
const MOST_AROUND: usize = 50_000;
/// Paths are cut here: each error has one.
const LONGEST_PATH: usize = 256;

/// An object or list around errors: kept once, shared by all errors in it.
#[derive(Clone, Debug)]
pub(crate) struct Around {
    pub(crate) text: u32,
    pub(crate) parent: u32,
    /// The next one around that says something of errors.
    pub(crate) teller: u32,
    pub(crate) label: Label,
    /// People wrote what stands in it.
    pub(crate) inbound: bool,
    pub(crate) http_status: u16,
    pub(crate) recipient: Span,
    pub(crate) recipient_user_id: Span,
    pub(crate) from_user_id: Span,
    pub(crate) parent_user_id: Span,
    pub(crate) message_id: Span,
    pub(crate) status: Span,
    pub(crate) time: Span,
    pub(crate) user_title: Span,
    pub(crate) user_message: Span,
}

impl Around {
    fn says(&self) -> bool {
        let texts = [
            self.recipient,
            self.recipient_user_id,
            self.from_user_id,
            self.parent_user_id,
            self.message_id,
            self.status,
            self.time,
            self.user_title,
            self.user_message,
        ];
        self.http_status != 0 || texts.iter().any(|text| !text.is_empty())
    }
}

/// The texts of an error itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(crate) title: Span,
    pub(crate) message: Span,
    pub(crate) details: Span,
    /// `error_data`, where it is a string.
    pub(crate) data: Span,
    pub(crate) user_title: Span,
    pub(crate) user_message: Span,
    pub(crate) trace_id: Span,
    pub(crate) kind: Span,
    pub(crate) href: Span,
}

/// An error.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) around: u32,
    pub(crate) text: u32,
    /// Where it begins, and where the body begins in which it stands.
    pub(crate) at: u32,
    pub(crate) root: u32,
    pub(crate) number: Option<i64>,
    pub(crate) subcode: Option<i64>,
    /// Both as they were sent, if no `i64` holds them.
    pub(crate) beyond: [Span; 2],
    pub(crate) why: Why,
    pub(crate) certainty: Certainty,
    /// Told by a sentence, not by an object.
    pub(crate) is_sentence: bool,
    pub(crate) is_transient: Option<bool>,
    /// The head of the HTTP answer before its body, one more than its place among the heads.
    pub(crate) head: u32,
    pub(crate) texts: Texts,
    /// Its entry, once somebody has asked for it.
    pub(crate) entry: OnceLock<Entry>,
}

impl Raw {
    pub(crate) fn is_possible(&self) -> bool {
        self.certainty == Certainty::Possible
    }
}

/// The head of an HTTP answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) wait: Option<(crate::RetrySource, std::time::Duration)>,
}

/// Everything that was found in an input, in the order in which it stands there.
///
/// It keeps places of the input and decodes a text when somebody asks for it; what stands around errors is kept once. So
/// it holds little beside the input that it borrows.
///
/// ```
/// use waba_errors_payload::read_body;
///
/// let report = read_body(br#"{"error":{"message":"(#131030) Recipient phone number not in allowed list","code":131030}}"#);
/// assert_eq!(report.len(), 1);
/// for found in &report {
///     assert_eq!(found.path(), "error");
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Report<'a> {
    input: Cow<'a, [u8]>,
    pub(crate) decoded: Vec<Text>,
    pub(crate) around: Vec<Around>,
    pub(crate) errors: Vec<Raw>,
    pub(crate) heads: Vec<Head>,
    pub(crate) truncated: bool,
    pub(crate) most: usize,
    /// What is only possible counts where nothing surer is found.
    pub(crate) likeliest: bool,
    /// How many of the errors are only possible, and whether there were too many of them.
    possible: usize,
    possible_truncated: bool,
    kept: usize,
}

impl<'a> Report<'a> {
    pub(crate) fn new(input: &'a [u8], most: usize, likeliest: bool) -> Self {
        Self {
            truncated: false,
            input: input.into(),
            decoded: Vec::new(),
            around: Vec::new(),
            errors: Vec::new(),
            heads: Vec::new(),
            most,
            likeliest,
            possible: 0,
            possible_truncated: false,
            kept: 0,
        }
    }

    /// The errors.
    #[must_use]
    pub fn iter(&self) -> Iter<'_> {
        Iter {
            report: self,
            errors: self.errors.iter(),
        }
    }

    /// The error at a place, from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Found<'_>> {
        let raw = self.errors.get(index)?;
        Some(Found { report: self, raw })
    }

    /// The first error.
    #[must_use]
    pub fn first(&self) -> Option<Found<'_>> {
        self.get(0)
    }

    /// How many errors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Whether the input holds more than the limits allow to keep: more errors than
    /// [`Options::errors`](crate::Options::errors), where one that is told twice counts twice, more than 16 MiB of
    /// encoded bodies, or more than 4 GiB.
    #[must_use]
    pub const fn truncated(&self) -> bool {
        self.truncated
    }

    /// The same with a copy of the input, for those who keep it.
    ///
    /// ```
    /// use waba_errors_payload::{Report, read_body};
    ///
    /// fn keep(body: &[u8]) -> Report<'static> {
    ///     read_body(body).into_owned()
    /// }
    /// ```
    #[must_use]
    pub fn into_owned(self) -> Report<'static> {
        Report {
            input: self.input.into_owned().into(),
            ..self
        }
    }

    /// The bytes of a text: 0 is the input, others were decoded.
    pub(crate) fn bytes(&self, text: u32) -> &[u8] {
        match text.checked_sub(1) {
            None => &self.input,
            Some(index) => self
                .decoded
                .get(index as usize)
                .map_or(&[], |text| &text.bytes),
        }
    }

    /// The byte of the input from which a byte of a text came.
    pub(crate) fn source(&self, text: u32, at: u32) -> usize {
        let (mut text, mut at) = (text, at);
        while let Some(decoded) = text
            .checked_sub(1)
            .and_then(|index| self.decoded.get(index as usize))
        {
            at = decoded.source(at, self.bytes(decoded.outer));
            text = decoded.outer;
        }
        at as usize
    }

    /// Takes in a decoded text; `None` if that would be too much.
    pub(crate) fn add_text(&mut self, text: Text) -> Option<u32> {
        self.kept += text.bytes.len();
        if self.kept > KEPT {
            self.kept -= text.bytes.len();
            self.truncated = true;
            return None;
        }
        self.decoded.push(text);
        u32::try_from(self.decoded.len()).ok()
    }

    /// Takes out the bytes of a decoded text, so that they can be read while the report grows.
    pub(crate) fn take_bytes(&mut self, text: u32) -> Vec<u8> {
        let text = self.decoded.get_mut(text as usize - 1);
        text.map(|text| std::mem::take(&mut text.bytes))
            .unwrap_or_default()
    }

    pub(crate) fn return_bytes(&mut self, text: u32, bytes: Vec<u8>) {
        if let Some(text) = self.decoded.get_mut(text as usize - 1) {
            text.bytes = bytes;
        }
    }

    /// Forgets the last decoded text.
    pub(crate) fn drop_text(&mut self) {
        if let Some(text) = self.decoded.pop() {
            self.kept -= text.bytes.len();
        }
    }

    pub(crate) fn add_around(&mut self, around: Around) -> Option<u32> {
        if self.around.len() >= MOST_AROUND {
            self.truncated = true;
            return None;
        }
        self.around.push(around);
        u32::try_from(self.around.len() - 1).ok()
    }

    /// How many errors are more than possible, or not weighed yet.
    pub(crate) fn sure(&self) -> usize {
        self.errors.len() - self.possible
    }

    /// Adds an error, if there is room: what is only possible takes none from what is surer.
    #[inline]
    pub(crate) fn push(&mut self, error: Raw) {
        let is_possible = error.is_possible();
        let (alike, truncated) = if is_possible {
            (self.possible, &mut self.possible_truncated)
        } else {
            (self.errors.len() - self.possible, &mut self.truncated)
        };
        if alike < self.most {
            self.possible += usize::from(is_possible);
            self.errors.push(error);
        } else {
            *truncated = true;
        }
    }

    /// Keeps of the errors from `first` on those that are to be kept.
    pub(crate) fn retain(&mut self, first: usize, keep: impl Fn(&Raw) -> bool) {
        let dropped = self.errors.extract_if(first.., |error| !keep(error));
        self.possible -= dropped.filter(Raw::is_possible).count();
    }

    /// Drops the last of the possible errors, if there are too many altogether, or all if only the likeliest count.
    pub(crate) fn limit(&mut self) {
        let mut room = self.most.saturating_sub(self.sure());
        if self.likeliest && self.sure() > 0 {
            room = 0;
        } else {
            self.truncated |= self.possible_truncated || self.possible > room;
        }
        self.errors.retain(|error| {
            let is_kept = !error.is_possible() || room > 0;
            room = room.saturating_sub(usize::from(error.is_possible()));
            is_kept
        });
    }

    /// Notes for each object and list around which of those around it say something: most do not.
    pub(crate) fn find_tellers(&mut self) {
        for index in 0..self.around.len() {
            let parent = self.around.get(index).map_or(NONE, |around| around.parent);
            let teller = match self.around.get(parent as usize) {
                Some(around) if !around.says() => around.teller,
                _ => parent,
            };
            if let Some(around) = self.around.get_mut(index) {
                around.teller = teller;
            }
        }
    }

    /// Of the objects and lists around, the innermost one and those that say something of errors.
    pub(crate) fn tellers(&self, around: u32) -> impl Iterator<Item = &Around> {
        let get = |index: u32| self.around.get(index as usize);
        std::iter::successors(get(around), move |around| get(around.teller))
    }

    /// Writes where an object or list stands. It stands in few others, each of which is a call.
    pub(crate) fn write_path(&self, around: u32, path: &mut String) {
        let Some(around) = self.around.get(around as usize) else {
            return;
        };
        self.write_path(around.parent, path);
        if path.len() > LONGEST_PATH {
            return;
        }
        match around.label {
            Label::Root => {}
            // Writing to a string cannot fail.
            Label::Index(index) => drop(write!(path, "[{index}]")),
            Label::Name(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                let name = name.of(self.bytes(around.text));
                path.push_str(&decode::text(name.get(..LONGEST_PATH).unwrap_or(name)));
            }
        }
    }

    /// The objects and lists around, from the innermost one.
    pub(crate) fn outwards(&self, around: u32) -> impl Iterator<Item = &Around> {
        let get = |index: u32| self.around.get(index as usize);
        std::iter::successors(get(around), move |around| get(around.parent))
    }
}

impl<'r> IntoIterator for &'r Report<'_> {
    type Item = Found<'r>;
    type IntoIter = Iter<'r>;

    fn into_iter(self) -> Iter<'r> {
        self.iter()
    }
}

/// The errors of a [`Report`].
#[derive(Clone, Debug)]
pub struct Iter<'r> {
    report: &'r Report<'r>,
    errors: std::slice::Iter<'r, Raw>,
}

impl<'r> Iterator for Iter<'r> {
    type Item = Found<'r>;

    fn next(&mut self) -> Option<Found<'r>> {
        let raw = self.errors.next()?;
        Some(Found {
            report: self.report,
            raw,
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.errors.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl DoubleEndedIterator for Iter<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let raw = self.errors.next_back()?;
        Some(Found {
            report: self.report,
            raw,
        })
    }
}
