//! Patterns of codes, as a user writes them: what they mean is asked later.

use std::fmt;

use proc_macro2::{Delimiter, Ident, Literal, Span, TokenTree};

use crate::table::Group;
use crate::tokens::{Cursor, Error, Place, Result, flat};

/// Why `_` and other names that take everything are refused.
pub(crate) const CATCH_ALL: &str = "a catch-all would hide the codes of the next revision; name the codes that you handle, \
     and write `Unknown(n)` for the numbers that the table does not know";

pub(crate) enum Pattern {
    Or(Vec<Self>),
    /// `n @ …`, with the `n @`.
    Bound(Vec<TokenTree>, Box<Self>),
    /// `_`
    Wild(Place),
    /// `Unknown(…)`, with what stands in the parentheses.
    Unknown(Place, Option<Vec<TokenTree>>),
    Codes(Codes),
}

/// Codes, and where they stand.
pub(crate) struct Codes {
    pub(crate) place: Place,
    pub(crate) form: Form,
}

#[derive(Debug)]
pub(crate) enum Form {
    Number(Number),
    /// `200..=299`
    Range(Number, Number),
    /// `190/463`
    Pair(Number, Number),
    /// A name, or `Category::X`.
    Path(Vec<Ident>),
    /// `Category::`, whose name is still missing.
    Open(Ident),
    /// `Retry::After(wait)`, with the binding.
    Wait(Vec<Ident>, Vec<TokenTree>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    pub(crate) value: u32,
    pub(crate) place: Span,
}

impl Pattern {
    /// A pattern with alternatives, and nothing behind it.
    pub(crate) fn whole(mut input: Cursor<'_>) -> Result<Self> {
        input.mark("|");
        let first = Self::alternative(&mut input)?;
        let mut others = Vec::new();
        while input.mark("|") {
            others.push(Self::alternative(&mut input)?);
        }
        if !input.is_empty() {
            return Err(input.error("an arm is written `190 | 463 if guard => …`"));
        }
        if others.is_empty() {
            return Ok(first);
        }
        others.insert(0, first);
        Ok(Self::Or(others))
    }

    fn alternative(input: &mut Cursor<'_>) -> Result<Self> {
        if let Some(group) = input.group(Delimiter::Parenthesis) {
            let inner = flat(group.stream());
            return Self::whole(Cursor::new(&inner, group.span_close()));
        }
        let start = *input;
        let Some(word) = input.peek_ident() else {
            return Codes::read(input).map(Self::Codes);
        };
        if word == "ref" {
            return Err(input.error("a code is a number, which is bound without `ref`: `n @ 190`"));
        }
        input.next();
        if word == "_" {
            return Ok(Self::Wild(word.span().into()));
        }
        if word == "mut" || input.peek_mark("@") {
            return Self::bound(start, input);
        }
        if word == "Unknown" {
            return Self::unknown(start, input);
        }
        *input = start;
        Codes::read(input).map(Self::Codes)
    }

    fn bound<'a>(start: Cursor<'a>, input: &mut Cursor<'a>) -> Result<Self> {
        *input = start;
        input.word("mut");
        let Some(name) = input.ident() else {
            return Err(input.error("a code is bound to a name: `n @ 190`"));
        };
        if !input.mark("@") {
            return Err(Error::new(name.span(), CATCH_ALL));
        }
        let binding = input.since(&start).to_vec();
        Ok(Self::Bound(binding, Box::new(Self::alternative(input)?)))
    }

    fn unknown(start: Cursor<'_>, input: &mut Cursor<'_>) -> Result<Self> {
        if input.peek_mark("::") {
            return Err(input.error("`Unknown` stands alone: write `Unknown(n)`"));
        }
        let number = input.group(Delimiter::Parenthesis);
        let number = number.map(|group| group.stream().into_iter().collect());
        Ok(Self::Unknown(Place::of(input.since(&start)), number))
    }
}

impl Codes {
    pub(crate) fn read(input: &mut Cursor<'_>) -> Result<Self> {
        let start = *input;
        let is_path = input
            .peek_ident()
            .is_some_and(|word| word != "true" && word != "false");
        let form = if is_path || input.peek_mark("::") {
            Form::path(input)?
        } else {
            Form::number(input)?
        };
        Ok(Self {
            place: Place::of(input.since(&start)),
            form,
        })
    }
}

impl Form {
    fn number(input: &mut Cursor<'_>) -> Result<Self> {
        const OPEN: &str =
            "write a range with both ends, and the last number included: `200..=299`";
        let start = *input;
        if input.peek_mark("..") {
            return Err(input.error(OPEN));
        }
        let first = Number::read(input)?;
        if input.mark("/") {
            let subcode = Number::read(input)?;
            if input.peek_mark("/") || input.peek_mark("..") {
                return Err(input.error(
                    "a pair is one code and one subcode: `190/463`; several are written `190/463 | 190/467`",
                ));
            }
            return Ok(Self::Pair(first, subcode));
        }
        if input.peek_mark("-") {
            return Err(
                input.error("a range is written `200..=299`, a pair of code and subcode `190/463`")
            );
        }
        if !input.peek_mark("..") {
            return Ok(Self::Number(first));
        }
        if !input.peek_mark("..=") {
            return Err(input.error(OPEN));
        }
        input.mark("..=");
        if !matches!(input.peek(), Some(TokenTree::Literal(_))) {
            return Err(input.error("the ends of a range are numbers: `200..=299`"));
        }
        let last = Number::read(input)?;
        if last.value < first.value {
            let message = format!(
                "the range runs backwards: write `{}..={}`",
                last.value, first.value
            );
            return Err(Error::new(Place::of(input.since(&start)), message));
        }
        Ok(Self::Range(first, last))
    }

    fn path(input: &mut Cursor<'_>) -> Result<Self> {
        input.mark("::");
        let mut path = Vec::new();
        loop {
            // The group of the next arm is no name of this one.
            let is_group = |name: &&Ident| Group::named(&name.to_string()).is_some();
            let name = match (input.peek_ident(), path.pop()) {
                (name, Some(group))
                    if name.is_none_or(|name| is_group(&name) && is_group(&&group)) =>
                {
                    return Ok(Self::Open(group));
                }
                (None, _) => return Err(input.error("a name is missing behind `::`")),
                (Some(name), before) => {
                    path.extend(before);
                    name
                }
            };
            input.next();
            path.push(name.clone());
            if !input.mark("::") {
                break;
            }
        }
        let Some(inner) = input.group(Delimiter::Parenthesis) else {
            return Ok(Self::Path(path));
        };
        if !matches!(&path[..], [.., group, class] if group == "Retry" && class == "After") {
            let message = "only `Retry::After(wait)` and `Unknown(n)` hold something";
            return Err(Error::new(inner.span(), message));
        }
        Ok(Self::Wait(path, inner.stream().into_iter().collect()))
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{}", number.value),
            Self::Range(first, last) => write!(f, "{}..={}", first.value, last.value),
            Self::Pair(code, subcode) => write!(f, "{}/{}", code.value, subcode.value),
            Self::Open(group) => write!(f, "{group}::"),
            Self::Path(path) | Self::Wait(path, _) => {
                let names: Vec<_> = path.iter().map(ToString::to_string).collect();
                f.write_str(&names.join("::"))
            }
        }
    }
}

impl Number {
    fn read(input: &mut Cursor<'_>) -> Result<Self> {
        if input.peek_mark("-") {
            return Err(input.error("error codes are not negative"));
        }
        match input.peek() {
            Some(TokenTree::Literal(literal)) => {
                input.next();
                Self::of(literal)
            }
            Some(TokenTree::Ident(word)) if word == "true" || word == "false" => {
                Err(input.error("a code is a number, not `true` or `false`"))
            }
            _ => Err(input.error(format!(
                "write a number, a pair such as `190/463`, a range such as `200..=299`, a name such as `RateLimitHit`, {}",
                Group::all(" or ")
            ))),
        }
    }

    fn of(literal: &Literal) -> Result<Self> {
        let place = literal.span();
        let text = literal.to_string().replace('_', "");
        if let Ok(value) = text.parse() {
            return Ok(Self { value, place });
        }
        let refuse = |message: &str| Err(Error::new(place, message));
        if !text.starts_with(|first: char| first.is_ascii_digit()) {
            return refuse("a code is a number without quotes");
        }
        let (radix, text) = match text.get(..2) {
            Some("0x") => (16, &text[2..]),
            Some("0o") => (8, &text[2..]),
            Some("0b") => (2, &text[2..]),
            _ => (10, &text[..]),
        };
        let end = text
            .find(|digit: char| !digit.is_digit(radix))
            .unwrap_or(text.len());
        let (digits, suffix) = text.split_at(end);
        match (u32::from_str_radix(digits, radix), suffix) {
            (_, suffix) if suffix.starts_with(['.', 'e', 'E']) => {
                refuse("a code is a whole number")
            }
            (Ok(value), "" | "u32") => Ok(Self { value, place }),
            (Err(_), "" | "u32") => refuse("no error code is that large"),
            _ => refuse(&format!("write the number without a type: `{digits}`")),
        }
    }
}
