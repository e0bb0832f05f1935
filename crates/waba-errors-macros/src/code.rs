//! `code!`: the constant of a number or a name.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Pat;
use syn::parse::{Parse, ParseStream};

use crate::krate::Input;
use crate::selector::{Kind, Mention, Selector};

struct OneCode(Selector);

impl Parse for OneCode {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(syn::Error::new(
                Span::call_site(),
                "write a code: `code!(131026)` or `code!(MessageUndeliverable)`",
            ));
        }
        let pattern = Pat::parse_single(input)?;
        let selector = Selector::from_pattern(&pattern)?;
        if selector.kind == Kind::Code {
            return Ok(Self(selector));
        }
        let message = "this stands for several codes; `code!` gives one";
        Err(syn::Error::new_spanned(pattern, message))
    }
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input = match syn::parse2::<Input<OneCode>>(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let krate = input.krate;
    match &input.rest.0.mentions[..] {
        [Mention::Constant(name), ..] => quote!(#krate::Code::#name),
        _ => TokenStream::new(),
    }
}
