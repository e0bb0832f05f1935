//! `data/translations.lock`: which English text each translation was made from.
//!
//! A pair of digests stands for each translated text. The texts themselves tell whether one has changed, not their
//! places, so that a step that moves together with its translation stays what it was. The English texts stand in the
//! lock as well, because a translator needs the old one to see what has changed.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use toml::de::{DeTable, DeValue};

use crate::canonical::{canonical, quote};
use crate::check::Checked;
use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::source::{File, Role};
use crate::translation::{State, Words};

const HEAD: &str = "\
# Which English text each translation was made from: [<language>.<entry>] holds for each text the digests of the English
# text and of its translation, [english] the English texts by digest (FNV-1a, 64 bits). `cargo codegen` and
# `cargo codegen bless` write this file; in a conflict take either side and run `cargo codegen`.
";

/// The digest of a text, in the form in which the lock writes it.
type Digest = String;

/// The lock as it was read.
#[derive(Debug, Default)]
pub(crate) struct Lock {
    english: HashMap<Digest, String>,
    /// By language and table.
    pairs: HashMap<(String, String), Vec<Pair>>,
}

/// An English text and the translation that was made from it.
#[derive(Debug)]
struct Pair {
    field: String,
    english: Digest,
    translation: Digest,
}

impl Lock {
    pub(crate) fn read(file: usize, content: &File, faults: &mut Vec<Diagnostic>) -> Self {
        let mut lock = Self::default();
        let (root, errors) = DeTable::parse_recoverable(&content.text);
        let mut broken = errors.first().map(|error| error.span().unwrap_or(0..0));
        for (section, value) in root.get_ref() {
            let Some(tables) = value.get_ref().as_table() else {
                broken.get_or_insert(section.span());
                continue;
            };
            for (key, value) in tables {
                let (section, key) = (section.get_ref().to_string(), key.get_ref().to_string());
                match value.get_ref() {
                    DeValue::String(text) if section == "english" => {
                        lock.english.insert(key, text.to_string());
                    }
                    DeValue::Table(fields) => {
                        let pairs = fields.iter().filter_map(|(field, value)| {
                            let pair = pair(field.get_ref(), value.get_ref());
                            if pair.is_none() {
                                broken.get_or_insert(value.span());
                            }
                            pair
                        });
                        lock.pairs.insert((section, key), pairs.collect());
                    }
                    _ => {
                        broken.get_or_insert(value.span());
                    }
                }
            }
        }
        let mut pairs = lock.pairs.values().flatten();
        if !pairs.all(|pair| lock.english.contains_key(&pair.english)) {
            broken.get_or_insert(0..0);
        }
        if let Some(span) = broken {
            let fault = Diagnostic::new(&rule::SYNTAX, "the lock of the translations is damaged");
            let help = "take the file from an earlier commit and run `cargo codegen`";
            faults.push(fault.at(file, span).help(help));
        }
        lock
    }

    /// The English text that a translation was made from; `None` if it is the given one, or if the lock does not know
    /// the translation.
    pub(crate) fn older(
        &self,
        (tag, table, field): (&str, &str, &str),
        english: &str,
        translation: &str,
    ) -> Option<&str> {
        let translation = digest(translation);
        let pairs = self.pairs(tag, table);
        let made: Vec<&Pair> = pairs
            .iter()
            .filter(|pair| pair.translation == translation)
            .collect();
        let english = digest(english);
        if made.iter().any(|pair| pair.english == english) {
            return None;
        }
        let same = made.iter().find(|pair| pair.field == field);
        self.text(same.or(made.first()).copied()?)
    }

    /// The English text that a translation was made from, whatever English says today.
    pub(crate) fn source(&self, (tag, table): (&str, &str), translation: &str) -> Option<&str> {
        let translation = digest(translation);
        let mut pairs = self.pairs(tag, table).iter();
        self.text(pairs.find(|pair| pair.translation == translation)?)
    }

    /// Whether the steps of a translation differ from the English ones because English has changed since.
    pub(crate) fn is_older(
        &self,
        language: &Role,
        table: &str,
        translation: &[String],
        english: &[String],
    ) -> bool {
        let Role::Text(tag) = language else {
            return false;
        };
        let sources: Option<Vec<_>> = translation
            .iter()
            .map(|step| self.source((tag, table), step))
            .collect();
        let Some(sources) = sources else {
            return false;
        };
        let is_recorded = |step: &String| {
            let step = digest(step);
            self.pairs(tag, table)
                .iter()
                .any(|pair| pair.english == step)
        };
        let is_gone = |source: &&str| {
            let source = digest(source);
            english.iter().all(|step| digest(step) != source)
        };
        !english.iter().all(is_recorded) || sources.iter().any(is_gone)
    }

    fn text(&self, pair: &Pair) -> Option<&str> {
        self.english.get(&pair.english).map(String::as_str)
    }

    fn pairs(&self, tag: &str, table: &str) -> &[Pair] {
        let key = (tag.to_owned(), table.to_owned());
        self.pairs.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}

fn pair(field: &str, value: &DeValue<'_>) -> Option<Pair> {
    let (english, translation) = value.as_str()?.split_once(' ')?;
    let is_digest = |text: &str| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    (is_digest(english) && is_digest(translation)).then(|| Pair {
        field: field.to_owned(),
        english: english.to_owned(),
        translation: translation.to_owned(),
    })
}

/// FNV-1a over the canonical form, so that formatting a text does not change its digest.
fn digest(text: &str) -> Digest {
    let hash = canonical(text)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

/// The lock that belongs to the data: a text that is up to date, or `blessed` by its language and table, is recorded
/// with the English of today; a stale one keeps the English that it was made from.
#[must_use]
pub fn lock(checked: &Checked, blessed: impl Fn(&str, &str) -> bool) -> String {
    let mut out = HEAD.to_owned();
    let mut english: Vec<(Digest, &str)> = Vec::new();
    for translation in &checked.translations {
        let mut table = "";
        for words in &translation.words {
            let Some((pair, text)) = record(words, blessed(&translation.tag, &words.table)) else {
                continue;
            };
            if words.table != table {
                table = &words.table;
                let _ = write!(out, "\n[{}.{table}]\n", translation.tag);
            }
            let _ = writeln!(
                out,
                "{} = \"{} {}\"",
                pair.field, pair.english, pair.translation
            );
            english.push((pair.english, text));
        }
    }
    out.push_str("\n[english]\n");
    let mut written = HashSet::new();
    for (digest, text) in english {
        if written.insert(digest.clone()) {
            let _ = writeln!(out, "{digest} = {}", quote(text));
        }
    }
    out
}

/// What the lock says about a text, and the English text itself.
fn record(words: &Words, blessed: bool) -> Option<(Pair, &str)> {
    let translation = words.translation.as_deref()?;
    let pair = |english: &str| Pair {
        field: words.field.clone(),
        english: digest(english),
        translation: digest(translation),
    };
    match (&words.state, words.english.as_deref()) {
        (State::Stale { was }, _) if !blessed => Some((pair(was), was)),
        (State::Orphaned { was }, _) => was.as_ref().map(|was| (pair(was), was.as_str())),
        (_, english) => english.map(|english| (pair(english), english)),
    }
}
