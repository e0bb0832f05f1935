//! CSV as RFC 4180 describes it: a header, CR LF at line ends, quotes where they are needed.

use std::io;

use csv::{Terminator, WriterBuilder};
use serde::Serialize;

/// Writes a header, then the rows.
pub(crate) fn render(
    header: &[impl AsRef<[u8]>],
    rows: impl Iterator<Item = impl Serialize>,
) -> io::Result<String> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .has_headers(false)
        .from_writer(Vec::new());
    writer.write_record(header).map_err(io::Error::other)?;
    for row in rows {
        writer.serialize(row).map_err(io::Error::other)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
