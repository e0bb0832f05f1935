//! What a build script that uses `Build` has to compile.

#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::process::Command;

/// The packages that the generator needs as a library, itself among them.
fn packages() -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package", env!("CARGO_PKG_NAME"), "--locked"])
        .args(["--edges", "normal,build", "--prefix", "none"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(tree.status.success(), "{tree:?}");
    let tree = String::from_utf8(tree.stdout).unwrap();
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn a_build_script_compiles_at_most_25_crates_and_none_for_a_terminal() {
    let packages = packages();
    assert!(packages.contains("waba-errors-codegen"));
    assert!(packages.len() <= 25, "{}: {packages:?}", packages.len());
    for terminal in ["anstream", "anstyle", "annotate-snippets", "clap"] {
        assert!(!packages.contains(terminal), "{terminal}");
    }
}
