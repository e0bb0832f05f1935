//! Input of any size in records, with bounded memory.

use std::io::{self, Read};

use memchr::{memchr, memrchr, memrchr_iter};

use crate::encoding::{self, Encoding, Text};
use crate::sentence::TableHead;
use crate::span::Span;

const FIRST_BUFFER: usize = 256 << 10;
/// How much of a line shows whether it continues the one before.
const AHEAD: usize = 64;
/// The head of an HTTP answer has fewer lines, and is shorter.
const LONGEST_HEAD: usize = 16 << 10;
/// So many bytes show whether it is UTF-16.
const MARK: usize = 4;
/// Objects of a list stand this close together.
const SEAM: usize = 256;
/// Longer records are cut. A body of several lines is never that long, and a list of bodies has seams.
const LONGEST_RECORD: usize = 1 << 20;
/// So much of a table is a record.
const LONGEST_TABLE: usize = 64 << 10;
/// Longer rows end a table.
const LONGEST_ROW: usize = 4 << 10;
/// Longer lines are cut.
const LONGEST_LINE: usize = 16 << 20;

/// Cuts an input into records: bodies and log lines, each with the lines that continue it.
///
/// Two lines belong together if the first leaves something open at its end, or the second begins as none does that stands
/// for itself. One broken line holds at most the next one. Rows belong to the head of their table; a long table comes in
/// several records, each of which begins with the head. Reads UTF-16 too, and gives it as UTF-8.
///
/// ```
/// use waba_errors_payload::{read, records};
///
/// let log = b"{\"error\":{\"code\":131047}}\n{\n  \"error\": {\"code\": 131026}\n}\n";
/// let mut records = records(&log[..]);
/// let mut codes = Vec::new();
/// while let Some(record) = records.next_record()? {
///     codes.extend(read(record.bytes()).iter().map(|found| found.number()));
/// }
/// assert_eq!(codes, [131047, 131026]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn records<R: Read>(input: R) -> Records<R> {
    Records::new(input, Unit::Record)
}

/// Cuts an input into its lines, each with its end. Their bytes are those of the input, whatever its encoding.
///
/// ```
/// let mut lines = waba_errors_payload::lines(&b"a\r\n\nb"[..]);
/// assert_eq!(lines.next_record()?.unwrap().bytes(), b"a\r\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn lines<R: Read>(input: R) -> Records<R> {
    Records::new(input, Unit::Line)
}

/// What a piece of an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Line,
    Record,
}

impl Unit {
    const fn limit(self) -> usize {
        match self {
            Self::Line => LONGEST_LINE,
            Self::Record => LONGEST_RECORD,
        }
    }
}

/// A piece of an input.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    bytes: &'a [u8],
    whole: bool,
}

impl<'a> Record<'a> {
    /// Its bytes, with the end of its line.
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// False for a part of something that is longer than the limit: a record of 1 MiB, a line of 16 MiB.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }
}

/// An input that is read piece by piece: see [`records`] and [`lines`].
#[derive(Debug)]
pub struct Records<R> {
    input: R,
    unit: Unit,
    buffer: Vec<u8>,
    /// What was read and not yet given out.
    start: usize,
    end: usize,
    /// Where the line begins that is searched, and up to where no piece ends.
    line: usize,
    searched: usize,
    /// Where the next piece ends, if that is known.
    boundary: Option<usize>,
    at_end: bool,
    /// Why the input ended where it did.
    failed: Option<io::Error>,
    /// The last piece was cut off the one that follows.
    cut: bool,
    /// What is known of the head of an HTTP answer at the start.
    head: Head,
    table: Option<Table>,
    wide: Wide,
}

/// A table whose rows are read.
#[derive(Debug)]
struct Table {
    head: TableHead,
    line: Vec<u8>,
    /// The last record was cut between two rows.
    is_cut: bool,
}

/// Whether the piece begins with the head of an HTTP answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    Unknown,
    None,
    /// Its headers go on.
    Open,
    /// Its empty line was read; the body follows.
    Ended,
}

/// An input that may be in UTF-16.
#[derive(Debug, Default)]
struct Wide {
    /// Once that is known.
    encoding: Option<Encoding>,
    /// Bytes that wait for more: of a character, or of what shows the encoding.
    rest: Vec<u8>,
}

impl<R: Read> Records<R> {
    fn new(input: R, unit: Unit) -> Self {
        Self {
            input,
            unit,
            buffer: vec![0; FIRST_BUFFER],
            start: 0,
            end: 0,
            line: 0,
            searched: 0,
            boundary: None,
            at_end: false,
            failed: None,
            cut: false,
            head: Head::Unknown,
            table: None,
            wide: Wide::default(),
        }
    }

    /// Whether the next piece is there without reading on.
    pub fn is_buffered(&mut self) -> bool {
        if self.boundary.is_none() {
            self.repeat_table_head();
            self.boundary = self.search();
        }
        self.boundary.is_some()
    }

    /// Puts the head of a table that was cut before its further rows, over the end of what was given out.
    fn repeat_table_head(&mut self) {
        let Some(table) = self.table.as_mut().filter(|table| table.is_cut) else {
            return;
        };
        table.is_cut = false;
        if let Some(start) = self.start.checked_sub(table.line.len())
            && let Some(room) = self.buffer.get_mut(start..self.start)
        {
            room.copy_from_slice(&table.line);
            self.start = start;
        }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// If the input cannot be read; what was read before is given out first.
    pub fn next_record(&mut self) -> io::Result<Option<Record<'_>>> {
        while !self.is_buffered() {
            if self.end - self.start >= self.unit.limit() {
                let cut = self.seam().unwrap_or(self.end);
                self.table = None;
                return Ok(Some(self.take(cut, true)));
            }
            if self.at_end {
                if self.end > self.start {
                    return Ok(Some(self.take(self.end, false)));
                }
                return self.failed.take().map_or(Ok(None), Err);
            }
            self.fill();
        }
        let end = self.boundary.take().unwrap_or(self.end);
        Ok(Some(self.take(end, false)))
    }

    fn take(&mut self, end: usize, cut: bool) -> Record<'_> {
        let start = self.start;
        self.start = end;
        self.line = end;
        self.searched = end;
        self.head = Head::Unknown;
        let whole = !cut && !self.cut;
        self.cut = cut;
        Record {
            bytes: self.buffer.get(start..end).unwrap_or_default(),
            whole,
        }
    }

    fn search(&mut self) -> Option<usize> {
        while let Some(newline) = memchr(b'\n', self.buffer.get(self.searched..self.end)?) {
            let after = self.searched + newline + 1;
            if self.unit == Unit::Line {
                return Some(after);
            }
            let next = self.buffer.get(after..self.end)?;
            // How the next line begins decides, and of a table the whole line.
            let is_row_seen = || next.len() >= LONGEST_ROW || memchr(b'\n', next).is_some();
            let is_seen = next.len() >= AHEAD && (self.table.is_none() || is_row_seen());
            if !self.at_end && !is_seen {
                self.searched = after - 1;
                return None;
            }
            let record = self.buffer.get(self.start..after)?;
            let line = self.buffer.get(self.line..after)?;
            self.line = after;
            self.searched = after;
            self.head = self.head.after(record.len(), line);
            if self.table.is_none() {
                self.table = TableHead::of(line).map(|head| Table {
                    head,
                    line: line.to_vec(),
                    is_cut: false,
                });
            }
            let is_row = self.table.as_ref().is_some_and(|table| {
                let near = next.get(..LONGEST_ROW).unwrap_or(next);
                let row = memchr(b'\n', near).unwrap_or(next.len());
                row <= LONGEST_ROW && table.head.has_row(next.get(..row).unwrap_or_default())
            });
            let next = next.get(..AHEAD).unwrap_or(next);
            let belongs = matches!(self.head, Head::Open | Head::Ended) || continues(record, next);
            if self.head == Head::Ended && !is_blank(next) {
                self.head = Head::None;
            }
            if next.is_empty() || (belongs && !is_row) {
                continue;
            }
            if !is_row {
                self.table = None;
                return Some(after);
            }
            if record.len() >= LONGEST_TABLE
                && let Some(table) = &mut self.table
            {
                table.is_cut = true;
                return Some(after);
            }
        }
        self.searched = self.end;
        None
    }

    /// The best place to cut a record that is too long: between two objects of a list, of the outermost list in sight.
    /// Dumps without braces are cut between two lines, so that no code is cut in two.
    fn seam(&self) -> Option<usize> {
        if self.unit == Unit::Line {
            return None;
        }
        let half = self.start.midpoint(self.end);
        let text = self.buffer.get(half..self.end)?;
        let seams = memrchr_iter(b'}', text).filter_map(|brace| {
            let after = text.get(brace + 1..)?;
            let is_empty = |byte: &u8| *byte == b',' || byte.is_ascii_whitespace();
            let gap = after.iter().take(SEAM).position(|byte| !is_empty(byte))?;
            (after.get(gap) == Some(&b'{')).then_some((gap, brace + 1))
        });
        // The less indentation, the further out; of equal ones the last.
        let seam = seams.min_by_key(|(gap, _)| *gap);
        seam.map(|(gap, at)| at + gap)
            .or_else(|| Some(memrchr(b'\n', text)? + 1))
            .map(|cut| half + cut)
    }

    fn fill(&mut self) {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.line -= self.start;
            self.searched -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize((self.end * 2).min(self.unit.limit()), 0);
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        // UTF-16 grows by half when it becomes UTF-8.
        let may_grow = self.unit == Unit::Record && self.wide.encoding != Some(Encoding::Plain);
        let most = if may_grow {
            room.len().div_ceil(2)
        } else {
            room.len()
        };
        let room = room.get_mut(..most).unwrap_or_default();
        let count = loop {
            match self.input.read(room) {
                Ok(count) => break count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failed = Some(error);
                    break 0;
                }
            }
        };
        self.at_end = count == 0;
        self.end += count;
        if self.unit == Unit::Record {
            self.decode_wide(count);
        }
    }

    /// Puts UTF-8 in the place of the UTF-16 that was just read.
    fn decode_wide(&mut self, count: usize) {
        if self.wide.encoding == Some(Encoding::Plain) {
            return;
        }
        let from = self.end - count;
        let mut bytes = std::mem::take(&mut self.wide.rest);
        bytes.extend_from_slice(self.buffer.get(from..self.end).unwrap_or_default());
        self.end = from;
        if self.wide.encoding.is_none() && (bytes.len() >= MARK || self.at_end) {
            let (encoding, mark) = encoding::of_input(&bytes).unwrap_or((Encoding::Plain, 0));
            self.wide.encoding = Some(encoding);
            bytes.drain(..mark);
        }
        if !self.at_end {
            self.wide.rest = bytes.split_off(whole(self.wide.encoding, &bytes));
        }
        let encoding = self.wide.encoding.unwrap_or(Encoding::Plain);
        let text = Text::decode(encoding, &bytes, 0, Span::new(0, bytes.len()));
        self.end += text.bytes.len();
        if self.buffer.len() < self.end {
            self.buffer.resize(self.end, 0);
        }
        if let Some(room) = self.buffer.get_mut(from..self.end) {
            room.copy_from_slice(&text.bytes);
        }
    }
}

/// How many bytes need not wait for more. A pair of surrogates must not be torn: its first half waits.
fn whole(encoding: Option<Encoding>, bytes: &[u8]) -> usize {
    let high = match encoding {
        None => return 0,
        Some(Encoding::WideLittle) => 1,
        Some(Encoding::WideBig) => 0,
        Some(_) => return bytes.len(),
    };
    let units = bytes.chunks_exact(2);
    let is_torn = matches!(units.clone().last(), Some(unit) if matches!(unit[high], 0xd8..=0xdb));
    2 * (units.len() - usize::from(is_torn))
}

impl Head {
    /// What is known when another line has been read of a record, which is so long.
    fn after(self, record: usize, line: &[u8]) -> Self {
        let last = line.strip_prefix(b"<").unwrap_or(line).trim_ascii();
        match self {
            Self::Unknown if last.starts_with(b"HTTP/") => Self::Open,
            Self::Open | Self::Ended if last.is_empty() => Self::Ended,
            Self::Open if record < LONGEST_HEAD && is_header(last) => Self::Open,
            _ => Self::None,
        }
    }
}

fn is_header(line: &[u8]) -> bool {
    let name = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .count();
    name > 0 && line.get(name) == Some(&b':')
}

fn is_blank(line: &[u8]) -> bool {
    matches!(line, [b'\n', ..] | [b'\r', b'\n', ..])
}

/// Whether a line, of which the first [`AHEAD`] bytes are here, belongs to the text before it.
fn continues(before: &[u8], line: &[u8]) -> bool {
    let begins_inside = matches!(
        line.first(),
        Some(b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']' | b')' | b',' | b'>')
    );
    if begins_inside || line.starts_with(b"+ \"") || begins_with_name(line) {
        return true;
    }
    match before.trim_ascii_end() {
        [.., b'[' | b'('] | [.., b'}' | b']', b','] => true,
        // An object on one line is no part of an object over several lines, but the next record after a broken one.
        [.., b'{' | b',' | b':'] | [.., b'=', b'>'] => !matches!(line, [b'{', b'"' | b'\'', ..]),
        // PHP's dumps.
        before => before.ends_with(b"Array") || before.ends_with(b"Object"),
    }
}

/// Whether a line begins with the name of a field in quotes, or in the brackets of PHP's dumps.
fn begins_with_name(line: &[u8]) -> bool {
    let (rest, ends): (_, [&[u8]; 2]) = match line {
        [b'[', b'"', rest @ ..] => (rest, [b"\"]=>", b"\"] =>"]),
        [b'[', rest @ ..] => (rest, [b"]=>", b"] =>"]),
        [b'"', rest @ ..] => (rest, [b"\":", b"\" =>"]),
        [b'\'', rest @ ..] => (rest, [b"':", b"' =>"]),
        _ => return false,
    };
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let name = rest.iter().take_while(|byte| is_name(byte));
    let after = rest.get(name.count()..).unwrap_or_default();
    ends.iter().any(|end| after.starts_with(end))
}
