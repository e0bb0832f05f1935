//! Columns of texts in, columns of found errors out, as buffers in the format of Arrow: `waba_errors.arrow` joins them. Nothing here knows
//! an engine.

use std::mem;

use memchr::memchr_iter;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use waba_errors::{Fact, Lang};
use waba_errors_explain::locations;
use waba_errors_payload::{Options, Report};

use crate::found::{Number, Said, Told};
use crate::input::{Language, Least};

/// A value of a column.
enum Value<'a> {
    Flag(Option<bool>),
    Number(Option<i64>),
    Text(Option<&'a str>),
    Texts(Vec<&'static str>),
}

/// The fields of an error in their permanent order: what is new comes last. Their names are those of `docs/read.md`.
fn fields<'a>(
    said: &'a Said,
    told: &'a Told,
    retry: &'a str,
    lang: Lang,
) -> [(&'static str, Value<'a>); 36] {
    use Value::{Flag, Number as Int, Text, Texts};
    let entry = &told.entry;
    let values = |id| {
        let facts = entry.facts().filter(move |fact| fact.id() == id);
        facts.map(Fact::value)
    };
    let one = |id| Text(values(id).next());
    let small = |number: &Option<Number>| Int(number.as_ref().and_then(Number::small));
    let wait = told.retry.wait().map(|wait| wait.as_secs());
    [
        ("code", small(&said.code)),
        ("subcode", small(&said.subcode)),
        ("subcode_known", Flag(told.subcode_known)),
        ("where", Text(Some(&told.path))),
        ("certainty", Text(Some(&said.certainty))),
        ("retry", Text(Some(retry))),
        (
            "retry_seconds",
            Int(wait.and_then(|wait| wait.try_into().ok())),
        ),
        ("retry_source", Text(Some(&told.retry_source))),
        ("known", Flag(Some(entry.is_known()))),
        ("key", Text(Some(&told.key))),
        ("name", Text(Some(entry.name()))),
        ("category", Text(Some(entry.category().id()))),
        ("channel", one("channel")),
        ("fixer", one("fixer")),
        ("scope", Texts(values("scope").collect())),
        ("effect", one("effect")),
        ("evidence", one("evidence")),
        ("lang", Text(Some(entry.lang(lang).tag()))),
        ("title", Text(Some(entry.title(lang)))),
        ("description", Text(Some(entry.description(lang)))),
        ("fix", Text(Some(entry.fix(lang)))),
        ("advice", Text(Some(told.retry.advice(lang)))),
        ("given_title", Text(said.given_title.as_deref())),
        ("message", Text(said.message.as_deref())),
        ("details", Text(said.details.as_deref())),
        ("user_title", Text(said.user_title.as_deref())),
        ("user_message", Text(said.user_message.as_deref())),
        ("fbtrace_id", Text(said.fbtrace_id.as_deref())),
        ("is_transient", Flag(said.is_transient)),
        ("recipient", Text(said.recipient.as_deref())),
        ("recipient_user_id", Text(said.recipient_user_id.as_deref())),
        ("from_user_id", Text(said.from_user_id.as_deref())),
        ("parent_user_id", Text(said.parent_user_id.as_deref())),
        ("message_id", Text(said.message_id.as_deref())),
        ("status", Text(said.status.as_deref())),
        ("http_status", Int(said.http_status.map(i64::from))),
    ]
}

/// Bits, the first one lowest.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    len: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.len.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.len % 8);
        }
        self.len += 1;
    }
}

/// Texts behind one another, and where each ends.
struct Texts {
    ends: Vec<u8>,
    bytes: Vec<u8>,
}

impl Texts {
    fn new() -> Self {
        Self {
            ends: 0_i64.to_le_bytes().to_vec(),
            bytes: Vec::new(),
        }
    }

    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        let end = i64::try_from(self.bytes.len()).unwrap_or(i64::MAX);
        self.ends.extend_from_slice(&end.to_le_bytes());
    }
}

/// The values of a field of all errors.
enum Column {
    Flags(Bits, Bits),
    Numbers(Bits, Vec<u8>),
    Texts(Bits, Texts),
    /// Lists of texts, and how many texts there are.
    Lists(Vec<u8>, Texts, i32),
}

impl Column {
    /// An empty column for such a value.
    fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Flag(_) => Self::Flags(Bits::default(), Bits::default()),
            Value::Number(_) => Self::Numbers(Bits::default(), Vec::new()),
            Value::Text(_) => Self::Texts(Bits::default(), Texts::new()),
            Value::Texts(_) => Self::Lists(0_i32.to_le_bytes().to_vec(), Texts::new(), 0),
        }
    }

    fn push(&mut self, value: Value<'_>) {
        match (self, value) {
            (Self::Flags(valid, bits), Value::Flag(flag)) => {
                valid.push(flag.is_some());
                bits.push(flag.unwrap_or_default());
            }
            (Self::Numbers(valid, bytes), Value::Number(number)) => {
                valid.push(number.is_some());
                bytes.extend_from_slice(&number.unwrap_or_default().to_le_bytes());
            }
            (Self::Texts(valid, texts), Value::Text(text)) => {
                valid.push(text.is_some());
                texts.push(text.unwrap_or_default());
            }
            (Self::Lists(ends, texts, count), Value::Texts(list)) => {
                for text in list {
                    texts.push(text);
                    *count += 1;
                }
                ends.extend_from_slice(&count.to_le_bytes());
            }
            // A field has one kind.
            _ => {}
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Flags(..) => "flag",
            Self::Numbers(..) => "number",
            Self::Texts(..) => "text",
            Self::Lists(..) => "texts",
        }
    }

    fn buffers<'py>(&self, py: Python<'py>) -> Vec<Bound<'py, PyBytes>> {
        let buffers: &[&[u8]] = match self {
            Self::Flags(valid, bits) => &[&valid.bytes, &bits.bytes],
            Self::Numbers(valid, bytes) => &[&valid.bytes, bytes],
            Self::Texts(valid, texts) => &[&valid.bytes, &texts.ends, &texts.bytes],
            Self::Lists(ends, texts, _) => &[ends, &texts.ends, &texts.bytes],
        };
        buffers
            .iter()
            .map(|bytes| PyBytes::new(py, bytes))
            .collect()
    }
}

/// The errors of all rows.
struct Errors {
    lang: Lang,
    columns: Vec<(&'static str, Column)>,
    count: i32,
    /// Up to which error the errors of each row go.
    ends: Vec<u8>,
    /// At which byte the row of each error begins.
    starts: Vec<u8>,
}

impl Errors {
    /// The errors of rows, each with the byte at which it begins; `None` of more than the offsets of a list can tell.
    fn of<'a>(
        rows: impl Iterator<Item = (usize, &'a [u8])>,
        lang: Lang,
        least: Option<&Least>,
    ) -> Option<Self> {
        let mut errors = Self::new(lang);
        for (start, row) in rows {
            let options = Options::new();
            let report = match least {
                Some(least) => options.least(least.0).read(row),
                None => options.read_body(row),
            };
            errors
                .count
                .checked_add(i32::try_from(report.len()).ok()?)?;
            errors.push(start, row, &report);
        }
        Some(errors)
    }

    fn new(lang: Lang) -> Self {
        let (said, told) = (Said::default(), Told::of_entry(waba_errors::unknown()));
        let fields = fields(&said, &told, "", lang).into_iter();
        let columns = fields.map(|(name, value)| (name, Column::of(&value)));
        Self {
            lang,
            columns: columns.collect(),
            count: 0,
            ends: 0_i32.to_le_bytes().to_vec(),
            starts: Vec::new(),
        }
    }

    /// The errors of the next row.
    fn push(&mut self, start: usize, input: &[u8], report: &Report<'_>) {
        for location in locations(None, input, report) {
            let said = Said::new(&location, report.truncated());
            let told = Told::new(location.found());
            let retry = Fact::Retry(told.retry).to_string();
            let fields = fields(&said, &told, &retry, self.lang);
            for ((_, column), (_, value)) in self.columns.iter_mut().zip(fields) {
                column.push(value);
            }
            self.count += 1;
            let start = i64::try_from(start).unwrap_or(i64::MAX);
            self.starts.extend_from_slice(&start.to_le_bytes());
        }
        self.ends.extend_from_slice(&self.count.to_le_bytes());
    }

    fn buffers<'py>(&self, py: Python<'py>) -> Columns<'py> {
        let columns = self.columns.iter();
        let columns = columns.map(|(name, column)| (*name, column.kind(), column.buffers(py)));
        columns.collect()
    }
}

/// The name, the kind and the buffers of each field.
type Columns<'py> = Vec<(&'static str, &'static str, Vec<Bound<'py, PyBytes>>)>;

/// Rows of a column: their bytes behind one another, and the offsets of each in little endian, of 4 or 8 bytes.
struct Rows {
    bytes: PyBackedBytes,
    offsets: PyBackedBytes,
    is_wide: bool,
}

impl Rows {
    /// The rows; one of which an offset makes no sense is empty.
    fn iter(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let width = if self.is_wide { 8 } else { 4 };
        let offset = |bytes: &[u8]| {
            let number = bytes
                .iter()
                .rev()
                .fold(0, |number, byte| number << 8 | u64::from(*byte));
            usize::try_from(number).unwrap_or(usize::MAX)
        };
        let first = self.offsets.get(..width).map_or(0, offset);
        let ends = self.offsets.chunks_exact(width).skip(1).map(offset);
        ends.scan(0, move |at, end| {
            let end = end.saturating_sub(first);
            let start = mem::replace(at, end);
            Some((start, self.bytes.get(start..end).unwrap_or_default()))
        })
    }
}

/// The lines of a text.
fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let ends = memchr_iter(b'\n', text).map(|end| end + 1);
    let rest = text.last().is_some_and(|last| *last != b'\n');
    let ends = ends.chain(rest.then_some(text.len()));
    ends.scan(0, |at, end| {
        let start = mem::replace(at, end);
        Some((start, text.get(start..end).unwrap_or_default()))
    })
}

fn too_many() -> PyErr {
    PyValueError::new_err("more than 2,147,483,647 errors in one array")
}

/// The errors of the rows of a column: how many there are, up to which one those of each row go, and the fields. Without `least` the rows
/// are bodies, and read by structure alone.
#[pyfunction(name = "_columns")]
#[pyo3(signature = (bytes, offsets, is_wide, lang, least, /))]
pub(crate) fn columns(
    py: Python<'_>,
    bytes: PyBackedBytes,
    offsets: PyBackedBytes,
    is_wide: bool,
    lang: Language,
    least: Option<Least>,
) -> PyResult<(i32, Bound<'_, PyBytes>, Columns<'_>)> {
    let rows = Rows {
        bytes,
        offsets,
        is_wide,
    };
    let errors = py.detach(|| Errors::of(rows.iter(), lang.0, least.as_ref()));
    let errors = errors.ok_or_else(too_many)?;
    Ok((
        errors.count,
        PyBytes::new(py, &errors.ends),
        errors.buffers(py),
    ))
}

/// The same of the lines in the first bytes of a text, with the byte at which the line of each error begins.
#[pyfunction(name = "_lines")]
#[pyo3(signature = (text, end, lang, least, /))]
pub(crate) fn lines_of(
    py: Python<'_>,
    text: PyBackedBytes,
    end: usize,
    lang: Language,
    least: Option<Least>,
) -> PyResult<(i32, Bound<'_, PyBytes>, Columns<'_>)> {
    let text = text.get(..end).unwrap_or(&text);
    let errors = py.detach(|| Errors::of(lines(text), lang.0, least.as_ref()));
    let errors = errors.ok_or_else(too_many)?;
    Ok((
        errors.count,
        PyBytes::new(py, &errors.starts),
        errors.buffers(py),
    ))
}
