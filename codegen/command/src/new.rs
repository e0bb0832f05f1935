//! Writes the frame of a new entry, with gaps that the check names one by one.

use std::io;
use std::path::Path;

use waba_errors_codegen::{File, Key, Role, replace};

use crate::format::format;
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
    let Some((mut source, checked)) = project.accepted() else {
        return Ok(false);
    };
    let model = &checked.model;
    let key = Key::parse(&args.entry.replace('/', "_"));
    let key = key.ok_or_else(|| invalid(format!("`{}` is no number of a code", args.entry)))?;
    if model.entries.iter().any(|entry| entry.key == key) {
        return Err(invalid(format!(
            "[{key}] exists already: see `cargo codegen show {key}`"
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
    let since = model.revision().saturating_add(1);
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
    let (formatted, _) = format(&source);
    for formatted in formatted {
        let file = &source.files[formatted.file];
        if file.role == facts || file.role == words {
            replace(Path::new(&file.path), &formatted.text)?;
            eprintln!("wrote [{key}] into {}", file.path);
        }
    }
    let (source, checked) = project.read();
    project.report(&source, &checked.diagnostics);
    eprintln!("next: fill every gap named above, then run `cargo codegen`");
    Ok(true)
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
