//! Every body of the corpus, with everything that is to be found in it.
//!
//! `UPDATE_EXPECT=1` writes what is found into `tests/data/corpus.json`, to be read as a diff.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde_json::{Map, Value};
use waba_errors_payload::{Certainty, Found, Options, read, read_body};

type Expected = BTreeMap<String, Vec<Value>>;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn expectations() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus.json")
}

fn expected() -> Expected {
    let text = fs::read_to_string(expectations()).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn files() -> Vec<String> {
    let files: io::Result<Vec<_>> = fs::read_dir(corpus()).unwrap().collect();
    let names = files
        .unwrap()
        .into_iter()
        .map(|file| file.file_name().into_string().unwrap());
    let mut files: Vec<_> = names.collect();
    files.sort_unstable();
    files
}

/// All fields that say something, where the error begins, what the advice is, and whether services get it too.
fn all_of(found: Found<'_>, in_body: bool) -> Value {
    let fields = serde_json::to_value(found).unwrap();
    let said = |(_, value): &(&String, &Value)| !value.is_null();
    let fields = fields.as_object().unwrap().iter().filter(said);
    let mut all: Map<_, _> = fields
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let (retry, source) = found.advice();
    all.insert("offset".into(), found.offset().into());
    all.insert("name".into(), found.entry().name().into());
    all.insert("retry".into(), format!("{retry} ({source})").into());
    all.insert("in_body".into(), in_body.into());
    all.into()
}

fn found_in(bytes: &[u8]) -> Vec<Value> {
    let body = read_body(bytes);
    let report = Options::new().least(Certainty::Possible).read(bytes);
    let is_in = |found: Found<'_>| {
        body.iter()
            .any(|own| (own.offset(), own.number()) == (found.offset(), found.number()))
    };
    report
        .iter()
        .map(|found| all_of(found, is_in(found)))
        .collect()
}

#[test]
fn in_every_body_exactly_what_is_expected_is_found() {
    let found: Expected = files()
        .into_iter()
        .map(|file| {
            let found = found_in(&fs::read(corpus().join(&file)).unwrap());
            (file, found)
        })
        .collect();
    if env::var_os("UPDATE_EXPECT").is_some() {
        let text = serde_json::to_string_pretty(&found).unwrap();
        fs::write(expectations(), text + "\n").unwrap();
    }
    let expected = expected();
    let wrong: Vec<_> = found
        .iter()
        .filter(|(file, found)| expected.get(*file) != Some(*found))
        .map(|(file, found)| {
            format!(
                "{file}: found {found:#?}, expected {:#?}",
                expected.get(file)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found.len(), expected.len(), "a file is gone");
}

#[test]
fn services_get_what_is_certain_and_nothing_else() {
    for file in files() {
        let bytes = fs::read(corpus().join(&file)).unwrap();
        let report = read(&bytes);
        for found in &read_body(&bytes) {
            assert_eq!(found.certainty(), Certainty::Certain, "{file}");
            let is_same = |own: Found<'_>| {
                (own.offset(), own.number(), own.path())
                    == (found.offset(), found.number(), found.path())
            };
            assert!(report.iter().any(is_same), "{file}: {found:?}");
        }
    }
}

#[test]
fn there_are_enough_bodies() {
    assert!(files().len() >= 170);
}
