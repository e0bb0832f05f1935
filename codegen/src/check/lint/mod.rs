//! The rules for words: each text beside its English one.

mod addresses;
mod advice;
mod code;
mod exceptions;
mod glossary;
mod language;
mod letters;
mod line;
mod links;
mod meaning;
mod punctuation;
mod script;
mod secrets;
mod sense;
mod spans;
mod style;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use self::advice::Retry;
use self::exceptions::Exceptions;
use self::glossary::{Glossary, Use};
use self::language::{Count, StopWords};
use self::line::{Finding, Line};
pub(super) use self::links::foreign_host;
use super::texts::Language as Texts;
use crate::diagnostic::{Diagnostic, Place, has_errors};
use crate::document::Document;
use crate::key::Key;
use crate::model::{LISTS, Language, Model, Style};
use crate::rule::{self, Rule, Severity};
use crate::source::Source;
use crate::suggestion::did_you_mean;
use crate::translation::{State, Translation};

/// What the rules know beside the text.
struct Setting<'a> {
    language: &'a Language,
    /// The language that the others are translated from.
    source: &'a Language,
    is_source: bool,
    glossary: &'a Glossary,
    style: Option<&'a Style>,
    codes: &'a Codes,
    /// What the API prints, as texts may quote it.
    printed: &'a HashSet<&'a str>,
    stop_words: &'a StopWords<'a>,
    /// What each entry says about a repetition.
    retries: &'a HashMap<String, Retry<'a>>,
    /// Every English text by its essence, with the table where it first stands.
    english: &'a HashMap<String, String>,
}

/// A text with everything that a rule may ask about.
struct Text<'a> {
    line: &'a Line<'a>,
    english: Option<&'a Line<'a>>,
    uses: &'a [Use],
    setting: &'a Setting<'a>,
}

/// Where a check applies.
#[derive(Clone, Copy)]
enum Applies {
    /// To names of places too, which stand as the platform writes them.
    Always,
    Everywhere,
    /// To the language that the others are translated from.
    Source,
    /// Beside an English text.
    Beside,
    /// In data with a style of its own.
    House,
    Title,
    Script(&'static str),
    RightToLeft,
}

impl Applies {
    fn to(self, text: &Text<'_>) -> bool {
        let setting = text.setting;
        if text.line.is_name() {
            return matches!(self, Self::Always);
        }
        match self {
            Self::Always | Self::Everywhere => true,
            Self::Source => setting.is_source,
            Self::Beside => text.english.is_some(),
            Self::House => setting.style.is_some(),
            Self::Title => text.line.is_title(),
            Self::Script(script) => setting.language.script == script,
            Self::RightToLeft => setting.language.rtl,
        }
    }
}

/// One check of a text: the rules that it may find broken, where it applies, and what it does.
struct Check {
    rules: &'static [&'static Rule],
    applies: Applies,
    run: fn(&Text<'_>, &mut Vec<Finding>),
}

macro_rules! checks {
    ($($($rule:ident)+, $applies:expr, $run:path;)*) => {
        &[$(Check { rules: &[$(&rule::$rule),+], applies: $applies, run: $run }),*]
    };
}

/// Every check of a single text, in the order of the report. Those of whole tables are in [`Linter::check_table`].
static CHECKS: &[Check] = checks! {
    OUTER_SPACE DOUBLE_SPACE, Applies::Always, letters::spaces;
    COMPOSED, Applies::Always, letters::composed;
    SPECIAL_SPACE DIGIT SCRIPT ARABIC_LETTER FOREIGN_LETTER, Applies::Always, letters::letters;
    SYMBOL, Applies::House, letters::symbols;
    CODE_SPANS LINK PLACEHOLDER NUMBERS, Applies::Beside, meaning::parts;
    UNITS, Applies::Beside, sense::units;
    NEGATION, Applies::Beside, sense::warnings;
    OPPOSITE, Applies::Beside, sense::opposites;
    CODE_FORM, Applies::House, code::forms;
    PLACEHOLDER, Applies::Source, meaning::placeholders;
    CODE_NAMED, Applies::House, meaning::codes;
    RETRY_ADVICE, Applies::House, advice::retry;
    CONDITION_FIRST, Applies::Beside, advice::condition_first;
    ORIGIN, Applies::House, advice::origins;
    FIRST_STEP, Applies::House, advice::first_step;
    STIFF_TITLE, Applies::Title, advice::stiff_title;
    WORDLESS, Applies::Title, language::wordless;
    BALANCE, Applies::Everywhere, meaning::balance;
    MARKUP, Applies::Everywhere, meaning::markup;
    LINK, Applies::Everywhere, links::schemes;
    MARKUP, Applies::House, meaning::commands;
    FORMULA, Applies::Everywhere, meaning::formula;
    LINK, Applies::House, links::pages;
    LINK, Applies::House, addresses::addresses;
    SECRET, Applies::Everywhere, secrets::secrets;
    LEFTOVER, Applies::House, style::leftovers;
    FINAL_MARK, Applies::Everywhere, punctuation::final_mark;
    MARK_SPACING, Applies::Everywhere, punctuation::spacing;
    QUOTES, Applies::Everywhere, punctuation::quotes;
    LATIN_MARK, Applies::Script("Arab"), punctuation::latin_marks;
    TATWEEL, Applies::Script("Arab"), punctuation::tatweel;
    FIRST_LETTER, Applies::RightToLeft, punctuation::first_letter;
    LOUD, Applies::House, style::loud;
    DOUBLED_WORD, Applies::Everywhere, style::doubled;
    GENDER_MARK, Applies::Everywhere, style::gender;
    ADDRESS, Applies::Everywhere, style::addresses;
    UMLAUT, Applies::Everywhere, style::substitutes;
    SAME_AS_ENGLISH LANGUAGE NAMES, Applies::Everywhere, language::check;
    LENGTH, Applies::Beside, language::length;
    LENGTH, Applies::Title, language::title_length;
    NAMES GLOSSARY, Applies::Beside, glossary::terms;
    FORBIDDEN_TERM, Applies::Everywhere, glossary::forbidden;
};

/// The rules about how the texts of a language go together.
const OF_TABLES: [&str; 3] = [rule::REPEATED.id, rule::ONE_FOR_TWO.id, rule::SAME_TITLE.id];

/// Whether a text can be an exception from a rule: whether the rule is about single texts at all.
fn has_exceptions(id: &str) -> bool {
    let mut rules = CHECKS.iter().flat_map(|check| check.rules);
    OF_TABLES.contains(&id) || rules.any(|rule| rule.id == id)
}

/// So many texts that break one rule for one term are no slip of theirs.
const MANY: usize = 20;

/// The numbers that a text may name.
struct Codes {
    single: BTreeSet<u32>,
    ranges: Vec<(u32, u32)>,
}

impl Codes {
    fn of(model: &Model) -> Self {
        let mut single: BTreeSet<u32> =
            model.on_premises.iter().map(|number| number.code).collect();
        let mut ranges = Vec::new();
        for entry in &model.entries {
            match entry.key {
                Key::Code(code) | Key::Case(code, _) | Key::PairCase(code, ..) => {
                    single.extend([code]);
                }
                Key::Pair(code, subcode) => single.extend([code, subcode]),
                Key::Range(first, last) => ranges.push((first, last)),
            }
        }
        Self { single, ranges }
    }

    fn contains(&self, number: u32) -> bool {
        let in_range = |(first, last): &(u32, u32)| (*first..=*last).contains(&number);
        self.single.contains(&number) || self.ranges.iter().any(in_range)
    }

    /// The nearest code, as a sentence; empty if none is near.
    fn near(&self, number: u32) -> String {
        let known: Vec<_> = self.single.iter().map(u32::to_string).collect();
        did_you_mean(&number.to_string(), known.iter().map(String::as_str))
    }
}

/// The titles and sentences that the API prints.
fn printed(model: &Model) -> HashSet<&str> {
    let printed = model.entries.iter().flat_map(|entry| {
        let titles = entry.title.iter().chain(&entry.also_titled);
        titles.chain(&entry.says)
    });
    printed.map(String::as_str).collect()
}

/// The source text of a line, with the terms that it uses.
struct English<'a> {
    line: Line<'a>,
    uses: Vec<Use>,
}

type EnglishLines<'a> = HashMap<(&'a str, &'a str), English<'a>>;

/// Applies all rules to the texts, the source language first.
pub(super) fn check(
    source: &Source,
    documents: &[Document<'_>],
    model: &Model,
    texts: &[Option<Texts>],
    translations: &[Translation],
    faults: &mut Vec<Diagnostic>,
) {
    // A text that cannot be read may be the one that needs its exception.
    let is_readable = !has_errors(faults);
    let glossary = Glossary::read(documents, model, faults);
    let mut exceptions = Exceptions::read(documents, model, faults);
    let codes = Codes::of(model);
    let printed = printed(model);
    let stop_words = StopWords::of(model);
    let retries = advice::retries(model);
    let stale = stale(translations);
    let mut english = EnglishLines::new();
    let mut essences = HashMap::new();
    for (index, (language, texts)) in model.languages.iter().zip(texts).enumerate() {
        let Some(texts) = texts else {
            continue;
        };
        let setting = Setting {
            language,
            source: &model.languages[0],
            is_source: index == 0,
            glossary: &glossary,
            style: model.style.as_ref(),
            codes: &codes,
            printed: &printed,
            stop_words: &stop_words,
            retries: &retries,
            english: &essences,
        };
        let tables = tables(model, texts);
        if let Some(fault) = script::wrong(documents, language, &tables) {
            // Every text would break the same rules.
            faults.push(fault);
            continue;
        }
        let mut linter = Linter {
            source,
            setting,
            exceptions: &mut exceptions,
            faults,
            stale: &stale,
            translations: HashMap::new(),
            titles: HashMap::new(),
            causes: BTreeMap::new(),
        };
        for lines in &tables {
            linter.check_table(lines, &english);
        }
        linter.report_causes();
        if index == 0 {
            let lines = tables.into_iter().flatten();
            for line in lines.filter(|line| !line.is_name()) {
                let essence = line.essence(|word| glossary.is_known_latin(word));
                essences
                    .entry(essence)
                    .or_insert_with(|| format!("[{}]", line.table));
                let uses = glossary.uses(&line);
                english.insert((line.table, line.field), English { line, uses });
            }
        }
    }
    if is_readable {
        exceptions.report_unused(faults);
    }
}

/// Language, table and field of the texts whose English one has changed: comparing them would fail a change of English.
fn stale(translations: &[Translation]) -> HashSet<(&str, &str, &str)> {
    let mut stale = HashSet::new();
    for Translation { tag, words } in translations {
        let old = words
            .iter()
            .filter(|words| matches!(words.state, State::Stale { .. }));
        stale.extend(old.map(|words| (tag.as_str(), words.table.as_str(), words.field.as_str())));
    }
    stale
}

/// The lines of a language by table, the entries in the order of the model.
fn tables<'a>(model: &Model, texts: &'a Texts) -> Vec<Vec<Line<'a>>> {
    let entries = model
        .entries
        .iter()
        .filter_map(|entry| texts.entries.get(&entry.key));
    entries
        .chain(texts.words.values())
        .map(|table| {
            // A text of a wrong shape has been reported and stands here as an empty one.
            let words = table.words.iter().filter(|(_, (text, _))| !text.is_empty());
            words
                .map(|(field, (text, span))| {
                    let place = Place {
                        file: texts.file,
                        span: span.clone(),
                    };
                    Line::new(&table.name, field, text, place)
                })
                .collect()
        })
        .collect()
}

/// Whether a translation has more or fewer steps of a list than English.
fn has_other_steps(lines: &[Line<'_>], english: &EnglishLines<'_>, list: &str) -> bool {
    let Some(table) = lines.first().map(|line| line.table) else {
        return false;
    };
    let is_step = |field: &str| {
        let number = field
            .strip_prefix(list)
            .and_then(|rest| rest.strip_prefix('_'));
        number.is_some()
    };
    let here = lines.iter().filter(|line| is_step(line.field)).count();
    let there = (1..=9)
        .filter(|number| english.contains_key(&(table, format!("{list}_{number}").as_str())))
        .count();
    !english.is_empty() && here != there
}

/// Whether two texts share half of their words, so that one translation can serve both.
fn is_similar(first: &str, second: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (first, second) = (words(first), words(second));
    let common = first.intersection(&second).count();
    common * 2 > first.len().min(second.len())
}

/// Whether a text is in another language than it should be.
fn is_about_language(finding: &Finding) -> bool {
    [rule::LANGUAGE.id, rule::SAME_AS_ENGLISH.id].contains(&finding.rule.id)
}

/// Checks one language.
struct Linter<'a> {
    source: &'a Source,
    setting: Setting<'a>,
    exceptions: &'a mut Exceptions,
    faults: &'a mut Vec<Diagnostic>,
    stale: &'a HashSet<(&'a str, &'a str, &'a str)>,
    /// By translation: its table, the English text and where the translation stands.
    translations: HashMap<String, (String, String, Place)>,
    /// Titles in small letters, with their table and place.
    titles: HashMap<String, (String, Place)>,
    /// The faults that one place outside of the texts may be the cause of.
    causes: BTreeMap<(&'static str, usize, usize), (Place, Vec<Diagnostic>)>,
}

impl Linter<'_> {
    fn check_table(&mut self, lines: &[Line<'_>], english: &EnglishLines<'_>) {
        let mut count = Count::default();
        let mut seen: HashMap<&str, &Line<'_>> = HashMap::new();
        let mut is_foreign = false;
        // Steps beside others than their own have been reported; comparing them would blame every one.
        let mut shifted = LISTS.to_vec();
        shifted.retain(|list| has_other_steps(lines, english, list));
        for line in lines {
            let tag = self.setting.language.tag.as_str();
            let list = line.field.split('_').next().unwrap_or_default();
            let is_stale =
                self.stale.contains(&(tag, line.table, line.field)) || shifted.contains(&list);
            let english = english.get(&(line.table, line.field)).filter(|_| !is_stale);
            let mut findings = self.findings(line, english);
            if line.is_of_entry()
                && let Some(first) = seen.insert(line.text, line)
            {
                let message = format!("the text is the same as `{}`", first.field);
                findings.push(Finding::new(&rule::REPEATED, line.all(), message));
            }
            is_foreign |= findings.iter().any(is_about_language);
            if !line.is_name() {
                count.add(Count::of(line, &self.setting));
            }
            for finding in findings {
                self.report(finding, line, english);
            }
            self.check_reuse(line, english);
            self.check_title(line);
        }
        if count.is_foreign()
            && !is_foreign
            && !self.setting.language.writing.words.is_empty()
            && let Some(line) = lines.first()
        {
            let message = format!("the texts of [{}] are not in this language", line.table);
            let finding = Finding::new(&rule::LANGUAGE, line.all(), message);
            self.report(finding, line, None);
        }
    }

    fn findings(&self, line: &Line<'_>, english: Option<&English<'_>>) -> Vec<Finding> {
        let text = Text {
            line,
            english: english.map(|english| &english.line),
            uses: english.map_or(&[], |english| &english.uses),
            setting: &self.setting,
        };
        let mut findings = Vec::new();
        for check in CHECKS.iter().filter(|check| check.applies.to(&text)) {
            (check.run)(&text, &mut findings);
        }
        if findings.iter().any(is_about_language) {
            // How a text in another language is written is no matter.
            findings.retain(|finding| finding.rule.severity == Severity::Error);
        }
        findings
    }

    /// One translation for two English texts.
    fn check_reuse(&mut self, line: &Line<'_>, english: Option<&English<'_>>) {
        let Some(english) = english.filter(|_| line.is_of_entry() && !line.is_title()) else {
            return;
        };
        let there = english.line.text;
        let Some((table, first, place)) = self.translations.get(line.text) else {
            let first = (line.table.to_owned(), there.to_owned(), line.place.clone());
            self.translations.insert(line.text.to_owned(), first);
            return;
        };
        // Within one table it is a matter of M13.
        if table != line.table && !is_similar(first, there) {
            let beside = (place.clone(), "the other one".to_owned());
            let message = "two different English texts have this translation";
            let finding = Finding::new(&rule::ONE_FOR_TWO, line.all(), message);
            self.report_beside(finding, line, Some(beside));
        }
    }

    /// One title for two entries.
    fn check_title(&mut self, line: &Line<'_>) {
        // Unknown numbers have two entries under one title, which no list shows.
        if self.setting.style.is_none() || !line.is_title() || line.table.starts_with("ui-") {
            return;
        }
        let own = (line.table.to_owned(), line.place.clone());
        if let Some((table, place)) = self.titles.insert(line.text.to_lowercase(), own)
            && table != line.table
        {
            let message = format!("[{table}] has the same title");
            let finding = Finding::new(&rule::SAME_TITLE, line.all(), message);
            self.report_beside(finding, line, Some((place, "the other one".to_owned())));
        }
    }

    fn report(&mut self, finding: Finding, line: &Line<'_>, english: Option<&English<'_>>) {
        let beside = finding
            .english
            .clone()
            .zip(english)
            .map(|((range, label), english)| {
                let place = self.place(&english.line, &range);
                (place, label)
            });
        self.report_beside(finding, line, beside);
    }

    fn report_beside(
        &mut self,
        finding: Finding,
        line: &Line<'_>,
        beside: Option<(Place, String)>,
    ) {
        if self
            .exceptions
            .cover(&finding, &self.setting.language.tag, line)
        {
            return;
        }
        let place = self.place(line, &finding.range);
        let mut fault = Diagnostic::new(finding.rule, finding.message).at(place.file, place.span);
        if let Some(help) = finding.help {
            fault = fault.help(help);
        }
        if let Some((place, label)) = beside {
            fault = fault.other(place, label);
        }
        match finding.cause {
            Some(cause) => {
                let key = (fault.rule.id, cause.file, cause.span.start);
                self.causes
                    .entry(key)
                    .or_insert((cause, Vec::new()))
                    .1
                    .push(fault);
            }
            None => self.faults.push(fault),
        }
    }

    /// What very many texts break has its cause elsewhere: one fault there, and none at the texts.
    fn report_causes(&mut self) {
        for (cause, mut faults) in std::mem::take(&mut self.causes).into_values() {
            if faults.len() <= MANY {
                self.faults.append(&mut faults);
                continue;
            }
            let (count, tag) = (faults.len(), &self.setting.language.tag);
            let message = format!("{count} texts in `{tag}` break this: {}", faults[0].message);
            let help = "correct the term; it is likelier to be wrong than so many texts";
            let fault = Diagnostic::new(faults[0].rule, message).help(help);
            self.faults.push(fault.at(cause.file, cause.span));
        }
    }

    /// Where a part of a line stands in its file.
    fn place(&self, line: &Line<'_>, range: &std::ops::Range<usize>) -> Place {
        let span = &line.place.span;
        let file = &self.source.files[line.place.file];
        let raw = file.text.get(span.clone()).unwrap_or_default();
        let part = spans::locate(raw, line.text, range);
        Place {
            file: line.place.file,
            span: span.start + part.start..span.start + part.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHECKS, OF_TABLES};
    use crate::rule::RULES;

    #[test]
    fn every_rule_for_words_has_its_check_in_the_list() {
        let is_for_words = |id: &str| match id.as_bytes() {
            [b'M' | b'P', ..] => true,
            [b'U', ..] => id > "U03",
            _ => ["S05", "S06"].contains(&id),
        };
        for rule in RULES.iter().filter(|rule| is_for_words(rule.id)) {
            let is_listed = CHECKS.iter().any(|check| check.rules.contains(rule));
            assert_ne!(is_listed, OF_TABLES.contains(&rule.id), "{}", rule.id);
        }
    }
}
