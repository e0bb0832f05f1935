//! TOML text to a flat tree of tables and fields with places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Place};
use crate::rule;
use crate::source::{File, Role};

/// A file after parsing.
pub(crate) struct Document<'a> {
    pub(crate) file: usize,
    pub(crate) role: &'a Role,
    pub(crate) tables: Vec<Table>,
}

#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) key: String,
    pub(crate) span: Range<usize>,
    pub(crate) fields: Vec<Field>,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) name_span: Range<usize>,
    pub(crate) value: Value,
    pub(crate) value_span: Range<usize>,
}

#[derive(Debug)]
pub(crate) enum Value {
    Text(String),
    Integer(Option<i64>),
    Boolean(bool),
    List(Vec<(Value, Range<usize>)>),
    /// A table on one line.
    Table(Table),
    Other(&'static str),
}

impl Value {
    /// What a person calls the type of the value.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Other(kind) => kind,
        }
    }
}

/// The tables of a file, in file order.
pub(crate) fn parse(index: usize, file: &File, faults: &mut Vec<Diagnostic>) -> Vec<Table> {
    let text = file.text.as_str();
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut tables = Vec::new();
    for (key, value) in root.get_ref() {
        let span = one_line(text, key.span());
        match value.get_ref() {
            DeValue::Table(table) => tables.push(Table {
                key: key.get_ref().to_string(),
                span,
                fields: table.iter().map(field).collect(),
            }),
            // A parse error has already said what is wrong with this line.
            _ if !errors.is_empty() => {}
            _ => faults.push(
                Diagnostic::new(
                    &rule::SYNTAX,
                    format!("`{}` stands outside any entry", key.get_ref()),
                )
                .at(index, span),
            ),
        }
    }
    tables.sort_by_key(|table| table.span.start);
    let mut repeated = 0..0;
    for error in &errors {
        let span = error.span().unwrap_or(0..0);
        // The fields of a table that stands twice are not worth a fault each.
        if !repeated.contains(&span.start) {
            let fault = syntax_fault(index, text, error, &tables);
            if fault.rule.id == rule::DUPLICATE.id && is_header(text, &span) {
                repeated = span.start..next_header(text, span.end);
            }
            faults.push(fault);
        }
    }
    tables
}

fn is_header(text: &str, span: &Range<usize>) -> bool {
    text.get(..span.start)
        .is_some_and(|before| before.ends_with('['))
}

fn next_header(text: &str, start: usize) -> usize {
    let after = text.get(start..).unwrap_or_default();
    after
        .find("\n[")
        .map_or(text.len(), |offset| start + offset)
}

/// A span inside the text and on one line, and not past the last character of the line.
fn one_line(text: &str, span: Range<usize>) -> Range<usize> {
    let start = span.start.min(text.len());
    let line = text
        .get(start..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |end| start + end);
    if start < line {
        return start..span.end.clamp(start, line);
    }
    let last = text.get(..line).and_then(|before| before.chars().last());
    match last {
        Some(last) if last != '\n' => line - last.len_utf8()..line,
        _ => line..line,
    }
}

fn field((name, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)) -> Field {
    Field {
        name: name.get_ref().to_string(),
        name_span: name.span(),
        value: convert(name.get_ref(), value),
        value_span: value.span(),
    }
}

/// A value; a table on one line has the name of its field as its key.
fn convert(name: &str, value: &Spanned<DeValue<'_>>) -> Value {
    match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|item| (convert(name, item), item.span()))
                .collect(),
        ),
        DeValue::Float(_) => Value::Other("a fraction"),
        DeValue::Boolean(boolean) => Value::Boolean(*boolean),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Table(table) => Value::Table(Table {
            key: name.to_owned(),
            span: value.span(),
            fields: table.iter().map(field).collect(),
        }),
    }
}

fn syntax_fault(index: usize, text: &str, error: &toml::de::Error, tables: &[Table]) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().lines().next().unwrap_or_default();
    if let Some(mark) = inner_quote(text, &span) {
        let message = "a `\"` stands inside of the text";
        let help = "write “…” or the quotation marks of the language inside of a text";
        let fault = Diagnostic::new(&rule::SYNTAX, message).help(help);
        return fault.at(index, mark..mark + 1);
    }
    if message != "duplicate key" {
        let message = format!("this is not TOML: {message}");
        return Diagnostic::new(&rule::SYNTAX, message).at(index, one_line(text, span));
    }
    let key = text.get(span.clone()).unwrap_or_default();
    let fault = Diagnostic::new(&rule::DUPLICATE, format!("`{key}` stands here twice"))
        .at(index, span.clone());
    let first = if is_header(text, &span) {
        first_header(text, key, span.start)
    } else {
        first_field(key, &span, tables)
    };
    match first {
        Some(first) => fault.other(
            Place {
                file: index,
                span: first,
            },
            "first here",
        ),
        None => fault,
    }
}

/// The second quotation mark of three or more in a line of the form `name = "text"`: it ends the text too early.
fn inner_quote(text: &str, span: &Range<usize>) -> Option<usize> {
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let (name, value) = line.split_once(" = ")?;
    let is_text = value.starts_with('"') && !value.starts_with("\"\"\"");
    let is_mark = |(index, _): &(usize, &str)| !value[..*index].ends_with('\\');
    let mut marks = value.match_indices('"').filter(is_mark).skip(1);
    let second = marks.next().filter(|_| is_text && marks.next().is_some());
    second.map(|(index, _)| start + name.len() + " = ".len() + index)
}

fn first_header(text: &str, key: &str, before: usize) -> Option<Range<usize>> {
    let start = text.get(..before)?.find(&format!("[{key}]"))? + 1;
    Some(start..start + key.len())
}

/// Where the field of a duplicate first stood in its table.
fn first_field(key: &str, span: &Range<usize>, tables: &[Table]) -> Option<Range<usize>> {
    let table = tables.iter().rfind(|table| table.span.start < span.start)?;
    let field = table
        .fields
        .iter()
        .find(|field| field.name == key && field.name_span != *span)?;
    Some(field.name_span.clone())
}
