//! Values as JSON, and as the dictionaries of Python.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

/// The JSON of a value; none of those that are written here fails.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// A value as a dictionary.
pub(crate) fn dict<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyDict>> {
    let value = py.import("json")?.call_method1("loads", (json(value),))?;
    Ok(value.cast_into()?)
}
