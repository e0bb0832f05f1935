//! `annotate`: passes NDJSON on and adds explanations to the lines that carry errors.

use std::fmt;
use std::io::{self, BufWriter, Write};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use waba_errors::Lang;

use crate::args::Annotate;
use crate::finding::Finding;
use crate::generated::labels;
use crate::input;
use crate::json;
use crate::lines::{Pieces, Unit};
use crate::output::Status;

/// The member that is added.
const MEMBER: &str = "waba_errors";

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
        let annotation = line.whole.then(|| annotation(line.bytes, lang)).flatten();
        match annotation {
            Some((before, member, after)) => {
                annotated = true;
                out.write_all(before)?;
                out.write_all(member.as_bytes())?;
                out.write_all(after)?;
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

/// The line up to the closing brace of its object, the member to add, and the rest; `None` if it carries no error, is no
/// object or has been annotated before.
fn annotation(line: &[u8], lang: Lang) -> Option<(&[u8], String, &[u8])> {
    let object = line.trim_ascii_end();
    if !object.trim_ascii_start().starts_with(b"{") || !object.ends_with(b"}") {
        return None;
    }
    let found = waba_errors_payload::read(line);
    if found.is_empty()
        || !serde_json::from_slice::<Members>(object).is_ok_and(|members| !members.annotated)
    {
        return None;
    }
    let findings: Vec<_> = found
        .iter()
        .map(|found| Finding::new(found, lang))
        .collect();
    let (before, after) = line.split_at_checked(object.len() - 1)?;
    Some((
        before,
        format!(",\"{MEMBER}\":{}", json::compact(&findings)),
        after,
    ))
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
