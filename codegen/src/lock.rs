//! `data/translations.lock`: which English text each translation was made from.
//!
//! A pair of digests stands for each translated text. The texts themselves tell whether one has changed, not their
//! places, so that a step that moves together with its translation stays what it was. The English texts stand in the
//! lock as well, because a translator needs the old one to see what has changed.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use crate::canonical::canonical;
use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::source::{File, Role};

/// The digest of a text, in the form in which the lock writes it.
pub(crate) type Digest = String;

/// The lock as it was read.
#[derive(Debug, Default)]
pub(crate) struct Lock {
    english: HashMap<Digest, String>,
    /// By language and table.
    pairs: HashMap<(String, String), Vec<Pair>>,
}

/// An English text and the translation that was made from it.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) field: String,
    pub(crate) english: Digest,
    pub(crate) translation: Digest,
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
pub(crate) fn digest(text: &str) -> Digest {
    let hash = canonical(text)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}
