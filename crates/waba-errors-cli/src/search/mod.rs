//! `search`: finds codes by words of their texts in all languages at once, typing errors included.

mod fold;
mod score;

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::io;

use waba_errors::{Entry, Lang, codes};

use crate::args::Search;
use crate::list;
use crate::output::Status;
use score::Word;

/// What a word counts in each part of an entry.
const TITLE: u32 = 10;
const DESCRIPTION: u32 = 5;
const CATEGORY: u32 = 4;
const STEP: u32 = 2;

/// How many different words of a query count.
const MOST_WORDS: usize = 100;
/// Longer words resemble none of the table.
const LONGEST_WORD: usize = 80;

pub(crate) fn run(args: &Search) -> io::Result<Status> {
    let mut entries = Index::new().find(&args.text.join(" "));
    entries.truncate(usize::from(args.limit));
    list::show(&entries, args.output.lang(), args.output.format)
}

/// The words of the table.
struct Index {
    /// Each word once.
    words: Vec<Word>,
    entries: Vec<(Entry, Vec<Occurrence>)>,
}

/// A word of an entry: its place in the index, and what it counts there.
struct Occurrence {
    word: usize,
    weight: u32,
}

impl Index {
    fn new() -> Self {
        let mut places = HashMap::new();
        let mut words = Vec::new();
        let mut occurrences = |entry: &Entry| {
            let mut found = Vec::new();
            for (weight, text) in parts(entry) {
                found.extend(fold::words(&text).map(|word| {
                    let word = *places.entry(word).or_insert_with_key(|word| {
                        words.push(Word::new(word.clone()));
                        words.len() - 1
                    });
                    Occurrence { word, weight }
                }));
            }
            found
        };
        let entries = codes().map(|entry| (entry, occurrences(&entry))).collect();
        Self { words, entries }
    }

    /// The entries with the most words of the query, best first.
    fn find(&self, query: &str) -> Vec<Entry> {
        let query: Vec<_> = words(query).into_iter().map(Word::new).collect();
        let words = self.words.iter();
        let likeness: Vec<_> = words.map(|word| score::to_each(&query, word)).collect();
        let mut hits: Vec<_> = self
            .entries
            .iter()
            .map(|(entry, occurrences)| (Rank::new(entry, occurrences, &likeness), *entry))
            .filter(|(rank, _)| rank.words > 0)
            .collect();
        let most = hits.iter().map(|(rank, _)| rank.words).max();
        hits.retain(|(rank, _)| Some(rank.words) == most);
        hits.sort_by_key(|(rank, entry)| (Reverse(rank.score), entry.key()));
        hits.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// The words of a query that count: a text of any length costs no more than these.
fn words(query: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    fold::words(query)
        .filter(|word| word.chars().nth(LONGEST_WORD).is_none() && seen.insert(word.clone()))
        .take(MOST_WORDS)
        .collect()
}

/// How well an entry answers the query.
struct Rank {
    /// How many words of the query it has.
    words: usize,
    score: u32,
}

impl Rank {
    /// `likeness` says of each word of the index how much it resembles each word of the query, if it resembles any.
    fn new(entry: &Entry, occurrences: &[Occurrence], likeness: &[Option<Vec<u32>>]) -> Self {
        let mut best = Vec::new();
        for Occurrence { word, weight } in occurrences {
            let Some(Some(likeness)) = likeness.get(*word) else {
                continue;
            };
            best.resize(likeness.len(), 0);
            for (best, likeness) in best.iter_mut().zip(likeness) {
                *best = (*best).max(weight * likeness);
            }
        }
        let score = best.iter().sum();
        Self {
            words: best.iter().filter(|best| **best > 0).count(),
            // A code in use is likelier what somebody looks for.
            score: if entry.is_retired() {
                score * 9 / 10
            } else {
                score
            },
        }
    }
}

/// Everything that is searched in an entry, with its weight.
fn parts(entry: &Entry) -> Vec<(u32, String)> {
    let mut parts = vec![
        (TITLE, entry.key().to_string()),
        (TITLE, fold::split_name(entry.name())),
        (TITLE, entry.api_title().unwrap_or_default().to_owned()),
    ];
    for lang in Lang::ALL {
        let text = entry.text(*lang);
        parts.extend([
            (TITLE, text.title().to_owned()),
            (DESCRIPTION, text.description().to_owned()),
            (CATEGORY, entry.category().title(*lang).to_owned()),
        ]);
        let steps = text.causes().chain(text.fixes()).chain(text.prevention());
        parts.extend(steps.map(|step| (STEP, step.to_owned())));
    }
    parts
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::LazyLock;

    use waba_errors::{Entry, Lang, codes};

    use super::{Index, LONGEST_WORD, MOST_WORDS, fold, parts, words};

    fn find(query: &str) -> Vec<Entry> {
        static INDEX: LazyLock<Index> = LazyLock::new(Index::new);
        INDEX.find(query)
    }

    #[track_caller]
    fn finds_first(query: &str, code: u32) {
        let found = find(query);
        let first = found.first().map(|entry| entry.code().get());
        assert_eq!(first, Some(code), "{query}: {found:?}");
    }

    #[test]
    fn an_english_title_is_found_in_any_spelling() {
        for query in [
            "Re-engagement message",
            "reengagement MESSAGE",
            "reengagment mesage",
            "ReEngagementMessage",
        ] {
            finds_first(query, 131047);
        }
    }

    #[test]
    fn a_number_is_found_by_its_start_and_with_two_digits_exchanged() {
        finds_first("131047", 131047);
        finds_first("131074", 131047);
        finds_first("190/463", 190);
        assert!(
            find("13104")
                .iter()
                .any(|entry| entry.code().get() == 131047)
        );
    }

    #[test]
    fn words_that_nobody_wrote_find_nothing() {
        for query in ["qqqqzzzz", "", "  ", "!?", "\u{1b}"] {
            assert!(find(query).is_empty(), "{query}");
        }
    }

    #[test]
    fn a_query_with_one_foreign_word_still_finds_the_rest() {
        finds_first("re-engagement message qqqqzzzz", 131047);
    }

    #[test]
    fn what_a_long_query_costs_does_not_grow_with_it() {
        let different = (0..20_000).fold(String::new(), |mut query, n| {
            let _ = write!(query, "word{n} ");
            query
        });
        for query in [
            different.as_str(),
            &different.replace(' ', ","),
            &"token ".repeat(20_000),
            &"x".repeat(1 << 17),
            &"\u{fdfa}".repeat(30_000),
            &"a\u{300}".repeat(30_000),
            &"\u{300}".repeat(50_000),
            &"\u{1b}[2J".repeat(20_000),
        ] {
            let words = words(query);
            assert!(words.len() <= MOST_WORDS, "{}", words.len());
            assert!(
                words
                    .iter()
                    .all(|word| word.chars().count() <= LONGEST_WORD)
            );
        }
        assert_eq!(words(&different).len(), MOST_WORDS);
        assert_eq!(words(&"token ".repeat(20_000)), ["token"]);
    }

    /// With two typing errors a word can have two letters more than the one that was meant.
    #[test]
    fn no_word_of_the_table_is_longer_than_those_of_a_query_may_be() {
        for (_, text) in codes().flat_map(|entry| parts(&entry)) {
            for word in fold::words(&text) {
                assert!(word.chars().count() + 2 <= LONGEST_WORD, "{word}");
            }
        }
    }

    /// Whatever translators write.
    #[test]
    fn every_title_finds_its_entry_in_any_language_and_in_capitals() {
        for entry in codes() {
            for lang in Lang::ALL.iter().copied() {
                let title = entry.title(lang).to_uppercase();
                let found = find(&title);
                assert!(
                    found.iter().take(10).any(|found| *found == entry),
                    "{title}"
                );
            }
        }
    }
}
