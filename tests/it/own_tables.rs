//! A user's build script makes the same tables as the project ships.

use std::fs;

use waba_errors::{Code, Lang, Table};
use waba_errors_codegen::{Build, BuildError};
use waba_errors_tests::{own, shop};

use crate::copy::copy_folder;
use crate::{program, root};

#[test]
fn the_tables_of_a_build_script_equal_the_shipped_ones() {
    let (own, shipped): (&Table, &Table) = (&own::TABLE, &waba_errors::TABLE);
    for (own, shipped) in own.codes().zip(shipped.codes()) {
        assert_eq!(own.key(), shipped.key());
        for lang in Lang::ALL.iter().copied() {
            assert_eq!(own.fix(lang), shipped.fix(lang));
        }
    }
    assert!(own == shipped);
}

#[test]
fn own_tables_have_constants_and_lookups_of_their_own() {
    const TITLE: &str = own::TABLE.lookup(131047).title(Lang::De);
    assert_eq!(own::RATE_LIMIT_HIT, waba_errors::Code::RATE_LIMIT_HIT);
    assert_eq!(TITLE, waba_errors::lookup(131047).title(Lang::De));
    assert!(own::TABLE.from_name("RateLimitHit").is_some());
    // Entries of different tables are different, even if they say the same.
    assert_ne!(own::TABLE.lookup(4), waba_errors::lookup(4));
}

#[test]
fn a_house_can_have_its_own_codes_in_a_language_of_its_own() {
    let code = Build::new(root().join("tests/house"))
        .generate()
        .expect("valid data");
    assert!(code.contains("CREDIT_LIMIT"));
    assert!(code.contains("Plafond de crédit atteint"));
}

/// Generated code brings no warnings into the strictest crate, even where nothing of it is used.
#[deny(warnings, missing_docs, unused, clippy::pedantic)]
mod unused {
    include!(concat!(env!("OUT_DIR"), "/shop.rs"));
}

#[test]
fn the_codes_of_an_own_table_ask_that_table() {
    const TITLE: &str = shop::CREDIT_LIMIT.entry().title(Lang::En);
    assert_eq!(shop::CREDIT_LIMIT.entry().name(), "CreditLimit");
    assert_eq!(TITLE, shop::TABLE.lookup(90_001).title(Lang::En));
    assert!(!Code::from(shop::CREDIT_LIMIT).is_known());
    for code in shop::Code::ALL {
        assert!(code.entry().is_known());
        assert_eq!(code.entry(), shop::TABLE.lookup(code.get()));
        assert_eq!(*code, code.entry().code());
    }
    let class = match shop::Code::new(90_001) {
        shop::CREDIT_LIMIT => "credit",
        _ => "other",
    };
    assert_eq!(class, "credit");
}

#[test]
fn a_language_of_an_own_table_is_negotiated_and_falls_back_as_a_whole() {
    let languages: Vec<_> = shop::TABLE.languages().collect();
    assert_eq!(languages, ["en", "fr", "de", "ar"]);
    for (header, tag) in [
        ("fr", Some("fr")),
        ("fr-CA, en;q=0.5", Some("fr")),
        ("FR_ca", Some("fr")),
        ("la, fr;q=0.2, de;q=0.3", Some("de")),
        ("fr;q=0, *", Some("en")),
        ("fr-Latn", Some("fr")),
        ("fr-Cyrl", None),
        ("frr, la", None),
        ("fr;q=0", None),
        ("", None),
    ] {
        assert_eq!(shop::TABLE.negotiate(header), tag, "{header}");
    }
    let mut tags = std::collections::BTreeSet::new();
    for entry in shop::TABLE.codes() {
        for tag in shop::TABLE.languages() {
            let text = entry.text_in(tag).expect("a language of the table");
            assert!([tag, "en"].contains(&text.tag()), "{} {tag}", entry.key());
            assert!(!text.title().is_empty() && !text.fix().is_empty());
            tags.insert((tag, text.tag()));
        }
        assert!(entry.text_in("la").is_none());
    }
    assert!(
        tags.contains(&("fr", "fr")) && tags.contains(&("ar", "en")),
        "{tags:?}"
    );
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
