//! `summary`: how often which errors stand in logs of any size.

mod csv;
mod progress;

use std::io;

use waba_errors_explain::{Summary, View, labels};

use crate::args::{self, Table};
use crate::input;
use crate::json;
use crate::output::{self, Status, print};
use progress::Progress;

pub(crate) fn run(args: &args::Summary) -> io::Result<Status> {
    let mut counts = Summary::default();
    let least = args.least.get();
    let mut all_readable = true;
    let progress = Progress::new(&args.files);
    for path in input::named(&args.files) {
        let Some(input) = input::open(path) else {
            all_readable = false;
            continue;
        };
        if let Err(error) = counts.read(progress.watch(input.reader), least) {
            input::unreadable(input.file.as_deref(), &error);
            all_readable = false;
        }
    }
    drop(progress);
    let lang = args.output.lang();
    let report = counts.report(View::new(lang).color(true));
    print(&match args.output.format {
        Table::Text => report.text(),
        Table::Csv => csv::render(&report)?,
        Table::Json => json::pretty(&report),
    })?;
    if counts.is_truncated() {
        output::warn_truncated(lang, args.output.format == Table::Text);
    }
    if counts.is_empty() && all_readable {
        output::tell(labels(lang).nothing_found);
    }
    Ok(if all_readable {
        Status::found(counts.has_known())
    } else {
        Status::Usage
    })
}
