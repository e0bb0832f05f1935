//! A user's build script makes the same tables as the project ships.

use waba_errors::{Lang, Table};
use waba_errors_codegen::{Build, BuildError};
use waba_errors_tests::own;

use crate::root;

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

#[test]
fn a_build_script_gets_all_faults_in_one_message() {
    let error = Build::new(root().join("tests/no-such-folder"))
        .generate()
        .expect_err("no data");
    assert!(matches!(error, BuildError::Data(_)));
    assert!(error.to_string().contains("there is no data folder"));
}
