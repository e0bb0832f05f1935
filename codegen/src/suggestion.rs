//! What somebody may have meant.

/// The nearest of `known` to `text`, as a sentence; empty if nothing is near.
pub(crate) fn did_you_mean<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(text, word), word))
        .min()
        .filter(|(distance, word)| *distance <= word.chars().count().max(3) / 3);
    near.map_or_else(String::new, |(_, word)| format!("did you mean `{word}`?"))
}
