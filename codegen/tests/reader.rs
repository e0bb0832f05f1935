//! Faults of the folder `reader`: each kind is found, at its place and with a remedy.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use waba_errors_codegen::{Scope, check, emit, has_errors, load, report};

/// The faults of one file of the folder `reader`, each with its rule.
fn faults(file: &str, text: &str) -> Vec<(&'static str, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("reader").join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    for empty in ["codes", "text"] {
        fs::create_dir_all(folder.path().join(empty)).unwrap();
    }
    let source = load(folder.path());
    let faults = check(&source, Scope::Own).diagnostics.into_iter();
    // The folder has nothing else, which is reported without a place.
    let faults = faults.filter(|fault| fault.place.is_some());
    faults.map(|fault| (fault.rule.id, fault.message)).collect()
}

#[track_caller]
fn assert_faults(file: &str, text: &str, expected: &[(&str, &str)]) {
    let faults = faults(file, text);
    let faults: Vec<_> = faults
        .iter()
        .map(|(rule, message)| (*rule, message.as_str()))
        .collect();
    assert_eq!(faults, expected);
}

const TITLE: &str = "[title]\nmeans = \"A name.\"\nnames = [\"title\"]\nfinds = [\"Title\"]\n";

#[test]
fn the_project_has_no_fault_and_two_generations_are_equal() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let source = load(&data);
    let checked = check(&source, Scope::Project);
    assert!(
        !has_errors(&checked.diagnostics),
        "{}",
        report(&source, &checked.diagnostics)
    );
    let path = "crates/waba-errors-payload/src/generated/mod.rs";
    let module = || {
        let outputs = emit(&check(&source, Scope::Project).model).into_iter();
        outputs
            .map(|output| (output.path, output.contents))
            .find(|output| output.0 == path)
    };
    assert!(module().is_some());
    assert_eq!(module(), module());
}

#[test]
fn the_folder_is_required_for_the_project_only() {
    let folder = tempfile::tempdir().unwrap();
    for empty in ["codes", "text"] {
        fs::create_dir_all(folder.path().join(empty)).unwrap();
    }
    for file in ["categories.toml", "languages.toml", "sources.toml"] {
        fs::write(folder.path().join(file), "").unwrap();
    }
    let says = |scope| {
        let checked = check(&load(folder.path()), scope);
        let mut faults = checked.diagnostics.iter();
        faults.any(|fault| fault.message.starts_with("there is no folder `reader`"))
    };
    assert!(says(Scope::Project));
    assert!(!says(Scope::Own));
}

#[test]
fn a_good_file_has_no_fault() {
    assert_faults("fields.toml", TITLE, &[]);
}

#[test]
fn unknown_files_tables_and_fields_are_refused() {
    assert_faults(
        "field.toml",
        TITLE,
        &[("F01", "`reader/field.toml` is no file of the reader")],
    );
    let text =
        "[success]\nwords = [\"ok\"]\nfinds = [\"OK\"]\nfounds = []\n\n[succes]\nwords = []\n";
    let expected = [
        ("D02", "`founds` is no field of [success]"),
        ("D02", "[succes] is no table of this file"),
    ];
    assert_faults("others.toml", text, &expected);
    let text = "[eror]\nwords = [\"error\"]\n";
    assert_faults(
        "words/en.toml",
        text,
        &[("D02", "[eror] is no table of a language")],
    );
}

#[test]
fn values_of_the_wrong_type_are_refused() {
    let text = "[language]\nspaced = \"no\"\n\n[error]\nwords = \"error\"\nstems = 1\nfinds = [\"error 131047\"]\n";
    let expected = [
        ("D04", "`spaced` is a text, not `true` or `false`"),
        ("D04", "`words` is a text, not a list of texts"),
        ("D04", "`stems` is a number, not `true` or `false`"),
        ("R03", "`error 131047` is not found"),
    ];
    assert_faults("words/en.toml", text, &expected);
    let text = "[known]\nweight = \"3\"\nmeans = \"Known.\"\n";
    assert_faults(
        "evidence.toml",
        text,
        &[("D04", "`weight` is a text, not a number without quotes")],
    );
}

#[test]
fn a_missing_field_is_reported() {
    let text = "[title]\nfinds = [\"title\"]\n";
    let expected = [
        ("D03", "[title] has no `means`"),
        ("D03", "[title] has no `names`"),
        ("R03", "`title` is not found"),
    ];
    assert_faults("fields.toml", text, &expected);
}

#[test]
fn an_empty_list_is_refused() {
    let text = TITLE.replace("finds = [\"Title\"]", "finds = [\"Title\"]\nleaves = []");
    assert_faults("fields.toml", &text, &[("D05", "`leaves` is empty")]);
}

#[test]
fn a_name_has_one_form() {
    let text = TITLE.replace("[\"title\"]", "[\"title\", \"error_title\"]");
    let expected = [
        (
            "R01",
            "`error_title` is not in the form in which it is compared",
        ),
        ("R03", "no example finds `error_title`"),
    ];
    assert_faults("fields.toml", &text, &expected);
}

#[test]
fn a_name_has_one_meaning() {
    let text = format!(
        "{TITLE}\n[label]\nmeans = \"A label.\"\nnames = [\"title\"]\nfinds = [\"title\"]\n"
    );
    assert_faults(
        "fields.toml",
        &text,
        &[("R02", "`title` is a name of [title] too")],
    );
}

#[test]
fn a_key_is_a_name_in_small_letters() {
    let text = TITLE.replace("[title]", "[Title_1]");
    assert_faults(
        "fields.toml",
        &text,
        &[("D01", "`Title_1` is no key of a table here")],
    );
}

#[test]
fn a_word_has_one_sense() {
    let text = "[error]\nwords = [\"fault\"]\nfinds = [\"fault 131047\"]\n\n[failed]\nwords = [\"Fault\"]\nfinds = [\"fault: 131047\"]\n";
    let expected = [("R02", "`Fault` is a word of [error] in `words/en.toml` too")];
    assert_faults("words/en.toml", text, &expected);
}

#[test]
fn a_word_stands_once() {
    let text = "[error]\nwords = [\"error\", \"Error\", \"error\"]\nfinds = [\"error 131047\"]\n";
    let expected = [
        (
            "F04",
            "`Error` and `error` are one word when they are compared",
        ),
        ("F04", "`error` stands here twice"),
    ];
    assert_faults("words/en.toml", text, &expected);
}

#[test]
fn a_word_ends_with_a_letter() {
    let text = "[error]\nwords = [\"error #\", \"-\"]\nfinds = [\"error 131047\"]\n";
    let expected = [
        (
            "R01",
            "`error #` ends with a mark, and marks before a number are passed over",
        ),
        ("R03", "no example finds `error #`"),
        ("R01", "nothing is left of `-` when it is compared"),
        ("R03", "no example finds `-`"),
        ("R03", "`error 131047` is not found"),
    ];
    assert_faults("words/en.toml", text, &expected);
}

#[test]
fn every_word_has_an_example() {
    let text = "[error]\nwords = [\"error\", \"fault\"]\nfinds = [\"error 131047\"]\n";
    assert_faults(
        "words/en.toml",
        text,
        &[("R03", "no example finds `fault`")],
    );
    let text = "[error]\nwords = [\"error\"]\n";
    assert_faults("words/en.toml", text, &[("R03", "[error] has no `finds`")]);
}

#[test]
fn every_example_is_found() {
    let text = "[error]\nwords = [\"error\"]\nfinds = [\"error 131047\", \"eror 131047\"]\n";
    assert_faults(
        "words/en.toml",
        text,
        &[("R03", "`eror 131047` is not found")],
    );
}

#[test]
fn what_must_be_left_alone_is_left_alone() {
    let text = "[error]\nwords = [\"error\"]\nfinds = [\"error 131047\"]\nleaves = [\"error rate 131047\", \"an error 131047 ago\"]\n";
    let expected = [("R04", "`an error 131047 ago` is found by `error`")];
    assert_faults("words/en.toml", text, &expected);
    let longer =
        format!("{text}\n[not-code]\nwords = [\"an error\"]\nfinds = [\"an error 131047\"]\n");
    assert_faults("words/en.toml", &longer, &[]);
}

#[test]
fn a_carrier_opens_its_examples_only() {
    let text = "[sns]\nname = \"message\"\nbeside = [\"topicarn\"]\nfinds = ['{\"Message\":\"{}\"}']\nleaves = ['{\"Message\":\"{}\",\"TopicArn\":\"\"}']\n";
    let expected = [
        ("R03", "no example finds `message`"),
        ("R03", "`{\"Message\":\"{}\"}` is not found"),
        (
            "R04",
            "`{\"Message\":\"{}\",\"TopicArn\":\"\"}` is found by `message`",
        ),
    ];
    assert_faults("carriers.toml", text, &expected);
}

#[test]
fn a_wait_has_an_example() {
    let text = "[seconds]\nwords = [\"second\"]\nfinds = [\"1 second\", \"2 minutes\"]\nleaves = [\"3 seconds\"]\n";
    assert_faults("waits.toml", text, &[("R03", "`2 minutes` is not found")]);
}

#[test]
fn thresholds_ascend() {
    let text = "[thresholds]\npossible = 3\nlikely = 2\ncertain = 6\n";
    assert_faults(
        "evidence.toml",
        text,
        &[("D05", "the thresholds do not ascend")],
    );
}

#[test]
fn letters_are_pairs_and_ranges() {
    let text = "[fold]\npairs = [\"ø o\", \"øo\"]\nfinds = [\"Ø = o\"]\nleaves = [\"ø = u\", \"ø = o\"]\n\n[drop]\nranges = [\"0300-036F\", \"036F-0300\"]\nfinds = [\"e\u{301} = e\"]\n";
    let expected = [
        ("R01", "`øo` is no pair of letters"),
        ("R04", "`ø = o` is found"),
        ("R01", "`036F-0300` is no range of characters"),
    ];
    assert_faults("letters.toml", text, &expected);
}

#[test]
fn pieces_that_are_refused_are_parts_of_what_is_ordinary() {
    let text =
        "[refused]\nwords = [\"statuses\"]\nfinds = [\"tatu\", \"code\"]\nleaves = [\"rror\"]\n";
    assert_faults("scan.toml", text, &[("R03", "`code` is not found")]);
}
