//! Patterns of codes, as a user writes them: what they mean is asked later.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::buffer::Cursor;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Lit, LitInt, Token, parenthesized, token};

/// Why `_` and other names that take everything are refused.
pub(crate) const CATCH_ALL: &str = "a catch-all would hide the codes of the next revision; name the codes that you handle, \
     and write `Unknown(n)` for the numbers that the table does not know";

pub(crate) enum Pattern {
    Or(Vec<Self>),
    /// `n @ …`, with the `n @`.
    Bound(TokenStream, Box<Self>),
    /// `_`
    Wild(TokenStream),
    /// `Unknown(…)`, with what stands in the parentheses.
    Unknown(TokenStream, Option<TokenStream>),
    Codes(Codes),
}

/// Codes, with the tokens that stand for them.
pub(crate) struct Codes {
    pub(crate) tokens: TokenStream,
    pub(crate) form: Form,
}

pub(crate) enum Form {
    Number(Number),
    /// `200..=299`
    Range(Number, Number),
    /// `190/463`
    Pair(Number, Number),
    /// A name, or `Category::X`.
    Path(Vec<Ident>),
    /// `Retry::After(wait)`, with the binding.
    Wait(Vec<Ident>, TokenStream),
}

pub(crate) struct Number {
    pub(crate) value: u32,
    pub(crate) literal: LitInt,
}

impl Pattern {
    /// A pattern with alternatives.
    pub(crate) fn whole(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Option<Token![|]>>()?;
        let mut alternatives = vec![Self::alternative(input)?];
        while input.parse::<Option<Token![|]>>()?.is_some() {
            alternatives.push(Self::alternative(input)?);
        }
        if !input.is_empty() {
            return Err(input.error("an arm is written `190 | 463 if guard => …`"));
        }
        Ok(match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => {
                alternatives.extend(last);
                Self::Or(alternatives)
            }
        })
    }

    fn alternative(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(token::Paren) {
            let inner;
            parenthesized!(inner in input);
            return Self::whole(&inner);
        }
        if input.peek(Token![_]) {
            let place = input.parse::<Token![_]>()?;
            return Ok(Self::Wild(quote!(#place)));
        }
        if input.peek(Token![ref]) {
            return Err(input.error("a code is a number, which is bound without `ref`: `n @ 190`"));
        }
        if input.peek(Token![mut]) || (input.peek(syn::Ident) && input.peek2(Token![@])) {
            return Self::bound(input);
        }
        let start = input.cursor();
        if input.peek(syn::Ident) && input.fork().call(Ident::parse_any)? == "Unknown" {
            let word: Ident = input.parse()?;
            let number = if input.peek(token::Paren) {
                let inner;
                parenthesized!(inner in input);
                Some(inner.parse()?)
            } else if input.peek(Token![::]) {
                return Err(input.error("`Unknown` stands alone: write `Unknown(n)`"));
            } else {
                None
            };
            let _ = word;
            return Ok(Self::Unknown(between(start, input.cursor()), number));
        }
        Codes::parse(input).map(Self::Codes)
    }

    fn bound(input: ParseStream<'_>) -> syn::Result<Self> {
        let mutability = input.parse::<Option<Token![mut]>>()?;
        let name: Ident = input.parse()?;
        if !input.peek(Token![@]) {
            return Err(syn::Error::new(name.span(), CATCH_ALL));
        }
        let at = input.parse::<Token![@]>()?;
        let inner = Self::alternative(input)?;
        Ok(Self::Bound(quote!(#mutability #name #at), Box::new(inner)))
    }
}

impl Parse for Codes {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let start = input.cursor();
        let form = if input.peek(syn::Ident) || input.peek(Token![::]) {
            Form::path(input)?
        } else {
            Form::number(input)?
        };
        Ok(Self {
            tokens: between(start, input.cursor()),
            form,
        })
    }
}

impl Form {
    fn number(input: ParseStream<'_>) -> syn::Result<Self> {
        let begin = input.cursor();
        if input.peek(Token![..]) {
            return Err(open_range(input));
        }
        let first: Number = input.parse()?;
        if input.peek(Token![/]) {
            input.parse::<Token![/]>()?;
            return Ok(Self::Pair(first, input.parse()?));
        }
        if input.peek(Token![-]) {
            return Err(
                input.error("a range is written `200..=299`, a pair of code and subcode `190/463`")
            );
        }
        if !input.peek(Token![..]) {
            return Ok(Self::Number(first));
        }
        if !input.peek(Token![..=]) {
            return Err(open_range(input));
        }
        input.parse::<Token![..=]>()?;
        if !input.peek(Lit) {
            return Err(input.error("the ends of a range are numbers: `200..=299`"));
        }
        let last: Number = input.parse()?;
        if last.value < first.value {
            let message = format!(
                "the range runs backwards: write `{}..={}`",
                last.value, first.value
            );
            return Err(syn::Error::new_spanned(
                between(begin, input.cursor()),
                message,
            ));
        }
        Ok(Self::Range(first, last))
    }

    fn path(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Option<Token![::]>>()?;
        let mut path = vec![input.parse::<Ident>()?];
        while input.parse::<Option<Token![::]>>()?.is_some() {
            path.push(input.call(Ident::parse_any)?);
        }
        if !input.peek(token::Paren) {
            return Ok(Self::Path(path));
        }
        let inner;
        let parentheses = parenthesized!(inner in input);
        if !matches!(&path[..], [.., group, class] if group == "Retry" && class == "After") {
            let message = "only `Retry::After(wait)` and `Unknown(n)` hold something";
            return Err(syn::Error::new(parentheses.span.join(), message));
        }
        let wait: TokenStream = inner.parse()?;
        Ok(Self::Wait(path, wait))
    }
}

impl Parse for Number {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![-]) {
            return Err(input.error("error codes are not negative"));
        }
        if !input.peek(Lit) {
            return Err(input.error(
                "write a number, a pair such as `190/463`, a range such as `200..=299`, a name such as `RateLimitHit`, \
                 `Category::X`, `Retry::X` or `Fixer::X`",
            ));
        }
        let literal: Lit = input.parse()?;
        let refuse = |message: &str| Err(syn::Error::new(literal.span(), message));
        match &literal {
            Lit::Int(number) if !matches!(number.suffix(), "" | "u32") => {
                let digits = number.base10_digits();
                refuse(&format!("write the number without a type: `{digits}`"))
            }
            Lit::Int(number) => match number.base10_parse() {
                Ok(value) => Ok(Self {
                    value,
                    literal: number.clone(),
                }),
                Err(_) => refuse("no error code is that large"),
            },
            Lit::Float(_) => refuse("a code is a whole number"),
            Lit::Bool(_) => refuse("a code is a number, not `true` or `false`"),
            _ => refuse("a code is a number without quotes"),
        }
    }
}

fn open_range(input: ParseStream<'_>) -> syn::Error {
    input.error("write a range with both ends, and the last number included: `200..=299`")
}

fn between(mut start: Cursor<'_>, end: Cursor<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while start < end
        && let Some((token, next)) = start.token_tree()
    {
        tokens.extend([token]);
        start = next;
    }
    tokens
}
