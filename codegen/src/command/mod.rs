//! The command line of the generator, one file per subcommand.

mod generate;
mod lint;

use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use waba_errors_codegen::{Checked, Format, Scope, Source, check, has_errors, load, render};

/// Compiles the error tables in `data` into Rust.
#[derive(Debug, Parser)]
#[command(
    name = "cargo codegen",
    bin_name = "cargo codegen",
    version,
    max_term_width = 100
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    generate: generate::Generate,

    #[command(flatten)]
    project: Project,
}

/// What to do; without a command: write the generated files.
#[derive(Debug, Subcommand)]
enum Command {
    Lint(lint::Lint),
}

/// Where the project is, and how its faults are written.
#[derive(Debug, clap::Args)]
pub(crate) struct Project {
    /// The project folder, which holds `data` and `crates` [default: the folder above the generator]
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,

    /// The data folder [default: ROOT/data]
    #[arg(long, value_name = "DIR", global = true)]
    data: Option<PathBuf>,

    /// How faults are written
    #[arg(long, value_enum, default_value_t = Style::Human, global = true)]
    format: Style,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Style {
    /// As rustc does
    Human,
    /// Workflow commands that annotate a pull request
    Github,
    /// A JSON array on standard output
    Json,
}

/// Runs a command; `false` means that it found faults and has reported them.
pub(crate) fn run(args: &Args) -> io::Result<bool> {
    match &args.command {
        None => generate::run(&args.generate, &args.project),
        Some(Command::Lint(lint)) => Ok(lint::run(lint, &args.project)),
    }
}

impl Project {
    fn root(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(project)
    }

    fn data(&self) -> PathBuf {
        self.data
            .clone()
            .unwrap_or_else(|| self.root().join("data"))
    }

    /// Loads and checks the data, and reports its faults; `None` if it is refused.
    fn checked(&self) -> Option<(Source, Checked)> {
        let source = load(&near(&self.data()));
        let checked = check(&source, Scope::Project);
        self.report(&source, &checked);
        (!has_errors(&checked.diagnostics)).then_some((source, checked))
    }

    fn report(&self, source: &Source, checked: &Checked) {
        let diagnostics = &checked.diagnostics;
        match self.format {
            Style::Json => print!("{}", render(source, diagnostics, Format::Json)),
            Style::Github => print!("{}", render(source, diagnostics, Format::Github)),
            Style::Human => {
                let format = if io::stderr().is_terminal() {
                    Format::Styled
                } else {
                    Format::Plain
                };
                anstream::eprint!("{}", render(source, diagnostics, format));
                summarize(diagnostics.len());
            }
        }
    }
}

fn summarize(faults: usize) {
    match faults {
        0 => {}
        1 => eprintln!("1 fault in the data"),
        _ => eprintln!("{faults} faults in the data"),
    }
}

/// The project that `cargo run` builds this from, or else the current folder.
fn project() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let root = package.as_deref().and_then(Path::parent);
    root.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// A path as people want to read it: relative if it lies below the current folder.
fn near(path: &Path) -> PathBuf {
    let current = env::current_dir().ok();
    let below = current.and_then(|current| path.strip_prefix(current).ok().map(Path::to_path_buf));
    below.unwrap_or_else(|| path.to_path_buf())
}
