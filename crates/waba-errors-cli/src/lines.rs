//! Input of any size in pieces, with bounded memory.

use std::io::{self, Read};

use memchr::{memchr_iter, memrchr, memrchr_iter};

const FIRST_BUFFER: usize = 256 << 10;
/// How much of a line shows whether it continues the one before.
const AHEAD: usize = 64;
/// The head of an HTTP answer is shorter.
const LONGEST_HEAD: usize = 16 << 10;
/// Objects of a list stand this close together.
const SEAM: usize = 256;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A line with its end.
    Line,
    /// A line with the lines that continue it. Two lines belong together if the first leaves something open at its end,
    /// or the second begins as none does that stands for itself. One broken line holds at most the next one.
    Record,
}

impl Unit {
    /// Longer pieces are cut. A body of several lines is never that long, and a list of bodies has seams.
    pub(crate) const fn limit(self) -> usize {
        match self {
            Self::Line => 16 << 20,
            Self::Record => 1 << 20,
        }
    }
}

/// A piece of the input.
pub(crate) struct Piece<'a> {
    pub(crate) bytes: &'a [u8],
    /// False for a part of something longer than the limit.
    pub(crate) whole: bool,
}

/// Reads an input piece by piece.
pub(crate) struct Pieces<R> {
    reader: R,
    unit: Unit,
    buffer: Vec<u8>,
    /// What was read and not yet given out.
    start: usize,
    end: usize,
    /// Up to here no piece ends.
    searched: usize,
    /// Where the next piece ends, if that is known.
    boundary: Option<usize>,
    at_end: bool,
    /// The last piece was cut off the one that follows.
    cut: bool,
}

impl<R: Read> Pieces<R> {
    pub(crate) fn new(reader: R, unit: Unit) -> Self {
        Self {
            reader,
            unit,
            buffer: vec![0; FIRST_BUFFER],
            start: 0,
            end: 0,
            searched: 0,
            boundary: None,
            at_end: false,
            cut: false,
        }
    }

    /// Whether the next piece is there without reading on.
    pub(crate) fn is_buffered(&mut self) -> bool {
        if self.boundary.is_none() {
            self.boundary = self.search();
        }
        self.boundary.is_some()
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Piece<'_>>> {
        while !self.is_buffered() {
            if self.end - self.start >= self.unit.limit() {
                let cut = self.seam().unwrap_or(self.end);
                return Ok(Some(self.take(cut, true)));
            }
            if self.at_end {
                let rest = self.end > self.start;
                return Ok(rest.then(|| self.take(self.end, false)));
            }
            self.fill()?;
        }
        let end = self.boundary.take().unwrap_or(self.end);
        Ok(Some(self.take(end, false)))
    }

    fn take(&mut self, end: usize, cut: bool) -> Piece<'_> {
        let start = self.start;
        self.start = end;
        self.searched = end;
        let whole = !cut && !self.cut;
        self.cut = cut;
        Piece {
            bytes: self.buffer.get(start..end).unwrap_or_default(),
            whole,
        }
    }

    fn search(&mut self) -> Option<usize> {
        let unread = self.buffer.get(self.searched..self.end)?;
        for newline in memchr_iter(b'\n', unread) {
            let after = self.searched + newline + 1;
            if self.unit == Unit::Line {
                return Some(after);
            }
            let next = self.buffer.get(after..self.end)?;
            if next.len() < AHEAD && !self.at_end {
                // How the next line begins decides.
                self.searched = after - 1;
                return None;
            }
            let line = self.buffer.get(self.start..after)?;
            let next = next.get(..AHEAD).unwrap_or(next);
            if !next.is_empty() && !continues(line, next) {
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

    fn fill(&mut self) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.searched -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            self.buffer.resize((self.end * 2).min(self.unit.limit()), 0);
        }
        let room = self.buffer.get_mut(self.end..).unwrap_or_default();
        let count = loop {
            match self.reader.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        self.end += count;
        self.at_end = count == 0;
        Ok(())
    }
}

/// Whether a line, of which the first [`AHEAD`] bytes are here, belongs to the text before it.
fn continues(before: &[u8], line: &[u8]) -> bool {
    let begins_inside = matches!(
        line.first(),
        Some(b' ' | b'\t' | b'\r' | b'\n' | b'}' | b']' | b')' | b',' | b'>')
    );
    if begins_inside || line.starts_with(b"+ \"") || begins_with_name(line) || is_head(before) {
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

/// Whether a record is the head of an HTTP answer, up to the empty line before its body.
fn is_head(record: &[u8]) -> bool {
    if !record.starts_with(b"HTTP/") || record.len() > LONGEST_HEAD {
        return false;
    }
    let mut lines = record.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let lines_to_body = lines.position(<[u8]>::is_empty);
    lines_to_body.is_none_or(|_| lines.all(<[u8]>::is_empty))
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

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{Pieces, Unit};

    /// Gives one byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let len = buffer.len().min(1);
            self.0.read(&mut buffer[..len])
        }
    }

    fn split(reader: impl Read, unit: Unit) -> Vec<(Vec<u8>, bool)> {
        let mut pieces = Pieces::new(reader, unit);
        let mut all = Vec::new();
        while let Some(piece) = pieces.next().ok().flatten() {
            all.push((piece.bytes.to_vec(), piece.whole));
        }
        all
    }

    #[track_caller]
    fn splits(input: &str, unit: Unit, expected: &[&str]) {
        for pieces in [
            split(input.as_bytes(), unit),
            split(Slow(input.as_bytes()), unit),
        ] {
            let texts: Vec<_> = pieces
                .iter()
                .map(|(bytes, _)| String::from_utf8_lossy(bytes))
                .collect();
            assert_eq!(texts, expected);
            assert!(pieces.iter().all(|(_, whole)| *whole));
        }
    }

    #[test]
    fn lines_keep_their_ends() {
        splits("a\r\n\nb", Unit::Line, &["a\r\n", "\n", "b"]);
        splits("", Unit::Line, &[]);
        splits("\n", Unit::Line, &["\n"]);
    }

    #[test]
    fn a_body_over_several_lines_is_one_record() {
        splits(
            "{\n  \"a\": 1\n}\n{\n\t\"b\": 2\n}\nplain\nplain\n",
            Unit::Record,
            &[
                "{\n  \"a\": 1\n}\n",
                "{\n\t\"b\": 2\n}\n",
                "plain\n",
                "plain\n",
            ],
        );
    }

    #[test]
    fn a_body_without_indentation_is_one_record_too() {
        for body in [
            "{\n\"a\": [\n1,\n2\n],\r\n\"b\": 3\n}\n",
            "{\n\"a\": 1 // what\n\"b\": 2\n}\n",
            "Array\n(\n[a] => 1\n[b] => 2\n)\n",
            "array(1) {\n[\"a\"]=>\nint(1)\n[\"b\"]=>\nint(2)\n}\n",
            "[\n{\"a\":1},\n{\"b\":2}\n]\n",
        ] {
            let two = format!("{body}{body}");
            splits(&two, Unit::Record, &[body, body]);
        }
    }

    #[test]
    fn the_head_of_an_http_answer_belongs_to_its_body() {
        let answer = "HTTP/2 400\r\ndate: today\r\n\r\n{\"a\":1}\r\n";
        let two = format!("{answer}{answer}");
        splits(&two, Unit::Record, &[answer, answer]);
    }

    #[test]
    fn a_line_that_is_cut_off_is_a_record_of_its_own() {
        splits(
            "{\"a\":\n{\"b\":1,\n{\"c\":{\n{\"d\":\"x\n{\"e\":1}\n[2026-01-01] x\n",
            Unit::Record,
            &[
                "{\"a\":\n",
                "{\"b\":1,\n",
                "{\"c\":{\n",
                "{\"d\":\"x\n",
                "{\"e\":1}\n",
                "[2026-01-01] x\n",
            ],
        );
    }

    #[test]
    fn what_is_too_long_comes_in_parts() {
        let limit = Unit::Line.limit();
        let mut input = vec![b'x'; limit + 10];
        input.extend(b"\nshort\n");
        let pieces = split(&input[..], Unit::Line);
        let sizes: Vec<_> = pieces
            .iter()
            .map(|(bytes, whole)| (bytes.len(), *whole))
            .collect();
        assert_eq!(sizes, [(limit, false), (11, false), (6, true)]);
    }
}
