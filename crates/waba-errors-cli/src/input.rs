//! Files and standard input.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use waba_errors_explain::harmless;

use crate::output::tell;

/// The inputs of a command line: standard input if it names none, or names `-`.
pub(crate) fn named(files: &[PathBuf]) -> Vec<&Path> {
    if files.is_empty() {
        return vec![Path::new("-")];
    }
    files.iter().map(PathBuf::as_path).collect()
}

/// Opens an input.
pub(crate) fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(standard()));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(file))
}

/// Standard input; says what to do if it is a terminal.
pub(crate) fn standard() -> impl Read + Send {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        tell("Paste the text, then press Ctrl-D on an empty line (Ctrl-Z and Enter on Windows).");
    }
    stdin
}

/// The path as it was given; `None` for standard input.
pub(crate) fn name(path: &Path) -> Option<String> {
    (path != Path::new("-")).then(|| path.display().to_string())
}

/// Says on standard error that an input cannot be read, or not to its end.
pub(crate) fn unreadable(path: &Path, error: &io::Error) {
    let name = name(path).map_or_else(
        || "standard input".to_owned(),
        |file| format!("`{}`", harmless(&file)),
    );
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => "there is no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder; name the files in it".to_owned(),
        io::ErrorKind::InvalidData => {
            "it is damaged or not complete; what stands before the damage was read".to_owned()
        }
        _ => error.to_string(),
    };
    tell(format_args!("error: cannot read {name}: {reason}"));
}
