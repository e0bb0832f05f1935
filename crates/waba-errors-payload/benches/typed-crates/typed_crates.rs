//! The reader beside the crates `whatsapp` and `wacloudapi`, which parse into types of their own.

// Fields are there to be parsed.
#![allow(dead_code)]

use std::error::Error;
use std::fmt::Debug;
use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use waba_errors_payload::{ApiError, WebhookError, read_body};
use wacloudapi::error::ApiErrorResponse;
use wacloudapi::webhooks::WebhookPayload;
use whatsapp::models::webhooks::NotificationPayload;

const FAILED: &[u8] = include_bytes!("../../corpus/webhook-status-failed.json");
const GRAPH: &[u8] = include_bytes!("../../corpus/graph-error-data-object.json");
const SMALL: &[u8] = include_bytes!("../../corpus/graph-token-expired.json");
const MESSAGE: &[u8] = include_bytes!("../../corpus/webhook-text-message.json");
const DELIVERED: &[u8] = include_bytes!("../../corpus/webhook-delivered.json");
const DELIVERED_WHOLE: &[u8] = include_bytes!("webhook-delivered-whole.json");

/// An API answer; `whatsapp` has the same type, but keeps it private.
#[derive(Debug, Deserialize)]
struct Answer<E> {
    error: E,
}

/// The places of a webhook that have errors.
#[derive(Debug, Deserialize)]
struct Webhook {
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    changes: Vec<Change>,
}

#[derive(Debug, Deserialize)]
struct Change {
    value: Value,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Value {
    errors: Vec<WebhookError>,
    messages: Vec<Item>,
    statuses: Vec<Item>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Item {
    errors: Vec<WebhookError>,
}

/// Both crates parse from a `str`. With the check that it is one, this is a fifth faster than `from_slice`.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Box<dyn Error>> {
    Ok(serde_json::from_str(str::from_utf8(body)?)?)
}

/// A parse that fails or loses the errors is no rival.
fn assert_finds_the_same<T: DeserializeOwned + Debug>(body: &[u8]) {
    let parsed = format!("{:?}", parse::<T>(body).expect("the body is parsed"));
    for found in &read_body(body) {
        let code = format!("code: {}", found.number());
        assert!(parsed.contains(&code), "{code} is not in {parsed}");
    }
}

fn measure<T: DeserializeOwned + Debug>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    body: &[u8],
) {
    assert_finds_the_same::<T>(body);
    group.bench_function(name, |b| b.iter(|| parse::<T>(black_box(body))));
}

fn compare<Whatsapp, Wacloudapi, Ours>(c: &mut Criterion, name: &str, body: &[u8])
where
    Whatsapp: DeserializeOwned + Debug,
    Wacloudapi: DeserializeOwned + Debug,
    Ours: DeserializeOwned + Debug,
{
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("read_body", |b| b.iter(|| read_body(black_box(body))));
    measure::<Whatsapp>(&mut group, "whatsapp", body);
    measure::<Wacloudapi>(&mut group, "wacloudapi", body);
    measure::<Ours>(&mut group, "types of waba-errors-payload", body);
    group.finish();
}

fn answers(c: &mut Criterion) {
    let answer = compare::<Answer<whatsapp::ApiError>, ApiErrorResponse, Answer<ApiError>>;
    answer(c, "answer with an error", GRAPH);
    answer(c, "small answer with an error", SMALL);
}

fn webhooks(c: &mut Criterion) {
    let webhook = compare::<NotificationPayload, WebhookPayload, Webhook>;
    webhook(c, "webhook with an error", FAILED);
    webhook(c, "webhook without errors", DELIVERED_WHOLE);
    webhook(c, "webhook with a message about errors", MESSAGE);
    // Both demand `object`, `id`, `messaging_product` and `metadata`, hence the whole one above.
    assert!(parse::<NotificationPayload>(DELIVERED).is_err());
    assert!(parse::<WebhookPayload>(DELIVERED).is_err());
}

criterion_group!(benches, answers, webhooks);
criterion_main!(benches);
