//! Many warnings of one kind in one file are one warning: a new language has no words at all.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::rule;

/// More than anybody reads one by one.
const MANY: usize = 20;

pub(super) fn shorten(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut counts: HashMap<(&str, usize), usize> = HashMap::new();
    for key in faults.iter().filter_map(group) {
        *counts.entry(key).or_default() += 1;
    }
    counts.retain(|_, count| *count > MANY);
    let mut short: Vec<_> = counts
        .iter()
        .map(|(&(id, file), count)| summary(id, file, *count))
        .collect();
    let rest = faults
        .into_iter()
        .filter(|fault| group(fault).is_none_or(|key| !counts.contains_key(&key)));
    short.extend(rest);
    short
}

/// The rule and the file, of warnings about the state of a translation.
fn group(fault: &Diagnostic) -> Option<(&'static str, usize)> {
    let place = fault.place.as_ref()?;
    let is_state = [&rule::UNTRANSLATED, &rule::STALE]
        .iter()
        .any(|rule| rule.id == fault.rule.id);
    is_state.then_some((fault.rule.id, place.file))
}

fn summary(id: &str, file: usize, count: usize) -> Diagnostic {
    let (rule, message) = if id == rule::STALE.id {
        (
            &rule::STALE,
            format!("{count} texts are older than the English ones"),
        )
    } else {
        (
            &rule::UNTRANSLATED,
            format!("{count} entries and words are not translated"),
        )
    };
    Diagnostic::new(rule, message)
        .at(file, 0..0)
        .help("`cargo codegen status` lists them")
}
