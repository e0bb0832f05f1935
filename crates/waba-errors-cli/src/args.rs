//! The command line; the comments of its parts are the help that people read.

#![allow(clippy::doc_markdown)]

use std::env;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use waba_errors::{Category, Lang};
use waba_errors_explain::{View, harmless};
use waba_errors_payload::Certainty;

use crate::facts::Filters;

/// Explains the error codes of the WhatsApp Business Platform: what happened, why, what to do.
///
/// Codes are explained, and files or standard input are read, with or without a subcommand.
#[derive(Debug, Parser)]
#[command(
    name = "waba-errors",
    version,
    max_term_width = 100,
    args_conflicts_with_subcommands = true
)]
#[command(after_help = "\
Examples:
  waba-errors 131047
  waba-errors 190/463 RateLimitHit --lang de
  curl ... | waba-errors
  waba-errors response.json --lang ar
  waba-errors search \"token expired\"
  waba-errors summary log.ndjson

Exit status: 0 found, 1 nothing found or unknown code, 2 wrong usage, or something cannot be read or written.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[command(flatten)]
    pub(crate) direct: Direct,
}

/// The command line without a subcommand.
#[derive(Debug, clap::Args)]
pub(crate) struct Direct {
    /// Codes to explain, or files to read; standard input if there are none, or for -
    #[arg(value_name = "CODE|FILE")]
    pub(crate) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) output: Output<Format>,

    #[command(flatten)]
    pub(crate) least: Least,

    #[command(flatten)]
    pub(crate) order: Order,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Explain(Explain),
    Read(Read),
    Annotate(Annotate),
    Summary(Summary),
    List(List),
    Search(Search),
    Export(Export),
    Completions(Completions),
    Man(Man),
}

/// Explain error codes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors explain 131047
  waba-errors explain 190/463 RateLimitHit --lang de
  waba-errors explain 131026 --lang ar --format markdown

Exit status: 0 all codes are known, 1 a code is unknown, 2 wrong usage, or the output cannot be written.")]
pub(crate) struct Explain {
    /// A code (131047), a code and its error_subcode (190/463), a name (RateLimitHit) or a title in quotes
    #[arg(required = true, value_name = "CODE")]
    pub(crate) codes: Vec<String>,

    #[command(flatten)]
    pub(crate) output: Output<Document>,

    #[command(flatten)]
    pub(crate) order: Order,
}

/// Find and explain the errors in anything that carries them: bodies, webhooks, log lines, dumps
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors read response.json
  curl ... | waba-errors read --lang de
  waba-errors read webhook.json app.log --format json

Files may be compressed with gzip or Zstandard. Without --least, possible codes are shown, marked as such, where \
nothing certain or likely is found.

Exit status: 0 found, 1 nothing found or only unknown codes, 2 wrong usage, or something cannot be read or written.")]
pub(crate) struct Read {
    /// Files to read; standard input if there are none, or for -
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) output: Output<Format>,

    #[command(flatten)]
    pub(crate) least: Least,

    #[command(flatten)]
    pub(crate) order: Order,
}

/// Copy NDJSON from standard input to standard output, with an explanation added to each line that carries errors
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors annotate < in.ndjson > out.ndjson
  tail -f webhooks.ndjson | waba-errors annotate --lang de | jq .waba_errors

A line with errors gets one more member, \"waba_errors\": an array as `read --format json` writes it, without what the \
line says itself. All other bytes stay as they are. Input that is compressed with gzip or Zstandard is unpacked.

A line above 16 MiB is passed on as it is. Of a line with more than 10000 errors, the first ones are explained, and \
\"waba_errors_truncated\" says so.

Exit status: 0 found, 1 nothing found, 2 wrong usage, or something cannot be read or written.")]
pub(crate) struct Annotate {
    #[command(flatten)]
    pub(crate) language: Language,

    #[command(flatten)]
    pub(crate) least: Least,
}

/// Count the errors in logs of any size: by code, category, retry advice and who can fix them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors summary webhooks.ndjson
  waba-errors summary logs/*.gz --lang de
  waba-errors summary *.log --format csv > errors.csv
  waba-errors summary app.log --by day
  waba-errors summary logs/*.gz --by day --format html > report.html

Files may be compressed with gzip or Zstandard, whatever their names. Several files are read at the same time.

With --by, an error belongs to the period of its time: the `timestamp` of its webhook, else the time of its line in a usual \
form. Times are in UTC; a time without a time zone counts as UTC, and one without a year as the last before the file was changed.

Exit status: 0 found, 1 nothing found or only unknown codes, 2 wrong usage, or something cannot be read or written.")]
pub(crate) struct Summary {
    /// Files to read; standard input if there are none, or for -
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Count by hour, day or week too (UTC): the course of each code, when it was first and last seen, and what rose
    #[arg(long, value_enum, value_name = "PERIOD")]
    pub(crate) by: Option<Period>,

    #[command(flatten)]
    pub(crate) output: Output<Table>,

    #[command(flatten)]
    pub(crate) least: Least,
}

/// List the codes of the table, one line each: code, name, title
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors list
  waba-errors list --category throttling --retry backoff --retry after
  waba-errors list --fixer business --lang ar
  waba-errors list --retired --format json

Exit status: 0 found, 1 no code matches, 2 wrong usage, or the output cannot be written.")]
pub(crate) struct List {
    /// Only codes of this category
    #[arg(long, value_name = "CATEGORY", value_parser = categories())]
    pub(crate) category: Vec<Category>,

    #[command(flatten)]
    pub(crate) facts: Filters,

    /// Only codes that the platform no longer documents or sends
    #[arg(long)]
    pub(crate) retired: bool,

    #[command(flatten)]
    pub(crate) output: Output<Format>,
}

/// Find codes by words of their texts, in all languages at once; typing errors are forgiven
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors search token expired
  waba-errors search Zugrifstoken --lang de
  waba-errors search \"انتهت صلاحية\" --lang ar
  waba-errors search 13104

Of a long text, the first 100 different words count.

Exit status: 0 found, 1 nothing found, 2 wrong usage, or the output cannot be written.")]
pub(crate) struct Search {
    /// Words of a title, a name, a description, a cause or a step; or a part of a number
    #[arg(required = true, value_name = "TEXT")]
    pub(crate) text: Vec<String>,

    /// How many codes are shown, best first
    #[arg(long, value_name = "COUNT", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) limit: u16,

    #[command(flatten)]
    pub(crate) output: Output<Format>,
}

/// Write the whole table, in all languages, for other programs and databases
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors export --format csv > waba-errors.csv
  waba-errors export --format json > waba-errors.json
  waba-errors export --schema > waba-errors.schema.json

The CSV file has a row for each code and language. The columns: docs/export.md.")]
pub(crate) struct Export {
    /// The form of the output
    #[arg(long, value_enum, required_unless_present = "schema")]
    pub(crate) format: Option<Data>,

    /// Write the JSON Schema of the JSON export instead
    #[arg(long, conflicts_with = "format")]
    pub(crate) schema: bool,
}

/// Write a script that completes this command in a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors completions bash > ~/.local/share/bash-completion/completions/waba-errors
  waba-errors completions fish > ~/.config/fish/completions/waba-errors.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// Write a manual page
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors man > waba-errors.1
  waba-errors man explain > waba-errors-explain.1")]
pub(crate) struct Man {
    /// The subcommand that the page is about [default: the command as a whole]
    pub(crate) command: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Language {
    /// The language: en, de or ar, or a locale such as de_AT [default: the language of the environment, else en]
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,
}

/// Reads the command line. Complaints about it repeat its arguments: it is read again as a terminal may show them.
pub(crate) fn parse() -> Result<Args, clap::Error> {
    Args::try_parse().map_err(|complaint| {
        let shown = env::args_os().map(|arg| harmless(&arg.to_string_lossy()).into_owned());
        Args::try_parse_from(shown).err().unwrap_or(complaint)
    })
}

impl Language {
    pub(crate) fn get(&self) -> Lang {
        self.lang.or_else(Lang::from_env).unwrap_or_default()
    }
}

/// What most commands ask about their output.
#[derive(Debug, clap::Args)]
pub(crate) struct Output<F: ValueEnum + Default + Send + Sync + 'static> {
    #[command(flatten)]
    language: Language,

    /// The form of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: F,
}

impl Output<Format> {
    pub(crate) fn into_document(self) -> Output<Document> {
        Output {
            language: self.language,
            format: match self.format {
                Format::Text => Document::Text,
                Format::Json => Document::Json,
            },
        }
    }
}

/// How much may be guessed.
#[derive(Debug, clap::Args)]
pub(crate) struct Least {
    /// How sure an error that is read must be [default: likely]
    #[arg(long, value_name = "CERTAINTY", value_parser = certainties())]
    least: Option<Certainty>,
}

impl Least {
    pub(crate) fn get(&self) -> Certainty {
        self.least.unwrap_or(Certainty::Likely)
    }

    pub(crate) fn is_given(&self) -> bool {
        self.least.is_some()
    }
}

impl<F: ValueEnum + Default + Send + Sync> Output<F> {
    pub(crate) fn lang(&self) -> Lang {
        self.language.get()
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Order {
    /// How codes are kept readable in right-to-left text
    #[arg(long, value_enum, default_value_t = Bidi::Plain)]
    bidi: Bidi,
}

impl Order {
    /// How a terminal shows texts.
    pub(crate) fn view(&self, lang: Lang) -> View {
        let isolate = self.bidi == Bidi::Isolate;
        View::new(lang).isolate(isolate).color(true)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Period {
    Hour,
    Day,
    /// From Monday
    Week,
}

impl From<Period> for waba_errors_explain::Period {
    fn from(period: Period) -> Self {
        match period {
            Period::Hour => Self::Hour,
            Period::Day => Self::Day,
            Period::Week => Self::Week,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Document {
    /// For a terminal
    #[default]
    Text,
    /// An array with everything that is known
    Json,
    /// For a ticket or a wiki
    Markdown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a program
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Table {
    /// For a terminal, with bars
    #[default]
    Text,
    /// For a spreadsheet: by, key, title, count
    Csv,
    /// For people who look: a page with charts and what to do, in one file
    Html,
    /// For a program
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Data {
    /// One document with everything; `--schema` describes it
    Json,
    /// A row for each code and language, with a header (RFC 4180)
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bidi {
    /// No control characters
    Plain,
    /// Each code in invisible direction isolates (U+2066, U+2069), for programs that honor them
    Isolate,
}

fn categories() -> impl TypedValueParser<Value = Category> {
    let known = Category::ALL
        .iter()
        .filter(|category| **category != Category::Unknown);
    PossibleValuesParser::new(known.map(|category| category.id()))
        .try_map(|id| id.parse::<Category>())
}

fn certainties() -> impl TypedValueParser<Value = Certainty> {
    PossibleValuesParser::new(Certainty::ALL.iter().rev().map(|certainty| certainty.id()))
        .try_map(|id| id.parse::<Certainty>())
}
