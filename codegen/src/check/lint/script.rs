//! D05: a language whose texts are not in the script that `languages.toml` states.

use unicode_script::{Script, UnicodeScript as _};

use super::line::Line;
use crate::check::scripts::scripts;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::model::Language;
use crate::rule;
use crate::source::Role;

/// Fewer letters can all be names.
const FEW: usize = 500;

/// Where most letters are of another script, the statement is wrong and not the texts.
pub(super) fn wrong(
    documents: &[Document<'_>],
    language: &Language,
    tables: &[Vec<Line<'_>>],
) -> Option<Diagnostic> {
    let own = scripts(&language.script);
    let (mut right, mut all) = (0, 0);
    for line in tables.iter().flatten() {
        for (_, word) in line.words() {
            // The letters of a word are of one script, or another rule says so.
            let script = word.chars().next().map_or(Script::Common, |c| c.script());
            let letters = word.chars().count();
            let is_own =
                own.contains(&script) || matches!(script, Script::Common | Script::Inherited);
            all += letters;
            right += if is_own { letters } else { 0 };
        }
    }
    if own.is_empty() || all < FEW || right * 2 >= all {
        return None;
    }
    let mut files = documents
        .iter()
        .filter(|document| *document.role == Role::Languages);
    let place = files.find_map(|document| {
        let table = document
            .tables
            .iter()
            .find(|table| table.key == language.tag)?;
        let field = table.fields.iter().find(|field| field.name == "script")?;
        Some((document.file, field.value_span.clone()))
    });
    let (file, span) = place?;
    let (tag, script) = (&language.tag, &language.script);
    let message = format!("the texts of `{tag}` are not in the script `{script}`");
    let help = "correct the script of the language, or the texts of its file";
    Some(
        Diagnostic::new(&rule::VALUE, message)
            .help(help)
            .at(file, span),
    )
}
