//! Files are written in one step, whoever else writes them, and errors name them.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use waba_errors_codegen::{Drift, Output, replace, write};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn output(path: &str, contents: &str) -> Output {
    Output {
        path: path.to_owned(),
        contents: contents.to_owned(),
        drift: Drift::Fault,
    }
}

#[test]
fn many_writers_of_one_file_at_once_all_succeed_and_leave_one_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.rs");
    let texts: Vec<_> = (0..8).map(|n| format!("{n}").repeat(50_000)).collect();
    thread::scope(|scope| {
        for text in &texts {
            scope.spawn(|| {
                for _ in 0..20 {
                    replace(&path, text).unwrap();
                    write(folder.path(), &[output("table.rs", text)]).unwrap();
                }
            });
        }
    });
    assert!(texts.contains(&fs::read_to_string(&path).unwrap()));
    assert_eq!(names(folder.path()), ["table.rs"]);
}

#[test]
fn a_file_that_cannot_be_moved_to_its_place_is_named_and_leaves_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("taken.rs");
    fs::create_dir_all(path.join("inside")).unwrap();
    for result in [
        replace(&path, "text"),
        write(folder.path(), &[output("taken.rs", "text")]).map(drop),
    ] {
        let message = result.unwrap_err().to_string();
        assert!(message.contains(&path.display().to_string()), "{message}");
    }
    assert_eq!(names(folder.path()), ["taken.rs"]);
}

#[test]
fn a_file_that_cannot_be_prepared_is_named_and_no_other_file_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.rs"), "old").unwrap();
    fs::write(folder.path().join("folder"), "a file").unwrap();
    let outputs = [output("a.rs", "new"), output("folder/b.rs", "new")];
    let message = write(folder.path(), &outputs).unwrap_err().to_string();
    assert!(message.contains("folder"), "{message}");
    assert_eq!(
        fs::read_to_string(folder.path().join("a.rs")).unwrap(),
        "old"
    );
    assert_eq!(names(folder.path()), ["a.rs", "folder"]);
    let nowhere = folder.path().join("nowhere/c.rs");
    let message = replace(&nowhere, "new").unwrap_err().to_string();
    assert!(message.contains("nowhere/c.rs"), "{message}");
}

#[test]
fn what_a_killed_run_has_prepared_is_swept_and_what_a_running_one_prepares_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join(".a.rs.1-0.new");
    let young = folder.path().join(".a.rs.2-0.new");
    for path in [&old, &young] {
        fs::write(path, "half").unwrap();
    }
    let hour = SystemTime::now() - Duration::from_secs(3_600);
    let file = fs::File::options().write(true).open(&old).unwrap();
    file.set_modified(hour).unwrap();
    replace(&folder.path().join("a.rs"), "whole").unwrap();
    assert_eq!(names(folder.path()), [".a.rs.2-0.new", "a.rs"]);
}
