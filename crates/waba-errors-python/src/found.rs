//! An error that was found.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde::{Deserialize, Serialize};
use waba_errors::{Fact, Lang, Retry};
use waba_errors_explain::{Location, flag, found_key, knows_subcode, locations, meaning};
use waba_errors_payload::{Contradiction, Report, RetrySource};

use crate::entry::{Entry, OnPremises, entry_of, member};
use crate::html;
use crate::input::Language;
use crate::json::{dict, json};

/// A number as it was sent; a text if no 64 bits hold it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoPyObjectRef)]
#[serde(untagged)]
pub(crate) enum Number {
    Small(i64),
    Beyond(String),
}

impl Number {
    fn new(number: Option<i64>, text: impl FnOnce() -> Option<String>) -> Option<Self> {
        number.map(Self::Small).or_else(|| text().map(Self::Beyond))
    }

    pub(crate) fn small(&self) -> Option<i64> {
        match self {
            Self::Small(number) => Some(*number),
            Self::Beyond(_) => None,
        }
    }
}

/// What does not fit together: `kind`, and the other `code` or the `documented` HTTP status.
#[pyclass(frozen, eq, hash, get_all, module = "waba_errors")]
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Flag {
    /// `message-number`, `title`, `sent`, `http-status` or `other`.
    kind: Cow<'static, str>,
    /// The code that the message or the title belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<u32>,
    /// The documented HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    documented: Option<u16>,
}

impl From<Contradiction> for Flag {
    fn from(contradiction: Contradiction) -> Self {
        let (kind, code, documented) = flag(contradiction);
        Self {
            kind: kind.into(),
            code,
            documented,
        }
    }
}

/// A flag as it was pickled.
#[pyfunction(name = "_flag")]
#[pyo3(signature = (kind, code, documented, /))]
pub(crate) fn flag_of(kind: String, code: Option<u32>, documented: Option<u16>) -> Flag {
    Flag {
        kind: kind.into(),
        code,
        documented,
    }
}

type PickledFlag<'a> = (&'a str, Option<u32>, Option<u16>);

#[pymethods]
impl Flag {
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, PickledFlag<'_>)> {
        let read = py.import("waba_errors._native")?.getattr("_flag")?;
        Ok((read, (&self.kind, self.code, self.documented)))
    }

    fn __repr__(&self) -> String {
        let number = self.code.or(self.documented.map(u32::from));
        let number = number.map_or_else(String::new, |number| format!(" {number}"));
        format!("<Flag {}{number}>", self.kind)
    }
}

/// The errors of an input that is no longer are explained when somebody asks, and the input is kept until then: what an error means
/// costs several times what it costs to find it.
const KEPT: usize = 64 << 10;

/// An error that was found: what the input says of it, and what is known of it.
///
/// >>> from waba_errors import read_body
/// >>> [error] = read_body({"error": {"code": 131047, "fbtrace_id": "A1"}}, lang="de")
/// >>> error.code, error.fbtrace_id, error.where
/// (131047, 'A1', 'error')
/// >>> error.entry.name
/// 'ReEngagementMessage'
#[pyclass(frozen, eq, hash, module = "waba_errors")]
pub(crate) struct Found {
    pub(crate) lang: Lang,
    pub(crate) said: Said,
    told: OnceLock<Told>,
    /// Where `told` comes from, and the place of the error there.
    report: Option<(Arc<Mutex<Report<'static>>>, usize)>,
}

/// What the input says.
#[derive(Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Said {
    line: usize,
    pub(crate) code: Option<Number>,
    pub(crate) subcode: Option<Number>,
    pub(crate) certainty: Cow<'static, str>,
    pub(crate) given_title: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) details: Option<String>,
    pub(crate) user_title: Option<String>,
    pub(crate) user_message: Option<String>,
    pub(crate) fbtrace_id: Option<String>,
    pub(crate) is_transient: Option<bool>,
    pub(crate) recipient: Option<String>,
    pub(crate) recipient_user_id: Option<String>,
    pub(crate) from_user_id: Option<String>,
    pub(crate) parent_user_id: Option<String>,
    pub(crate) message_id: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) http_status: Option<u16>,
    truncated: bool,
}

/// What is known of it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Told {
    #[serde(skip, default = "waba_errors::unknown")]
    pub(crate) entry: waba_errors::Entry,
    pub(crate) subcode_known: Option<bool>,
    pub(crate) retry: Retry,
    pub(crate) retry_source: Cow<'static, str>,
    #[serde(rename = "where")]
    pub(crate) path: String,
    /// The rules that fired.
    why: Vec<Cow<'static, str>>,
    flags: Vec<Flag>,
    pub(crate) key: String,
}

impl Said {
    pub(crate) fn new(location: &Location<'_>, truncated: bool) -> Self {
        let found = location.found();
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        Self {
            line: location.line(),
            code: Number::new(found.code_number(), || owned(found.code_text())),
            subcode: Number::new(found.subcode_number(), || owned(found.subcode_text())),
            certainty: found.certainty().id().into(),
            given_title: owned(found.title()),
            message: owned(found.message()),
            details: owned(found.details()),
            user_title: owned(found.user_title()),
            user_message: owned(found.user_message()),
            fbtrace_id: owned(found.fbtrace_id()),
            is_transient: found.is_transient(),
            recipient: owned(found.recipient()),
            recipient_user_id: owned(found.recipient_user_id()),
            from_user_id: owned(found.from_user_id()),
            parent_user_id: owned(found.parent_user_id()),
            message_id: owned(found.message_id()),
            status: owned(found.status()),
            http_status: found.http_status(),
            truncated,
        }
    }
}

impl Told {
    pub(crate) fn new(found: &waba_errors_payload::Found<'_>) -> Self {
        let entry = found.entry();
        let (retry, source) = found.advice();
        Self {
            entry,
            subcode_known: knows_subcode(found, &entry),
            retry,
            retry_source: source.id().into(),
            path: found.path(),
            why: found.why().map(|rule| rule.id().into()).collect(),
            flags: found.contradictions().into_iter().map(Flag::from).collect(),
            key: found_key(found, &entry),
        }
    }
}

impl Told {
    /// What an entry says alone.
    pub(crate) fn of_entry(entry: waba_errors::Entry) -> Self {
        Self {
            entry,
            subcode_known: None,
            retry: entry.retry(),
            retry_source: RetrySource::Entry.id().into(),
            path: String::new(),
            why: Vec::new(),
            flags: Vec::new(),
            key: entry.key().to_string(),
        }
    }
}

impl Found {
    /// The errors of a report of an input.
    pub(crate) fn all(input: &[u8], report: Report<'_>, lang: Lang) -> Vec<Self> {
        let truncated = report.truncated();
        let locations = locations(None, input, &report);
        let is_kept = input.len() <= KEPT;
        let found = |location: Location<'_>| Self {
            lang,
            said: Said::new(&location, truncated),
            told: if is_kept {
                OnceLock::new()
            } else {
                Told::new(location.found()).into()
            },
            report: None,
        };
        let mut all: Vec<_> = locations.map(found).collect();
        if is_kept && !all.is_empty() {
            let report = Arc::new(Mutex::new(report.into_owned()));
            for (place, found) in all.iter_mut().enumerate() {
                found.report = Some((Arc::clone(&report), place));
            }
        }
        all
    }

    pub(crate) fn told(&self) -> &Told {
        self.told.get_or_init(|| {
            let kept = self.report.as_ref();
            let told = kept.and_then(|(report, place)| {
                let report = report.lock().unwrap_or_else(PoisonError::into_inner);
                Some(Told::new(&report.get(*place)?))
            });
            told.unwrap_or_else(|| Told::of_entry(waba_errors::unknown()))
        })
    }
}

impl PartialEq for Found {
    fn eq(&self, other: &Self) -> bool {
        (self.lang, &self.said, self.told()) == (other.lang, &other.said, other.told())
    }
}

impl Eq for Found {}

impl Hash for Found {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // What is known follows from what is said.
        (self.lang, &self.said).hash(state);
    }
}

/// What a found error is pickled as: what is said and known of it, the key of its entry, and the tag of its language.
type Pickled = (String, String, &'static str);

/// A found error as it was pickled.
#[pyfunction(name = "_found")]
#[pyo3(signature = (json, key, lang, /))]
pub(crate) fn found_of(json: &str, key: &str, lang: Language) -> PyResult<Found> {
    let parts = serde_json::from_str::<(Said, Told)>(json);
    let (said, mut told) = parts.map_err(|error| PyValueError::new_err(error.to_string()))?;
    told.entry = entry_of(key)?.0;
    Ok(Found {
        lang: lang.0,
        said,
        told: told.into(),
        report: None,
    })
}

#[pymethods]
impl Found {
    /// The line of the input at which the error begins, from 1.
    #[getter]
    fn line(&self) -> usize {
        self.said.line
    }

    /// Whether the table knows the subcode; `None` if none was sent.
    #[getter]
    fn subcode_known(&self) -> Option<bool> {
        self.told().subcode_known
    }

    /// The path to the error, such as `entry[0].changes[0].value.statuses[0].errors[0]`.
    #[getter(r#where)]
    fn path(&self) -> &str {
        &self.told().path
    }

    /// What `retry` comes from: `entry`, `details`, `retry-after`, `usage-header` or `transient`.
    #[getter]
    fn retry_source(&self) -> &str {
        &self.told().retry_source
    }

    /// What the words are about: the code, the pair, the subcode or the case.
    #[getter]
    fn key(&self) -> &str {
        &self.told().key
    }

    /// As it was sent; a text if no 64 bits hold it, `None` if only a subcode was sent.
    #[getter]
    fn code(&self) -> Option<&Number> {
        self.said.code.as_ref()
    }

    /// The `error_subcode` as it was sent.
    #[getter]
    fn subcode(&self) -> Option<&Number> {
        self.said.subcode.as_ref()
    }

    /// What is known of the error, in each language.
    #[getter]
    fn entry(&self) -> Entry {
        Entry(self.told().entry)
    }

    /// How sure the error is.
    #[getter]
    fn certainty<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Certainty", &self.said.certainty)
    }

    /// The ids of the rules that fired.
    #[getter]
    fn why<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.told().why.iter().map(AsRef::<str>::as_ref))
    }

    /// Whether and when the same request can work, sharpened by what the input says itself; of `Retry.AFTER`, `wait` says when.
    #[getter]
    fn retry<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Retry", Fact::Retry(self.told().retry).value())
    }

    /// The wait of `Retry.AFTER`.
    #[getter]
    fn wait(&self) -> Option<Duration> {
        self.told().retry.wait()
    }

    /// What does not fit together.
    #[getter]
    fn flags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.told().flags.iter().cloned())
    }

    /// What the number meant in the former On-Premises API, if the Cloud API does not know it.
    #[getter]
    fn on_premises(&self) -> Option<OnPremises> {
        let code = self.said.code.as_ref().and_then(Number::small)?;
        let number = waba_errors::on_premises(u32::try_from(code).ok()?);
        number
            .filter(|_| !self.told().entry.is_known())
            .map(Into::into)
    }

    /// Whether the table knows the number.
    #[getter]
    fn known(&self) -> bool {
        self.told().entry.is_known()
    }

    /// The permanent name; empty if the number is unknown.
    #[getter]
    fn name(&self) -> &'static str {
        self.told().entry.name()
    }

    /// What the code is about.
    #[getter]
    fn category<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Entry(self.told().entry).category(py)
    }

    /// Where such an error is reported.
    #[getter]
    fn channel<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Entry(self.told().entry).channel(py)
    }

    /// Who can end the error.
    #[getter]
    fn fixer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Entry(self.told().entry).fixer(py)
    }

    /// What to pause, the main one first.
    #[getter]
    fn scope<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        Entry(self.told().entry).scope(py)
    }

    /// Whether a second try can send twice.
    #[getter]
    fn effect<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Entry(self.told().entry).effect(py)
    }

    /// How well that is backed.
    #[getter]
    fn evidence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Entry(self.told().entry).evidence(py)
    }

    /// The language that the words are in: English, where the entry is not translated.
    #[getter]
    fn lang(&self) -> &'static str {
        self.told().entry.lang(self.lang).tag()
    }

    /// A short name of the error.
    #[getter]
    fn title(&self) -> &'static str {
        self.told().entry.title(self.lang)
    }

    /// What happened.
    #[getter]
    fn description(&self) -> &'static str {
        self.told().entry.description(self.lang)
    }

    /// What to do, one step per line.
    #[getter]
    fn fix(&self) -> &'static str {
        self.told().entry.fix(self.lang)
    }

    /// `retry` in words.
    #[getter]
    fn advice(&self) -> &'static str {
        self.told().retry.advice(self.lang)
    }

    /// `title` of the input.
    #[getter]
    fn given_title(&self) -> Option<&str> {
        self.said.given_title.as_deref()
    }

    /// The message of the input.
    #[getter]
    fn message(&self) -> Option<&str> {
        self.said.message.as_deref()
    }

    /// `error_data.details` of the input.
    #[getter]
    fn details(&self) -> Option<&str> {
        self.said.details.as_deref()
    }

    /// What users may be told: the title.
    #[getter]
    fn user_title(&self) -> Option<&str> {
        self.said.user_title.as_deref()
    }

    /// What users may be told.
    #[getter]
    fn user_message(&self) -> Option<&str> {
        self.said.user_message.as_deref()
    }

    /// For Meta's support.
    #[getter]
    fn fbtrace_id(&self) -> Option<&str> {
        self.said.fbtrace_id.as_deref()
    }

    /// The phone number that should have got the message.
    #[getter]
    fn recipient(&self) -> Option<&str> {
        self.said.recipient.as_deref()
    }

    /// The business-scoped user ID that should have got the message.
    #[getter]
    fn recipient_user_id(&self) -> Option<&str> {
        self.said.recipient_user_id.as_deref()
    }

    /// The business-scoped user ID that sent the message.
    #[getter]
    fn from_user_id(&self) -> Option<&str> {
        self.said.from_user_id.as_deref()
    }

    /// The user ID at the parent business.
    #[getter]
    fn parent_user_id(&self) -> Option<&str> {
        self.said.parent_user_id.as_deref()
    }

    /// Which message it concerns.
    #[getter]
    fn message_id(&self) -> Option<&str> {
        self.said.message_id.as_deref()
    }

    /// The status of the message.
    #[getter]
    fn status(&self) -> Option<&str> {
        self.said.status.as_deref()
    }

    /// Whether the answer says that it passes.
    #[getter]
    fn is_transient(&self) -> Option<bool> {
        self.said.is_transient
    }

    /// The HTTP status of the input; that of the documentation is `entry.http_status`.
    #[getter]
    fn http_status(&self) -> Option<u16> {
        self.said.http_status
    }

    /// Whether the input holds more errors than are kept of one: 10,000.
    #[getter]
    fn truncated(&self) -> bool {
        self.said.truncated
    }

    /// The error with the members that `waba-errors read --format json` writes, and `advice`.
    ///
    /// >>> from waba_errors import read_body
    /// >>> [error] = read_body('{"error":{"code":190,"error_subcode":463}}')
    /// >>> error.to_dict()["key"]
    /// '190/463'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        #[derive(Serialize)]
        struct Row<'a, M> {
            file: Option<()>,
            #[serde(flatten)]
            said: &'a Said,
            #[serde(flatten)]
            told: &'a Told,
            #[serde(skip_serializing_if = "Option::is_none")]
            on_premises: Option<OnPremises>,
            known: bool,
            advice: &'static str,
            #[serde(flatten)]
            meaning: M,
        }
        let row = Row {
            file: None,
            said: &self.said,
            told: self.told(),
            on_premises: self.on_premises(),
            known: self.known(),
            advice: self.advice(),
            meaning: meaning(&self.told().entry, self.lang),
        };
        dict(py, &row)
    }

    /// The error as HTML, which a notebook shows, in the language that it was read in.
    fn html(&self) -> String {
        html::found(self)
    }

    fn _repr_html_(&self) -> String {
        html::found(self)
    }

    fn __repr__(&self) -> String {
        format!("<Found {} {}>", self.told().key, self.told().entry.name()).replace(" >", ">")
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Pickled)> {
        let read = py.import("waba_errors._native")?.getattr("_found")?;
        let key = self.told().entry.key().to_string();
        Ok((
            read,
            (json(&(&self.said, self.told())), key, self.lang.tag()),
        ))
    }
}
