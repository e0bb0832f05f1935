//! M08, M09, M14: one word for one thing, as `glossary.toml` says.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Text;
use super::line::{Finding, Line};
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Document, Field, Table, Value};
use crate::model::Model;
use crate::phrases::fold;
use crate::rule;
use crate::source::Role;
use crate::suggestion::did_you_mean;

const LIST: &str = "write a list of texts, such as `[\"Vorlage\"]`";

/// The terms of a data folder; empty without `glossary.toml`.
#[derive(Default)]
pub(super) struct Glossary {
    terms: Vec<Term>,
    /// The terms by their first word.
    by_word: HashMap<String, Vec<usize>>,
    latin: HashSet<String>,
    /// By language: beginnings of words, with the term that they are not used for.
    forbidden: HashMap<String, Vec<(String, usize)>>,
}

#[derive(Default)]
struct Term {
    english: String,
    is_name: bool,
    /// Where the glossary says so.
    place: Option<Place>,
    /// By language: parts of words, folded.
    accepted: HashMap<String, Vec<String>>,
}

/// The language and the word that must not stand there, and where the glossary says so.
type Forbidden = ((String, String), Range<usize>);

/// A term that an English line uses.
pub(super) struct Use {
    term: usize,
    start: usize,
    end: usize,
}

impl Glossary {
    pub(super) fn read(
        documents: &[Document<'_>],
        model: &Model,
        faults: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut glossary = Self::default();
        let Some(document) = documents
            .iter()
            .find(|document| *document.role == Role::Glossary)
        else {
            return glossary;
        };
        let mut reader = Reader {
            file: document.file,
            model,
            faults,
        };
        let mut forbidden = Vec::new();
        for table in &document.tables {
            if table.key == "names" {
                glossary.read_names(&mut reader, table);
            } else if let Some((term, words)) = reader.term(table) {
                let index = glossary.terms.len();
                forbidden.extend(words.into_iter().map(|word| (word, index)));
                glossary.add(term);
            }
        }
        for ((form, span), term) in forbidden {
            match glossary.accepting(&form) {
                Some(other) => {
                    let message = format!(
                        "`{}` must not stand for `{}`, but is a form of `{other}`",
                        form.1.trim_end(),
                        glossary.terms[term].english
                    );
                    let help = "take it out of one of the two lists";
                    let fault = Diagnostic::new(&rule::VALUE, message).help(help);
                    reader.faults.push(fault.at(document.file, span));
                }
                None => glossary
                    .forbidden
                    .entry(form.0)
                    .or_default()
                    .push((form.1, term)),
            }
        }
        glossary
    }

    /// A term for which a language demands a word that another one forbids.
    fn accepting(&self, (tag, form): &(String, String)) -> Option<&str> {
        let begins = |accepted: &String| match form.strip_suffix(' ') {
            Some(word) => *accepted == fold(word),
            None => accepted.starts_with(&fold(form)),
        };
        let accepts = |term: &&Term| {
            term.accepted
                .get(tag)
                .is_some_and(|forms| forms.iter().any(begins))
        };
        self.terms
            .iter()
            .find(accepts)
            .map(|term| term.english.as_str())
    }

    fn read_names(&mut self, reader: &mut Reader<'_>, table: &Table) {
        for field in &table.fields {
            let words = match field.name.as_str() {
                "keep" | "latin" => reader.list(field),
                _ => {
                    reader.unknown(table, field, &["keep", "latin"]);
                    continue;
                }
            };
            for name in words {
                self.latin
                    .extend(name.split(|c: char| !c.is_alphabetic()).map(str::to_owned));
                if field.name == "keep" {
                    self.add(Term {
                        english: name,
                        is_name: true,
                        ..Term::default()
                    });
                }
            }
        }
    }

    fn add(&mut self, term: Term) {
        let index = self.terms.len();
        let lower = term.english.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphabetic());
        let first = words.next().unwrap_or_default().to_owned();
        if words.next().is_none() {
            self.by_word
                .entry(format!("{first}s"))
                .or_default()
                .push(index);
        }
        self.by_word.entry(first).or_default().push(index);
        self.terms.push(term);
    }

    /// Whether a Latin word may stand in any text: a name or an abbreviation.
    pub(super) fn is_known_latin(&self, word: &str) -> bool {
        self.latin.contains(word)
    }

    /// The terms in an English line.
    pub(super) fn uses(&self, line: &Line<'_>) -> Vec<Use> {
        let mut uses: Vec<Use> = Vec::new();
        for (range, word) in line.words() {
            let Some(terms) = self.by_word.get(&word.to_ascii_lowercase()) else {
                continue;
            };
            for &term in terms {
                let english = self.terms[term].english.as_str();
                let end = range.start + english.len();
                let found = line.plain.get(range.start..end).is_some_and(|found| {
                    let exact = self.terms[term].is_name;
                    if exact {
                        found == english
                    } else {
                        found.eq_ignore_ascii_case(english)
                    }
                });
                let rest = line.plain.get(end..).unwrap_or_default();
                let rest = rest.strip_prefix('s').unwrap_or(rest);
                let is_whole = !rest.starts_with(char::is_alphanumeric);
                if found && is_whole && uses.iter().all(|other| other.term != term) {
                    uses.push(Use {
                        term,
                        start: range.start,
                        end,
                    });
                }
            }
        }
        uses
    }
}

/// Compares a translation with the terms of the English line.
pub(super) fn terms(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let Text {
        line,
        uses,
        setting,
        ..
    } = *text;
    if uses.is_empty() {
        return;
    }
    let folded = fold(line.text);
    let unhyphenated = line.text.replace('-', " ");
    for found in uses {
        let term = &setting.glossary.terms[found.term];
        let range = found.start..found.end;
        if term.is_name {
            // German compounds join the words of a name: `Cloud-API-Liste`.
            if !unhyphenated.contains(&term.english.replace('-', " ")) {
                let message = format!("the name `{}` is missing", term.english);
                findings.push(
                    Finding::new(&rule::NAMES, line.all(), message).english(range, "the name"),
                );
            }
            continue;
        }
        let Some(forms) = term.accepted.get(&setting.language.tag) else {
            continue;
        };
        if !forms.iter().any(|form| folded.contains(form)) {
            let message = format!(
                "`{}` is translated by none of: {}",
                term.english,
                forms.join(", ")
            );
            let finding = Finding::new(&rule::GLOSSARY, line.all(), message);
            findings.push(with_cause(finding.english(range, "the term"), term));
        }
    }
}

fn with_cause(finding: Finding, term: &Term) -> Finding {
    match &term.place {
        Some(place) => finding.cause(place),
        None => finding,
    }
}

pub(super) fn forbidden(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, setting) = (text.line, text.setting);
    let tag = &setting.language.tag;
    for (form, term) in setting.glossary.forbidden.get(tag).into_iter().flatten() {
        let begins_word = |index: usize| !line.before(index).is_some_and(char::is_alphanumeric);
        let mut places = line.plain.match_indices(form.as_str());
        if let Some((index, _)) = places.find(|(index, _)| begins_word(*index)) {
            let term = &setting.glossary.terms[*term];
            let message = format!("`{}` is not used for `{}`", form.trim_end(), term.english);
            let help = match term.accepted.get(tag) {
                Some(forms) => format!("write a form of: {}", forms.join(", ")),
                None => String::new(),
            };
            let range = index..index + form.trim_end().len();
            let finding = Finding::new(&rule::FORBIDDEN_TERM, range, message).help(help);
            findings.push(with_cause(finding, term));
        }
    }
}

struct Reader<'a> {
    file: usize,
    model: &'a Model,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// A term, and the words that must not stand for it, each with its language.
    fn term(&mut self, table: &Table) -> Option<(Term, Vec<Forbidden>)> {
        let place = Place {
            file: self.file,
            span: table.span.clone(),
        };
        let mut term = Term {
            place: Some(place),
            ..Term::default()
        };
        let mut forbidden = Vec::new();
        let tags: Vec<_> = self
            .model
            .languages
            .iter()
            .map(|language| language.tag.as_str())
            .collect();
        for field in &table.fields {
            let name = field.name.as_str();
            match (name, name.strip_prefix("not_").unwrap_or(name)) {
                ("en", _) => {
                    if let Value::Text(text) = &field.value {
                        text.clone_into(&mut term.english);
                    }
                }
                (_, tag) if tags.contains(&tag) => {
                    let words = self.list(field);
                    if tag == name {
                        let folded = words.iter().map(|word| fold(word)).collect();
                        term.accepted.insert(tag.to_owned(), folded);
                    } else {
                        let words = words.into_iter().map(|word| (tag.to_owned(), word));
                        forbidden.extend(words.map(|form| (form, field.value_span.clone())));
                    }
                }
                _ => self.unknown(table, field, &tags),
            }
        }
        if term.english.is_empty() {
            let message = format!("[{}] has no English term", table.key);
            let fault =
                Diagnostic::new(&rule::MISSING_FIELD, message).at(self.file, table.span.clone());
            self.faults.push(fault.help("add a line `en = \"…\"`"));
            return None;
        }
        Some((term, forbidden))
    }

    fn list(&mut self, field: &Field) -> Vec<String> {
        let Value::List(items) = &field.value else {
            let message = format!(
                "`{}` is {}, not a list of texts",
                field.name,
                field.value.kind()
            );
            self.faults.push(
                Diagnostic::new(&rule::TYPE, message)
                    .at(self.file, field.value_span.clone())
                    .help(LIST),
            );
            return Vec::new();
        };
        let mut words = Vec::new();
        for (item, span) in items {
            match item {
                Value::Text(text) if !text.trim().is_empty() => words.push(text.clone()),
                _ => {
                    let message = format!(
                        "`{}` holds {} that does not belong there",
                        field.name,
                        item.kind()
                    );
                    self.faults.push(
                        Diagnostic::new(&rule::TYPE, message)
                            .at(self.file, span.clone())
                            .help(LIST),
                    );
                }
            }
        }
        words
    }

    fn unknown(&mut self, table: &Table, field: &Field, known: &[&str]) {
        let message = format!("`{}` is no field of [{}]", field.name, table.key);
        let near = did_you_mean(&field.name, known.iter().copied());
        let help = if near.is_empty() {
            "use a language of languages.toml, or `not_` and a language".to_owned()
        } else {
            near
        };
        self.faults.push(
            Diagnostic::new(&rule::UNKNOWN_FIELD, message)
                .at(self.file, field.name_span.clone())
                .help(help),
        );
    }
}
