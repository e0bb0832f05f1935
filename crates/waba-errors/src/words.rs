//! The words of one language that belong to no entry.

/// Names of categories, and the sentences of advice.
pub(crate) struct Words {
    /// In the order of `Category`.
    pub(crate) categories: &'static [&'static str],
    /// Never, after a fix, back-off, and a wait that has no sentence of its own.
    pub(crate) retry: [&'static str; 4],
    /// Sentences for the waits of the table, by seconds.
    pub(crate) waits: &'static [(u64, &'static str)],
    /// In the order of `Fixer`.
    pub(crate) fixers: [&'static str; 4],
    /// In the order of `Channel`.
    pub(crate) channels: [&'static str; 4],
}
