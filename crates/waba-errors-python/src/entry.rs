//! What is known of a code.

use std::time::Duration;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use waba_errors::{Code, Fact, Key, Lang};
use waba_errors_explain::{View, explanation, markdown, text};

use crate::functions::ENGLISH;
use crate::html;
use crate::input::Language;
use crate::json::dict;

/// What is known of a code, of a code with its `error_subcode`, or of one of the documented cases of a number.
///
/// >>> from waba_errors import lookup
/// >>> entry = lookup(131047)
/// >>> entry.name, entry.category
/// ('ReEngagementMessage', <Category.MESSAGING: 'messaging'>)
#[pyclass(frozen, eq, hash, module = "waba_errors")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Entry(pub(crate) waba_errors::Entry);

/// An entry by its key, as pickled entries are read.
#[pyfunction(name = "_entry")]
#[pyo3(signature = (key, /))]
pub(crate) fn entry_of(key: &str) -> PyResult<Entry> {
    let entry = match key.parse() {
        Ok(Key::Unknown(code)) => Some(waba_errors::lookup(code)),
        Ok(Key::Unnumbered) => Some(waba_errors::unknown()),
        Ok(key) => waba_errors::find(key),
        Err(_) => None,
    };
    let missing = || PyValueError::new_err(format!("no entry {}", waba_errors_explain::quote(key)));
    entry.map(Entry).ok_or_else(missing)
}

/// A value of a closed list, as the enum of that name has it.
pub(crate) fn member<'py>(py: Python<'py>, list: &str, id: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("waba_errors.codes")?.getattr(list)?.call1((id,))
}

/// The values of one fact of an entry.
fn values(entry: waba_errors::Entry, id: &'static str) -> impl Iterator<Item = Fact> {
    entry.facts().filter(move |fact| fact.id() == id)
}

impl Entry {
    /// The value of a fact that has one.
    fn fact<'py>(
        self,
        py: Python<'py>,
        list: &str,
        id: &'static str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let value = values(self.0, id).next();
        member(py, list, value.map_or("", |fact| fact.value()))
    }
}

#[pymethods]
impl Entry {
    /// `131047`, `190/463`, `200-299` or `2388103-no-webhook`.
    #[getter]
    fn key(&self) -> String {
        self.0.key().to_string()
    }

    /// `None` for what is no code.
    #[getter]
    fn code(&self) -> Option<u32> {
        (self.0.key() != Key::Unnumbered).then(|| self.0.code().get())
    }

    /// The `error_subcode`.
    #[getter]
    fn subcode(&self) -> Option<u32> {
        self.0.error_subcode()
    }

    /// Whether the table knows the number.
    #[getter]
    fn known(&self) -> bool {
        self.0.is_known()
    }

    /// Whether Meta no longer documents or sends the code.
    #[getter]
    fn retired(&self) -> bool {
        self.0.is_retired()
    }

    /// A permanent name; empty if the code is unknown.
    #[getter]
    fn name(&self) -> &'static str {
        self.0.name()
    }

    /// The title as the API prints it.
    #[getter]
    fn api_title(&self) -> Option<&'static str> {
        self.0.api_title()
    }

    /// What the code is about.
    #[getter]
    pub(crate) fn category<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Category", self.0.category().id())
    }

    /// The documented HTTP status.
    #[getter]
    fn http_status(&self) -> Option<u16> {
        self.0.http_status()
    }

    /// Where the error is reported.
    #[getter]
    pub(crate) fn channel<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fact(py, "Channel", "channel")
    }

    /// Whether and when the same request can work; of `Retry.AFTER`, `wait` says when.
    #[getter]
    fn retry<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fact(py, "Retry", "retry")
    }

    /// The wait of `Retry.AFTER`.
    #[getter]
    fn wait(&self) -> Option<Duration> {
        self.0.retry().wait()
    }

    /// Who can end the error.
    #[getter]
    pub(crate) fn fixer<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fact(py, "Fixer", "fixer")
    }

    /// What to pause, the main one first.
    #[getter]
    pub(crate) fn scope<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let scopes = values(self.0, "scope").map(|fact| member(py, "Scope", fact.value()));
        PyTuple::new(py, scopes.collect::<PyResult<Vec<_>>>()?)
    }

    /// Whether a second try can send twice.
    #[getter]
    pub(crate) fn effect<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fact(py, "Effect", "effect")
    }

    /// How well that is backed.
    #[getter]
    pub(crate) fn evidence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fact(py, "Evidence", "evidence")
    }

    /// Where to read more.
    #[getter]
    fn docs_url(&self) -> &'static str {
        self.0.docs_url()
    }

    /// The code that replaced a retired one.
    #[getter]
    fn replaced_by(&self) -> Option<u32> {
        self.0.replaced_by().map(Code::get)
    }

    /// Codes that have to do with this one.
    #[getter]
    fn related<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.related().map(Code::get))
    }

    /// The subcodes of the code that have entries of their own.
    #[getter]
    fn subcodes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.subcodes().map(Entry).collect::<Vec<_>>())
    }

    /// The documented cases of the number.
    #[getter]
    fn cases<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.cases().map(Entry).collect::<Vec<_>>())
    }

    /// What the number meant in the former On-Premises API, if the Cloud API does not know it.
    #[getter]
    fn on_premises(&self) -> Option<OnPremises> {
        let number = waba_errors::on_premises(self.code()?);
        number.filter(|_| !self.0.is_known()).map(Into::into)
    }

    /// A short name.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn title(&self, lang: Language) -> &'static str {
        self.0.title(lang.0)
    }

    /// What happened.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn description(&self, lang: Language) -> &'static str {
        self.0.description(lang.0)
    }

    /// Why it happens.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn causes(&self, lang: Language) -> Vec<&'static str> {
        self.0.causes(lang.0).collect()
    }

    /// What to do, step by step.
    ///
    /// >>> from waba_errors import lookup
    /// >>> for step in lookup(131047).fix("en"):
    /// ...     assert step
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn fix(&self, lang: Language) -> Vec<&'static str> {
        self.0.fixes(lang.0).collect()
    }

    /// How to avoid it.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn prevention(&self, lang: Language) -> Vec<&'static str> {
        self.0.prevention(lang.0).collect()
    }

    /// Whether and when to try again, in words.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn advice(&self, lang: Language) -> &'static str {
        self.0.retry().advice(lang.0)
    }

    /// Everything as plain text.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn text(&self, lang: Language) -> String {
        text(&self.0, View::new(lang.0))
    }

    /// Everything as Markdown, for a ticket.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn markdown(&self, lang: Language) -> String {
        markdown(&self.0, View::new(lang.0))
    }

    /// Title, description, causes and steps as HTML, which a notebook shows.
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn html(&self, lang: Language) -> String {
        html::entry(&self.0, lang.0)
    }

    /// Everything in a language, with the members that `waba-errors explain --format json` writes, and `advice`.
    ///
    /// >>> from waba_errors import lookup
    /// >>> lookup(130429).to_dict("de")["lang"]
    /// 'de'
    #[pyo3(signature = (lang = ENGLISH, /), text_signature = "($self, lang='en', /)")]
    fn to_dict<'py>(&self, py: Python<'py>, lang: Language) -> PyResult<Bound<'py, PyDict>> {
        #[derive(serde::Serialize)]
        struct Explained<E> {
            #[serde(flatten)]
            explanation: E,
            advice: &'static str,
        }
        let explained = Explained {
            explanation: explanation(&self.0, lang.0),
            advice: self.0.retry().advice(lang.0),
        };
        dict(py, &explained)
    }

    fn _repr_html_(&self) -> String {
        html::entry(&self.0, Lang::En)
    }

    fn __repr__(&self) -> String {
        format!("<Entry {} {}>", self.0.key(), self.0.name()).replace(" >", ">")
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let read = py.import("waba_errors._native")?.getattr("_entry")?;
        Ok((read, (self.key(),)))
    }
}

/// A number of the former On-Premises API.
#[pyclass(frozen, eq, hash, module = "waba_errors")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct OnPremises {
    code: u32,
    title: &'static str,
    successors: &'static [Code],
}

impl From<waba_errors::OnPremises> for OnPremises {
    fn from(number: waba_errors::OnPremises) -> Self {
        Self {
            code: number.code(),
            title: number.title(),
            successors: number.successors(),
        }
    }
}

/// A number of the former API, as pickled ones are read.
#[pyfunction(name = "_on_premises")]
#[pyo3(signature = (code, /))]
pub(crate) fn on_premises_of(code: u32) -> PyResult<OnPremises> {
    let missing = || PyValueError::new_err(format!("no number {code}"));
    waba_errors::on_premises(code)
        .map(Into::into)
        .ok_or_else(missing)
}

#[pymethods]
impl OnPremises {
    /// The title as that API printed it.
    #[getter]
    fn title(&self) -> &'static str {
        self.title
    }

    /// The codes of the Cloud API that took its place.
    #[getter]
    fn successors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.successors.iter().map(|code| code.get()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (u32,))> {
        let read = py.import("waba_errors._native")?.getattr("_on_premises")?;
        Ok((read, (self.code,)))
    }

    fn __repr__(&self) -> String {
        format!("<OnPremises {} {}>", self.code, self.title)
    }
}

impl Serialize for OnPremises {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut number = serializer.serialize_struct("OnPremises", 2)?;
        number.serialize_field("title", self.title)?;
        number.serialize_field("successors", self.successors)?;
        number.end()
    }
}
