//! The found errors for programs.

use std::io::{self, Write};

use waba_errors::Lang;
use waba_errors_explain::Location;

use crate::json::{Array, Layout, Meanings};

/// Writes an array, item by item: the texts of many errors are more than the input that they share.
pub(super) fn write<'a>(
    out: &mut impl Write,
    found: impl Iterator<Item = Location<'a>>,
    lang: Lang,
) -> io::Result<()> {
    let mut array = Array::new(out);
    let mut meanings = Meanings::new(lang, Layout::Items);
    for location in found {
        let entry = location.found().entry();
        let row = Layout::Items.members(&location.row(&entry));
        let words = Layout::Items.members(&location.words());
        array.push(&[&row, meanings.of(&entry), &words])?;
    }
    array.end()
}
