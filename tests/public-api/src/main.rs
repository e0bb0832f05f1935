//! Compares the public interface of the libraries with the recorded one, item by item, and writes it with `--write`.
//!
//! What rustdoc writes as JSON differs from release to release: this program reads that of [`RUST`].

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs};

use public_api::Builder;

/// The release whose rustdoc writes what is read here.
const RUST: &str = "1.95";

const LIBRARIES: [&str; 3] = ["waba-errors", "waba-errors-payload", "waba-errors-codegen"];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_writing = env::args().nth(1).as_deref() == Some("--write");
    let version = Command::new("rustc").arg("--version").output()?.stdout;
    let version = String::from_utf8(version)?;
    if !version.starts_with(&format!("rustc {RUST}.")) {
        return Err(format!("this needs Rust {RUST}; call it with `cargo +{RUST}.0 run`").into());
    }
    let mut is_same = true;
    for library in LIBRARIES {
        let interface = interface(here, library)?;
        let recorded = here.join(library).with_extension("txt");
        if is_writing {
            fs::write(recorded, interface)?;
            continue;
        }
        let recorded = fs::read_to_string(recorded).unwrap_or_default();
        is_same &= compare(library, &recorded, &interface);
    }
    if !is_same {
        eprintln!(
            "If that is meant, call `cargo run -- --write` in tests/public-api and say so in CHANGELOG.md."
        );
    }
    Ok(if is_same {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// All public items of a library, one a line.
fn interface(here: &Path, library: &str) -> Result<String, Box<dyn Error>> {
    let target = env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| here.join("target"), PathBuf::from);
    let status = Command::new("cargo")
        .args([
            "rustdoc",
            "--quiet",
            "--lib",
            "--all-features",
            "--package",
            library,
        ])
        .arg("--target-dir")
        .arg(&target)
        .args([
            "--",
            "-Z",
            "unstable-options",
            "--output-format",
            "json",
            "--cap-lints",
            "allow",
        ])
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(here.join("../.."))
        .status()?;
    if !status.success() {
        return Err(format!("rustdoc fails for {library}").into());
    }
    let json = target
        .join("doc")
        .join(library.replace('-', "_"))
        .with_extension("json");
    let interface = Builder::from_rustdoc_json(json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()?;
    Ok(interface.to_string())
}

/// Tells what is gone and what is new.
fn compare(library: &str, recorded: &str, interface: &str) -> bool {
    let recorded: BTreeSet<_> = recorded.lines().collect();
    let interface: BTreeSet<_> = interface.lines().collect();
    for gone in recorded.difference(&interface) {
        println!("{library}: - {gone}");
    }
    for new in interface.difference(&recorded) {
        println!("{library}: + {new}");
    }
    recorded == interface
}
