//! Differences between a page and the data, as they are told and recorded.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum What {
    /// A number that the data does not know.
    New,
    /// Another title.
    Title,
    /// Another HTTP status.
    Status,
    /// An entry that the page no longer has.
    Gone,
    /// A row without a number that could be about anything.
    Unmatched,
}

impl What {
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Title => "title",
            Self::Status => "status",
            Self::Gone => "gone",
            Self::Unmatched => "unmatched",
        }
    }
}

/// What the page and the data say; empty where one of them says nothing.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub(super) struct Difference {
    pub(super) what: What,
    #[serde(skip)]
    pub(super) number: u32,
    pub(super) entry: String,
    pub(super) page: String,
    pub(super) data: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// The rows of the page, in its order.
    pub(super) rows: Vec<Matched>,
    /// The entries of the data that should stand on the page.
    pub(super) expected: usize,
    /// Differences that were found to be nothing.
    pub(super) accepted: usize,
    pub(super) differences: Vec<Difference>,
}

/// What a row was taken for.
#[derive(Debug, Serialize)]
pub(super) struct Matched {
    pub(super) page: String,
    /// The entries that it can be about.
    pub(super) entries: Vec<String>,
}
