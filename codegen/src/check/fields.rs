//! Reads the fields of one table and reports what is missing, unknown or of the wrong type.

use std::fmt::Display;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::document::{Field, Table, Value};
use crate::rule;
use crate::suggestion::did_you_mean;

pub(super) struct Fields<'a> {
    pub(super) file: usize,
    pub(super) table: &'a Table,
    pub(super) faults: &'a mut Vec<Diagnostic>,
    known: Vec<&'a str>,
    most: usize,
}

/// A value and where it stands.
pub(super) type Found<T> = Option<(T, Range<usize>)>;

impl<'a> Fields<'a> {
    pub(super) fn new(file: usize, table: &'a Table, faults: &'a mut Vec<Diagnostic>) -> Self {
        Self {
            file,
            table,
            faults,
            known: Vec::new(),
            most: 50,
        }
    }

    /// Lets lists have more items than people would read.
    pub(super) fn long_lists(mut self) -> Self {
        self.most = 500;
        self
    }

    /// Takes fields as read already.
    pub(super) fn skip(&mut self, names: &[&'a str]) {
        self.known.extend(names);
    }

    fn find(&mut self, name: &'a str) -> Option<&'a Field> {
        self.known.push(name);
        self.table.fields.iter().find(|field| field.name == name)
    }

    /// An optional text.
    pub(super) fn text(&mut self, name: &'a str) -> Found<&'a str> {
        let field = self.find(name)?;
        match &field.value {
            Value::Text(text) if text.trim().is_empty() => {
                let message = format!("`{name}` is empty");
                self.fault_at(
                    &rule::VALUE,
                    message,
                    &field.value_span,
                    "write the text, or delete the line",
                );
                None
            }
            Value::Text(text) => Some((text, field.value_span.clone())),
            _ => self.wrong_type(field, "a text in double quotes"),
        }
    }

    /// An optional whole number from 0 to `max`.
    pub(super) fn number<T: TryFrom<i64> + Display>(&mut self, name: &'a str, max: &T) -> Found<T> {
        let field = self.find(name)?;
        match &field.value {
            Value::Integer(number) => {
                let value = number.and_then(|number| T::try_from(number).ok());
                if value.is_none() {
                    let message = format!("`{name}` is out of range");
                    let help = format!("write a whole number from 0 to {max}");
                    self.fault_at(&rule::VALUE, message, &field.value_span, &help);
                }
                value.map(|value| (value, field.value_span.clone()))
            }
            _ => self.wrong_type(field, "a number without quotes"),
        }
    }

    /// An optional whole number, which may be negative.
    pub(super) fn signed(&mut self, name: &'a str) -> Found<i32> {
        let field = self.find(name)?;
        match &field.value {
            Value::Integer(number) => {
                let value = number.and_then(|number| i32::try_from(number).ok());
                if value.is_none() {
                    let message = format!("`{name}` is out of range");
                    self.fault_at(
                        &rule::VALUE,
                        message,
                        &field.value_span,
                        "write a smaller number",
                    );
                }
                value.map(|value| (value, field.value_span.clone()))
            }
            _ => self.wrong_type(field, "a number without quotes"),
        }
    }

    /// An optional `true` or `false`.
    pub(super) fn boolean(&mut self, name: &'a str) -> Found<bool> {
        let field = self.find(name)?;
        match &field.value {
            Value::Boolean(boolean) => Some((*boolean, field.value_span.clone())),
            _ => self.wrong_type(field, "`true` or `false`"),
        }
    }

    /// Whether a field has this name, whatever its value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.table.fields.iter().any(|field| field.name == name)
    }

    /// A list of texts; empty if absent.
    pub(super) fn texts(&mut self, name: &'a str) -> Vec<String> {
        let texts = self.texts_at(name).into_iter();
        texts.map(|(text, _)| text).collect()
    }

    /// A list of texts with their places; empty if absent.
    pub(super) fn texts_at(&mut self, name: &'a str) -> Vec<(String, Range<usize>)> {
        self.list(name, "a list of texts", |item| match item {
            Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        })
    }

    /// A list of ids and what each of them means, with their places; empty if absent.
    pub(super) fn explained(&mut self, name: &'a str) -> Vec<((String, String), Range<usize>)> {
        let expected = "pairs of an id and a sentence, such as `[\"meta\", \"Meta alone.\"]`";
        self.list(name, expected, |item| match item {
            Value::List(pair) => match pair.as_slice() {
                [(Value::Text(id), _), (Value::Text(text), _)] if !text.trim().is_empty() => {
                    Some((id.clone(), text.clone()))
                }
                _ => None,
            },
            _ => None,
        })
    }

    /// A list of tables on one line; empty if absent.
    pub(super) fn tables(&mut self, name: &'a str) -> Vec<&'a Table> {
        let expected = "a list of tables, such as `[{ … = … }]`";
        let found = self.list(name, expected, |item| match item {
            Value::Table(table) => Some(table),
            _ => None,
        });
        found.into_iter().map(|(table, _)| table).collect()
    }

    /// A list of codes; empty if absent.
    pub(super) fn codes(&mut self, name: &'a str) -> Vec<(u32, Range<usize>)> {
        self.list(name, "a list of codes without quotes", |item| match item {
            Value::Integer(Some(number)) => u32::try_from(*number).ok(),
            _ => None,
        })
    }

    fn list<T>(
        &mut self,
        name: &'a str,
        expected: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Vec<(T, Range<usize>)> {
        let Some(field) = self.find(name) else {
            return Vec::new();
        };
        let Value::List(items) = &field.value else {
            self.wrong_type::<()>(field, expected);
            return Vec::new();
        };
        if items.len() > self.most {
            let message = format!("`{name}` has more than {} items", self.most);
            self.fault_at(
                &rule::VALUE,
                message,
                &field.value_span,
                "keep the most helpful ones",
            );
        }
        let mut found = Vec::new();
        for (item, span) in items {
            if let Some(value) = read(item) {
                found.push((value, span.clone()));
                continue;
            }
            let message = format!("`{name}` holds {} that does not belong there", item.kind());
            let help = format!("write {expected}");
            self.fault_at(&rule::TYPE, message, span, &help);
        }
        found
    }

    /// Reports the field as missing if nothing was found and nothing was said about it.
    pub(super) fn required<T>(&mut self, name: &'a str, found: Found<T>) -> Found<T> {
        if found.is_none() && !self.table.fields.iter().any(|field| field.name == name) {
            let message = format!("[{}] has no `{name}`", self.table.key);
            let help = format!("add a line `{name} = …`");
            self.fault_at(
                &rule::MISSING_FIELD,
                message,
                &self.table.span.clone(),
                &help,
            );
        }
        found
    }

    /// A required text.
    pub(super) fn required_text(&mut self, name: &'a str) -> Found<&'a str> {
        let found = self.text(name);
        self.required(name, found)
    }

    /// The required `name`, which becomes a Rust identifier.
    pub(super) fn variant(&mut self) -> String {
        let Some((name, span)) = self.required_text("name") else {
            return String::new();
        };
        if !is_pascal_case(name) {
            let message = format!("`{name}` is not in PascalCase");
            self.fault_at(&rule::NAME, message, &span, rule::NAME.remedy);
        }
        name.to_owned()
    }

    /// The place of a text among a few words; the first one's after a fault, so that the rest is still checked.
    pub(super) fn choice(&mut self, name: &'a str, choices: &[&str]) -> usize {
        let found = self.required_text(name);
        self.chosen(name, found, choices).unwrap_or(0)
    }

    /// The place of a text among a few words.
    pub(super) fn chosen(
        &mut self,
        name: &'a str,
        found: Found<&str>,
        choices: &[&str],
    ) -> Option<usize> {
        let (text, span) = found?;
        let place = choices.iter().position(|choice| *choice == text);
        if place.is_none() {
            self.not_allowed(name, text, &span, choices);
        }
        place
    }

    pub(super) fn not_allowed(
        &mut self,
        name: &str,
        text: &str,
        span: &Range<usize>,
        choices: &[&str],
    ) {
        let list: Vec<_> = choices.iter().map(|choice| format!("`{choice}`")).collect();
        let near = did_you_mean(text, choices.iter().copied());
        let help = format!("use {}; {near}", list.join(", "));
        let message = format!("`{text}` is no value of `{name}`");
        self.fault_at(&rule::VALUE, message, span, help.trim_end_matches("; "));
    }

    /// Reports every field that nobody asked for.
    pub(super) fn finish(self) {
        for field in &self.table.fields {
            if !self.known.contains(&field.name.as_str()) {
                let near = did_you_mean(&field.name, self.known.iter().copied());
                let help = if near.is_empty() {
                    format!("delete the line; the fields are {}", self.known.join(", "))
                } else {
                    near
                };
                let message = format!("`{}` is no field of [{}]", field.name, self.table.key);
                self.faults.push(
                    Diagnostic::new(&rule::UNKNOWN_FIELD, message)
                        .at(self.file, field.name_span.clone())
                        .help(help),
                );
            }
        }
    }

    pub(super) fn fault_at(
        &mut self,
        rule: &'static rule::Rule,
        message: String,
        span: &Range<usize>,
        help: &str,
    ) {
        self.faults.push(
            Diagnostic::new(rule, message)
                .at(self.file, span.clone())
                .help(help),
        );
    }

    fn wrong_type<T>(&mut self, field: &Field, expected: &str) -> Found<T> {
        let message = format!("`{}` is {}, not {expected}", field.name, field.value.kind());
        let help = format!("write {expected}");
        self.fault_at(&rule::TYPE, message, &field.value_span, &help);
        None
    }
}

pub(super) fn is_pascal_case(name: &str) -> bool {
    let letters = name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    let lower = name.len() == 1 || name.bytes().any(|byte| byte.is_ascii_lowercase());
    letters && capital && lower && name != "Self"
}
