//! X01: `lint-exceptions.toml`, the texts that may break a rule, each with its reason.

use std::collections::HashMap;
use std::ops::Range;

use super::has_exceptions;
use super::line::{Finding, Line};
use crate::check::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::model::Model;
use crate::rule::{self, RULES};
use crate::source::Role;
use crate::suggestion::did_you_mean;

/// The exceptions of a data folder; empty without `lint-exceptions.toml`.
#[derive(Default)]
pub(super) struct Exceptions {
    file: usize,
    list: Vec<Exception>,
    /// By rule, language and key of the entry.
    places: HashMap<(String, String, String), Vec<usize>>,
}

struct Exception {
    name: String,
    span: Range<usize>,
    /// All fields of the entry if none is named.
    field: Option<String>,
    used: bool,
}

impl Exceptions {
    pub(super) fn read(
        documents: &[Document<'_>],
        model: &Model,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut exceptions = Self::default();
        let Some(document) = documents
            .iter()
            .find(|document| *document.role == Role::Exceptions)
        else {
            return exceptions;
        };
        exceptions.file = document.file;
        for table in &document.tables {
            let mut fields = Fields::new(document.file, table, faults);
            let mut required = |name| {
                let found = fields.required_text(name);
                found.map(|(text, span)| (text.to_owned(), span))
            };
            let found = (
                required("rule"),
                required("language"),
                required("key"),
                required("reason"),
            );
            let field = fields.text("field").map(|(field, _)| field.to_owned());
            fields.finish();
            let (Some(rule), Some(tag), Some((key, _)), Some(_)) = found else {
                continue;
            };
            let ids = RULES.iter().map(|rule| rule.id).collect();
            let tags = model
                .languages
                .iter()
                .map(|language| language.tag.as_str())
                .collect();
            for ((word, span), what, known) in [(&rule, "rule", ids), (&tag, "language", tags)] {
                if let Some(fault) = unknown(word, what, known) {
                    faults.push(fault.at(document.file, span.clone()));
                }
            }
            if RULES.iter().any(|known| known.id == rule.0) && !has_exceptions(&rule.0) {
                let message = format!("`{}` is no rule for single texts", rule.0);
                let help = "only the rules for texts have exceptions; delete the table";
                let fault = Diagnostic::new(&rule::VALUE, message).help(help);
                faults.push(fault.at(document.file, rule.1.clone()));
            }
            let place = (rule.0, tag.0, key);
            exceptions
                .places
                .entry(place)
                .or_default()
                .push(exceptions.list.len());
            exceptions.list.push(Exception {
                name: table.key.clone(),
                span: table.span.clone(),
                field,
                used: false,
            });
        }
        exceptions
    }

    /// Whether the finding is excepted; remembers that the exception is needed.
    pub(super) fn cover(&mut self, finding: &Finding, tag: &str, line: &Line<'_>) -> bool {
        if self.list.is_empty() {
            return false;
        }
        let place = (
            finding.rule.id.to_owned(),
            tag.to_owned(),
            line.table.to_owned(),
        );
        let mut covered = false;
        for &index in self.places.get(&place).into_iter().flatten() {
            let exception = &mut self.list[index];
            if exception
                .field
                .as_deref()
                .is_none_or(|field| field == line.field)
            {
                exception.used = true;
                covered = true;
            }
        }
        covered
    }

    pub(super) fn report_unused(&self, faults: &mut Vec<Diagnostic>) {
        for exception in self.list.iter().filter(|exception| !exception.used) {
            let message = format!("no text needs the exception [{}]", exception.name);
            faults.push(
                Diagnostic::new(&rule::UNUSED_EXCEPTION, message)
                    .at(self.file, exception.span.clone()),
            );
        }
    }
}

fn unknown(word: &str, what: &str, known: Vec<&str>) -> Option<Diagnostic> {
    if known.contains(&word) {
        return None;
    }
    let near = did_you_mean(word, known);
    let help = if near.is_empty() {
        rule::REFERENCE.remedy
    } else {
        &near
    };
    let message = format!("there is no {what} `{word}`");
    Some(Diagnostic::new(&rule::REFERENCE, message).help(help))
}
