//! What the macros say to each mistake.

#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;

/// One mistake per file in `ui`. `TRYBUILD=overwrite` writes the expected messages anew; read them.
#[test]
fn every_mistake_has_its_message() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

#[test]
fn every_message_belongs_to_a_mistake() {
    let mistakes = fs::read_dir("ui").unwrap();
    let paths: Vec<_> = mistakes.map(|entry| entry.unwrap().path()).collect();
    for path in &paths {
        let other = if path.extension().is_some_and(|extension| extension == "rs") {
            path.with_extension("stderr")
        } else {
            path.with_extension("rs")
        };
        assert!(paths.contains(&other), "{} is missing", other.display());
    }
}
