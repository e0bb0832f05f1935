//! `cargo codegen`: compiles `data` into the checked-in tables, or checks that they are fresh.

#![forbid(unsafe_code)]

use std::env;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use waba_errors_codegen::{
    Difference, Drift, Format, Output, Scope, Source, check, compare, emit, has_errors, load,
    render, write,
};

/// Compiles the error tables in `data` into Rust.
#[derive(Debug, Parser)]
#[command(
    name = "cargo codegen",
    bin_name = "cargo codegen",
    version,
    max_term_width = 100
)]
struct Args {
    /// Write nothing; fail if a generated file is not what the data says
    #[arg(long)]
    check: bool,

    /// With --check: a stale translation fails too, as a release demands
    #[arg(long, requires = "check")]
    release: bool,

    /// The project folder, which holds `data` and `crates` [default: the folder above the generator]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,

    /// The data folder [default: ROOT/data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,

    /// How faults are written
    #[arg(long, value_enum, default_value_t = Style::Human)]
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

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<bool, std::io::Error> {
    let root = args.root.clone().unwrap_or_else(project);
    let data = args.data.clone().unwrap_or_else(|| root.join("data"));
    let source = load(&near(&data));
    let checked = check(&source, Scope::Project);
    report(&source, &checked.diagnostics, args.format);
    if has_errors(&checked.diagnostics) {
        return Ok(false);
    }
    let outputs = emit(&checked.model);
    if args.check {
        return verify(args, &root, &outputs);
    }
    for path in write(&root, &outputs)? {
        eprintln!("wrote {path}");
    }
    Ok(true)
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

fn report(source: &Source, diagnostics: &[waba_errors_codegen::Diagnostic], style: Style) {
    match style {
        Style::Json => print!("{}", render(source, diagnostics, Format::Json)),
        Style::Github => print!("{}", render(source, diagnostics, Format::Github)),
        Style::Human => {
            let format = if std::io::stderr().is_terminal() {
                Format::Styled
            } else {
                Format::Plain
            };
            anstream::eprint!("{}", render(source, diagnostics, format));
            summarize(diagnostics.len());
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

fn verify(args: &Args, root: &Path, outputs: &[Output]) -> Result<bool, std::io::Error> {
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
