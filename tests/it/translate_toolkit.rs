//! The text files survive the store that translation platforms use: translate-toolkit's, which Weblate builds on.
//!
//! `WABA_PYTHON` names a Python that has `translate-toolkit[toml]`; without one the tests say so and do nothing.

use std::env;
use std::fs;
use std::process::Command;

use crate::root;

/// Saves a file untouched; then changes each of some texts alone and compares the lines.
const SCRIPT: &str = r#"
import sys
from translate.storage.toml import TOMLFile

path = sys.argv[1]
with open(path, "rb") as file:
    raw = file.read()
if bytes(TOMLFile.parsestring(raw)) != raw:
    sys.exit(f"{path}: an untouched save changes the file")
before = raw.split(b"\n")
count = len(TOMLFile.parsestring(raw).units)
for index in range(0, count, max(1, count // 25)):
    store = TOMLFile.parsestring(raw)
    store.units[index].target = 'A “new” text with `code` and نص.'
    after = bytes(store).split(b"\n")
    changed = [number for number, pair in enumerate(zip(before, after)) if pair[0] != pair[1]]
    if len(after) != len(before) or len(changed) != 1:
        sys.exit(f"{path}: an edit of {store.units[index].getid()} changes {changed}")
print(count)
"#;

/// A Python with the toolkit; `None` and a message if there is none.
fn python() -> Option<String> {
    let python = env::var("WABA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let import = Command::new(&python)
        .args(["-c", "import translate.storage.toml"])
        .output();
    if import.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    eprintln!("skipped: {python} cannot import translate-toolkit[toml]; .ci/run installs it");
    None
}

#[test]
fn text_files_survive_the_store_of_translation_platforms() {
    let Some(python) = python() else {
        return;
    };
    let folder = root().join("data/text");
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let output = Command::new(&python)
            .args(["-c", SCRIPT])
            .arg(&path)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{errors}");
        files += 1;
    }
    assert!(files >= 3);
}
