//! What people type who look for an entry, in any language: no texts, so no rule for words applies.

use std::collections::HashSet;

use super::fields::Fields;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::key::Key;
use crate::model::Model;
use crate::rule;
use crate::source::Role;

pub(super) fn read(
    documents: &[Document<'_>],
    model: &mut Model,
    whole: bool,
    faults: &mut Vec<Diagnostic>,
) {
    let mut keywords = vec![Vec::new(); model.entries.len()];
    for document in documents {
        if !matches!(document.role, Role::Keywords(_)) {
            continue;
        }
        for table in &document.tables {
            let mut fields = Fields::new(document.file, table, faults);
            let phrases = phrases(&mut fields);
            match Key::parse(&table.key).and_then(|key| model.place(&key)) {
                Some(entry) => keywords[entry].extend(phrases),
                None if whole => {
                    let message = format!("[{}] is no entry in codes", table.key);
                    let span = table.span.clone();
                    fields.fault_at(&rule::REFERENCE, message, &span, rule::REFERENCE.remedy);
                }
                None => {}
            }
            fields.finish();
        }
    }
    model.keywords = keywords;
}

/// The phrases of an entry in one language, each once.
fn phrases(fields: &mut Fields<'_>) -> Vec<String> {
    let mut seen = HashSet::new();
    let found = fields.texts_at("words");
    for (phrase, span) in &found {
        let folded = phrase.to_lowercase();
        let fault = match () {
            () if phrase.contains(char::is_control) => "holds a control character",
            () if !seen.insert(folded) => "stands here twice",
            () => continue,
        };
        let message = format!("`{}` {fault}", phrase.escape_debug());
        fields.fault_at(&rule::VALUE, message, span, "delete it");
    }
    found.into_iter().map(|(phrase, _)| phrase).collect()
}
