//! A table of a page.

/// The page has rows of five cells.
const WIDEST_ROW: usize = 50;

/// A table as rows of cells; the first row holds the headings.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// The column of the next cell of the last row; `None` if the row is wider than any that matters.
    pub(super) fn free_column(&self) -> Option<usize> {
        let row = self.rows.last()?;
        Some(row.len()).filter(|column| *column < WIDEST_ROW)
    }

    /// Adds a cell to the last row, without what nobody sees.
    pub(super) fn push(&mut self, cell: &str) {
        if self.free_column().is_some()
            && let Some(row) = self.rows.last_mut()
        {
            row.push(visible(cell));
        }
    }
}

/// Single spaces, and none of the characters that steer a terminal or that nobody sees.
fn visible(text: &str) -> String {
    let spaced: String = text
        .chars()
        .filter(|c| {
            !matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
        })
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
