//! `code!`: the constant of a number or a name.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};

use crate::input::Input;
use crate::pattern::Codes;
use crate::selector::{Kind, Mention, Selector};

struct OneCode(Mention);

impl Parse for OneCode {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Err(syn::Error::new(
                Span::call_site(),
                "write a code: `code!(131026)` or `code!(MessageUndeliverable)`",
            ));
        }
        let codes: Codes = input.parse()?;
        let mut selector = Selector::new(&codes)?;
        match selector.mentions.pop() {
            Some(mention @ Mention::Constant(_)) if matches!(selector.kind, Kind::Row(_)) => {
                Ok(Self(mention))
            }
            _ => {
                let message =
                    "only a code has a constant; this is a pair, or stands for several codes";
                Err(syn::Error::new_spanned(codes.tokens, message))
            }
        }
    }
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match syn::parse2::<Input<OneCode>>(input) {
        Ok(input) => {
            let constant = input.rest.0.tokens(&input.krate);
            quote!(#constant)
        }
        Err(error) => error.to_compile_error(),
    }
}
