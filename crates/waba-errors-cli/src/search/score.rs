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

/// From 0 (another word) to 100 (the same word).
pub(super) fn likeness(query: &str, word: &str) -> u32 {
    if query == word {
        return EQUAL;
    }
    let length = query.chars().count();
    if length >= 2 && word.starts_with(query) {
        return START;
    }
    if is_number(query) || is_number(word) {
        return if length >= 5 {
            likeness_of_numbers(query, word)
        } else {
            0
        };
    }
    if length >= 4 && word.contains(query) {
        return PART;
    }
    typing_error(query, length, word)
}

/// Exchanged or mistyped digits of a code.
fn likeness_of_numbers(query: &str, word: &str) -> u32 {
    let digits = |number: &str| {
        let mut digits = number.as_bytes().to_vec();
        digits.sort_unstable();
        digits
    };
    if !is_number(query) || !is_number(word) || osa_distance(query, word) != 1 {
        return 0;
    }
    if digits(query) == digits(word) {
        EXCHANGED
    } else {
        TYPOS[0]
    }
}

fn typing_error(query: &str, length: usize, word: &str) -> u32 {
    let allowed = match length {
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
    let longer = word.chars().count();
    if longer.abs_diff(length) <= allowed
        && let Some(quality) = quality(&TYPOS, osa_distance(query, word))
    {
        return quality;
    }
    if longer <= length || length < 5 {
        return 0;
    }
    let start: String = word.chars().take(length).collect();
    quality(&START_TYPOS, osa_distance(query, &start)).unwrap_or(0)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::likeness;

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
