//! What a dependent pays: seconds of a clean build, and bytes in its release binary.
//!
//! `cargo run --release -p waba-errors-tests --bin footprint` builds small crates in `target/footprint` and prints a table.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use waba_errors::{Entry, Lang, codes};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The best of this many clean builds counts.
const BUILDS: usize = 3;

struct Dependent {
    name: &'static str,
    dependencies: &'static str,
    main: &'static str,
    /// The languages whose texts it links.
    languages: &'static [Lang],
}

const EMPTY: &str = r#"
fn main() {
    let code: u32 = std::env::args().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let lang = std::env::args().nth(2).unwrap_or_default();
    println!("{code} {lang}");
}
"#;

const LOOKUP: &str = r#"
fn main() {
    let code: u32 = std::env::args().nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let lang = std::env::args().nth(2).and_then(|lang| lang.parse().ok()).unwrap_or_default();
    println!("{code} {}", waba_errors::lookup(code).fix(lang));
}
"#;

const DEPENDENTS: &[Dependent] = &[
    Dependent {
        name: "nothing",
        dependencies: "",
        main: EMPTY,
        languages: &[],
    },
    Dependent {
        name: "waba-errors, English",
        dependencies: "waba-errors = { path = \"LIBRARY\", default-features = false }",
        main: LOOKUP,
        languages: &[Lang::En],
    },
    Dependent {
        name: "waba-errors, 3 languages",
        dependencies: "waba-errors = { path = \"LIBRARY\", default-features = false, features = [\"ar\", \"de\"] }",
        main: LOOKUP,
        languages: &[Lang::En, Lang::De, Lang::Ar],
    },
    Dependent {
        name: "waba-errors, default",
        dependencies: "waba-errors = { path = \"LIBRARY\" }",
        main: LOOKUP,
        languages: &[Lang::En, Lang::De, Lang::Ar],
    },
    Dependent {
        name: "serde with derive",
        dependencies: "serde = { version = \"1\", features = [\"derive\"] }",
        main: EMPTY,
        languages: &[],
    },
];

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    println!(
        "{:26} {:>7} {:>9} {:>9} {:>10} {:>10} {:>6}",
        "a program with", "crates", "debug", "release", "bytes", "text", "ratio"
    );
    let mut empty = 0;
    for dependent in DEPENDENTS {
        let folder = prepare(&root, dependent)?;
        let crates = crates(&folder)?;
        let debug = best(&folder, &[])?;
        let release = best(&folder, &["--release"])?;
        let bytes = fs::metadata(folder.join("target/release/dependent"))?.len();
        if dependent.languages.is_empty() && dependent.dependencies.is_empty() {
            empty = bytes;
        }
        let added = bytes.saturating_sub(empty);
        let text: u64 = dependent
            .languages
            .iter()
            .map(|lang| text_bytes(*lang))
            .sum();
        let ratio = (added * 100).checked_div(text);
        let ratio = ratio.map_or_else(String::new, |ratio| {
            format!("{}.{:02}", ratio / 100, ratio % 100)
        });
        println!(
            "{:26} {crates:>7} {:>8.2}s {:>8.2}s {added:>10} {text:>10} {ratio:>6}",
            dependent.name,
            debug.as_secs_f64(),
            release.as_secs_f64(),
        );
    }
    Ok(())
}

fn prepare(root: &Path, dependent: &Dependent) -> Result<PathBuf> {
    let slug = dependent.name.replace([' ', ','], "-");
    let folder = root.join("target/footprint").join(slug);
    fs::create_dir_all(folder.join("src"))?;
    let library = root.join("crates/waba-errors").display().to_string();
    let dependencies = dependent.dependencies.replace("LIBRARY", &library);
    let manifest = format!(
        "[package]\nname = \"dependent\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.release]\nstrip = true\n\n[dependencies]\n{dependencies}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/main.rs"), dependent.main)?;
    cargo(&folder, &["fetch"])?;
    Ok(folder)
}

fn cargo(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// How many crates are compiled, the program's own included.
fn crates(folder: &Path) -> Result<usize> {
    let tree = cargo(folder, &["tree", "--prefix", "none", "--no-dedupe"])?;
    let mut names: Vec<&str> = tree.lines().filter(|line| !line.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    Ok(names.len())
}

fn best(folder: &Path, arguments: &[&str]) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..BUILDS {
        cargo(folder, &["clean"])?;
        let start = Instant::now();
        cargo(folder, &[&["build", "--offline"], arguments].concat())?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

/// The bytes of all texts in a language.
fn text_bytes(lang: Lang) -> u64 {
    let of_entry = |entry: Entry| {
        let text = entry.text(lang);
        let lines = text.causes().chain(text.fixes()).chain(text.prevention());
        let lines: usize = lines.map(str::len).sum();
        lines + text.title().len() + text.description().len()
    };
    codes().map(|entry| of_entry(entry) as u64).sum()
}
