//! What the functions return.

use std::io;

use serde::{Serialize, Serializer};
use waba_errors::{Entry, Lang};
use waba_errors_explain::{explanation, locations, meaning};
use waba_errors_payload::Report;

/// The longest answer about what was found, in bytes: many errors can share a long text of the input.
pub(crate) const LONGEST: usize = 64 << 20;

pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
}

/// An explanation with its retry advice in words.
pub(crate) fn explained(entry: &Entry, lang: Lang) -> impl Serialize + use<> {
    #[derive(Serialize)]
    struct Explained<E> {
        #[serde(flatten)]
        explanation: E,
        advice: &'static str,
    }
    Explained {
        explanation: explanation(entry, lang),
        advice: entry.retry().advice(lang),
    }
}

/// The errors of an input, and whether these are not all.
pub(crate) fn found(input: &[u8], report: &Report<'_>, lang: Lang) -> String {
    #[derive(Serialize)]
    struct Row<F, M, W> {
        #[serde(flatten)]
        found: F,
        advice: &'static str,
        #[serde(flatten)]
        meaning: M,
        #[serde(flatten)]
        words: W,
    }
    let mut out = Bounded::default();
    let mut truncated = report.truncated();
    for location in locations(None, input, report) {
        let entry = location.found().entry();
        let (retry, _) = location.found().advice();
        let row = Row {
            found: location.row(&entry),
            advice: retry.advice(lang),
            meaning: meaning(&entry, lang),
            words: location.words(),
        };
        if !out.push(&row) {
            truncated = true;
            break;
        }
    }
    format!(
        r#"{{"errors":[{}],"truncated":{truncated}}}"#,
        out.into_text()
    )
}

/// Values by name, in their order.
pub(crate) struct Named<T>(pub(crate) Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// An output that refuses what would make it longer than [`LONGEST`].
#[derive(Default)]
pub(crate) struct Bounded(Vec<u8>);

impl Bounded {
    /// Adds a value to a list; whether it had room.
    fn push(&mut self, value: &impl Serialize) -> bool {
        let before = self.0.len();
        if before > 0 {
            self.0.push(b',');
        }
        let has_room = serde_json::to_writer(&mut *self, value).is_ok();
        if !has_room {
            self.0.truncate(before);
        }
        has_room
    }

    pub(crate) fn into_text(self) -> String {
        String::from_utf8(self.0).unwrap_or_default()
    }
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
