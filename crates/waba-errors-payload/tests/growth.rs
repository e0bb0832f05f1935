//! Memory grows with the input and no faster, whatever it is.

#![allow(clippy::unwrap_used)]

#[path = "../src/families.rs"]
mod families;

use std::fs;

use families::families;
use waba_errors_payload::{Certainty, Options, Report, read, read_body};

const KIB: usize = 1 << 10;
const SIZES: [usize; 3] = [64 * KIB, 256 * KIB, 1024 * KIB];
/// As the reader has it without options.
const MOST_ERRORS: usize = 10_000;

/// A way of reading.
type Read = for<'a> fn(&'a [u8]) -> Report<'a>;

/// What `read` does most for is all that is possible.
const READERS: [(&str, Read); 2] = [
    ("read_body", |input| read_body(input)),
    ("read", |input| {
        Options::new().least(Certainty::Possible).read(input)
    }),
];

/// A line of what Linux says about this process, in bytes.
fn memory(name: &str) -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kib = line.trim_start_matches(':').trim().strip_suffix(" kB")?;
    Some(kib.trim().parse::<usize>().ok()? * KIB)
}

/// How much more memory than before is needed at most; nothing where the system does not tell.
fn peak<R>(work: impl FnOnce() -> R) -> Option<usize> {
    fs::write("/proc/self/clear_refs", "5").ok()?;
    let before = memory("VmRSS")?;
    let result = work();
    let after = memory("VmHWM")?;
    drop(result);
    Some(after.saturating_sub(before))
}

/// What is wrong with the size of a report.
fn too_much(report: &Report<'_>, input: &[u8]) -> Option<&'static str> {
    if report.len() > MOST_ERRORS {
        return Some("too many errors");
    }
    for found in report.iter().take(50) {
        let texts = [found.title(), found.message(), found.details()];
        let path = found.path().len();
        let longest = texts.iter().flatten().map(|text| text.len()).max();
        // A byte that is no character becomes one of three bytes.
        if longest.max(Some(path)) > Some(3 * input.len()) || found.offset() > input.len() {
            return Some("more than the input has");
        }
    }
    None
}

#[test]
fn memory_stays_within_sixteen_mebibytes_and_four_times_the_input() {
    let mut wrong = Vec::new();
    for size in SIZES {
        for (family, input) in families(size) {
            for (reader, read) in READERS {
                let mut fault = None;
                let peak = peak(|| {
                    let report = read(&input);
                    fault = too_much(&report, &input);
                    report
                });
                if let Some(fault) = fault {
                    wrong.push(format!("{family}, {reader}: {fault} for {size}"));
                }
                let most = 16 * KIB * KIB + 4 * input.len();
                if let Some(peak) = peak.filter(|peak| *peak > most) {
                    wrong.push(format!("{family}, {reader}: {peak} bytes for {size}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_report_says_that_it_is_cut() {
    for (family, input) in families(SIZES[0]) {
        let all = read(&input);
        let few = Options::new().errors(3).read(&input);
        let kept: Vec<_> = all.iter().take(3).map(|found| found.number()).collect();
        let found: Vec<_> = few.iter().map(|found| found.number()).collect();
        assert_eq!(found, kept, "{family}");
        assert_eq!(few.truncated(), all.len() > 3, "{family}");
    }
}
