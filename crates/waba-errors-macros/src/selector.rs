//! What codes a user means by what stands in a pattern.

use proc_macro2::{Ident, Span};

use crate::generated::ROWS;
use crate::pattern::{CATCH_ALL, Codes, Form, Number};
use crate::table::{
    Group, Row, by_name, by_number, by_pair, did_you_mean, is_meant_as_name, nearest, pairs_of,
    unknown_name, unknown_number, unknown_pair,
};
use crate::tokens::{Error, Place, Result};

/// One selector, understood.
#[derive(Debug)]
pub(crate) struct Selector {
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    /// As the user wrote it, for messages.
    pub(crate) form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The row of a code or a pair.
    Row(usize),
    Range(u32, u32),
    /// Such as `Category::X`.
    Class(&'static Group, &'static str),
}

/// A token of the user and the identifier of `waba-errors` that it stands for, so that hover and go-to-definition lead there.
#[derive(Debug)]
pub(crate) enum Mention {
    Constant(Ident),
    /// Of the enum for editors: a range, a pair, or what an editor completes.
    Known(Ident),
    Class(Ident, Ident),
}

/// Whether an editor put the name there to ask what can stand there: rust-analyzer since 2025 and before, `RustRover`.
fn is_completed(name: &str) -> bool {
    let marks = [
        "raCompletionMarker",
        "intellijRulezz",
        "IntellijIdeaRulezzz",
    ];
    marks.iter().any(|mark| name.contains(mark))
}

impl Selector {
    /// What the codes mean; adds to the mentions.
    pub(crate) fn new(codes: Codes, mentions: &mut Vec<Mention>) -> Result<Self> {
        let Codes { place, form } = codes;
        let refuse = |message: String| Err(Error::new(place, message));
        let kind = match &form {
            Form::Number(number) => match by_number(number.value) {
                Some(row) => {
                    mentions.extend(constant(*number));
                    Kind::Row(row)
                }
                None => return refuse(unknown_number(number.value)),
            },
            Form::Pair(code, subcode) => match by_pair(code.value, subcode.value) {
                Some(row) => {
                    mentions.extend(constant(*code));
                    let name = Ident::new(ROWS[row].name, subcode.place);
                    mentions.push(Mention::Known(name));
                    Kind::Row(row)
                }
                None => return refuse(unknown_pair(code.value, subcode.value)),
            },
            Form::Range(first, last) => {
                if let Err(message) = check_range(first.value, last.value) {
                    return refuse(message);
                }
                mentions.extend([*first, *last].into_iter().filter_map(constant));
                Kind::Range(first.value, last.value)
            }
            Form::Open(group) => {
                if let Some(of) = Group::named(&group.to_string()) {
                    mentions.push(any_class(of, group));
                }
                return refuse(format!("a name is missing behind `{form}`"));
            }
            Form::Path(path) | Form::Wait(path, _) => match &path[..] {
                [.., group, class] => of_class(place, group, class, mentions)?,
                [name] => of_name(name, mentions)?,
                [] => return refuse(CATCH_ALL.to_owned()),
            },
        };
        Ok(Self { kind, place, form })
    }

    /// The rows that it selects of what a revision knew, in order. A code takes its pairs along.
    pub(crate) fn rows(&self, revision: u16) -> Vec<usize> {
        match self.kind {
            Kind::Row(row) if ROWS[row].is_code() => {
                [row].into_iter().chain(pairs_of(ROWS[row].first)).collect()
            }
            Kind::Row(row) => vec![row],
            Kind::Range(first, last) => (0..ROWS.len())
                .filter(|row| touches(&ROWS[*row], first, last))
                .collect(),
            Kind::Class(group, class) => (0..ROWS.len())
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

fn check_range(first: u32, last: u32) -> std::result::Result<(), String> {
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
fn constant(number: Number) -> Option<Mention> {
    let row = &ROWS[by_number(number.value)?];
    Some(Mention::Constant(Ident::new(row.constant, number.place)))
}

fn of_name(name: &Ident, mentions: &mut Vec<Mention>) -> Result<Kind> {
    let text = name.to_string();
    if is_completed(&text) {
        mentions.push(Mention::Known(name.clone()));
        return Ok(NOTHING);
    }
    let Some(row) = by_name(&text) else {
        let is_binding = text.starts_with(|c: char| c.is_lowercase() || c == '_');
        let message = if is_binding && !is_meant_as_name(&text) {
            CATCH_ALL.to_owned()
        } else {
            unknown_name(&text)
        };
        mentions.push(Mention::Known(Ident::new(ROWS[0].name, Span::call_site())));
        return Err(Error::new(name.span(), message));
    };
    let known = &ROWS[row];
    mentions.push(if known.is_code() {
        Mention::Constant(Ident::new(known.constant, name.span()))
    } else {
        Mention::Known(name.clone())
    });
    Ok(if known.is_range() {
        Kind::Range(known.first, known.last)
    } else {
        Kind::Row(row)
    })
}

/// What a name selects that is to be completed.
const NOTHING: Kind = Kind::Range(0, 0);

fn of_class(
    place: Place,
    group: &Ident,
    class: &Ident,
    mentions: &mut Vec<Mention>,
) -> Result<Kind> {
    let (word, name) = (group.to_string(), class.to_string());
    let mention = Mention::Class(group.clone(), class.clone());
    let Some(of) = Group::named(&word) else {
        let message = if word == "Code" {
            constant_hint(&name)
        } else {
            let groups = Group::all(", ");
            format!("`{word}::…` selects no codes; write {groups} or a name")
        };
        return Err(Error::new(place, message));
    };
    if is_completed(&name) {
        mentions.push(mention);
        return Ok(NOTHING);
    }
    if word == "Category" && name == "Unknown" {
        let message = "`Category::Unknown` has no codes; write `Unknown(n)`";
        return Err(Error::new(place, message));
    }
    if let Some(known) = of.variants.iter().find(|known| **known == name) {
        mentions.push(mention);
        return Ok(Kind::Class(of, known));
    }
    mentions.push(any_class(of, group));
    let near = did_you_mean(&name, of.variants.iter().copied());
    let message = format!("there is no `{word}::{name}`{near}");
    Err(Error::new(class.span(), message))
}

/// The first class of a group in the place of one that is not finished: an editor asks what else can stand there.
fn any_class(of: &Group, group: &Ident) -> Mention {
    let class = of.variants.first().copied().unwrap_or_default();
    Mention::Class(group.clone(), Ident::new(class, Span::call_site()))
}

fn constant_hint(constant: &str) -> String {
    let mut codes = ROWS.iter().filter(|row| row.is_code());
    match codes.find(|row| row.constant == constant) {
        Some(row) => format!("write the name `{}` or the number {}", row.name, row.first),
        None => format!("write a name such as `RateLimitHit`, not the constant `Code::{constant}`"),
    }
}
