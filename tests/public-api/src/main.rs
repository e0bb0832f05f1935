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

const LIBRARIES: [&str; 4] = [
    "waba-errors",
    "waba-errors-payload",
    "waba-errors-explain",
    "waba-errors-codegen",
];

/// Set where cargo calls this program as rustdoc.
const AS_RUSTDOC: &str = "WABA_AS_RUSTDOC";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    if env::var_os(AS_RUSTDOC).is_some() {
        return rustdoc();
    }
    // Of this run: a folder that was there when this was compiled may have moved.
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo runs this")?);
    let is_writing = env::args().nth(1).as_deref() == Some("--write");
    let version = Command::new("rustc").arg("--version").output()?.stdout;
    let version = String::from_utf8(version)?;
    if !version.starts_with(&format!("rustc {RUST}.")) {
        return Err(format!("this needs Rust {RUST}; call it with `cargo +{RUST}.0 run`").into());
    }
    let target = env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| here.join("target"), PathBuf::from);
    document(&here, &target)?;
    let mut is_same = true;
    for library in LIBRARIES {
        let interface = interface(&target, library)?;
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

/// Calls rustdoc with what it gets; this program stands in for it, because an environment with `RUSTC_BOOTSTRAP` would make
/// cargo compile many dependencies anew.
fn rustdoc() -> Result<ExitCode, Box<dyn Error>> {
    let status = Command::new("rustdoc")
        .args(env::args_os().skip(1))
        .env("RUSTC_BOOTSTRAP", "1")
        .status()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Documents all libraries as JSON, with what the documentation in HTML was compiled from.
fn document(here: &Path, target: &Path) -> Result<(), Box<dyn Error>> {
    let status = Command::new("cargo")
        .args(["doc", "--quiet", "--workspace", "--lib"])
        .args(["--all-features", "--no-deps", "--target-dir"])
        .arg(target)
        .env("RUSTDOC", env::current_exe()?)
        .env(
            "RUSTDOCFLAGS",
            "-Z unstable-options --output-format json --cap-lints allow",
        )
        .env(AS_RUSTDOC, "1")
        .current_dir(here.join("../.."))
        .status()?;
    if !status.success() {
        return Err("rustdoc fails".into());
    }
    Ok(())
}

/// All public items of a library, one a line.
fn interface(target: &Path, library: &str) -> Result<String, Box<dyn Error>> {
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
    recorded.is_subset(&interface) && interface.difference(&recorded).all(|new| is_of_data(new))
}

/// Whether an item is a code, a category or a language, which come with the data; that they stay is seen here all the same.
fn is_of_data(item: &str) -> bool {
    let is_code = item.starts_with("pub const waba_errors::Code::") && item.ends_with(": Self");
    let variants = ["pub waba_errors::Category::", "pub waba_errors::Lang::"];
    is_code || variants.iter().any(|variant| item.starts_with(variant))
}
