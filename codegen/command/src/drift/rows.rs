//! The rows of a page that are about errors: their numbers, titles and statuses.

use std::fmt;

use super::cell::{fold, status_before};
use super::settings::Settings;
use super::table::Table;

/// What a row says.
#[derive(Debug)]
pub(super) struct Row {
    /// The numbers, each as the first and the last of a range; none in an edition without numbers.
    pub(super) numbers: Vec<(u32, u32)>,
    /// The title; of a row without number and title the first sentence. Empty if there is only a number.
    pub(super) title: String,
    pub(super) status: Option<u16>,
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (first, last) in &self.numbers {
            write!(f, "{} ", range(*first, *last))?;
        }
        f.write_str(&self.title)
    }
}

/// A number, or a range of them, as the data writes it.
pub(super) fn range(first: u32, last: u32) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

/// The rows of all tables whose headings name a column of codes.
pub(super) fn of(tables: &[Table], settings: &Settings) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    for table in tables {
        let Some((heading, body)) = table.rows.split_first() else {
            continue;
        };
        if let Some(columns) = Columns::of(heading, settings) {
            rows.extend(body.iter().filter_map(|cells| columns.row(cells, settings)));
        }
    }
    if rows.is_empty() {
        let names = settings.page.code.join("`, `");
        return Err(format!(
            "has no table of error codes: none of its tables has rows and a column `{names}` (see data/drift.toml)"
        ));
    }
    Ok(rows)
}

struct Columns {
    code: usize,
    title: Option<usize>,
    status: Option<usize>,
}

impl Columns {
    fn of(heading: &[String], settings: &Settings) -> Option<Self> {
        // A table can have `Code` and `Error`: the first name of the list decides.
        let column = |names: &[String], taken: Option<usize>| {
            let place = |name: &String| {
                let is_one = |(column, cell): (usize, &String)| {
                    Some(column) != taken && fold(name) == fold(cell)
                };
                heading.iter().enumerate().position(is_one)
            };
            names.iter().find_map(place)
        };
        let code = column(&settings.page.code, None)?;
        Some(Self {
            code,
            title: column(&settings.page.title, Some(code)),
            status: column(&settings.page.status, Some(code)),
        })
    }

    fn row(&self, cells: &[String], settings: &Settings) -> Option<Row> {
        let cell = |column: Option<usize>| {
            column
                .and_then(|column| cells.get(column))
                .map_or("", String::as_str)
        };
        let code = cell(Some(self.code));
        let (numbers, beside) = match settings.row(code) {
            Some(_) => (Vec::new(), code),
            None => numbers(code),
        };
        let status = self.status(cells, settings);
        let title = match numbers_before(cell(self.title)) {
            "" => beside,
            title => title,
        };
        let mut words = cells
            .iter()
            .filter(|cell| !cell.is_empty() && settings.status(cell).is_none());
        if !numbers.is_empty() {
            let title = title.to_owned();
            return Some(Row {
                numbers,
                title,
                status,
            });
        }
        // A cell over the whole row is a heading between the rows.
        let first = words.next().filter(|_| cells.len() > 1)?;
        let title = if title.is_empty() {
            first.clone()
        } else {
            title.to_owned()
        };
        Some(Row {
            numbers,
            title,
            status,
        })
    }

    /// The status stands in its column, or in another one if cells are missing.
    fn status(&self, cells: &[String], settings: &Settings) -> Option<u16> {
        let own = self.status.and_then(|column| cells.get(column));
        let others = cells.iter().enumerate().rev();
        let others = others.filter(|(column, _)| *column != self.code);
        own.and_then(|cell| status_before(cell)).or_else(|| {
            own.into_iter()
                .chain(others.map(|(_, cell)| cell))
                .find_map(|cell| settings.status(cell))
        })
    }
}

/// What stands behind the numbers, such as that of `(#100) Invalid parameter`.
fn numbers_before(cell: &str) -> &str {
    numbers(cell).1
}

/// The numbers with which a cell begins, and the rest of it.
fn numbers(cell: &str) -> (Vec<(u32, u32)>, &str) {
    let mut found = Vec::new();
    let mut rest = cell.trim_start_matches(['(', '[', '#', ' ']);
    while let Some((first, behind)) = number(rest) {
        let last = behind
            .trim_start()
            .strip_prefix(['-', '–'])
            .and_then(|last| number(last.trim_start()));
        let (last, behind) = match last {
            Some((last, behind)) if last > first => (last, behind),
            _ => (first, behind),
        };
        found.push((first, last));
        rest = behind;
        match behind.trim_start().strip_prefix([',', ';', '/', '&']) {
            Some(more) => rest = more.trim_start(),
            None => break,
        }
    }
    if found.is_empty() {
        return (found, cell);
    }
    (
        found,
        rest.trim_start_matches([')', ']', ':', '.', '-', '–', '—', ' ']),
    )
}

/// A number that is no part of a word such as `24-hour`.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let is_word = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '%'))
        || rest
            .strip_prefix(['-', '.', ','])
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let number = digits.parse().ok().filter(|_| !is_word)?;
    Some((number, rest))
}
