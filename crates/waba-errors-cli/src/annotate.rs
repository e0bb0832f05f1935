//! `annotate`: passes NDJSON on and adds explanations to the lines that carry errors.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use waba_errors_explain::{labels, write_finding};
use waba_errors_payload::{Options, Record, Report, lines};

use crate::args::Annotate;
use crate::input;
use crate::json::{Layout, Meanings};
use crate::output::{self, Status};
use crate::unpack::unpack;

/// The member that is added.
const MEMBER: &str = "waba_errors";
/// The member beside it if there are more errors than are explained.
const TRUNCATED: &str = "waba_errors_truncated";

pub(crate) fn run(args: &Annotate) -> io::Result<Status> {
    let lang = args.language.get();
    let options = Options::new().least(args.least.get());
    let input = match unpack(input::standard()) {
        Ok(input) => input,
        Err(error) => return Ok(unreadable(&error)),
    };
    let mut lines = lines(input);
    let mut out = output::buffered(io::stdout().lock());
    let mut meanings = Meanings::new(lang, Layout::Line);
    let mut members = String::new();
    let (mut annotated, mut truncated) = (false, false);
    loop {
        // Somebody may be waiting for these lines, and the next one may take its time.
        if !lines.is_buffered() {
            out.flush()?;
        }
        let line = match lines.next_record() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => {
                out.flush()?;
                return Ok(unreadable(&error));
            }
        };
        match errors(line, &options) {
            Some(report) => {
                annotated = true;
                truncated |= report.truncated();
                write(&mut out, line.bytes(), &report, &mut meanings, &mut members)?;
            }
            None => out.write_all(line.bytes())?,
        }
    }
    out.flush()?;
    if truncated {
        output::warn_truncated(lang, false);
    }
    if !annotated {
        output::tell(labels(lang).nothing_found);
    }
    Ok(Status::found(annotated))
}

fn unreadable(error: &io::Error) -> Status {
    input::unreadable(Path::new("-"), error);
    Status::Usage
}

/// The errors of a line; `None` if it carries none, is no object, is too long or has been annotated before.
fn errors<'a>(line: Record<'a>, options: &Options) -> Option<Report<'a>> {
    let object = line.bytes().trim_ascii();
    if !line.is_whole() || !object.starts_with(b"{") || !object.ends_with(b"}") {
        return None;
    }
    let report = options.read(line.bytes());
    if report.is_empty() {
        return None;
    }
    let members: Members = serde_json::from_slice(object).ok()?;
    (!members.annotated).then_some(report)
}

/// Writes a line with a member more before its closing brace.
fn write(
    out: &mut impl Write,
    line: &[u8],
    report: &Report<'_>,
    meanings: &mut Meanings,
    members: &mut String,
) -> io::Result<()> {
    let brace = line.trim_ascii_end().len().saturating_sub(1);
    let (before, after) = line.split_at(brace);
    out.write_all(before)?;
    write!(out, ",\"{MEMBER}\":")?;
    for (index, found) in report.iter().enumerate() {
        out.write_all(if index == 0 { b"[" } else { b"," })?;
        let entry = found.entry();
        members.clear();
        write_finding(members, &found, &entry);
        Layout::Line.write(out, &[members, meanings.of(&entry)])?;
    }
    out.write_all(b"]")?;
    if report.truncated() {
        write!(out, ",\"{TRUNCATED}\":true")?;
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
