//! Writes the tables that the benchmark compares with, and the names of all constants.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use waba_errors::{Entry, Key, codes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    fs::write(Path::new(&folder).join("rivals.rs"), rivals())?;
    fs::write(Path::new(&folder).join("constants.rs"), constants())?;
    Ok(())
}

/// The numbers of all codes, with their entries.
fn numbers() -> impl Iterator<Item = (u32, Entry)> {
    codes().filter_map(|entry| match entry.key() {
        Key::Code(code) => Some((code, entry)),
        _ => None,
    })
}

/// The name of each code beside its constant, which is the name in capitals.
fn constants() -> String {
    let rows = numbers().map(|(_, entry)| {
        let name = entry.name();
        let mut constant = String::new();
        for c in name.chars() {
            if c.is_uppercase() && !constant.is_empty() {
                constant.push('_');
            }
            constant.extend(c.to_uppercase());
        }
        format!("    ({name:?}, ::waba_errors::Code::{constant}),\n")
    });
    format!(
        "/// Every constant of a code with its name.\n\
         pub const CONSTANTS: &[(&str, ::waba_errors::Code)] = &[\n{}];\n",
        rows.collect::<String>()
    )
}

/// The codes that the benchmark's match names.
const SELECTED: [u32; 7] = [190, 10, 130429, 131056, 80007, 131026, 131047];

/// The same codes as `phf::Map`s and as `match`es.
fn rivals() -> String {
    let mut codes = phf_codegen::Map::new();
    let mut names = phf_codegen::Map::new();
    let mut number_arms = String::new();
    let mut name_arms = String::new();
    let mut others = Vec::new();
    for (code, entry) in numbers() {
        let value = format!("::waba_errors::lookup({code})");
        let _ = writeln!(number_arms, "        {code} => Some({value}),");
        let _ = writeln!(name_arms, "        {:?} => Some({value}),", entry.name());
        if !SELECTED.contains(&code) && !(200..=299).contains(&code) {
            others.push(code.to_string());
        }
        codes.entry(code, value.clone());
        names.entry(entry.name(), value);
    }
    format!(
        "/// A `phf::Map` of codes.\n\
         pub static PHF: phf::Map<u32, ::waba_errors::Entry> = {};\n\n\
         /// A `phf::Map` of names.\n\
         pub static PHF_NAMES: phf::Map<&'static str, ::waba_errors::Entry> = {};\n\n\
         /// A `match` on codes.\n#[must_use]\n#[allow(clippy::too_many_lines)]\n\
         pub const fn by_match(code: u32) -> Option<::waba_errors::Entry> {{\n    \
         match code {{\n{number_arms}        _ => None,\n    }}\n}}\n\n\
         /// A `match` on names.\n#[must_use]\n#[allow(clippy::too_many_lines)]\n\
         pub fn by_name_match(name: &str) -> Option<::waba_errors::Entry> {{\n    \
         match name {{\n{name_arms}        _ => None,\n    }}\n}}\n\n\
         /// A `match` by hand that tells known codes from unknown numbers.\n#[must_use]\n\
         #[allow(clippy::too_many_lines)]\n\
         pub const fn class_by_hand(code: u32) -> u8 {{\n    match code {{\n        \
         190 | 10 => 1,\n        200..=299 => 2,\n        130429 | 131056 | 80007 => 3,\n        \
         131026 | 131047 => 4,\n        {} => 0,\n        _ => 5,\n    }}\n}}\n",
        codes.build(),
        names.build(),
        others.join(" | ")
    )
}
