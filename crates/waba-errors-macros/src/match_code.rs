//! `match_code!`: a match on numbers, and beside it the same coverage as a match on an exhaustive enum.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::Token;
use syn::parse::{Parse, ParseStream, Parser};

use crate::arms::{Arm, arms};
use crate::coverage::Coverage;
use crate::input::{AsOf, Input, Krate};
use crate::pattern::{CATCH_ALL, Codes, Form, Pattern};
use crate::proof::proof;
use crate::selector::{Mention, Selector};

/// `as_of = 3, match code { … }`
struct MatchCode {
    as_of: AsOf,
    place: Span,
    subject: TokenStream,
    arms: TokenStream,
}

impl Parse for MatchCode {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let as_of = input.parse()?;
        let form = "write a match: `match_code!(match code { … })`";
        if !input.peek(Token![match]) {
            return Err(input.error(form));
        }
        let place = input.parse::<Token![match]>()?.span;
        let mut subject: Vec<TokenTree> = input.parse::<TokenStream>()?.into_iter().collect();
        if matches!(subject.last(), Some(TokenTree::Punct(mark)) if mark.as_char() == ',') {
            subject.pop();
        }
        match subject.pop() {
            Some(TokenTree::Group(arms))
                if arms.delimiter() == Delimiter::Brace && !subject.is_empty() =>
            {
                Ok(Self {
                    as_of,
                    place,
                    subject: subject.into_iter().collect(),
                    arms: arms.stream(),
                })
            }
            _ => Err(syn::Error::new(place, form)),
        }
    }
}

/// What an arm becomes.
struct Expanded {
    arm: Arm,
    to: To,
}

enum To {
    /// Selectors, each with its `n @`, and the binding of their wait.
    Codes(Vec<(TokenStream, usize)>, Option<TokenStream>),
    /// The pattern of an unknown number.
    Unknown(TokenStream),
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

fn expand_match(krate: &Krate, input: MatchCode, checked: bool) -> TokenStream {
    let place = input.place;
    let pinned = input.as_of.revision.is_some();
    let mut expander = Expander {
        coverage: Coverage::new(input.as_of.revision.as_ref()),
        mentions: Vec::new(),
        known: Vec::new(),
        unknown: Vec::new(),
        is_total: false,
    };
    let (arms, rest) = arms(input.arms);
    if !rest.is_empty() {
        let message = "an arm is written `190 => …,`";
        expander.error(syn::Error::new_spanned(rest, message));
    }
    for arm in arms {
        expander.arm(arm);
    }
    if checked {
        expander.coverage.demand_all(place);
        if !expander.is_total {
            let message = "the numbers that the table does not know are not covered: add an arm `Unknown(n) => …`";
            expander.error(syn::Error::new(place, message));
        }
    }
    expander.finish(krate, &input.subject, pinned)
}

impl Expander {
    fn error(&mut self, error: syn::Error) {
        self.coverage.error(error);
    }

    fn arm(&mut self, mut arm: Arm) {
        if arm.body.is_empty() {
            let message = "what is to happen? write an expression behind `=>`";
            self.error(syn::Error::new_spanned(&arm.arrow, message));
            arm.body = quote!(loop {});
        }
        if arm.lacks_comma {
            let message = "a comma is missing behind this arm";
            self.error(syn::Error::new_spanned(&arm.body, message));
        }
        // An arm that may be compiled out covers nothing.
        let is_guarded = arm.guard.is_some() || has_condition(&arm.attributes);
        if arm.pattern.is_empty() {
            let message = "which codes? write them in front of `=>`";
            return self.error(syn::Error::new_spanned(&arm.arrow, message));
        }
        match Pattern::whole.parse2(arm.pattern.clone()) {
            Ok(Pattern::Unknown(place, number)) => {
                let number = self.unknown_number(&place, number);
                self.is_total |= !is_guarded && is_irrefutable(&number);
                let to = To::Unknown(number);
                self.unknown.push(Expanded { arm, to });
            }
            Ok(Pattern::Codes(Codes {
                tokens,
                form: Form::Wait(path, wait),
            })) => {
                let mut selectors = Vec::new();
                let codes = Codes {
                    tokens,
                    form: Form::Path(path),
                };
                self.codes(&codes, quote!(), is_guarded, &mut selectors);
                let to = To::Codes(selectors, Some(wait));
                self.known.push(Expanded { arm, to });
            }
            Ok(pattern) => {
                let mut selectors = Vec::new();
                self.pattern(&pattern, &quote!(), is_guarded, &mut selectors);
                let to = To::Codes(selectors, None);
                self.known.push(Expanded { arm, to });
            }
            Err(error) => self.error(error),
        }
    }

    /// The pattern inside `Unknown(…)`.
    fn unknown_number(&mut self, place: &TokenStream, number: Option<TokenStream>) -> TokenStream {
        let Some(number) = number else {
            let message = "write `Unknown(n)`, which binds the number, or `Unknown(_)`";
            self.error(syn::Error::new_spanned(place, message));
            return quote!(_);
        };
        if is_one(&number) {
            return number;
        }
        let message = "`Unknown` holds one number: write `Unknown(n)` or `Unknown(_)`";
        self.error(syn::Error::new_spanned(place, message));
        quote!(_)
    }

    fn pattern(
        &mut self,
        pattern: &Pattern,
        binding: &TokenStream,
        is_guarded: bool,
        selectors: &mut Vec<(TokenStream, usize)>,
    ) {
        match pattern {
            Pattern::Or(alternatives) => {
                for alternative in alternatives {
                    self.pattern(alternative, binding, is_guarded, selectors);
                }
            }
            Pattern::Bound(name, inner) => {
                let binding = quote!(#binding #name);
                self.pattern(inner, &binding, is_guarded, selectors);
            }
            Pattern::Wild(place) => {
                // Its message says what to write for unknown numbers.
                self.is_total = true;
                self.error(syn::Error::new_spanned(place, CATCH_ALL));
            }
            Pattern::Unknown(place, _) => {
                let message = "`Unknown(n)` stands in an arm of its own";
                self.error(syn::Error::new_spanned(place, message));
            }
            Pattern::Codes(codes) => {
                if let Form::Wait(..) = codes.form {
                    let message = "`Retry::After(wait)` stands in an arm of its own; `Retry::After` stands among others";
                    self.error(syn::Error::new_spanned(&codes.tokens, message));
                }
                self.codes(codes, binding.clone(), is_guarded, selectors);
            }
        }
    }

    fn codes(
        &mut self,
        codes: &Codes,
        binding: TokenStream,
        is_guarded: bool,
        selectors: &mut Vec<(TokenStream, usize)>,
    ) {
        match Selector::new(codes) {
            Ok(selector) => {
                let index = self.coverage.take(&selector, is_guarded);
                self.mentions.extend(selector.mentions);
                selectors.push((binding, index));
            }
            Err(error) => self.error(error),
        }
    }

    fn finish(mut self, krate: &Krate, subject: &TokenStream, pinned: bool) -> TokenStream {
        self.coverage.settle();
        let key = Ident::new("key", Span::mixed_site());
        let coverage = &self.coverage;
        let arms: Vec<_> = self
            .known
            .iter()
            .chain(&self.unknown)
            .filter_map(|arm| arm.tokens(coverage, &key))
            .collect();
        // After an error rustc must have nothing to add: any number has an arm.
        let rest = self
            .coverage
            .has_errors()
            .then(|| quote!(#[allow(unreachable_patterns)] _ => loop {},));
        let private = krate.private();
        let proof = proof(krate, self.coverage, &self.mentions, !pinned);
        quote! {{
            #proof
            #[allow(unused_imports)]
            use #private::Refused as _;
            let #key = #private::Asked::about(#subject).key();
            match #key {
                #(#arms)*
                #rest
            }
        }}
    }
}

impl Expanded {
    /// `None` of an arm that is refused and binds nothing.
    fn tokens(&self, coverage: &Coverage, key: &Ident) -> Option<TokenStream> {
        let Arm {
            attributes,
            guard,
            body,
            ..
        } = &self.arm;
        let (pattern, wait) = match &self.to {
            To::Unknown(number) => (quote!((#number, _)), None),
            To::Codes(selectors, wait) => {
                let mut selectors = selectors
                    .iter()
                    .filter(|(_, index)| !coverage.is_empty(*index))
                    .peekable();
                let (_, first) = selectors.peek()?;
                let wait = wait.as_ref().map(|name| {
                    let wait = coverage.wait(*first, key);
                    quote!(let #name = #wait;)
                });
                let patterns = selectors.map(|(binding, index)| coverage.pattern(*index, binding));
                (quote!(#(#patterns)|*), wait)
            }
        };
        let guard = guard.as_ref().map(|guard| {
            if wait.is_some() {
                quote!(if { #wait #guard })
            } else {
                quote!(if #guard)
            }
        });
        // Of one list per selector, clippy wants one.
        let allow = quote!(#[allow(clippy::unnested_or_patterns)]);
        Some(if wait.is_some() {
            quote!(#allow #attributes #pattern #guard => { #wait #body },)
        } else {
            quote!(#allow #attributes #pattern #guard => #body,)
        })
    }
}

fn has_condition(attributes: &TokenStream) -> bool {
    attributes.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "cfg")
        }
        _ => false,
    })
}

/// Whether a pattern is one: no comma between two.
fn is_one(pattern: &TokenStream) -> bool {
    let is_comma = |token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    !pattern.is_empty() && !pattern.clone().into_iter().any(is_comma)
}

fn is_irrefutable(pattern: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = pattern.clone().into_iter().collect();
    match &tokens[..] {
        [TokenTree::Ident(name)] => name
            .to_string()
            .starts_with(|c: char| c.is_lowercase() || c == '_'),
        [TokenTree::Ident(word), TokenTree::Ident(_)] => word == "mut" || word == "ref",
        [TokenTree::Group(inner)] if inner.delimiter() != Delimiter::Brace => {
            is_irrefutable(&inner.stream())
        }
        [TokenTree::Punct(mark)] => mark.as_char() == '_',
        _ => false,
    }
}
