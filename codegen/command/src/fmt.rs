//! Puts every data file into canonical form, or tells which one is not.

use std::io;
use std::path::Path;

use waba_errors_codegen::{Drift, load, replace};

use crate::format::format;
use crate::output;
use crate::project::{Project, near};

#[derive(Debug, clap::Args)]
pub(crate) struct Fmt {
    /// Write nothing; fail if a file is not in canonical form (a translation is only a warning)
    #[arg(long)]
    check: bool,

    /// With --check: a translation fails too, as a release demands
    #[arg(long, requires = "check")]
    release: bool,
}

pub(crate) fn run(args: &Fmt, project: &Project) -> io::Result<bool> {
    let source = load(&near(&project.data()));
    let (outputs, faults) = format(&source);
    project.report(&source, &faults)?;
    let mut passes = faults.is_empty();
    for output in outputs {
        let file = &source.files[output.file];
        if file.text == output.text {
            continue;
        }
        if !args.check {
            replace(Path::new(&file.path), &output.text)?;
            output::tell(format_args!("formatted {}", file.path));
            continue;
        }
        let fails = args.release || output.drift == Drift::Fault;
        passes &= !fails;
        let level = if fails { "error" } else { "warning" };
        let line = first_difference(&file.text, &output.text);
        output::tell(format_args!(
            "{level}: {}:{line} is not in canonical form",
            file.path
        ));
    }
    if args.check && !passes {
        output::tell("help: run `cargo codegen fmt` and commit what it writes");
    }
    Ok(passes)
}

fn first_difference(old: &str, new: &str) -> usize {
    let pairs = old.split('\n').zip(new.split('\n'));
    pairs.take_while(|(old, new)| old == new).count() + 1
}
