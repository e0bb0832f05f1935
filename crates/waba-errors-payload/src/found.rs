//! An error in the words of the input.

use std::borrow::Cow;
use std::fmt;

use waba_errors::{Code, Entry, OnPremises, Retry, on_premises, with_title};

use crate::details::details_in;
use crate::generated::{Evidence, SENT};
use crate::report::{Around, Head, Raw, Report};
use crate::span::Span;
use crate::{Certainty, RetrySource, decode, lookup, wait};

/// What stands around errors is cut here.
const LONGEST_SHARED: usize = 512;
/// Further out, nobody tells when an error happened.
const MOST_TIMES: usize = 8;

/// An error that stood in the input, in the words of the input. It borrows from its [`Report`].
///
/// ```
/// let body = br#"{"error":{"message":"Session has expired","code":190,"error_subcode":463,"fbtrace_id":"Az1"}}"#;
/// let report = waba_errors_payload::read_body(body);
/// let found = report.first().unwrap();
///
/// assert_eq!((found.number(), found.subcode()), (190, Some(463)));
/// assert_eq!(found.path(), "error");
/// assert_eq!(found.message().as_deref(), Some("Session has expired"));
/// assert_eq!(found.entry().name(), "TokenExpired");
/// ```
#[derive(Clone, Copy)]
pub struct Found<'r> {
    pub(crate) report: &'r Report<'r>,
    pub(crate) raw: &'r Raw,
}

/// Something in the input that does not fit the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Contradiction {
    /// The message begins with another number, as in `(#131047)`.
    MessageNumber(u32),
    /// The title belongs to this other code.
    Title(u32),
    /// The message is said to be sent, delivered or read, and yet has errors.
    Sent,
    /// The HTTP status differs from the documented one.
    HttpStatus {
        /// What came.
        actual: u16,
        /// What is documented.
        documented: u16,
    },
}

impl<'r> Found<'r> {
    /// The number as it was sent: vendors use numbers below zero too, and some are larger than any code. Where only a
    /// subcode was sent, the subcode; 0 if no `i64` holds it, see [`code_text`](Self::code_text).
    #[must_use]
    pub fn number(&self) -> i64 {
        self.raw.number.or(self.raw.subcode).unwrap_or_default()
    }

    /// The number as it was sent; `None` where only a subcode was sent, or no `i64` holds it.
    #[must_use]
    pub fn code_number(&self) -> Option<i64> {
        self.raw.number
    }

    /// The number as it was sent, however large; `None` where only a subcode was sent.
    ///
    /// ```
    /// let report = waba_errors_payload::read(br#"{"error":{"code":18446744073709551615,"type":"OAuthException"}}"#);
    /// let found = report.first().unwrap();
    /// assert_eq!((found.code(), found.code_number()), (None, None));
    /// assert_eq!(found.code_text().as_deref(), Some("18446744073709551615"));
    /// ```
    #[must_use]
    pub fn code_text(&self) -> Option<Cow<'r, str>> {
        let [code, _] = self.raw.beyond;
        let number = self.raw.number.map(|number| number.to_string().into());
        number.or_else(|| self.own(code))
    }

    /// The code; `None` if none was sent, or the number is below zero or too large.
    ///
    /// ```
    /// use waba_errors_payload::{read_body, waba_errors::Code};
    ///
    /// let report = read_body(br#"{"error":{"code":131047}}"#);
    /// assert_eq!(report.first().unwrap().code(), Some(Code::RE_ENGAGEMENT_MESSAGE));
    /// ```
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        Code::try_from(self.raw.number?).ok()
    }

    /// The `error_subcode` beside it; `None` if none was sent, or it is below zero or too large.
    #[must_use]
    pub fn subcode(&self) -> Option<u32> {
        u32::try_from(self.raw.subcode?).ok()
    }

    /// The `error_subcode` as it was sent; `None` if none was, or no `i64` holds it.
    #[must_use]
    pub fn subcode_number(&self) -> Option<i64> {
        self.raw.subcode
    }

    /// The `error_subcode` as it was sent, however large.
    #[must_use]
    pub fn subcode_text(&self) -> Option<Cow<'r, str>> {
        let [_, subcode] = self.raw.beyond;
        let number = self.raw.subcode.map(|number| number.to_string().into());
        number.or_else(|| self.own(subcode))
    }

    /// Where the error stands, for example `entry[0].changes[0].value.statuses[0].errors[0]`; empty for the whole input
    /// and for free text. Cut at about 256 bytes.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(64);
        self.report.write_path(self.raw.around, &mut path);
        path
    }

    /// The byte of the input at which the error begins.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.report.source(self.raw.text, self.raw.at)
    }

    /// `title`, as webhooks have it.
    #[must_use]
    pub fn title(&self) -> Option<Cow<'r, str>> {
        self.own(self.raw.texts.title)
    }

    /// `message`, or the sentence that tells the error.
    #[must_use]
    pub fn message(&self) -> Option<Cow<'r, str>> {
        self.own(self.raw.texts.message)
    }

    /// `error_data.details`, or whatever else says more.
    #[must_use]
    pub fn details(&self) -> Option<Cow<'r, str>> {
        let texts = &self.raw.texts;
        self.own(texts.details).or_else(|| {
            let data = self.own(texts.data)?;
            Some(details_in(&data).map_or(data, Cow::Owned))
        })
    }

    /// `error_user_title`; cut at 512 bytes if it stands around the error.
    #[must_use]
    pub fn user_title(&self) -> Option<Cow<'r, str>> {
        self.own(self.raw.texts.user_title)
            .or_else(|| self.around(|around| around.user_title))
    }

    /// `error_user_msg`; cut at 512 bytes if it stands around the error.
    #[must_use]
    pub fn user_message(&self) -> Option<Cow<'r, str>> {
        self.own(self.raw.texts.user_message)
            .or_else(|| self.around(|around| around.user_message))
    }

    /// `fbtrace_id`, which support asks for.
    #[must_use]
    pub fn fbtrace_id(&self) -> Option<Cow<'r, str>> {
        self.own(self.raw.texts.trace_id)
    }

    /// `type`, for example `OAuthException`.
    #[must_use]
    pub fn kind(&self) -> Option<Cow<'r, str>> {
        self.own(self.raw.texts.kind)
    }

    /// `href`.
    #[must_use]
    pub fn href(&self) -> Option<Cow<'r, str>> {
        self.own(self.raw.texts.href)
    }

    /// `is_transient`.
    #[must_use]
    pub fn is_transient(&self) -> Option<bool> {
        self.raw.is_transient
    }

    /// The phone number that should have got the message.
    #[must_use]
    pub fn recipient(&self) -> Option<Cow<'r, str>> {
        self.around(|around| around.recipient)
    }

    /// The business-scoped user ID that should have got the message.
    #[must_use]
    pub fn recipient_user_id(&self) -> Option<Cow<'r, str>> {
        self.around(|around| around.recipient_user_id)
    }

    /// The business-scoped user ID that the message came from.
    #[must_use]
    pub fn from_user_id(&self) -> Option<Cow<'r, str>> {
        self.around(|around| around.from_user_id)
    }

    /// The user ID that is scoped to the parent business.
    #[must_use]
    pub fn parent_user_id(&self) -> Option<Cow<'r, str>> {
        self.around(|around| around.parent_user_id)
    }

    /// The message that failed.
    #[must_use]
    pub fn message_id(&self) -> Option<Cow<'r, str>> {
        self.around(|around| around.message_id)
    }

    /// The state of the message beside the error, for example `failed`.
    #[must_use]
    pub fn status(&self) -> Option<Cow<'r, str>> {
        self.around(|around| around.status)
    }

    /// What the objects around the error say of when it happened, as they say it, from the innermost one: the `timestamp`
    /// of a status in a webhook, then the `time` of the log's line around it. At most eight.
    ///
    /// ```
    /// let line = br#"{"time":"2026-10-01T08:00:00Z","body":{"statuses":[{"timestamp":"1790000000","errors":[{"code":131026}]}]}}"#;
    /// let report = waba_errors_payload::read(line);
    /// let times: Vec<_> = report.first().unwrap().times().collect();
    /// assert_eq!(times, ["1790000000", "2026-10-01T08:00:00Z"]);
    /// ```
    pub fn times(&self) -> impl Iterator<Item = Cow<'r, str>> + use<'r> {
        let report = self.report;
        let said = report.tellers(self.raw.around);
        let said = said
            .filter(|around| !around.time.is_empty())
            .take(MOST_TIMES);
        said.map(|around| shared(report, around.text, around.time))
    }

    /// The HTTP status that came with the error.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        let mut statuses = self
            .report
            .tellers(self.raw.around)
            .map(|around| around.http_status);
        let around = statuses.find(|status| *status != 0 && i64::from(*status) != self.number());
        around.or_else(|| {
            self.head()
                .map(|head| head.status)
                .filter(|status| *status != 0)
        })
    }

    /// How sure it is.
    #[must_use]
    pub const fn certainty(&self) -> Certainty {
        self.raw.certainty
    }

    /// The rules that fired.
    ///
    /// ```
    /// use waba_errors_payload::{Evidence, read};
    ///
    /// let report = read(b"error code 131047");
    /// let why: Vec<_> = report.first().unwrap().why().collect();
    /// assert_eq!(why, [Evidence::Known, Evidence::AnnouncedCode]);
    /// ```
    pub fn why(&self) -> impl Iterator<Item = Evidence> + use<> {
        self.raw.why.rules()
    }

    /// What the table says: about the pair of code and subcode, else about a subcode above one million, else about the
    /// code; and about the documented case that a text names, where one number has several.
    ///
    /// A number that the table does not know gives an entry that says so.
    #[must_use]
    pub fn entry(&self) -> Entry {
        let entry = lookup::numbered(self.raw.number, self.raw.subcode);
        if !lookup::can_be_narrowed(&entry) {
            return entry;
        }
        let texts = [
            Self::title,
            Self::message,
            Self::user_title,
            Self::details,
            Self::user_message,
        ];
        let narrowed = || lookup::narrowed(entry, texts.iter().map(|text| text(self)));
        *self.raw.entry.get_or_init(narrowed)
    }

    /// Whether and when the same request can work: the advice of the entry, sharpened by what the answer itself says.
    ///
    /// ```
    /// use std::time::Duration;
    /// use waba_errors_payload::{Options, RetrySource, waba_errors::Retry};
    ///
    /// let body = br#"{"error":{"message":"(#130429) Rate limit hit","code":130429}}"#;
    /// let report = Options::new().header("Retry-After", "60").read_body(body);
    /// let found = report.first().unwrap();
    /// assert_eq!(found.retry(), Retry::After(Duration::from_secs(60)));
    /// assert_eq!(found.retry_source(), RetrySource::RetryAfter);
    /// ```
    #[must_use]
    pub fn retry(&self) -> Retry {
        self.advice().0
    }

    /// What [`retry`](Self::retry) comes from.
    #[must_use]
    pub fn retry_source(&self) -> RetrySource {
        self.advice().1
    }

    /// [`retry`](Self::retry) and [`retry_source`](Self::retry_source) at once.
    #[must_use]
    pub fn advice(&self) -> (Retry, RetrySource) {
        let entry = self.entry();
        let (retry, is_known) = (entry.retry(), entry.is_known());
        if retry == Retry::Never || (retry == Retry::AfterFix && is_known) {
            // No wait changes that.
            return (retry, RetrySource::Entry);
        }
        let texts = [self.details(), self.message(), self.user_message()];
        let said = texts
            .iter()
            .flatten()
            .filter_map(|text| wait::in_text(text))
            .max();
        let said = said.map(|wait| (RetrySource::Details, wait));
        let stated = said.or_else(|| self.head().and_then(|head| head.wait));
        wait::sharpen(retry, is_known, stated, self.is_transient())
    }

    fn head(&self) -> Option<Head> {
        self.report
            .heads
            .get(self.raw.head.checked_sub(1)? as usize)
            .copied()
    }

    /// The number as one of the former On-Premises API; `None` if the table knows it as a code of today or that API
    /// had no such number.
    ///
    /// ```
    /// let report = waba_errors_payload::read(br#"{"errors":[{"code":470,"title":"Message failed to send"}]}"#);
    /// let number = report.first().unwrap().on_premises().unwrap();
    /// assert_eq!(number.successors(), [131047]);
    /// ```
    #[must_use]
    pub fn on_premises(&self) -> Option<OnPremises> {
        if self.entry().is_known() {
            return None;
        }
        on_premises(u32::try_from(self.raw.number?).ok()?)
    }

    /// What the input says against itself or against the documentation.
    ///
    /// ```
    /// use waba_errors_payload::{Contradiction, read};
    ///
    /// let report = read(br#"{"error":{"message":"(#131047) Re-engagement message","code":131026}}"#);
    /// assert_eq!(report.first().unwrap().contradictions(), [Contradiction::MessageNumber(131047)]);
    /// ```
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        if let Some(number) = self.message().as_deref().and_then(leading_number)
            && !self.is_own(number)
        {
            contradictions.push(Contradiction::MessageNumber(number));
        }
        if let Some(code) = self.title().and_then(|title| self.other_carrier(&title)) {
            contradictions.push(Contradiction::Title(code));
        }
        if let Some(status) = self.status()
            && SENT.iter().any(|sent| status.eq_ignore_ascii_case(sent))
        {
            contradictions.push(Contradiction::Sent);
        }
        if let Some(actual) = self.http_status()
            && let Some(documented) = self.entry().http_status()
            && actual != documented
        {
            contradictions.push(Contradiction::HttpStatus { actual, documented });
        }
        contradictions
    }

    fn is_own(&self, number: u32) -> bool {
        [self.raw.number, self.raw.subcode].contains(&Some(number.into()))
    }

    /// The other code that a title belongs to, if it is not one of this number.
    fn other_carrier(&self, title: &str) -> Option<u32> {
        let mut carriers = with_title(title);
        let first = carriers.clone().next()?.code();
        if carriers.any(|entry| self.is_own(entry.code().into())) || self.on_premises().is_some() {
            return None;
        }
        Some(first.into())
    }

    fn own(&self, span: Span) -> Option<Cow<'r, str>> {
        said(self.report, self.raw.text, span)
    }

    fn around(&self, part: impl Fn(&Around) -> Span) -> Option<Cow<'r, str>> {
        let around = self
            .report
            .tellers(self.raw.around)
            .find(|around| !part(around).is_empty())?;
        Some(shared(self.report, around.text, part(around)))
    }
}

/// A text that errors share, so that a long one would be told often.
fn shared<'r>(report: &'r Report<'_>, text: u32, span: Span) -> Cow<'r, str> {
    decode::text(decode::cut(span.of(report.bytes(text)), LONGEST_SHARED))
}

fn said<'r>(report: &'r Report<'_>, text: u32, span: Span) -> Option<Cow<'r, str>> {
    (!span.is_empty()).then(|| decode::text(span.of(report.bytes(text))))
}

/// The number of a message such as `(#131026) Message undeliverable`.
fn leading_number(message: &str) -> Option<u32> {
    let (number, _) = message.trim_start().strip_prefix("(#")?.split_once(')')?;
    number.parse().ok()
}

impl fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Found")
            .field("number", &self.number())
            .field("subcode", &self.raw.subcode)
            .field("path", &self.path())
            .field("certainty", &self.certainty())
            .field("title", &self.title())
            .field("message", &self.message())
            .finish_non_exhaustive()
    }
}
