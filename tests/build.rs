//! Compiles the project's data as a user's build script would, and the tables that the benchmark compares with.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use waba_errors_codegen::model::Model;
use waba_errors_codegen::{Build, Key, Scope, check, load};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Build::new("../data").compile("own.rs")?;
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    // `compile` would warn on each build of what the example leaves untranslated.
    println!("cargo::rerun-if-changed=../codegen/example");
    let shop = Build::new("../codegen/example").generate()?;
    fs::write(Path::new(&folder).join("shop.rs"), shop)?;
    let model = check(&load(Path::new("../data")), Scope::Own).model;
    fs::write(Path::new(&folder).join("rivals.rs"), rivals(&model))?;
    fs::write(Path::new(&folder).join("constants.rs"), constants(&model))?;
    Ok(())
}

/// The name of each code beside its constant, which is the name in capitals.
fn constants(model: &Model) -> String {
    let codes = model.entries.iter();
    let codes = codes.filter(|entry| matches!(entry.key, Key::Code(_)));
    let rows = codes.map(|entry| {
        let name = &entry.name;
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
fn rivals(model: &Model) -> String {
    let mut numbers = phf_codegen::Map::new();
    let mut names = phf_codegen::Map::new();
    let mut number_arms = String::new();
    let mut name_arms = String::new();
    let mut others = Vec::new();
    for entry in &model.entries {
        if let Key::Code(code) = entry.key {
            let value = format!("::waba_errors::lookup({code})");
            let _ = writeln!(number_arms, "        {code} => Some({value}),");
            let _ = writeln!(name_arms, "        {:?} => Some({value}),", entry.name);
            if !SELECTED.contains(&code) && !(200..=299).contains(&code) {
                others.push(code.to_string());
            }
            numbers.entry(code, value.clone());
            names.entry(entry.name.as_str(), value);
        }
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
        numbers.build(),
        names.build(),
        others.join(" | ")
    )
}
