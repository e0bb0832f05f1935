//! Writing an expansion.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::input::Krate;

/// Rust source with holes for tokens that have a place of their own. rustc reads the text at once, which takes a tenth of
/// the time of making its tokens one by one. A group with holes is a source of its own: so nothing is searched for them.
pub(crate) struct Source<'a> {
    krate: &'a Krate,
    /// With a `$` per hole.
    text: String,
    placed: Vec<TokenTree>,
    /// Where the tokens of each hole end.
    ends: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(krate: &'a Krate) -> Self {
        Self {
            krate,
            text: String::new(),
            placed: Vec::new(),
            ends: Vec::new(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// An empty one, for the inside of a group.
    pub(crate) fn inner(&self) -> Self {
        Self::new(self.krate)
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(crate) fn number(&mut self, number: impl Into<u64>) -> &mut Self {
        self.text(&number.into().to_string())
    }

    pub(crate) fn placed(&mut self, tokens: impl IntoIterator<Item = TokenTree>) -> &mut Self {
        self.placed.extend(tokens);
        self.ends.push(self.placed.len());
        self.text(" $ ")
    }

    pub(crate) fn ident(&mut self, name: Ident) -> &mut Self {
        self.placed([TokenTree::Ident(name)])
    }

    pub(crate) fn group(&mut self, delimiter: Delimiter, inner: Self) -> &mut Self {
        let group = Group::new(delimiter, inner.into_tokens());
        self.placed([TokenTree::Group(group)])
    }

    /// The path of the library.
    pub(crate) fn root(&mut self) -> &mut Self {
        self.placed(self.krate.0.iter().cloned())
    }

    /// The path of the library's module for expansions. It is named after the version, so that no release meets the
    /// expansions of another.
    pub(crate) fn private(&mut self) -> &mut Self {
        let version = env!("CARGO_PKG_VERSION").replace(['.', '-', '+'], "_");
        self.root().text("::__private").text(&version)
    }

    /// All of it in braces.
    pub(crate) fn into_block(self) -> TokenStream {
        TokenTree::from(Group::new(Delimiter::Brace, self.into_tokens())).into()
    }

    pub(crate) fn into_tokens(self) -> TokenStream {
        let text = tokens(&self.text);
        let mut all = Vec::with_capacity(self.placed.len() + self.text.len() / 2);
        let mut placed = self.placed.into_iter();
        let mut ends = self.ends.into_iter();
        let mut start = 0;
        for token in text {
            if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '$') {
                let end = ends.next().unwrap_or(start);
                while start < end
                    && let Some(token) = placed.next()
                {
                    all.push(token);
                    start += 1;
                }
            } else {
                all.push(token);
            }
        }
        all.into_iter().collect()
    }
}

/// The tokens of a text, which is ours and always has some. `proc_macro2` would read it twice, first by itself, so that only
/// tests ask it.
fn tokens(text: &str) -> TokenStream {
    if proc_macro::is_available() {
        let tokens = text.parse::<proc_macro::TokenStream>();
        tokens.unwrap_or_default().into()
    } else {
        text.parse().unwrap_or_default()
    }
}
