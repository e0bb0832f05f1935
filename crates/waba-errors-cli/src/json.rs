//! JSON that is safe to show on a terminal.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;
use waba_errors::{Entry, Key, Lang};
use waba_errors_explain::{escape_json, is_alike, meaning};

/// Indented, with a line end.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    let mut out = escape(serde_json::to_string_pretty(value));
    out.push('\n');
    out
}

/// How objects are written whose members come from several values.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    /// On one line.
    Line,
    /// Indented, as items of an array.
    Items,
}

impl Layout {
    /// The members of an object, without its braces.
    pub(crate) fn members(self, object: &impl Serialize) -> String {
        let mut text = escape(match self {
            Self::Line => serde_json::to_string(object),
            Self::Items => serde_json::to_string_pretty(&[object]),
        });
        let (open, close) = self.braces();
        let (before, behind) = match self {
            Self::Line => (open.len(), close.len()),
            Self::Items => ("[".len() + open.len(), close.len() + "\n]".len()),
        };
        text.truncate(text.len().saturating_sub(behind));
        text.drain(..before.min(text.len()));
        text
    }

    /// Writes an object of members.
    pub(crate) fn write(self, out: &mut impl io::Write, members: &[&str]) -> io::Result<()> {
        let (open, close) = self.braces();
        let separator = match self {
            Self::Line => ",",
            Self::Items => ",\n    ",
        };
        for (index, members) in members.iter().enumerate() {
            let before = if index == 0 { open } else { separator };
            out.write_all(before.as_bytes())?;
            out.write_all(members.as_bytes())?;
        }
        out.write_all(close.as_bytes())
    }

    const fn braces(self) -> (&'static str, &'static str) {
        match self {
            Self::Line => ("{", "}"),
            Self::Items => ("\n  {\n    ", "\n  }"),
        }
    }
}

/// What the table says of errors, as members of objects, each made once: an input can hold the same error many times.
pub(crate) struct Meanings {
    lang: Lang,
    layout: Layout,
    known: BTreeMap<Key, String>,
    /// Those of numbers that the table does not know: one for all of which the same is said.
    unknown: Vec<(Entry, String)>,
}

impl Meanings {
    pub(crate) fn new(lang: Lang, layout: Layout) -> Self {
        Self {
            lang,
            layout,
            known: BTreeMap::new(),
            unknown: Vec::new(),
        }
    }

    pub(crate) fn of(&mut self, entry: &Entry) -> &str {
        let (lang, layout) = (self.lang, self.layout);
        let members = || layout.members(&meaning(entry, lang));
        if entry.is_known() {
            return self.known.entry(entry.key()).or_insert_with(members);
        }
        let mut unknown = self.unknown.iter();
        let place = unknown.position(|(other, _)| is_alike(other, entry));
        let place = place.unwrap_or_else(|| {
            self.unknown.push((*entry, members()));
            self.unknown.len() - 1
        });
        self.unknown.get(place).map_or("", |(_, text)| text)
    }
}

/// An indented array that is written item by item.
pub(crate) struct Array<'a, W> {
    out: &'a mut W,
    is_empty: bool,
}

impl<'a, W: io::Write> Array<'a, W> {
    pub(crate) fn new(out: &'a mut W) -> Self {
        Self {
            out,
            is_empty: true,
        }
    }

    /// Adds an object of [`Layout::Items`].
    pub(crate) fn push(&mut self, members: &[&str]) -> io::Result<()> {
        let before = if self.is_empty { b"[" } else { b"," };
        self.is_empty = false;
        self.out.write_all(before)?;
        Layout::Items.write(self.out, members)
    }

    pub(crate) fn end(self) -> io::Result<()> {
        let end = if self.is_empty { "[]\n" } else { "\n]\n" };
        self.out.write_all(end.as_bytes())?;
        self.out.flush()
    }
}

fn escape(json: serde_json::Result<String>) -> String {
    escape_json(json.unwrap_or_else(|error| error.to_string()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_object_in_parts_is_written_as_it_is_at_once() {
        use std::collections::BTreeMap;

        let parts = [
            BTreeMap::from([("a", "1\n"), ("b", "2")]),
            BTreeMap::from([("c", "\u{202e}")]),
        ];
        let whole: BTreeMap<_, _> = parts.iter().flatten().collect();
        for count in 0..3 {
            let mut out = Vec::new();
            let mut array = super::Array::new(&mut out);
            let members = parts
                .each_ref()
                .map(|part| super::Layout::Items.members(part));
            for _ in 0..count {
                assert!(array.push(&members.each_ref().map(String::as_str)).is_ok());
            }
            assert!(array.end().is_ok());
            let at_once = super::pretty(&vec![&whole; count]);
            assert_eq!(String::from_utf8(out).as_deref(), Ok(at_once.as_str()));
        }

        let mut out = Vec::new();
        let members = parts
            .each_ref()
            .map(|part| super::Layout::Line.members(part));
        let members = members.each_ref().map(String::as_str);
        assert!(super::Layout::Line.write(&mut out, &members).is_ok());
        let line = r#"{"a":"1\n","b":"2","c":"\u202e"}"#;
        assert_eq!(String::from_utf8(out).as_deref(), Ok(line));
    }
}
