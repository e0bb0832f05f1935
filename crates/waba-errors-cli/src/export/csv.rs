//! A row for each entry and language. The columns are promised in docs/export.md: new ones come last.

use std::io;

use serde::Serialize;
use waba_errors::{Code, Entry, Key, Lang, codes};

use super::{kind, last_code, wait};

#[derive(Serialize)]
struct Row {
    key: Key,
    kind: &'static str,
    code: Code,
    last_code: u32,
    subcode: Option<u32>,
    lang: Lang,
    text_lang: Lang,
    name: &'static str,
    api_title: Option<&'static str>,
    category: &'static str,
    category_title: &'static str,
    http_status: Option<u16>,
    channel: &'static str,
    channel_title: &'static str,
    retry: String,
    retry_seconds: Option<u64>,
    retry_advice: &'static str,
    fixer: &'static str,
    fixer_title: &'static str,
    retired: bool,
    replaced_by: Option<Code>,
    parent: Option<Code>,
    since: u16,
    docs_url: &'static str,
    title: &'static str,
    description: &'static str,
    causes: String,
    fixes: String,
    prevention: String,
}

const COLUMNS: [&str; 29] = [
    "key",
    "kind",
    "code",
    "last_code",
    "subcode",
    "lang",
    "text_lang",
    "name",
    "api_title",
    "category",
    "category_title",
    "http_status",
    "channel",
    "channel_title",
    "retry",
    "retry_seconds",
    "retry_advice",
    "fixer",
    "fixer_title",
    "retired",
    "replaced_by",
    "parent",
    "since",
    "docs_url",
    "title",
    "description",
    "causes",
    "fixes",
    "prevention",
];

pub(super) fn render() -> io::Result<String> {
    let rows = codes().flat_map(|entry| Lang::ALL.iter().map(move |lang| row(&entry, *lang)));
    crate::csv::render(&COLUMNS, rows)
}

fn row(entry: &Entry, lang: Lang) -> Row {
    let text = entry.text(lang);
    let join = |lines: std::str::Lines<'static>| lines.collect::<Vec<_>>().join("\n");
    Row {
        key: entry.key(),
        kind: kind(entry),
        code: entry.code(),
        last_code: last_code(entry),
        subcode: entry.error_subcode(),
        lang,
        text_lang: entry.lang(lang),
        name: entry.name(),
        api_title: entry.api_title(),
        category: entry.category().id(),
        category_title: entry.category().title(lang),
        http_status: entry.http_status(),
        channel: entry.channel().id(),
        channel_title: entry.channel().title(lang),
        retry: entry.retry().to_string(),
        retry_seconds: wait(entry),
        retry_advice: entry.retry().advice(lang),
        fixer: entry.fixer().id(),
        fixer_title: entry.fixer().title(lang),
        retired: entry.is_retired(),
        replaced_by: entry.replaced_by(),
        parent: entry.parent(),
        since: entry.since(),
        docs_url: entry.docs_url(),
        title: text.title(),
        description: text.description(),
        causes: join(text.causes()),
        fixes: join(text.fixes()),
        prevention: join(text.prevention()),
    }
}
