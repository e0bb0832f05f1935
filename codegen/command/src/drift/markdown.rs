//! The tables of a Markdown page.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::mend::mend;
use super::table::Table;

pub(super) fn parse(text: &str) -> Result<Vec<Table>, &'static str> {
    let mended = mend(text)?;
    let mut tables: Vec<Table> = Vec::new();
    let mut cell = None;
    for event in Parser::new_ext(&mended, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Table::default()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                if let Some(table) = tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            Event::Start(Tag::TableCell) => cell = Some(String::new()),
            Event::End(TagEnd::TableCell) => {
                if let Some((table, text)) = tables.last_mut().zip(cell.take()) {
                    table.push(&text);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(cell) = &mut cell {
                    cell.push_str(&text);
                }
            }
            Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak => {
                if let Some(cell) = &mut cell {
                    cell.push(' ');
                }
            }
            _ => {}
        }
    }
    Ok(tables)
}
