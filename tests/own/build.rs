//! Compiles the project's data, and the example of the documentation of `Build`.

use std::path::Path;
use std::{env, fs};

use waba_errors_codegen::Build;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    Build::new("../../data").compile("own.rs")?;
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    // `compile` would warn on each build of what the example leaves untranslated.
    println!("cargo::rerun-if-changed=../../codegen/example");
    let shop = Build::new("../../codegen/example").generate()?;
    fs::write(Path::new(&folder).join("shop.rs"), shop)?;
    Ok(())
}
