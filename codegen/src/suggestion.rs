//! What somebody may have meant.

/// The nearest of `known` to `text`, as a sentence; empty if nothing is near.
pub(crate) fn did_you_mean<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let length = text.chars().count();
    let most = |word: &str| word.chars().count().max(3) / 3;
    let near = known
        .into_iter()
        // A word that is much longer or shorter need not be compared.
        .filter(|word| word.chars().count().abs_diff(length) <= most(word))
        .map(|word| (strsim::osa_distance(text, word), word))
        .filter(|(distance, word)| *distance <= most(word))
        .min();
    near.map_or_else(String::new, |(_, word)| format!("did you mean `{word}`?"))
}
