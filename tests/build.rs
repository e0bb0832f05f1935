//! Compiles the project's data as a user's build script would, and the tables that the benchmark compares with.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use waba_errors_codegen::{Build, Key, Scope, check, load};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Build::new("../data").compile("own.rs")?;
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&folder).join("rivals.rs"), rivals())?;
    Ok(())
}

/// The same codes as a `phf::Map` and as a `match`.
fn rivals() -> String {
    let model = check(&load(Path::new("../data")), Scope::Own).model;
    let mut map = phf_codegen::Map::new();
    let mut arms = String::new();
    for entry in &model.entries {
        if let Key::Code(code) = entry.key {
            let value = format!("::waba_errors::lookup({code})");
            let _ = writeln!(arms, "        {code} => Some({value}),");
            map.entry(code, value);
        }
    }
    format!(
        "/// A `phf::Map`.\npub static PHF: phf::Map<u32, ::waba_errors::Entry> = {};\n\n\
         /// A `match`.\n#[must_use]\n#[allow(clippy::too_many_lines)]\npub const fn by_match(code: u32) -> Option<::waba_errors::Entry> {{\n    \
         match code {{\n{arms}        _ => None,\n    }}\n}}\n",
        map.build()
    )
}
