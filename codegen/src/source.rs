//! Reads a data folder: the only place that touches the data on disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::diagnostic::Diagnostic;
use crate::lines::Lines;
use crate::rule;

/// The name of the lock of the translations in the data folder.
pub const LOCK: &str = "translations.lock";

/// The name of the record of revisions in the data folder.
pub const REVISIONS: &str = "revisions.tsv";

/// A data folder as it was read.
#[derive(Debug, Default)]
pub struct Source {
    /// The files, in the order in which they are checked.
    pub files: Vec<File>,
    /// What could not be read.
    pub faults: Vec<Diagnostic>,
    /// The day on which the folder was read, such as `2026-11-26`; `None` if no clock tells.
    pub today: Option<String>,
}

/// One file of a data folder.
#[derive(Debug)]
pub struct File {
    /// The path as it is shown to people.
    pub path: String,
    /// What the file holds.
    pub role: Role,
    /// The text; bytes that are not UTF-8 are replaced and reported.
    pub text: String,
}

impl File {
    /// The places of the text.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(&self.text)
    }
}

/// What a file of a data folder holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// `categories.toml`
    Categories,
    /// `facts.toml`, which may be absent
    Facts,
    /// `languages.toml`
    Languages,
    /// `sources.toml`
    Sources,
    /// `places.toml`, which may be absent
    Places,
    /// `blocks.toml`, which may be absent
    Blocks,
    /// `on-premises.toml`, which may be absent
    OnPremises,
    /// `glossary.toml`, which may be absent
    Glossary,
    /// `style.toml`, which may be absent
    Style,
    /// `lint-exceptions.toml`, which may be absent
    Exceptions,
    /// `translations.lock`, which may be absent
    Lock,
    /// `revisions.tsv`, which may be absent
    Revisions,
    /// `codes/<category>.toml`, with the category
    Codes(String),
    /// `text/<language>.toml`, with the language
    Text(String),
    /// `keywords/<language>.toml`, which may be absent, with the language: any in which people search
    Keywords(String),
    /// A file of the folder `reader`, which may be absent, with its path there: `fields.toml`, `words/en.toml`
    Reader(String),
}

/// The day in UTC. The days of a year are counted from March, so that the odd one comes last.
fn today() -> Option<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    // From 1 March of the year 0.
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months + 2) / 5 + 1;
    let month = if months < 10 { months + 3 } else { months - 9 };
    let year = era * 400 + year_of_era + u64::from(month < 3);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Reads the data folder `root`. Whatever cannot be read stands in [`Source::faults`].
#[must_use]
pub fn load(root: &Path) -> Source {
    let mut source = Source {
        today: today(),
        ..Source::default()
    };
    if !root.is_dir() {
        let message = format!("there is no data folder `{}`", root.display());
        let help = "name the folder that holds `codes` and `text`";
        source
            .faults
            .push(Diagnostic::new(&rule::UNREADABLE, message).help(help));
        return source;
    }
    for (name, role) in [
        ("categories.toml", Role::Categories),
        ("languages.toml", Role::Languages),
        ("sources.toml", Role::Sources),
    ] {
        read(&mut source, &root.join(name), role);
    }
    for (name, role) in [
        ("facts.toml", Role::Facts),
        ("places.toml", Role::Places),
        ("blocks.toml", Role::Blocks),
        ("on-premises.toml", Role::OnPremises),
        ("glossary.toml", Role::Glossary),
        ("style.toml", Role::Style),
        ("lint-exceptions.toml", Role::Exceptions),
        (LOCK, Role::Lock),
        (REVISIONS, Role::Revisions),
    ] {
        let path = root.join(name);
        if path.exists() {
            read(&mut source, &path, role);
        }
    }
    read_folder(&mut source, &root.join("codes"), Role::Codes);
    read_folder(&mut source, &root.join("text"), Role::Text);
    let keywords = root.join("keywords");
    if keywords.exists() {
        read_folder(&mut source, &keywords, Role::Keywords);
    }
    let reader = root.join("reader");
    if reader.exists() {
        read_folder(&mut source, &reader, |stem| {
            Role::Reader(format!("{stem}.toml"))
        });
        if reader.join("words").exists() {
            read_folder(&mut source, &reader.join("words"), |stem| {
                Role::Reader(format!("words/{stem}.toml"))
            });
        }
    }
    source
}

/// The data that `waba-errors` is compiled from, in this package.
const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// The shipped facts and texts, with the languages of another folder: its `languages.toml` and `text`.
pub(crate) fn load_shipped_with(root: &Path) -> Source {
    let mut source = load(Path::new(SHIPPED));
    // The style of the house is for its own texts.
    source.files.retain(|file| {
        !matches!(
            file.role,
            Role::Style | Role::Reader(_) | Role::OnPremises | Role::Revisions
        )
    });
    read(&mut source, &root.join("languages.toml"), Role::Languages);
    read_folder(&mut source, &root.join("text"), Role::Text);
    source
}

fn read_folder(source: &mut Source, folder: &Path, role: fn(String) -> Role) {
    let paths = match toml_files(folder) {
        Ok(paths) => paths,
        Err(error) => return unreadable(source, folder, &error),
    };
    for path in paths {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        read(source, &path, role(stem.into_owned()));
    }
}

fn toml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(source: &mut Source, path: &Path, role: Role) {
    // A pipe or a device would never end.
    let is_special = fs::metadata(path).is_ok_and(|of| !of.is_file() && !of.is_dir());
    let bytes = if is_special {
        Err(io::Error::other("it is no ordinary file"))
    } else {
        fs::read(path)
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return unreadable(source, path, &error),
    };
    let file = source.files.len();
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let message = format!("byte {start} of the file is not UTF-8");
            source
                .faults
                .push(Diagnostic::new(&rule::ENCODING, message).at(file, start..start + 1));
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
    };
    if text.starts_with('\u{feff}') {
        let message = "the file begins with a byte order mark";
        source
            .faults
            .push(Diagnostic::new(&rule::ENCODING, message).at(file, 0..3));
    }
    source.files.push(File {
        path: path.display().to_string(),
        role,
        text,
    });
}

fn unreadable(source: &mut Source, path: &Path, error: &io::Error) {
    let message = if path.is_dir() {
        format!("`{}` is a folder, not a file", path.display())
    } else {
        format!("cannot read `{}`: {error}", path.display())
    };
    source
        .faults
        .push(Diagnostic::new(&rule::UNREADABLE, message));
}
