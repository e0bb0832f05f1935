//! Without a subcommand: write the generated files, or compare them.

use std::io;
use std::path::Path;

use waba_errors_codegen::{Difference, Drift, LOCK, Output, compare, emit, lock, write};

use super::{Project, near};

#[derive(Debug, Default, clap::Args)]
pub(super) struct Generate {
    /// Write nothing; fail if a generated file is not what the data says
    #[arg(long)]
    check: bool,

    /// With --check: a stale translation fails too, as a release demands
    #[arg(long, requires = "check")]
    release: bool,
}

pub(super) fn run(args: &Generate, project: &Project) -> io::Result<bool> {
    let Some((_, checked)) = project.checked() else {
        return Ok(false);
    };
    let root = project.root();
    let mut outputs = emit(&checked.model);
    outputs.push(Output {
        path: below(&near(&project.data()).join(LOCK), &near(&root)),
        contents: lock(&checked, |_, _| false),
        drift: Drift::Warning,
    });
    if args.check {
        return verify(args, &root, &outputs);
    }
    for path in write(&root, &outputs)? {
        eprintln!("wrote {path}");
    }
    Ok(true)
}

/// A path below the project's folder, if it lies there.
fn below(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

fn verify(args: &Generate, root: &Path, outputs: &[Output]) -> io::Result<bool> {
    let mut fresh = true;
    for difference in compare(root, outputs)? {
        let fails = args.release || difference.drift == Drift::Fault;
        fresh &= !fails;
        eprintln!("{}", describe(&difference, fails));
    }
    if !fresh {
        eprintln!("help: run `cargo codegen` and commit what it writes");
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
