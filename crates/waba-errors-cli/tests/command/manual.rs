//! `waba-errors completions` and `waba-errors man`.

use expect_test::expect;

use crate::usage::subcommands;
use crate::{fails, run, stdout};

#[test]
fn completions_know_every_subcommand() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success());
        let script = stdout(&output);
        for subcommand in subcommands() {
            assert!(script.contains(&subcommand), "{shell}: {subcommand}");
        }
        assert!(
            ["--lang", "-l lang"]
                .iter()
                .any(|option| script.contains(option)),
            "{shell}"
        );
    }
}

#[test]
fn a_manual_page_has_the_examples() {
    let page = stdout(&run(&["man"]));
    assert!(page.contains(".TH waba-errors 1"), "{page}");
    assert!(page.contains("waba\\-errors\\-read(1)"));
    let page = stdout(&run(&["man", "read"]));
    assert!(page.contains(".TH waba-errors-read 1"), "{page}");
    assert!(page.contains("Examples:"));
}

#[test]
fn a_page_of_a_subcommand_that_is_none_is_wrong_usage() {
    fails(
        &["man", "exlpain"],
        2,
        &expect![[r#"
        error: `exlpain` is no subcommand; use one of explain read annotate summary list search export completions man
    "#]],
    );
}
