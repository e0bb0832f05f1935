//! What the README says in numbers and shows as a sample.

use crate::key::Key;
use crate::model::Model;

/// The command of the sample, whose answer follows.
const COMMAND: &str = "explain 131047 --lang en\n";

/// What stands below the part of the answer that is shown.
const REST: &str = "…\n```";

/// The README with the counts and the sample that the data gives. Rows and a sample that it does not have are not added.
#[must_use]
pub fn readme(old: &str, model: &Model) -> String {
    let count = |is: fn(&Key) -> bool| model.entries.iter().filter(|entry| is(&entry.key)).count();
    let counts = [
        ("codes", count(|key| matches!(key, Key::Code(_)))),
        ("ranges", count(|key| matches!(key, Key::Range(..)))),
        ("pairs", count(|key| matches!(key, Key::Pair(..)))),
        (
            "cases",
            count(|key| matches!(key, Key::Case(..) | Key::PairCase(..))),
        ),
        ("numbers", model.on_premises.len()),
        ("languages", model.languages.len()),
    ];
    let lines = old.split_inclusive('\n').map(|line| {
        let row = line
            .strip_prefix("| ")
            .and_then(|row| row.strip_suffix(" |\n"));
        let (what, number) = row
            .and_then(|row| row.split_once(" | "))
            .unwrap_or_default();
        let of_row = counts
            .iter()
            .find(|(first, _)| what.split(' ').next() == Some(first));
        match of_row.filter(|_| number.parse::<usize>().is_ok()) {
            Some((_, count)) => format!("| {what} | {count} |\n"),
            None => line.to_owned(),
        }
    });
    let counted: String = lines.collect();
    with_sample(&counted, model).unwrap_or(counted)
}

fn with_sample(text: &str, model: &Model) -> Option<String> {
    let start = text.find(COMMAND)? + COMMAND.len();
    let end = start + text[start..].find(REST)?;
    let is_shown = |key: &Key| *key == Key::Code(131_047);
    let entry = model
        .entries
        .iter()
        .position(|entry| is_shown(&entry.key))?;
    let shown = model.texts.first()?.entries.get(entry)?.as_ref()?;
    let sample = format!("131047\n{}\n\n{}\n", shown.title, shown.description);
    Some(format!("{}{sample}{}", &text[..start], &text[end..]))
}
