//! What the checks of facts and texts have in common.

use std::ops::Range;

use crate::diagnostic::Place;

/// How much a data folder must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The project's own data: also the words that its programs say.
    Project,
    /// Somebody's own codes: entries and their texts.
    Own,
}

/// Where the parts of an entry stand, for faults that show up later.
pub(super) struct EntryPlace {
    pub(super) file: usize,
    pub(super) key: Range<usize>,
    pub(super) references: Vec<(u32, Range<usize>)>,
    /// Whether the places of the entry that this one belongs to are its own.
    pub(super) inherits_places: bool,
    /// The sentences that the API prints.
    pub(super) says: Vec<Range<usize>>,
}

impl EntryPlace {
    pub(super) fn key(&self) -> Place {
        Place {
            file: self.file,
            span: self.key.clone(),
        }
    }
}
