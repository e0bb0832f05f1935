//! `read`: the errors of whatever somebody has, explained.

mod json;
mod text;

use std::io::{self, Read as _};

use waba_errors_payload::{Certainty, Found, Options, Report};

use crate::args::{Format, Read};
use crate::generated::labels;
use crate::input::{self, Input};
use crate::output::{self, Status};

/// A larger input is a log: `summary` and `annotate` read it piece by piece.
const LIMIT: u64 = 256 << 20;

/// An input as it came.
struct Source {
    /// `None` for standard input.
    file: Option<String>,
    bytes: Vec<u8>,
}

/// An error and where it was found.
struct Place<'a> {
    file: Option<&'a str>,
    /// The line of the input at which the error begins, from 1.
    line: usize,
    found: Found<'a>,
    /// Its input holds more than is kept.
    truncated: bool,
}

pub(crate) fn run(args: &Read) -> io::Result<Status> {
    let lang = args.output.lang();
    let files = input::named(&args.files);
    let sources = files.iter().filter_map(|path| load(input::open(path)?));
    let sources: Vec<_> = sources.collect();
    let all_readable = sources.len() == files.len();

    let mut reports = find(&sources, args.least.get());
    let is_empty = reports.iter().all(Report::is_empty);
    // An empty answer is the worst one for a person.
    let only_possible = is_empty && !args.least.is_given();
    if only_possible {
        reports.clear();
        reports = find(&sources, Certainty::Possible);
    }

    let places = places(&sources, &reports);
    match args.output.format {
        Format::Json => json::write(&mut output::buffered(io::stdout().lock()), places, lang)?,
        Format::Text => {
            let page = text::Page::new(lang, args.order.isolate());
            page.write(
                &mut output::page(),
                &places.collect::<Vec<_>>(),
                only_possible,
            )?;
        }
    }
    if reports.iter().any(Report::truncated) {
        output::warn_truncated(lang, args.output.format == Format::Text);
    }
    if reports.iter().all(Report::is_empty) && all_readable {
        output::tell(labels(lang).nothing_found);
    }
    let mut all = reports.iter().flatten();
    Ok(if all_readable {
        Status::found(all.any(|found| found.entry().is_known()))
    } else {
        Status::Usage
    })
}

fn load(input: Input) -> Option<Source> {
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
    Some(Source {
        file: input.file,
        bytes,
    })
}

fn find(sources: &[Source], least: Certainty) -> Vec<Report<'_>> {
    let options = Options::new().least(least);
    let reports = sources.iter().map(|source| options.read(&source.bytes));
    reports.collect()
}

fn places<'a>(sources: &'a [Source], reports: &'a [Report<'a>]) -> impl Iterator<Item = Place<'a>> {
    sources.iter().zip(reports).flat_map(|(source, report)| {
        let mut lines = LineCounter::new(&source.bytes);
        report.iter().map(move |found| Place {
            file: source.file.as_deref(),
            line: lines.at(found.offset()),
            found,
            truncated: report.truncated(),
        })
    })
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
        let between = self.bytes.get(self.offset..offset).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.offset = offset;
        self.line
    }
}
