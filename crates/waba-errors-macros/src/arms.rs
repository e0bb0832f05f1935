//! The arms of a match, told apart without parsing expressions: what is not finished yet loses nothing but itself.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::parse::Parser;

use crate::pattern::Pattern;

/// An arm, as the user wrote it.
pub(crate) struct Arm {
    pub(crate) attributes: TokenStream,
    pub(crate) pattern: TokenStream,
    pub(crate) guard: Option<TokenStream>,
    pub(crate) body: TokenStream,
    /// The tokens of the arrow, where something behind it is missing.
    pub(crate) arrow: TokenStream,
    /// Whether the next arm follows without a comma, and not behind a block.
    pub(crate) lacks_comma: bool,
}

/// Cuts the inside of a match into arms; returns what is no arm too.
pub(crate) fn arms(tokens: TokenStream) -> (Vec<Arm>, TokenStream) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let arrows: Vec<usize> = (0..tokens.len())
        .filter(|at| is_arrow(&tokens[*at..]))
        .collect();
    let mut arms = Vec::new();
    let mut start = 0;
    let is_last = |index: usize| index + 1 == arrows.len();
    for (index, arrow) in arrows.iter().enumerate() {
        let body = arrow + 2;
        let end = arrows
            .get(index + 1)
            .map_or(tokens.len(), |next| next_head(&tokens, body, *next));
        let mut arm = arm(
            &tokens[start..*arrow],
            &tokens[*arrow..body],
            &tokens[body..end],
        );
        let end_of_arm = &tokens[end - 1];
        arm.lacks_comma = !is_last(index) && !is_comma(end_of_arm) && !is_block(end_of_arm);
        arms.push(arm);
        start = end;
    }
    let rest = if arrows.is_empty() { &tokens[..] } else { &[] };
    (arms, rest.iter().cloned().collect())
}

fn is_arrow(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Punct(equals), TokenTree::Punct(greater), ..] => {
            equals.as_char() == '='
                && equals.spacing() == Spacing::Joint
                && greater.as_char() == '>'
        }
        _ => false,
    }
}

/// Where the arm of the second arrow begins: behind a comma or a block stands a pattern that leads to the arrow. Where none
/// does, the pattern is faulty and stands behind the last comma, or the comma is missing.
fn next_head(tokens: &[TokenTree], body: usize, arrow: usize) -> usize {
    let is_behind = |at: &usize, is: fn(&TokenTree) -> bool| is(&tokens[at - 1]);
    let is_whole = |at: &usize| is_head(&tokens[*at..arrow]);
    let mut places = body + 1..arrow;
    places
        .clone()
        .find(|at| (is_behind(at, is_comma) || is_behind(at, is_block)) && is_whole(at))
        .or_else(|| places.clone().rfind(|at| is_behind(at, is_comma)))
        .or_else(|| places.find(is_whole))
        .unwrap_or(arrow)
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn is_head(tokens: &[TokenTree]) -> bool {
    let (pattern, _) = split_guard(split_attributes(tokens).1);
    Pattern::whole.parse2(stream(pattern)).is_ok()
}

fn arm(head: &[TokenTree], arrow: &[TokenTree], body: &[TokenTree]) -> Arm {
    let (attributes, head) = split_attributes(head);
    let (pattern, guard) = split_guard(head);
    let body = match body {
        [body @ .., comma] if is_comma(comma) => body,
        body => body,
    };
    Arm {
        attributes: stream(attributes),
        pattern: stream(pattern),
        guard: guard.map(stream),
        body: stream(body),
        arrow: stream(arrow),
        lacks_comma: false,
    }
}

pub(crate) fn split_attributes(tokens: &[TokenTree]) -> (&[TokenTree], &[TokenTree]) {
    let mut end = 0;
    while let [TokenTree::Punct(hash), TokenTree::Group(_), ..] = &tokens[end..]
        && hash.as_char() == '#'
    {
        end += 2;
    }
    tokens.split_at(end)
}

fn split_guard(head: &[TokenTree]) -> (&[TokenTree], Option<&[TokenTree]>) {
    let is_if = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "if");
    match head.iter().position(is_if) {
        Some(at) => (&head[..at], Some(&head[at + 1..])),
        None => (head, None),
    }
}

fn stream(tokens: &[TokenTree]) -> TokenStream {
    tokens.iter().cloned().collect()
}
