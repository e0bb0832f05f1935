//! What the macros are given before anything about codes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{LitInt, Token, bracketed};

/// The path of `waba-errors` in the user's crate.
pub(crate) struct Krate(pub(crate) TokenStream);

impl Krate {
    /// The module for expansions. It is named after the version, so that no release meets the expansions of another.
    pub(crate) fn private(&self) -> TokenStream {
        let path = &self.0;
        let version = env!("CARGO_PKG_VERSION").replace(['.', '-', '+'], "_");
        let module = Ident::new(&format!("__private{version}"), Span::call_site());
        quote!(#path::#module)
    }
}

impl ToTokens for Krate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// What a declarative macro passes on: the path of its crate in brackets, then the user's tokens.
pub(crate) struct Input<T> {
    pub(crate) krate: Krate,
    pub(crate) rest: T,
}

impl<T: Parse> Parse for Input<T> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let path;
        bracketed!(path in input);
        Ok(Self {
            krate: Krate(path.parse()?),
            rest: input.parse()?,
        })
    }
}

/// `as_of = 3,` before a match.
pub(crate) struct AsOf {
    pub(crate) revision: Option<LitInt>,
}

impl Parse for AsOf {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !input.peek(syn::Ident) || !input.peek2(Token![=]) {
            return Ok(Self { revision: None });
        }
        let name: syn::Ident = input.parse()?;
        if name != "as_of" {
            let message = "the only option is `as_of = <revision>`";
            return Err(syn::Error::new(name.span(), message));
        }
        input.parse::<Token![=]>()?;
        let revision = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        Ok(Self {
            revision: Some(revision),
        })
    }
}
