//! The pieces that are looked for in memory, so that most input is passed over quickly.
//!
//! Every way of writing a name or word has a piece: the fewest pieces are found greedily, the one first that most ways have.

use std::collections::{BTreeMap, BTreeSet};

use super::Field;
use super::fold::Folds;
use super::matcher::Sense;

/// The meanings of fields that alone can make an object an error.
const NAMES: &[&str] = &[
    "code",
    "error-code",
    "subcode",
    "trace-id",
    "user-title",
    "user-message",
];

/// How long a piece is, in characters, where the word is that long.
const SHORTEST: usize = 4;
const LONGEST: usize = 6;

/// The pieces.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) ascii: Vec<String>,
    pub(crate) wide: Vec<String>,
}

/// Finds the pieces for all ways of writing; none is a part of a `refused` word.
pub(crate) fn pieces(spellings: &BTreeSet<String>, refused: &[String]) -> Scan {
    let mut open: Vec<&str> = spellings.iter().map(String::as_str).collect();
    let mut scan = Scan {
        ascii: vec!["(#".to_owned()],
        wide: Vec::new(),
    };
    for ascii in [true, false] {
        loop {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for spelling in &open {
                for piece in candidates(spelling, refused) {
                    if piece.is_ascii() == ascii {
                        *counts.entry(piece).or_default() += 1;
                    }
                }
            }
            let size = |piece: &str| std::cmp::Reverse(piece.chars().count());
            let best = counts
                .into_iter()
                .max_by(|(one, a), (other, b)| (a, size(one), other).cmp(&(b, size(other), one)));
            let Some((best, _)) = best else { break };
            let best = best.to_owned();
            open.retain(|spelling| !spelling.contains(&best));
            let pieces = if ascii {
                &mut scan.ascii
            } else {
                &mut scan.wide
            };
            pieces.push(best);
        }
    }
    scan.ascii.sort_unstable();
    scan.wide.sort_unstable();
    scan
}

/// The parts of a way of writing that may be looked for: inside one word, and not a part of a `refused` one.
fn candidates<'a>(spelling: &'a str, refused: &[String]) -> BTreeSet<&'a str> {
    let words = || spelling.split(BETWEEN);
    let pieces: BTreeSet<_> = words().flat_map(windows).collect();
    let kept: BTreeSet<_> = pieces
        .into_iter()
        .filter(|piece| !is_refused(piece, refused))
        .collect();
    if kept.is_empty() {
        // Better looked for in vain than not found.
        let longest = words().max_by_key(|word| word.chars().count());
        return longest.into_iter().collect();
    }
    kept
}

/// What stands between the words of a phrase, in many ways.
const BETWEEN: [char; 6] = [' ', '-', '_', '.', '\'', '’'];

fn windows(word: &str) -> Vec<&str> {
    let mut starts: Vec<_> = word.char_indices().map(|(start, _)| start).collect();
    starts.push(word.len());
    let lengths = shortest(word)..=LONGEST;
    let windows = lengths.flat_map(|length| starts.windows(length + 1));
    windows
        .filter_map(|window| word.get(*window.first()?..*window.last()?))
        .collect()
}

/// Letters of the other scripts tell more.
fn shortest(word: &str) -> usize {
    if word.is_ascii() {
        SHORTEST
    } else {
        SHORTEST.min(word.chars().count())
    }
}

pub(crate) fn is_refused(piece: &str, refused: &[String]) -> bool {
    let small = piece.to_lowercase();
    refused
        .iter()
        .any(|word| word.to_lowercase().contains(&small))
}

/// All ways in which the names and words are written.
pub(crate) fn spellings(
    fields: &[Field],
    words: &[(String, Sense)],
    folds: &Folds,
) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for field in fields
        .iter()
        .filter(|field| NAMES.contains(&field.key.as_str()))
    {
        for written in &field.written {
            all.extend(ways(&parts(written)));
        }
    }
    for (word, sense) in words {
        let loud = match sense {
            Sense::Code | Sense::Error | Sense::Plural | Sense::BareCode => true,
            Sense::Failed | Sense::Reason => false,
            Sense::NotCode | Sense::Link | Sense::Subcode => continue,
        };
        for word in [word.to_lowercase(), folds.word(word)] {
            if word.is_ascii() && word.split(BETWEEN).all(|part| part.len() < SHORTEST) {
                continue;
            }
            let first = capitalized(&word);
            if loud {
                all.insert(word.to_uppercase());
                all.insert(
                    word.split(' ')
                        .map(capitalized)
                        .collect::<Vec<_>>()
                        .join(" "),
                );
            }
            all.extend([first, word]);
        }
    }
    all
}

/// A name in parts: `error_code` and `errorCode` are `error` and `code`.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let is_loud = !name.contains(char::is_lowercase);
    for c in name.chars() {
        let splits = matches!(c, '_' | '-' | ' ') || c.is_uppercase() && !is_loud;
        if splits && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| !matches!(c, '_' | '-' | ' ')) {
            part.extend(c.to_lowercase());
        }
    }
    parts
}

fn ways(parts: &[String]) -> Vec<String> {
    let camel: String = parts.iter().map(|part| capitalized(part)).collect();
    let first = parts.first().map_or(0, String::len);
    let (start, rest) = camel.split_at(first.min(camel.len()));
    let mut ways = vec![format!("{}{rest}", start.to_lowercase()), camel.clone()];
    for between in ["_", "-", " ", ""] {
        let joined = parts.join(between);
        ways.push(joined.to_uppercase());
        ways.push(joined);
    }
    ways
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}
