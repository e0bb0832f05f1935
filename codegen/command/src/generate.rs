//! Without a subcommand: write the generated files, or compare them.

use std::fs;
use std::io;
use std::path::Path;

use waba_errors_codegen::{
    Checked, Difference, Drift, LOCK, Output, REVISIONS, Role, Scope, Source, State, compare, emit,
    lock, readme, revisions, write,
};

use crate::output;
use crate::project::{Project, invalid, near};

/// The page whose counts and sample come from the data.
pub(crate) const README: &str = "README.md";

#[derive(Debug, Default, clap::Args)]
pub(crate) struct Generate {
    /// Write nothing; fail if a generated file is not what the data says
    #[arg(long)]
    check: bool,

    /// With --check: what is not up to date in a translation fails too, as a release demands
    #[arg(long, requires = "check")]
    release: bool,
}

pub(crate) fn run(args: &Generate, project: &Project) -> io::Result<bool> {
    if project.scope() == Scope::Own {
        return Err(invalid(
            "a build script compiles your own data, with `waba_errors_codegen::Build`; \
             `cargo codegen lint --data DIR` checks it"
                .to_owned(),
        ));
    }
    let Some((source, checked)) = project.checked()? else {
        return Ok(false);
    };
    let root = project.root();
    let outputs = outputs(project, &source, &checked);
    if args.check {
        let complete = !args.release || is_complete(&checked);
        return Ok(verify(args.release, &root, &outputs)? && complete);
    }
    tell(write(&root, &outputs)?);
    Ok(true)
}

/// Writes what belongs to data that is checked already.
pub(crate) fn put(project: &Project, source: &Source, checked: &Checked) -> io::Result<()> {
    tell(write(&project.root(), &outputs(project, source, checked))?);
    Ok(())
}

fn tell(written: Vec<String>) {
    for path in written {
        output::tell(format_args!("wrote {path}"));
    }
}

/// What the generator writes: the tables, and what it records beside the data.
pub(crate) fn outputs(project: &Project, source: &Source, checked: &Checked) -> Vec<Output> {
    let data = near(&project.data());
    let of_data = |name: &str, contents: String, drift: Drift| Output {
        path: below(&data.join(name), &near(&project.root())),
        contents,
        drift,
    };
    let mut files = source.files.iter();
    let recorded = files.find(|file| file.role == Role::Revisions);
    let recorded = recorded.map(|file| revisions(&file.text, &checked.model));
    let lock = lock(&checked.translations, |_, _| false);
    let mut outputs = emit(&checked.model);
    outputs.push(of_data(LOCK, lock, Drift::Warning));
    outputs.extend(recorded.map(|recorded| of_data(REVISIONS, recorded, Drift::Fault)));
    let page = fs::read_to_string(project.root().join(README));
    outputs.extend(page.map(|page| Output {
        path: README.to_owned(),
        contents: readme(&page, &checked.model),
        drift: Drift::Fault,
    }));
    outputs
}

/// A path below the project's folder, if it lies there.
fn below(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// Whether nothing is missing or stale in any language that is no draft; reports the others.
pub(crate) fn is_complete(checked: &Checked) -> bool {
    let drafts = checked
        .model
        .languages
        .iter()
        .filter(|language| language.draft);
    let drafts: Vec<_> = drafts.map(|language| &language.tag).collect();
    let mut complete = true;
    for translation in &checked.translations {
        let open = translation
            .words
            .iter()
            .filter(|words| words.state != State::Complete);
        let count = open.count();
        if count > 0 && !drafts.contains(&&translation.tag) {
            let tag = &translation.tag;
            output::tell(format_args!(
                "error: texts of `{tag}` that are missing or stale: {count}"
            ));
            output::tell(format_args!(
                "help: `cargo codegen status --lang {tag}` lists them"
            ));
            complete = false;
        }
    }
    complete
}

pub(crate) fn verify(release: bool, root: &Path, outputs: &[Output]) -> io::Result<bool> {
    let mut fresh = true;
    for difference in compare(root, outputs)? {
        let fails = release || difference.drift == Drift::Fault;
        fresh &= !fails;
        output::tell(format_args!("{}", describe(&difference, fails)));
    }
    if !fresh {
        output::tell("help: run `cargo codegen` and commit what it writes");
    }
    Ok(fresh)
}

fn describe(difference: &Difference, fails: bool) -> String {
    let level = if fails { "error" } else { "warning" };
    let path = &difference.path;
    match difference.line {
        0 => format!("{level}: {path} is missing, or the data no longer asks for it"),
        line => format!("{level}: {path}:{line} is not what the data says"),
    }
}
