//! A user's program in a folder of its own, compiled with the crates of this project.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::root;

/// Compiles and runs a program that depends on the lookup crate and its macros.
pub(crate) fn run(edition: &str, files: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let library = root().join("crates/waba-errors").canonicalize();
    let library = library.expect("the lookup crate");
    let manifest = format!(
        "[package]\nname = \"program-{edition}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n\n[workspace]\n\n\
         [dependencies]\nwaba-errors = {{ path = '{}' }}\n\n[profile.dev]\ndebug = false\n",
        library.display()
    );
    write(folder.path(), "Cargo.toml", &manifest);
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    let lock = root().join("Cargo.lock");
    fs::copy(lock, folder.path().join("Cargo.lock")).expect("the lock");
    Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", root().join("target/programs"))
        .current_dir(folder.path())
        .output()
        .expect("cargo runs")
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
    fs::write(path, text).expect("a new file");
}
