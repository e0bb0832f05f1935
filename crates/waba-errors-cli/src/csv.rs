//! CSV as RFC 4180 describes it: a header, CR LF at line ends, quotes where they are needed. No field is a formula.

use std::borrow::Cow;
use std::io;

use csv::{ByteRecord, ReaderBuilder, Terminator, WriterBuilder};
use serde::Serialize;

/// Writes a header, then the rows.
pub(crate) fn render(
    header: &[impl AsRef<[u8]>],
    rows: impl Iterator<Item = impl Serialize>,
) -> io::Result<String> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(header).map_err(io::Error::other)?;
    for row in rows {
        let fields = fields(row)?;
        let fields = fields.iter().map(harmless);
        writer.write_record(fields).map_err(io::Error::other)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// What the fields of a row are as texts.
fn fields(row: impl Serialize) -> io::Result<ByteRecord> {
    let mut writer = WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    writer.serialize(row).map_err(io::Error::other)?;
    let bytes = writer
        .into_inner()
        .map_err(|error| io::Error::other(error.to_string()))?;
    let mut record = ByteRecord::new();
    ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice())
        .read_byte_record(&mut record)
        .map_err(io::Error::other)?;
    Ok(record)
}

/// A spreadsheet computes what begins like a formula, unless an apostrophe stands before it.
fn harmless(field: &[u8]) -> Cow<'_, [u8]> {
    let is_number = || str::from_utf8(field).is_ok_and(|field| field.parse::<i128>().is_ok());
    match field.first() {
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') if !is_number() => {
            Cow::Owned([b"'", field].concat())
        }
        _ => Cow::Borrowed(field),
    }
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn no_field_is_computed_by_a_spreadsheet() {
        let rows = [
            ("=1+1", "x"),
            ("+cmd", "a=1"),
            ("-2+3", "-7"),
            ("@SUM(A1)", ""),
            ("\tx", "a, \"b\"\nc"),
        ];
        let csv = render(&["one", "two"], rows.into_iter());
        let expected = "one,two\r\n'=1+1,x\r\n'+cmd,a=1\r\n'-2+3,-7\r\n'@SUM(A1),\r\n'\tx,\"a, \"\"b\"\"\nc\"\r\n";
        assert_eq!(csv.ok().as_deref(), Some(expected));
    }
}
