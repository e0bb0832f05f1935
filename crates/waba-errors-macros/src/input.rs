//! What the macros are given before anything about codes.

use proc_macro2::{Delimiter, Span, TokenTree};

use crate::tokens::{Cursor, Error, Result, flat};

/// The path of `waba-errors` in the user's crate.
pub(crate) struct Krate(pub(crate) Vec<TokenTree>);

impl Krate {
    /// What a declarative macro of the library passes on in brackets, in front of the user's tokens.
    pub(crate) fn read(input: &mut Cursor<'_>) -> Result<Self> {
        let path = input.group(Delimiter::Bracket);
        let path = path.ok_or_else(|| input.error("call the macros of `waba_errors`"))?;
        Ok(Self(flat(path.stream())))
    }
}

/// The revision of `as_of = 3`.
#[derive(Clone, Copy)]
pub(crate) struct AsOf {
    pub(crate) place: Span,
    /// `None` if it is no number.
    pub(crate) revision: Option<u32>,
}

impl AsOf {
    /// What stands behind the `=`.
    pub(crate) fn read(input: &mut Cursor<'_>) -> Result<Self> {
        let Some(TokenTree::Literal(literal)) = input.peek() else {
            return Err(input.error("a revision is a number: `as_of = 3`"));
        };
        input.next();
        Ok(Self {
            place: literal.span(),
            revision: literal.to_string().parse().ok(),
        })
    }

    /// `as_of = 3,` before a match.
    pub(crate) fn before_match(input: &mut Cursor<'_>) -> Result<Option<Self>> {
        let mut ahead = *input;
        let Some(name) = ahead.ident() else {
            return Ok(None);
        };
        if !ahead.peek_mark("=") {
            return Ok(None);
        }
        if name != "as_of" {
            let message = "the only option is `as_of = <revision>`";
            return Err(Error::new(name.span(), message));
        }
        ahead.mark("=");
        let as_of = Self::read(&mut ahead)?;
        ahead.mark(",");
        *input = ahead;
        Ok(Some(as_of))
    }
}
