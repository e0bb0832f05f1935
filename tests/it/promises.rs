//! What the project's pages and manifests promise.

use std::fs;
use std::process::Command;

use waba_errors::{Entry, Fact, Key, Lang, REVISION, codes, on_premises};

use crate::root;

#[test]
fn the_counts_in_the_readme_are_true() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let count = |is: fn(&Key) -> bool| codes().filter(|entry| is(&entry.key())).count();
    for (row, number) in [
        ("codes", count(|key| matches!(key, Key::Code(_)))),
        (
            "ranges (200–299)",
            count(|key| matches!(key, Key::Range(..))),
        ),
        (
            "pairs of code and `error_subcode`",
            count(|key| matches!(key, Key::Pair(..))),
        ),
        (
            "cases of one number, told apart by the title or the details",
            count(|key| matches!(key, Key::Case(..))),
        ),
        (
            "numbers of the former On-Premises API, with their successors",
            (0..100_000).filter_map(on_premises).count(),
        ),
        ("languages", Lang::ALL.len()),
    ] {
        let line = format!("| {row} | {number} |");
        assert!(readme.contains(&line), "{line}");
    }
}

/// `data/revisions.tsv` records every entry, and every correction of the facts by which programs select codes, with the
/// revision that brought it, for good: what is pinned to a revision means the facts of that revision. `UPDATE_EXPECT=1`
/// appends what is new; nothing else ever changes there.
#[test]
fn no_entry_of_an_earlier_revision_has_vanished_or_changed_its_name_and_corrections_are_recorded() {
    let path = root().join("data/revisions.tsv");
    let mut recorded = fs::read_to_string(&path).unwrap();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    if update {
        recorded = with_columns(&recorded);
    }
    let facts = columns().join("\t");
    let head = format!("since\tkey\tname\tcategory\t{facts}\n");
    assert!(recorded.starts_with(&head), "no column for each of {facts}");
    let records: Vec<Vec<&str>> = recorded
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let revision = |record: &[&str]| record[0].parse::<u16>().unwrap();
    let highest = records.iter().map(|record| revision(record)).max();
    for record in &records {
        let is_same = |entry: &Entry| record[1..3] == [key(entry), entry.name().to_owned()];
        assert!(
            codes().any(|entry| is_same(&entry)),
            "{record:?} has vanished or changed its name"
        );
    }
    let mut new = Vec::new();
    for entry in codes() {
        let category = entry.category().id().to_owned();
        // Of two values the first is what programs select by.
        let mut selecting: Vec<_> = entry.facts().filter(|fact| fact.selects()).collect();
        selecting.dedup_by_key(|fact| fact.id());
        let facts = selecting.iter().map(ToString::to_string);
        let facts: Vec<_> = [category].into_iter().chain(facts).collect();
        let of_entry: Vec<_> = records
            .iter()
            .filter(|record| record[1] == key(&entry))
            .collect();
        let since = match (of_entry.first(), of_entry.last()) {
            (Some(first), Some(last)) => {
                assert_eq!(revision(first), entry.since(), "{entry:?}: `since` changed");
                if last[3..] == facts {
                    continue;
                }
                REVISION + 1
            }
            _ => entry.since(),
        };
        assert!(
            Some(since) >= highest,
            "{entry:?}: a new entry has a revision that is already recorded"
        );
        let (key, name) = (key(&entry), entry.name());
        new.push(format!("{since}\t{key}\t{name}\t{}\n", facts.join("\t")));
    }
    if update {
        recorded.extend(new);
        fs::write(&path, recorded).unwrap();
    } else {
        assert!(new.is_empty(), "not recorded yet: {new:?}");
    }
}

/// The facts by which programs select.
fn columns() -> Vec<&'static str> {
    let facts = Fact::ALL.iter().filter(|fact| fact.selects());
    let mut columns: Vec<_> = facts.map(|fact| fact.id()).collect();
    columns.dedup();
    columns
}

/// The record with a column for a new fact, which was true before it was recorded.
fn with_columns(recorded: &str) -> String {
    let known = recorded.lines().next().unwrap().split('\t').count() - 4;
    let new = &columns()[known..];
    let lines = recorded.lines().enumerate().map(|(index, line)| {
        let of_line = |entry: &Entry| line.split('\t').nth(1) == Some(&key(entry));
        let mut line = line.to_owned();
        for column in new {
            let value = codes().find(of_line).and_then(|entry| {
                let fact = entry.facts().find(|fact| fact.id() == *column)?;
                Some(fact.to_string())
            });
            line += "\t";
            line += match index {
                0 => column,
                _ => value.as_deref().unwrap_or_default(),
            };
        }
        line + "\n"
    });
    lines.collect()
}

/// As `data` writes it.
fn key(entry: &Entry) -> String {
    entry.key().to_string().replace('/', "_")
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
fn only_the_macros_are_pinned_to_one_version() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let pins: Vec<_> = packages
        .filter(|package| package["source"].is_null())
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
