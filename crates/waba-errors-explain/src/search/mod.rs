//! Finds codes by words of their texts in all languages at once, typing errors included.

mod fold;
mod score;

use std::collections::{HashMap, HashSet};
use std::fmt;

use waba_errors::{Entry, Lang, codes};

use crate::generated::KEYWORDS;
use score::Word;

/// What a word counts in each part of an entry.
const TITLE: u32 = 10;
const KEYWORD: u32 = 9;
const DESCRIPTION: u32 = 5;
const CATEGORY: u32 = 4;
const STEP: u32 = 2;

/// What a phrase counts that says the same as the query, beside its words.
const PHRASE: f64 = 20.0;
/// The least likeness of two words that counts within a phrase.
const ALIKE: u32 = 50;
/// Entries with a smaller part of the best score are not shown.
const LEAST_PART: f64 = 0.25;

/// How many different words of a query count.
const MOST_WORDS: usize = 100;
/// Longer words resemble none of the table.
const LONGEST_WORD: usize = 80;

/// The words of the table, by which entries are found in all languages at once; typing errors are forgiven.
///
/// ```
/// use waba_errors_explain::Index;
///
/// let found = Index::new().find("acces token expird");
/// assert_eq!(found[0].code().get(), 190);
/// ```
pub struct Index {
    /// Each word once.
    words: Vec<Word>,
    /// In how many entries each word stands.
    spread: Vec<usize>,
    entries: Vec<Indexed>,
}

/// An entry by its words, as places in the index.
struct Indexed {
    entry: Entry,
    occurrences: Vec<Occurrence>,
    /// The words of each title and of each phrase by which people search.
    phrases: Vec<Vec<usize>>,
}

/// A word of an entry: its place in the index, and what it counts there.
struct Occurrence {
    word: usize,
    weight: u32,
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words.len();
        f.debug_struct("Index")
            .field("words", &words)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Takes the words from the texts, which costs some milliseconds: to be kept for further queries.
    #[must_use]
    pub fn new() -> Self {
        let mut places = HashMap::new();
        let mut words = Vec::new();
        let mut spread: Vec<usize> = Vec::new();
        let keywords: HashMap<_, _> = KEYWORDS.iter().copied().collect();
        let mut place = |word: String| {
            *places.entry(word).or_insert_with_key(|word| {
                words.push(Word::new(word.clone()));
                words.len() - 1
            })
        };
        let mut indexed = |entry: Entry| {
            let mut occurrences = Vec::new();
            let mut phrases = Vec::new();
            let keywords = keywords.get(entry.name()).copied().unwrap_or_default();
            for (weight, text) in parts(&entry, keywords) {
                let words: Vec<_> = fold::words(&text).map(&mut place).collect();
                occurrences.extend(words.iter().map(|word| Occurrence {
                    word: *word,
                    weight,
                }));
                if matches!(weight, TITLE | KEYWORD) {
                    phrases.push(words);
                }
            }
            let different: HashSet<_> = occurrences.iter().map(|found| found.word).collect();
            for word in different {
                spread.resize(spread.len().max(word + 1), 0);
                if let Some(spread) = spread.get_mut(word) {
                    *spread += 1;
                }
            }
            Indexed {
                entry,
                occurrences,
                phrases,
            }
        };
        let entries = codes().map(&mut indexed).collect();
        Self {
            words,
            spread,
            entries,
        }
    }

    /// The entries that answer the query, best first. What a query costs has a bound: its first 100 different words count.
    #[must_use]
    pub fn find(&self, query: &str) -> Vec<Entry> {
        let query: Vec<_> = words(query).into_iter().map(Word::new).collect();
        let likeness: Vec<_> = self
            .words
            .iter()
            .map(|word| score::to_each(&query, word))
            .collect();
        let gains: Vec<_> = self
            .entries
            .iter()
            .map(|indexed| indexed.gains(&likeness, query.len()))
            .collect();
        let rarity: Vec<_> = (0..query.len())
            .map(|word| {
                let has = |gains: &&Vec<u32>| gains.get(word).is_some_and(|gain| *gain > 0);
                self.rarity(gains.iter().filter(has).count())
            })
            .collect();
        let scored = self.entries.iter().zip(&gains);
        let mut hits: Vec<_> = scored
            .map(|(indexed, gains)| {
                let words: f64 = gains
                    .iter()
                    .zip(&rarity)
                    .map(|(gain, rarity)| f64::from(*gain) * rarity)
                    .sum();
                (
                    words + self.phrase(indexed, &likeness, &rarity),
                    indexed.entry,
                )
            })
            .map(|(score, entry)| (score * use_today(&entry), entry))
            .filter(|(score, _)| *score > 0.0)
            .collect();
        hits.sort_unstable_by(|(one, entry), (other, second)| {
            other.total_cmp(one).then(entry.key().cmp(&second.key()))
        });
        let least = hits.first().map_or(0.0, |(best, _)| best * LEAST_PART);
        hits.retain(|(score, _)| *score >= least);
        hits.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The fewer entries have a word, the more it says.
    #[expect(
        clippy::cast_precision_loss,
        reason = "there are fewer entries than 2^52"
    )]
    fn rarity(&self, entries: usize) -> f64 {
        (1.0 + self.entries.len() as f64 / (1.0 + entries as f64)).ln()
    }

    /// What the phrase of the entry counts that shares most with the query: the part of what both say.
    fn phrase(&self, indexed: &Indexed, likeness: &[Option<Vec<u32>>], rarity: &[f64]) -> f64 {
        let all: f64 = rarity.iter().sum();
        let part = |phrase: &Vec<usize>| {
            let mut matched = vec![0; rarity.len()];
            let mut foreign = 0.0;
            for word in phrase {
                let found = likeness.get(*word).and_then(Option::as_ref);
                let best = found.and_then(|found| {
                    let alike = found
                        .iter()
                        .enumerate()
                        .max_by_key(|(_, likeness)| **likeness);
                    alike.filter(|(_, likeness)| **likeness >= ALIKE)
                });
                match best.and_then(|(place, likeness)| Some((matched.get_mut(place)?, likeness))) {
                    Some((matched, likeness)) => *matched = *likeness.max(matched),
                    None => foreign += self.rarity(self.spread.get(*word).copied().unwrap_or(0)),
                }
            }
            let shared = matched.iter().zip(rarity);
            let shared: f64 = shared
                .map(|(likeness, rarity)| f64::from(*likeness) / 100.0 * rarity)
                .sum();
            shared / (all + foreign / 2.0)
        };
        let best = indexed.phrases.iter().map(part).fold(0.0, f64::max);
        PHRASE * 100.0 * best * best * all
    }
}

impl Indexed {
    /// What each word of the query counts in the entry.
    fn gains(&self, likeness: &[Option<Vec<u32>>], words: usize) -> Vec<u32> {
        let mut gains = vec![0; words];
        for Occurrence { word, weight } in &self.occurrences {
            let Some(Some(likeness)) = likeness.get(*word) else {
                continue;
            };
            for (gain, likeness) in gains.iter_mut().zip(likeness) {
                *gain = (*gain).max(weight * likeness);
            }
        }
        gains
    }
}

/// A code in use is likelier what somebody looks for.
fn use_today(entry: &Entry) -> f64 {
    if entry.is_retired() { 0.9 } else { 1.0 }
}

/// The words of a query that count: a text of any length costs no more than these.
fn words(query: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    fold::words(query)
        .filter(|word| word.chars().nth(LONGEST_WORD).is_none() && seen.insert(word.clone()))
        .take(MOST_WORDS)
        .collect()
}

/// Everything that is searched in an entry, with its weight.
fn parts(entry: &Entry, keywords: &str) -> Vec<(u32, String)> {
    let mut parts = vec![
        (TITLE, entry.key().to_string()),
        (TITLE, fold::split_name(entry.name())),
        (TITLE, entry.api_title().unwrap_or_default().to_owned()),
    ];
    parts.extend(keywords.lines().map(|phrase| (KEYWORD, phrase.to_owned())));
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
        for (_, text) in codes().flat_map(|entry| parts(&entry, "")) {
            for word in fold::words(&text) {
                assert!(word.chars().count() + 2 <= LONGEST_WORD, "{word}");
            }
        }
    }

    /// Phrases in people's own words, none of which stands in `data/keywords`.
    #[test]
    fn what_people_type_finds_its_code_among_the_first_three() {
        let phrases = include_str!("phrases.tsv");
        let missed: Vec<_> = phrases
            .lines()
            .filter(|line| {
                let mut columns = line.split('\t');
                let code = columns.next().and_then(|code| code.parse::<u32>().ok());
                let phrase = columns.nth(1).unwrap_or_default();
                let found = find(phrase);
                let mut first = found.iter().take(3);
                !first.any(|entry| Some(entry.code().get()) == code)
            })
            .collect();
        let all = phrases.lines().count();
        assert!(
            missed.len() * 100 <= all * 10,
            "{} of {all}: {missed:#?}",
            missed.len()
        );
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
