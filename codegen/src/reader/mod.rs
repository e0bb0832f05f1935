//! What the reader of payloads knows: names of fields, words of many languages, evidence.

pub(crate) mod fold;
pub(crate) mod matcher;
pub(crate) mod scan;

use std::collections::BTreeMap;

use matcher::Lexicon;

/// The folder `reader` after all checks.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    /// The meanings of fields, in the order of the file.
    pub(crate) fields: Vec<Field>,
    pub(crate) texts: Texts,
    pub(crate) carriers: Vec<Carrier>,
    pub(crate) lexicon: Lexicon,
    /// Other words in lower case, by table.
    pub(crate) others: BTreeMap<&'static str, Vec<String>>,
    /// Folded units of time and their seconds.
    pub(crate) units: Vec<(String, u64)>,
    /// Folded words that announce an amount of time.
    pub(crate) again: Vec<String>,
    /// Folded words that count as one before a unit, and those between two amounts of time.
    pub(crate) one: Vec<String>,
    pub(crate) and: Vec<String>,
    pub(crate) times: Times,
    pub(crate) evidence: Vec<Evidence>,
    /// From which sum on an error is possible, likely, certain.
    pub(crate) thresholds: [i32; 3],
    /// What no piece of the scan may be a part of.
    pub(crate) refused: Vec<String>,
}

/// What some fields say.
#[derive(Debug)]
pub(crate) struct Field {
    /// The key of the table, in `kebab-case`.
    pub(crate) key: String,
    pub(crate) means: String,
    /// The names, normalized.
    pub(crate) names: Vec<String>,
    /// The names as they are written.
    pub(crate) written: Vec<String>,
}

/// Normalized names under which texts stand.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) people: Vec<String>,
    pub(crate) inbound: Vec<String>,
    pub(crate) sentences: Vec<String>,
    /// Names that make an object inbound.
    pub(crate) marks: Vec<String>,
    /// Names of fields whose values may make an object inbound, and the words that do.
    pub(crate) selectors: Vec<String>,
    pub(crate) words: Vec<String>,
}

/// A string that holds a body.
#[derive(Debug)]
pub(crate) struct Carrier {
    pub(crate) name: String,
    pub(crate) beside: Vec<String>,
}

/// How logs write times.
#[derive(Debug, Default)]
pub(crate) struct Times {
    pub(crate) forms: Vec<String>,
    /// Examples of one and the same time, and of none.
    pub(crate) finds: Vec<String>,
    pub(crate) leaves: Vec<String>,
}

/// A rule that speaks for or against an error.
#[derive(Debug)]
pub(crate) struct Evidence {
    pub(crate) key: String,
    pub(crate) weight: i32,
    pub(crate) means: String,
}

/// The name of a field as it is compared: `error_code` and `ErrorCode` are `errorcode`.
pub(crate) fn normalize(name: &str) -> String {
    let is_kept = |c: &char| !matches!(c, '_' | '-' | ' ');
    name.chars()
        .filter(is_kept)
        .flat_map(char::to_lowercase)
        .collect()
}
