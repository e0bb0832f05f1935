//! What cells are compared by.

/// Lower case, letters and digits only.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The status with which a cell begins.
pub(super) fn status_before(cell: &str) -> Option<u16> {
    let end = cell
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(cell.len());
    cell[..end]
        .parse()
        .ok()
        .filter(|status| (100..600).contains(status))
}
