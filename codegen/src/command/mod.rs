//! The command line of the generator, one file per subcommand.

mod add_language;
mod bless;
mod fmt;
mod generate;
mod lint;
mod new;
mod show;
mod status;

use std::env;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use waba_errors_codegen::model::Model;
use waba_errors_codegen::{
    Checked, Diagnostic, Format, Key, Scope, Source, Translation, check, has_errors, load, render,
};

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

#[derive(Debug, Subcommand)]
enum Command {
    /// Put every data file into canonical form
    Fmt(fmt::Fmt),
    /// Show how far the translations are
    Status(status::Status),
    /// Record that translations are still right although English has changed
    Bless(bless::Bless),
    /// Show an entry in all languages
    Show(show::Show),
    /// Write the frame of a new entry
    New(new::New),
    /// Add a language
    AddLanguage(add_language::AddLanguage),
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
    let project = &args.project;
    match &args.command {
        None => generate::run(&args.generate, project),
        Some(Command::Fmt(args)) => fmt::run(args, project),
        Some(Command::Status(args)) => status::run(args, project),
        Some(Command::Bless(args)) => bless::run(args, project),
        Some(Command::Show(args)) => show::run(args, project),
        Some(Command::New(args)) => new::run(args, project),
        Some(Command::AddLanguage(args)) => add_language::run(args, project),
        Some(Command::Lint(args)) => Ok(lint::run(args, project)),
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
        self.report(&source, &checked.diagnostics);
        (!has_errors(&checked.diagnostics)).then_some((source, checked))
    }

    /// As [`Self::checked`], but silent about warnings.
    fn accepted(&self) -> Option<(Source, Checked)> {
        let source = load(&near(&self.data()));
        let checked = check(&source, Scope::Project);
        if has_errors(&checked.diagnostics) {
            self.report(&source, &checked.diagnostics);
            return None;
        }
        Some((source, checked))
    }

    fn report(&self, source: &Source, diagnostics: &[Diagnostic]) {
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

/// The translations into one language, or into all.
fn select<'a>(checked: &'a Checked, tag: Option<&str>) -> io::Result<Vec<&'a Translation>> {
    let all = || checked.translations.iter();
    let Some(tag) = tag else {
        return Ok(all().collect());
    };
    let found: Vec<_> = all().filter(|translation| translation.tag == tag).collect();
    if found.is_empty() {
        let known: Vec<_> = all().map(|translation| translation.tag.as_str()).collect();
        let known = known.join(", ");
        return Err(invalid(format!(
            "there is no translation `{tag}`; use one of {known}"
        )));
    }
    Ok(found)
}

/// The table that a person means by a code, by a pair in either spelling, by a name, or by the table itself.
fn entry_key(model: &Model, text: &str) -> Option<String> {
    let key = Key::parse(&text.replace('/', "_"));
    let mut entries = model.entries.iter();
    let entry = entries
        .find(|entry| Some(&entry.key) == key.as_ref() || entry.name.eq_ignore_ascii_case(text));
    let is_table = |text: &&str| {
        model
            .texts
            .iter()
            .any(|texts| texts.words.contains_key(*text))
    };
    entry
        .map(|entry| entry.key.to_string())
        .or_else(|| Some(text).filter(is_table).map(str::to_owned))
}

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
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
