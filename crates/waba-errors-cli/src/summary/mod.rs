//! `summary`: how often which errors stand in logs of any size.

mod csv;
mod progress;

use std::fs;
use std::io;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};
use std::time::SystemTime;

use waba_errors_explain::{Summary, View, labels};
use waba_errors_payload::Certainty;

use crate::args::{self, Table};
use crate::input;
use crate::json;
use crate::output::{self, Status, print};
use crate::unpack::unpack;
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
        Table::Csv => csv::render(&report, args.by.is_some())?,
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

/// What a thread has counted, and the inputs that it could not read, by their places on the command line.
type Part = (Summary, Vec<(usize, io::Error)>);

/// Counts the errors of all inputs on all cores. Gives also which inputs cannot be read, in their order.
fn count<'a>(
    paths: &[&'a Path],
    args: &args::Summary,
    progress: &Progress,
) -> (Summary, Vec<(&'a Path, io::Error)>) {
    let next = AtomicUsize::new(0);
    let work = || {
        let counts = args.by.map(|by| Summary::by(by.into()));
        let mut part: Part = (counts.unwrap_or_default(), Vec::new());
        while let index = next.fetch_add(1, Ordering::Relaxed)
            && let Some(path) = paths.get(index)
        {
            if let Err(error) = read(path, args.least.get(), progress, &mut part.0) {
                part.1.push((index, error));
            }
        }
        part
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let others = cores.min(paths.len()).saturating_sub(1);
    let (counts, mut unreadable) = thread::scope(|scope| {
        // Where the system has no more threads, fewer do.
        let others = (0..others).filter_map(|_| Builder::new().spawn_scoped(scope, work).ok());
        let others: Vec<_> = others.collect();
        let mut all = work();
        for other in others {
            let (counts, unreadable) = other.join().unwrap_or_else(|panic| resume_unwind(panic));
            all.0.merge(counts);
            all.1.extend(unreadable);
        }
        all
    });
    unreadable.sort_by_key(|(index, _)| *index);
    let unreadable = unreadable
        .into_iter()
        .filter_map(|(index, error)| Some((*paths.get(index)?, error)));
    (counts, unreadable.collect())
}

fn read(
    path: &Path,
    least: Certainty,
    progress: &Progress,
    counts: &mut Summary,
) -> io::Result<()> {
    if let Some(newest) = newest(path) {
        counts.set_newest(newest);
    }
    let input = unpack(progress.watch(input::open(path)?))?;
    counts.read(input, least)
}

/// When an input ended, in seconds since 1970: a file when it was changed last.
fn newest(path: &Path) -> Option<i64> {
    let changed = fs::metadata(path).and_then(|file| file.modified());
    let ended = changed.unwrap_or_else(|_| SystemTime::now());
    let since = ended.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
