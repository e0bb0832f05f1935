//! `match_code!`: a match on numbers, and beside it the same coverage as a match on an exhaustive enum.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Arm, Attribute, Expr, ExprMatch, Pat, Token};

use crate::coverage::Coverage;
use crate::krate::{AsOf, Input};
use crate::proof::proof;
use crate::selector::{CATCH_ALL, Mention, Selector, pattern};

/// `as_of = 3, match code { … }`
struct MatchCode {
    as_of: AsOf,
    expression: ExprMatch,
}

impl Parse for MatchCode {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let as_of = input.parse()?;
        if !input.peek(Token![match]) {
            return Err(input.error("write a match: `match_code!(match code { … })`"));
        }
        let expression = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { as_of, expression })
    }
}

/// What an arm becomes.
struct Expanded {
    attributes: Vec<Attribute>,
    pattern: TokenStream,
    guard: Option<Expr>,
    body: Expr,
}

struct Expander {
    coverage: Coverage,
    mentions: Vec<Mention>,
    known: Vec<Expanded>,
    /// Arms for unknown numbers go last: what they take is what no other arm names.
    unknown: Vec<Expanded>,
    /// Whether an arm takes every unknown number.
    is_total: bool,
}

pub(crate) fn expand(input: TokenStream, checked: bool) -> TokenStream {
    match syn::parse2::<Input<MatchCode>>(input) {
        Ok(input) => expand_match(&input.krate, input.rest, checked),
        // One error, and an expression of any type in its place.
        Err(error) => {
            let error = error.to_compile_error();
            quote!({ #error loop {} })
        }
    }
}

fn expand_match(krate: &TokenStream, input: MatchCode, checked: bool) -> TokenStream {
    let place = input.expression.match_token.span;
    let pinned = input.as_of.revision.is_some();
    let mut expander = Expander {
        coverage: Coverage::new(input.as_of.revision.as_ref()),
        mentions: Vec::new(),
        known: Vec::new(),
        unknown: Vec::new(),
        is_total: false,
    };
    for arm in input.expression.arms {
        expander.arm(arm);
    }
    if checked {
        expander.coverage.demand_all(place);
        if !expander.is_total {
            let message = "the numbers that the table does not know are not covered: add an arm `Unknown(n) => …`";
            expander.coverage.error(syn::Error::new(place, message));
        }
    }
    expander.finish(krate, &input.expression.expr, pinned)
}

impl Expander {
    fn arm(&mut self, arm: Arm) {
        let (pattern, guard) = match arm.pat {
            Pat::Guard(guarded) => (*guarded.pat, Some(*guarded.guard)),
            pattern => (pattern, None),
        };
        // An arm that may be compiled out covers nothing.
        let guarded = guard.is_some()
            || arm
                .attrs
                .iter()
                .any(|attribute| attribute.path().is_ident("cfg"));
        let (attributes, body) = (arm.attrs, *arm.body);
        if let Some(number) = self.unknown_number(&pattern) {
            self.is_total |= !guarded && is_irrefutable(&number);
            self.unknown.push(Expanded {
                attributes,
                pattern: quote!(#number),
                guard,
                body,
            });
            return;
        }
        let pattern = self.pattern(&pattern, guarded);
        self.known.push(Expanded {
            attributes,
            pattern,
            guard,
            body,
        });
    }

    /// The pattern inside `Unknown(…)`.
    fn unknown_number(&mut self, pattern: &Pat) -> Option<Pat> {
        if matches!(pattern, Pat::Ident(name) if name.ident == "Unknown" && name.subpat.is_none()) {
            let message = "write `Unknown(n)`, which binds the number, or `Unknown(_)`";
            self.coverage
                .error(syn::Error::new_spanned(pattern, message));
            return Some(wild());
        }
        let Pat::TupleStruct(unknown) = pattern else {
            return None;
        };
        if !unknown.path.is_ident("Unknown") {
            return None;
        }
        if unknown.elems.len() != 1 {
            let message = "`Unknown` holds one number: write `Unknown(n)` or `Unknown(_)`";
            self.coverage
                .error(syn::Error::new_spanned(pattern, message));
        }
        Some(unknown.elems.first().cloned().unwrap_or_else(wild))
    }

    /// The numbers of a pattern of codes; nothing of it is left out, so that a name that it binds stays bound.
    fn pattern(&mut self, pattern: &Pat, guarded: bool) -> TokenStream {
        match pattern {
            Pat::Or(alternatives) => {
                let cases: Vec<_> = alternatives
                    .cases
                    .iter()
                    .map(|case| self.pattern(case, guarded))
                    .collect();
                quote!(#(#cases)|*)
            }
            Pat::Paren(inner) => {
                let inner = self.pattern(&inner.pat, guarded);
                quote!((#inner))
            }
            Pat::Ident(binding) if binding.subpat.is_some() => {
                let (name, mutability) = (&binding.ident, &binding.mutability);
                let inner = binding
                    .subpat
                    .as_ref()
                    .map(|(_, inner)| self.pattern(inner, guarded));
                quote!(#mutability #name @ (#inner))
            }
            Pat::Wild(_) => {
                // Its message says what to write for unknown numbers.
                self.is_total = true;
                self.refuse(syn::Error::new_spanned(pattern, CATCH_ALL))
            }
            Pat::TupleStruct(unknown) if unknown.path.is_ident("Unknown") => {
                let message = "`Unknown(n)` stands in an arm of its own";
                self.refuse(syn::Error::new_spanned(pattern, message))
            }
            selector => match Selector::from_pattern(selector) {
                Ok(selector) => self.select(selector, guarded),
                Err(error) => self.refuse(error),
            },
        }
    }

    fn select(&mut self, selector: Selector, guarded: bool) -> TokenStream {
        let free = self.coverage.take(&selector, guarded);
        self.mentions.extend(selector.mentions);
        match selector.kind {
            crate::selector::Kind::Range(first, last) => {
                let (first, last) = (
                    proc_macro2::Literal::u32_unsuffixed(first),
                    proc_macro2::Literal::u32_unsuffixed(last),
                );
                quote!(#first..=#last)
            }
            _ if free.is_empty() => never(),
            _ => pattern(&free, Span::call_site()),
        }
    }

    fn refuse(&mut self, error: syn::Error) -> TokenStream {
        self.coverage.error(error);
        never()
    }

    fn finish(self, krate: &TokenStream, subject: &Expr, pinned: bool) -> TokenStream {
        // After an error rustc must have nothing to add: any number has an arm.
        let rest = self.coverage.has_errors().then(|| quote!(_ => loop {},));
        let proof = proof(krate, self.coverage, &self.mentions, !pinned);
        let arms = self.known.iter().chain(&self.unknown).map(|arm| {
            let Expanded {
                attributes,
                pattern,
                guard,
                body,
            } = arm;
            let guard = guard.as_ref().map(|guard| quote!(if #guard));
            quote!(#(#attributes)* #pattern #guard => #body,)
        });
        quote! {{
            #proof
            #[allow(unused_imports)]
            use #krate::__private::Refused as _;
            match #krate::__private::Asked::about(#subject).code_number() {
                #(#arms)*
                #rest
            }
        }}
    }
}

/// A pattern for what has been refused or is covered: a number that takes nothing away from other arms, because the arm
/// is reported anyway.
fn never() -> TokenStream {
    quote!(4_294_967_295)
}

fn wild() -> Pat {
    Pat::Wild(syn::PatWild {
        attrs: Vec::new(),
        underscore_token: Token![_](Span::call_site()),
    })
}

fn is_irrefutable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(binding) => binding.subpat.is_none(),
        Pat::Paren(inner) => is_irrefutable(&inner.pat),
        _ => false,
    }
}
