//! Puts generated files on disk, or tells where the disk differs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Who must keep a generated file fresh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drift {
    /// Codes and source texts: a stale file is a fault.
    Fault,
    /// A translation: a stale file is old, not wrong, until a release.
    Warning,
}

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The path below the project's folder.
    pub path: String,
    /// The whole file.
    pub contents: String,
    /// What it means if the file on disk differs.
    pub drift: Drift,
}

/// A generated file that is not what the data says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path below the project's folder.
    pub path: String,
    /// What it means.
    pub drift: Drift,
    /// The first line that differs, from 1; 0 if the file is missing or should not be there.
    pub line: usize,
}

/// Writes all files below `root`, each in one step and none before all could be prepared.
///
/// Returns the paths that changed. Several runs at once do not disturb one another.
///
/// # Errors
///
/// If a file cannot be prepared; then no file has been touched. If a prepared file cannot be moved to its place. The
/// error names the file.
pub fn write(root: &Path, outputs: &[Output]) -> io::Result<Vec<String>> {
    let mut prepared = Vec::new();
    for output in outputs {
        let path = root.join(&output.path);
        if fs::read_to_string(&path).is_ok_and(|old| same(&old, &output.contents)) {
            continue;
        }
        let folder = path.parent().unwrap_or(root);
        fs::create_dir_all(folder).map_err(|error| naming("make the folder", folder, &error))?;
        prepared.push((Prepared::new(&path, &output.contents)?, &output.path));
    }
    let mut changed = Vec::new();
    for (file, name) in prepared {
        file.put()?;
        changed.push(name.clone());
    }
    for name in leftovers(root, outputs)? {
        let path = root.join(&name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(naming("remove", &path, &error));
            }
            _ => changed.push(name),
        }
    }
    Ok(changed)
}

/// Writes one file in one step.
///
/// # Errors
///
/// If the file cannot be prepared or moved to its place; what stood there before is then untouched. The error names
/// the file.
pub fn replace(path: &Path, contents: &str) -> io::Result<()> {
    Prepared::new(path, contents)?.put()
}

/// Writes files, each in one step and none before all could be prepared.
///
/// # Errors
///
/// As for [`write()`].
pub fn replace_all(files: &[(PathBuf, String)]) -> io::Result<()> {
    let prepared: Vec<_> = files
        .iter()
        .map(|(path, contents)| Prepared::new(path, contents))
        .collect::<io::Result<_>>()?;
    prepared.into_iter().try_for_each(Prepared::put)
}

/// A complete file that waits beside its place, under a name that no other run uses; gone unless it gets there.
struct Prepared {
    temporary: PathBuf,
    path: PathBuf,
}

/// The ends of the names of prepared files.
const TEMPORARY: &str = ".new";

/// Preparing takes milliseconds; a file that has waited so long belongs to a run that was killed.
const ABANDONED: Duration = Duration::from_secs(600);

impl Prepared {
    fn new(path: &Path, contents: &str) -> io::Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let start = format!(".{name}.");
        sweep(path, &start);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let prepared = Self {
            temporary: path.with_file_name(format!("{start}{}-{count}{TEMPORARY}", process::id())),
            path: path.to_path_buf(),
        };
        fs::write(&prepared.temporary, contents).map_err(|error| naming("write", path, &error))?;
        Ok(prepared)
    }

    fn put(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.path).map_err(|error| naming("write", &self.path, &error))
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        // After the move there is nothing to remove.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Removes what killed runs have prepared for a file.
fn sweep(path: &Path, start: &str) {
    let folder = path.parent().filter(|folder| *folder != Path::new(""));
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).into_iter();
    for entry in entries.flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let age = entry.metadata().and_then(|metadata| metadata.modified());
        let age = age.ok().and_then(|time| time.elapsed().ok());
        let is_ours = name.starts_with(start) && name.ends_with(TEMPORARY);
        if is_ours && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// An error that says what failed and with which file.
fn naming(what: &str, path: &Path, error: &io::Error) -> io::Error {
    let message = format!("cannot {what} `{}`: {error}", path.display());
    io::Error::new(error.kind(), message)
}

/// Compares the files below `root` with what they should be.
///
/// # Errors
///
/// If a folder of generated files cannot be read; the error names it.
pub fn compare(root: &Path, outputs: &[Output]) -> io::Result<Vec<Difference>> {
    let mut differences = Vec::new();
    for output in outputs {
        let old = fs::read_to_string(root.join(&output.path)).ok();
        if let Some(line) = first_difference(old.as_deref(), &output.contents) {
            differences.push(Difference {
                path: output.path.clone(),
                drift: output.drift,
                line,
            });
        }
    }
    for path in leftovers(root, outputs)? {
        differences.push(Difference {
            path,
            drift: Drift::Fault,
            line: 0,
        });
    }
    Ok(differences)
}

fn first_difference(old: Option<&str>, new: &str) -> Option<usize> {
    let Some(old) = old else {
        return Some(0);
    };
    if same(old, new) {
        return None;
    }
    let equal = old
        .lines()
        .zip(new.lines())
        .take_while(|(old, new)| old == new);
    Some(equal.count() + 1)
}

/// Equal, whatever line ends a checkout uses.
fn same(old: &str, new: &str) -> bool {
    old.lines().eq(new.lines())
}

/// Rust files beside generated ones that the data no longer asks for.
fn leftovers(root: &Path, outputs: &[Output]) -> io::Result<Vec<String>> {
    let mut folders: Vec<&Path> = outputs
        .iter()
        .filter_map(|output| Path::new(&output.path).parent())
        .collect();
    folders.sort_unstable();
    folders.dedup();
    let mut leftovers = Vec::new();
    for folder in folders {
        let entries = match fs::read_dir(root.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(naming("read the folder", folder, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| naming("read the folder", folder, &error))?;
            let path = folder.join(entry.file_name());
            let is_known = outputs.iter().any(|output| Path::new(&output.path) == path);
            if !is_known && is_rust(&path) {
                leftovers.push(path.to_string_lossy().into_owned());
            }
        }
    }
    leftovers.sort_unstable();
    Ok(leftovers)
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}
