//! Says that translations are still right although English has changed.

use std::io;

use waba_errors_codegen::{LOCK, Role, State, check, lock, replace};

use crate::output;
use crate::project::{Project, entry_key, invalid, put, select};

#[derive(Debug, clap::Args)]
pub(crate) struct Bless {
    /// The language of the translations
    #[arg(value_name = "TAG")]
    lang: String,

    /// The entries: codes, pairs such as 190/463, names, or tables such as ui-label
    #[arg(value_name = "ENTRY", required_unless_present = "all")]
    entries: Vec<String>,

    /// Every stale translation of the language
    #[arg(long, conflicts_with = "entries")]
    all: bool,
}

pub(crate) fn run(args: &Bless, project: &Project) -> io::Result<bool> {
    let Some((mut source, checked)) = project.accepted()? else {
        return Ok(false);
    };
    let stale: Vec<&str> = select(&checked, Some(&args.lang))?
        .into_iter()
        .flat_map(|translation| &translation.words)
        .filter(|words| matches!(words.state, State::Stale { .. }))
        .map(|words| words.table.as_str())
        .collect();
    let mut entries = Vec::new();
    for text in &args.entries {
        let entry = entry_key(&checked.model, text).unwrap_or_else(|| text.clone());
        if !stale.contains(&entry.as_str()) {
            return Err(invalid(format!(
                "no text of {text} is stale in `{}`",
                args.lang
            )));
        }
        entries.push(entry);
    }
    let is_blessed = |tag: &str, table: &str| {
        tag == args.lang && (args.all || entries.iter().any(|entry| entry == table))
    };
    let path = project.data().join(LOCK);
    let text = lock(&checked.translations, is_blessed);
    // A text that is up to date is compared with its English one, which a stale one is not.
    put(&mut source, &path, Role::Lock, text.clone());
    if !project.accept(&source, &check(&source, project.scope()))? {
        output::tell("nothing is recorded: a translation with a fault is not still right");
        return Ok(false);
    }
    replace(&path, &text)?;
    let count = stale
        .iter()
        .filter(|table| is_blessed(&args.lang, table))
        .count();
    output::tell(format_args!("texts recorded as still right: {count}"));
    Ok(true)
}
