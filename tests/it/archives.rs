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
"#;

const BUILD: &str = r#"
fn main() -> Result<(), waba_errors_codegen::BuildError> {
    waba_errors_codegen::Build::new("waba-errors-codegen-VERSION/example").compile("shop.rs")?;
    waba_errors_codegen::Build::shipped_with("french").compile("french.rs")
}
"#;

const MAIN: &str = r#"
#![deny(warnings, missing_docs, unused)]
//! A shop.
mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}
mod french {
    include!(concat!(env!("OUT_DIR"), "/french.rs"));
}

fn main() {
    let entry = shop::CREDIT_LIMIT.entry();
    let tag = shop::TABLE.negotiate("fr-CA").unwrap_or("en");
    println!("{} {:?}", entry.name(), entry.text_in(tag).map(|text| text.title()));
    let entry = french::MESSAGE_UNDELIVERABLE.entry();
    println!("{} {:?}", entry.name(), entry.text_in("fr").map(|text| text.tag()));
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
        run(Command::new("tar").arg("xzf").arg(archive).current_dir(to));
    }
}

#[test]
fn tables_and_languages_of_one_s_own_compile_from_the_archives_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (target, shop) = (root().join("target/archives"), folder.path());
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
    for path in ["src", "french/text"] {
        fs::create_dir_all(shop.join(path)).unwrap();
    }
    for (file, text) in [
        ("Cargo.toml", MANIFEST),
        ("build.rs", BUILD),
        ("src/main.rs", MAIN),
        (
            "french/languages.toml",
            "[fr]\nname = \"Fr\"\nnative_name = \"Français\"\nscript = \"Latn\"\ndirection = \"ltr\"\n",
        ),
        ("french/text/fr.toml", ""),
    ] {
        fs::write(shop.join(file), text.replace("-VERSION", VERSION)).unwrap();
    }
    fs::copy(root().join("Cargo.lock"), shop.join("Cargo.lock")).unwrap();
    // A folder of its own: what an earlier run left there would look for its data where that run had it.
    let output = run(Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", shop.join("target"))
        .current_dir(shop));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "CreditLimit Some(\"Plafond de crédit atteint\")\nMessageUndeliverable Some(\"en\")\n"
    );
}
