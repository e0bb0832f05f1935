//! Puts generated files on disk, or tells where the disk differs.

use std::fs;
use std::io;
use std::path::Path;

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
/// Returns the paths that changed.
///
/// # Errors
///
/// If a file cannot be prepared; then no file has been touched. If a prepared file cannot be moved to its place.
pub fn write(root: &Path, outputs: &[Output]) -> io::Result<Vec<String>> {
    let mut prepared = Vec::new();
    for output in outputs {
        let path = root.join(&output.path);
        if fs::read_to_string(&path).is_ok_and(|old| same(&old, &output.contents)) {
            continue;
        }
        let folder = path.parent().unwrap_or(root);
        fs::create_dir_all(folder)?;
        let temporary = path.with_extension("new");
        fs::write(&temporary, &output.contents)?;
        prepared.push((temporary, path, output.path.clone()));
    }
    let mut changed = Vec::new();
    for (temporary, path, name) in prepared {
        fs::rename(temporary, path)?;
        changed.push(name);
    }
    for path in leftovers(root, outputs)? {
        fs::remove_file(root.join(&path))?;
        changed.push(path);
    }
    Ok(changed)
}

/// Writes one file in one step.
///
/// # Errors
///
/// If the file cannot be prepared or moved to its place; what stood there before is then untouched.
pub fn replace(path: &Path, contents: &str) -> io::Result<()> {
    let temporary = path.with_extension("new");
    fs::write(&temporary, contents)?;
    fs::rename(temporary, path)
}

/// Compares the files below `root` with what they should be.
///
/// # Errors
///
/// If a folder of generated files cannot be read.
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
            Err(error) => return Err(error),
        };
        for entry in entries {
            let path = folder.join(entry?.file_name());
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
