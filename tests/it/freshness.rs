//! What is checked in is what the data says.

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
