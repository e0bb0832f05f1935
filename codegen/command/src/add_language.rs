//! Everything that a new language needs, so that it can be used at once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml_edit::{Array, DocumentMut, Item, Table, Value, value};
use waba_errors_codegen::model::Language;
use waba_errors_codegen::{File, Role, Scope, check, replace_all};

use crate::format::format;
use crate::generate;
use crate::output;
use crate::project::{Project, invalid, near, put};

#[derive(Debug, clap::Args)]
pub(crate) struct AddLanguage {
    /// The BCP 47 tag of two or three letters, such as fr
    tag: String,

    /// The language's name in itself, such as Français [default: known for common languages]
    #[arg(long, value_name = "NAME")]
    native_name: Option<String>,

    /// The ISO 15924 script, such as Latn [default: known for common languages]
    #[arg(long)]
    script: Option<String>,

    /// The direction in which the language is written [default: that of the script]
    #[arg(long, value_parser = ["ltr", "rtl"])]
    direction: Option<String>,
}

/// Common languages, each with how it is written.
const KNOWN: &str = include_str!("../languages.toml");

const RIGHT_TO_LEFT: &[&str] = &["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"];

pub(crate) fn run(args: &AddLanguage, project: &Project) -> io::Result<bool> {
    let Some((mut source, checked)) = project.accepted()? else {
        return Ok(false);
    };
    let tag = args.tag.as_str();
    let languages = &checked.model.languages;
    let is_tag = (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    // The tag becomes the name of a Rust module.
    if !is_tag || syn::parse_str::<syn::Ident>(tag).is_err() {
        return Err(invalid(format!(
            "`{tag}` cannot be a language; use two or three lower-case letters, such as fr"
        )));
    }
    let mut subtags = languages
        .iter()
        .flat_map(|language| language.also.iter().chain([&language.tag]));
    if subtags.any(|subtag| subtag == tag) {
        return Err(invalid(format!("the language `{tag}` exists already")));
    }
    let entry = entry(args)?;
    let path = near(&project.data()).join(format!("text/{tag}.toml"));
    let mut texts = match project.scope() {
        Scope::Project => texts_of_project(project, tag, languages)?,
        Scope::Own => Vec::new(),
    };
    put(
        &mut source,
        &path,
        Role::Text(tag.to_owned()),
        String::new(),
    );
    texts.push((path.clone(), String::new()));
    let is_list = |file: &&mut File| file.role == Role::Languages;
    if let Some(file) = source.files.iter_mut().find(is_list) {
        file.text.push_str(&entry);
    }
    for formatted in format(&source).0 {
        let file = &mut source.files[formatted.file];
        if file.role == Role::Languages {
            file.text.clone_from(&formatted.text);
            texts.push((PathBuf::from(&file.path), formatted.text));
        }
    }
    let checked = check(&source, project.scope());
    if !project.accept(&source, &checked)? {
        return Ok(false);
    }
    replace_all(&texts)?;
    for (path, _) in &texts {
        output::tell(format_args!("wrote {}", near(path).display()));
    }
    if project.scope() == Scope::Project {
        generate::put(project, &source, &checked)?;
    }
    output::tell(format_args!(
        "next: translate {}, entry by entry; English stands in until then",
        path.display()
    ));
    Ok(true)
}

/// The manifests of the project, which list the languages.
fn texts_of_project(
    project: &Project,
    tag: &str,
    languages: &[Language],
) -> io::Result<Vec<(PathBuf, String)>> {
    let mut texts = Vec::new();
    let others: Vec<&str> = languages
        .iter()
        .skip(1)
        .map(|language| language.tag.as_str())
        .collect();
    for path in manifest_paths(&project.root()) {
        if let Some(text) = with_feature(&path, tag, &others)? {
            texts.push((path, text));
        }
    }
    Ok(texts)
}

/// The table in `languages.toml`: what is known of the language, and over it what the arguments say.
fn entry(args: &AddLanguage) -> io::Result<String> {
    let tag = args.tag.as_str();
    let mut known: DocumentMut = KNOWN.parse().map_err(|error| invalid(format!("{error}")))?;
    let table = known.remove(tag).and_then(|item| item.into_table().ok());
    let mut table = table.unwrap_or_default();
    for (field, option, given) in [
        ("native_name", "native-name", &args.native_name),
        ("script", "script", &args.script),
        ("direction", "direction", &args.direction),
    ] {
        if let Some(given) = given {
            table.insert(field, value(given.as_str()));
        } else if field != "direction" && !table.contains_key(field) {
            return Err(invalid(format!(
                "`{tag}` is not among the known languages; add --{option}"
            )));
        }
    }
    if !table.contains_key("direction") {
        let script = table.get("script").and_then(Item::as_str);
        let is_rtl = script.is_some_and(|script| RIGHT_TO_LEFT.contains(&script));
        table.insert("direction", value(if is_rtl { "rtl" } else { "ltr" }));
    }
    let (first, rest) = tag.split_at(1);
    let name = format!("{}{rest}", first.to_ascii_uppercase());
    table.insert("name", value(name));
    // Until it is complete, a release does not wait for it.
    table.insert("status", value("draft"));
    table.decor_mut().set_prefix("\n");
    let mut entry = DocumentMut::new();
    entry.insert(tag, Item::Table(table));
    Ok(format!("\n{entry}"))
}

/// The manifests that may list the languages as features.
fn manifest_paths(root: &Path) -> Vec<PathBuf> {
    let folders = ["crates", "tests"].map(|folder| fs::read_dir(root.join(folder)));
    let entries = folders.into_iter().flatten().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.push(root.join("tests"));
    let mut paths: Vec<_> = paths.iter().map(|path| path.join("Cargo.toml")).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths
}

/// A manifest in which the language is a feature wherever another one is, and what another one forwards is forwarded;
/// `None` if none is.
fn with_feature(path: &Path, tag: &str, others: &[&str]) -> io::Result<Option<String>> {
    let text = fs::read_to_string(path)
        .map_err(|error| invalid(format!("cannot read `{}`: {error}", path.display())))?;
    let mut manifest: DocumentMut = text
        .parse()
        .map_err(|error| invalid(format!("{}: {error}", path.display())))?;
    if let Some(features) = manifest.get_mut("features").and_then(Item::as_table_mut) {
        if let Some((other, forwarded)) = others
            .iter()
            .find_map(|other| Some((*other, features.get(other)?.clone())))
        {
            features.insert(tag, with_tag(&forwarded, tag, other));
        }
        features.sort_values_by(|one, _, other, _| {
            (one.get() != "default", one.get()).cmp(&(other.get() != "default", other.get()))
        });
        for (feature, list) in features.iter_mut() {
            if feature != tag && !others.contains(&feature.get()) {
                add(list, tag, others);
            }
        }
    }
    for table in ["dependencies", "dev-dependencies"] {
        let dependencies = manifest.get_mut(table).and_then(Item::as_table_mut);
        for (name, dependency) in dependencies.into_iter().flat_map(Table::iter_mut) {
            if name.starts_with("waba-errors")
                && let Some(list) = within(dependency, "features")
            {
                add(list, tag, others);
            }
        }
    }
    let changed = manifest.to_string();
    Ok((changed != text).then_some(changed))
}

/// An item inside a table of any kind.
fn within<'a>(item: &'a mut Item, key: &str) -> Option<&'a mut Item> {
    item.as_table_like_mut()?.get_mut(key)
}

/// What a feature of another language asks for, with the language instead: `["waba-errors/de"]` → `["waba-errors/fr"]`.
fn with_tag(list: &Item, tag: &str, other: &str) -> Item {
    let names = list.as_array().into_iter().flatten();
    let names = names.filter_map(Value::as_str).map(|name| {
        let start = start(name, other);
        start.map_or_else(|| name.to_owned(), |start| format!("{start}{tag}"))
    });
    Item::Value(names.collect::<Array>().into())
}

/// What stands before the language in the name of a feature, such as `waba-errors/`; `None` if it is none of it.
fn start<'a>(name: &'a str, tag: &str) -> Option<&'a str> {
    let start = name.strip_suffix(tag)?;
    (start.is_empty() || start.ends_with('/')).then_some(start)
}

/// Adds the language to a list of features that names another one, in alphabetical order.
fn add(list: &mut Item, tag: &str, others: &[&str]) {
    let Some(array) = list.as_array_mut() else {
        return;
    };
    let names: Vec<_> = array
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let mut starts = names
        .iter()
        .flat_map(|name| others.iter().filter_map(|other| start(name, other)));
    let Some(start) = starts.next() else {
        return;
    };
    let feature = format!("{start}{tag}");
    let place = names.iter().position(|name| *name > feature);
    array.insert(place.unwrap_or(names.len()), feature);
    array.fmt();
}
