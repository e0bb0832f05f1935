//! How much a word resembles another.

use strsim::osa_distance;

const EQUAL: u32 = 100;
const START: u32 = 80;
const PART: u32 = 55;
/// The digits of a number in another order.
const EXCHANGED: u32 = 60;
/// With one typing error, with two.
const TYPOS: [u32; 2] = [50, 30];
/// The same in the first letters of a longer word.
const START_TYPOS: [u32; 2] = [25, 15];

/// A folded word with what tells quickly that it resembles another one not at all.
pub(super) struct Word {
    text: String,
    /// In characters.
    length: usize,
    /// A bit for each letter; some letters share one.
    letters: u64,
}

impl Word {
    pub(super) fn new(text: String) -> Self {
        Self {
            length: text.chars().count(),
            letters: text
                .chars()
                .fold(0, |letters, c| letters | 1 << (u32::from(c) % 64)),
            text,
        }
    }
}

/// How much a word resembles each word of a query; `None` if it resembles none of them.
pub(super) fn to_each(query: &[Word], word: &Word) -> Option<Vec<u32>> {
    let likeness: Vec<_> = query.iter().map(|query| likeness(query, word)).collect();
    likeness
        .iter()
        .any(|likeness| *likeness > 0)
        .then_some(likeness)
}

/// From 0 (another word) to 100 (the same word).
fn likeness(query: &Word, word: &Word) -> u32 {
    // German and others write words together: "Nachrichtentyp".
    if word.length >= 5 && query.length > word.length && query.text.contains(&word.text) {
        return PART;
    }
    // Each typing error brings at most one letter that the word does not have.
    if (query.letters & !word.letters).count_ones() > 2 {
        return 0;
    }
    if query.text == word.text {
        return EQUAL;
    }
    if query.length >= 2 && word.text.starts_with(&query.text) {
        return START;
    }
    if is_number(&query.text) || is_number(&word.text) {
        return if query.length >= 5 {
            likeness_of_numbers(&query.text, &word.text)
        } else {
            0
        };
    }
    if query.length >= 4 && word.text.contains(&query.text) {
        return PART;
    }
    typing_error(query, word)
}

/// Exchanged or mistyped digits of a code.
fn likeness_of_numbers(query: &str, word: &str) -> u32 {
    let sum = |number: &str| number.bytes().map(u32::from).sum::<u32>();
    if !is_number(query) || !is_number(word) || osa_distance(query, word) != 1 {
        return 0;
    }
    // One step apart, they have the same digits if these have the same sum.
    if sum(query) == sum(word) {
        EXCHANGED
    } else {
        TYPOS[0]
    }
}

fn typing_error(query: &Word, word: &Word) -> u32 {
    let allowed = match query.length {
        0..=3 => return 0,
        4..=7 => 1,
        _ => 2,
    };
    let quality = |qualities: &[u32; 2], distance: usize| {
        let index = distance.saturating_sub(1);
        qualities
            .get(index)
            .copied()
            .filter(|_| distance <= allowed)
    };
    if word.length.abs_diff(query.length) <= allowed
        && let Some(quality) = quality(&TYPOS, osa_distance(&query.text, &word.text))
    {
        return quality;
    }
    if word.length <= query.length || query.length < 5 {
        return 0;
    }
    let start: String = word.text.chars().take(query.length).collect();
    quality(&START_TYPOS, osa_distance(&query.text, &start)).unwrap_or(0)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::Word;

    fn likeness(query: &str, word: &str) -> u32 {
        super::likeness(&Word::new(query.to_owned()), &Word::new(word.to_owned()))
    }

    #[test]
    fn the_nearer_a_word_the_more_it_counts() {
        let query = "token";
        let order = ["token", "tokens", "accesstoken", "tokne", "window"];
        let scores: Vec<_> = order.iter().map(|word| likeness(query, word)).collect();
        assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
    }

    #[test]
    fn short_words_and_numbers_are_taken_as_they_are() {
        assert_eq!(likeness("id", "in"), 0);
        assert_eq!(likeness("100", "190"), 0);
        assert_eq!(likeness("24", "24h"), 80);
    }
}
