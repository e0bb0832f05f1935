//! What a user writes for codes: a number, a range, a name, `Category::X` or `Retry::X`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprLit, Lit, LitInt, Pat, Path, RangeLimits};

use crate::generated::{CATEGORIES, ROWS};
use crate::table::{
    RETRIES, by_name, by_number, did_you_mean, nearest, unknown_category, unknown_name,
    unknown_number,
};

/// One selector, understood.
#[derive(Debug)]
pub(crate) struct Selector {
    pub(crate) kind: Kind,
    /// The rows that it selects.
    pub(crate) rows: Vec<usize>,
    /// As the user wrote it, for messages.
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
    /// Identifiers of `waba-errors` at the user's tokens, so that hover and go-to-definition lead to them.
    pub(crate) mentions: Vec<Mention>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number or a name.
    Code,
    Range(u32, u32),
    /// A category or a retry class.
    Group,
}

/// A token of the user and what it stands for.
#[derive(Debug)]
pub(crate) enum Mention {
    Constant(Ident),
    Range(Ident),
    Group(Ident, Ident),
}

impl Mention {
    /// A use of the identifier, which has no effect.
    pub(crate) fn tokens(&self, krate: &TokenStream) -> TokenStream {
        match self {
            Self::Constant(name) => quote!(const _: #krate::Code = #krate::Code::#name;),
            Self::Range(name) => {
                quote!(const _: #krate::__private::Known = #krate::__private::Known::#name;)
            }
            // `After` carries a wait; as a function it is mentioned without one.
            Self::Group(group, name) if name == "After" => {
                quote!(const _: fn(::core::time::Duration) -> #krate::#group = #krate::#group::#name;)
            }
            Self::Group(group, name) => {
                let kind = Ident::new(&group.to_string(), Span::call_site());
                quote!(const _: #krate::#kind = #krate::#group::#name;)
            }
        }
    }
}

impl Selector {
    /// Reads a pattern without alternatives.
    pub(crate) fn from_pattern(pattern: &Pat) -> syn::Result<Self> {
        match pattern {
            Pat::Lit(literal) => Self::from_literal(literal),
            Pat::Range(range) => Self::from_range(range),
            Pat::Ident(name)
                if name.subpat.is_none() && name.by_ref.is_none() && name.mutability.is_none() =>
            {
                Self::from_name(&name.ident)
            }
            Pat::Path(path) if path.qself.is_none() => Self::from_path(&path.path),
            other => Err(syn::Error::new_spanned(
                other,
                "write a number, a range such as `200..=299`, a name such as `RateLimitHit`, `Category::X` or `Retry::X`",
            )),
        }
    }

    fn new(tokens: &impl ToTokens, kind: Kind, rows: Vec<usize>, mentions: Vec<Mention>) -> Self {
        let tokens = tokens.to_token_stream();
        Self {
            kind,
            rows,
            text: tokens.to_string().replace(' ', ""),
            tokens,
            mentions,
        }
    }

    fn from_literal(literal: &ExprLit) -> syn::Result<Self> {
        let number = number(&literal.lit)?;
        let code = value(number)?;
        let row =
            by_number(code).ok_or_else(|| syn::Error::new(number.span(), unknown_number(code)))?;
        Ok(Self::new(
            literal,
            Kind::Code,
            vec![row],
            mention(number).into_iter().collect(),
        ))
    }

    fn from_range(range: &syn::PatRange) -> syn::Result<Self> {
        let (Some(start), Some(end), RangeLimits::Closed(_)) =
            (&range.start, &range.end, &range.limits)
        else {
            return Err(syn::Error::new_spanned(
                range,
                "write a range with both ends, and the last number included: `200..=299`",
            ));
        };
        let (start, end) = (end_of_range(start)?, end_of_range(end)?);
        let (first, last) = (value(start)?, value(end)?);
        let touched = |row: &crate::table::Row| row.first <= last && first <= row.last;
        let part = ROWS
            .iter()
            .find(|row| touched(row) && (row.first < first || last < row.last));
        if let Some(part) = part {
            let message = format!(
                "this range covers only a part of {} ({}), which is one entry: include all of it",
                part.number(),
                part.name
            );
            return Err(syn::Error::new_spanned(range, message));
        }
        let rows: Vec<_> = (0..ROWS.len()).filter(|row| touched(&ROWS[*row])).collect();
        if rows.is_empty() {
            let message = format!("no code lies in {first}..={last}; {}", nearest(first));
            return Err(syn::Error::new_spanned(range, message));
        }
        let mentions = mention(start).into_iter().chain(mention(end)).collect();
        Ok(Self::new(range, Kind::Range(first, last), rows, mentions))
    }

    fn from_name(name: &Ident) -> syn::Result<Self> {
        let text = name.to_string();
        if text.starts_with(|c: char| c.is_lowercase() || c == '_') {
            return Err(syn::Error::new(name.span(), CATCH_ALL));
        }
        let row =
            by_name(&text).ok_or_else(|| syn::Error::new(name.span(), unknown_name(&text)))?;
        let entry = &ROWS[row];
        let (kind, mention) = if entry.is_range() {
            (
                Kind::Range(entry.first, entry.last),
                Mention::Range(name.clone()),
            )
        } else {
            (
                Kind::Code,
                Mention::Constant(Ident::new(entry.constant, name.span())),
            )
        };
        Ok(Self::new(name, kind, vec![row], vec![mention]))
    }

    pub(crate) fn from_path(path: &Path) -> syn::Result<Self> {
        let segments: Vec<_> = path.segments.iter().map(|segment| &segment.ident).collect();
        let (group, name) = match segments[..] {
            [name] => return Self::from_name(name),
            [.., group, name] => (group, name),
            [] => return Err(syn::Error::new_spanned(path, CATCH_ALL)),
        };
        let word = name.to_string();
        let rows: Vec<_> = match group.to_string().as_str() {
            "Category" if word == "Unknown" => {
                return Err(syn::Error::new_spanned(
                    path,
                    "`Category::Unknown` has no codes; write `Unknown(n)`",
                ));
            }
            "Category" if !CATEGORIES.contains(&word.as_str()) => {
                return Err(syn::Error::new(name.span(), unknown_category(&word)));
            }
            "Category" => select(|row| row.category == word),
            "Retry" if !RETRIES.contains(&word.as_str()) => {
                let near = did_you_mean(&word, RETRIES.iter().copied());
                return Err(syn::Error::new(
                    name.span(),
                    format!("there is no `Retry::{word}`{near}"),
                ));
            }
            "Retry" => select(|row| row.retry == word),
            "Code" => return Err(syn::Error::new_spanned(path, constant_hint(&word))),
            other => {
                let message = format!(
                    "`{other}::…` selects no codes; write `Category::X`, `Retry::X` or a name"
                );
                return Err(syn::Error::new_spanned(path, message));
            }
        };
        let mention = Mention::Group(group.clone(), name.clone());
        Ok(Self::new(path, Kind::Group, rows, vec![mention]))
    }
}

/// Why `_` and `other` are refused.
pub(crate) const CATCH_ALL: &str = "a catch-all would hide the codes of the next revision; name the codes that you handle, \
     and write `Unknown(n)` for the numbers that the table does not know";

fn select(is: impl Fn(&crate::table::Row) -> bool) -> Vec<usize> {
    (0..ROWS.len()).filter(|row| is(&ROWS[*row])).collect()
}

fn constant_hint(constant: &str) -> String {
    match ROWS
        .iter()
        .find(|row| row.constant == constant && !row.is_range())
    {
        Some(row) => format!("write the name `{}` or the number {}", row.name, row.first),
        None => format!("write a name such as `RateLimitHit`, not the constant `Code::{constant}`"),
    }
}

fn end_of_range(expression: &Expr) -> syn::Result<&LitInt> {
    match expression {
        Expr::Lit(literal) => number(&literal.lit),
        other => Err(syn::Error::new_spanned(
            other,
            "the ends of a range are numbers",
        )),
    }
}

fn number(literal: &Lit) -> syn::Result<&LitInt> {
    match literal {
        Lit::Int(number) => Ok(number),
        other => Err(syn::Error::new(
            other.span(),
            "a code is a number without quotes",
        )),
    }
}

fn value(number: &LitInt) -> syn::Result<u32> {
    let value = number.base10_parse();
    value.map_err(|_| syn::Error::new(number.span(), "no error code is that large"))
}

/// The constant of a number, at the user's token.
fn mention(number: &LitInt) -> Option<Mention> {
    let row = by_number(number.base10_parse().ok()?)?;
    Some(Mention::Constant(Ident::new(
        ROWS[row].constant,
        number.span(),
    )))
}

/// The numbers of some rows as one pattern.
pub(crate) fn pattern(rows: &[usize], span: Span) -> TokenStream {
    let numbers = rows.iter().map(|row| {
        let row = &ROWS[*row];
        let first = proc_macro2::Literal::u32_unsuffixed(row.first);
        if row.is_range() {
            let last = proc_macro2::Literal::u32_unsuffixed(row.last);
            quote_spanned!(span=> #first..=#last)
        } else {
            quote_spanned!(span=> #first)
        }
    });
    quote!(#(#numbers)|*)
}
