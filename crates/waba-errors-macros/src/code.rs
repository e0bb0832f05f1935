//! `code!`: the constant of a number or a name.

use proc_macro2::{Span, TokenStream, TokenTree};

use crate::input::Krate;
use crate::pattern::Codes;
use crate::selector::{Kind, Mention, Selector};
use crate::source::Source;
use crate::tokens::{Cursor, Error, Result, flat};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    match constant(&flat(input)) {
        Ok(tokens) => tokens,
        Err(error) => error.tokens().into_iter().collect(),
    }
}

fn constant(tokens: &[TokenTree]) -> Result<TokenStream> {
    let mut input = Cursor::whole(tokens);
    let krate = Krate::read(&mut input)?;
    if input.is_empty() {
        return Err(Error::new(
            Span::call_site(),
            "write a code: `code!(131026)` or `code!(MessageUndeliverable)`",
        ));
    }
    let codes = Codes::read(&mut input)?;
    let place = codes.place;
    let mut mentions = Vec::new();
    let selector = Selector::new(codes, &mut mentions)?;
    if !input.is_empty() {
        return Err(input.error("`code!` takes one code"));
    }
    let (Kind::Row(_), Some(Mention::Constant(name))) = (selector.kind, mentions.pop()) else {
        let message = "only a code has a constant; this is a pair, or stands for several codes";
        return Err(Error::new(place, message));
    };
    let mut source = Source::new(&krate);
    source.root().text("::Code::").ident(name);
    Ok(source.into_tokens())
}
