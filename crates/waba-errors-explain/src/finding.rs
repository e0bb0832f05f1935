//! What is said of an error that the reader found.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use waba_errors::{Category, Code, Entry, Fact, Key, Lang, Retry};
use waba_errors_payload::{Contradiction, Evidence, Found, RetrySource};

use crate::facts::Members;
use crate::generated::Labels;
use crate::hints::{LimitRow, PlaceRow, limit_rows, place_rows};

/// What a found error is counted and grouped by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Id {
    Known(Key),
    /// A number that the table does not know; vendors' numbers can be below zero.
    Unknown(i64),
    /// A number that is larger than these.
    Beyond(String),
}

impl Id {
    pub(crate) fn of(found: &Found<'_>, entry: &Entry) -> Self {
        if entry.is_known() {
            return Self::Known(entry.key());
        }
        let number = found.code_number().or(found.subcode_number());
        let beyond = if number.is_none() {
            found.code_text()
        } else {
            None
        };
        beyond.map_or_else(
            || Self::Unknown(found.number()),
            |text| Self::Beyond(text.into_owned()),
        )
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(key) => key.fmt(f),
            Self::Unknown(code) => code.fmt(f),
            Self::Beyond(code) => code.fmt(f),
        }
    }
}

/// Whether the table knows the subcode, alone or with its code; `None` if none was sent.
pub(crate) fn knows_subcode(found: &Found<'_>, entry: &Entry) -> Option<bool> {
    let subcode = found.subcode_text()?;
    let told = [Some(entry.code().into()), entry.error_subcode()];
    let is_told = told
        .into_iter()
        .flatten()
        .any(|told: u32| told.to_string() == subcode);
    Some(is_told && entry.is_known())
}

/// An error for programs: what the input says of it, and what was known best.
#[derive(Serialize)]
struct Finding {
    /// As it was sent; `None` where only a subcode was sent.
    code: Option<Number>,
    subcode: Option<Number>,
    subcode_known: Option<bool>,
    #[serde(rename = "where")]
    path: String,
    certainty: &'static str,
    /// The rules that fired.
    why: Vec<&'static str>,
    /// Sharpened by what the input says itself.
    retry: Retry,
    retry_source: &'static str,
    flags: Vec<Flag>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_premises: Option<OnPremises>,
    known: bool,
    /// What was known best: the code, the pair, the subcode or the case.
    key: String,
}

/// What the table says of an error, beside the retry advice that can be sharpened.
#[derive(Serialize)]
struct Meaning {
    name: &'static str,
    category: Category,
    #[serde(flatten)]
    facts: Members,
    /// The language that the words are in.
    lang: Lang,
    title: &'static str,
    description: &'static str,
    /// One step per line.
    fix: &'static str,
    places: Vec<PlaceRow>,
    limits: Vec<LimitRow>,
}

/// Whether the same is said of two numbers that the table does not know.
///
/// ```
/// use waba_errors_explain::{is_alike, waba_errors::lookup};
///
/// assert!(is_alike(&lookup(131997), &lookup(131998)));
/// assert!(!is_alike(&lookup(131997), &lookup(7)));
/// ```
#[must_use]
pub fn is_alike(one: &Entry, other: &Entry) -> bool {
    one.category() == other.category() && one.facts().eq(other.facts())
}

/// What the table says of an error that was found, for programs; its retry advice stands in [`finding`].
///
/// ```
/// use waba_errors_explain::{find, meaning, waba_errors::Lang};
///
/// let json = serde_json::to_value(meaning(&find("131047")?, Lang::De)).unwrap();
/// assert_eq!(json["name"], "ReEngagementMessage");
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[must_use]
pub fn meaning(entry: &Entry, lang: Lang) -> impl Serialize + use<> {
    let text = entry.text(lang);
    Meaning {
        name: entry.name(),
        category: entry.category(),
        facts: further(entry).collect(),
        lang: entry.lang(lang),
        title: text.title(),
        description: text.description(),
        fix: text.fix(),
        places: place_rows(entry, lang),
        limits: limit_rows(entry, lang),
    }
}

/// A number as it was sent; one that programs could not hold is a text.
#[derive(Serialize)]
#[serde(untagged)]
enum Number {
    Small(i64),
    Beyond(String),
}

impl Number {
    fn new<'a>(number: Option<i64>, text: impl FnOnce() -> Option<Cow<'a, str>>) -> Option<Self> {
        let beyond = || text().map(|text| Self::Beyond(text.into_owned()));
        number.map(Self::Small).or_else(beyond)
    }
}

/// What the number meant in the former On-Premises API.
#[derive(Serialize)]
pub(crate) struct OnPremises {
    title: &'static str,
    successors: &'static [Code],
}

impl From<waba_errors::OnPremises> for OnPremises {
    fn from(number: waba_errors::OnPremises) -> Self {
        Self {
            title: number.title(),
            successors: number.successors(),
        }
    }
}

/// A contradiction.
#[derive(Serialize)]
struct Flag {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    documented: Option<u16>,
}

/// The facts of an entry that nothing beside the code can change.
pub(crate) fn further(entry: &Entry) -> impl Iterator<Item = Fact> {
    entry.facts().filter(|fact| !matches!(fact, Fact::Retry(_)))
}

/// An error that was found, for programs: what the input says of it, and what was known best. `entry` is that of the error.
///
/// ```
/// use waba_errors_explain::{finding, waba_errors_payload::read};
///
/// let report = read(br#"{"error":{"code":190,"error_subcode":463}}"#);
/// let found = report.first().unwrap();
/// let json = serde_json::to_value(finding(&found, &found.entry())).unwrap();
/// assert_eq!((&json["key"], &json["where"]), (&"190/463".into(), &"error".into()));
/// ```
#[must_use]
pub fn finding(found: &Found<'_>, entry: &Entry) -> impl Serialize + use<> {
    let (retry, source) = found.advice();
    Finding {
        code: Number::new(found.code_number(), || found.code_text()),
        subcode: Number::new(found.subcode_number(), || found.subcode_text()),
        subcode_known: knows_subcode(found, entry),
        path: found.path(),
        certainty: found.certainty().id(),
        why: found.why().map(Evidence::id).collect(),
        retry,
        retry_source: source.id(),
        flags: found.contradictions().into_iter().map(flag).collect(),
        on_premises: found.on_premises().map(OnPremises::from),
        known: entry.is_known(),
        key: Id::of(found, entry).to_string(),
    }
}

fn flag(contradiction: Contradiction) -> Flag {
    let (kind, code, documented) = match contradiction {
        Contradiction::MessageNumber(code) => ("message-number", Some(code), None),
        Contradiction::Title(code) => ("title", Some(code), None),
        Contradiction::Sent => ("sent", None, None),
        Contradiction::HttpStatus { documented, .. } => ("http-status", None, Some(documented)),
        _ => ("other", None, None),
    };
    Flag {
        kind,
        code,
        documented,
    }
}

/// A contradiction as a sentence, and the number that it is about.
pub(crate) fn sentence(
    contradiction: Contradiction,
    labels: &Labels,
) -> (&'static str, Option<String>) {
    match contradiction {
        Contradiction::MessageNumber(code) => (labels.flag_message_number, Some(code.to_string())),
        Contradiction::Title(code) => (labels.flag_title, Some(code.to_string())),
        Contradiction::HttpStatus { documented, .. } => {
            (labels.flag_http_status, Some(documented.to_string()))
        }
        Contradiction::Sent => (labels.flag_sent, None),
        _ => (labels.flag_other, None),
    }
}

/// What an advice comes from, as a sentence; `None` for the entry itself.
pub(crate) fn source(source: RetrySource, labels: &Labels) -> Option<&'static str> {
    match source {
        RetrySource::Details => Some(labels.wait_details),
        RetrySource::RetryAfter => Some(labels.wait_retry_after),
        RetrySource::UsageHeader => Some(labels.wait_usage_header),
        RetrySource::Transient => Some(labels.retry_transient),
        _ => None,
    }
}
