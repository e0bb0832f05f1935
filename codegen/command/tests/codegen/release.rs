//! What a release needs is said before it is done, in a copy of the project.

use crate::support::Copy;

/// A project that lacks nothing, whatever the state of the translations.
fn ready() -> Copy {
    let copy = Copy::of_project();
    for address in ["repository", "homepage"] {
        let manifest = copy.read("Cargo.toml");
        let line = manifest.lines().find(|line| line.starts_with(address));
        let public = format!("{address} = \"https://code.test/waba-errors\"");
        copy.edit("Cargo.toml", line.unwrap(), &public);
    }
    for tag in ["de", "ar"] {
        let head = format!("[{tag}]\n");
        copy.edit(
            "data/languages.toml",
            &head,
            &format!("{head}status = \"draft\"\n"),
        );
    }
    copy.codegen(&["fmt"]).succeeds();
    copy.codegen(&[]).succeeds();
    copy
}

/// How many manifests and lock files state this version of a package of the project.
fn stated(copy: &Copy, version: &str) -> usize {
    let line = format!("version = \"{version}\"");
    let files = copy.files().into_iter();
    let files =
        files.filter(|(path, _)| path.ends_with("Cargo.toml") || path.ends_with("Cargo.lock"));
    let packages = files.flat_map(|(_, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let tables = text.split("\n[").map(str::to_owned);
        tables.collect::<Vec<_>>()
    });
    let own = packages.filter(|table| {
        let is_own =
            table.contains("name = \"waba-errors") || table.starts_with("workspace.package");
        is_own && table.lines().any(|stated| stated == line)
    });
    own.count()
}

#[test]
fn a_release_records_its_revision_and_writes_versions_and_changelog() {
    let copy = ready();
    let manifest = copy.read("Cargo.toml");
    let old = manifest
        .lines()
        .find_map(|line| line.strip_prefix("version = \""));
    let old = old.unwrap().trim_end_matches('"').to_owned();
    let before = (stated(&copy, &old), stated(&copy, "0.9.0"));
    copy.codegen(&["release"])
        .succeeds()
        .says("can be released");
    copy.codegen(&["release", "0.x", "--write"]).fails();
    copy.codegen(&["release", "0.9.0", "--write"]).succeeds();
    let manifest = copy.read("Cargo.toml");
    assert!(manifest.contains("\nversion = \"0.9.0\"\n"));
    assert!(manifest.contains("waba-errors-macros = { version = \"=0.9.0\""));
    assert!(manifest.contains("waba-errors-payload = { version = \"0.9.0\""));
    assert!(manifest.contains("serde = { version = \"1."));
    assert!(
        copy.read("CHANGELOG.md")
            .contains("## Unreleased\n\n## 0.9.0, 20")
    );
    assert!(copy.read("README.md").contains("waba-errors = \"0.9\""));
    assert!(before.0 > 20 && before.1 == 0, "{before:?}");
    assert_eq!((stated(&copy, "0.9.0"), stated(&copy, &old)), before);
    let recorded = copy.read("data/revisions.tsv");
    let last = recorded.lines().last().unwrap();
    assert!(last.starts_with("released\t0.9.0\t20"), "{last}");
    // The same again is none, and what is new comes with the next revision.
    let again = copy.codegen(&["release"]).fails();
    again
        .says("version 0.9.0 is released")
        .says("CHANGELOG.md says nothing under “Unreleased”");
    let highest = recorded.lines().rev().nth(1).unwrap().split('\t').next();
    let highest: u16 = highest.unwrap().parse().unwrap();
    copy.codegen(&["new", "4100000001", "--category", "messaging"])
        .succeeds();
    let facts = copy.read("data/codes/messaging.toml");
    assert!(facts.contains(&format!("since = {}\nsource = \"TODO\"", highest + 1)));
}

#[test]
fn what_a_release_lacks_is_said_and_nothing_is_written() {
    let copy = ready();
    copy.edit("data/languages.toml", "status = \"draft\"\n", "");
    copy.edit("data/text/de.toml", "title = \"", "title = \"\" # \"");
    copy.codegen(&[]).succeeds();
    copy.edit("Cargo.toml", "https://code.test", "https://code.example");
    copy.edit("CHANGELOG.md", "## Unreleased\n", "## Later\n");
    let before = copy.files();
    for command in [&["release", "--check"][..], &["release", "--write"]] {
        copy.codegen(command)
            .fails()
            .says("texts of `de` that are missing or stale")
            .says("`repository` in Cargo.toml is no public address yet")
            .says("says nothing under “Unreleased”");
    }
    assert!(copy.files() == before);
}
