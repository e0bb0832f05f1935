//! The arms of a match, told apart without parsing expressions: what is not finished yet loses nothing but itself.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenTree};

use crate::pattern::Pattern;
use crate::tokens::{Cursor, Error, Place, Result};

/// An arm, as the user wrote it.
pub(crate) struct Arm {
    pub(crate) attributes: Vec<TokenTree>,
    pub(crate) pattern: Result<Pattern>,
    pub(crate) guard: Option<Vec<TokenTree>>,
    pub(crate) body: Vec<TokenTree>,
    /// What is missing in it.
    pub(crate) missing: Vec<Error>,
}

/// What stands in front of an arrow.
struct Head {
    attributes: Range<usize>,
    guard: Option<Range<usize>>,
    pattern: Result<Pattern>,
}

/// Cuts the inside of a match into arms.
pub(crate) fn arms(tokens: &[TokenTree]) -> Result<Vec<Arm>> {
    let arrows: Vec<usize> = (0..tokens.len())
        .filter(|at| is_arrow(tokens, *at))
        .collect();
    let Some(first) = arrows.first() else {
        return match tokens {
            [] => Ok(Vec::new()),
            _ => Err(Error::new(
                Place::of(tokens),
                "an arm is written `190 => …,`",
            )),
        };
    };
    let mut head = head(tokens, 0..*first);
    let mut arms = Vec::with_capacity(arrows.len());
    for (index, arrow) in arrows.iter().enumerate() {
        let body = arrow + 2;
        let (end, next) = match arrows.get(index + 1) {
            Some(next) => {
                let (end, head) = next_head(tokens, body, *next);
                (end, Some(head))
            }
            None => (tokens.len(), None),
        };
        if let Some((unfinished, rest)) = unfinished(tokens, head.attributes.start..*arrow, &head) {
            arms.push(unfinished);
            head = rest;
        }
        let last = tokens[body..end].last();
        let has_comma = last.is_some_and(is_comma);
        let body = &tokens[body..end - usize::from(has_comma)];
        let mut missing = Vec::new();
        if body.is_empty() {
            let message = "what is to happen? write an expression behind `=>`";
            missing.push(Error::new(Place::of(&tokens[*arrow..arrow + 2]), message));
        }
        if next.is_some() && !has_comma && !last.is_some_and(is_block) {
            let message = "a comma is missing behind this arm";
            missing.push(Error::new(Place::of(body), message));
        }
        arms.push(Arm {
            attributes: tokens[head.attributes].to_vec(),
            pattern: head.pattern,
            guard: head.guard.map(|guard| tokens[guard].to_vec()),
            body: body.to_vec(),
            missing,
        });
        match next {
            Some(next) => head = next,
            None => break,
        }
    }
    Ok(arms)
}

/// Where two patterns stand in front of one arrow, the first one is of an arm that is still being written.
fn unfinished(tokens: &[TokenTree], range: Range<usize>, faulty: &Head) -> Option<(Arm, Head)> {
    if faulty.pattern.is_ok() {
        return None;
    }
    (range.start + 1..range.end).find_map(|at| {
        if Cursor::new(&tokens[at..], tokens[at].span()).peek_mark("::") {
            return None;
        }
        let head = head(tokens, at..range.end);
        let first = &tokens[range.start..at];
        let pattern = Pattern::whole(Cursor::new(first, tokens[at].span())).ok()?;
        head.pattern.is_ok().then_some(())?;
        let message = "what is to happen? write `=> …,` behind it";
        let unfinished = Arm {
            attributes: Vec::new(),
            pattern: Ok(pattern),
            guard: None,
            body: Vec::new(),
            missing: vec![Error::new(Place::of(first), message)],
        };
        Some((unfinished, head))
    })
}

fn is_arrow(tokens: &[TokenTree], at: usize) -> bool {
    matches!(&tokens[at], TokenTree::Punct(mark) if mark.as_char() == '=')
        && Cursor::new(&tokens[at..], tokens[at].span()).peek_mark("=>")
}

/// Where the arm of the second arrow begins: behind a comma or a block stands a pattern that leads to the arrow. Where none
/// does, the pattern is faulty and stands behind the last comma, or the comma is missing.
fn next_head(tokens: &[TokenTree], body: usize, arrow: usize) -> (usize, Head) {
    let places = || body + 1..arrow;
    let is_behind = |at: &usize, is: fn(&TokenTree) -> bool| is(&tokens[at - 1]);
    let whole = |at: usize| {
        let head = head(tokens, at..arrow);
        head.pattern.is_ok().then_some((at, head))
    };
    places()
        .filter(|at| is_behind(at, is_comma) || is_behind(at, is_block))
        .find_map(whole)
        .or_else(|| {
            let at = places().rfind(|at| is_behind(at, is_comma))?;
            Some((at, head(tokens, at..arrow)))
        })
        .or_else(|| places().find_map(whole))
        .unwrap_or_else(|| (arrow, head(tokens, arrow..arrow)))
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',')
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Reads what stands in front of the arrow at the end of the range.
fn head(tokens: &[TokenTree], range: Range<usize>) -> Head {
    let is_if = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "if");
    let arrow = range.end;
    let start = range.start + attributes(&tokens[range.clone()]);
    let guard = tokens[start..arrow].iter().position(is_if);
    let end = guard.map_or(arrow, |guard| start + guard);
    let pattern = if start == end {
        let arrow = Place::of(&tokens[arrow..arrow + 2]);
        let message = "which codes? write them in front of `=>`";
        Err(Error::new(arrow, message))
    } else {
        Pattern::whole(Cursor::new(&tokens[start..end], tokens[end].span()))
    };
    Head {
        attributes: range.start..start,
        guard: guard.map(|_| end + 1..arrow),
        pattern,
    }
}

/// How many tokens at the beginning are attributes.
fn attributes(tokens: &[TokenTree]) -> usize {
    let mut end = 0;
    while let [TokenTree::Punct(hash), TokenTree::Group(_), ..] = &tokens[end..]
        && hash.as_char() == '#'
    {
        end += 2;
    }
    end
}
