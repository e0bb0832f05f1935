//! How an input is read.

use memchr::memchr_iter;

use crate::Certainty;
use crate::encoding::{self, Text};
use crate::generated::Evidence;
use crate::report::{Head, NONE, Raw, Report};
use crate::scan::{Marks, Mode, Scan};
use crate::span::Span;
use crate::walk;

/// No text is read beyond this: places have 32 bits.
const LONGEST: usize = u32::MAX as usize - 1;
/// So many errors are kept.
const MOST: usize = 10_000;
/// A heading or a sentence stands this close before its body.
const HEADING: usize = 1024;

/// How an input is read, and how much of it.
///
/// ```
/// use waba_errors_payload::{Certainty, Options};
///
/// let report = Options::new().least(Certainty::Possible).errors(10).read(b"What is 131049?");
/// assert_eq!(report.first().unwrap().number(), 131049);
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    least: Certainty,
    likeliest: bool,
    errors: usize,
    head: Head,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            least: Certainty::Likely,
            likeliest: false,
            errors: MOST,
            head: Head::default(),
        }
    }
}

impl Options {
    /// As [`read`](crate::read) and [`read_body`](crate::read_body) do it: from [`Certainty::Likely`] on, 10,000 errors.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How sure an error must be. [`read_body`](Self::read_body) gives certain ones only. For [`Certainty::Possible`],
    /// nothing of the input is passed over.
    #[must_use]
    pub fn least(self, least: Certainty) -> Self {
        let likeliest = false;
        Self {
            least,
            likeliest,
            ..self
        }
    }

    /// Likely and certain errors; where there are none, possible ones. [`read_body`](Self::read_body) gives certain ones only.
    ///
    /// ```
    /// use waba_errors_payload::{Certainty, Options};
    ///
    /// let likeliest = Options::new().likeliest();
    /// assert_eq!(likeliest.read(b"What is 131049?").first().unwrap().certainty(), Certainty::Possible);
    /// assert_eq!(likeliest.read(b"What is 131049? error 131026").len(), 1);
    /// ```
    #[must_use]
    pub fn likeliest(self) -> Self {
        Self {
            least: Certainty::Possible,
            likeliest: true,
            ..self
        }
    }

    /// How many errors are kept at most. If there are more, [`Report::truncated`] says so.
    #[must_use]
    pub fn errors(self, errors: usize) -> Self {
        Self { errors, ..self }
    }

    /// A header of the HTTP answer with which the input came, for [`Found::retry`](crate::Found::retry). Only
    /// `Retry-After` in seconds and `X-Business-Use-Case-Usage` say something; others are ignored.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.add(name, value);
        self
    }

    /// Reads logs, dumps and pasted text, as [`read`](crate::read).
    #[must_use]
    pub fn read<'a>(&self, input: &'a [u8]) -> Report<'a> {
        let mode = Mode {
            structure_only: false,
            sentences: true,
            is_named: false,
            least: self.least,
        };
        self.report(input, mode)
    }

    /// Reads an API answer or a webhook, as [`read_body`](crate::read_body).
    #[must_use]
    pub fn read_body<'a>(&self, input: &'a [u8]) -> Report<'a> {
        let mode = Mode {
            structure_only: true,
            sentences: false,
            is_named: false,
            least: Certainty::Certain,
        };
        self.report(input, mode)
    }

    fn report<'a>(&self, input: &'a [u8], mode: Mode) -> Report<'a> {
        let readable = input.get(..LONGEST).unwrap_or(input);
        let mut report = Report::new(readable, self.errors, self.likeliest);
        report.truncated = readable.len() < input.len();
        match encoding::of_input(readable) {
            Some((encoding, mark)) => {
                let text = Span::new(mark, readable.len());
                report
                    .decoded
                    .push(Text::decode(encoding, readable, 0, text));
                let decoded = report.take_bytes(1);
                search(&decoded, 1, mode, &mut report);
                report.return_bytes(1, decoded);
            }
            None => search(readable, 0, mode, &mut report),
        }
        self.finish(&mut report);
        report
    }

    fn finish(&self, report: &mut Report<'_>) {
        if report.errors.len() > 1 {
            report.find_tellers();
            sort(report);
            drop_repeated(report);
        }
        if self.head != Head::default() {
            report.heads.push(self.head);
            let own = u32::try_from(report.heads.len()).unwrap_or(0);
            for error in report.errors.iter_mut().filter(|error| error.head == 0) {
                error.head = own;
            }
        }
    }
}

fn search(bytes: &[u8], text: u32, mode: Mode, report: &mut Report<'_>) {
    let scan = Scan::new(bytes, mode);
    // Most lines of logs have neither a body nor a number.
    if scan.marks.has(Marks::TELLING) {
        walk::read(scan, text, NONE, 0, mode, report);
    }
    if mode.sentences && mode.least < Certainty::Certain && report.sure() == 0 {
        walk::read_plain(scan, text, mode, report);
    }
    report.limit();
}

/// Errors in the order of the input.
fn sort(report: &mut Report<'_>) {
    let errors = std::mem::take(&mut report.errors);
    let places = errors
        .iter()
        .map(|error| report.source(error.text, error.at));
    if places.clone().is_sorted() {
        report.errors = errors;
        return;
    }
    let mut order: Vec<_> = places.map(|place| place as u64).zip(0_usize..).collect();
    order.sort_unstable();
    let mut errors: Vec<_> = errors.into_iter().map(Some).collect();
    let take = |(_, index): (u64, usize)| errors.get_mut(index)?.take();
    report.errors = order.into_iter().filter_map(take).collect();
}

/// A sentence and a body on the same line, or close behind it, often say the same.
fn drop_repeated(report: &mut Report<'_>) {
    let is_sentence = |error: &Raw| error.is_sentence && !error.why.has(Evidence::OwnSentence);
    let is_object = |error: &Raw| !error.is_sentence;
    if report.errors.iter().all(is_sentence) || report.errors.iter().all(is_object) {
        return;
    }
    let places: Vec<_> = report
        .errors
        .iter()
        .map(|error| {
            (
                report.source(error.text, error.root),
                report.source(error.text, error.at),
            )
        })
        .collect();
    let all = places.iter().flat_map(|(root, at)| [*root, *at]).collect();
    let lines = lines(report.bytes(0), all);
    let line = |place: usize| {
        let index = lines.binary_search_by_key(&place, |(place, _)| *place);
        index.ok().and_then(|index| lines.get(index))
    };
    let same_line = |one: usize, other: usize| {
        line(one).map(|(_, line)| line) == line(other).map(|(_, line)| line)
    };
    let repeats = |this: usize, other: usize| -> bool {
        let (Some(told), Some(by), Some((_, at)), Some((root, place))) = (
            report.errors.get(this),
            report.errors.get(other),
            places.get(this),
            places.get(other),
        ) else {
            return false;
        };
        let is_less = if told.certainty == by.certainty {
            told.is_sentence && !by.is_sentence
        } else {
            told.certainty < by.certainty
                && (told.is_sentence != by.is_sentence || told.why.has(Evidence::OwnSentence))
        };
        is_less
            && told.number == by.number
            && (same_line(*at, *root)
                || same_line(*at, *place)
                || (told.around == NONE && at < root && root - at < HEADING))
    };
    // What is only possible stands between nothing.
    let sure: Vec<_> = (0..report.errors.len())
        .filter(|index| {
            report
                .errors
                .get(*index)
                .is_some_and(|error| error.certainty > Certainty::Possible)
        })
        .collect();
    let keep: Vec<_> = (0..report.errors.len())
        .map(|this| {
            let before = sure.partition_point(|sure| *sure < this);
            let mut near = sure
                .get(before.saturating_sub(1)..)
                .unwrap_or_default()
                .iter()
                .take(3);
            !near.any(|other| *other != this && repeats(this, *other))
        })
        .collect();
    let mut keep = keep.into_iter();
    report.errors.retain(|_| keep.next().unwrap_or(true));
}

/// The lines in which places are, in one pass: many errors may stand in one long line.
fn lines(input: &[u8], mut places: Vec<usize>) -> Vec<(usize, usize)> {
    places.sort_unstable();
    places.dedup();
    let (mut from, mut line) = (0, 0);
    let next = |place: usize| {
        line += memchr_iter(b'\n', input.get(from..place).unwrap_or_default()).count();
        from = place;
        (place, line)
    };
    places.into_iter().map(next).collect()
}
