//! `read`: the errors of whatever somebody has, explained.

mod json;

use std::io::{self, Read as _};
use std::path::Path;

use waba_errors_explain::{Location, labels, locations, write_found};
use waba_errors_payload::{Certainty, Options, Report};

use crate::args::{Format, Read};
use crate::input;
use crate::output::{self, Status};
use crate::unpack::unpack;

/// A larger input is a log: `summary` and `annotate` read it piece by piece.
const LIMIT: u64 = 256 << 20;

/// An input as it came.
struct Source {
    /// `None` for standard input.
    file: Option<String>,
    bytes: Vec<u8>,
}

pub(crate) fn run(args: &Read) -> io::Result<Status> {
    let lang = args.output.lang();
    let mut all_readable = true;
    let mut sources = Vec::new();
    for path in input::named(&args.files) {
        let mut bytes = Vec::new();
        if let Err(error) = load(path, &mut bytes) {
            input::unreadable(path, &error);
            all_readable = false;
        }
        let file = input::name(path);
        sources.push(Source { file, bytes });
    }

    // An empty answer is the worst one for a person.
    let likeliest = !args.least.is_given();
    let options = if likeliest {
        Options::new().likeliest()
    } else {
        Options::new().least(args.least.get())
    };
    let reports = sources.iter().map(|source| options.read(&source.bytes));
    let mut reports: Vec<_> = reports.collect();
    let only_possible = likeliest && !reports.iter().any(is_sure);
    if likeliest && !only_possible {
        for report in reports.iter_mut().filter(|report| !is_sure(report)) {
            *report = options.read(b"");
        }
    }

    let found = all(&sources, &reports);
    match args.output.format {
        Format::Json => json::write(&mut output::buffered(io::stdout().lock()), found, lang)?,
        Format::Text => {
            let found: Vec<_> = found.collect();
            let view = args.order.view(lang);
            write_found(&mut output::page(), &found, only_possible, view)?;
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

/// Reads an input as far as that is possible, if it is not too large.
fn load(path: &Path, bytes: &mut Vec<u8>) -> io::Result<()> {
    let input = unpack(input::open(path)?)?;
    input.take(LIMIT + 1).read_to_end(bytes)?;
    if bytes.len() as u64 > LIMIT {
        bytes.clear();
        return Err(io::Error::other(
            "it is larger than 256 MiB; use `waba-errors summary` or `waba-errors annotate`",
        ));
    }
    Ok(())
}

/// Whether the likeliest errors of an input are more than possible.
fn is_sure(report: &Report<'_>) -> bool {
    let first = report.first();
    first.is_some_and(|found| found.certainty() > Certainty::Possible)
}

fn all<'a>(sources: &'a [Source], reports: &'a [Report<'a>]) -> impl Iterator<Item = Location<'a>> {
    let inputs = sources.iter().zip(reports);
    inputs.flat_map(|(source, report)| locations(source.file.as_deref(), &source.bytes, report))
}
