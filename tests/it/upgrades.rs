//! What later revisions do to a program that is pinned to an earlier one.

use std::fs;
use std::path::Path;
use std::process::Command;

use waba_errors_codegen::{Scope, check, emit, load, write};

use crate::copy::copy_folder;
use crate::root;

const PINNED: &str = r#"
#![deny(warnings)]
use waba_errors::{FromCode, match_code};

#[derive(Debug, FromCode)]
enum Outcome {
    #[codes(Retry::Backoff)]
    Later,
    #[codes(138012)]
    Tomorrow,
    #[codes(Retry::After)]
    Wait,
    #[codes(other)]
    Other,
}

fn main() {
    let class = match_code!(as_of = 2, match 138012_u32 {
        Retry::Backoff => "later",
        138012 => "tomorrow",
        Retry::After => "wait",
        Retry::Never | Retry::AfterFix => "never",
        Unknown(_) => "unknown",
    });
    println!("{class} {:?}", Outcome::from_code(138012));
}
"#;

/// Puts a crate beside copies of the library and its macros, in the folder that holds the data.
pub(crate) fn put_house(house: &Path, main: &str) {
    for part in ["crates/waba-errors", "crates/waba-errors-macros"] {
        copy_folder(&root().join(part), &house.join(part));
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (before, rest) = manifest.split_once("members = [").unwrap();
    let (_, rest) = rest.split_once(']').unwrap();
    let manifest = format!(
        "{before}members = [\"crates/waba-errors\", \"crates/waba-errors-macros\", \"pinned\"]{rest}"
    );
    fs::write(house.join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), house.join("Cargo.lock")).unwrap();
    fs::create_dir_all(house.join("pinned/src")).unwrap();
    fs::write(house.join("pinned/src/main.rs"), main).unwrap();
    fs::write(
        house.join("pinned/Cargo.toml"),
        "[package]\nname = \"pinned\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         waba-errors = { path = \"../crates/waba-errors\" }\n",
    )
    .unwrap();
}

/// What the crate prints.
pub(crate) fn run_pinned(house: &Path) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--package", "pinned"])
        .current_dir(house)
        .env("CARGO_TARGET_DIR", house.join("target"))
        .output()
        .expect("cargo runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_corrected_fact_changes_nothing_for_what_is_pinned_and_stops_no_enum_with_other() {
    let folder = tempfile::tempdir().unwrap();
    let house = folder.path();
    copy_folder(&root().join("data"), &house.join("data"));
    put_house(house, PINNED);
    let facts = house.join("data/codes/calling.toml");
    let text = fs::read_to_string(&facts).unwrap();
    let start = text.find("[138012]").unwrap();
    let corrected = text[start..].replacen("retry = \"24h\"", "retry = \"backoff\"", 1);
    assert_ne!(corrected, text[start..]);
    fs::write(&facts, format!("{}{corrected}", &text[..start])).unwrap();
    let checked = check(&load(&house.join("data")), Scope::Project);
    write(house, &emit(&checked.model)).unwrap();
    assert_eq!(run_pinned(house), "tomorrow Tomorrow\n");
}
