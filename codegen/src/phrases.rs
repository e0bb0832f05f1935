//! Phrases that data lists, found whatever the case and the vowel signs.

use std::collections::BTreeMap;

/// Without case and without the signs for short vowels, which Arabic writes or leaves out.
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(fold_char).collect()
}

/// What a letter becomes; nothing for a sign.
pub(crate) fn fold_char(c: char) -> impl Iterator<Item = char> {
    let is_sign = matches!(c, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}');
    (!is_sign).then(|| c.to_lowercase()).into_iter().flatten()
}

/// Folded phrases by their first letter, in the order of these; one that ends with a space ends with a word.
#[derive(Debug, Default)]
pub(crate) struct Phrases(Vec<(char, Vec<String>)>);

impl Phrases {
    pub(crate) fn new(phrases: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let mut by_first: BTreeMap<char, Vec<String>> = BTreeMap::new();
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
        Self(by_first.into_iter().collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The length of the longest phrase with which a folded text begins.
    pub(crate) fn at_start(&self, folded: &str) -> Option<usize> {
        let first = folded.chars().next()?;
        let place = self.0.binary_search_by_key(&first, |(first, _)| *first);
        let (_, phrases) = &self.0[place.ok()?];
        phrases.iter().find_map(|phrase| {
            let words = phrase.trim_end();
            let rest = folded.strip_prefix(words)?;
            let is_whole = words.len() == phrase.len() || !rest.starts_with(char::is_alphanumeric);
            is_whole.then_some(words.len())
        })
    }
}
