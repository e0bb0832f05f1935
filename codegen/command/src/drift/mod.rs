//! Compares saved copies of the platform's page of error codes with the data.
//!
//! The modules import one another one way: `cell`, `table`, `difference`; `mend`, `html`, `markdown`, `page`; `settings`, `rows`,
//! `compare`, `tell`.

mod cell;
mod compare;
mod difference;
mod html;
mod markdown;
mod mend;
mod page;
mod rows;
mod settings;
mod table;
mod tell;

use std::io;
use std::path::PathBuf;

use waba_errors_codegen::replace;

use crate::output;
use crate::project::Project;
use compare::compare;
use settings::Settings;

#[derive(Debug, clap::Args)]
pub(crate) struct Drift {
    /// Saved copies of the page, HTML or Markdown; together they are one page
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,

    /// Record the differences in data/drift.toml as looked at and found to be nothing
    #[arg(long)]
    accept: bool,
}

pub(crate) fn run(args: &Drift, project: &Project) -> io::Result<bool> {
    let Some((source, checked)) = project.accepted()? else {
        return Ok(false);
    };
    let path = project.data().join("drift.toml");
    let settings = Settings::read(&path, &checked.model)?;
    let mut rows = Vec::new();
    for page in &args.pages {
        rows.extend(
            rows::of(&page::tables(page)?, &settings).map_err(|error| page::named(page, &error))?,
        );
    }
    let mut report = compare(&rows, &settings, &checked.model);
    if args.accept {
        let count = report.differences.len();
        let today = source
            .today
            .ok_or_else(|| io::Error::other("no clock tells the day"))?;
        replace(
            &path,
            &settings.accept(report.differences.drain(..), &today),
        )?;
        output::tell(format_args!(
            "differences recorded in data/drift.toml: {count}; give each its reason there"
        ));
        return Ok(true);
    }
    tell::tell(&report, project.style())?;
    Ok(report.differences.is_empty())
}
