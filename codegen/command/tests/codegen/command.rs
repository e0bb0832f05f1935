//! `cargo codegen` as people run it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::{copy_folder, project};

fn codegen(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_codegen"))
        .arg("--root")
        .arg(root)
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A copy of the data with freshly generated code.
fn fresh() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&project().join("data"), &folder.path().join("data"));
    let output = codegen(folder.path(), &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    folder
}

fn edit(path: &Path, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed);
    fs::write(path, changed).unwrap();
}

#[test]
fn it_writes_what_a_check_then_finds_fresh() {
    let folder = fresh();
    assert!(
        folder
            .path()
            .join("crates/waba-errors/src/generated/text/ar.rs")
            .is_file()
    );
    let again = codegen(folder.path(), &[]);
    assert!(
        !stderr(&again)
            .lines()
            .any(|line| line.starts_with("wrote "))
    );
    let check = codegen(folder.path(), &["--check"]);
    assert!(check.status.success());
    assert!(!stderr(&check).contains("is not what the data says"));
}

#[test]
fn a_check_finds_every_stale_file_and_names_the_command_that_mends() {
    let folder = fresh();
    let generated = folder.path().join("crates/waba-errors/src/generated");
    edit(&generated.join("codes.rs"), |text| {
        text.replacen("Self::new(0)", "Self::new(7)", 1)
    });
    fs::remove_file(generated.join("lang.rs")).unwrap();
    fs::write(generated.join("stray.rs"), "").unwrap();
    let check = codegen(folder.path(), &["--check"]);
    assert_eq!(check.status.code(), Some(1));
    let report = stderr(&check);
    assert!(report.contains("generated/codes.rs:"), "{report}");
    assert!(report.contains("generated/lang.rs is missing"), "{report}");
    assert!(
        report.contains("generated/stray.rs is missing, or the data no longer asks for it"),
        "{report}"
    );
    assert!(report.contains("run `cargo codegen`"), "{report}");
    assert!(codegen(folder.path(), &[]).status.success());
    assert!(codegen(folder.path(), &["--check"]).status.success());
    assert!(!generated.join("stray.rs").exists());
}

#[test]
fn a_stale_translation_is_a_warning_until_a_release() {
    let folder = fresh();
    edit(&folder.path().join("data/text/ar.toml"), |text| {
        text.replacen("description = \"", "description = \"نص. ", 1)
    });
    let check = codegen(folder.path(), &["--check"]);
    assert!(check.status.success());
    assert!(stderr(&check).contains("warning: crates/waba-errors/src/generated/text/ar.rs:"));
    assert_eq!(
        codegen(folder.path(), &["--check", "--release"])
            .status
            .code(),
        Some(1)
    );
    edit(&folder.path().join("data/text/en.toml"), |text| {
        text.replacen("description = \"", "description = \"Text. ", 1)
    });
    assert_eq!(codegen(folder.path(), &["--check"]).status.code(), Some(1));
}

#[test]
fn faulty_data_touches_no_file() {
    let folder = fresh();
    let path = folder
        .path()
        .join("crates/waba-errors/src/generated/mod.rs");
    let before = fs::read_to_string(&path).unwrap();
    let messaging = folder.path().join("data/codes/messaging.toml");
    edit(&messaging, |text| {
        text.replacen("retry = \"never\"", "retry = \"nevr\"", 1)
    });
    edit(&messaging, |text| {
        text.replacen(
            "name = \"RecipientIsSender\"",
            "name = \"SenderIsRecipient\"",
            1,
        )
    });
    let output = codegen(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("did you mean `never`?"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
}

#[test]
fn a_data_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let output = codegen(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("there is no data folder"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn faults_come_in_machine_readable_form_on_request() {
    let folder = fresh();
    edit(&folder.path().join("data/text/de.toml"), |text| {
        text.replacen("fix_1 = ", "fiks_1 = ", 1)
    });
    let json = codegen(folder.path(), &["--format", "json"]);
    let faults: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    for rule in ["T01", "S01"] {
        let mut faults = faults.as_array().unwrap().iter();
        assert!(faults.any(|fault| fault["rule"] == rule), "{rule}");
    }
    let github = codegen(folder.path(), &["--format", "github"]);
    assert!(String::from_utf8_lossy(&github.stdout).contains("::error file="));
}

#[test]
fn lint_reports_every_fault_and_writes_nothing() {
    let folder = fresh();
    let clean = codegen(folder.path(), &["lint"]);
    assert!(clean.status.success());
    assert!(!stderr(&clean).contains("error["), "{}", stderr(&clean));
    let generated = folder
        .path()
        .join("crates/waba-errors/src/generated/text/de.rs");
    let before = fs::read_to_string(&generated).unwrap();
    let german = folder.path().join("data/text/de.toml");
    edit(&german, |text| {
        text.replacen(
            "description = \"",
            "description = \"Mehr auf http://example.com lesen. ",
            1,
        )
    });
    edit(&german, |text| {
        text.replacen("fix_1 = \"", "fix_1 = \"Nutzer:innen fragen. ", 1)
    });
    let faulty = codegen(folder.path(), &["lint"]);
    assert_eq!(faulty.status.code(), Some(1));
    let report = stderr(&faulty);
    assert!(report.contains("error[M02]"), "{report}");
    assert!(report.contains("error[P08]"), "{report}");
    assert_eq!(fs::read_to_string(&generated).unwrap(), before);
}

#[test]
fn a_warning_does_not_fail() {
    let folder = fresh();
    edit(&folder.path().join("data/text/de.toml"), |text| {
        text.replacen("fix_1 = \"", "fix_1 = \"Dann dann handeln handeln. ", 1)
    });
    for arguments in [&["lint"][..], &[]] {
        let output = codegen(folder.path(), arguments);
        assert!(output.status.success());
        assert!(stderr(&output).contains("warning[P11]"));
    }
}

#[test]
fn a_rule_is_explained_by_its_id() {
    let folder = tempfile::tempdir().unwrap();
    for id in ["M04", "m04"] {
        let output = codegen(folder.path(), &["lint", "--explain", id]);
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with("M04 (error"), "{text}");
        assert!(text.contains("Why: ") && text.contains("What to do: "));
    }
    let unknown = codegen(folder.path(), &["lint", "--explain", "M4"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("did you mean M04?"));
    let nothing_near = codegen(folder.path(), &["lint", "--explain", "grammar"]);
    assert_eq!(nothing_near.status.code(), Some(2));
    assert!(stderr(&nothing_near).contains("docs/lint-rules.md"));
}

/// A disk that takes no file above a few kilobytes.
#[cfg(unix)]
#[test]
fn a_full_disk_is_told_with_the_file_and_leaves_every_file_as_it_was() {
    let folder = fresh();
    let codes = folder
        .path()
        .join("crates/waba-errors/src/generated/codes.rs");
    edit(&codes, |_| "old".to_owned());
    let output = Command::new("sh")
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 8; exec \"$0\" --root \"$1\"")
        .arg(env!("CARGO_BIN_EXE_codegen"))
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("codes.rs"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&codes).unwrap(), "old");
    let beside = fs::read_dir(codes.parent().unwrap()).unwrap();
    for entry in beside {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(!name.starts_with('.'), "{name}");
    }
}

/// Runs the command as a shell line that redirects its outputs.
#[cfg(target_os = "linux")]
fn redirected(arguments: &str, redirection: &str) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg(format!(
            "exec \"$0\" --data \"$1\" {arguments} {redirection}"
        ))
        .arg(env!("CARGO_BIN_EXE_codegen"))
        .arg(project().join("codegen/example"))
        .output()
        .unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_cannot_be_written_is_told_and_no_panic() {
    for arguments in [
        "status",
        "status --json",
        "lint --format json",
        "show 90001",
        "--help",
    ] {
        let output = redirected(arguments, ">/dev/full");
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        let message = stderr(&output);
        assert!(
            message.contains("cannot write to standard output"),
            "{message}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_message_that_cannot_be_written_changes_no_status() {
    for (arguments, status) in [("lint", 0), ("show nothing", 2), ("--nothing", 2)] {
        let output = redirected(arguments, "2>/dev/full");
        assert_eq!(output.status.code(), Some(status), "{arguments}");
    }
}

#[test]
fn what_an_argument_hides_is_shown_and_steers_no_terminal() {
    let folder = project().join("codegen/example");
    for hidden in ['\u{1b}', '\u{200b}', '\u{202e}', '\u{3164}', '\u{e0041}'] {
        let name = format!("{hidden}[31m9");
        for arguments in [
            vec!["show", &name],
            vec![&*name],
            vec!["new", &name, "--category", "payment"],
            vec!["lint", "--explain", &name],
        ] {
            let output = own(&folder, &arguments);
            assert_eq!(output.status.code(), Some(2));
            let message = stderr(&output);
            let shown = hidden.escape_default().to_string();
            assert!(
                message.contains(&shown) && !message.contains(hidden),
                "{message:?}"
            );
        }
    }
}

#[test]
fn runs_at_once_do_not_disturb_one_another() {
    let folder = fresh();
    edit(&folder.path().join("data/text/en.toml"), |text| {
        text.replacen("description = \"", "description = \"Text. ", 1)
    });
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_codegen"));
        command.arg("--root").arg(folder.path());
        command.stderr(Stdio::piped()).spawn().unwrap()
    };
    let runs: Vec<_> = (0..6).map(|_| run()).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    }
    assert!(codegen(folder.path(), &["--check"]).status.success());
}

#[test]
fn of_very_many_faults_some_are_shown_and_the_others_counted() {
    const MANY: usize = 16_000;
    let house = house();
    let french = house.path().join("text/fr.toml");
    let lines = |range: std::ops::Range<usize>| -> String {
        let tables = range.map(|n| format!("\n[{n}]\ntitle = \"x\"\n"));
        tables.collect::<Vec<_>>().concat()
    };
    edit(&french, |text| {
        text.to_owned() + &lines(1_000_000..1_000_000 + MANY)
    });
    let lint = own(house.path(), &["lint"]);
    assert_eq!(lint.status.code(), Some(1));
    let report = stderr(&lint);
    assert_eq!(report.matches("error[S02]").count(), 50);
    let rest = format!("… and {} more of S02 in ", MANY - 50);
    assert!(report.contains(&rest), "{}", &report[report.len() - 500..]);
    let all = own(house.path(), &["lint", "--format", "json"]);
    assert_eq!(all.status.code(), Some(1));
    let all: serde_json::Value = serde_json::from_slice(&all.stdout).unwrap();
    let all = all.as_array().unwrap().iter();
    let lines: Vec<_> = all
        .filter(|fault| fault["rule"] == "S02")
        .map(|fault| fault["line"].as_u64().unwrap())
        .collect();
    assert_eq!(lines.len(), MANY);
    assert_eq!(lines[MANY - 1] - lines[0], 3 * (MANY as u64 - 1));
}

/// A copy of the data of a house that has its own codes and no project.
fn house() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&project().join("tests/house"), folder.path());
    folder
}

fn own(house: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_codegen"))
        .args(arguments)
        .arg("--data")
        .arg(house)
        .current_dir(house)
        .output()
        .unwrap()
}

#[test]
fn own_data_is_checked_shown_formatted_and_counted_as_the_project_s_is() {
    let house = house();
    for arguments in [
        &["lint"][..],
        &["status"],
        &["show", "90001"],
        &["fmt"],
        &["status", "--lang", "fr", "--json"],
    ] {
        let output = own(house.path(), arguments);
        assert!(output.status.success(), "{arguments:?} {}", stderr(&output));
    }
    let status = own(house.path(), &["status"]);
    let status = String::from_utf8(status.stdout).unwrap();
    assert!(status.contains("Français (fr)"), "{status}");
    let unsupported = own(house.path(), &[]);
    assert_eq!(unsupported.status.code(), Some(2));
    assert!(
        stderr(&unsupported).contains("Build"),
        "{}",
        stderr(&unsupported)
    );
}

#[test]
fn a_language_is_added_to_own_data_and_nothing_else_is_touched() {
    let house = house();
    let output = own(house.path(), &["add-language", "pl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let languages = fs::read_to_string(house.path().join("languages.toml")).unwrap();
    assert!(languages.contains("[pl]"), "{languages}");
    assert!(house.path().join("text/pl.toml").is_file());
    let lint = own(house.path(), &["lint"]);
    assert!(lint.status.success(), "{}", stderr(&lint));
    // A new language is a draft, which warns nobody; its state is shown on request.
    assert!(!stderr(&lint).contains("pl.toml"), "{}", stderr(&lint));
    let status = own(house.path(), &["status", "--lang", "pl"]);
    assert!(String::from_utf8_lossy(&status.stdout).contains("missing: 90001 title"));
    let mut names: Vec<_> = fs::read_dir(house.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = [
        "categories.toml",
        "codes",
        "languages.toml",
        "sources.toml",
        "text",
    ];
    assert_eq!(names, expected);
}
