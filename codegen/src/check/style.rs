//! `style.toml`: what is the style of a house and no fault elsewhere.

use super::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::model::{CodeStyle, Style};
use crate::phrases::Phrases;
use crate::rule;

/// Reads one table of the file.
pub(super) fn read(mut fields: Fields<'_>, style: &mut Style) {
    fields = fields.long_lists();
    match fields.table.key.as_str() {
        "links" => {
            style.hosts = fields.texts("hosts");
            style.pages = fields.texts("pages");
            style.versions = fields.texts("versions");
            style.disguises = fields.texts("disguises");
        }
        "code" => style.code = code(&mut fields),
        "characters" => {
            let symbols = fields.text("symbols");
            style.symbols = symbols.map(|(text, _)| text.to_owned()).unwrap_or_default();
        }
        "placeholders" => style.placeholders = fields.texts("names"),
        "leftovers" => style.leftovers = Phrases::new(fields.texts("phrases")),
        "languages" => {
            let table = fields.table;
            for field in &table.fields {
                let words = fields.texts(&field.name);
                style.other_languages.push((field.name.clone(), words));
            }
        }
        key => {
            let message = format!("[{key}] is no part of a style");
            let help = "the parts are `links`, `code`, `characters`, `placeholders`, `leftovers` and `languages`";
            let fault = Diagnostic::new(&rule::KEY, message).help(help);
            let span = fields.table.span.clone();
            fields.faults.push(fault.at(fields.file, span));
            return;
        }
    }
    fields.finish();
}

fn code(fields: &mut Fields<'_>) -> CodeStyle {
    CodeStyle {
        objects: fields.texts("objects"),
        methods: fields.texts("methods"),
        endpoints: fields.texts("endpoints"),
        labels: fields.texts("labels"),
        others: fields.texts("others"),
    }
}
