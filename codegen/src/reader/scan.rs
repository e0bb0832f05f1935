//! The pieces that are looked for in memory, so that most input is passed over quickly.
//!
//! Every way of writing a name or word has a piece, which are found greedily: the one first that most ways have.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Field;
use super::fold::Folds;
use super::matcher::{Sense, Written};

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

/// How many pieces a fast search takes.
const MOST: usize = 60;

/// The pieces.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Pieces in ASCII for what matters most.
    pub(crate) ascii: Vec<String>,
    /// Pieces in ASCII for the rest.
    pub(crate) more: Vec<String>,
    pub(crate) wide: Vec<String>,
}

/// How much it matters that a way of writing is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rank {
    /// Names of fields, and words that announce codes and errors.
    First,
    /// English words that say that something failed, or why.
    Second,
    /// Such words of other languages, and whatever is in capital letters.
    Last,
}

/// All ways of writing.
pub(crate) type Spellings = BTreeMap<String, Rank>;

/// Finds the pieces for all ways of writing; none is a part of a `refused` word.
pub(crate) fn pieces(spellings: &Spellings, refused: &[String]) -> Scan {
    let mut scan = Scan {
        ascii: vec!["(#".to_owned()],
        ..Scan::default()
    };
    let mut open: Vec<_> = spellings
        .iter()
        .map(|(spelling, rank)| {
            (
                spelling.as_str(),
                *rank,
                candidates(spelling, *rank, refused),
            )
        })
        .collect();
    for ascii in [true, false] {
        for last in [Rank::First, Rank::Second, Rank::Last] {
            let mut counts = Counts::new();
            for (_, _, candidates) in open.iter().filter(|(_, rank, _)| *rank <= last) {
                for piece in candidates.iter().filter(|piece| piece.is_ascii() == ascii) {
                    *counts.entry(piece).or_default() += 1;
                }
            }
            while let Some(best) = best(&counts) {
                open.retain(|(spelling, rank, candidates)| {
                    let is_open = !spelling.contains(best);
                    for piece in candidates.iter().filter(|_| !is_open && *rank <= last) {
                        counts.entry(piece).and_modify(|count| *count -= 1);
                    }
                    is_open
                });
                counts.retain(|_, count| *count > 0);
                let pieces = match ascii {
                    true if scan.ascii.len() < MOST => &mut scan.ascii,
                    true => &mut scan.more,
                    false => &mut scan.wide,
                };
                pieces.push(best.to_owned());
            }
        }
    }
    for pieces in [&mut scan.ascii, &mut scan.more, &mut scan.wide] {
        pieces.sort_unstable();
    }
    scan
}

/// How many open ways of writing have a piece.
type Counts<'a> = HashMap<&'a str, usize>;

/// The piece that most have: among equals the shortest, then the first.
fn best<'a>(counts: &Counts<'a>) -> Option<&'a str> {
    let pieces = counts
        .iter()
        .map(|(piece, count)| (Reverse(*count), piece.len(), *piece));
    pieces.min().map(|(_, _, piece)| piece)
}

/// The parts of a way of writing that may be looked for: inside one word, and not a part of a `refused` one.
fn candidates<'a>(spelling: &'a str, rank: Rank, refused: &[String]) -> BTreeSet<&'a str> {
    let words = || spelling.split(BETWEEN);
    let pieces: BTreeSet<_> = words().flat_map(windows).collect();
    let kept: BTreeSet<_> = pieces
        .into_iter()
        .filter(|piece| !is_refused(piece, refused))
        .collect();
    if kept.is_empty() && rank == Rank::First {
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
pub(crate) fn spellings(fields: &[Field], words: &[Written], folds: &Folds) -> Spellings {
    let mut all = Spellings::new();
    let mut add = |spelling: String, rank: Rank| {
        let old = all.entry(spelling).or_insert(rank);
        *old = rank.min(*old);
    };
    for field in fields
        .iter()
        .filter(|field| NAMES.contains(&field.key.as_str()))
    {
        for written in &field.written {
            for way in ways(&parts(written)) {
                add(way, Rank::First);
            }
        }
    }
    for Written {
        text,
        sense,
        english,
    } in words
    {
        let rank = match sense {
            Sense::Code | Sense::Error | Sense::Plural | Sense::BareCode => Rank::First,
            Sense::Failed | Sense::Reason if *english => Rank::Second,
            Sense::Failed | Sense::Reason => Rank::Last,
            Sense::NotCode | Sense::Link | Sense::Subcode => continue,
        };
        for word in [text.to_lowercase(), folds.word(text)] {
            // Too much has them.
            if word.is_ascii() && word.split(BETWEEN).all(|part| part.len() < SHORTEST) {
                continue;
            }
            let initials: Vec<_> = word.split(' ').map(capitalized).collect();
            if rank != Rank::Last {
                add(word.to_uppercase(), Rank::Last);
            }
            add(initials.join(" "), rank);
            add(capitalized(&word), rank);
            add(word, rank);
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{MOST, Rank, Spellings, candidates, is_refused, pieces, ways};
    use crate::check::{Scope, check};
    use crate::load::load;
    use crate::reader::Reader;

    fn reader() -> Reader {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
        check(&load(&data), Scope::Project)
            .model
            .reader
            .unwrap_or_default()
    }

    #[test]
    fn every_way_of_writing_has_a_piece() {
        let reader = reader();
        let (scan, spellings) = (reader.scan(), reader.spellings());
        assert!(spellings.len() > 1_000);
        for (spelling, rank) in &spellings {
            let has =
                |pieces: &[String]| pieces.iter().any(|piece| spelling.contains(piece.as_str()));
            let more = *rank != Rank::First && has(&scan.more);
            let found = has(&scan.ascii) || has(&scan.wide) || more;
            let refused =
                *rank != Rank::First && candidates(spelling, *rank, &reader.refused).is_empty();
            assert!(found || refused, "{spelling}");
        }
    }

    #[test]
    fn pieces_are_few_and_ordinary_webhooks_have_none() {
        let reader = reader();
        let scan = reader.scan();
        assert!(scan.ascii.len() <= MOST);
        assert!(!scan.wide.iter().any(|piece| piece.is_ascii()));
        for piece in scan.ascii.iter().chain(&scan.more) {
            assert!(piece.is_ascii(), "{piece}");
            assert!(!is_refused(piece, &reader.refused), "{piece}");
        }
    }

    #[test]
    fn names_are_written_in_many_ways() {
        let ways: BTreeSet<_> = ways(&["error".to_owned(), "code".to_owned()])
            .into_iter()
            .collect();
        for way in [
            "error_code",
            "errorCode",
            "ErrorCode",
            "error-code",
            "ERROR_CODE",
            "errorcode",
            "error code",
        ] {
            assert!(ways.contains(way), "{way}");
        }
    }

    #[test]
    fn few_pieces_are_found_for_many_words() {
        let words = ["error", "Error", "errors", "terror", "erreur"];
        let spellings: Spellings = words
            .iter()
            .map(|word| ((*word).to_owned(), Rank::First))
            .collect();
        let scan = pieces(&spellings, &["terra".to_owned()]);
        assert_eq!(scan.ascii, ["(#", "erre", "rror"]);
        assert_eq!(scan.more, [""; 0]);
    }
}
