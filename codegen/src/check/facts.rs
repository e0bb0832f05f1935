//! The maintainers' files: categories, languages, sources, blocks and codes.

use std::collections::HashMap;
use std::ops::Range;

use super::closed;
use super::fields::{Fields, is_pascal_case};
use super::origins::{check_https, date, source};
use super::places;
use super::scope::{EntryPlace, Scope};
use super::scripts::scripts;
use super::sentences;
use super::style;
use super::unique;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Table};
use crate::generated::CATEGORIES;
use crate::key::{Key, number};
use crate::model::{Block, Category, Entry, Language, Model, OnPremises, Origin, Writing};
use crate::phrases::Phrases;
use crate::rule;
use crate::source::Role;
use crate::suggestion::did_you_mean;

const STATUSES: &[&str] = &["active", "retired"];

/// What stands beside the constants of codes: `TABLE` and `Code::ALL`.
const TAKEN: [&str; 2] = ["TABLE", "ALL"];

/// A table counts the bytes of a title in 8 bits.
const LONGEST_TITLE: usize = u8::MAX as usize;

/// Reads all facts into the model; returns the place of each entry, in the model's order.
pub(super) fn read(
    documents: &[Document<'_>],
    model: &mut Model,
    scope: Scope,
    faults: &mut Vec<Diagnostic>,
) -> Vec<EntryPlace> {
    for document in documents {
        for table in &document.tables {
            let fields = Fields::new(document.file, table, faults);
            match document.role {
                Role::Categories => model.categories.push(category(fields, scope)),
                Role::Languages => model.languages.push(language(fields)),
                Role::Sources => model.sources.push(origin(fields, model.today.as_deref())),
                Role::Style => style::read(fields, model.style.get_or_insert_default()),
                _ => {}
            }
        }
    }
    model.lists = closed::read(documents, scope, faults);
    places::read(documents, model, faults);
    let mut entries = Vec::new();
    for document in documents {
        match document.role {
            Role::Codes(id) => read_codes(document, id, model, &mut entries, faults),
            Role::Blocks => read_blocks(document, model, faults),
            _ => {}
        }
    }
    entries.sort_by_key(|(entry, _)| entry.key.order());
    let (list, places): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    model.entries = list;
    places::inherit(model, &places);
    check_languages(documents, faults);
    unique::check(documents, faults);
    check_names(model, &places, faults);
    check_taken(model, &places, faults);
    check_keys(model, &places, faults);
    check_blocks(documents, model, faults);
    places
}

fn category(mut fields: Fields<'_>, scope: Scope) -> Category {
    let name = fields.variant();
    if scope == Scope::Own && is_pascal_case(&name) && !CATEGORIES.contains(&name.as_str()) {
        let message =
            format!("`{name}` is no category of waba-errors, and own tables have no others");
        let near = did_you_mean(&name, CATEGORIES.iter().copied());
        let help = format!("use one of {}; {near}", CATEGORIES.join(", "));
        let help = help.trim_end_matches("; ");
        let span = fields.table.span.clone();
        fields.fault_at(&rule::REFERENCE, message, &span, help);
    }
    let id = fields.table.key.clone();
    fields.finish();
    Category { id, name }
}

fn language(fields: Fields<'_>) -> Language {
    let mut fields = fields.long_lists();
    let name = fields.variant();
    let native_name = owned(fields.required_text("native_name"));
    let script = script(&mut fields);
    let rtl = fields.choice("direction", &["ltr", "rtl"]) == 1;
    let also = fields.texts("also");
    let draft = fields.text("status").is_some_and(|(text, span)| {
        if text != "draft" {
            fields.not_allowed("status", text, &span, &["draft"]);
        }
        text == "draft"
    });
    let writing = writing(&mut fields);
    let tag = fields.table.key.clone();
    if !is_tag(&tag) {
        let message = format!("[{tag}] is no tag of a language");
        let help = "write a BCP 47 tag, such as `fr` or `pt-BR`";
        let span = fields.table.span.clone();
        fields.fault_at(&rule::KEY, message, &span, help);
    }
    fields.finish();
    Language {
        tag,
        name,
        native_name,
        script,
        rtl,
        also,
        draft,
        writing,
    }
}

/// A script that Unicode knows.
fn script(fields: &mut Fields<'_>) -> String {
    let found = fields.required_text("script");
    if let Some((name, span)) = &found
        && scripts(name).is_empty()
    {
        let message = format!("`{name}` is no script");
        let help = "write the ISO 15924 code of a script, such as `Latn`, `Arab` or `Cyrl`";
        fields.fault_at(&rule::VALUE, message, span, help);
    }
    owned(found)
}

fn writing(fields: &mut Fields<'_>) -> Writing {
    let has_marks = fields.has("final_marks");
    let final_marks = characters(fields, "final_marks", 1)
        .into_iter()
        .flatten()
        .collect();
    let quotes = characters(fields, "quotes", 2).into_iter();
    Writing {
        final_marks: has_marks.then_some(final_marks),
        quotes: quotes.map(|pair| (pair[0], pair[1])).collect(),
        letters: owned(fields.text("letters")),
        marks: owned(fields.text("marks")),
        spaced_marks: owned(fields.text("spaced_marks")),
        joiners: fields.boolean("joiners").is_some_and(|(joins, _)| joins),
        length: length(fields),
        words: fields.texts("words"),
        addresses: fields.texts("addresses"),
        gender_endings: fields.texts("gender_endings"),
        substitutes: fields.texts("substitutes"),
        refusals: Phrases::new(fields.texts("refusals")),
        repetitions: Phrases::new(fields.texts("repetitions")),
        prohibitions: Phrases::new(fields.texts("prohibitions")),
        origins: Phrases::new(fields.texts("origins")),
        conditions: Phrases::new(fields.texts("conditions")),
        stiff_titles: fields.texts("stiff_titles"),
        secrets: Phrases::new(fields.texts("secrets")),
        disclosures: Phrases::new(fields.texts("disclosures")),
        deliveries: Phrases::new(fields.texts("deliveries")),
        strangers: Phrases::new(fields.texts("strangers")),
        negations: Phrases::new(fields.texts("negations")),
        encouragements: Phrases::new(fields.texts("encouragements")),
        units: fields
            .texts("units")
            .iter()
            .map(|unit| forms(unit))
            .collect(),
        opposites: opposites(fields),
    }
}

/// The forms of one word, such as `minute, minutes`.
fn forms(text: &str) -> Phrases {
    Phrases::new(text.split(", "))
}

/// Pairs such as `more | less, fewer`; an empty one keeps the place of one that the language does not tell apart.
fn opposites(fields: &mut Fields<'_>) -> Vec<(Phrases, Phrases)> {
    let mut pairs = Vec::new();
    for (text, span) in fields.texts_at("opposites") {
        let Some((one, other)) = text.split_once('|') else {
            let message = format!("`{text}` in `opposites` is no pair");
            let help = "write both sides with `|` between them, such as `before | after, behind`";
            fields.fault_at(&rule::VALUE, message, &span, help);
            continue;
        };
        pairs.push((forms(one.trim()), forms(other.trim())));
    }
    pairs
}

/// A list of texts of so many characters each.
fn characters(fields: &mut Fields<'_>, name: &'static str, count: usize) -> Vec<Vec<char>> {
    let mut found = Vec::new();
    for (text, span) in fields.texts_at(name) {
        let characters: Vec<char> = text.chars().collect();
        if characters.len() == count {
            found.push(characters);
        } else {
            let message = format!("`{text}` in `{name}` has {} characters", characters.len());
            let help = match count {
                1 => "write each mark as a text of its own, such as `[\"。\", \"？\"]`",
                _ => "write the opening and the closing mark, such as `[\"„“\"]`",
            };
            fields.fault_at(&rule::VALUE, message, &span, help);
        }
    }
    found
}

/// The least and the most percent of the length of the English text.
fn length(fields: &mut Fields<'_>) -> Option<(u32, u32)> {
    let found = fields.codes("length");
    match found.as_slice() {
        [] => None,
        [(least, _), (most, _)] if least < most => Some((*least, *most)),
        [(_, span), ..] => {
            let help =
                "write the least and the most percent of the English text, such as `[50, 150]`";
            fields.fault_at(&rule::VALUE, "`length` is no range".to_owned(), span, help);
            None
        }
    }
}

/// A BCP 47 tag without extensions: `fr`, `pt-BR`, `zh-Hant-TW`.
fn is_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let is_language = |subtag: &str| {
        (2..=3).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    subtags.next().is_some_and(is_language)
        && subtags.all(|subtag| {
            (2..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn origin(mut fields: Fields<'_>, today: Option<&str>) -> Origin {
    let what = owned(fields.required_text("what"));
    let address = fields.text("address");
    check_https(&mut fields, address.as_ref());
    let date = date(&mut fields, "date", today);
    let id = fields.table.key.clone();
    let address = address.map(|(text, _)| text.to_owned());
    fields.finish();
    Origin {
        id,
        what,
        address,
        date,
    }
}

fn read_blocks(document: &Document<'_>, model: &mut Model, faults: &mut Vec<Diagnostic>) {
    for table in &document.tables {
        let Some(Key::Range(first, last)) = Key::parse(&table.key) else {
            let message = format!("[{}] is no block of numbers", table.key);
            let help = "write the first and the last number, such as `[138000-138999]`";
            faults.push(
                Diagnostic::new(&rule::KEY, message)
                    .at(document.file, table.span.clone())
                    .help(help),
            );
            continue;
        };
        let mut fields = Fields::new(document.file, table, faults);
        let category = fields.required_text("category");
        let category = category.and_then(|(id, span)| find_category(model, &mut fields, id, &span));
        let facts = closed::of_block(&mut fields, &model.lists);
        fields.finish();
        if let Some(category) = category {
            model.blocks.push(Block {
                first,
                last,
                category,
                facts,
            });
        }
    }
}

fn find_category(
    model: &Model,
    fields: &mut Fields<'_>,
    id: &str,
    span: &Range<usize>,
) -> Option<usize> {
    let found = model
        .categories
        .iter()
        .position(|category| category.id == id);
    if found.is_none() {
        let ids = model.categories.iter().map(|category| category.id.as_str());
        let near = did_you_mean(id, ids);
        let message = format!("there is no category `{id}`");
        let help = if near.is_empty() {
            rule::REFERENCE.remedy
        } else {
            &near
        };
        fields.fault_at(&rule::REFERENCE, message, span, help);
    }
    found
}

fn read_codes(
    document: &Document<'_>,
    id: &str,
    model: &Model,
    entries: &mut Vec<(Entry, EntryPlace)>,
    faults: &mut Vec<Diagnostic>,
) {
    let category = model
        .categories
        .iter()
        .position(|category| category.id == id);
    if category.is_none() && !document.tables.is_empty() {
        let message = format!("there is no category `{id}`, after which this file is named");
        let help = "rename the file, or add the category to categories.toml";
        faults.push(
            Diagnostic::new(&rule::REFERENCE, message)
                .at(document.file, 0..0)
                .help(help),
        );
    }
    for table in &document.tables {
        let Some(key) = Key::parse(&table.key) else {
            faults.push(key_fault(document.file, table));
            continue;
        };
        let numbers = match key {
            Key::Pair(code, subcode) | Key::PairCase(code, subcode, _) => [code, subcode],
            _ => [key.code(); 2],
        };
        if !matches!(key, Key::Range(..)) && numbers.contains(&u32::MAX) {
            let message = format!("[{key}] has the number that marks an empty place of the table");
            let fault = Diagnostic::new(&rule::LIMIT, message);
            let fault = fault.help(format!("use numbers below {}", u32::MAX));
            faults.push(fault.at(document.file, table.span.clone()));
        }
        let fields = Fields::new(document.file, table, faults);
        entries.push(entry(fields, key, category.unwrap_or(0), model));
    }
}

fn key_fault(file: usize, table: &Table) -> Diagnostic {
    let message = format!("[{}] is no canonical key of an entry", table.key);
    let fault = Diagnostic::new(&rule::KEY, message).at(file, table.span.clone());
    if let Some(code) = table.key.strip_suffix("_0").and_then(number) {
        return fault.help(format!("subcode 0 is none: write `[{code}]`"));
    }
    let canonical = table.key.trim_start_matches('0');
    match number(canonical) {
        Some(code) => fault.help(format!("write `[{code}]`")),
        None => fault,
    }
}

fn entry<'a>(
    mut fields: Fields<'a>,
    key: Key,
    category: usize,
    model: &'a Model,
) -> (Entry, EntryPlace) {
    let name = fields.variant();
    let title = title(&mut fields);
    let also_titled = also_titled(&mut fields);
    let says = sentences::read(&mut fields);
    check_told(&mut fields, &key);
    let http = http(&mut fields);
    let facts = closed::of_entry(&mut fields, &model.lists);
    let limits = places::limits(&mut fields, &model.lists);
    let places = places::of_entry(&mut fields, &model.places);
    let retired = fields.text("status").is_some_and(|(text, span)| {
        if !STATUSES.contains(&text) {
            fields.not_allowed("status", text, &span, STATUSES);
        }
        text == "retired"
    });
    let replaced_by = fields.number("replaced_by", &u32::MAX);
    let parent = fields.number("parent", &u32::MAX);
    let related = fields.codes("related");
    let since = fields.number("since", &u16::MAX);
    let since = fields.required("since", since);
    if let Some((0, span)) = &since {
        let message = "`since` is 0, but revisions count from 1".to_owned();
        let help = "write the revision that brings the entry, 1 or higher";
        fields.fault_at(&rule::VALUE, message, span, help);
    }
    let source = source(&mut fields, model);
    let mut references = related.clone();
    references.extend(replaced_by.clone());
    references.extend(parent.clone());
    let place = EntryPlace {
        inherits_places: !fields.has("places"),
        says: says.iter().map(|(_, span)| span.clone()).collect(),
        file: fields.file,
        key: fields.table.span.clone(),
        references,
    };
    fields.finish();
    let entry = Entry {
        key,
        name,
        title,
        also_titled,
        says: says.into_iter().map(|(text, _)| text).collect(),
        category,
        http,
        facts,
        places,
        limits,
        retired,
        replaced_by: replaced_by.map(|(code, _)| code),
        parent: parent.map(|(code, _)| code),
        related: related.into_iter().map(|(code, _)| code).collect(),
        since: since.map_or(1, |(since, _)| since),
        source,
    };
    (entry, place)
}

/// A case is told from the others by what the API prints.
fn check_told(fields: &mut Fields<'_>, key: &Key) {
    let is_told = ["title", "also_titled", "says"]
        .iter()
        .any(|name| fields.has(name));
    if matches!(key, Key::Case(..) | Key::PairCase(..)) && !is_told {
        let message = format!("[{key}] has neither `title` nor `says`");
        let help =
            "write what the API prints for this case; else nobody can tell it from the others";
        let span = fields.table.span.clone();
        fields.fault_at(&rule::MISSING_FIELD, message, &span, help);
    }
}

fn title(fields: &mut Fields<'_>) -> Option<String> {
    let (title, span) = fields.text("title")?;
    check_title(fields, title, &span);
    Some(title.to_owned())
}

fn also_titled(fields: &mut Fields<'_>) -> Vec<String> {
    let titles = fields.texts_at("also_titled");
    for (title, span) in &titles {
        check_title(fields, title, span);
    }
    titles.into_iter().map(|(title, _)| title).collect()
}

fn check_title(fields: &mut Fields<'_>, title: &str, span: &Range<usize>) {
    if title.len() > LONGEST_TITLE {
        let message = format!("the title is longer than {LONGEST_TITLE} bytes");
        let help = "write the title only, not the whole message";
        fields.fault_at(&rule::VALUE, message, span, help);
    }
}

fn http(fields: &mut Fields<'_>) -> Option<u16> {
    let (status, span) = fields.number("http", &599_u16)?;
    // 206 and 207 come with what failed in part.
    if matches!(status, 206 | 207 | 400..=599) {
        return Some(status);
    }
    let message = format!("{status} is no HTTP status of an error");
    fields.fault_at(
        &rule::VALUE,
        message,
        &span,
        "use a status from 400 to 599, or delete the line if none is documented",
    );
    None
}

fn owned(found: Option<(&str, Range<usize>)>) -> String {
    found.map(|(text, _)| text.to_owned()).unwrap_or_default()
}

/// Within one file the parser has already reported it.
fn check_languages(documents: &[Document<'_>], faults: &mut Vec<Diagnostic>) {
    let files = documents
        .iter()
        .filter(|document| *document.role == Role::Languages);
    let tables = files.flat_map(|file| file.tables.iter().map(move |table| (file.file, table)));
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (file, table) in tables {
        if *first.entry(&table.key).or_insert(file) != file {
            let message = format!("the language `{}` is there already", table.key);
            faults.push(Diagnostic::new(&rule::DUPLICATE, message).at(file, table.span.clone()));
        }
    }
}

fn check_names(model: &Model, places: &[EntryPlace], faults: &mut Vec<Diagnostic>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, entry) in model.entries.iter().enumerate() {
        if entry.name.is_empty() {
            continue;
        }
        let seen = *first
            .entry(entry.name.to_ascii_lowercase())
            .or_insert(index);
        if seen != index {
            let message = format!(
                "the name `{}` is taken by [{}]",
                entry.name, model.entries[seen].key
            );
            faults.push(
                Diagnostic::new(&rule::NAME, message)
                    .at(places[index].file, places[index].key.clone())
                    .other(places[seen].key(), "here"),
            );
        }
    }
}

/// A constant beside those of the table needs a name of its own.
fn check_taken(model: &Model, places: &[EntryPlace], faults: &mut Vec<Diagnostic>) {
    for (entry, place) in model.entries.iter().zip(places) {
        if TAKEN.contains(&entry.name.to_uppercase().as_str()) {
            let message = format!("the name `{}` is taken by the table itself", entry.name);
            let fault = Diagnostic::new(&rule::NAME, message);
            faults.push(fault.at(place.file, place.key.clone()));
        }
    }
}

fn check_keys(model: &Model, places: &[EntryPlace], faults: &mut Vec<Diagnostic>) {
    let mut first: HashMap<&Key, usize> = HashMap::new();
    for (index, entry) in model.entries.iter().enumerate() {
        let seen = *first.entry(&entry.key).or_insert(index);
        // Within one file the parser has already reported it.
        if seen != index && places[seen].file != places[index].file {
            let message = format!("[{}] stands in two files", entry.key);
            faults.push(
                Diagnostic::new(&rule::DUPLICATE, message)
                    .at(places[index].file, places[index].key.clone())
                    .other(places[seen].key(), "first here"),
            );
        }
    }
}

fn check_blocks(documents: &[Document<'_>], model: &Model, faults: &mut Vec<Diagnostic>) {
    let Some(document) = documents
        .iter()
        .find(|document| *document.role == Role::Blocks)
    else {
        return;
    };
    for (index, block) in model.blocks.iter().enumerate() {
        let codes = model.entries.iter().filter(|entry| match entry.key {
            Key::Code(code) => {
                let covers = |block: &Block| (block.first..=block.last).contains(&code);
                covers(block) && !model.blocks[..index].iter().any(covers)
            }
            _ => false,
        });
        let mut count: HashMap<usize, usize> = HashMap::new();
        for entry in codes {
            *count.entry(entry.category).or_default() += 1;
        }
        let most = count.values().max().copied().unwrap_or(0);
        if most == 0 || count.get(&block.category) != Some(&most) {
            let key = format!("{}-{}", block.first, block.last);
            let span = document
                .tables
                .iter()
                .find(|table| table.key == key)
                .map(|table| table.span.clone());
            let category = &model.categories[block.category].id;
            let message = format!("`{category}` is not the largest group of codes in [{key}]");
            faults.push(
                Diagnostic::new(&rule::BLOCK, message).at(document.file, span.unwrap_or(0..0)),
            );
        }
    }
}

/// Every code that an entry refers to must be there.
pub(super) fn check_references(
    model: &Model,
    places: &[EntryPlace],
    whole: bool,
    faults: &mut Vec<Diagnostic>,
) {
    if !whole {
        return;
    }
    for (entry, place) in model.entries.iter().zip(places) {
        for (code, span) in &place.references {
            if entry.key == Key::Code(*code) {
                let message = format!("[{code}] refers to itself");
                let fault = Diagnostic::new(&rule::REFERENCE, message);
                let help = "name another code, or delete the reference";
                faults.push(fault.at(place.file, span.clone()).help(help));
            } else if !is_code(model, *code) {
                let message = format!(
                    "[{}] refers to {code}, which is no code of the table",
                    entry.key
                );
                faults
                    .push(Diagnostic::new(&rule::REFERENCE, message).at(place.file, span.clone()));
            }
        }
        let code = entry.key.code();
        let (has_owner, owner) = match &entry.key {
            Key::Pair(..) | Key::Case(..) => {
                (is_code(model, code), format!("{code}, which is no code"))
            }
            Key::PairCase(_, subcode, _) => {
                let pair = Key::Pair(code, *subcode);
                (
                    model.place(&pair).is_some(),
                    format!("[{pair}], which is no entry"),
                )
            }
            Key::Code(_) | Key::Range(..) => continue,
        };
        if !has_owner {
            let message = format!("[{}] belongs to {owner} of the table", entry.key);
            faults
                .push(Diagnostic::new(&rule::REFERENCE, message).at(place.file, place.key.clone()));
        }
    }
}

/// Reads the numbers of the On-Premises API, which lead to codes of the table.
pub(super) fn read_on_premises(
    documents: &[Document<'_>],
    model: &mut Model,
    whole: bool,
    faults: &mut Vec<Diagnostic>,
) {
    let files = documents
        .iter()
        .filter(|document| *document.role == Role::OnPremises);
    for (document, table) in
        files.flat_map(|file| file.tables.iter().map(move |table| (file, table)))
    {
        let Some(code) = number(&table.key) else {
            let help = "write the number of the On-Premises API";
            faults.push(key_fault(document.file, table).help(help));
            continue;
        };
        let mut fields = Fields::new(document.file, table, faults);
        let title = title(&mut fields);
        let found = title.clone().map(|title| (title, 0..0));
        fields.required("title", found);
        let cloud = fields.codes("cloud");
        source(&mut fields, model);
        for (successor, span) in cloud
            .iter()
            .filter(|(code, _)| whole && !is_code(model, *code))
        {
            let message = format!("[{code}] leads to {successor}, which is no code of the table");
            fields.fault_at(&rule::REFERENCE, message, span, rule::REFERENCE.remedy);
        }
        fields.finish();
        model.on_premises.push(OnPremises {
            code,
            title: title.unwrap_or_default(),
            cloud: cloud.into_iter().map(|(code, _)| code).collect(),
        });
    }
    model.on_premises.sort_by_key(|number| number.code);
}

fn is_code(model: &Model, code: u32) -> bool {
    model.place(&Key::Code(code)).is_some()
}
