//! A user's build script makes the same tables as the project ships; what needs such tables compiled stands in `tests/own`.

use std::fs;

use waba_errors::Lang;
use waba_errors_codegen::{Build, BuildError};

use crate::copy::copy_folder;
use crate::{program, root};

#[test]
fn a_house_can_have_its_own_codes_in_a_language_of_its_own() {
    let code = Build::new(root().join("tests/house"))
        .generate()
        .expect("valid data");
    assert!(code.contains("CREDIT_LIMIT"));
    assert!(code.contains("Plafond de crédit atteint"));
}

#[test]
fn the_languages_of_the_shipped_table_are_negotiated_alike_by_both() {
    let headers = [
        "ar-EG",
        "de_DE.UTF-8",
        "arz;q=0.9, de;q=0.1",
        "ar-Latn",
        "gsw",
        "*",
        "la",
        "en;q=0, *",
    ];
    for header in headers {
        let tag = Lang::negotiate(header).map(Lang::tag);
        assert_eq!(waba_errors::TABLE.negotiate(header), tag, "{header}");
    }
}

#[test]
fn a_build_script_gets_all_faults_in_one_message() {
    let error = Build::new(root().join("tests/no-such-folder"))
        .generate()
        .expect_err("no data");
    assert!(matches!(error, BuildError::Data(_)));
    assert!(error.to_string().contains("there is no data folder"));
}

const FIRST: &str = "include!(\"shop.rs\");\nfn main() {}\n";

#[test]
fn a_table_of_another_format_is_refused_where_it_is_compiled() {
    let table = Build::new(root().join("codegen/example"))
        .generate()
        .unwrap();
    let format = "::waba_errors::__generated::FORMAT == ";
    let (before, after) = table.split_once(format).expect("an assertion");
    let table = format!("{before}{format}1{after}");
    let output = program::run("2024", &[("src/main.rs", FIRST), ("src/shop.rs", &table)]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        message.contains("versions that do not fit: use the same version of both"),
        "{message}"
    );
}

#[test]
fn the_longest_title_is_found_in_a_compiled_table() {
    let folder = tempfile::tempdir().unwrap();
    copy_folder(&root().join("codegen/example"), folder.path());
    let title = "Long title ".repeat(30)[..254].trim_end().to_owned() + "x";
    assert_eq!(title.len(), 255);
    let codes = folder.path().join("codes/payment.toml");
    let text = fs::read_to_string(&codes).unwrap();
    fs::write(&codes, text.replace("Credit limit reached", &title)).unwrap();
    let table = Build::new(folder.path()).generate().unwrap();
    let main = format!(
        "include!(\"shop.rs\");\nfn main() {{\n    \
         for entry in TABLE.with_title({title:?}) {{\n        println!(\"{{}}\", entry.name());\n    }}\n}}\n"
    );
    let output = program::run("2024", &[("src/main.rs", &main), ("src/shop.rs", &table)]);
    let (stdout, stderr) = (&output.stdout, &output.stderr);
    assert_eq!(String::from_utf8_lossy(stderr), "");
    assert_eq!(String::from_utf8_lossy(stdout), "CreditLimit\n");
}
