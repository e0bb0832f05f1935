//! The translators' files: the words of the entries and the other words of the product.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::scope::{EntryPlace, Scope};
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Document, Table, Value};
use crate::key::Key;
use crate::lock::Lock;
use crate::model::{
    LABELS, LIMITS, LISTS, Limit, Model, PAGE, PLACE, PLACE_KINDS, REPORT, Text, Texts, UNKNOWN,
    UNKNOWN_BLOCK, wait_key,
};
use crate::rule;
use crate::source::Role;
use crate::suggestion::did_you_mean;

/// What the tables begin with that are not about entries.
const OTHER_WORDS: [&str; 3] = ["ui-", "category-", PLACE];

/// More than anybody reads in one step, in bytes.
const LONGEST: usize = 2_000;

/// The fields of a text table by name, with the place of each value.
type Words = BTreeMap<String, (String, Range<usize>)>;

/// One table of a text file.
pub(super) struct TextTable {
    pub(super) name: String,
    pub(super) span: Range<usize>,
    pub(super) words: Words,
    /// The fields that are there and say nothing.
    blanks: HashMap<String, Range<usize>>,
}

impl TextTable {
    /// Where a field that says nothing stands, or else the head of the table.
    fn gap(&self, field: &str) -> Range<usize> {
        self.blanks.get(field).unwrap_or(&self.span).clone()
    }
}

struct Reader<'a> {
    model: &'a Model,
    keys: HashSet<&'a Key>,
    /// The keys as they are written, for suggestions.
    written: Vec<String>,
    lock: &'a Lock,
    places: &'a [EntryPlace],
    whole: bool,
    faults: &'a mut Vec<Diagnostic>,
}

pub(super) fn read(
    documents: &[Document<'_>],
    model: &mut Model,
    lock: &Lock,
    places: &[EntryPlace],
    scope: Scope,
    whole: bool,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Option<Language>> {
    let keys = model.entries.iter().map(|entry| &entry.key);
    let mut reader = Reader {
        model,
        keys: keys.clone().collect(),
        written: keys.map(Key::to_string).collect(),
        lock,
        places,
        whole,
        faults,
    };
    reader.check_files(documents);
    let mut texts = Vec::new();
    let mut languages: Vec<Option<Language>> = Vec::new();
    for language in &reader.model.languages {
        let document = documents
            .iter()
            .find(|document| *document.role == Role::Text(language.tag.clone()));
        let Some(document) = document else {
            reader.missing_file(&language.tag);
            texts.push(Texts::default());
            languages.push(None);
            continue;
        };
        let source = languages.iter().flatten().next();
        let read = Language::read(&mut reader, document, source, scope);
        texts.push(read.texts(reader.model, source));
        languages.push(Some(read));
    }
    model.texts = texts;
    languages
}

impl Reader<'_> {
    /// A text file belongs to a language.
    fn check_files(&mut self, documents: &[Document<'_>]) {
        for document in documents {
            let Role::Text(tag) = document.role else {
                continue;
            };
            if self
                .model
                .languages
                .iter()
                .all(|language| language.tag != *tag)
            {
                let message = format!("`{tag}` is no language of languages.toml");
                self.fault(&rule::REFERENCE, message, document.file, 0..0);
            }
        }
    }

    fn missing_file(&mut self, tag: &str) {
        if self.whole {
            let message = format!("the language `{tag}` has no file text/{tag}.toml");
            self.faults
                .push(Diagnostic::new(&rule::UNREADABLE, message));
        }
    }

    fn fault(
        &mut self,
        rule: &'static rule::Rule,
        message: String,
        file: usize,
        span: Range<usize>,
    ) {
        self.faults
            .push(Diagnostic::new(rule, message).at(file, span));
    }
}

/// One text file, read.
pub(super) struct Language {
    pub(super) file: usize,
    role: Role,
    pub(super) entries: HashMap<Key, TextTable>,
    pub(super) words: BTreeMap<String, TextTable>,
    is_source: bool,
}

impl Language {
    fn read(
        reader: &mut Reader<'_>,
        document: &Document<'_>,
        source: Option<&Self>,
        scope: Scope,
    ) -> Self {
        let mut language = Self {
            file: document.file,
            role: document.role.clone(),
            entries: HashMap::new(),
            words: BTreeMap::new(),
            is_source: source.is_none(),
        };
        for table in &document.tables {
            language.read_table(reader, table);
        }
        language.check_entries(reader, source);
        language.check_words(reader, source, scope);
        language
    }

    fn read_table(&mut self, reader: &mut Reader<'_>, table: &Table) {
        let texts = self.read_fields(reader, table);
        if OTHER_WORDS.iter().any(|start| table.key.starts_with(start)) {
            self.words.insert(table.key.clone(), texts);
            return;
        }
        let Some(key) = Key::parse(&table.key) else {
            let message = format!("[{}] is no canonical key of an entry", table.key);
            reader.fault(&rule::KEY, message, self.file, table.span.clone());
            return;
        };
        if reader.whole && !reader.keys.contains(&key) {
            let near = did_you_mean(&table.key, reader.written.iter().map(String::as_str));
            let message = format!("[{key}] has a text but no entry in codes");
            let help = if near.is_empty() {
                rule::TEXT_AND_CODE.remedy
            } else {
                &near
            };
            reader.faults.push(
                Diagnostic::new(&rule::TEXT_AND_CODE, message)
                    .at(self.file, table.span.clone())
                    .help(help),
            );
        }
        for field in table
            .fields
            .iter()
            .filter(|field| !is_entry_field(&field.name))
        {
            let near = did_you_mean(
                &field.name,
                ["title", "description", "cause_1", "fix_1", "prevent_1"],
            );
            let message = format!("`{}` is no field of a text", field.name);
            let help = if near.is_empty() {
                rule::TEXT_SHAPE.remedy
            } else {
                &near
            };
            reader.faults.push(
                Diagnostic::new(&rule::TEXT_SHAPE, message)
                    .at(self.file, field.name_span.clone())
                    .help(help),
            );
        }
        self.entries.insert(key, texts);
    }

    /// The non-empty one-line texts of a table; `""` counts as not translated. A field of another shape is reported
    /// once and then counts as there.
    fn read_fields(&self, reader: &mut Reader<'_>, table: &Table) -> TextTable {
        let mut texts = TextTable {
            name: table.key.clone(),
            span: table.span.clone(),
            words: Words::new(),
            blanks: HashMap::new(),
        };
        for field in &table.fields {
            let name = &field.name;
            let span = field.value_span.clone();
            let fault = match &field.value {
                Value::Text(text) if text.contains('\n') => {
                    format!("`{name}` has more than one line")
                }
                Value::Text(text) if text.trim().is_empty() => {
                    texts.blanks.insert(name.clone(), span);
                    continue;
                }
                Value::Text(text) if text.len() > LONGEST => {
                    format!("`{name}` is longer than {LONGEST} bytes")
                }
                Value::Text(text) => {
                    texts.words.insert(name.clone(), (text.clone(), span));
                    continue;
                }
                other => format!("`{name}` is {}, not a text in double quotes", other.kind()),
            };
            reader.fault(&rule::TEXT_SHAPE, fault, self.file, span.clone());
            texts.words.insert(name.clone(), (String::new(), span));
        }
        texts
    }

    fn check_entries(&self, reader: &mut Reader<'_>, source: Option<&Self>) {
        for (index, entry) in reader.model.entries.iter().enumerate() {
            match self.entries.get(&entry.key) {
                None if !reader.whole => {}
                None => self.missing_entry(reader, index),
                Some(texts) => {
                    let english = source.and_then(|source| {
                        let english = source.entries.get(&entry.key)?;
                        Some((source.file, english))
                    });
                    self.check_entry(reader, &entry.key, texts, english);
                }
            }
        }
    }

    fn missing_entry(&self, reader: &mut Reader<'_>, index: usize) {
        let key = &reader.model.entries[index].key;
        let rule = self.missing_rule();
        let place = reader.places[index].key();
        let message = format!("[{key}] has no text in this language");
        let fault = Diagnostic::new(rule, message).at(self.file, 0..0);
        reader.faults.push(fault.other(place, "the entry"));
    }

    fn missing_rule(&self) -> &'static rule::Rule {
        if self.is_source {
            &rule::TEXT_AND_CODE
        } else {
            &rule::UNTRANSLATED
        }
    }

    fn check_entry(
        &self,
        reader: &mut Reader<'_>,
        key: &Key,
        texts: &TextTable,
        english: Option<(usize, &TextTable)>,
    ) {
        for required in ["title", "description", "cause_1", "fix_1"] {
            if !texts.words.contains_key(required) {
                let message = format!("[{key}] has no `{required}`");
                reader.fault(self.missing_rule(), message, self.file, texts.gap(required));
            }
        }
        for list in LISTS {
            self.check_numbering(reader, list, texts, english);
            if let Some(english) = english {
                self.check_steps(reader, key, list, texts, english);
            }
        }
    }

    /// Reports a gap before a step. Where a step is not translated yet, that is told elsewhere.
    fn check_numbering(
        &self,
        reader: &mut Reader<'_>,
        list: &str,
        texts: &TextTable,
        english: Option<(usize, &TextTable)>,
    ) {
        let field = |number: usize| format!("{list}_{number}");
        let gap = (1..=9).find(|number| !texts.words.contains_key(&field(*number)));
        let Some(gap) = gap else { return };
        let is_open = english.is_some_and(|(_, english)| {
            english.words.contains_key(&field(gap)) && !self.has_lost(reader, texts, &field(gap))
        });
        let next =
            (gap + 1..=9).find_map(|number| Some((number, texts.words.get(&field(number))?)));
        if let Some((number, (_, span))) = next.filter(|_| !is_open) {
            let message = format!("`{list}_{number}` stands here, but there is no `{list}_{gap}`");
            reader.fault(&rule::NUMBERING, message, self.file, span.clone());
        }
    }

    /// Whether a step was there before, in an entry that has all else: translators begin with any line, and end with any.
    fn has_lost(&self, reader: &Reader<'_>, texts: &TextTable, step: &str) -> bool {
        let required = ["title", "description", "cause_1", "fix_1"];
        let mut required = required.iter().filter(|field| **field != step);
        required.all(|field| texts.words.contains_key(*field))
            && reader.lock.has_line(&self.role, &texts.name, step)
    }

    fn check_steps(
        &self,
        reader: &mut Reader<'_>,
        key: &Key,
        list: &str,
        texts: &TextTable,
        (file, english): (usize, &TextTable),
    ) {
        let here = items(&texts.words, list);
        let there = items(&english.words, list);
        if here.len() == there.len() {
            return;
        }
        let table = key.to_string();
        let is_older = !here.is_empty() && reader.lock.is_older(&self.role, &table, &here, &there);
        if is_older {
            let (count, expected) = (here.len(), there.len());
            let message =
                format!("[{key}] has {count} `{list}_…` lines, the English text {expected}");
            let help = "bring the steps in line with the English ones; until then readers see this entry in English";
            let fault = Diagnostic::new(&rule::UNTRANSLATED, message).help(help);
            reader.faults.push(fault.at(self.file, texts.span.clone()));
            return;
        }
        let (here, there) = (here.len(), there.len());
        for extra in there + 1..=here {
            let field = format!("{list}_{extra}");
            if let Some((_, span)) = texts.words.get(&field) {
                let message = format!("[{key}] has `{field}`, the English text has not");
                let fault = Diagnostic::new(&rule::ORPHAN, message).at(self.file, span.clone());
                reader.faults.push(fault);
            }
        }
        let missing = format!("{list}_{}", here + 1);
        let Some((_, span)) = english.words.get(&missing).filter(|_| here < there) else {
            return;
        };
        let fault = if here > 0 && self.has_lost(reader, texts, &missing) {
            let message = format!("[{key}] has {here} `{list}_…` lines, the English text {there}");
            Diagnostic::new(&rule::STEPS, message)
        } else if here > 0 || list == "prevent" {
            Diagnostic::new(&rule::UNTRANSLATED, format!("[{key}] has no `{missing}`"))
        } else {
            return;
        };
        let beside = Place {
            file,
            span: span.clone(),
        };
        reader.faults.push(
            fault
                .at(self.file, texts.gap(&missing))
                .other(beside, "not translated"),
        );
    }

    fn check_words(&self, reader: &mut Reader<'_>, source: Option<&Self>, scope: Scope) {
        if !reader.whole {
            return;
        }
        let expected = match source {
            None => expected_words(reader.model, scope),
            Some(source) => source.word_names(),
        };
        // Where no name in the language is known, the English one is shown.
        let is_open = |table: &str| !self.is_source && table.starts_with(PLACE);
        for (table, keys) in expected.iter().filter(|(table, _)| !is_open(table)) {
            let Some(texts) = self.words.get(table) else {
                let message = format!("there is no [{table}]");
                reader.fault(self.missing_rule(), message, self.file, 0..0);
                continue;
            };
            for key in keys.iter().filter(|key| !texts.words.contains_key(*key)) {
                let message = format!("[{table}] has no `{key}`");
                reader.fault(self.missing_rule(), message, self.file, texts.gap(key));
            }
        }
        if self.is_source && scope == Scope::Own {
            return;
        }
        for (table, texts) in &self.words {
            let Some(keys) = expected.get(table) else {
                let near = did_you_mean(table, expected.keys().map(String::as_str));
                let fault =
                    Diagnostic::new(&rule::TEXT_AND_CODE, format!("nothing uses [{table}]"));
                let help = if near.is_empty() { "delete it" } else { &near };
                reader
                    .faults
                    .push(fault.at(self.file, texts.span.clone()).help(help));
                continue;
            };
            // The programs decide which labels there are; English lists them all.
            let open = self.is_source && [LABELS, PAGE, REPORT, UNKNOWN].contains(&table.as_str());
            for (key, (_, span)) in texts
                .words
                .iter()
                .filter(|(key, _)| !open && !keys.contains(*key))
            {
                let near = did_you_mean(key, keys.iter().map(String::as_str));
                let fault = Diagnostic::new(
                    &rule::TEXT_SHAPE,
                    format!("`{key}` is no word of [{table}]"),
                );
                let help = if near.is_empty() {
                    "delete the line"
                } else {
                    &near
                };
                reader
                    .faults
                    .push(fault.at(self.file, span.clone()).help(help));
            }
        }
    }

    fn word_names(&self) -> BTreeMap<String, Vec<String>> {
        self.words
            .iter()
            .map(|(table, texts)| (table.clone(), texts.words.keys().cloned().collect()))
            .collect()
    }

    fn texts(&self, model: &Model, source: Option<&Self>) -> Texts {
        let entries = model
            .entries
            .iter()
            .map(|entry| {
                let texts = self.entries.get(&entry.key)?;
                let english = source.and_then(|source| source.entries.get(&entry.key));
                let is_whole =
                    english.is_none_or(|english| same_steps(&texts.words, &english.words));
                let field = |name: &str| Some(texts.words.get(name)?.0.as_str());
                Text::of_fields(field).filter(|_| is_whole)
            })
            .collect();
        let plain = |words: &Words| {
            words
                .iter()
                .map(|(key, (text, _))| (key.clone(), text.clone()))
                .collect()
        };
        let words = self
            .words
            .iter()
            .map(|(table, texts)| (table.clone(), plain(&texts.words)))
            .collect();
        Texts { entries, words }
    }
}

fn is_entry_field(name: &str) -> bool {
    let is_step = |(list, number): (&str, &str)| {
        LISTS.contains(&list) && number.len() == 1 && ("1"..="9").contains(&number)
    };
    matches!(name, "title" | "description") || name.split_once('_').is_some_and(is_step)
}

fn items(words: &Words, list: &str) -> Vec<String> {
    (1..=9)
        .map_while(|number| words.get(&format!("{list}_{number}")))
        .map(|(text, _)| text.clone())
        .collect()
}

/// Whether a translation has the steps of the English text: with others it would tell another story.
fn same_steps(words: &Words, english: &Words) -> bool {
    let counts = |words: &Words| LISTS.map(|list| items(words, list).len());
    counts(words) == counts(english)
}

/// The words that the programs use, apart from the labels, which English itself lists.
fn expected_words(model: &Model, scope: Scope) -> BTreeMap<String, Vec<String>> {
    let list = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let entry = list(&["title", "description", "cause_1", "fix_1"]);
    let mut expected = BTreeMap::from([(UNKNOWN.to_owned(), entry)]);
    if !model.blocks.is_empty() {
        expected.insert(UNKNOWN_BLOCK.to_owned(), list(&["title", "description"]));
    }
    for place in model
        .places
        .iter()
        .filter(|place| PLACE_KINDS[place.kind].has_name())
    {
        expected.insert(place.words(), list(&["name"]));
    }
    let limits = model.entries.iter().flat_map(|entry| &entry.limits);
    let limits: Vec<_> = limits.map(Limit::key).collect();
    if !limits.is_empty() {
        expected.insert(LIMITS.to_owned(), limits);
    }
    if scope == Scope::Own {
        return expected;
    }
    for category in &model.categories {
        expected.insert(
            format!("category-{}", category.id),
            list(&["title", "description"]),
        );
    }
    let waits = model.waits().iter().map(|wait| wait_key(*wait)).collect();
    expected.insert("ui-wait".to_owned(), waits);
    let mut labels = Vec::new();
    for list in &model.lists {
        let mut words = list.keys();
        if list.wait.is_some() {
            words.push("wait".to_owned());
        }
        expected.insert(list.words(), words);
        labels.push(list.id.clone());
        labels.extend(list.select.iter().map(|_| format!("by_{}", list.id)));
    }
    expected.insert(LABELS.to_owned(), labels);
    expected.insert(PAGE.to_owned(), Vec::new());
    expected.insert(REPORT.to_owned(), Vec::new());
    expected
}
