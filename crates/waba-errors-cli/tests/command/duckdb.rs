//! The exports load into a database, and a log is explained by a join: the SQL of `docs/export.md`, in DuckDB.

use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use waba_errors::{Entry, Key, Lang, codes, lookup};

use crate::{run, stderr};

/// A Python that has DuckDB; `None` where there is none.
fn python() -> Option<OsString> {
    let python = env::var_os("WABA_PYTHON").unwrap_or_else(|| "python3".into());
    let status = Command::new(&python)
        .args(["-c", "import duckdb"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status
        .is_ok_and(|status| status.success())
        .then_some(python)
}

fn export(format: &str, to: &Path) {
    let output = run(&["export", "--format", format]);
    assert!(output.status.success(), "{}", stderr(&output));
    fs::write(to, output.stdout).expect("a file");
}

/// Every code, pair and range, and numbers that only nearly fit.
fn log() -> Vec<(u32, Option<u32>)> {
    let known = codes().filter_map(|entry| match entry.key() {
        Key::Code(code) => Some((code, None)),
        Key::Range(first, last) => Some((u32::midpoint(first, last), None)),
        Key::Pair(code, subcode) => Some((code, Some(subcode))),
        _ => None,
    });
    let odd = [
        (131026, Some(7)),
        (100, Some(2388047)),
        (1, Some(2494055)),
        (199, None),
        (300, None),
        (4_000_000_000, None),
        (4_000_000_000, Some(463)),
    ];
    known.chain(odd).collect()
}

#[test]
fn a_log_is_explained_in_german_by_a_join() {
    let Some(python) = python() else {
        println!("skipped: no Python with duckdb; set WABA_PYTHON to one");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    export("csv", &folder.path().join("waba-errors.csv"));
    export("json", &folder.path().join("waba-errors.json"));
    let rows = log();
    let mut csv = String::from("id,code,subcode\n");
    for (id, (code, subcode)) in rows.iter().enumerate() {
        let subcode = subcode
            .map(|subcode| subcode.to_string())
            .unwrap_or_default();
        let _ = writeln!(csv, "{id},{code},{subcode}");
    }
    fs::write(folder.path().join("log.csv"), csv).expect("a file");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(python)
        .arg(here.join("tests/command/duckdb/page.py"))
        .arg(here.join("../../docs/export.md"))
        .env("PYTHONIOENCODING", "utf-8")
        .current_dir(folder.path())
        .output()
        .expect("Python runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let results: Vec<Vec<Value>> = serde_json::from_slice(&output.stdout).expect("JSON");
    let [_, joined, counted, json] = &results[..] else {
        panic!("the page has another number of queries: {}", results.len());
    };

    assert_eq!(joined.len(), rows.len());
    for (row, (code, subcode)) in joined.iter().zip(&rows) {
        let entry = lookup(*code);
        assert_explains(
            row,
            &subcode.map_or(entry, |subcode| entry.subcode(subcode)),
        );
    }
    assert!(counted.iter().any(|row| {
        row["code"] == 131026
            && row["failures"] == 2
            && row["title"] == lookup(131026).title(Lang::De)
    }));
    let known = rows.iter().enumerate().filter_map(|(id, (code, _))| {
        let entry = lookup(*code);
        matches!(entry.key(), Key::Code(_)).then_some((id, entry))
    });
    assert_eq!(json.len(), known.clone().count());
    for (row, (id, entry)) in json.iter().zip(known) {
        assert_eq!(row["id"], id);
        assert_eq!(row["retry"], entry.retry().to_string());
        assert_eq!(row["title"], entry.title(Lang::De));
        let steps: Vec<_> = entry.fixes(Lang::De).collect();
        assert_eq!(row["fixes"], serde_json::json!(steps));
    }
}

/// The database says what the library says.
fn assert_explains(row: &Value, entry: &Entry) {
    if !entry.is_known() {
        assert_eq!(row["key"], Value::Null, "{row}");
        return;
    }
    assert_eq!(row["name"], entry.name(), "{row}");
    assert_eq!(row["title"], entry.title(Lang::De));
    assert_eq!(row["retry_advice"], entry.retry().advice(Lang::De));
    assert_eq!(row["fixes"], entry.fix(Lang::De));
}
