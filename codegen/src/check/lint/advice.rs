//! M16, M17, P12–P14: whether the texts of an entry give the advice that its facts give, and nothing else.

use std::collections::HashMap;
use std::ops::Range;

use super::Text;
use super::line::{Finding, Line};
use crate::model::Model;
use crate::phrases::Phrases;
use crate::rule;

/// The fact that says whether and when a request is repeated.
const RETRY: &str = "retry";

/// Its value after which software repeats by itself, beside the waits: `Retry::is_retryable` of the library.
const BACKOFF: &str = "backoff";

/// What ends the first clause of a sentence.
const CLAUSE_ENDS: [char; 7] = [',', ';', ':', '.', '،', '؛', '—'];

/// What an entry says about a repetition.
pub(super) struct Retry<'a> {
    value: &'a str,
    repeats: bool,
}

/// By table of the texts.
pub(super) fn retries(model: &Model) -> HashMap<String, Retry<'_>> {
    let mut lists = model.lists.iter().enumerate();
    let Some((index, list)) = lists.find(|(_, list)| list.id == RETRY) else {
        return HashMap::new();
    };
    let entries = model.entries.iter().filter_map(|entry| {
        let fact = entry.facts.get(index)?;
        let value = list.values.get(fact.value)?.id.as_str();
        let repeats = fact.wait.is_some() || value == BACKOFF;
        Some((entry.key.to_string(), Retry { value, repeats }))
    });
    entries.collect()
}

/// Programs follow the value, people the text.
pub(super) fn retry(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, writing) = (text.line, &text.setting.language.writing);
    let Some(retry) = text.setting.retries.get(line.table) else {
        return;
    };
    let value = retry.value;
    let mut report = |words: Range<usize>, says: &str| {
        let range = line.bytes(&words);
        let message = format!("`{}` {says} `{value}`", &line.text[range.clone()]);
        findings.push(Finding::new(&rule::RETRY_ADVICE, range, message));
    };
    if retry.repeats {
        if let Some(words) = line.find(&writing.refusals, line.all_words()) {
            report(words, "forbids what the value of `retry` advises:");
        }
    } else if line.field.starts_with("fix_")
        && let Some(words) = line.find(&writing.repetitions, line.all_words())
    {
        report(words, "asks for a repetition that `retry` excludes:");
    }
}

pub(super) fn origins(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    let explains = line.field == "description" || line.field.starts_with("cause_");
    if !explains || !text.setting.retries.contains_key(line.table) {
        return;
    }
    let origins = &text.setting.language.writing.origins;
    if let Some(words) = line.find(origins, line.all_words()) {
        let range = line.bytes(&words);
        let message = format!(
            "`{}` says where a fact comes from",
            &line.text[range.clone()]
        );
        findings.push(Finding::new(&rule::ORIGIN, range, message));
    }
}

pub(super) fn first_step(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    if line.field != "fix_1" {
        return;
    }
    let end = line.plain.find(CLAUSE_ENDS).unwrap_or(line.plain.len());
    let clause = line.words.iter().take_while(|word| word.start < end);
    let prohibitions = &text.setting.language.writing.prohibitions;
    if let Some(words) = line.find(prohibitions, 0..clause.count()) {
        let range = line.bytes(&words);
        let message = format!(
            "the first step only forbids: `{}`",
            &line.text[range.clone()]
        );
        findings.push(Finding::new(&rule::FIRST_STEP, range, message));
    }
}

/// A condition is read before the step that it is about.
pub(super) fn condition_first(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, setting) = (text.line, text.setting);
    let own = &setting.language.writing.conditions;
    let is_step = line.field.starts_with("fix_") || line.field.starts_with("prevent_");
    let Some(english) = text.english.filter(|_| is_step && !own.is_empty()) else {
        return;
    };
    let begins = |line: &Line<'_>, phrases: &Phrases| {
        let first = 0..line.words.len().min(1);
        line.find(phrases, first).map(|words| line.bytes(&words))
    };
    let Some(condition) = begins(english, &setting.source.writing.conditions) else {
        return;
    };
    if begins(line, own).is_none() {
        let message = "the English step begins with a condition, this one with the step";
        let finding = Finding::new(&rule::CONDITION_FIRST, line.all(), message);
        findings.push(finding.english(condition, "the condition"));
    }
}

pub(super) fn stiff_title(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    let endings = &text.setting.language.writing.stiff_titles;
    let title = line.plain.trim_end();
    if let Some(ending) = endings
        .iter()
        .find(|ending| title.ends_with(ending.as_str()))
    {
        let message = format!("the title ends in `{ending}`");
        let range = title.len() - ending.len()..title.len();
        findings.push(Finding::new(&rule::STIFF_TITLE, range, message));
    }
}
