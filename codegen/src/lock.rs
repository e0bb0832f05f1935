//! `data/translations.lock`: which English text each translation was made from.
//!
//! A pair of digests stands for each line of a translation, under the name that the line has in its file: so no name
//! can stand twice. The texts themselves tell whether one has changed, so that a step that moves together with its
//! translation stays what it was. The English texts stand in the lock as well, because a translator needs the old one
//! to see what has changed.

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
    /// The name of the line in the file of the translation.
    pub(crate) line: String,
    pub(crate) english: Digest,
    pub(crate) translation: Digest,
}

impl Lock {
    pub(crate) fn read(file: usize, content: &File, faults: &mut Vec<Diagnostic>) -> Self {
        let mut lock = Self::default();
        let (root, errors) = DeTable::parse_recoverable(&content.text);
        let mut broken = errors.first().map(|error| error.span().unwrap_or(0..0));
        let mut places = Vec::new();
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
                            match &pair {
                                Some(pair) => places.push((pair.english.clone(), value.span())),
                                None => {
                                    broken.get_or_insert(value.span());
                                }
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
        let mut lost = places
            .into_iter()
            .filter(|(english, _)| !lock.english.contains_key(english));
        if let Some(span) = broken.or_else(|| Some(lost.next()?.1)) {
            let fault = Diagnostic::new(&rule::SYNTAX, "the lock of the translations is damaged");
            let help = "take the file from an earlier commit, or delete this line, whose translation then counts as up to \
                        date; then run `cargo codegen`";
            faults.push(fault.at(file, span).help(help));
        }
        lock
    }

    /// The English text that a translation was made from; `None` if it is the given one, if the lock does not know the
    /// translation, or if the English text of its line has not changed: then somebody has moved the translation.
    pub(crate) fn older(
        &self,
        (tag, table, line): (&str, &str, &str),
        english: &str,
        translation: &str,
    ) -> Option<&str> {
        let (english, translation) = (digest(english), digest(translation));
        let pairs = self.pairs(tag, table);
        let mut made = pairs.iter().filter(|pair| pair.translation == translation);
        let first = made.clone().next()?;
        let of_line = pairs.iter().find(|pair| pair.line == line)?;
        if of_line.english == english || made.any(|pair| pair.english == english) {
            return None;
        }
        let is_its_own = of_line.translation == translation;
        self.text(if is_its_own { of_line } else { first })
    }

    /// The English text that a translation was made from, whatever English says today.
    pub(crate) fn source(&self, (tag, table): (&str, &str), translation: &str) -> Option<&str> {
        let translation = digest(translation);
        let mut pairs = self.pairs(tag, table).iter();
        self.text(pairs.find(|pair| pair.translation == translation)?)
    }

    /// Whether a line has been translated before.
    pub(crate) fn has_line(&self, language: &Role, table: &str, line: &str) -> bool {
        let Role::Text(tag) = language else {
            return false;
        };
        self.pairs(tag, table).iter().any(|pair| pair.line == line)
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

    /// Whether an entry was translated.
    pub(crate) fn knows(&self, tag: &str, table: &str) -> bool {
        !self.pairs(tag, table).is_empty()
    }

    /// The lines of an entry that were translated.
    pub(crate) fn lines<'a>(&'a self, tag: &str, table: &str) -> impl Iterator<Item = &'a str> {
        self.pairs(tag, table).iter().map(|pair| pair.line.as_str())
    }

    fn text(&self, pair: &Pair) -> Option<&str> {
        self.english.get(&pair.english).map(String::as_str)
    }

    fn pairs(&self, tag: &str, table: &str) -> &[Pair] {
        let key = (tag.to_owned(), table.to_owned());
        self.pairs.get(&key).map(Vec::as_slice).unwrap_or_default()
    }
}

fn pair(line: &str, value: &DeValue<'_>) -> Option<Pair> {
    let (english, translation) = value.as_str()?.split_once(' ')?;
    let is_digest = |text: &str| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
    (is_digest(english) && is_digest(translation)).then(|| Pair {
        line: line.to_owned(),
        english: english.to_owned(),
        translation: translation.to_owned(),
    })
}

/// FNV-1a over the canonical form, so that formatting a text does not change its digest.
pub(crate) fn digest(text: &str) -> Digest {
    #[cfg(test)]
    tests::WORK.set(tests::WORK.get() + text.len());
    let hash = canonical(text)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fmt::Write as _;

    use crate::check::{Checked, Scope, check};
    use crate::source::{File, Role, Source};
    use crate::translation::{State, lock};

    std::thread_local! {
        /// The bytes of which digests were made.
        pub(super) static WORK: Cell<usize> = const { Cell::new(0) };
    }

    const ENTRIES: usize = 200;

    fn texts(entries: usize, step: &str) -> String {
        (0..entries).fold(String::new(), |mut text, entry| {
            let words = format!("of the entry {:07}", 1_000_000 + entry);
            let _ = write!(text, "[{}]\ntitle = \"Title {words}\"\n", 1_000_000 + entry);
            for field in ["description", "cause_1", "fix_1"] {
                let _ = writeln!(text, "{field} = \"{step} {field} {words}.\"");
            }
            text
        })
    }

    fn facts(entries: usize) -> String {
        (0..entries).fold(String::new(), |facts, entry| {
            let key = 1_000_000 + entry;
            let head = format!("[{key}]\nname = \"Name{key}\"\nchannel = \"webhook\"\n");
            let rest = "retry = \"never\"\nfixer = \"developer\"\nsince = 1\nsource = \"book\"\n";
            facts + &head + rest
        })
    }

    /// Data with so many entries, of which one step each has changed in English since it was translated.
    fn data(entries: usize, english: &str, lock: String) -> Source {
        let languages = [("en", "En"), ("fr", "Fr")].map(|(tag, name)| {
            let rest = "script = \"Latn\"\ndirection = \"ltr\"\n";
            format!("[{tag}]\nname = \"{name}\"\nnative_name = \"{name}\"\n{rest}")
        });
        let text = |tag: &str| Role::Text(tag.to_owned());
        let files = [
            (
                Role::Categories,
                "[payment]\nname = \"Payment\"\n".to_owned(),
            ),
            (Role::Languages, languages.concat()),
            (
                Role::Sources,
                "[book]\nwhat = \"Book\"\ndate = \"2026-11\"\n".to_owned(),
            ),
            (Role::Codes("payment".to_owned()), facts(entries)),
            (text("en"), texts(entries, english)),
            (text("fr"), texts(entries, "Le texte")),
            (Role::Lock, lock),
        ];
        let files = files.map(|(role, text)| File {
            path: String::new(),
            role,
            text,
        });
        Source {
            files: files.into(),
            ..Source::default()
        }
    }

    fn stale(checked: &Checked) -> usize {
        let words = &checked.translations[0].words;
        let is_stale = |state: &State| matches!(state, State::Stale { .. });
        words.iter().filter(|words| is_stale(&words.state)).count()
    }

    #[test]
    fn comparing_translations_takes_work_that_grows_with_the_data_and_no_faster() {
        let work = |entries: usize| {
            let first = check(&data(entries, "The text", String::new()), Scope::Own);
            let lock = lock(&first.translations, |_, _| false);
            let source = data(entries, "Another text", lock);
            WORK.set(0);
            let checked = check(&source, Scope::Own);
            assert_eq!(stale(&checked), 3 * entries);
            WORK.get()
        };
        assert_eq!(work(10 * ENTRIES), 10 * work(ENTRIES));
    }
}
