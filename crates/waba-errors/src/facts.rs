//! What the closed lists of facts have in common; the lists themselves come from the data.

use core::fmt;

/// The text is no id of the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseIdError;

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown id")
    }
}

impl core::error::Error for ParseIdError {}
