//! What codes a user means by what stands in a pattern.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::generated::ROWS;
use crate::input::Krate;
use crate::pattern::{CATCH_ALL, Codes, Form, Number};
use crate::table::{
    Group, Row, by_name, by_number, by_pair, did_you_mean, is_meant_as_name, nearest, pairs_of,
    unknown_name, unknown_number, unknown_pair,
};

/// One selector, understood.
#[derive(Debug)]
pub(crate) struct Selector {
    pub(crate) kind: Kind,
    /// As the user wrote it, for messages.
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
    /// Identifiers of `waba-errors` at the user's tokens, so that hover and go-to-definition lead to them.
    pub(crate) mentions: Vec<Mention>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The row of a code or a pair.
    Row(usize),
    Range(u32, u32),
    /// `Category::X`, `Retry::X` or `Fixer::X`.
    Class(Group, &'static str),
}

/// A token of the user and what it stands for.
#[derive(Debug)]
pub(crate) enum Mention {
    Constant(Ident),
    /// Of the exhaustive enum: a range, a pair, or what an editor completes.
    Known(Ident),
    Class(Ident, Ident),
}

/// What editors put where a name is to be completed.
const COMPLETED: &str = "intellijRulezz";

impl Mention {
    /// A use of the identifier, which has no effect.
    pub(crate) fn tokens(&self, krate: &Krate) -> TokenStream {
        match self {
            Self::Constant(name) => quote!(#krate::Code::#name),
            Self::Known(name) => {
                let private = krate.private();
                quote!(#private::Known::#name)
            }
            Self::Class(group, name) => quote!(#krate::#group::#name),
        }
    }
}

impl Selector {
    pub(crate) fn new(codes: &Codes) -> syn::Result<Self> {
        let refuse = |message: String| Err(syn::Error::new_spanned(&codes.tokens, message));
        let (kind, mentions) = match &codes.form {
            Form::Number(number) => match by_number(number.value) {
                Some(row) => (Kind::Row(row), constant(number).into_iter().collect()),
                None => return refuse(unknown_number(number.value)),
            },
            Form::Pair(code, subcode) => match by_pair(code.value, subcode.value) {
                Some(row) => {
                    let name = Ident::new(ROWS[row].name, subcode.literal.span());
                    let mentions = constant(code).into_iter().chain([Mention::Known(name)]);
                    (Kind::Row(row), mentions.collect())
                }
                None => return refuse(unknown_pair(code.value, subcode.value)),
            },
            Form::Range(first, last) => {
                if let Err(message) = check_range(first.value, last.value) {
                    return refuse(message);
                }
                let mentions = constant(first).into_iter().chain(constant(last)).collect();
                (Kind::Range(first.value, last.value), mentions)
            }
            Form::Path(path) | Form::Wait(path, _) => match &path[..] {
                [.., group, class] => of_class(&codes.tokens, group, class)?,
                [name] => of_name(name)?,
                [] => return refuse(CATCH_ALL.to_owned()),
            },
        };
        Ok(Self {
            kind,
            text: codes.tokens.to_string().replace(' ', ""),
            tokens: codes.tokens.clone(),
            mentions,
        })
    }

    /// The rows that it selects of what a revision knew, what it names first. A code takes its pairs along.
    pub(crate) fn rows(&self, revision: u16) -> Vec<usize> {
        let all = 0..ROWS.len();
        match self.kind {
            Kind::Row(row) if ROWS[row].is_code() => {
                [row].into_iter().chain(pairs_of(ROWS[row].first)).collect()
            }
            Kind::Row(row) => vec![row],
            Kind::Range(first, last) => all
                .filter(|row| touches(&ROWS[*row], first, last))
                .collect(),
            Kind::Class(group, class) => all
                .filter(|row| {
                    let facts = ROWS[*row].facts(revision);
                    facts.is_some_and(|facts| group.class(facts) == class)
                })
                .collect(),
        }
    }
}

fn touches(row: &Row, first: u32, last: u32) -> bool {
    row.first <= last && first <= row.last
}

fn check_range(first: u32, last: u32) -> Result<(), String> {
    let mut touched = ROWS.iter().filter(|row| touches(row, first, last));
    let is_cut = |row: &&Row| row.first < first || last < row.last;
    if let Some(part) = touched.clone().find(is_cut) {
        return Err(format!(
            "this range covers only a part of {} ({}), which is one entry: include all of it",
            part.number(),
            part.name
        ));
    }
    match touched.next() {
        Some(_) => Ok(()),
        None => Err(format!(
            "no code lies in {first}..={last}; {}",
            nearest(first)
        )),
    }
}

/// The constant of a number, at the user's token.
fn constant(number: &Number) -> Option<Mention> {
    let row = &ROWS[by_number(number.value)?];
    Some(Mention::Constant(Ident::new(
        row.constant,
        number.literal.span(),
    )))
}

fn of_name(name: &Ident) -> syn::Result<(Kind, Vec<Mention>)> {
    let text = name.to_string();
    if text.contains(COMPLETED) {
        return Ok((Kind::Range(0, 0), vec![Mention::Known(name.clone())]));
    }
    let Some(row) = by_name(&text) else {
        let is_binding = text.starts_with(|c: char| c.is_lowercase() || c == '_');
        let message = if is_binding && !is_meant_as_name(&text) {
            CATCH_ALL.to_owned()
        } else {
            unknown_name(&text)
        };
        return Err(syn::Error::new(name.span(), message));
    };
    let known = &ROWS[row];
    Ok(if known.is_range() {
        let kind = Kind::Range(known.first, known.last);
        (kind, vec![Mention::Known(name.clone())])
    } else if known.is_pair() {
        (Kind::Row(row), vec![Mention::Known(name.clone())])
    } else {
        let constant = Ident::new(known.constant, name.span());
        (Kind::Row(row), vec![Mention::Constant(constant)])
    })
}

fn of_class(path: &TokenStream, group: &Ident, class: &Ident) -> syn::Result<(Kind, Vec<Mention>)> {
    let (word, name) = (group.to_string(), class.to_string());
    let mention = vec![Mention::Class(group.clone(), class.clone())];
    let Some(of) = Group::named(&word) else {
        let message = if word == "Code" {
            constant_hint(&name)
        } else {
            format!(
                "`{word}::…` selects no codes; write `Category::X`, `Retry::X`, `Fixer::X` or a name"
            )
        };
        return Err(syn::Error::new_spanned(path, message));
    };
    if name.contains(COMPLETED) {
        return Ok((Kind::Range(0, 0), mention));
    }
    if word == "Category" && name == "Unknown" {
        let message = "`Category::Unknown` has no codes; write `Unknown(n)`";
        return Err(syn::Error::new_spanned(path, message));
    }
    let classes = of.classes();
    if let Some(known) = classes.iter().find(|known| **known == name) {
        return Ok((Kind::Class(of, known), mention));
    }
    let near = did_you_mean(&name, classes.into_iter());
    let message = format!("there is no `{word}::{name}`{near}");
    Err(syn::Error::new(class.span(), message))
}

fn constant_hint(constant: &str) -> String {
    let mut codes = ROWS.iter().filter(|row| row.is_code());
    match codes.find(|row| row.constant == constant) {
        Some(row) => format!("write the name `{}` or the number {}", row.name, row.first),
        None => format!("write a name such as `RateLimitHit`, not the constant `Code::{constant}`"),
    }
}
