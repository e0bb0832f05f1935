//! The reader beside `serde_json::Value`, with and without a walk, in bytes per second.
//!
//! The typed crates `whatsapp` and `wacloudapi` are in `typed-crates`, a package outside the workspace: they bring an HTTP
//! client and its TLS.

#![allow(missing_docs)]

use std::env;
use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use waba_errors_payload::{Options, read, read_body};

const FAILED: &[u8] = include_bytes!("../corpus/webhook-status-failed.json");
const GRAPH: &[u8] = include_bytes!("../corpus/graph-error-data-object.json");
const SMALL: &[u8] = include_bytes!("../corpus/graph-token-expired.json");
const DELIVERED: &[u8] = include_bytes!("../corpus/webhook-delivered.json");

/// What a program does without the reader: parse everything, then look where errors can be.
fn walk(value: &Value, errors: &mut Vec<(i64, Option<String>)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, errors)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let listed = match (name.as_str(), value) {
                    ("errors", Value::Array(items)) => items.as_slice(),
                    ("error", error) => std::slice::from_ref(error),
                    _ => &[],
                };
                errors.extend(listed.iter().filter_map(|error| {
                    let title = error.get("title").and_then(Value::as_str);
                    Some((error.get("code")?.as_i64()?, title.map(str::to_owned)))
                }));
                walk(value, errors);
            }
        }
        _ => {}
    }
}

fn parse_and_walk(body: &[u8]) -> usize {
    let mut errors = Vec::new();
    if let Ok(value) = serde_json::from_slice(body) {
        walk(&value, &mut errors);
    }
    errors.len()
}

fn compare(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, body: &[u8]) {
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function(format!("{name}/read_body"), |b| {
        b.iter(|| read_body(black_box(body)));
    });
    group.bench_function(format!("{name}/read"), |b| b.iter(|| read(black_box(body))));
    group.bench_function(format!("{name}/serde_json without a walk"), |b| {
        b.iter(|| serde_json::from_slice::<Value>(black_box(body)));
    });
    group.bench_function(format!("{name}/serde_json"), |b| {
        b.iter(|| parse_and_walk(black_box(body)));
    });
}

/// A log with an error in every fiftieth line, as many bytes as `WABA_LOG_BYTES` says.
fn log() -> Vec<u8> {
    let size = env::var("WABA_LOG_BYTES")
        .ok()
        .and_then(|size| size.parse().ok())
        .unwrap_or(1 << 20);
    let mut log = Vec::with_capacity(size + FAILED.len());
    for line in 0_u64.. {
        if log.len() >= size {
            break;
        }
        log.extend_from_slice(if line % 50 == 49 { FAILED } else { DELIVERED });
    }
    log
}

fn payload(c: &mut Criterion) {
    let mut group = c.benchmark_group("payload");
    compare(&mut group, "webhook with an error", FAILED);
    compare(&mut group, "answer with an error", GRAPH);
    compare(&mut group, "small answer with an error", SMALL);
    compare(&mut group, "webhook without errors", DELIVERED);
    let log = log();
    group.throughput(Throughput::Bytes(log.len() as u64));
    let all = Options::new().errors(usize::MAX);
    group.bench_function("log/read_body", |b| {
        b.iter(|| all.read_body(black_box(&log)).len());
    });
    group.bench_function("log/read", |b| b.iter(|| all.read(black_box(&log)).len()));
    group.bench_function("log/serde_json", |b| {
        b.iter(|| {
            log.split(|byte| *byte == b'\n')
                .map(parse_and_walk)
                .sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, payload);
criterion_main!(benches);
