//! A copy of the project, and the command in it.

#[path = "../../../tests/copy/mod.rs"]
mod copy;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

pub(crate) use copy::copy_folder;

/// A copy of the project that a test can change.
pub(crate) struct Copy {
    folder: tempfile::TempDir,
}

/// What a command answered.
pub(crate) struct Answer {
    pub(crate) success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Copy {
    /// The data and what is generated from it, settled.
    pub(crate) fn of_data() -> Self {
        static SETTLED: OnceLock<Vec<(PathBuf, Vec<u8>)>> = OnceLock::new();
        let settled = SETTLED.get_or_init(|| {
            let copy = Self::empty();
            copy_folder(&project().join("data"), &copy.path("data"));
            copy.settle();
            files(copy.folder.path())
        });
        let copy = Self::empty();
        copy.put(settled);
        copy
    }

    /// Everything that is needed to build a crate.
    pub(crate) fn of_project() -> Self {
        let copy = Self::empty();
        for name in ["codegen", "crates", "data", "tests"] {
            copy_folder(&project().join(name), &copy.path(name));
        }
        for name in ["Cargo.toml", "Cargo.lock", "README.md", "CHANGELOG.md"] {
            fs::copy(project().join(name), copy.path(name)).unwrap();
        }
        copy.put(&Self::of_data().files());
        copy.codegen(&[]).succeeds();
        copy
    }

    /// Every file, with its path below the copy.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        files(self.folder.path())
    }

    fn put(&self, files: &[(PathBuf, Vec<u8>)]) {
        for (path, bytes) in files {
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// Whatever the state of the project's own data: one entry has known texts, every file is in canonical form, and
    /// nothing is stale.
    fn settle(&self) {
        for lang in ["en", "de", "ar"] {
            let entry = project().join(format!("codegen/command/tests/entry/{lang}.toml"));
            let entry = fs::read_to_string(entry).unwrap();
            let old = self.table(lang, "131047");
            let file = format!("data/text/{lang}.toml");
            self.edit(&file, &old, entry.trim_end());
        }
        self.codegen(&["fmt"]).succeeds();
        self.codegen(&[]).succeeds();
        for lang in ["de", "ar"] {
            self.codegen(&["bless", lang, "--all"]).succeeds();
        }
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub(crate) fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    pub(crate) fn write(&self, below: &str, text: &str) {
        fs::write(self.path(below), text).unwrap();
    }

    /// Replaces the first `old` of a file.
    pub(crate) fn edit(&self, below: &str, old: &str, new: &str) {
        let text = self.read(below);
        assert!(text.contains(old), "{below} has no {old}");
        self.write(below, &text.replacen(old, new, 1));
    }

    /// Replaces the text of one field of one entry.
    pub(crate) fn say(&self, lang: &str, table: &str, field: &str, text: &str) {
        let file = format!("data/text/{lang}.toml");
        let line = format!("{field} = \"{}\"", self.text(lang, table, field));
        let block = self.table(lang, table);
        let changed = block.replacen(&line, &format!("{field} = \"{text}\""), 1);
        assert_ne!(block, changed);
        self.edit(&file, &block, &changed);
    }

    /// The text of one field of one entry.
    pub(crate) fn text(&self, lang: &str, table: &str, field: &str) -> String {
        let block = self.table(lang, table);
        let start = format!("{field} = \"");
        let line = block
            .lines()
            .find_map(|line| line.strip_prefix(&start))
            .unwrap();
        line.strip_suffix('"').unwrap().to_owned()
    }

    /// An entry as it stands in the file, with its header.
    pub(crate) fn table(&self, lang: &str, table: &str) -> String {
        let text = self.read(&format!("data/text/{lang}.toml"));
        let start = text.find(&format!("[{table}]\n")).unwrap();
        let block = &text[start..];
        block[..block.find("\n\n").unwrap_or(block.len())].to_owned()
    }

    pub(crate) fn codegen(&self, arguments: &[&str]) -> Answer {
        codegen(self.folder.path(), arguments)
    }

    /// Runs cargo in the copy.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", self.path("target"));
        Answer::of(&command.output().unwrap())
    }
}

/// The files of a folder and of those in it, in the order of their paths below it.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap().to_owned();
                files.push((below, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// Runs the command in a folder.
pub(crate) fn codegen(root: &Path, arguments: &[&str]) -> Answer {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codegen"));
    command
        .arg("--root")
        .arg(root)
        .args(arguments)
        .current_dir(root);
    Answer::of(&command.output().unwrap())
}

impl Answer {
    fn of(output: &Output) -> Self {
        Self {
            success: output.status.success(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    pub(crate) fn succeeds(self) -> Self {
        assert!(self.success, "{}{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn fails(self) -> Self {
        assert!(!self.success, "{}{}", self.stdout, self.stderr);
        self
    }

    /// Asserts that one of the two outputs has the text.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(said, "no “{text}” in\n{}{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn keeps_silent_about(self, text: &str) -> Self {
        let said = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(!said, "“{text}” in\n{}{}", self.stdout, self.stderr);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

/// The project that the command belongs to.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
