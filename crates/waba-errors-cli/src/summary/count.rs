//! Counting on all cores: each thread takes a file, and when none is left, helps with those of others.

use std::fs;
use std::io::{self, Read};
use std::iter;
use std::mem;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SendError, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};
use std::time::SystemTime;

use waba_errors_explain::Summary;
use waba_errors_payload::{Certainty, Records, records};

use super::progress::Progress;
use crate::args;
use crate::input;
use crate::unpack::unpack;

/// A thread takes so many bytes at once, in whole records.
const BATCH: usize = 64 << 10;
/// Only one thread counts larger records: the memory that such a one may need is not needed once more for each core.
const LARGE: usize = 16 << 10;

/// Counts the errors of all inputs. Gives also which inputs cannot be read, in their order.
pub(super) fn count<'a>(
    paths: &[&'a Path],
    args: &args::Summary,
    progress: &Progress,
) -> (Summary, Vec<(&'a Path, io::Error)>) {
    let inputs = Inputs {
        all: paths.iter().map(|path| Input::new(path)).collect(),
        next: AtomicUsize::new(0),
        progress,
    };
    let (hand_over, large) = sync_channel(0);
    let all = thread::scope(|scope| {
        let inputs = &inputs;
        let others = (1..inputs.threads()).filter_map(|_| {
            let hand_over = hand_over.clone();
            let help = move || {
                Part::new(args).work(inputs, |part, batch| {
                    if !batch.is_large {
                        part.add(batch);
                    } else if let Err(SendError(batch)) = hand_over.send(mem::take(batch)) {
                        part.add(&batch);
                    }
                })
            };
            // Where the system has no more threads, fewer do.
            Builder::new().spawn_scoped(scope, help).ok()
        });
        let others: Vec<_> = others.collect();
        drop(hand_over);
        let mut all = Part::new(args).work(inputs, |part, batch| {
            part.add(batch);
            for batch in large.try_iter() {
                part.add(&batch);
            }
        });
        for batch in large {
            all.add(&batch);
        }
        for other in others {
            let part = other.join().unwrap_or_else(|panic| resume_unwind(panic));
            all.counts.merge(part.counts);
            all.unreadable.extend(part.unreadable);
        }
        all
    });
    let mut unreadable = all.unreadable;
    unreadable.sort_by_key(|(place, _)| *place);
    let unreadable = unreadable
        .into_iter()
        .filter_map(|(place, error)| Some((*paths.get(place)?, error)));
    (all.counts, unreadable.collect())
}

/// What a thread has counted.
struct Part {
    least: Certainty,
    counts: Summary,
    /// The inputs that it could not read, by their places on the command line.
    unreadable: Vec<(usize, io::Error)>,
}

impl Part {
    fn new(args: &args::Summary) -> Self {
        let counts = args.by.map(|by| Summary::by(by.into()));
        Self {
            least: args.least.get(),
            counts: counts.unwrap_or_default(),
            unreadable: Vec::new(),
        }
    }

    /// Gives what no other thread takes to `each`, batch by batch.
    fn work(mut self, inputs: &Inputs<'_>, each: impl Fn(&mut Self, &mut Batch)) -> Self {
        let mut batch = Batch::default();
        for (place, input) in inputs.places() {
            loop {
                if let Err(error) = input.fill(&mut batch, inputs.progress) {
                    self.unreadable.push((place, error));
                }
                if batch.ends.is_empty() {
                    break;
                }
                each(&mut self, &mut batch);
            }
        }
        self
    }

    fn add(&mut self, batch: &Batch) {
        if let Some(newest) = batch.newest {
            self.counts.set_newest(newest);
        }
        for record in batch.records() {
            self.counts.read_record(record, self.least);
        }
    }
}

struct Inputs<'a> {
    all: Vec<Input<'a>>,
    /// The first one that no thread has taken.
    next: AtomicUsize,
    progress: &'a Progress,
}

impl<'a> Inputs<'a> {
    /// As many as there are cores, or batches.
    fn threads(&self) -> usize {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let batches = |input: &Input<'_>| match fs::metadata(input.path) {
            Ok(file) if file.is_file() => {
                usize::try_from(file.len()).map_or(cores, |length| length / BATCH + 1)
            }
            _ => cores,
        };
        let batches = self.all.iter().map(batches);
        batches.fold(0, usize::saturating_add).min(cores)
    }

    /// Those that no thread has taken, then those that others may not have read to the end.
    fn places(&self) -> impl Iterator<Item = (usize, &Input<'a>)> {
        let next = || Some(self.next.fetch_add(1, Ordering::Relaxed));
        let own = iter::from_fn(next).take_while(|place| *place < self.all.len());
        let places = own.chain(0..self.all.len());
        places.filter_map(|place| Some((place, self.all.get(place)?)))
    }
}

struct Input<'a> {
    path: &'a Path,
    state: Mutex<State<'a>>,
}

enum State<'a> {
    New,
    Open {
        records: Records<Box<dyn Read + Send + 'a>>,
        newest: Option<i64>,
    },
    Ended,
}

impl<'a> Input<'a> {
    fn new(path: &'a Path) -> Self {
        let state = Mutex::new(State::New);
        Self { path, state }
    }

    /// Takes the next records; none at the end, and after an error.
    fn fill(&self, batch: &mut Batch, progress: &'a Progress) -> io::Result<()> {
        batch.clear();
        // A thread that panicked ends the command, whatever the others do until then.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::New = *state {
            *state = State::Ended;
            let input = unpack(progress.watch(input::open(self.path)?))?;
            *state = State::Open {
                records: records(input),
                newest: newest(self.path),
            };
        }
        let State::Open { records, newest } = &mut *state else {
            return Ok(());
        };
        batch.newest = *newest;
        let filled = batch.fill(records);
        if !matches!(filled, Ok(true)) {
            *state = State::Ended;
        }
        filled.map(|_| ())
    }
}

/// When an input ended, in seconds since 1970: a file when it was changed last.
fn newest(path: &Path) -> Option<i64> {
    let changed = fs::metadata(path).and_then(|file| file.modified());
    let ended = changed.unwrap_or_else(|_| SystemTime::now());
    let since = ended.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// Records of an input.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The last one is larger than [`LARGE`].
    is_large: bool,
    /// When the input ended.
    newest: Option<i64>,
}

impl Batch {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.is_large = false;
    }

    /// Gives whether more may come.
    fn fill(&mut self, records: &mut Records<impl Read>) -> io::Result<bool> {
        while self.bytes.len() < BATCH && !self.is_large {
            let Some(record) = records.next_record()? else {
                return Ok(false);
            };
            self.bytes.extend_from_slice(record.bytes());
            self.ends.push(self.bytes.len());
            self.is_large = record.bytes().len() > LARGE;
        }
        Ok(true)
    }

    fn records(&self) -> impl Iterator<Item = &[u8]> {
        let starts = iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends);
        spans.filter_map(|(start, end)| self.bytes.get(start..*end))
    }
}
