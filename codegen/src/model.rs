//! The data after all checks: what the emitters turn into Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::key::Key;
use crate::phrases::Phrases;
use crate::reader::Reader;

/// The fields of an entry before its closed lists, in the order of the canonical form.
pub const BEFORE_LISTS: [&str; 5] = ["name", "title", "also_titled", "says", "http"];

/// The fields of an entry behind its closed lists.
pub const BEHIND_LISTS: [&str; 8] = [
    "limits",
    "places",
    "status",
    "parent",
    "replaced_by",
    "related",
    "since",
    "source",
];

/// The lists of steps.
pub(crate) const LISTS: [&str; 3] = ["cause", "fix", "prevent"];

/// The kinds of places, as the library names them.
pub const PLACE_KINDS: [PlaceKind; 6] = [
    PlaceKind::new("tool", "Tool", "name"),
    PlaceKind::new("page", "Page", "name"),
    PlaceKind::new("support", "Support", "name"),
    PlaceKind::new("endpoint", "Endpoint", "endpoint"),
    PlaceKind::new("field", "Field", "field"),
    PlaceKind::new("webhook", "Webhook", "field"),
];

/// What the tables of the text files with names of places begin with.
pub(crate) const PLACE: &str = "place-";

/// The words of the limits.
pub(crate) const LIMITS: &str = "ui-limit";

/// The list of facts whose values a limit is counted for.
pub(crate) const SCOPE: &str = "scope";

/// The labels around explanations, the other words of the page, and those of the report. The programs decide which there are.
pub(crate) const LABELS: &str = "ui-label";
pub(crate) const PAGE: &str = "ui-page";
pub(crate) const REPORT: &str = "ui-report";

/// The words of `[ui-unknown]` and `[ui-unknown-block]`, which explain a number without an entry.
pub(crate) const UNKNOWN: &str = "ui-unknown";
pub(crate) const UNKNOWN_BLOCK: &str = "ui-unknown-block";

/// Everything that a data folder says.
#[derive(Debug, Default)]
pub struct Model {
    /// The languages, the source language first.
    pub languages: Vec<Language>,
    /// The categories, in the order of `categories.toml`.
    pub categories: Vec<Category>,
    /// The closed lists of facts, in the order of `facts.toml`.
    pub lists: Vec<List>,
    /// The sources of the facts.
    pub sources: Vec<Origin>,
    /// Where to look, in the order of `places.toml`.
    pub places: Vec<Place>,
    /// The entries, by key.
    pub entries: Vec<Entry>,
    /// What was recorded about entries, revision by revision.
    pub records: Vec<Record>,
    /// The highest revision that is released.
    pub released: Option<u16>,
    /// The advice blocks for unknown numbers, in the order of the file.
    pub blocks: Vec<Block>,
    /// The numbers of the former On-Premises API, ascending.
    pub on_premises: Vec<OnPremises>,
    /// The style of the house; `None` without `style.toml`.
    pub style: Option<Style>,
    /// The day after which nobody can have looked; `None` where dates are not compared with it.
    pub(crate) today: Option<String>,
    /// The words, one item per language.
    pub texts: Vec<Texts>,
    /// What people type who look for an entry, in all languages; one item per entry.
    pub keywords: Vec<Vec<String>>,
    /// What the reader of payloads knows; `None` without a folder `reader`.
    pub(crate) reader: Option<Reader>,
}

/// A language of the texts.
#[derive(Debug)]
pub struct Language {
    /// The tag and file name, such as `ar`.
    pub tag: String,
    /// The variant of the Rust enum.
    pub name: String,
    /// The language's name in itself.
    pub native_name: String,
    /// The ISO 15924 script.
    pub script: String,
    /// Whether the script runs from right to left.
    pub rtl: bool,
    /// Other primary subtags that mean this language.
    pub also: Vec<String>,
    /// Whether a release does without a complete translation.
    pub draft: bool,
    /// How the language is written.
    pub writing: Writing,
}

/// How a language is written, as far as the rules for words ask. What is not said is not checked.
#[derive(Debug, Default)]
pub struct Writing {
    /// Full stop, question mark, exclamation mark and dots; `None` for those of English.
    pub final_marks: Option<Vec<char>>,
    /// Opening and closing quotation marks.
    pub quotes: Vec<(char, char)>,
    /// The letters beyond a to z; empty for all of the script.
    pub letters: String,
    /// Marks and letters in special forms, such as `，`.
    pub marks: String,
    /// Marks behind a space, such as the French `:`.
    pub spaced_marks: String,
    /// Whether letters are joined and parted by characters that nobody sees.
    pub joiners: bool,
    /// The usual length of a translation in percent of the English text.
    pub length: Option<(u32, u32)>,
    /// Words that are typical of the language.
    pub words: Vec<String>,
    /// Words that address the reader.
    pub addresses: Vec<String>,
    /// Endings that mark a second gender inside a word.
    pub gender_endings: Vec<String>,
    /// Parts of words that stand for letters which are hard to type.
    pub substitutes: Vec<String>,
    /// Phrases that forbid an automatic repetition.
    pub(crate) refusals: Phrases,
    /// Phrases that ask for one.
    pub(crate) repetitions: Phrases,
    /// What a step begins with that only forbids.
    pub(crate) prohibitions: Phrases,
    /// Phrases that say where a fact comes from.
    pub(crate) origins: Phrases,
    /// Words that begin a condition; empty where a condition can begin with any word.
    pub(crate) conditions: Phrases,
    /// Ends of titles that say what is not possible, not what happened.
    pub stiff_titles: Vec<String>,
    /// What nobody may learn, such as a password.
    pub(crate) secrets: Phrases,
    /// Verbs that give something away, whoever gets it.
    pub(crate) disclosures: Phrases,
    /// Verbs that bring something to somebody.
    pub(crate) deliveries: Phrases,
    /// People and places that are none of the platform's interfaces.
    pub(crate) strangers: Phrases,
    /// Words that turn a sentence into its opposite.
    pub(crate) negations: Phrases,
    /// Negations that ask for something, such as `do not forget`.
    pub(crate) encouragements: Phrases,
    /// Units behind numbers; one item a unit, in the order of the source language.
    pub(crate) units: Vec<Phrases>,
    /// Words with an opposite and their opposites, in the order of the source language.
    pub(crate) opposites: Vec<(Phrases, Phrases)>,
}

/// The style of a house: how its texts are, beyond being correct.
#[derive(Debug, Default)]
pub struct Style {
    /// The hosts of places.
    pub(crate) hosts: Vec<String>,
    /// The pages to which a text may lead, without `https://`; one that ends in `/` stands for all below it.
    pub pages: Vec<String>,
    /// Numbers that look like addresses and are none, such as those of versions.
    pub(crate) versions: Vec<String>,
    /// Marks and words that stand for parts of an address.
    pub(crate) disguises: Vec<String>,
    /// What may stand as code.
    pub(crate) code: CodeStyle,
    /// Marks beyond ASCII that texts of every language may have.
    pub(crate) symbols: String,
    /// What programs fill in, in the texts around explanations.
    pub(crate) placeholders: Vec<String>,
    /// What drafts and machines leave in a text.
    pub(crate) leftovers: Phrases,
    /// Words that are typical of languages which the table does not have, by tag.
    pub(crate) other_languages: Vec<(String, Vec<String>)>,
}

/// What may stand between the marks for code, beside names, numbers and what the API prints.
#[derive(Debug, Default)]
pub(crate) struct CodeStyle {
    /// Fields with fields of their own: what stands before a dot.
    pub(crate) objects: Vec<String>,
    /// Methods of HTTP.
    pub(crate) methods: Vec<String>,
    /// Parts of the path of an endpoint.
    pub(crate) endpoints: Vec<String>,
    /// What stands on menus and buttons.
    pub(crate) labels: Vec<String>,
    /// Everything else, as a whole.
    pub(crate) others: Vec<String>,
}

/// A group of codes.
#[derive(Debug)]
pub struct Category {
    /// The id and file name, such as `marketing-messages`.
    pub id: String,
    /// The variant of the Rust enum.
    pub name: String,
}

/// Where a fact comes from.
#[derive(Debug)]
pub struct Origin {
    /// The id that entries name.
    pub id: String,
    /// What it is.
    pub what: String,
    /// Its address, where there is one.
    pub address: Option<String>,
    /// The date of the copy that was read.
    pub date: String,
}

/// A kind of places.
#[derive(Clone, Copy, Debug)]
pub struct PlaceKind {
    /// The id that the data and all exports use.
    pub id: &'static str,
    /// The variant of the Rust enum.
    pub variant: &'static str,
    /// What tells such a place: its `name` in the text files, or a field of `places.toml`.
    pub told_by: &'static str,
}

/// Where to look.
#[derive(Debug)]
pub struct Place {
    /// The id that entries name.
    pub id: String,
    /// Index into [`PLACE_KINDS`].
    pub kind: usize,
    /// Its address, or that of the page that describes it.
    pub address: String,
    /// The call to make.
    pub endpoint: Option<String>,
    /// The field of a response or of a webhook.
    pub field: Option<String>,
}

/// A number that the platform allows.
#[derive(Debug)]
pub struct Limit {
    /// What is counted, and on which condition: the id of its words.
    pub what: String,
    /// How many are allowed.
    pub amount: u32,
    /// In which time.
    pub window: Option<Duration>,
    /// Index into the values of `scope`.
    pub per: usize,
}

/// A closed list of facts, as `facts.toml` declares it.
#[derive(Debug)]
pub struct List {
    /// The field of an entry, such as `fixer`.
    pub id: String,
    /// The Rust enum.
    pub name: String,
    /// What the fact says, as a sentence.
    pub description: String,
    /// The values, in their order.
    pub values: Vec<Listed>,
    /// What is said about a number without an entry.
    pub unknown: usize,
    /// What an entry means that does not say it; `None` where each must.
    pub default: Option<usize>,
    /// The value that carries a wait.
    pub wait: Option<usize>,
    /// Whether an entry can state a second value.
    pub two: bool,
    /// What selecting by the fact means, as a sentence; `None` where nobody selects by it.
    pub select: Option<String>,
}

/// A value of a closed list.
#[derive(Debug)]
pub struct Listed {
    /// The id that data and exports use, such as `after-fix`.
    pub id: String,
    /// What it means, as a sentence.
    pub description: String,
}

/// What a closed list says about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Index into [`List::values`].
    pub value: usize,
    /// The wait, where the value carries one.
    pub wait: Option<Duration>,
    /// A second value.
    pub second: Option<usize>,
}

/// The facts of one entry.
#[derive(Debug)]
pub struct Entry {
    /// What the entry describes.
    pub key: Key,
    /// The permanent name, in `PascalCase`.
    pub name: String,
    /// The title that the API prints.
    pub title: Option<String>,
    /// Other titles seen for the same thing.
    pub also_titled: Vec<String>,
    /// Sentences that the API prints for this entry alone, with `{}` for what varies.
    pub says: Vec<String>,
    /// Index into [`Model::categories`].
    pub category: usize,
    /// The documented HTTP status.
    pub http: Option<u16>,
    /// One item per list of [`Model::lists`].
    pub facts: Vec<Fact>,
    /// Indices into [`Model::places`], the most useful one first.
    pub places: Vec<usize>,
    /// How much is allowed.
    pub limits: Vec<Limit>,
    /// Whether the platform no longer sends it.
    pub retired: bool,
    /// What replaced a retired code.
    pub replaced_by: Option<u32>,
    /// The code under which answers carry this one as a subcode.
    pub parent: Option<u32>,
    /// Codes that are easily confused with this one or lead to it.
    pub related: Vec<u32>,
    /// The revision of the table that brought it.
    pub since: u16,
    /// Index into [`Model::sources`].
    pub source: usize,
}

/// The facts of an entry by which programs select codes, as a revision of the table brought them.
#[derive(Debug)]
pub struct Record {
    /// The revision.
    pub since: u16,
    /// The entry.
    pub key: Key,
    /// The permanent name of the entry.
    pub name: String,
    /// Index into [`Model::categories`].
    pub category: usize,
    /// One item per list by which programs select.
    pub facts: Vec<Fact>,
}

/// What the neighbours of an unknown number are about.
#[derive(Debug)]
pub struct Block {
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
    /// Index into [`Model::categories`].
    pub category: usize,
    /// What is probably true: one item per list of [`Model::lists`].
    pub facts: Vec<Fact>,
}

/// A number of the former On-Premises API.
#[derive(Debug)]
pub struct OnPremises {
    /// The number.
    pub code: u32,
    /// The title that the API printed.
    pub title: String,
    /// The codes that the Cloud API uses instead.
    pub cloud: Vec<u32>,
}

/// The words of one language.
#[derive(Debug, Default)]
pub struct Texts {
    /// One item per entry of the model; `None` where it is not completely translated.
    pub entries: Vec<Option<Text>>,
    /// The other words, by table and key: `ui-label` → `fix` → "What to do".
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// The words of one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// A short name for people.
    pub title: String,
    /// What happened.
    pub description: String,
    /// Why.
    pub causes: Vec<String>,
    /// What to do, step by step.
    pub fixes: Vec<String>,
    /// How to avoid it.
    pub prevention: Vec<String>,
}

impl Model {
    /// The highest revision, which brought entries or corrected their facts.
    #[must_use]
    pub fn revision(&self) -> u16 {
        let entries = self.entries.iter().map(|entry| entry.since);
        let records = self.records.iter().map(|record| record.since);
        entries.chain(records).max().unwrap_or(0)
    }

    /// The place of an entry, of which `entries` has the order.
    pub(crate) fn place(&self, key: &Key) -> Option<usize> {
        let order = key.order();
        let first = self
            .entries
            .partition_point(|entry| entry.key.order() < order);
        let mut alike = self.entries[first..]
            .iter()
            .take_while(|entry| entry.key.order() == order);
        let place = alike.position(|entry| entry.key == *key)?;
        Some(first + place)
    }

    /// A word in a language, or in the source language where it is not translated.
    pub(crate) fn word(&self, language: usize, table: &str, key: &str) -> String {
        [language, 0]
            .into_iter()
            .find_map(|index| self.texts.get(index)?.words.get(table)?.get(key).cloned())
            .unwrap_or_default()
    }

    /// The revision of the next release, which all that is new in it shares.
    #[must_use]
    pub fn next_revision(&self) -> u16 {
        let released = self.released.unwrap_or(0);
        self.revision().max(released.saturating_add(1))
    }

    /// The subcodes that tell their pair without the code: above 1,000,000, where subcodes are unique, and no code themselves.
    pub(crate) fn lone_subcodes(&self) -> BTreeSet<u32> {
        let mut owners: BTreeMap<u32, u32> = BTreeMap::new();
        for entry in &self.entries {
            if let Key::Pair(_, subcode) = entry.key {
                *owners.entry(subcode).or_default() += 1;
            }
        }
        owners.retain(|subcode, owners| *subcode > 1_000_000 && *owners == 1);
        for entry in &self.entries {
            if let Key::Code(code) = entry.key {
                owners.remove(&code);
            }
        }
        owners.into_keys().collect()
    }

    /// Those of the facts, one per list, by which programs select: of two values the first.
    pub(crate) fn selecting(&self, facts: &[Fact]) -> Vec<Fact> {
        let facts = self.lists.iter().zip(facts);
        let selecting = facts.filter(|(list, _)| list.select.is_some());
        let selected = selecting.map(|(_, fact)| Fact {
            second: None,
            ..*fact
        });
        selected.collect()
    }

    /// The different waits of all entries, shortest first.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        let facts = self.entries.iter().flat_map(|entry| &entry.facts);
        let mut waits: Vec<_> = facts.filter_map(|fact| fact.wait).collect();
        waits.sort_unstable();
        waits.dedup();
        waits
    }
}

/// The key of a wait in `[ui-wait]`: `24h`, `10m`, `90s`.
pub(crate) fn wait_key(wait: Duration) -> String {
    let seconds = wait.as_secs();
    match seconds {
        _ if seconds.is_multiple_of(3_600) => format!("{}h", seconds / 3_600),
        _ if seconds.is_multiple_of(60) => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}

impl PlaceKind {
    const fn new(id: &'static str, variant: &'static str, told_by: &'static str) -> Self {
        Self {
            id,
            variant,
            told_by,
        }
    }

    /// Whether the text files name such a place.
    pub(crate) fn has_name(self) -> bool {
        self.told_by == "name"
    }
}

impl Place {
    /// The table of the text files with its name.
    pub(crate) fn words(&self) -> String {
        format!("{PLACE}{}", self.id)
    }
}

impl Limit {
    /// The key of its words in `[ui-limit]`.
    pub(crate) fn key(&self) -> String {
        self.what.replace('-', "_")
    }
}

impl Fact {
    /// A value alone.
    pub(crate) fn of(value: usize) -> Self {
        Self {
            value,
            wait: None,
            second: None,
        }
    }
}

impl List {
    /// What the list says about a number without an entry.
    pub(crate) fn of_unknown(&self) -> Fact {
        Fact::of(self.unknown)
    }

    /// The table of words with the names of the values.
    pub(crate) fn words(&self) -> String {
        format!("ui-{}", self.id)
    }

    /// The words of the values, in their order; the one that carries a wait is named without it.
    pub(crate) fn keys(&self) -> Vec<String> {
        let keys = self.values.iter().enumerate().map(|(index, value)| {
            if self.wait == Some(index) {
                "wait_other".to_owned()
            } else {
                value.id.replace('-', "_")
            }
        });
        keys.collect()
    }
}

impl Listed {
    /// The variant of the Rust enum: `after-fix` → `AfterFix`.
    pub(crate) fn variant(&self) -> String {
        let capital = |word: &str| match word.split_at_checked(1) {
            Some((first, rest)) => first.to_ascii_uppercase() + rest,
            None => String::new(),
        };
        self.id.split('-').map(capital).collect()
    }
}

impl Text {
    /// The text that the fields of a table make, if it has all that every entry must have.
    pub(crate) fn of_fields<'a>(field: impl Fn(&str) -> Option<&'a str>) -> Option<Self> {
        let one = |name: &str| field(name).map(str::to_owned);
        let list = |list: &str| {
            let steps = (1..=9).map_while(|number| one(&format!("{list}_{number}")));
            steps.collect::<Vec<_>>()
        };
        let text = Self {
            title: one("title")?,
            description: one("description")?,
            causes: list("cause"),
            fixes: list("fix"),
            prevention: list("prevent"),
        };
        (!text.causes.is_empty() && !text.fixes.is_empty()).then_some(text)
    }
}

impl Texts {
    /// A table of other words, such as `[ui-unknown]`, as the text of an entry.
    pub(crate) fn word_text(&self, table: &str) -> Option<Text> {
        let words = self.words.get(table)?;
        Text::of_fields(|field| words.get(field).map(String::as_str))
    }
}
