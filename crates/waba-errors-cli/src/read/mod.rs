//! `read`: the errors of whatever somebody has, explained.

mod json;

use std::io::{self, Read as _};

use waba_errors_explain::{Location, labels, locations, write_found};
use waba_errors_payload::{Certainty, Options, Report};

use crate::args::{Format, Read};
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

pub(crate) fn run(args: &Read) -> io::Result<Status> {
    let lang = args.output.lang();
    let files = input::named(&args.files);
    let sources = files.iter().filter_map(|path| load(input::open(path)?));
    let sources: Vec<_> = sources.collect();
    let all_readable = sources.len() == files.len();

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

/// Whether the likeliest errors of an input are more than possible.
fn is_sure(report: &Report<'_>) -> bool {
    let first = report.first();
    first.is_some_and(|found| found.certainty() > Certainty::Possible)
}

fn all<'a>(sources: &'a [Source], reports: &'a [Report<'a>]) -> impl Iterator<Item = Location<'a>> {
    let inputs = sources.iter().zip(reports);
    inputs.flat_map(|(source, report)| locations(source.file.as_deref(), &source.bytes, report))
}
