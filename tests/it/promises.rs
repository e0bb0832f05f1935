//! What the project's pages and manifests promise.

use std::fs;
use std::path::Path;
use std::process::Command;

use waba_errors::{Key, Lang, REVISION, codes, lookup};
use waba_errors_codegen::{Scope, check, load, readme, revisions};

use crate::root;

/// Compares a file with what it should be; `UPDATE_EXPECT=1` writes it.
fn update(path: &Path, old: &str, new: String) {
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, new).unwrap();
    } else {
        let same = old
            .lines()
            .zip(new.lines())
            .take_while(|(old, new)| old == new);
        let line = same.count() + 1;
        let path = path.display();
        assert!(
            old == new,
            "{path}:{line}: set UPDATE_EXPECT=1 to write it anew"
        );
    }
}

#[test]
fn the_counts_and_the_sample_in_the_readme_are_true() {
    let path = root().join("README.md");
    let page = fs::read_to_string(&path).unwrap();
    let model = check(&load(&root().join("data")), Scope::Project).model;
    let new = readme(&page, &model);
    let codes = codes().filter(|entry| matches!(entry.key(), Key::Code(_)));
    assert!(new.contains(&format!("| codes | {} |", codes.count())));
    assert!(new.contains(&format!("| languages | {} |", Lang::ALL.len())));
    assert!(new.contains(lookup(131047).description(Lang::En)));
    update(&path, &page, new);
}

/// `data/revisions.tsv` records every entry, and every correction of the facts by which programs select codes, with the
/// revision that brought it, for good: what is pinned to a revision means the facts of that revision. `UPDATE_EXPECT=1`
/// appends what is new, as `cargo codegen` does.
#[test]
fn every_entry_and_every_correction_is_recorded_with_its_revision() {
    let path = root().join("data/revisions.tsv");
    let recorded = fs::read_to_string(&path).unwrap();
    let model = check(&load(&root().join("data")), Scope::Project).model;
    update(&path, &recorded, revisions(&recorded, &model));
    assert_eq!(REVISION, model.revision());
}

#[test]
fn the_lookup_crate_depends_on_nothing_but_the_hash() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", "waba-errors", "--edges", "normal"])
        .args(["--no-default-features", "--prefix", "none"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(output.stdout).unwrap();
    let names: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(names, ["waba-errors", "phf_shared", "siphasher"]);
}

fn metadata() -> serde_json::Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What is pinned does not resolve where another crate needs a later version of it.
#[test]
fn of_what_is_published_only_the_macros_are_pinned_to_one_version() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let pins: Vec<_> = packages
        .filter(|package| package["source"].is_null() && package["publish"].is_null())
        .flat_map(|package| package["dependencies"].as_array().unwrap())
        .filter(|dependency| {
            let requirement = dependency["req"].as_str().unwrap();
            requirement.contains(['=', '<', '~'])
        })
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect();
    assert_eq!(pins, ["waba-errors-macros"]);
}

#[test]
fn no_dependency_needs_a_newer_rust_than_the_manifest_states() {
    let metadata = metadata();
    let version = |text: &str| {
        let mut parts = text.split('.').map(|part| part.parse::<u32>().unwrap());
        [0; 3].map(|missing| parts.next().unwrap_or(missing))
    };
    let packages = metadata["packages"].as_array().unwrap();
    let own = packages
        .iter()
        .find(|package| package["name"] == "waba-errors")
        .and_then(|package| package["rust_version"].as_str())
        .map(version)
        .unwrap();
    for package in packages {
        if let Some(needed) = package["rust_version"].as_str() {
            assert!(
                version(needed) <= own,
                "{} needs Rust {needed}",
                package["name"]
            );
        }
    }
}

#[test]
fn the_documentation_finds_each_code_by_its_number_and_lists_it_in_its_category() {
    let generated = root().join("crates/waba-errors/src/generated");
    let constants = fs::read_to_string(generated.join("codes.rs")).unwrap();
    let index = fs::read_to_string(generated.join("category.rs")).unwrap();
    for entry in codes() {
        let key = entry.key().to_string();
        let searched = match entry.key() {
            Key::Code(_) | Key::Pair(..) => &key,
            _ => entry.name(),
        };
        let is_range = matches!(entry.key(), Key::Range(..));
        assert!(
            is_range || constants.contains(&format!("#[doc(alias = \"{searched}\")]")),
            "{key}"
        );
        assert!(index.contains(&format!("`{key}`")), "{key}");
    }
}
