//! Builds the WebAssembly module, the npm package and what the page needs of the module:
//!
//! ```sh
//! cargo run --manifest-path crates/waba-errors-web/build/Cargo.toml
//! ```
//!
//! In the target folder of the project, `web/npm` is the package and `web/page` has the page, and the module with glue for a classic
//! script. The compiler is that of `WABA_WASM_RUSTC`, where it is set.

#![forbid(unsafe_code)]

mod codes;
mod page;

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the files of the module are called.
const NAME: &str = "waba_errors";

fn main() -> Result<()> {
    let project = Project::find()?;
    let module = project.compile()?;
    npm(&project, &module)?;
    page(&project, &module)?;
    println!("{}", project.output.display());
    Ok(())
}

struct Project {
    root: PathBuf,
    /// The target folder.
    target: PathBuf,
    /// Where everything is written.
    output: PathBuf,
    version: String,
}

impl Project {
    fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../..")
            .canonicalize()?;
        let metadata = Command::new(env!("CARGO"))
            .args(["metadata", "--no-deps", "--format-version=1"])
            .current_dir(&root)
            .output()?;
        let metadata: Value = serde_json::from_slice(&metadata.stdout)?;
        let target = metadata["target_directory"]
            .as_str()
            .ok_or("no target folder")?;
        let packages = metadata["packages"].as_array().ok_or("no packages")?;
        let module = packages
            .iter()
            .find(|package| package["name"] == "waba-errors-web");
        let version = module.and_then(|module| module["version"].as_str());
        Ok(Self {
            target: target.into(),
            output: Path::new(target).join("web"),
            version: version.ok_or("no version")?.to_owned(),
            root,
        })
    }

    /// A folder of this crate's parent.
    fn folder(&self, name: &str) -> PathBuf {
        self.root.join("crates/waba-errors-web").join(name)
    }

    fn compile(&self) -> Result<PathBuf> {
        const TARGET: &str = "wasm32-unknown-unknown";
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args([
                "build",
                "--locked",
                "--profile=wasm",
                "--package=waba-errors-web",
            ])
            .args(["--target", TARGET])
            .current_dir(&self.root);
        if let Some(rustc) = env::var_os("WABA_WASM_RUSTC") {
            cargo.env("RUSTC", rustc);
        }
        if !cargo.status()?.success() {
            return Err(format!(
                "the module does not compile; is the target there? `rustup target add {TARGET}`"
            )
            .into());
        }
        Ok(self.target.join(TARGET).join("wasm/waba_errors_web.wasm"))
    }
}

/// The package for JavaScript: what is written by hand, the module with its glue, and the codes.
fn npm(project: &Project, module: &Path) -> Result<()> {
    let out = project.output.join("npm");
    create(&out)?;
    bindgen(module).web(true)?.generate(&out)?;
    for file in fs::read_dir(project.folder("npm"))? {
        let file = file?;
        fs::copy(file.path(), out.join(file.file_name()))?;
    }
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(project.root.join(licence), out.join(licence))?;
    }
    let manifest = out.join("package.json");
    let mut package: Value = serde_json::from_slice(&fs::read(&manifest)?)?;
    package["version"] = project.version.as_str().into();
    fs::write(&manifest, serde_json::to_string_pretty(&package)?)?;
    fs::write(out.join("codes.js"), codes::script())?;
    fs::write(out.join("codes.d.ts"), codes::declarations())?;
    let packed = BASE64_STANDARD.encode(gzip(&fs::read(out.join(format!("{NAME}_bg.wasm")))?)?);
    fs::write(
        out.join("module.js"),
        format!("export default \"{packed}\";\n"),
    )?;
    Ok(())
}

/// The page, and what it is made of: the module with glue for a classic script, `wasm_bindgen`.
fn page(project: &Project, module: &Path) -> Result<()> {
    let out = project.output.join("page");
    create(&out)?;
    bindgen(module).no_modules(true)?.generate(&out)?;
    let module = fs::read(out.join(format!("{NAME}_bg.wasm")))?;
    let glue = fs::read_to_string(out.join(format!("{NAME}.js")))?;
    let (page, data) = (project.folder("page"), project.root.join("data"));
    let page = page::assemble(&page, &data, &glue, &module)?;
    fs::write(out.join("waba-errors.html"), page)?;
    Ok(())
}

fn bindgen(module: &Path) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(NAME)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
}

/// An empty folder.
fn create(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// The same bytes for the same module: no name and no time.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
