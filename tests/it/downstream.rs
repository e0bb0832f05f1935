//! A crate outside the workspace builds with nothing but the public surface, and works.

use std::fs::{self, File};
use std::process::{Command, Output};
use std::time::SystemTime;

use expect_test::{Expect, expect};

use crate::{program, root};

fn output(command: &str, folder: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args([command, "--quiet", "--manifest-path"])
        .arg(root().join("tests").join(folder).join("Cargo.toml"))
        .args(arguments)
        .env("CARGO_TARGET_DIR", root().join("target/downstream"))
        .output()
        .expect("cargo runs")
}

fn cargo(command: &str, folder: &str, arguments: &[&str]) -> String {
    let output = output(command, folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn run(arguments: &[&str], expected: &Expect) {
    expected.assert_eq(&cargo("run", "downstream", arguments));
}

#[test]
fn a_crate_outside_the_workspace_uses_the_lookup() {
    run(
        &[],
        &expect![[r#"
            131047: send a template
            131056: slow down for this recipient
            133015: retry in 300 s
            130429: retry with back-off
            131026: tell the agent
            132016: give up
            4000000000: report
            the Arabic fix is Arabic: true
            lang: ar
            unknown: None
        "#]],
    );
}

#[test]
fn without_its_feature_a_language_falls_back_to_english() {
    run(
        &["--no-default-features"],
        &expect![[r#"
            131047: send a template
            131056: slow down for this recipient
            133015: retry in 300 s
            130429: retry with back-off
            131026: tell the agent
            132016: give up
            4000000000: report
            the Arabic fix is Arabic: false
            lang: en
            unknown: None
        "#]],
    );
}

#[test]
fn a_crate_that_renames_the_dependency_uses_the_macros() {
    let output = cargo("run", "renamed", &[]);
    assert_eq!(output, "true 130429 [\"later\", \"other 5\"] false\n");
}

/// Behind the macro's own check, which says it better.
#[test]
fn a_match_that_lacks_codes_is_refused_by_the_compiler_too() {
    let version = env!("CARGO_PKG_VERSION").replace('.', "_");
    let main = format!(
        "fn main() {{ waba_errors::__private{version}::match_code_unchecked!([::waba_errors] match 5_u32 {{ \
         Retry::Never | Retry::Backoff => (), Unknown(_) => (), }}) }}"
    );
    let output = program::run("2024", &[("src/main.rs", &main)]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && message.contains("error[E0004]: non-exhaustive patterns"),
        "{message}"
    );
}

/// A changed file is compiled again; what a macro prints is seen only then.
#[test]
fn a_pinned_match_prints_nothing_where_it_is_built() {
    let source = File::options()
        .append(true)
        .open(root().join("tests/renamed/src/main.rs"))
        .unwrap();
    source.set_modified(SystemTime::now()).unwrap();
    cargo("build", "renamed", &[]);
}

#[test]
fn a_crate_without_the_standard_library_uses_the_macros() {
    cargo("build", "no-std", &[]);
}

/// What a build script warns about, such as a stale translation, stops nothing.
#[test]
fn a_build_script_outside_the_workspace_makes_tables_of_one_s_own() {
    let output = output("test", "own", &[]);
    let stdout = String::from_utf8_lossy(&output.stdout);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stdout}{stderr}");
    assert!(stdout.contains("test result: ok. 5 passed"), "{stdout}");
}

#[test]
fn the_macros_work_in_every_edition() {
    let main = fs::read_to_string(root().join("tests/renamed/src/main.rs")).unwrap();
    let main = main.replace("meta_errors", "waba_errors");
    for edition in ["2018", "2021", "2024"] {
        let main = format!("#![deny(warnings)]\n{main}");
        let output = program::run(edition, &[("src/main.rs", &main)]);
        let (stdout, stderr) = (&output.stdout, &output.stderr);
        assert_eq!(String::from_utf8_lossy(stderr), "", "edition {edition}");
        let stdout = String::from_utf8_lossy(stdout);
        assert_eq!(stdout, "true 130429 [\"later\", \"other 5\"] false\n");
    }
}
