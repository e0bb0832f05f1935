//! Tables and values as lines.

use std::fmt::Write as _;

use toml_edit::{DocumentMut, Item, RawString, Table, Value};
use waba_errors_codegen::{canonical, quote};

/// The comment lines above a table, with single empty lines between groups.
pub(super) fn above(table: &Table) -> String {
    lines(table.decor().prefix())
}

/// What belongs to the file, and what to its first table: the last group, if no empty line divides it from the table.
pub(super) fn split_head(comments: &str) -> (String, String) {
    let end = comments.rfind("\n\n").map_or(0, |end| end + 1);
    let (head, rest) = comments.split_at(end);
    (head.to_owned(), rest.trim_start_matches('\n').to_owned())
}

/// Comment lines without what surrounds them; an empty line after the last comment stays.
fn lines(raw: Option<&RawString>) -> String {
    let raw = raw.and_then(RawString::as_str).unwrap_or_default();
    let mut out = String::new();
    for line in raw.lines().map(str::trim) {
        if !line.is_empty() {
            out.push_str(line);
            out.push('\n');
        } else if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
    }
    out
}

fn trailing(raw: Option<&RawString>) -> String {
    let comment = raw.and_then(RawString::as_str).unwrap_or_default().trim();
    if comment.is_empty() {
        String::new()
    } else {
        format!("  {comment}")
    }
}

pub(super) fn write_table(
    out: &mut String,
    (key, table): (&str, &Table),
    comment: &str,
    fields: &[(&str, &Item)],
    is_text: bool,
) {
    let suffix = trailing(table.decor().suffix());
    let _ = writeln!(out, "{comment}[{}]{suffix}", name(key));
    for (field, item) in fields {
        let key = table.key(field);
        out.push_str(lines(key.and_then(|key| key.leaf_decor().prefix())).trim_end_matches('\n'));
        if !out.ends_with('\n') {
            out.push('\n');
        }
        if let Some(value) = item.as_value() {
            let suffix = trailing(value.decor().suffix());
            let _ = writeln!(out, "{} = {}{suffix}", name(field), render(value, is_text));
        }
    }
}

pub(super) fn write_tail(out: &mut String, document: &DocumentMut) {
    let tail = lines(Some(document.trailing()));
    if !tail.is_empty() {
        out.push('\n');
        out.push_str(tail.trim_end_matches('\n'));
        out.push('\n');
    }
}

/// A key as it stands in a file: bare where that is possible.
fn name(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        quote(key)
    }
}

fn render(value: &Value, is_text: bool) -> String {
    match value {
        Value::String(text) if is_text => quote(&canonical(text.value())),
        Value::String(text) => quote(text.value()),
        Value::Integer(number) => number.value().to_string(),
        Value::Array(items) if !is_text && is_plain(items) && items.iter().any(Value::is_array) => {
            let items = items.iter().map(|item| render(item, is_text));
            let items: Vec<_> = items.map(|item| format!("    {item},\n")).collect();
            format!("[\n{}]", items.concat())
        }
        Value::Array(items) if !is_text && is_plain(items) => {
            let items: Vec<_> = items.iter().map(|item| render(item, is_text)).collect();
            format!("[{}]", items.join(", "))
        }
        // Whatever else stands here is a fault of the data, and not for the formatter to mend.
        other => other.to_string().trim().to_owned(),
    }
}

/// Whether a list has no comment that would get lost.
fn is_plain(items: &toml_edit::Array) -> bool {
    let has_comment = |raw: Option<&RawString>| {
        raw.and_then(RawString::as_str)
            .is_some_and(|raw| raw.contains('#'))
    };
    let item_has =
        |item: &Value| has_comment(item.decor().prefix()) || has_comment(item.decor().suffix());
    !items.iter().any(item_has) && !has_comment(Some(items.trailing()))
}
