//! TOML text to a flat tree of tables and fields with places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Place};
use crate::load::File;
use crate::rule;

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
    List(Vec<(Value, Range<usize>)>),
    Other(&'static str),
}

impl Value {
    /// What a person calls the type of the value.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a text",
            Self::Integer(_) => "a number",
            Self::List(_) => "a list",
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
        let span = value_place(text, key.span());
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
    for error in &errors {
        faults.push(syntax_fault(index, text, error, &tables));
    }
    tables
}

fn value_place(text: &str, span: Range<usize>) -> Range<usize> {
    span.start.min(text.len())..span.end.min(text.len())
}

fn field((name, value): (&Spanned<std::borrow::Cow<'_, str>>, &Spanned<DeValue<'_>>)) -> Field {
    Field {
        name: name.get_ref().to_string(),
        name_span: name.span(),
        value: convert(value.get_ref()),
        value_span: value.span(),
    }
}

fn convert(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok())
        }
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|item| (convert(item.get_ref()), item.span()))
                .collect(),
        ),
        DeValue::Float(_) => Value::Other("a fraction"),
        DeValue::Boolean(_) => Value::Other("true or false"),
        DeValue::Datetime(_) => Value::Other("a date"),
        DeValue::Table(_) => Value::Other("a table"),
    }
}

fn syntax_fault(
    index: usize,
    text: &str,
    error: &toml::de::Error,
    tables: &[Table],
) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().lines().next().unwrap_or_default();
    if message != "duplicate key" {
        let message = format!("this is not TOML: {message}");
        return Diagnostic::new(&rule::SYNTAX, message).at(index, value_place(text, span));
    }
    let key = text.get(span.clone()).unwrap_or_default();
    let fault =
        Diagnostic::new(&rule::DUPLICATE, format!("`{key}` stands here twice")).at(index, span.clone());
    match first_place(key, &span, tables) {
        Some(first) => fault.other(Place { file: index, span: first }, "first here"),
        None => fault,
    }
}

/// Where the key of a duplicate first stood: another table, or another field of the same table.
fn first_place(key: &str, span: &Range<usize>, tables: &[Table]) -> Option<Range<usize>> {
    let holder = tables.iter().rfind(|table| table.span.start < span.start)?;
    let field = holder
        .fields
        .iter()
        .find(|field| field.name == key && field.name_span != *span)
        .map(|field| field.name_span.clone());
    field.or_else(|| {
        tables
            .iter()
            .find(|table| table.key == key && table.span != *span)
            .map(|table| table.span.clone())
    })
}
