//! Tables of text: a head that announces codes, and the column below it.

use super::mention::Mention;
use crate::Certainty;
use crate::evidence::Why;
use crate::generated::{Evidence, Field, Sense, TextName};
use crate::memo::{self, Memo};
use crate::number::{digits, integer, is_http};
use crate::span::Span;
use crate::words;
use crate::work::{self, memchr, memmem};
use crate::{form, name};

/// What stands between the cells of a line.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];
/// No word for an error or a code is shorter.
const SHORTEST_HEAD: usize = 3;
/// What stands between them if they stand in columns.
const COLUMNS: &[u8] = b"  ";
/// A longer line is no head.
const LONGEST_HEAD: usize = 1024;
/// A table has no more columns.
const MOST_COLUMNS: usize = 64;
/// A longer cell is no name of a column.
const LONGEST_NAME: usize = 40;

thread_local! {
    static HEADS: Memo<Option<Codes>> = const { Memo::new(Vec::new()) };
}

/// The table in which a line stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Table {
    codes: Option<Codes>,
}

/// Where a table has its codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Codes {
    delimiter: Option<u8>,
    column: usize,
    /// The column of the subcodes.
    subcodes: Option<usize>,
}

impl Table {
    /// Reads a line that is a head or a row; `false` if it is neither.
    pub(super) fn read(&mut self, line: &[u8], base: u32, out: &mut Vec<Mention>) -> bool {
        let trimmed = line.trim_ascii();
        if trimmed.is_empty()
            || trimmed
                .iter()
                .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'+' | b'=' | b'\t'))
        {
            return false;
        }
        if let Some(Codes {
            delimiter,
            column,
            subcodes,
        }) = self.codes
        {
            if let Some((start, cell)) = cells(line, delimiter).nth(column)
                && let Some(number) = code(cell)
                && number >= 100
                && (delimiter.is_some() || cell.len() == trimmed.len())
            {
                let mut why = Why::default();
                why.add(Evidence::Column);
                why.add_if(Evidence::HttpStatus, is_http(number));
                why.add_known(number, None);
                let subcode = subcodes.and_then(|column| cells(line, delimiter).nth(column));
                let subcode = subcode
                    .and_then(|(_, cell)| integer(cell))
                    .filter(|subcode| *subcode != 0);
                if subcode.is_some() {
                    why.add_pair(Some(number), subcode);
                }
                let Some(certainty) = why.certainty_of_sentence() else {
                    return true;
                };
                let at = base + Span::new(start, start).start;
                let message = Span::default();
                out.push(Mention {
                    at,
                    number: Some(number),
                    subcode,
                    why,
                    certainty: certainty.min(Certainty::Likely),
                    message,
                });
                return true;
            }
            if delimiter.is_some_and(|delimiter| separates(delimiter, trimmed)) {
                // A row without a code.
                return !line.iter().any(u8::is_ascii_digit);
            }
            self.codes = None;
        }
        self.codes = codes(line);
        self.codes.is_some()
    }
}

/// The head of a table, which tells its rows.
#[derive(Debug)]
pub(crate) struct TableHead {
    delimiter: Option<u8>,
    columns: usize,
}

impl TableHead {
    /// What a line is the head of, if it announces codes or what people wrote.
    pub(crate) fn of(line: &[u8]) -> Option<Self> {
        let line = line.trim_ascii();
        let delimiter = match codes(line) {
            Some(codes) => codes.delimiter,
            None => Some(Columns::of(line)?.delimiter),
        };
        let columns = cells(line, delimiter).count();
        Some(Self { delimiter, columns })
    }

    /// Whether a line is a row of this table: it has as many cells, or is a number below a single one.
    pub(crate) fn has_row(&self, line: &[u8]) -> bool {
        match self.delimiter {
            Some(_) => cells(line, self.delimiter).take(self.columns + 1).count() == self.columns,
            None => integer(line).is_some(),
        }
    }
}

/// The columns of a table in which stands what people wrote.
#[derive(Debug)]
pub(crate) struct Columns {
    delimiter: u8,
    count: usize,
    /// A bit for each column.
    peoples: u64,
}

impl Columns {
    /// Those of which a line is the head: names between delimiters, and nothing else.
    pub(crate) fn of(line: &[u8]) -> Option<Self> {
        let line = line
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(line)
            .trim_ascii();
        if line.len() > LONGEST_HEAD || line.first().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let is_of_name = |byte: &u8| matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b' ' | b'_' | b'-' | b'.' | 0x80..);
        let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | b'*' | b'\r');
        // What stands behind their first words shows that nearly all lines are none.
        let mark = work::position(line, |byte| !is_of_name(byte) && !is_quote(byte))?;
        let delimiter = line.get(mark).filter(|mark| DELIMITERS.contains(mark))?;
        let is_name = |cell: &[u8]| {
            cell.len() <= LONGEST_NAME
                && matches!(cell.first(), Some(b'A'..=b'Z' | b'a'..=b'z' | 0x80..))
                && cell.iter().all(is_of_name)
        };
        let cells = || cells(line, Some(*delimiter));
        let is_head = cells().take(MOST_COLUMNS + 1).all(|(start, cell)| {
            let is_prose = *delimiter == b',' && line.get(start.wrapping_sub(1)) == Some(&b' ');
            !is_prose && is_name(cell)
        });
        let count = cells().count();
        if !is_head || count > MOST_COLUMNS {
            return None;
        }
        let is_peoples = |cell: &[u8]| name::text(cell) == Some(TextName::People);
        let peoples = cells().enumerate().fold(0, |peoples, (column, (_, cell))| {
            peoples | u64::from(is_peoples(cell)) << column
        });
        (peoples != 0).then_some(Self {
            delimiter: *delimiter,
            count,
            peoples,
        })
    }

    /// Whether a byte of a row stands in such a column.
    pub(crate) fn is_peoples(&self, row: &[u8], at: usize) -> bool {
        let (mut count, mut column) = (0, 0);
        for (start, _) in cells(row, Some(self.delimiter)).take(self.count + 1) {
            if start <= at {
                column = count;
            }
            count += 1;
        }
        count == self.count && self.peoples >> column & 1 == 1
    }
}

/// The column of codes that a line announces, if it is the head of a table.
fn codes(line: &[u8]) -> Option<Codes> {
    if !(SHORTEST_HEAD..=LONGEST_HEAD).contains(&line.len()) {
        return None;
    }
    let mut before = 0;
    let is_number = |byte: &u8| {
        // `errors.0.code`
        let is_index = matches!(before, b'.' | b'[' | b'0'..=b'9');
        before = *byte;
        byte.is_ascii_digit() && !is_index
    };
    // `[131047]` is no index of anything.
    let has_number = line
        .strip_prefix(b"[")
        .unwrap_or(line)
        .iter()
        .any(is_number);
    (!has_number).then(|| memo::ask(&HEADS, line, head))?
}

fn head(line: &[u8]) -> Option<Codes> {
    work::count(line.len());
    let mut delimiters = DELIMITERS.iter().copied();
    let in_columns = || separates(b' ', line.trim_ascii()).then_some(b' ');
    let delimiter = delimiters
        .find(|own| line.contains(own))
        .or_else(in_columns);
    let (mut best, mut subcodes) = (None, None);
    for (column, (_, cell)) in cells(line, delimiter).take(MOST_COLUMNS).enumerate() {
        if name::field(form::last_name(cell)) == Some(Field::Subcode) {
            subcodes = subcodes.or(Some(column));
            continue;
        }
        let weight = match announces(cell) {
            Some(Sense::Code) => 3,
            Some(Sense::BareCode) if delimiter.is_some() => 1,
            Some(_) if delimiter.is_some() => 2,
            _ => continue,
        };
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, column));
        }
    }
    let (weight, mut column) = best?;
    if line.starts_with(b"||") {
        // A head of Confluence, whose rows have one mark.
        column /= 2;
    }
    // `Code` alone is a column of anything.
    let is_about_errors = weight > 1 || words::speaks_of_errors(&words::fold(line));
    is_about_errors.then_some(Codes {
        delimiter,
        column,
        subcodes,
    })
}

fn announces(cell: &[u8]) -> Option<Sense> {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    if cell.len() > LONGEST_NAME || !cell.iter().any(is_letter) {
        return None;
    }
    match name::field(form::last_name(cell)) {
        Some(Field::ErrorCode) => Some(Sense::Code),
        Some(Field::Code) if cell.contains(&b'.') && name::is_error(cell) => Some(Sense::Code),
        _ => words::announces(cell),
    }
}

/// The code with which a cell begins, as in `131026 - Message undeliverable`.
fn code(cell: &[u8]) -> Option<i64> {
    integer(cell).or_else(|| {
        let cell = cell.strip_prefix(b"(#").unwrap_or(cell);
        let (code, rest) = cell.split_at(digits(cell));
        matches!(rest, [b' ' | b':' | b')', ..]).then(|| integer(code))?
    })
}

/// Whether a delimiter is in a line: blanks are one if there are several.
fn separates(delimiter: u8, line: &[u8]) -> bool {
    match delimiter {
        b' ' => memmem::find(line, COLUMNS).is_some(),
        _ => line.contains(&delimiter),
    }
}

/// The cells of a line, without quotes and blanks, and where they begin.
fn cells(line: &[u8], delimiter: Option<u8>) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = Some(0);
    std::iter::from_fn(move || {
        let start = at?;
        let rest = line.get(start..)?;
        work::count(rest.len());
        let mut in_quotes = false;
        let end = if delimiter == Some(b' ') {
            let indent = rest.iter().take_while(|byte| **byte == b' ').count();
            memmem::find(rest.get(indent..)?, COLUMNS).map(|end| indent + end)
        } else {
            rest.iter().position(|byte| {
                in_quotes ^= *byte == b'"';
                Some(*byte) == delimiter && !in_quotes
            })
        };
        at = end.map(|end| start + end + 1);
        let cell = rest.get(..end.unwrap_or(rest.len()))?;
        let is_frame =
            |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'*' | b'`' | b'\'');
        let blank = cell.iter().take_while(|byte| is_frame(byte)).count();
        let end = cell
            .iter()
            .rposition(|byte| !is_frame(byte))
            .map_or(blank, |last| last + 1);
        Some((start + blank, cell.get(blank..end).unwrap_or_default()))
    })
}

/// A page's tables as lines with tabs, byte for byte at the same place; `None` if it has none.
pub(super) fn rows(page: &[u8]) -> Option<Vec<u8>> {
    let mut rows = page.to_vec();
    let mut has_cells = false;
    let mut at = 0;
    while let Some(found) = page.get(at..).and_then(|rest| memchr(b'<', rest)) {
        let start = at + found;
        let rest = page.get(start..)?;
        let end = start + memchr(b'>', rest.get(..256).unwrap_or(rest)).map_or(0, |end| end + 1);
        if end == start {
            at = start + 1;
            continue;
        }
        let tag = page.get(start + 1..end)?.to_ascii_lowercase();
        let mark =
            if tag.starts_with(b"/td") || tag.starts_with(b"/th") && !tag.starts_with(b"/the") {
                has_cells = true;
                b'\t'
            } else if tag.starts_with(b"tr") || tag.starts_with(b"/tr") {
                b'\n'
            } else {
                b' '
            };
        rows.get_mut(start..end)?.fill(b' ');
        *rows.get_mut(end - 1)? = mark;
        at = end;
    }
    if !has_cells {
        return None;
    }
    // Line ends of the page end no row.
    for (row, byte) in rows.iter_mut().zip(page) {
        if *byte == b'\n' {
            *row = b' ';
        }
    }
    Some(rows)
}
