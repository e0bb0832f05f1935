//! What is checked in is what the data says.

use waba_errors::{Lang, codes};
use waba_errors_codegen::{Scope, check, compare, emit, has_errors, load};

use crate::root;

fn outputs() -> Vec<waba_errors_codegen::Output> {
    let checked = check(&load(&root().join("data")), Scope::Project);
    assert!(
        !has_errors(&checked.diagnostics),
        "the data has faults; run `cargo codegen`"
    );
    emit(&checked.model)
}

#[test]
fn generated_code_is_fresh() {
    let differences = compare(&root(), &outputs()).expect("readable folders");
    assert_eq!(
        differences,
        [],
        "run `cargo codegen` and commit what it writes"
    );
}

#[test]
fn two_generations_give_the_same_bytes() {
    assert_eq!(outputs(), outputs());
}

#[test]
fn an_entry_is_in_english_only_where_the_data_has_no_whole_translation() {
    let model = check(&load(&root().join("data")), Scope::Project).model;
    assert_eq!(codes().len(), model.entries.len());
    for (language, texts) in model.languages.iter().zip(&model.texts) {
        let lang: Lang = language.tag.parse().expect("a language of the table");
        for (entry, text) in codes().zip(&texts.entries) {
            let is_own = entry.lang(lang) == lang;
            assert_eq!(is_own, text.is_some(), "{} {lang}", entry.key());
        }
    }
}
