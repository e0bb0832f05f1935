//! Files and standard input.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};

use waba_errors_explain::harmless;

use crate::output::tell;

/// A file that is open, or standard input.
pub(crate) struct Input {
    /// The path as it was given; `None` for standard input.
    pub(crate) file: Option<String>,
    pub(crate) reader: Box<dyn Read>,
}

/// The inputs of a command line: standard input if it names none, or names `-`.
pub(crate) fn named(files: &[PathBuf]) -> Vec<&Path> {
    if files.is_empty() {
        return vec![Path::new("-")];
    }
    files.iter().map(PathBuf::as_path).collect()
}

/// Opens an input; says on standard error why it cannot be read.
pub(crate) fn open(path: &Path) -> Option<Input> {
    if path == Path::new("-") {
        return Some(standard());
    }
    let opened = File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        Ok(file)
    });
    match opened {
        Ok(file) => Some(Input {
            file: Some(path.display().to_string()),
            reader: Box::new(file),
        }),
        Err(error) => {
            unreadable(Some(&path.display().to_string()), &error);
            None
        }
    }
}

/// Standard input; says what to do if it is a terminal.
pub(crate) fn standard() -> Input {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        tell("Paste the text, then press Ctrl-D on an empty line (Ctrl-Z and Enter on Windows).");
    }
    Input {
        file: None,
        reader: Box::new(stdin.lock()),
    }
}

/// Says on standard error that an input cannot be read, or not to its end.
pub(crate) fn unreadable(file: Option<&str>, error: &io::Error) {
    let name = file.map_or_else(
        || "standard input".to_owned(),
        |file| format!("`{}`", harmless(file)),
    );
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check the path".to_owned(),
        io::ErrorKind::PermissionDenied => "there is no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder; name the files in it".to_owned(),
        _ => error.to_string(),
    };
    tell(format_args!("error: cannot read {name}: {reason}"));
}
