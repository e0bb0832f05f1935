//! The errors of an input, each with the place at which it stands.

mod json;
mod text;

use waba_errors_payload::{Found, Report};

pub use self::text::write_found;

/// An error and where it was found.
#[derive(Debug)]
pub struct Location<'a> {
    file: Option<&'a str>,
    line: usize,
    found: Found<'a>,
    /// Its input holds more than is kept.
    truncated: bool,
}

/// The errors of an input with their lines. `file` is what the input is called, if it has a name.
///
/// ```
/// use waba_errors_explain::{locations, waba_errors_payload::read};
///
/// let input = b"{\"error\":\n{\"code\":190}}";
/// let report = read(input);
/// let first = locations(Some("a.json"), input, &report).next().unwrap();
/// let json = serde_json::to_value(first.row(&first.found().entry())).unwrap();
/// assert_eq!((&json["file"], &json["line"]), (&"a.json".into(), &2.into()));
/// ```
pub fn locations<'a>(
    file: Option<&'a str>,
    input: &'a [u8],
    report: &'a Report<'a>,
) -> impl Iterator<Item = Location<'a>> {
    let mut lines = LineCounter::new(input);
    report.iter().map(move |found| Location {
        file,
        line: lines.at(found.offset()),
        found,
        truncated: report.truncated(),
    })
}

/// Counts the lines before rising offsets in one pass.
struct LineCounter<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            offset: 0,
            line: 1,
        }
    }

    fn at(&mut self, offset: usize) -> usize {
        let between = self.bytes.get(self.offset..offset).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.offset = offset;
        self.line
    }
}
