//! Writes the frame of a new entry, with gaps that the check names one by one.

use std::io;
use std::path::{Path, PathBuf};

use waba_errors_codegen::rule::Severity;
use waba_errors_codegen::{Checked, Diagnostic, File, Key, Role, check, concerning, replace_all};

use crate::format::format;
use crate::output;
use crate::project::{Project, invalid, near};

#[derive(Debug, clap::Args)]
pub(crate) struct New {
    /// The code, a pair such as 190/463, or the key of a documented case such as 100-flow-name
    entry: String,

    /// The category, after which a file in data/codes is named
    #[arg(long, value_name = "ID")]
    category: String,
}

pub(crate) fn run(args: &New, project: &Project) -> io::Result<bool> {
    let (mut source, checked) = project.read();
    let (_, broken) = format(&source);
    if !broken.is_empty() {
        project.report(&source, &broken)?;
        return Ok(false);
    }
    let model = &checked.model;
    let key = Key::parse(&args.entry.replace('/', "_"));
    let key = key.ok_or_else(|| invalid(format!("`{}` is no number of a code", args.entry)))?;
    if model.entries.iter().any(|entry| entry.key == key) {
        return Err(invalid(format!(
            "[{key}] exists already: see `cargo codegen show {key}`"
        )));
    }
    if let Some(owner) = owner(&key)
        && model.entries.iter().all(|entry| entry.key != owner)
    {
        return Err(invalid(format!(
            "[{key}] belongs to [{owner}], which is not there: add that first"
        )));
    }
    let ids: Vec<_> = model
        .categories
        .iter()
        .map(|category| category.id.as_str())
        .collect();
    if !ids.contains(&args.category.as_str()) {
        let known = ids.join(", ");
        return Err(invalid(format!(
            "there is no category `{}`; use one of {known}",
            args.category
        )));
    }
    let data = near(&project.data());
    let facts = Role::Codes(args.category.clone());
    let tag = model
        .languages
        .first()
        .map_or("en", |language| &language.tag);
    let words = Role::Text(tag.to_owned());
    let facts_path = data.join(format!("codes/{}.toml", args.category));
    let since = model.next_revision();
    let lists = model.lists.iter().filter(|list| list.default.is_none());
    let lists: Vec<_> = lists
        .map(|list| format!("{} = \"TODO\"\n", list.id))
        .collect();
    let facts_text = format!(
        "\n[{key}]\nname = \"TODO\"\n{}since = {since}\nsource = \"TODO\"\n",
        lists.concat()
    );
    let words_text =
        format!("\n[{key}]\ntitle = \"\"\ndescription = \"\"\ncause_1 = \"\"\nfix_1 = \"\"\n");
    append(&mut source.files, &facts_path, facts.clone(), &facts_text);
    append(
        &mut source.files,
        &data.join(format!("text/{tag}.toml")),
        words.clone(),
        &words_text,
    );
    let mut texts = Vec::new();
    for formatted in format(&source).0 {
        let file = &mut source.files[formatted.file];
        if file.role == facts || file.role == words {
            file.text.clone_from(&formatted.text);
            texts.push((PathBuf::from(&file.path), formatted.text));
        }
    }
    let framed = check(&source, project.scope());
    let gaps = concerning(&source, &framed, &key.to_string());
    let others = new_errors(&checked, &framed, &gaps);
    if !others.is_empty() {
        project.report(&source, &others)?;
        return Ok(false);
    }
    replace_all(&texts)?;
    for (path, _) in texts {
        output::tell(format_args!("wrote [{key}] into {}", path.display()));
    }
    project.report(&source, &gaps)?;
    output::tell("next: fill every gap named above, then run `cargo codegen`");
    Ok(true)
}

/// The entry to which a pair or a case belongs.
fn owner(key: &Key) -> Option<Key> {
    match *key {
        Key::Code(_) | Key::Range(..) => None,
        Key::Pair(code, _) | Key::Case(code, _) => Some(Key::Code(code)),
        Key::PairCase(code, subcode, _) => Some(Key::Pair(code, subcode)),
    }
}

/// The errors that a frame brings beside its gaps: those that no filling mends.
fn new_errors(before: &Checked, after: &Checked, gaps: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_known = |fault: &Diagnostic, known: &[Diagnostic]| {
        known.iter().any(|known| known.message == fault.message)
    };
    let mut errors = after.diagnostics.clone();
    errors.retain(|fault| {
        let is_new = !is_known(fault, gaps) && !is_known(fault, &before.diagnostics);
        fault.rule.severity == Severity::Error && is_new
    });
    errors
}

fn append(files: &mut Vec<File>, path: &Path, role: Role, text: &str) {
    match files.iter_mut().find(|file| file.role == role) {
        Some(file) => file.text.push_str(text),
        None => files.push(File {
            path: path.display().to_string(),
            role,
            text: text.to_owned(),
        }),
    }
}
