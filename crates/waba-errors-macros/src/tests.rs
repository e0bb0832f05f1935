//! Expansions, as people and tools see them.

#![allow(clippy::expect_used)]

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proc_macro2::{LineColumn, TokenStream, TokenTree};

use crate::generated::{REVISION, ROWS};
use crate::{code, from_code, match_code};

const REST: &str = "Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => other(),
    Unknown(n) => report(n),";

fn parse(source: &str) -> TokenStream {
    source.parse().expect("tokens")
}

fn pretty(tokens: &TokenStream) -> String {
    let wrapped = if syn::parse2::<syn::File>(tokens.clone()).is_ok() {
        tokens.clone()
    } else {
        quote::quote!(fn expansion() { #tokens })
    };
    prettyplease::unparse(&syn::parse2(wrapped).expect("an expression or items"))
}

/// Long lists of numbers and the check on every code say little to a reader, and what counts the codes changes with each.
fn shortened(text: &str) -> String {
    let last_row = format!(" 0..={}\n", ROWS.len() - 1);
    let text = text
        .replace(&last_row, " 0..=LAST_ROW\n")
        .replace(&format!(" {REVISION},\n"), " NEWEST,\n");
    let is_list = |line: &&str| {
        let line = line.trim_start();
        !line.contains("::Known::") && !line.starts_with("| ")
    };
    let lines: Vec<_> = text.lines().filter(is_list).collect();
    lines.join("\n") + "\n"
}

fn expands(tokens: &TokenStream, expected: &Expect) {
    expected.assert_eq(&shortened(&pretty(tokens)));
}

#[test]
fn a_match_expands_to_a_match_on_numbers() {
    let source = format!(
        "[waba_errors] match code {{ 190 | PermissionDenied => sign_in(), 200..=299 if strict => ask(), {REST} }}"
    );
    expands(
        &match_code::expand(parse(&source), true),
        &expect![[r#"
            fn expansion() {
                {
                    const _: () = waba_errors::__private0_1_0::assert_revision(
                        waba_errors::REVISION,
                        NEWEST,
                    );
                    const _: fn() = || {
                        let _ = waba_errors::Retry::Never;
                        let _ = waba_errors::Retry::AfterFix;
                        let _ = waba_errors::Retry::Backoff;
                        let _ = waba_errors::Retry::After;
                        use waba_errors::Code;
                        let _ = [
                            Code::ACCESS_TOKEN_EXPIRED,
                            Code::PERMISSION_DENIED,
                            Code::PERMISSIONS_ERROR,
                        ];
                    };
                    const _: () = match waba_errors::__private0_1_0::ROWS {
                        0..=LAST_ROW
                    };
                    #[allow(unused_imports)]
                    use waba_errors::__private0_1_0::Refused as _;
                    let __key = waba_errors::__private0_1_0::Asked::about(code).key();
                    match __key {
                        (190 | 10 | 2018218 | 2388185, _) => (sign_in()),
                        (200..=299 | 1349174 | 1349175 | 1349176, _) if strict => (ask()),
                        (
                            33
                            _,
                        )
                        (n, _) => (report(n)),
                    }
                }
            }
        "#]],
    );
}

#[test]
fn a_revision_that_the_table_does_not_have_is_refused() {
    for revision in [0, REVISION + 1] {
        let source = format!("[waba_errors] as_of = {revision}, match code {{ {REST} }}");
        let expansion = match_code::expand(parse(&source), true).to_string();
        let message = format!("the table has the revisions 1 to {REVISION}");
        assert!(expansion.contains(&message), "{expansion}");
    }
}

#[test]
fn a_pinned_match_has_no_check_of_completeness() {
    let source = format!("[waba_errors] as_of = 1, match code {{ 190 => sign_in(), {REST} }}");
    let expansion = match_code::expand(parse(&source), true).to_string();
    assert!(!expansion.contains("Known"), "{expansion}");
}

#[test]
fn a_code_expands_to_its_constant() {
    let expansion = code::expand(parse("[waba_errors] 131026"));
    assert_eq!(
        expansion.to_string(),
        "waba_errors :: Code :: MESSAGE_UNDELIVERABLE"
    );
}

#[test]
fn an_enum_expands_to_conversions() {
    let source = "enum Outcome { #[codes(131026)] GiveUp, #[codes(other)] Other(u32) }";
    expands(
        &from_code::expand(parse(source)),
        &expect![[r#"
            const _: () = {
                const _: () = ::waba_errors::__private0_1_0::assert_revision(
                    ::waba_errors::REVISION,
                    NEWEST,
                );
                const _: fn() = || {
                    use ::waba_errors::Code;
                    let _ = [Code::MESSAGE_UNDELIVERABLE];
                };
                use ::waba_errors::Code as __Code;
                use ::waba_errors::Entry as __Entry;
                use ::waba_errors::__private0_1_0::Asked as __Asked;
                const fn variant(__key: (u32, u32)) -> Outcome {
                    match __key {
                        (131026, _) => Outcome::GiveUp,
                        _ => {
                            Outcome::Other({
                                #[allow(unused_imports)]
                                use ::waba_errors::__private0_1_0::RefusedField as _;
                                ::waba_errors::__private0_1_0::assert_field::<u32>();
                                ::waba_errors::__private0_1_0::Carried::<u32>::of(__key.0)
                            })
                        }
                    }
                }
                #[automatically_derived]
                impl Outcome {
                    ///The variant for an error code.
                    #[must_use]
                    const fn from_code(code: u32) -> Self {
                        variant((code, 0))
                    }
                }
                #[automatically_derived]
                impl ::core::convert::From<u32> for Outcome {
                    fn from(code: u32) -> Self {
                        variant((code, 0))
                    }
                }
                #[automatically_derived]
                impl ::core::convert::From<__Code> for Outcome {
                    fn from(code: __Code) -> Self {
                        variant(__Asked::about(code).key())
                    }
                }
                #[automatically_derived]
                impl ::core::convert::From<__Entry> for Outcome {
                    fn from(code: __Entry) -> Self {
                        variant(__Asked::about(code).key())
                    }
                }
            };
        "#]],
    );
}

/// Every token of an expansion that stands at a place of the source, by place.
fn placed(tokens: TokenStream, found: &mut BTreeMap<(usize, usize), Vec<String>>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => placed(group.stream(), found),
            TokenTree::Ident(ident) => {
                let LineColumn { line, column } = ident.span().start();
                found
                    .entry((line, column))
                    .or_default()
                    .push(ident.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

#[test]
fn each_token_of_the_user_leads_to_one_identifier() {
    let source = "[waba_errors] match code {\n190 |\nPermissionDenied => 1,\n200..=299 => 2,\nCategory::Calling => 3,\n\
                  Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => 4,\nUnknown(n) => n,\n}";
    let mut found = BTreeMap::new();
    placed(match_code::expand(parse(source), true), &mut found);
    let at = |line, column| found.get(&(line, column)).cloned().unwrap_or_default();
    assert_eq!(at(2, 0), ["ACCESS_TOKEN_EXPIRED"]);
    assert_eq!(at(3, 0), ["PERMISSION_DENIED"]);
    assert_eq!(at(4, 0), ["PERMISSIONS_ERROR"]);
    assert_eq!(at(5, 0), ["Category"]);
    assert_eq!(at(5, 10), ["Calling"]);
    assert_eq!(at(6, 7), ["Never"]);
    // The binding, and its use in the body.
    assert_eq!(at(7, 8), ["n"]);
    assert_eq!(at(7, 14), ["n"]);
}

#[test]
fn what_is_not_finished_loses_nothing_else() {
    for unfinished in [
        "foo.",
        "foo.,",
        "1 + ,",
        "foo. 10 => kept(),",
        "{ foo. }",
        "let x = ;",
        "if ,",
        ",",
    ] {
        let source = format!(
            "[waba_errors] match code {{ 131026 => before(), 190 => {unfinished} {REST} }}"
        );
        let expansion = match_code::expand(parse(&source), true).to_string();
        for kept in [
            "before ()",
            "other ()",
            "report (n)",
            "ACCESS_TOKEN_EXPIRED",
            "Retry :: Backoff",
        ] {
            assert!(expansion.contains(kept), "{unfinished}: {expansion}");
        }
        assert!(!unfinished.contains("kept") || expansion.contains("kept ()"));
    }
}

#[test]
fn what_a_name_can_be_is_told_before_it_is_finished() {
    for (unfinished, mention) in [
        ("Messag => 1,", "Known :: AuthException"),
        ("Messag", "Known :: AuthException"),
        ("Category:: => 1,", "Category :: Authorization"),
        ("Category::", "Category :: Authorization"),
        ("Category::Thr => 1,", "Category :: Authorization"),
        ("190 | Retry:: => 1,", "Retry :: AfterFix"),
        ("Scope::", "Scope :: "),
        ("190 | Effect::", "Effect :: "),
        (
            "MessagraCompletionMarker => 1,",
            "Known :: MessagraCompletionMarker",
        ),
        ("Fixer::intellijRulezz => 1,", "Fixer :: intellijRulezz"),
    ] {
        let source = format!("[waba_errors] match code {{ {unfinished} {REST} }}");
        let expansion = match_code::expand(parse(&source), true).to_string();
        assert!(expansion.contains(mention), "{unfinished}: {expansion}");
        // What an editor compares stands in front of errors.
        let error = expansion.find("compile_error");
        assert!(error.is_none_or(|error| expansion.find(mention) < Some(error)));
    }
}
