//! Compares the lookup of every number there is with a slow table:
//! `cargo run --release -p waba-errors-tests --example every_number`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use waba_errors::{get, lookup};
use waba_errors_codegen::{Key, Scope, check, load, model::Model};

/// What the data says about numbers: a map, and lists to be read from the start.
struct Slow {
    /// The names of codes, and of pairs whose subcode tells them without the code; each with the code that is meant.
    codes: BTreeMap<u32, (u32, String)>,
    ranges: Vec<(RangeInclusive<u32>, String)>,
    /// The categories of the blocks of unknown numbers.
    blocks: Vec<(RangeInclusive<u32>, String)>,
}

impl Slow {
    fn new(model: &Model) -> Self {
        let mut codes = BTreeMap::new();
        let mut ranges = Vec::new();
        let mut subcodes: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        for entry in &model.entries {
            let name = entry.name.clone();
            match entry.key {
                Key::Code(code) => {
                    codes.insert(code, (code, name));
                }
                Key::Range(first, last) => ranges.push((first..=last, name)),
                Key::Pair(code, subcode) => {
                    subcodes.entry(subcode).or_default().push((code, name));
                }
                Key::Case(..) | Key::PairCase(..) => {}
            }
        }
        for (subcode, pairs) in subcodes {
            if let [pair] = pairs.as_slice()
                && subcode > 1_000_000
            {
                codes.entry(subcode).or_insert_with(|| pair.clone());
            }
        }
        let blocks = model.blocks.iter().map(|block| {
            let category = &model.categories[block.category].id;
            (block.first..=block.last, category.clone())
        });
        let blocks = blocks.collect();
        Self {
            codes,
            ranges,
            blocks,
        }
    }

    /// The code that a number means, and the name of its entry.
    fn meaning(&self, number: u32) -> (u32, Option<&str>) {
        match self.codes.get(&number) {
            Some((code, name)) => (*code, Some(name)),
            None => (number, covering(&self.ranges, number)),
        }
    }

    /// Whether the lookup says the same about a number.
    fn agrees(&self, number: u32) -> bool {
        let found = get(number);
        let entry = lookup(number);
        let (code, expected) = self.meaning(number);
        let category = expected.is_some()
            || entry.category().id() == covering(&self.blocks, number).unwrap_or("unknown");
        found.map(|entry| entry.name()) == expected
            && found.is_none_or(|found| found == entry)
            && entry.is_known() == expected.is_some()
            && entry.code() == code
            && category
    }
}

fn covering(list: &[(RangeInclusive<u32>, String)], number: u32) -> Option<&str> {
    let found = list.iter().find(|(numbers, _)| numbers.contains(&number));
    found.map(|(_, text)| text.as_str())
}

fn main() -> ExitCode {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let slow = Slow::new(&check(&load(&data), Scope::Own).model);
    let start = Instant::now();
    let middle = u32::MAX / 2;
    let halves = [0..=middle, middle + 1..=u32::MAX];
    let wrong: Vec<u32> = std::thread::scope(|scope| {
        let slow = &slow;
        let threads = halves.map(|half| {
            scope.spawn(move || {
                let wrong = half.filter(|number| !slow.agrees(*number));
                wrong.take(10).collect::<Vec<_>>()
            })
        });
        let found = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        found
            .flat_map(|found| found.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    if wrong.is_empty() {
        let seconds = start.elapsed().as_secs();
        println!("All 2^32 numbers are looked up as the data says ({seconds} s).");
        return ExitCode::SUCCESS;
    }
    eprintln!("These numbers are looked up wrongly: {wrong:?}");
    ExitCode::FAILURE
}
