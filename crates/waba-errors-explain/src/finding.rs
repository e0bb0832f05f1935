//! What is said of an error that the reader found.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use serde::Serialize;
use waba_errors::{Category, Code, Entry, Fact, Key, Lang, Retry};
use waba_errors_payload::{Contradiction, Evidence, Found, RetrySource};

use crate::facts::Members;
use crate::foreign::write_json;
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

/// What an error is counted and grouped by: the key of its entry, else its number as it was sent. `entry` is that of the error.
///
/// ```
/// use waba_errors_explain::{found_key, waba_errors_payload::read};
///
/// let report = read(br#"{"error":{"code":190,"error_subcode":463}}"#);
/// let found = report.first().unwrap();
/// assert_eq!(found_key(&found, &found.entry()), "190/463");
/// ```
#[must_use]
pub fn found_key(found: &Found<'_>, entry: &Entry) -> String {
    Id::of(found, entry).to_string()
}

/// Whether the table knows the subcode of an error, alone or with its code; `None` if none was sent. `entry` is that of the error.
///
/// ```
/// use waba_errors_explain::{knows_subcode, waba_errors_payload::read};
///
/// let report = read(br#"{"error":{"code":190,"error_subcode":463}}"#);
/// let found = report.first().unwrap();
/// assert_eq!(knows_subcode(&found, &found.entry()), Some(true));
/// ```
#[must_use]
pub fn knows_subcode(found: &Found<'_>, entry: &Entry) -> Option<bool> {
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

impl From<Contradiction> for Flag {
    fn from(contradiction: Contradiction) -> Self {
        let (kind, code, documented) = flag(contradiction);
        Self {
            kind,
            code,
            documented,
        }
    }
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
        flags: found.contradictions().into_iter().map(Flag::from).collect(),
        on_premises: found.on_premises().map(OnPremises::from),
        known: entry.is_known(),
        key: found_key(found, entry),
    }
}

/// Writes the members of a [`finding`] without braces, on one line and safe to show on a terminal: the same as a serializer
/// and [`escape_json`](crate::escape_json) make, in a fraction of the time. An input of a megabyte can hold 140,000 errors.
///
/// ```
/// use waba_errors_explain::{escape_json, finding, waba_errors_payload::read, write_finding};
///
/// let report = read(br#"{"error":{"code":190,"error_subcode":463}}"#);
/// let found = report.first().unwrap();
/// let mut members = String::new();
/// write_finding(&mut members, &found, &found.entry());
/// let json = serde_json::to_string(&finding(&found, &found.entry()))?;
/// assert_eq!(format!("{{{members}}}"), escape_json(json));
/// # Ok::<_, serde_json::Error>(())
/// ```
pub fn write_finding(out: &mut String, found: &Found<'_>, entry: &Entry) {
    let (retry, source) = found.advice();
    out.push_str("\"code\":");
    write_number(out, found.code_number(), || found.code_text());
    out.push_str(",\"subcode\":");
    write_number(out, found.subcode_number(), || found.subcode_text());
    out.push_str(match knows_subcode(found, entry) {
        None => ",\"subcode_known\":null",
        Some(false) => ",\"subcode_known\":false",
        Some(true) => ",\"subcode_known\":true",
    });
    out.push_str(",\"where\":");
    write_json(&found.path(), out);
    out.push_str(",\"certainty\":\"");
    out.push_str(found.certainty().id());
    out.push_str("\",\"why\":[");
    for (index, rule) in found.why().enumerate() {
        out.push_str(if index == 0 { "\"" } else { ",\"" });
        out.push_str(rule.id());
        out.push('"');
    }
    out.push_str("],\"retry\":\"");
    // Writing to a string cannot fail.
    let _ = match retry {
        Retry::After(_) => write!(out, "{retry}"),
        _ => out.write_str(retry.id()),
    };
    out.push_str("\",\"retry_source\":\"");
    out.push_str(source.id());
    out.push_str("\",\"flags\":[");
    for (index, contradiction) in found.contradictions().into_iter().enumerate() {
        let (kind, code, documented) = flag(contradiction);
        let _ = write!(
            out,
            "{}{{\"kind\":\"{kind}\"",
            if index == 0 { "" } else { "," }
        );
        let _ = code.map(|code| write!(out, ",\"code\":{code}"));
        let _ = documented.map(|status| write!(out, ",\"documented\":{status}"));
        out.push('}');
    }
    out.push(']');
    if let Some(number) = found.on_premises() {
        out.push_str(",\"on_premises\":{\"title\":");
        write_json(number.title(), out);
        let successors: Vec<_> = number.successors().iter().map(Code::to_string).collect();
        let _ = write!(out, ",\"successors\":[{}]}}", successors.join(","));
    }
    out.push_str(if entry.is_known() {
        ",\"known\":true,\"key\":"
    } else {
        ",\"known\":false,\"key\":"
    });
    match Id::of(found, entry) {
        Id::Beyond(text) => write_json(&text, out),
        id => drop(write!(out, "\"{id}\"")),
    }
}

fn write_number<'a>(
    out: &mut String,
    number: Option<i64>,
    text: impl FnOnce() -> Option<Cow<'a, str>>,
) {
    match Number::new(number, text) {
        None => out.push_str("null"),
        Some(Number::Small(number)) => drop(write!(out, "{number}")),
        Some(Number::Beyond(text)) => write_json(&text, out),
    }
}

/// A contradiction for programs: its kind, and the other code or the documented HTTP status that it is about.
///
/// ```
/// use waba_errors_explain::{flag, waba_errors_payload::Contradiction};
///
/// let title = Contradiction::Title(131047);
/// assert_eq!(flag(title), ("title", Some(131047), None));
/// ```
#[must_use]
pub fn flag(contradiction: Contradiction) -> (&'static str, Option<u32>, Option<u16>) {
    match contradiction {
        Contradiction::MessageNumber(code) => ("message-number", Some(code), None),
        Contradiction::Title(code) => ("title", Some(code), None),
        Contradiction::Sent => ("sent", None, None),
        Contradiction::HttpStatus { documented, .. } => ("http-status", None, Some(documented)),
        _ => ("other", None, None),
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

#[cfg(test)]
mod tests {
    use waba_errors_payload::{Certainty, Options};

    use super::*;
    use crate::escape_json;

    #[test]
    fn a_finding_is_written_as_a_serializer_writes_it() {
        let inputs = [
            r#"{"error":{"code":190,"error_subcode":463}}"#,
            r#"{"error":{"code":100,"error_subcode":36008,"fbtrace_id":"x"}}"#,
            r#"{"error":{"code":-1,"error_subcode":99999999999999999999,"type":"OAuthException"}}"#,
            r#"{"error":{"code":99999999999999999999,"type":"OAuthException"}}"#,
            r#"{"error":{"error_subcode":2388043,"message":"x"}}"#,
            r#"{"error":{"code":130429,"message":"try again in 12 hours"}}"#,
            r#"{"errors":[{"code":470,"title":"Message failed to send"}]}"#,
            r#"{"code":500,"status":"sent","errors":[{"code":131047,"message":"(#100) x","title":"Rate limit hit"}]}"#,
            r#"{"\u0000\b\t\n\f\r\"\\ \u202e\ud83d\ude00é\udbff\udfff":{"errors":[131047]}}"#,
            "error 131997, getting 131047 again",
        ];
        let options = Options::new().least(Certainty::Possible);
        for input in inputs {
            let report = options.read(input.as_bytes());
            assert!(!report.is_empty(), "{input}");
            for found in &report {
                let entry = found.entry();
                let mut members = String::new();
                write_finding(&mut members, &found, &entry);
                let expected = serde_json::to_string(&finding(&found, &entry)).map(escape_json);
                assert_eq!(expected.ok(), Some(format!("{{{members}}}")), "{input}");
            }
        }
    }
}
