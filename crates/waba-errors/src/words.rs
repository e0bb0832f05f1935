//! The words of one language that belong to no entry.

/// Names of categories, and the sentences of advice.
pub(crate) struct Words {
    /// In the order of `Category`.
    pub(crate) categories: &'static [&'static str],
    /// List by list, and in the order of its values; of a value that carries a wait what is said without one.
    pub(crate) facts: &'static [&'static [&'static str]],
    /// Sentences for the waits of the table, by seconds.
    pub(crate) waits: &'static [(u64, &'static str)],
}
