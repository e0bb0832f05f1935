//! Writes `python/waba_errors/codes.py`: the codes and the closed lists of facts as enums, from the table, so that none is
//! forgotten.

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use waba_errors::{Category, Entry, Fact, Key, Lang, codes};
use waba_errors_payload::Certainty;

const HEAD: &str = r#""""The codes and the closed lists of facts. Written by `build.rs` from the table; do not edit."""

from enum import IntEnum, StrEnum
from typing import Optional

from waba_errors._native import Entry, lookup

"#;

const METHODS: &str = r#"
    @classmethod
    def get(cls, number: object) -> Optional["Code"]:
        """The code with this number; `None` for a number that has no entry of its own.

        >>> Code.get(131047)
        <Code.RE_ENGAGEMENT_MESSAGE: 131047>
        >>> Code.get(4000000000)
        """
        try:
            return cls(number)  # type: ignore[arg-type]
        except ValueError:
            return None

    @property
    def entry(self) -> Entry:
        """What is known of the code.

        >>> Code.MESSAGE_UNDELIVERABLE.entry.name
        'MessageUndeliverable'
        """
        return lookup(self)

for _code in Code:
    _code.__doc__ = f"{_code.entry.title()}\n\n{_code.entry.description()}"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    // A source archive has the crate beside the Python part.
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut parts = ["python", "../python"]
        .map(|folder| crate_folder.join(folder))
        .into_iter();
    let part = parts
        .find(|folder| folder.exists())
        .ok_or("no Python part")?;
    let file = part.join("waba_errors/codes.py");
    println!("cargo::rerun-if-changed={}", file.display());
    let module = module()?;
    // An untouched file lets the build tools see that nothing has changed.
    if fs::read_to_string(&file).ok().as_ref() != Some(&module) {
        fs::write(file, module)?;
    }
    Ok(())
}

fn module() -> Result<String, Box<dyn Error>> {
    let mut out = HEAD.to_owned();
    let tags: Vec<_> = Lang::ALL.iter().map(|lang| quote(lang.tag())).collect();
    writeln!(out, "LANGUAGES = ({})", tags.join(", "))?;
    writeln!(out, "\"\"\"The tags of the languages.\"\"\"\n")?;
    list(
        &mut out,
        "Category",
        "What a code is about.",
        Category::ALL
            .iter()
            .map(|category| (category.id(), category.title(Lang::En))),
    )?;
    for facts in Fact::ALL.chunk_by(|one, next| one.id() == next.id()) {
        let id = facts.first().map_or("", |fact| fact.id());
        let mut values: Vec<_> = facts
            .iter()
            .map(|fact| (fact.value(), words(fact)))
            .collect();
        // Each wait is a fact of its own.
        values.dedup_by_key(|(value, _)| *value);
        list(
            &mut out,
            &class(id),
            &format!("The values of `{id}`."),
            values.into_iter(),
        )?;
    }
    let certainties = Certainty::ALL.iter().map(|certainty| (certainty.id(), ""));
    list(
        &mut out,
        "Certainty",
        "How sure an error is, the least sure first.",
        certainties,
    )?;
    writeln!(out, "\nclass Code(IntEnum):")?;
    writeln!(
        out,
        "    \"\"\"The codes with an entry of their own, by their permanent names.\"\"\"\n"
    )?;
    let constants = constants();
    for entry in numbers() {
        let number = entry.code().get();
        let constant = constants.get(&number).ok_or("a code without a constant")?;
        code(&mut out, constant, &entry)?;
    }
    out.push_str(METHODS);
    Ok(out)
}

/// The numbers with an entry of their own.
fn numbers() -> impl Iterator<Item = Entry> {
    codes().filter(|entry| matches!(entry.key(), Key::Code(_)))
}

fn words(fact: &Fact) -> &'static str {
    match fact {
        Fact::Retry(retry) if retry.wait().is_some() => "After a wait, which `wait` states",
        _ => fact.title(Lang::En),
    }
}

fn list<'a>(
    out: &mut String,
    name: &str,
    what: &str,
    values: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), std::fmt::Error> {
    writeln!(out, "\nclass {name}(StrEnum):\n    \"\"\"{what}\"\"\"\n")?;
    for (id, title) in values {
        let member = id.replace('-', "_").to_uppercase();
        writeln!(out, "    {member} = {}", quote(id))?;
        if !title.is_empty() {
            writeln!(out, "    \"\"\"{}\"\"\"", escape(title))?;
        }
    }
    writeln!(out)
}

/// A code with title, description and steps in English, as editors show them.
fn code(out: &mut String, constant: &str, entry: &Entry) -> Result<(), std::fmt::Error> {
    let text = entry.text(Lang::En);
    writeln!(out, "    {constant} = {}", entry.code())?;
    let (title, description) = (escape(text.title()), escape(text.description()));
    writeln!(out, "    \"\"\"{title}\n\n    {description}\n")?;
    for (index, step) in text.fixes().enumerate() {
        writeln!(out, "    {}. {}", index + 1, escape(step))?;
    }
    writeln!(out, "    \"\"\"\n")
}

/// The constants of the codes by their numbers, as the generator has named them.
fn constants() -> HashMap<u32, &'static str> {
    let lines = include_str!("../waba-errors/src/generated/codes.rs").lines();
    let constants = lines.filter_map(|line| {
        let (name, number) = line
            .trim()
            .strip_prefix("pub const ")?
            .split_once(": Self = Self::new(")?;
        Some((number.strip_suffix(");")?.parse().ok()?, name))
    });
    constants.collect()
}

fn class(id: &str) -> String {
    let (first, rest) = id.split_at(id.len().min(1));
    first.to_uppercase() + rest
}

fn quote(text: &str) -> String {
    format!("\"{}\"", escape(text))
}

/// A text that ends no string.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
