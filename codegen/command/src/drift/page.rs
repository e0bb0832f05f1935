//! A saved page as tables of cells.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::project::invalid;

use super::table::Table;
use super::{html, markdown};

/// A saved page with all its scripts has a few of them.
const LONGEST_PAGE: u64 = 16 << 20;
/// Without scripts and markup it has a tenth of that. A parser of Markdown needs 70 bytes for a hostile one.
const LONGEST_MARKDOWN: usize = 2 << 20;
/// The page has some hundred rows of five cells.
const MOST_ROWS: usize = 10_000;

/// Reads the tables of a file.
pub(super) fn tables(path: &Path) -> io::Result<Vec<Table>> {
    let text = read(path)?;
    parse(&text).map_err(|error| named(path, error))
}

pub(super) fn named(path: &Path, error: &str) -> io::Error {
    invalid(format!("`{}` {error}", path.display()))
}

fn read(path: &Path) -> io::Result<String> {
    let unreadable = |error: io::Error| named(path, &format!("cannot be read: {error}"));
    // Opening a pipe would wait for somebody to write into it.
    if !path.metadata().map_err(unreadable)?.is_file() {
        return Err(named(path, "is not a file"));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(LONGEST_PAGE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST_PAGE {
        return Err(named(
            path,
            "is longer than 16 MiB, which no page of error codes is",
        ));
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Ok(text),
        _ => Err(named(
            path,
            "is not UTF-8 text; save the page as HTML or Markdown",
        )),
    }
}

fn parse(text: &str) -> Result<Vec<Table>, &'static str> {
    let html = html::parse(text)?;
    let mut tables = html.tables;
    if !html.is_document {
        if text.len() > LONGEST_MARKDOWN {
            return Err("is longer than 2 MiB, and no HTML document: save the whole page");
        }
        tables.extend(markdown::parse(text)?);
    }
    if tables.iter().map(|table| table.rows.len()).sum::<usize>() > MOST_ROWS {
        return Err("has more than 10,000 rows, which no page of error codes has");
    }
    Ok(tables)
}
