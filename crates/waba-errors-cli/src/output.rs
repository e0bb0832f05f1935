//! What the commands write, and how they end.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice, StripStream};
use waba_errors::Lang;
use waba_errors_explain::labels;

/// How a command ends when nothing went wrong with its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Found,
    /// Nothing was found, or a code is unknown.
    NotFound,
    /// The command line is wrong, or something cannot be read.
    Usage,
}

impl Status {
    pub(crate) const fn found(found: bool) -> Self {
        if found { Self::Found } else { Self::NotFound }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}

/// Writes to standard output, without colors where nobody sees them.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says something on standard error. Where that fails, nobody can be told, and the exit status has to do.
pub(crate) fn tell(message: impl Display) {
    let _ = writeln!(anstream::stderr().lock(), "{message}");
}

/// An output for what is written piece by piece; to be flushed at the end.
pub(crate) fn buffered<W: Write>(out: W) -> BufWriter<W> {
    BufWriter::with_capacity(64 << 10, out)
}

/// Standard output for a long page, without colors where nobody sees them. What takes colors out writes piece by piece.
pub(crate) fn page() -> Box<dyn Write> {
    let out = io::stdout();
    match AutoStream::choice(&out) {
        ColorChoice::Never => {
            let out: Box<dyn Write> = Box::new(buffered(out.lock()));
            Box::new(StripStream::new(out))
        }
        _ => Box::new(buffered(anstream::stdout().lock())),
    }
}

/// Prints what clap says instead of running a command: help, the version, or what is wrong with the command line.
pub(crate) fn answer(answer: &clap::Error) -> io::Result<Status> {
    let text = answer.render().ansi().to_string();
    if answer.use_stderr() {
        tell(text.trim_end());
        return Ok(Status::Usage);
    }
    print(&text)?;
    Ok(Status::Found)
}

/// Says on standard error that the input holds more than the output; `is_told` if the output says it too, which is
/// enough on a terminal.
pub(crate) fn warn_truncated(lang: Lang, is_told: bool) {
    if !is_told || !io::stdout().is_terminal() {
        tell(labels(lang).truncated);
    }
}
