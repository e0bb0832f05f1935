//! Writes the site: a page for each entry and category in each language, its Markdown twin, a map for search engines and
//! an index for language models. No page needs a script.
//!
//! The same data gives the same bytes, and all links between pages are relative, so that a site works in any folder and from a
//! disk.

#![forbid(unsafe_code)]

mod address;
mod article;
mod files;
mod frame;
mod lists;
mod text;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Writes a page for each code and language.
#[derive(Parser)]
struct Args {
    /// The folder to write to. It is made if it does not exist; files of the same names are replaced.
    folder: PathBuf,
    /// The address that the folder will have, such as `https://errors.example/waba`. Without it, pages say nothing of their own
    /// address, and there is no map.
    #[arg(long, value_parser = address::base)]
    base: Option<String>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match files::write(&args.folder, args.base.as_deref()) {
        Ok(count) => {
            let _ = writeln!(io::stdout(), "{count} files in {}", args.folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}
