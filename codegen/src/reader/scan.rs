//! What is looked for in memory, so that most input is passed over quickly.
//!
//! An error that an object tells has a name of a field in it. A code that a sentence tells is found by its own digits, if
//! it has five or more; a shorter or unknown one needs a word that announces a code. Digits of other scripts stand beside
//! words of those scripts. Names and words are found by pieces: greedily, the piece first that most of them have.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::matcher::Sense;
use super::{Field, Reader};

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
/// So many digits of a code are looked for.
const DIGITS: usize = 4;
/// The shortest code that is found by its own digits.
const SHORTEST_CODE: usize = 5;
/// How many pieces a fast search takes.
pub(crate) const MOST: usize = 48;

/// The pieces.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// For objects.
    pub(crate) names: Vec<String>,
    /// For sentences too.
    pub(crate) ascii: Vec<String>,
    /// For words beyond ASCII.
    pub(crate) wide: Vec<String>,
}

/// All ways of writing something.
pub(crate) type Spellings = BTreeSet<String>;

/// Finds the pieces; none is a part of a `refused` word. `numbers` are the codes and subcodes of the table. Words that only
/// one more piece would find are left out where there are too many: a long code is found without them.
pub(crate) fn pieces(reader: &Reader, numbers: impl IntoIterator<Item = u32>) -> Scan {
    let refused = &Refused::new(&reader.refused);
    let names = cover(&names(&reader.fields), refused);
    let mut ascii: BTreeSet<_> = names.iter().cloned().collect();
    let numbers = numbers.into_iter().map(|number| number.to_string());
    ascii.extend(
        numbers
            .filter(|number| number.len() >= SHORTEST_CODE)
            .map(|number| number.chars().take(DIGITS).collect()),
    );
    let mut words = words(reader, true);
    words.retain(|word| !ascii.iter().any(|piece| word.contains(piece.as_str())));
    let room = MOST.saturating_sub(ascii.len());
    ascii.extend(cover(&words, refused).into_iter().take(room));
    Scan {
        names: sorted(names),
        ascii: ascii.into_iter().collect(),
        wide: sorted(cover(&self::words(reader, false), refused)),
    }
}

fn sorted(mut pieces: Vec<String>) -> Vec<String> {
    pieces.sort_unstable();
    pieces
}

/// The fewest pieces of which each spelling has one, those first that most have.
fn cover(spellings: &Spellings, refused: &Refused) -> Vec<String> {
    let mut open: Vec<_> = spellings
        .iter()
        .map(|spelling| (spelling.as_str(), candidates(spelling, refused)))
        .collect();
    let mut counts = Counts::new();
    for piece in open.iter().flat_map(|(_, candidates)| candidates) {
        *counts.entry(piece).or_default() += 1;
    }
    let mut pieces = Vec::new();
    while let Some(best) = best(&counts) {
        open.retain(|(spelling, candidates)| {
            let is_open = !spelling.contains(best);
            for piece in candidates.iter().filter(|_| !is_open) {
                counts.entry(piece).and_modify(|count| *count -= 1);
            }
            is_open
        });
        counts.retain(|_, count| *count > 0);
        pieces.push(best.to_owned());
    }
    pieces
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
fn candidates<'a>(spelling: &'a str, refused: &Refused) -> BTreeSet<&'a str> {
    let words = || spelling.split(BETWEEN);
    let kept: BTreeSet<_> = words()
        .flat_map(windows)
        .filter(|piece| !refused.has(piece))
        .collect();
    if kept.is_empty() {
        // A false hit costs time, a missed one an error.
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

/// All parts of the words that no piece may be a part of, in lower case.
pub(crate) struct Refused(HashSet<String>);

impl Refused {
    pub(crate) fn new(words: &[String]) -> Self {
        let mut all = HashSet::new();
        for word in words {
            let word = word.to_lowercase();
            let starts = word
                .char_indices()
                .filter_map(|(start, _)| word.get(start..));
            all.extend(starts.flat_map(beginnings).map(str::to_owned));
        }
        Self(all)
    }

    /// Whether a text is a part of one, in any case.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.0.contains(&text.to_lowercase())
    }
}

fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8());
    ends.filter_map(|end| text.get(..end))
}

/// All ways in which the names are written that make an object an error.
pub(crate) fn names(fields: &[Field]) -> Spellings {
    let fields = fields
        .iter()
        .filter(|field| NAMES.contains(&field.key.as_str()));
    fields
        .flat_map(|field| &field.written)
        .flat_map(|name| ways(&parts(name)))
        .collect()
}

/// All ways in which the words are written that a code needs beside it: in ASCII those that announce a code, beyond it
/// those that announce an error too.
pub(crate) fn words(reader: &Reader, ascii: bool) -> Spellings {
    let mut spellings = Spellings::new();
    let is_needed = |sense| match sense {
        Sense::Code => true,
        Sense::Error | Sense::Plural => !ascii,
        _ => false,
    };
    let written = reader.lexicon.written.iter();
    for word in written.filter(|word| is_needed(word.sense)) {
        let forms = [
            word.text.to_lowercase(),
            reader.lexicon.folds.word(&word.text),
        ];
        for form in forms.into_iter().filter(|form| form.is_ascii() == ascii) {
            // Too much has them.
            if ascii && form.split(BETWEEN).all(|part| part.len() < SHORTEST) {
                continue;
            }
            let initials: Vec<_> = form.split(' ').map(capitalized).collect();
            spellings.insert(initials.join(" "));
            spellings.insert(capitalized(&form));
            spellings.insert(form);
        }
    }
    spellings
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

    use super::{Refused, Spellings, cover, ways};

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
        let words: Spellings = ["error", "Error", "errors", "terror", "erreur"]
            .map(str::to_owned)
            .into();
        assert_eq!(
            cover(&words, &Refused::new(&["terra".to_owned()])),
            ["rror", "erre"]
        );
    }
}
