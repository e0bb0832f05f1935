//! What the archives of the packages hold is enough: the example of the documentation of `Build` compiles from them alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::root;

const VERSION: &str = concat!("-", env!("CARGO_PKG_VERSION"));

const MANIFEST: &str = r#"
[package]
name = "shop"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
waba-errors = { path = "waba-errors-VERSION", default-features = false }

[build-dependencies]
waba-errors-codegen = { path = "waba-errors-codegen-VERSION" }

[patch.crates-io]
waba-errors-macros = { path = "waba-errors-macros-VERSION" }

[profile.dev]
debug = false
"#;

const BUILD: &str = r#"
fn main() -> Result<(), waba_errors_codegen::BuildError> {
    waba_errors_codegen::Build::new("waba-errors-codegen-VERSION/example").compile("shop.rs")?;
    waba_errors_codegen::Build::shipped_with("more").compile("more.rs")
}
"#;

const MAIN: &str = r#"
#![deny(warnings, missing_docs, unused)]
//! A shop.
mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}
mod more {
    include!(concat!(env!("OUT_DIR"), "/more.rs"));
}

fn main() {
    let entry = shop::CREDIT_LIMIT.entry();
    let tag = shop::TABLE.negotiate("fr-CA").unwrap_or("en");
    println!("{} {:?}", entry.name(), entry.text_in(tag).map(|text| text.title()));
    let entry = more::MESSAGE_UNDELIVERABLE.entry();
    println!("{} {:?}", entry.name(), entry.text_in("tlh").map(|text| text.tag()));
}
"#;

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("the program runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    output
}

fn unpack(archives: &Path, to: &Path) {
    for package in ["waba-errors", "waba-errors-macros", "waba-errors-codegen"] {
        let archive = archives.join(format!("{package}{VERSION}.crate"));
        // The files of an archive have one old date, by which what an earlier run has built would count as fresh.
        run(Command::new("tar").arg("xzmf").arg(archive).current_dir(to));
    }
}

/// The packages that are published.
const PUBLISHED: [&str; 6] = [
    "waba-errors",
    "waba-errors-cli",
    "waba-errors-codegen",
    "waba-errors-explain",
    "waba-errors-macros",
    "waba-errors-payload",
];

#[test]
fn an_archive_has_its_readme_and_licences_and_nothing_that_needs_the_repository() {
    for package in PUBLISHED {
        let output = run(Command::new(env!("CARGO"))
            .args(["package", "--list", "--offline", "--allow-dirty"])
            .args(["--package", package])
            .current_dir(root()));
        let list = String::from_utf8(output.stdout).unwrap();
        let files: Vec<_> = list.lines().collect();
        for needed in ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "src"] {
            let is_there = files.iter().any(|file| file.starts_with(needed));
            assert!(is_there, "{package} has no {needed}");
        }
        for folder in ["benches/", "corpus/", "fuzz/", "tests/"] {
            let stray = files.iter().find(|file| file.starts_with(folder));
            assert_eq!(stray, None, "{package}");
        }
        for (file, included) in files.iter().flat_map(|file| included(package, file)) {
            let is_there = files.contains(&included.as_str());
            assert!(is_there, "{package}: {file} needs {included}");
        }
    }
}

/// The files that a file of a package takes in by their paths.
fn included(package: &str, file: &str) -> Vec<(String, String)> {
    let folder = match package {
        "waba-errors-codegen" => root().join("codegen"),
        _ => root().join("crates").join(package),
    };
    let text = fs::read_to_string(folder.join(file)).unwrap_or_default();
    let paths = [
        "[path = \"",
        "include!(\"",
        "include_str!(\"",
        "include_bytes!(\"",
    ];
    let paths = paths
        .into_iter()
        .flat_map(|start| text.split(start).skip(1));
    let is_rust =
        file.starts_with("src/") && Path::new(file).extension().is_some_and(|it| it == "rs");
    paths
        .filter(|_| is_rust)
        .filter_map(|rest| rest.split('"').next())
        .map(|path| (file.to_owned(), below(file, path)))
        .collect()
}

/// A path beside a file, as the list of the archive has it.
fn below(file: &str, path: &str) -> String {
    let mut parts: Vec<_> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn a_package_says_what_a_registry_shows() {
    let output = run(Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root()));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    for name in PUBLISHED {
        let package = packages
            .iter()
            .find(|package| package["name"] == name)
            .unwrap();
        for field in ["description", "license", "readme", "repository", "homepage"] {
            assert!(package[field].is_string(), "{name} has no {field}");
        }
        for field in ["keywords", "categories"] {
            let count = package[field].as_array().unwrap().len();
            assert!((1..=5).contains(&count), "{name} has {count} {field}");
        }
    }
}

#[test]
fn tables_and_languages_of_one_s_own_compile_from_the_archives_alone() {
    let target = root().join("target/archives");
    let shop = &target.join("shop");
    let _ = fs::remove_dir_all(shop);
    fs::create_dir_all(shop).unwrap();
    let packages = ["waba-errors", "waba-errors-macros", "waba-errors-codegen"];
    run(Command::new(env!("CARGO"))
        .args([
            "package",
            "--offline",
            "--quiet",
            "--no-verify",
            "--allow-dirty",
        ])
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(root()));
    unpack(&target.join("package"), shop);
    for path in ["src", "more/text"] {
        fs::create_dir_all(shop.join(path)).unwrap();
    }
    for (file, text) in [
        ("Cargo.toml", MANIFEST),
        ("build.rs", BUILD),
        ("src/main.rs", MAIN),
        (
            "more/languages.toml",
            "[tlh]\nname = \"Tlh\"\nnative_name = \"tlhIngan Hol\"\nscript = \"Latn\"\ndirection = \"ltr\"\n",
        ),
        ("more/text/tlh.toml", ""),
    ] {
        fs::write(shop.join(file), text.replace("-VERSION", VERSION)).unwrap();
    }
    fs::copy(root().join("Cargo.lock"), shop.join("Cargo.lock")).unwrap();
    // What the generator depends on is compiled there for `tests/own` too.
    let output = run(Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", root().join("target/downstream"))
        .current_dir(shop));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "CreditLimit Some(\"Plafond de crédit atteint\")\nMessageUndeliverable Some(\"en\")\n"
    );
}
