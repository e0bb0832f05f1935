//! Lookup beside what a user would pick instead, all in one run: `cargo bench --bench lookup`.

#![allow(missing_docs)]

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use rustc_hash::FxHashMap;
use waba_errors::{Entry, Key, codes, from_name, get, match_code};
use waba_errors_tests::rivals::{PHF, PHF_NAMES, by_match, by_name_match, class_by_hand};

const QUERIES: usize = 4_096;

/// A small generator with a fixed seed, so that every run asks the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }
}

fn known() -> Vec<(u32, Entry)> {
    codes()
        .filter(|entry| matches!(entry.key(), Key::Code(_)))
        .map(|entry| (entry.code().get(), entry))
        .collect()
}

fn run(group: &mut BenchmarkGroup<'_, WallTime>, queries: &[u32]) {
    let known = known();
    let std: HashMap<u32, Entry> = known.iter().copied().collect();
    let fx: FxHashMap<u32, Entry> = known.iter().copied().collect();
    group.throughput(Throughput::Elements(queries.len() as u64));
    measure(group, "waba_errors", queries, get);
    measure(group, "FxHashMap", queries, |code| fx.get(&code).copied());
    measure(group, "std HashMap", queries, |code| {
        std.get(&code).copied()
    });
    measure(group, "phf::Map", queries, |code| PHF.get(&code).copied());
    measure(group, "binary search", queries, |code| {
        let index = known.binary_search_by_key(&code, |(code, _)| *code).ok()?;
        Some(known[index].1)
    });
    measure(group, "match", queries, by_match);
}

/// What users do: find the entry and read a fact.
fn measure(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    queries: &[u32],
    find: impl Fn(u32) -> Option<Entry>,
) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            for query in queries {
                black_box(find(*query).map(|entry| entry.fixer()));
            }
        });
    });
}

fn numbers(criterion: &mut Criterion) {
    let mut random = Random(1);
    let known = known();
    let hits: Vec<u32> = (0..QUERIES)
        .map(|_| known[random.next() as usize % known.len()].0)
        .collect();
    let any: Vec<u32> = (0..QUERIES).map(|_| random.next()).collect();
    run(&mut criterion.benchmark_group("known codes"), &hits);
    run(&mut criterion.benchmark_group("any numbers"), &any);
}

/// A match that names codes, as the macro writes it and as a person would.
fn matches(criterion: &mut Criterion) {
    let mut random = Random(3);
    let known = known();
    let queries: Vec<u32> = (0..QUERIES)
        .map(|_| known[random.next() as usize % known.len()].0)
        .collect();
    let by_macro = |code: u32| -> u8 {
        match_code!(match code {
            190 | 10 => 1,
            200..=299 => 2,
            130429 | 131056 | 80007 => 3,
            131026 | 131047 => 4,
            Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 0,
            Unknown(_) => 5,
        })
    };
    let mut group = criterion.benchmark_group("matches");
    group.throughput(Throughput::Elements(QUERIES as u64));
    let mut measure = |name: &str, react: &dyn Fn(u32) -> u8| {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for query in &queries {
                    black_box(react(*query));
                }
            });
        });
    };
    measure("match_code!", &by_macro);
    measure("match by hand", &class_by_hand);
}

fn names(criterion: &mut Criterion) {
    let mut random = Random(2);
    let mut known: Vec<(&str, Entry)> = known()
        .into_iter()
        .map(|(_, entry)| (entry.name(), entry))
        .collect();
    known.sort_unstable_by_key(|(name, _)| *name);
    let std: HashMap<&str, Entry> = known.iter().copied().collect();
    let fx: FxHashMap<&str, Entry> = known.iter().copied().collect();
    let queries: Vec<&str> = (0..QUERIES)
        .map(|_| known[random.next() as usize % known.len()].0)
        .collect();
    let mut group = criterion.benchmark_group("names");
    group.throughput(Throughput::Elements(QUERIES as u64));
    let mut measure = |name: &str, find: &dyn Fn(&str) -> Option<Entry>| {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for query in &queries {
                    black_box(find(query));
                }
            });
        });
    };
    measure("waba_errors, any spelling", &from_name);
    measure("FxHashMap, exact", &|name| fx.get(name).copied());
    measure("std HashMap, exact", &|name| std.get(name).copied());
    measure("phf::Map, exact", &|name| PHF_NAMES.get(name).copied());
    measure("binary search, exact", &|name| {
        let index = known.binary_search_by_key(&name, |(name, _)| *name).ok()?;
        Some(known[index].1)
    });
    measure("match, exact", &by_name_match);
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = numbers, names, matches
}
criterion_main!(benches);
