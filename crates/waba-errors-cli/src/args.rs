//! The command line; the comments of its parts are the help that people read.

#![allow(clippy::doc_markdown)]

use clap::{Parser, Subcommand, ValueEnum};
use waba_errors::Lang;

/// Explains the error codes of the WhatsApp Business Platform: what happened, why, what to do.
#[derive(Debug, Parser)]
#[command(name = "waba-errors", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Explain(Explain),
}

/// Explain error codes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  waba-errors explain 131047
  waba-errors explain 190/463 RateLimitHit --lang de
  waba-errors explain 131026 --lang ar --format markdown

Exit status: 0 all codes are known, 1 a code is unknown, 2 wrong usage.")]
pub(crate) struct Explain {
    /// A code (131047), a code and its error_subcode (190/463), a name (RateLimitHit) or a title in quotes
    #[arg(required = true, value_name = "CODE")]
    pub(crate) codes: Vec<String>,

    /// The language: en, de or ar, or a locale such as de_AT [default: the language of the environment, else en]
    #[arg(long, value_name = "LANG")]
    lang: Option<Lang>,

    /// How the explanation is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// How text with codes in a right-to-left language is kept in order
    #[arg(long, value_enum, default_value_t = Bidi::Plain)]
    pub(crate) bidi: Bidi,
}

impl Explain {
    pub(crate) fn lang(&self) -> Lang {
        self.lang.or_else(Lang::from_env).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// An array with everything that is known
    Json,
    /// For a ticket or a wiki
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bidi {
    /// No control characters
    Plain,
    /// Each code in invisible direction isolates (U+2066, U+2069), for programs that honor them
    Isolate,
}
