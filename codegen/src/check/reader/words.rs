//! Words beside numbers, one file per language; all languages are compared with every example at once, as the reader does.

use std::collections::BTreeMap;

use super::super::fields::Fields;
use super::rows::{Item, examples, optional, required};
use crate::diagnostic::{Diagnostic, Place};
use crate::document::{Document, Table};
use crate::reader::Reader;
use crate::reader::fold::is_letter;
use crate::reader::matcher::{Beside, Edge, Lexicon, Sense, Word, Written};
use crate::rule;
use crate::source::Role;

/// The tables of a language.
const TABLES: &[(&str, Side, Sense)] = &[
    ("code", Side::Before, Sense::Code),
    ("error", Side::Before, Sense::Error),
    ("plural", Side::Before, Sense::Plural),
    ("failed", Side::Before, Sense::Failed),
    ("reason", Side::Before, Sense::Reason),
    ("bare-code", Side::Before, Sense::BareCode),
    ("status-code", Side::Before, Sense::StatusCode),
    ("subcode", Side::Before, Sense::Subcode),
    ("not-code", Side::Before, Sense::NotCode),
    ("link", Side::Before, Sense::Link),
    ("after", Side::Behind, Sense::Error),
    ("not-code-after", Side::Behind, Sense::NotCode),
];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Before,
    Behind,
}

/// One table of words, read; its examples are compared later.
struct Row<'a> {
    file: usize,
    language: &'a str,
    table: &'a Table,
    side: Side,
    sense: Sense,
    words: Vec<Item>,
    folded: Vec<String>,
    stem: bool,
    edge: Edge,
}

/// How a language writes words.
#[derive(Default)]
struct Writing {
    prefixes: Vec<String>,
    edge: Edge,
}

pub(super) fn read<'a>(
    documents: impl Iterator<Item = &'a Document<'a>>,
    reader: &mut Reader,
    faults: &mut Vec<Diagnostic>,
) {
    let mut rows = Vec::new();
    for document in documents {
        let writing = writing(document, faults);
        let prefixes = writing.prefixes.iter();
        let folded = prefixes.map(|prefix| reader.lexicon.folds.word(prefix));
        reader.lexicon.prefixes.extend(folded);
        for table in &document.tables {
            rows.extend(row(document, table, &writing, &reader.lexicon, faults));
        }
    }
    reader.lexicon.prefixes.sort_unstable();
    reader.lexicon.prefixes.dedup();
    collect(&rows, &mut reader.lexicon, faults);
    for row in &rows {
        compare(row, &reader.lexicon, faults);
    }
}

fn writing(document: &Document<'_>, faults: &mut Vec<Diagnostic>) -> Writing {
    let Some(table) = document.tables.iter().find(|table| table.key == "language") else {
        return Writing::default();
    };
    let mut fields = Fields::new(document.file, table, faults);
    let prefixes = optional(&mut fields, "prefixes");
    let spaced = fields.boolean("spaced").is_none_or(|(spaced, _)| spaced);
    let compounds = fields
        .boolean("compounds")
        .is_some_and(|(compounds, _)| compounds);
    fields.finish();
    let edge = match (spaced, compounds) {
        (false, _) => Edge::None,
        (true, true) => Edge::Compound,
        (true, false) => Edge::Word,
    };
    Writing {
        prefixes: prefixes.into_iter().map(|(prefix, _)| prefix).collect(),
        edge,
    }
}

fn row<'a>(
    document: &'a Document<'a>,
    table: &'a Table,
    writing: &Writing,
    lexicon: &Lexicon,
    faults: &mut Vec<Diagnostic>,
) -> Option<Row<'a>> {
    if table.key == "language" {
        return None;
    }
    let mut fields = Fields::new(document.file, table, faults).long_lists();
    let Some((_, side, sense)) = TABLES.iter().find(|(key, _, _)| *key == table.key) else {
        let keys: Vec<_> = TABLES.iter().map(|(key, _, _)| *key).collect();
        let message = format!("[{}] is no table of a language", table.key);
        let help = format!("the tables are language, {}", keys.join(", "));
        fields.fault_at(&rule::UNKNOWN_FIELD, message, &table.span, &help);
        return None;
    };
    let words = required(&mut fields, "words");
    let stem = fields.boolean("stems").is_some_and(|(stems, _)| stems);
    let folded: Vec<_> = words
        .iter()
        .map(|(word, _)| lexicon.folds.word(word))
        .collect();
    for ((word, span), folded) in words.iter().zip(&folded) {
        let message = if folded.is_empty() {
            format!("nothing is left of `{word}` when it is compared")
        } else if *side == Side::Before && !folded.ends_with(is_letter) {
            format!("`{word}` ends with a mark, and marks before a number are passed over")
        } else {
            continue;
        };
        fields.fault_at(
            &rule::FORM,
            message,
            span,
            "end it with a letter, or delete it",
        );
    }
    let may_be_compound = !matches!(
        sense,
        Sense::Link | Sense::Failed | Sense::Reason | Sense::Subcode
    );
    let edge = match writing.edge {
        Edge::Compound if *side == Side::Behind || !may_be_compound => Edge::Word,
        edge => edge,
    };
    let Role::Reader(language) = document.role else {
        return None;
    };
    Some(Row {
        file: document.file,
        language,
        table,
        side: *side,
        sense: *sense,
        words,
        folded,
        stem,
        edge,
    })
}

/// Where a word was read first, and what it says there.
struct First<'a> {
    row: &'a Row<'a>,
    index: usize,
}

/// Puts the words of all languages into the lexicon.
fn collect(rows: &[Row<'_>], lexicon: &mut Lexicon, faults: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<(Side, &str), First<'_>> = BTreeMap::new();
    let mut words: BTreeMap<(Side, &str), Word> = BTreeMap::new();
    for row in rows {
        for (index, text) in row
            .folded
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            let key = (row.side, text.as_str());
            if let Some(first) = first.get(&key) {
                faults.extend(clash(row, index, first));
            } else {
                first.insert(key, First { row, index });
            }
            let word = words.entry(key).or_insert_with(|| Word {
                text: text.clone(),
                sense: row.sense,
                stem: false,
                edge: Edge::Word,
            });
            word.stem |= row.stem;
            word.edge = word.edge.max(row.edge);
            if row.side == Side::Before {
                lexicon
                    .written
                    .extend(row.words.get(index).map(|(word, _)| Written {
                        text: word.clone(),
                        sense: row.sense,
                    }));
            }
        }
    }
    for ((side, text), mut word) in words.clone() {
        if side == Side::Before {
            lexicon.before.push(word);
            continue;
        }
        // What announces a code from before announces one from behind.
        let before = words.get(&(Side::Before, text)).map(|word| word.sense);
        if word.sense == Sense::Error && before == Some(Sense::Code) {
            word.sense = Sense::Code;
        }
        lexicon.after.push(word);
    }
    lexicon.sort();
}

/// A word that stands twice in one table, or in two tables that say different things.
fn clash(row: &Row<'_>, index: usize, first: &First<'_>) -> Option<Diagnostic> {
    let (word, span) = row.words.get(index)?;
    let (other, place) = first.row.words.get(first.index)?;
    let place = Place {
        file: first.row.file,
        span: place.clone(),
    };
    let fault = if std::ptr::eq(row, first.row) && word != other {
        let message = format!("`{word}` and `{other}` are one word when they are compared");
        Diagnostic::new(&rule::DUPLICATE, message)
    } else if row.sense == first.row.sense {
        return None;
    } else {
        let (table, language) = (&first.row.table.key, first.row.language);
        let message = format!("`{word}` is a word of [{table}] in `{language}` too");
        Diagnostic::new(&rule::ONE_MEANING, message)
    };
    Some(fault.at(row.file, span.clone()).other(place, "first here"))
}

/// Compares a table with its examples.
fn compare(row: &Row<'_>, lexicon: &Lexicon, faults: &mut Vec<Diagnostic>) {
    let mut fields = Fields::new(row.file, row.table, faults).long_lists();
    fields.skip(&["words", "stems"]);
    let items: Vec<&Item> = row.words.iter().collect();
    examples(&mut fields, &items, |sentence| {
        let Some(beside) = lexicon.beside(sentence) else {
            return Vec::new();
        };
        let texts = telling(&beside, row);
        let folded = row.folded.iter().enumerate();
        folded
            .filter(|(_, text)| texts.contains(&text.as_str()))
            .map(|(index, _)| index)
            .collect()
    });
    fields.finish();
}

/// The words beside a number that a table is asked for.
fn telling<'a>(beside: &Beside<'a>, row: &Row<'_>) -> Vec<&'a str> {
    let is_count = beside
        .after
        .is_some_and(|word| word.sense == Sense::NotCode);
    let words: Vec<&Word> = match (row.side, row.sense) {
        (Side::Behind, _) => beside.after.into_iter().collect(),
        (Side::Before, _) if is_count => Vec::new(),
        (Side::Before, Sense::Link) if beside.before.is_some() => beside.links.clone(),
        (Side::Before, _) => beside.before.into_iter().collect(),
    };
    let words = words.into_iter();
    words.map(|word| word.text.as_str()).collect()
}
