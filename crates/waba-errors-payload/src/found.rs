//! What was found.

use waba_errors::{Entry, OnPremises, lookup, on_premises, with_title};

/// An error that stood in the input, in the words of the input.
///
/// ```
/// let body = br#"{"error":{"message":"Session has expired","code":190,"error_subcode":463,"fbtrace_id":"Az1"}}"#;
/// let found = &waba_errors_payload::read(body)[0];
///
/// assert_eq!((found.code, found.subcode), (190, Some(463)));
/// assert_eq!(found.path, "error");
/// assert_eq!(found.entry().name(), "TokenExpired");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// The number that the input gives as the code. Vendors use numbers below zero too.
    pub code: i64,
    /// The `error_subcode` beside it.
    pub subcode: Option<i64>,
    /// Where the error stands, for example `entry[0].changes[0].value.statuses[0].errors[0]`; empty for the whole input
    /// and for free text.
    pub path: String,
    /// The byte of the input at which the error begins; of a body in a string of another, at which the string begins.
    pub offset: usize,
    /// `title`, as webhooks have it.
    pub title: Option<String>,
    /// `message`.
    pub message: Option<String>,
    /// `error_data.details`, or whatever else says more.
    pub details: Option<String>,
    /// `error_user_title`.
    pub user_title: Option<String>,
    /// `error_user_msg`.
    pub user_message: Option<String>,
    /// `fbtrace_id`, which support asks for.
    pub fbtrace_id: Option<String>,
    /// `is_transient`.
    pub is_transient: Option<bool>,
    /// Who should have got the message.
    pub recipient: Option<String>,
    /// The message that failed.
    pub message_id: Option<String>,
    /// The state of the message beside the error, for example `failed`.
    pub status: Option<String>,
    /// The HTTP status that came with the error.
    pub http_status: Option<u16>,
    /// Read from a sentence, not from a field.
    pub(crate) loose: bool,
    /// Where the body begins in which the error stands.
    pub(crate) root: usize,
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

impl Found {
    pub(crate) fn new(code: i64, offset: usize) -> Self {
        Self {
            code,
            subcode: None,
            path: String::new(),
            offset,
            title: None,
            message: None,
            details: None,
            user_title: None,
            user_message: None,
            fbtrace_id: None,
            is_transient: None,
            recipient: None,
            message_id: None,
            status: None,
            http_status: None,
            loose: false,
            root: offset,
        }
    }

    /// What the table says: about the pair of code and subcode, else about a subcode above one million, else about the
    /// code; and about the documented case that the title names, where one number has several.
    ///
    /// A number that the table does not know gives an entry that says so.
    #[must_use]
    pub fn entry(&self) -> Entry {
        let texts = [
            &self.title,
            &self.message,
            &self.user_title,
            &self.details,
            &self.user_message,
        ];
        entry(self.code, self.subcode, texts.map(Option::as_deref))
    }

    /// The number as one of the former On-Premises API; `None` if the table knows it as a code of today or that API
    /// had no such number.
    ///
    /// ```
    /// let found = &waba_errors_payload::read(br#"{"errors":[{"code":470,"title":"Message failed to send"}]}"#)[0];
    /// assert_eq!(found.on_premises().unwrap().successors(), [131047]);
    /// ```
    #[must_use]
    pub fn on_premises(&self) -> Option<OnPremises> {
        if self.entry().is_known() {
            return None;
        }
        on_premises(u32::try_from(self.code).ok()?)
    }

    /// What the input says against itself or against the documentation.
    ///
    /// ```
    /// use waba_errors_payload::{Contradiction, read};
    ///
    /// let found = &read(br#"{"error":{"message":"(#131047) Re-engagement message","code":131026}}"#)[0];
    /// assert_eq!(found.contradictions(), [Contradiction::MessageNumber(131047)]);
    /// ```
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        if let Some(number) = self.message.as_deref().and_then(leading_number)
            && i64::from(number) != self.code
            && Some(i64::from(number)) != self.subcode
        {
            contradictions.push(Contradiction::MessageNumber(number));
        }
        if let Some(code) = self.title.as_deref().and_then(|title| self.stranger(title)) {
            contradictions.push(Contradiction::Title(code));
        }
        if let Some(status) = self.status.as_deref()
            && ["sent", "delivered", "read", "played"]
                .iter()
                .any(|sent| status.eq_ignore_ascii_case(sent))
        {
            contradictions.push(Contradiction::Sent);
        }
        if let Some(actual) = self.http_status
            && let Some(documented) = self.entry().http_status()
            && actual != documented
        {
            contradictions.push(Contradiction::HttpStatus { actual, documented });
        }
        contradictions
    }

    /// The other code that a title belongs to, if it is not one of this number.
    fn stranger(&self, title: &str) -> Option<u32> {
        let is_own = |code: i64| code == self.code || Some(code) == self.subcode;
        let mut carriers = with_title(title);
        let first = carriers.clone().next()?.code();
        if carriers.any(|entry| is_own(entry.code().0.into())) || self.on_premises().is_some() {
            return None;
        }
        Some(first.0)
    }
}

/// The entry of a code, a subcode and whichever texts came with them.
pub(crate) fn entry<'a>(
    code: i64,
    subcode: Option<i64>,
    texts: impl IntoIterator<Item = Option<&'a str>>,
) -> Entry {
    // No number of the table is so large.
    let mut entry = lookup(u32::try_from(code).unwrap_or(u32::MAX));
    if let Some(subcode) = subcode.and_then(|subcode| u32::try_from(subcode).ok()) {
        entry = entry.subcode(subcode);
    }
    if entry.cases().len() == 0 {
        return entry;
    }
    let mut cases = texts.into_iter().flatten().map(|text| entry.titled(text));
    cases.find(|case| *case != entry).unwrap_or(entry)
}

/// The number of a message such as `(#131026) Message undeliverable`.
fn leading_number(message: &str) -> Option<u32> {
    let (number, _) = message.trim_start().strip_prefix("(#")?.split_once(')')?;
    number.parse().ok()
}
