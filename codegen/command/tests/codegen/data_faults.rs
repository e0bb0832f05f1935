//! Faulty data is refused: every fault in one run, each at its place, with its remedy.
//!
//! A folder in `tests/faults/cases` is laid over `tests/faults/base`; its `expected.txt` holds the report. Set
//! `UPDATE_EXPECT=1` to write it anew, and read it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{codegen, copy_folder, project};
use waba_errors_codegen::rule::RULES;

fn faults() -> PathBuf {
    project().join("tests/faults")
}

/// What the command says about a case, and whether it refuses it.
fn report(case: Option<&Path>, format: &str) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    copy_folder(&faults().join("base"), &data);
    if let Some(case) = case {
        copy_folder(case, &data);
    }
    let answer = codegen(
        folder.path(),
        &["lint", "--data", "data", "--format", format],
    );
    let report = if format == "human" {
        let count = answer
            .stderr
            .trim_end()
            .rfind('\n')
            .map_or(0, |end| end + 1);
        answer.stderr[..count].to_owned()
    } else {
        answer.stdout
    };
    (report, !answer.success)
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<_> = fs::read_dir(faults().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 10);
    cases
}

#[test]
fn the_base_of_all_cases_has_no_fault() {
    assert_eq!(report(None, "human"), (String::new(), false));
}

#[test]
fn every_faulty_folder_gives_the_expected_report() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut different = Vec::new();
    for case in cases() {
        let (report, refused) = report(Some(&case), "human");
        assert!(refused, "{} was accepted", case.display());
        let expected = case.join("expected.txt");
        if update {
            fs::write(&expected, &report).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != report {
            different.push(format!("{}\n{report}", case.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn every_rule_has_a_case() {
    let reports: String = cases()
        .iter()
        .map(|case| report(Some(case), "human").0)
        .collect();
    for rule in RULES {
        assert!(
            reports.contains(&format!("[{}]", rule.id)),
            "no case breaks {}",
            rule.id
        );
    }
}

#[test]
fn every_fault_says_where_it_is_in_machine_readable_form() {
    for case in cases() {
        let json: serde_json::Value = serde_json::from_str(&report(Some(&case), "json").0).unwrap();
        for fault in json.as_array().unwrap() {
            let whole_file = fault["rule"] == "F01";
            assert!(whole_file || fault["line"].as_u64() > Some(0), "{fault}");
            assert!(whole_file || fault["column"].as_u64() > Some(0), "{fault}");
            assert!(!fault["help"].as_str().unwrap().is_empty());
        }
        let (github, _) = report(Some(&case), "github");
        assert_eq!(github.lines().count(), json.as_array().unwrap().len());
        assert!(
            github
                .lines()
                .all(|line| line.starts_with("::error ") || line.starts_with("::warning "))
        );
    }
}

#[test]
fn messages_begin_in_lower_case_and_end_without_a_mark() {
    for case in cases() {
        let json: serde_json::Value = serde_json::from_str(&report(Some(&case), "json").0).unwrap();
        for fault in json.as_array().unwrap() {
            for text in [&fault["message"], &fault["help"]] {
                let text = text.as_str().unwrap();
                assert!(
                    !text.starts_with(|c: char| c.is_ascii_uppercase()),
                    "{text}"
                );
                assert!(!text.ends_with(['.', '!', ';', ' ']), "{text}");
            }
        }
    }
}
