//! What comes from Python: numbers, languages, texts and bytes.

use std::io::{self, Read};
use std::ops::Deref;

use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyDict, PyIterator, PyList, PyMemoryView, PyString};
use waba_errors::Lang;
use waba_errors_payload::Certainty;

/// A whole number, whatever has `__index__`. One that no code can be is `None`.
pub(crate) struct Number(pub(crate) Option<u32>);

impl<'a, 'py> FromPyObject<'a, 'py> for Number {
    type Error = PyErr;

    fn extract(number: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        match number.extract::<u32>() {
            Ok(number) => Ok(Self(Some(number))),
            Err(error) if error.is_instance_of::<PyOverflowError>(number.py()) => Ok(Self(None)),
            Err(error) => Err(error),
        }
    }
}

/// What a person typed. A lone surrogate is a character that nothing is called by.
pub(crate) struct Words(pub(crate) String);

impl<'a, 'py> FromPyObject<'a, 'py> for Words {
    type Error = PyErr;

    fn extract(words: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let words = words.cast::<PyString>()?;
        Ok(Self(words.to_string_lossy().into_owned()))
    }
}

/// A language by its tag.
pub(crate) struct Language(pub(crate) Lang);

impl<'a, 'py> FromPyObject<'a, 'py> for Language {
    type Error = PyErr;

    fn extract(tag: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let Words(tag) = tag.extract()?;
        tag.parse()
            .map(Self)
            .map_err(|_| unknown("language", &tag, Lang::ALL.iter().map(|lang| lang.tag())))
    }
}

/// A certainty by its id.
pub(crate) struct Least(pub(crate) Certainty);

impl<'a, 'py> FromPyObject<'a, 'py> for Least {
    type Error = PyErr;

    fn extract(id: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        let Words(id) = id.extract()?;
        let all = Certainty::ALL.iter().map(|certainty| certainty.id());
        id.parse()
            .map(Self)
            .map_err(|_| unknown("certainty", &id, all))
    }
}

/// What is said of a value that is not one of these.
fn unknown(what: &str, value: &str, known: impl Iterator<Item = &'static str>) -> PyErr {
    let known: Vec<_> = known.collect();
    PyValueError::new_err(format!(
        "unknown {what} {}; known are {}",
        waba_errors_explain::quote(value),
        known.join(", ")
    ))
}

/// Something to read. A dictionary or a list is taken as JSON.
pub(crate) enum Data {
    Text(PyBackedStr),
    Bytes(PyBackedBytes),
    Copy(Vec<u8>),
}

impl Deref for Data {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
            Self::Copy(bytes) => bytes,
        }
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Data {
    type Error = PyErr;

    fn extract(data: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = data.cast::<PyString>() {
            return Self::of_text(&text);
        }
        if data.is_instance_of::<PyMemoryView>() {
            return Ok(Self::Copy(data.call_method0("tobytes")?.extract()?));
        }
        if data.is_instance_of::<PyDict>() || data.is_instance_of::<PyList>() {
            let json = data.py().import("json")?.call_method1("dumps", (data,))?;
            return Self::of_text(json.cast()?);
        }
        let wrong = |_| {
            let kind = data.get_type().name();
            let kind = kind.map_or_else(|_| String::new(), |name| format!(", not {name}"));
            PyTypeError::new_err(format!(
                "a text, bytes, a dictionary or a list is needed{kind}"
            ))
        };
        data.extract().map(Self::Bytes).map_err(wrong)
    }
}

impl Data {
    /// A text with lone surrogates has bytes too, though no UTF-8.
    fn of_text(text: &Bound<'_, PyString>) -> PyResult<Self> {
        if let Ok(text) = text.extract() {
            return Ok(Self::Text(text));
        }
        let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
        Ok(Self::Bytes(bytes.extract()?))
    }
}

/// Reads what an iterator yields, one chunk after the other; only then it holds the interpreter.
pub(crate) struct Chunks {
    iterator: Py<PyIterator>,
    chunk: Option<Data>,
    at: usize,
}

impl Chunks {
    pub(crate) fn new(iterator: Bound<'_, PyIterator>) -> Self {
        Self {
            iterator: iterator.unbind(),
            chunk: None,
            at: 0,
        }
    }

    fn next(&self) -> PyResult<Option<Data>> {
        Python::attach(|py| {
            let next = self.iterator.bind(py).clone().next();
            next.map(|chunk| chunk?.extract()).transpose()
        })
    }
}

impl Read for Chunks {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let rest = self.chunk.as_deref().and_then(|chunk| chunk.get(self.at..));
            if let Some(mut rest) = rest.filter(|rest| !rest.is_empty()) {
                let read = rest.read(out)?;
                self.at += read;
                return Ok(read);
            }
            self.chunk = self.next().map_err(io::Error::other)?;
            self.at = 0;
            if self.chunk.is_none() {
                return Ok(0);
            }
        }
    }
}
