//! Expansions, as people and tools see them.

#![allow(clippy::expect_used)]

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proc_macro2::{LineColumn, TokenStream, TokenTree};

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

/// Long lists of numbers and the check on every code say little to a reader.
fn shortened(text: &str) -> String {
    let is_list = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with("waba_errors::__private::Known::") && !line.starts_with("| ")
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
                    const _: () = ::core::assert!(
                        waba_errors::REVISION == 2,
                        "waba-errors and waba-errors-macros are of different revisions",
                    );
                    const _: waba_errors::Code = waba_errors::Code::ACCESS_TOKEN_EXPIRED;
                    const _: waba_errors::Code = waba_errors::Code::PERMISSION_DENIED;
                    const _: waba_errors::Code = waba_errors::Code::PERMISSIONS_ERROR;
                    const _: waba_errors::Retry = waba_errors::Retry::Never;
                    const _: waba_errors::Retry = waba_errors::Retry::AfterFix;
                    const _: waba_errors::Retry = waba_errors::Retry::Backoff;
                    const _: fn(::core::time::Duration) -> waba_errors::Retry = waba_errors::Retry::After;
                    const _: fn(waba_errors::__private::Known) = |known| match known {
                    };
                    #[allow(unused_imports)]
                    use waba_errors::__private::Refused as _;
                    match waba_errors::__private::Asked::about(code).code_number() {
                        190 | 10 => sign_in(),
                        200..=299 if strict => ask(),
                        33
                        n => report(n),
                    }
                }
            }
        "#]],
    );
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
                const _: () = ::core::assert!(
                    ::waba_errors::REVISION == 2,
                    "waba-errors and waba-errors-macros are of different revisions",
                );
                const _: ::waba_errors::Code = ::waba_errors::Code::MESSAGE_UNDELIVERABLE;
            };
            impl Outcome {
                /// The variant for an error code.
                #[must_use]
                const fn from_code(code: u32) -> Self {
                    match code {
                        131026 => Self::GiveUp,
                        code => Self::Other(::waba_errors::__private::Carried::<u32>::of(code)),
                    }
                }
            }
            impl ::core::convert::From<u32> for Outcome {
                fn from(code: u32) -> Self {
                    Self::from_code(code)
                }
            }
            impl ::core::convert::From<::waba_errors::Code> for Outcome {
                fn from(code: ::waba_errors::Code) -> Self {
                    Self::from_code(code.0)
                }
            }
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
