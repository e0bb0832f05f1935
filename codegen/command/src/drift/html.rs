//! The tables of an HTML page, read token by token: closing tags may be missing, as in every saved page.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};

use super::table::Table;

/// More than any page has; a table in a table is layout.
const DEEPEST_TABLE: usize = 32;
const MOST_TABLES: usize = 1_000;
const MOST_ROWS_SPANNED: usize = 1_000;
const CUT: &str = "ends in the middle: save the whole page";

pub(super) struct Html {
    pub(super) tables: Vec<Table>,
    /// Whether it is a page and not a piece of one.
    pub(super) is_document: bool,
}

pub(super) fn parse(text: &str) -> Result<Html, &'static str> {
    let mut emitter = DefaultEmitter::default();
    // Scripts and styles are no markup.
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.start(&tag)?,
            Token::EndTag(tag) => reader.end(&tag.name),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let is_begun = reader.is_document || !reader.open.is_empty();
    if is_begun && !reader.is_complete {
        return Err(CUT);
    }
    while !reader.open.is_empty() {
        reader.end_table();
    }
    Ok(Html {
        tables: reader.done,
        is_document: reader.is_document,
    })
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    done: Vec<Table>,
    is_document: bool,
    is_complete: bool,
    is_script: bool,
}

/// A table that is not at its end.
#[derive(Default)]
struct Open {
    table: Table,
    cell: Option<Cell>,
    spanned: Vec<Span>,
}

/// A cell that reaches into the rows below.
struct Span {
    column: usize,
    /// How many rows are left.
    rows: usize,
    text: String,
}

struct Cell {
    text: String,
    rows: usize,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), &'static str> {
        match tag.name.as_slice() {
            b"html" => self.is_document = true,
            b"script" | b"style" => self.is_script = true,
            b"table" if self.open.len() == DEEPEST_TABLE => {
                return Err("has tables in tables in tables");
            }
            b"table" => self.open.push(Open::default()),
            b"tr" => self.table(Open::start_row),
            b"td" | b"th" => {
                let rows = tag.attributes.get(b"rowspan".as_slice());
                let rows = rows.and_then(|rows| String::from_utf8_lossy(rows).trim().parse().ok());
                self.table(|open| open.start_cell(rows.unwrap_or(1)));
            }
            _ => self.text(" "),
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"html" => self.is_complete = true,
            b"script" | b"style" => self.is_script = false,
            b"table" => self.end_table(),
            b"td" | b"th" | b"tr" => self.table(Open::end_cell),
            _ => self.text(" "),
        }
    }

    fn text(&mut self, text: &str) {
        let cell = self.open.last_mut().and_then(|open| open.cell.as_mut());
        if let Some(cell) = cell.filter(|_| !self.is_script) {
            cell.text.push_str(text);
        }
    }

    fn table(&mut self, act: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            act(open);
        }
    }

    fn end_table(&mut self) {
        if let Some(mut open) = self.open.pop() {
            open.end_row();
            if self.done.len() < MOST_TABLES {
                self.done.push(open.table);
            }
        }
    }
}

impl Open {
    fn start_row(&mut self) {
        self.end_row();
        self.table.rows.push(Vec::new());
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.fill();
        self.spanned.retain(|span| span.rows > 0);
    }

    fn start_cell(&mut self, rows: usize) {
        self.end_cell();
        if self.table.rows.is_empty() {
            self.start_row();
        }
        self.fill();
        let text = String::new();
        self.cell = Some(Cell { text, rows });
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let Some(column) = self.table.free_column() else {
            return;
        };
        self.table.push(&cell.text);
        let rows = cell.rows.clamp(1, MOST_ROWS_SPANNED) - 1;
        if rows > 0 {
            let text = cell.text;
            self.spanned.push(Span { column, rows, text });
        }
    }

    /// Repeats the cells that reach down from the rows above.
    fn fill(&mut self) {
        while let Some(free) = self.table.free_column() {
            let mut spans = self.spanned.iter_mut();
            let Some(span) = spans.find(|span| span.column == free && span.rows > 0) else {
                return;
            };
            span.rows -= 1;
            self.table.push(&span.text);
        }
    }
}
