//! `read`: the errors of whatever somebody has, explained.

mod json;
mod text;

use std::io::{self, Read as _};

use waba_errors_payload::Found;

use crate::args::{Format, Read};
use crate::generated::labels;
use crate::input::{self, Input};
use crate::output::{Status, print};

/// A larger input is a log: `summary` and `annotate` read it piece by piece.
const LIMIT: u64 = 256 << 20;

/// An error and where it was found.
struct Place {
    /// `None` for standard input.
    file: Option<String>,
    /// The line of the input at which the error begins, from 1.
    line: usize,
    found: Found,
}

pub(crate) fn run(args: &Read) -> io::Result<Status> {
    let lang = args.output.lang();
    let mut places = Vec::new();
    let mut all_readable = true;
    for path in input::named(&args.files) {
        match input::open(path).and_then(read) {
            Some(found) => places.extend(found),
            None => all_readable = false,
        }
    }
    print(&match args.output.format {
        Format::Text => text::render(&places, lang, args.order.isolate()),
        Format::Json => json::render(&places, lang),
    })?;
    if places.is_empty() && all_readable {
        anstream::eprintln!("{}", labels(lang).nothing_found);
    }
    Ok(if all_readable {
        Status::found(places.iter().any(|place| place.found.entry().is_known()))
    } else {
        Status::Usage
    })
}

fn read(input: Input) -> Option<Vec<Place>> {
    let mut bytes = Vec::new();
    let result = input.reader.take(LIMIT + 1).read_to_end(&mut bytes).and_then(|_| {
        if bytes.len() as u64 > LIMIT {
            return Err(io::Error::other(
                "it is larger than 256 MiB; use `waba-errors summary` or `waba-errors annotate`",
            ));
        }
        Ok(())
    });
    if let Err(error) = result {
        input::unreadable(input.file.as_deref(), &error);
        return None;
    }
    let mut lines = LineCounter::new(&bytes);
    let places = waba_errors_payload::read(&bytes)
        .into_iter()
        .map(|found| Place {
            file: input.file.clone(),
            line: lines.at(found.offset),
            found,
        });
    Some(places.collect())
}

/// Counts the lines before rising offsets in one pass.
struct LineCounter<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            offset: 0,
            line: 1,
        }
    }

    fn at(&mut self, offset: usize) -> usize {
        if offset < self.offset {
            *self = Self::new(self.bytes);
        }
        let between = self.bytes.get(self.offset..offset).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.offset = offset;
        self.line
    }
}
