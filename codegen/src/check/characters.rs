//! No character may hide: in no data file, neither as itself nor as an escape.

use unicode_script::{Script, UnicodeScript as _};

use crate::diagnostic::Diagnostic;
use crate::document::{Table, Value};
use crate::rule::{self, Rule};
use crate::source::File;

pub(super) fn check_line_ends(file: usize, content: &File, faults: &mut Vec<Diagnostic>) {
    if let Some(start) = content.text.find("\r\n") {
        let fault = Diagnostic::new(&rule::ENCODING, "the file has Windows line ends");
        faults.push(
            fault
                .at(file, start..start + 1)
                .help("save the file with Unix line ends (LF)"),
        );
    }
}

/// Reports what hides; `joins` tells whether the language of the file joins letters by characters that nobody sees.
pub(super) fn check(
    file: usize,
    content: &File,
    tables: &[Table],
    joins: bool,
    faults: &mut Vec<Diagnostic>,
) {
    let is_replaced = faults.iter().any(|fault| {
        let here = fault.place.as_ref().is_some_and(|place| place.file == file);
        here && fault.rule.id == rule::ENCODING.id
    });
    for (start, c) in content.text.char_indices() {
        let byte_order_mark = start == 0 && c == '\u{feff}';
        if c == '\u{fffd}' && is_replaced {
            continue;
        }
        if byte_order_mark
            || matches!(c, '\n' | '\r')
            || (joins && is_joiner(&content.text, start, c))
        {
            continue;
        }
        if let Some(rule) = broken_rule(c) {
            faults.push(fault(rule, c).at(file, start..start + c.len_utf8()));
        }
    }
    for field in tables.iter().flat_map(|table| &table.fields) {
        let raw = content
            .text
            .get(field.value_span.clone())
            .unwrap_or_default();
        for c in hidden(&field.value, raw) {
            if let Some(rule) = broken_rule(c) {
                faults.push(fault(rule, c).at(file, field.value_span.clone()));
            }
        }
    }
}

/// Whether a joiner or its opposite stands between two letters, where it changes how they look.
fn is_joiner(text: &str, start: usize, c: char) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || is_sign(c));
    matches!(c, '\u{200c}' | '\u{200d}')
        && is_letter(text[..start].chars().next_back())
        && is_letter(text[start + c.len_utf8()..].chars().next())
}

/// A sign at a letter, such as the virama of Hindi.
fn is_sign(c: char) -> bool {
    !c.is_ascii() && c.script() != Script::Common && !c.is_alphabetic()
}

/// The characters of a value that its raw text holds only as escapes.
fn hidden(value: &Value, raw: &str) -> Vec<char> {
    match value {
        Value::Text(_) if !raw.contains('\\') => Vec::new(),
        Value::Text(text) => text.chars().filter(|c| !raw.contains(*c)).collect(),
        Value::List(items) => items
            .iter()
            .flat_map(|(item, _)| hidden(item, raw))
            .collect(),
        Value::Table(table) => {
            let fields = table.fields.iter();
            fields.flat_map(|field| hidden(&field.value, raw)).collect()
        }
        Value::Integer(_) | Value::Boolean(_) | Value::Other(_) => Vec::new(),
    }
}

fn fault(rule: &'static Rule, c: char) -> Diagnostic {
    Diagnostic::new(
        rule,
        format!("the invisible character U+{:04X}", u32::from(c)),
    )
}

/// Whether a character hides, or steers what shows it: no file of data may hold it.
#[must_use]
pub fn hides(c: char) -> bool {
    broken_rule(c).is_some()
}

/// The rule that a character breaks wherever it stands.
pub(super) fn broken_rule(c: char) -> Option<&'static Rule> {
    match c {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(&rule::BIDI)
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some(&rule::INVISIBLE),
        '\u{e000}'..='\u{f8ff}'
        | '\u{f0000}'..='\u{10ffff}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{fff9}'..='\u{fffd}'
        | '\u{fffe}'
        | '\u{ffff}' => Some(&rule::CONTROL),
        _ => c.is_control().then_some(&rule::CONTROL),
    }
}
