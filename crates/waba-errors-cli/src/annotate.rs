//! `annotate`: passes NDJSON on and adds explanations to the lines that carry errors.

use std::fmt;
use std::io::{self, BufWriter, Write};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use waba_errors::Lang;
use waba_errors_payload::Found;

use crate::args::Annotate;
use crate::finding::Finding;
use crate::generated::labels;
use crate::input;
use crate::json;
use crate::lines::{Pieces, Unit};
use crate::output::Status;

/// The member that is added.
const MEMBER: &str = "waba_errors";
/// The member beside it if there are more errors than are explained: how many more.
const OMITTED: &str = "waba_errors_omitted";
/// How many errors of a line are explained; each takes memory. A webhook has at most 1000 updates.
const MOST: usize = 10_000;

pub(crate) fn run(args: &Annotate) -> io::Result<Status> {
    let lang = args.language.get();
    let mut lines = Pieces::new(io::stdin().lock(), Unit::Line);
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let mut annotated = false;
    loop {
        // Somebody may be waiting for these lines, and the next one may take its time.
        if !lines.is_buffered() {
            out.flush()?;
        }
        let line = match lines.next() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => {
                out.flush()?;
                input::unreadable(None, &error);
                return Ok(Status::Usage);
            }
        };
        let errors = if line.whole { errors(line.bytes) } else { None };
        match errors {
            Some(errors) => {
                annotated = true;
                write(&mut out, line.bytes, &errors, lang)?;
            }
            None => out.write_all(line.bytes)?,
        }
    }
    out.flush()?;
    if !annotated {
        anstream::eprintln!("{}", labels(lang).nothing_found);
    }
    Ok(Status::found(annotated))
}

/// The errors that a line carries.
struct Errors {
    found: Vec<Found>,
    /// How many there are beyond [`MOST`].
    omitted: usize,
}

/// The errors of a line; `None` if it carries none, is no object or has been annotated before.
fn errors(line: &[u8]) -> Option<Errors> {
    let object = line.trim_ascii();
    if !object.starts_with(b"{") || !object.ends_with(b"}") {
        return None;
    }
    let errors = read(line);
    if errors.found.is_empty() {
        return None;
    }
    let members: Members = serde_json::from_slice(object).ok()?;
    (!members.annotated).then_some(errors)
}

/// Reads a line; of a very long one that is full of errors only the first part.
fn read(line: &[u8]) -> Errors {
    let full = if line.len() > Unit::Record.limit() {
        Full::of(line)
    } else {
        None
    };
    let readable = full.as_ref().map_or(line, |full| full.first);
    let mut found = waba_errors_payload::read(readable);
    let count = full.map_or(found.len(), |full| full.errors);
    found.truncate(MOST);
    Errors {
        omitted: count - found.len(),
        found,
    }
}

/// A line with more than [`MOST`] errors.
struct Full<'a> {
    /// The first part; it ends between two objects, so that no code is cut in two.
    first: &'a [u8],
    /// How many errors there are in all parts.
    errors: usize,
}

impl<'a> Full<'a> {
    /// Counts part by part. `None` if there are few errors: then only the line as a whole tells their number, for a part
    /// may begin within a text that speaks of a code.
    fn of(line: &'a [u8]) -> Option<Self> {
        let mut parts = Pieces::new(line, Unit::Record);
        let mut first = None;
        let mut errors = 0;
        // Reading from memory cannot fail.
        while let Ok(Some(part)) = parts.next() {
            first = first.or_else(|| line.get(..part.bytes.len()));
            errors += waba_errors_payload::read(part.bytes).len();
        }
        let first = first.filter(|_| errors > MOST)?;
        Some(Self { first, errors })
    }
}

/// Writes a line with a member more before its closing brace.
fn write(out: &mut impl Write, line: &[u8], errors: &Errors, lang: Lang) -> io::Result<()> {
    let brace = line.trim_ascii_end().len().saturating_sub(1);
    let (before, after) = line.split_at(brace);
    out.write_all(before)?;
    write!(out, ",\"{MEMBER}\":")?;
    for (index, found) in errors.found.iter().enumerate() {
        let separator = if index == 0 { '[' } else { ',' };
        let finding = json::compact(&Finding::new(found, lang));
        write!(out, "{separator}{finding}")?;
    }
    out.write_all(b"]")?;
    if errors.omitted > 0 {
        write!(out, ",\"{OMITTED}\":{}", errors.omitted)?;
    }
    out.write_all(after)
}

/// The names of the members of an object.
struct Members {
    annotated: bool,
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut annotated = false;
                while let Some(name) = map.next_key::<String>()? {
                    annotated |= name == MEMBER;
                    map.next_value::<IgnoredAny>()?;
                }
                Ok(Members { annotated })
            }
        }

        deserializer.deserialize_map(Names)
    }
}
