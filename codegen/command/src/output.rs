//! What the commands say: to people on standard error, to programs on standard output.

use std::fmt::Display;
use std::io::{self, Write};

use waba_errors_codegen::hides;

/// Writes to standard output. A reader that has enough, such as `head`, does not change how a command ends.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("cannot write to standard output: {error}");
            Err(io::Error::new(error.kind(), message))
        }
        _ => Ok(()),
    }
}

/// Says something on standard error. Where that fails, nobody can be told, and the exit status has to do.
pub(crate) fn tell(message: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{}", harmless(&message.to_string()));
}

/// A text with everything escaped that could steer a terminal or stay unseen: arguments and names of files come from
/// outside.
pub(crate) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && hides(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}
