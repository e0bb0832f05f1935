//! `summary`: how often which errors stand in logs of any size.

mod count;
mod csv;
mod html;
mod progress;

use std::collections::BTreeSet;
use std::io;

use waba_errors_explain::{View, labels};

use crate::args::{self, Table};
use crate::input;
use crate::json;
use crate::output::{self, Status, print};
use count::count;
use progress::Progress;

pub(crate) fn run(args: &args::Summary) -> io::Result<Status> {
    let paths = input::named(&args.files);
    let progress = Progress::new(&args.files);
    let (counts, unreadable) = count(&paths, args, &progress);
    drop(progress);
    for (path, error) in &unreadable {
        input::unreadable(path, error);
    }
    let all_readable = unreadable.is_empty();
    let lang = args.output.lang();
    let report = counts.report(View::new(lang).color(true));
    print(&match args.output.format {
        Table::Text => report.text(),
        Table::Csv => csv::render(&report)?,
        Table::Html => {
            let damaged: BTreeSet<_> = unreadable.iter().map(|(path, _)| *path).collect();
            let inputs = paths.iter().map(|path| (*path, !damaged.contains(path)));
            let inputs: Vec<_> = inputs.collect();
            html::render(&report, lang, counts.is_truncated(), &inputs)
        }
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
