//! For build scripts: a data folder to tables in `OUT_DIR`.

use std::env;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::check::{Checked, Scope, check};
use crate::diagnostic::has_errors;
use crate::emit::emit_own;
use crate::output::replace;
use crate::report::{line, report};
use crate::source::{Source, load};

/// Compiles a data folder of your own into tables of the same kind as those of `waba-errors`.
///
/// The folder has the layout of the project's `data`: `codes`, `text`, `categories.toml`, `languages.toml` and
/// `sources.toml`. In `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), waba_errors_codegen::BuildError> {
///     waba_errors_codegen::Build::new("data").compile("codes.rs")
/// }
/// ```
///
/// and in the crate, which depends on `waba-errors`:
///
/// ```ignore
/// mod codes {
///     include!(concat!(env!("OUT_DIR"), "/codes.rs"));
/// }
/// let fix = codes::TABLE.lookup(63_016).fix(waba_errors::Lang::De);
/// ```
#[derive(Debug)]
pub struct Build {
    data: PathBuf,
}

impl Build {
    /// Takes the data folder, relative to the package.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self { data: data.into() }
    }

    /// Writes `OUT_DIR/<file>`, and tells cargo when to run again and what the data lacks, such as translations.
    ///
    /// # Errors
    ///
    /// If the data has faults, with all of them in the message; if `OUT_DIR` is not set, which only cargo does; if
    /// the file cannot be written.
    pub fn compile(&self, file: &str) -> Result<(), BuildError> {
        println!("cargo::rerun-if-changed={}", self.data.display());
        let folder = env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?;
        let (source, checked) = self.check()?;
        for warning in &checked.diagnostics {
            println!("cargo::warning={}", line(&source, warning));
        }
        let code = emit_own(&checked.model);
        replace(&Path::new(&folder).join(file), &code).map_err(BuildError::Io)
    }

    /// Returns the Rust source instead of writing it.
    ///
    /// # Errors
    ///
    /// If the data has faults, with all of them in the message.
    pub fn generate(&self) -> Result<String, BuildError> {
        let (_, checked) = self.check()?;
        Ok(emit_own(&checked.model))
    }

    fn check(&self) -> Result<(Source, Checked), BuildError> {
        let source = load(&self.data);
        let checked = check(&source, Scope::Own);
        if has_errors(&checked.diagnostics) {
            return Err(BuildError::Data(report(&source, &checked.diagnostics)));
        }
        Ok((source, checked))
    }
}

/// Why [`Build`] gave no tables.
#[non_exhaustive]
pub enum BuildError {
    /// The data has faults; the text lists them all.
    Data(String),
    /// `OUT_DIR` is not set.
    NoOutDir,
    /// The file could not be written.
    Io(io::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Data(report) => write!(f, "the data has faults\n\n{report}"),
            Self::NoOutDir => f.write_str("OUT_DIR is not set; call this from a build script"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

/// As `Display`: a build script that returns the error prints it this way.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}
