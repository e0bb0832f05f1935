//! Reading tokens, and saying what is wrong with them.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

pub(crate) type Result<T> = std::result::Result<T, Error>;

/// Where something stands: from the first to the last token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    first: Span,
    last: Span,
}

impl Place {
    /// The place of some tokens, or of the call if there are none.
    pub(crate) fn of(tokens: &[TokenTree]) -> Self {
        let span = |token: Option<&TokenTree>| token.map_or_else(Span::call_site, TokenTree::span);
        Self {
            first: span(tokens.first()),
            last: span(tokens.last()),
        }
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self {
            first: span,
            last: span,
        }
    }
}

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Error {
    place: Place,
    message: String,
}

impl Error {
    pub(crate) fn new(place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }

    /// `::core::compile_error! { "…" }`, which rustc shows at the place.
    pub(crate) fn tokens(&self) -> Vec<TokenTree> {
        let Place { first, last } = self.place;
        let mark = |character, spacing, span| {
            let mut mark = Punct::new(character, spacing);
            mark.set_span(span);
            TokenTree::Punct(mark)
        };
        let word = |word| TokenTree::Ident(Ident::new(word, first));
        let mut message = Literal::string(&self.message);
        message.set_span(last);
        let message = TokenStream::from(TokenTree::Literal(message));
        let mut message = Group::new(Delimiter::Brace, message);
        message.set_span(last);
        vec![
            mark(':', Spacing::Joint, first),
            mark(':', Spacing::Alone, first),
            word("core"),
            mark(':', Spacing::Joint, first),
            mark(':', Spacing::Alone, first),
            word("compile_error"),
            mark('!', Spacing::Alone, last),
            TokenTree::Group(message),
        ]
    }
}

/// Tokens without the invisible brackets around what a `macro_rules` of the user passes on; rustc does not heed them in what
/// comes from a macro either.
pub(crate) fn flat(stream: TokenStream) -> Vec<TokenTree> {
    let mut tokens = Vec::new();
    add_flat(stream, &mut tokens);
    tokens
}

fn add_flat(stream: TokenStream, tokens: &mut Vec<TokenTree>) {
    for token in stream {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                add_flat(group.stream(), tokens);
            }
            token => tokens.push(token),
        }
    }
}

/// What is still to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a> {
    tokens: &'a [TokenTree],
    /// Where something is missing if nothing is left.
    end: Span,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(tokens: &'a [TokenTree], end: Span) -> Self {
        Self { tokens, end }
    }

    /// Of all that a macro is given.
    pub(crate) fn whole(tokens: &'a [TokenTree]) -> Self {
        Self::new(tokens, Span::call_site())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(crate) fn rest(&self) -> &'a [TokenTree] {
        self.tokens
    }

    /// What has been read since an earlier state.
    pub(crate) fn since(&self, start: &Self) -> &'a [TokenTree] {
        &start.tokens[..start.tokens.len() - self.tokens.len()]
    }

    /// An error at the next token.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        let span = self.peek().map_or(self.end, TokenTree::span);
        Error::new(span, message)
    }

    pub(crate) fn peek(&self) -> Option<&'a TokenTree> {
        self.tokens.first()
    }

    pub(crate) fn next(&mut self) -> Option<&'a TokenTree> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    pub(crate) fn peek_ident(&self) -> Option<&'a Ident> {
        match self.peek() {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        }
    }

    pub(crate) fn ident(&mut self) -> Option<&'a Ident> {
        let ident = self.peek_ident()?;
        self.next();
        Some(ident)
    }

    pub(crate) fn word(&mut self, word: &str) -> Option<Span> {
        let span = self.peek_ident().filter(|ident| *ident == word)?.span();
        self.next();
        Some(span)
    }

    pub(crate) fn group(&mut self, delimiter: Delimiter) -> Option<&'a Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => {
                self.next();
                Some(group)
            }
            _ => None,
        }
    }

    /// Whether the next tokens are a mark such as `..=`.
    pub(crate) fn peek_mark(&self, mark: &str) -> bool {
        let mut tokens = self.tokens.iter();
        mark.bytes().enumerate().all(|(index, byte)| {
            let is_last = index + 1 == mark.len();
            matches!(tokens.next(), Some(TokenTree::Punct(punct))
                if punct.as_char() == char::from(byte) && (is_last || punct.spacing() == Spacing::Joint))
        })
    }

    pub(crate) fn mark(&mut self, mark: &str) -> bool {
        let is_next = self.peek_mark(mark);
        if is_next {
            self.tokens = &self.tokens[mark.len()..];
        }
        is_next
    }
}
