//! Every body of the corpus, with what is to be found in it.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use waba_errors_payload::{Found, read};

type Expected = BTreeMap<String, Vec<String>>;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn expected() -> Expected {
    let text = fs::read_to_string(corpus().join("expected.toml")).unwrap();
    toml::from_str(&text).unwrap()
}

/// A code or a pair, and where it stands.
fn line(found: Found<'_>) -> String {
    let subcode = found.subcode_number().map(|subcode| format!("/{subcode}"));
    let line = format!(
        "{}{} {}",
        found.number(),
        subcode.unwrap_or_default(),
        found.path()
    );
    line.trim_end().to_owned()
}

#[test]
fn in_every_body_exactly_what_is_expected_is_found() {
    let mut wrong = Vec::new();
    for (file, expected) in expected() {
        let found: Vec<_> = read(&fs::read(corpus().join(&file)).unwrap())
            .iter()
            .map(line)
            .collect();
        if found != expected {
            wrong.push(format!("{file}: found {found:?}, expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_has_an_expectation_and_there_are_enough() {
    let expected = expected();
    let files: io::Result<Vec<_>> = fs::read_dir(corpus()).unwrap().collect();
    let files = files
        .unwrap()
        .into_iter()
        .map(|file| file.file_name().into_string().unwrap());
    let unexpected: Vec<_> = files
        .filter(|file| file != "expected.toml" && !expected.contains_key(file))
        .collect();
    assert!(unexpected.is_empty(), "no expectation for {unexpected:?}");
    assert!(expected.len() >= 80);
}
