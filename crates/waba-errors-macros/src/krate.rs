//! The path of `waba-errors` in the user's crate.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};
use syn::{Token, bracketed};

/// What a declarative macro passes on: the path of its crate in brackets, then the user's tokens.
pub(crate) struct Input<T> {
    pub(crate) krate: TokenStream,
    pub(crate) rest: T,
}

impl<T: Parse> Parse for Input<T> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path;
        bracketed!(path in input);
        Ok(Self {
            krate: path.parse()?,
            rest: input.parse()?,
        })
    }
}

/// `as_of = 3,` before a match.
pub(crate) struct AsOf {
    pub(crate) revision: Option<syn::LitInt>,
}

impl Parse for AsOf {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(syn::Ident) || !input.peek2(Token![=]) {
            return Ok(Self { revision: None });
        }
        let name: syn::Ident = input.parse()?;
        if name != "as_of" {
            return Err(syn::Error::new(
                name.span(),
                "the only option is `as_of = <revision>`",
            ));
        }
        input.parse::<Token![=]>()?;
        let revision = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self {
            revision: Some(revision),
        })
    }
}
