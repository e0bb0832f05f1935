//! For build scripts: a data folder to tables in `OUT_DIR`.

use std::env;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::check::{Checked, Scope, check};
use crate::diagnostic::has_errors;
use crate::emit::emit_own;
use crate::output::replace;
use crate::report::{lines, report};
use crate::source::{Source, load, load_shipped_with};

/// Compiles a data folder of your own into tables of the same kind as those of `waba-errors`.
///
/// In `build.rs`:
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
/// let fix = codes::TABLE.lookup(90_001).fix(waba_errors::Lang::De);
/// let name = codes::CREDIT_LIMIT.entry().name();
/// // Languages that are none of the library's are found by their tags.
/// let tag = codes::TABLE.negotiate(accept_language).unwrap_or("en");
/// let text = codes::CREDIT_LIMIT.entry().text_in(tag);
/// ```
///
/// # The data folder
///
/// | file | what it holds |
/// | --- | --- |
/// | `categories.toml` | the categories that the codes use, each by an id of your choice; `name` is a variant of `waba_errors::Category` |
/// | `languages.toml` | the languages; the first is the one that the others are translated from |
/// | `sources.toml` | where the facts come from |
/// | `codes/<category>.toml` | the facts of the codes of a category |
/// | `text/<language>.toml` | the words of all codes in a language |
/// | `blocks.toml` | optional: what unknown numbers are probably about: `[90000-90999]` with `category` and the facts by which programs select, such as `retry`; it needs `[ui-unknown-block]` and the titles of the categories in the texts |
/// | `places.toml` | optional: where to look, each place with its address; entries name them under `places` |
/// | `translations.lock` | optional: which English text each translation was made from, as `cargo codegen` writes it |
/// | `glossary.toml` | optional: one word for one thing, and names that stay as they are |
/// | `style.toml` | optional: `[links]` with the `hosts` to which texts may lead; with it texts are also checked for tone |
/// | `lint-exceptions.toml` | optional: texts that may break a rule, each with the reason |
///
/// Three codes of a shop, in English and in three more languages, of which French is none of the library's; what is not
/// translated stands there in English, and the build says so. `categories.toml`:
///
/// ```toml
#[doc = include_str!("../example/categories.toml")]
/// ```
///
/// `languages.toml`, in which everything behind `direction` may be left out. It says how a language is written, for the
/// rules that check its texts: `final_marks`, `quotes`, `letters`, `marks`, `spaced_marks`, `joiners`, `length`, `words`,
/// `addresses`, `gender_endings`, `substitutes`, `refusals`, `repetitions`, `prohibitions`, `origins`, `conditions`,
/// `stiff_titles`. `also` lists other tags that mean the language, and `status = "draft"` marks one that is not complete.
///
/// ```toml
#[doc = include_str!("../example/languages.toml")]
/// ```
///
/// `sources.toml`, in which `address` may be left out:
///
/// ```toml
#[doc = include_str!("../example/sources.toml")]
/// ```
///
/// `places.toml`. `kind` is `tool`, `page`, `support`, `endpoint` (with the call as `endpoint`), `field` or `webhook` (with its
/// name as `field`); `checked` is the date when the address was right, `source` can be added:
///
/// ```toml
#[doc = include_str!("../example/places.toml")]
/// ```
///
/// `codes/payment.toml`. A key is a code, a range (`[200-299]`), a code with its subcode (`[190_463]`) or one of several
/// cases of a code or a pair (`[100-short-name]`, `[100_33-short-name]`). `name`, `since` (a revision, from 1), `source` and these facts are needed:
///
#[doc = include_str!("generated/facts.md")]
///
/// `title`, `also_titled`, `says`, `http`, `limits`, `places`, `status = "retired"`, `replaced_by`, `parent` and `related` are not. `says` lists
/// sentences that the API prints for this entry alone, with `{}` for what varies; `limits` says how much is allowed, per a value of `scope`.
///
/// ```toml
#[doc = include_str!("../example/codes/payment.toml")]
/// ```
///
/// `codes/throttling.toml`:
///
/// ```toml
#[doc = include_str!("../example/codes/throttling.toml")]
/// ```
///
/// `text/en.toml`. An entry has a `title`, a `description`, and from one to nine of `cause_1`, `fix_1` and, if you like,
/// `prevent_1`. `[ui-unknown]` is said about a number that has no entry, `[ui-limit]` has the words of the limits, and `[place-…]`
/// the name of a place that is a tool, a page or support.
///
/// ```toml
#[doc = include_str!("../example/text/en.toml")]
/// ```
///
/// `text/fr.toml`; `text/de.toml` and `text/ar.toml` are alike, and may be empty:
///
/// ```toml
#[doc = include_str!("../example/text/fr.toml")]
/// ```
///
/// These files are the folder `example` of this package:
///
/// ```
/// let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/example");
/// let code = waba_errors_codegen::Build::new(folder).generate()?;
/// assert!(code.contains("pub const CREDIT_LIMIT"));
/// assert!(code.contains("Plafond de crédit atteint"));
/// # Ok::<(), waba_errors_codegen::BuildError>(())
/// ```
///
/// # A language for the shipped codes
///
/// This package brings along the data that `waba-errors` is compiled from. Another language for it needs a folder with
/// `languages.toml`, which has the new language only, and its texts, such as `text/fr.toml`. What is not translated
/// stands there in English, and the build says so:
///
/// ```no_run
/// fn main() -> Result<(), waba_errors_codegen::BuildError> {
///     waba_errors_codegen::Build::shipped_with("french").compile("codes.rs")
/// }
/// ```
///
/// The English texts to translate are `data/text/en.toml` of this package.
#[derive(Debug)]
pub struct Build {
    data: PathBuf,
    /// Whether the folder only adds languages to the shipped data.
    is_addition: bool,
}

impl Build {
    /// Takes the data folder, relative to the package.
    #[must_use]
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Self {
            data: data.into(),
            is_addition: false,
        }
    }

    /// Takes the data of `waba-errors` itself, with the languages of a folder, relative to the package.
    #[must_use]
    pub fn shipped_with(languages: impl Into<PathBuf>) -> Self {
        Self {
            data: languages.into(),
            is_addition: true,
        }
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
        for warning in lines(&source, &checked.diagnostics) {
            println!("cargo::warning={warning}");
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
        let source = if self.is_addition {
            load_shipped_with(&self.data)
        } else {
            load(&self.data)
        };
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
