//! Where the project is, what it holds, and how its faults are told.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use waba_errors_codegen::model::Model;
use waba_errors_codegen::{
    Checked, Diagnostic, File, Key, Role, Scope, Source, Translation, check, has_errors, load,
};

use crate::report::{Style, tell};

/// Where the project is, and how its faults are written.
#[derive(Debug, clap::Args)]
pub(crate) struct Project {
    /// The project folder, which holds `data` and `crates` [default: the folder above the generator]
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,

    /// A data folder of your own, instead of ROOT/data
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,

    /// How faults are written
    #[arg(long, value_enum, default_value_t = Style::Human, global = true)]
    format: Style,
}

impl Project {
    pub(crate) fn root(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(project)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.data
            .clone()
            .unwrap_or_else(|| self.root().join("data"))
    }

    pub(crate) fn style(&self) -> Style {
        self.format
    }

    /// What the data must hold: the words of the project's programs are not asked of a folder named by `--data`.
    pub(crate) fn scope(&self) -> Scope {
        match self.data {
            Some(_) => Scope::Own,
            None => Scope::Project,
        }
    }

    /// Loads and checks the data, whatever its faults.
    pub(crate) fn read(&self) -> (Source, Checked) {
        let source = load(&near(&self.data()));
        let checked = check(&source, self.scope());
        (source, checked)
    }

    /// Loads and checks the data, and reports its faults; `None` if it is refused.
    pub(crate) fn checked(&self) -> io::Result<Option<(Source, Checked)>> {
        let (source, checked) = self.read();
        self.report(&source, &checked.diagnostics)?;
        Ok((!has_errors(&checked.diagnostics)).then_some((source, checked)))
    }

    /// As [`Self::checked`], but silent about warnings.
    pub(crate) fn accepted(&self) -> io::Result<Option<(Source, Checked)>> {
        let (source, checked) = self.read();
        Ok(self.accept(&source, &checked)?.then_some((source, checked)))
    }

    /// Whether data has no errors; reports the faults of data that has.
    pub(crate) fn accept(&self, source: &Source, checked: &Checked) -> io::Result<bool> {
        let refused = has_errors(&checked.diagnostics);
        if refused {
            self.report(source, &checked.diagnostics)?;
        }
        Ok(!refused)
    }

    pub(crate) fn report(&self, source: &Source, diagnostics: &[Diagnostic]) -> io::Result<()> {
        tell(source, diagnostics, self.format)
    }
}

/// Puts a text in the place of a file of the data, as if it had been read.
pub(crate) fn put(source: &mut Source, path: &Path, role: Role, text: String) {
    match source.files.iter_mut().find(|file| file.role == role) {
        Some(file) => file.text = text,
        None => source.files.push(File {
            path: path.display().to_string(),
            role,
            text,
        }),
    }
}

/// The translations into one language, or into all.
pub(crate) fn select<'a>(
    checked: &'a Checked,
    tag: Option<&str>,
) -> io::Result<Vec<&'a Translation>> {
    let all = || checked.translations.iter();
    let Some(tag) = tag else {
        return Ok(all().collect());
    };
    let found: Vec<_> = all().filter(|translation| translation.tag == tag).collect();
    if found.is_empty() {
        let known: Vec<_> = all().map(|translation| translation.tag.as_str()).collect();
        let known = known.join(", ");
        return Err(invalid(format!(
            "there is no translation `{tag}`; use one of {known}"
        )));
    }
    Ok(found)
}

/// The table that a person means by a code, by a pair in either spelling, by a name, or by the table itself.
pub(crate) fn entry_key(model: &Model, text: &str) -> Option<String> {
    let key = Key::parse(&text.replace('/', "_"));
    let mut entries = model.entries.iter();
    let entry = entries
        .find(|entry| Some(&entry.key) == key.as_ref() || entry.name.eq_ignore_ascii_case(text));
    let is_table = |text: &&str| {
        model
            .texts
            .iter()
            .any(|texts| texts.words.contains_key(*text))
    };
    entry
        .map(|entry| entry.key.to_string())
        .or_else(|| Some(text).filter(is_table).map(str::to_owned))
}

pub(crate) fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

/// The project that `cargo run` builds this from, or else the current folder.
fn project() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package
        .as_deref()
        .and_then(|package| package.ancestors().nth(2));
    root.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A path as people want to read it: relative if it lies below the current folder.
pub(crate) fn near(path: &Path) -> PathBuf {
    let current = env::current_dir().ok();
    let below = current.and_then(|current| path.strip_prefix(current).ok().map(Path::to_path_buf));
    match below {
        Some(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Some(below) => below,
        None => path.to_path_buf(),
    }
}
