//! Translations of an English text that has changed since.

use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::translation::{State, Translation};

pub(super) fn check(translations: &[Translation], faults: &mut Vec<Diagnostic>) {
    for translation in translations {
        for words in &translation.words {
            let (State::Stale { was }, Some(place)) = (&words.state, &words.place) else {
                continue;
            };
            let (tag, table, field) = (&translation.tag, &words.table, &words.field);
            let message = format!("the English text of `{field}` in [{table}] has changed");
            let help = format!(
                "it said “{was}”; adapt the translation, or, if it still says the same, ask a maintainer \
                 to run `cargo codegen bless {tag} {table}`"
            );
            let mut fault = Diagnostic::new(&rule::STALE, message)
                .at(place.file, place.span.clone())
                .help(help);
            if let Some(english) = &words.english_place {
                fault = fault.other(english.clone(), "the English text now");
            }
            faults.push(fault);
        }
    }
}
