//! `facts.toml`: the closed lists of facts, and what an entry or a block says of them.

use std::ops::Range;
use std::time::Duration;

use super::fields::Fields;
use super::scope::Scope;
use crate::diagnostic::{Diagnostic, Place};
use crate::document::Document;
use crate::generated::lists;
use crate::key::number;
use crate::model::{BEFORE_LISTS, BEHIND_LISTS, Fact, List, Listed};
use crate::rule;
use crate::source::Role;
use crate::suggestion::did_you_mean;

/// Reads the lists. A folder that does not declare them uses those of the library, and own tables have no others.
pub(super) fn read(
    documents: &[Document<'_>],
    scope: Scope,
    faults: &mut Vec<Diagnostic>,
) -> Vec<List> {
    let of_library = lists();
    let mut files = documents.iter();
    let Some(document) = files.find(|document| *document.role == Role::Facts) else {
        return of_library;
    };
    let mut found: Vec<List> = Vec::new();
    for table in &document.tables {
        let mut fields = Fields::new(document.file, table, faults);
        check_id(&mut fields);
        let list = list(&mut fields);
        let span = table.span.clone();
        if found.iter().any(|other| other.name == list.name) {
            let message = format!("the name `{}` stands here twice", list.name);
            fields.fault_at(&rule::NAME, message, &span, rule::NAME.remedy);
        }
        if scope == Scope::Own {
            check_own(&mut fields, &list, &of_library);
        }
        fields.finish();
        found.push(list);
    }
    match scope {
        Scope::Project => found,
        Scope::Own => of_library,
    }
}

fn list(fields: &mut Fields<'_>) -> List {
    let name = fields.variant();
    let description = fields.required_text("description");
    let description = description.map(|(text, _)| text.to_owned());
    let values = values(fields);
    let ids: Vec<_> = values.iter().map(|value| value.id.as_str()).collect();
    let mut place = |name, is_required| {
        let found = fields.text(name);
        let found = if is_required {
            fields.required(name, found)
        } else {
            found
        };
        // Without values everything would be none of them.
        fields.chosen(name, found.filter(|_| !ids.is_empty()), &ids)
    };
    let unknown = place("unknown", true).unwrap_or(0);
    let default = place("default", false);
    let wait = place("wait", false);
    let two = fields.boolean("two").is_some_and(|(two, _)| two);
    let select = fields.text("select").map(|(text, _)| text.to_owned());
    List {
        id: fields.table.key.clone(),
        name,
        description: description.unwrap_or_default(),
        unknown,
        default,
        wait,
        two,
        select,
        values,
    }
}

/// An id of a list names a field of an entry and a method.
fn check_id(fields: &mut Fields<'_>) {
    let id = fields.table.key.as_str();
    let is_word = id.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let message = if !is_word || syn::parse_str::<syn::Ident>(id).is_err() {
        format!("[{id}] is no name of a fact")
    } else if BEFORE_LISTS.contains(&id) || BEHIND_LISTS.contains(&id) {
        format!("the name `{id}` is taken by another field of an entry")
    } else {
        return;
    };
    let help = "write one word in lower case, such as `fixer`, that names no other field";
    let span = fields.table.span.clone();
    fields.fault_at(&rule::NAME, message, &span, help);
}

/// The values: each a list of its id and a sentence.
fn values(fields: &mut Fields<'_>) -> Vec<Listed> {
    let mut values: Vec<Listed> = Vec::new();
    let mut places: Vec<Range<usize>> = Vec::new();
    let before = fields.faults.len();
    let found = fields.explained("values");
    if found.is_empty() && fields.faults.len() == before {
        let message = format!("[{}] has no `values`", fields.table.key);
        let help = "add a line `values = [[\"…\", \"…\"], …]`";
        let span = fields.table.span.clone();
        fields.fault_at(&rule::MISSING_FIELD, message, &span, help);
    }
    for ((id, description), span) in found {
        if let Some(first) = values.iter().position(|value| value.id == id) {
            let fault = Diagnostic::new(&rule::DUPLICATE, format!("`{id}` stands here twice"));
            let first = Place {
                file: fields.file,
                span: places[first].clone(),
            };
            let fault = fault.at(fields.file, span).other(first, "first here");
            fields.faults.push(fault);
            continue;
        }
        if !is_id(&id) {
            let message = format!("`{id}` is no id of a value");
            let help = "write words in lower case with `-` between them, such as `after-fix`";
            fields.fault_at(&rule::NAME, message, &span, help);
        }
        values.push(Listed { id, description });
        places.push(span);
    }
    values
}

/// Words of letters with `-` between them; each becomes a capitalized word of a variant.
pub(super) fn is_id(id: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && (word.bytes()).all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    id.split('-').all(is_word) && id != "self"
}

/// The variants of the library's enums are all that own tables can name.
fn check_own(fields: &mut Fields<'_>, list: &List, of_library: &[List]) {
    let known = of_library.iter().find(|known| known.id == list.id);
    let undeclared = list.values.iter().find(|value| {
        known.is_none_or(|known| known.values.iter().all(|other| other.id != value.id))
    });
    let message = match (known, undeclared) {
        (None, _) => format!("`{}` is no fact of waba-errors", list.id),
        (_, Some(value)) => format!("`{}` is no `{}` of waba-errors", value.id, list.id),
        (Some(_), None) => return,
    };
    let span = fields.table.span.clone();
    let help = "own tables have no other facts than the library: delete facts.toml";
    fields.fault_at(&rule::REFERENCE, message, &span, help);
}

/// What an entry says of each list.
pub(super) fn of_entry<'a>(fields: &mut Fields<'a>, lists: &'a [List]) -> Vec<Fact> {
    lists.iter().map(|list| fact(fields, list)).collect()
}

/// What a block says of each list; by others than those nobody selects codes.
pub(super) fn of_block<'a>(fields: &mut Fields<'a>, lists: &'a [List]) -> Vec<Fact> {
    let facts = lists.iter().map(|list| match list.select {
        Some(_) => fact(fields, list),
        None => list.of_unknown(),
    });
    facts.collect()
}

fn fact<'a>(fields: &mut Fields<'a>, list: &'a List) -> Fact {
    if let Some(value) = list.default
        && !fields.has(&list.id)
    {
        return Fact::of(value);
    }
    if list.two {
        return one_or_two(fields, list);
    }
    let found = fields.text(&list.id);
    let Some((text, span)) = fields.required(&list.id, found) else {
        return list.of_unknown();
    };
    find(list, text).unwrap_or_else(|| {
        not_listed(fields, list, text, &span);
        list.of_unknown()
    })
}

/// The values of a list that may hold two, the first one first.
fn one_or_two<'a>(fields: &mut Fields<'a>, list: &'a List) -> Fact {
    let before = fields.faults.len();
    let found = fields.texts_at(&list.id);
    if found.is_empty() && fields.faults.len() == before {
        let message = format!("[{}] says no value of `{}`", fields.table.key, list.id);
        let help = format!(
            "write one value, or two, such as `[\"{}\"]`",
            list.values[0].id
        );
        let span = fields.table.span.clone();
        fields.fault_at(&rule::MISSING_FIELD, message, &span, &help);
    }
    let mut values: Vec<usize> = Vec::new();
    for (text, span) in &found {
        match find(list, text) {
            None => not_listed(fields, list, text, span),
            Some(fact) if values.contains(&fact.value) || values.len() == 2 => {
                let message = format!("`{text}` is one value too many of `{}`", list.id);
                let help = "write one value, or two different ones";
                fields.fault_at(&rule::VALUE, message, span, help);
            }
            Some(fact) => values.push(fact.value),
        }
    }
    let first = values.first().copied().unwrap_or(list.unknown);
    Fact {
        second: values.get(1).copied(),
        ..Fact::of(first)
    }
}

fn not_listed<'a>(fields: &mut Fields<'a>, list: &'a List, text: &str, span: &Range<usize>) {
    let plain = list.values.iter().enumerate();
    let plain = plain.filter(|(index, _)| list.wait != Some(*index));
    let ids: Vec<_> = plain.map(|(_, value)| value.id.as_str()).collect();
    if list.wait.is_none() {
        return fields.not_allowed(&list.id, text, span, &ids);
    }
    let near = did_you_mean(text, ids.iter().copied());
    let ids: Vec<_> = ids.iter().map(|id| format!("`{id}`")).collect();
    let ids = ids.join(", ");
    let help = format!("use {ids} or a wait such as `24h` or `90s`; {near}");
    let message = format!("`{text}` is no value of `{}`", list.id);
    fields.fault_at(&rule::VALUE, message, span, help.trim_end_matches("; "));
}

/// The value that a text names: by its id, or by the wait that it carries.
pub(super) fn find(list: &List, text: &str) -> Option<Fact> {
    if let Some(value) = list.wait
        && let Some(wait) = wait(text)
    {
        let wait = Some(wait);
        return Some(Fact {
            wait,
            ..Fact::of(value)
        });
    }
    let place = list.values.iter().position(|value| value.id == text);
    let value = place.filter(|place| list.wait != Some(*place))?;
    Some(Fact::of(value))
}

/// A wait such as `90s`, `10m`, `24h` or `3d`.
pub(super) fn wait(text: &str) -> Option<Duration> {
    let unit = text.chars().last()?;
    let count = number(text.strip_suffix(unit)?).filter(|count| (1..=9_999).contains(count))?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return None,
    };
    Some(Duration::from_secs(u64::from(count) * seconds))
}
