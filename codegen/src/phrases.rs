//! Phrases that data lists, found whatever the case and the vowel signs.

use std::collections::HashMap;

/// Without case and without the signs for short vowels, which Arabic writes or leaves out.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(fold_char).collect()
}

/// What a letter becomes; nothing for a sign.
pub(crate) fn fold_char(c: char) -> impl Iterator<Item = char> {
    let is_sign = matches!(c, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}');
    (!is_sign).then(|| c.to_lowercase()).into_iter().flatten()
}

/// Folded phrases by their first letter; one that ends with a space ends with a word.
#[derive(Debug, Default)]
pub(crate) struct Phrases(HashMap<char, Vec<String>>);

impl Phrases {
    pub(crate) fn new(phrases: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
        for phrase in phrases {
            let phrase = fold(phrase.as_ref());
            if let Some(first) = phrase.chars().next() {
                by_first.entry(first).or_default().push(phrase);
            }
        }
        // The longest first: it says most.
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        Self(by_first)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The length of the longest phrase with which a folded text begins.
    pub(crate) fn at_start(&self, folded: &str) -> Option<usize> {
        let phrases = self.0.get(&folded.chars().next()?)?;
        phrases.iter().find_map(|phrase| {
            let words = phrase.trim_end();
            let rest = folded.strip_prefix(words)?;
            let is_whole = words.len() == phrase.len() || !rest.starts_with(char::is_alphanumeric);
            is_whole.then_some(words.len())
        })
    }
}
