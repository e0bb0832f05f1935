//! Lines and columns of many places of one text, without reading what stands before each of them.

use std::ops::Range;

/// Of the characters before a place only those in its block are counted one by one.
const BLOCK: usize = 256;

/// The lines of a text.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each block.
    before: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let behind = text.match_indices('\n').map(|(end, _)| end + 1);
        let blocks = text.as_bytes().chunks(BLOCK);
        let counts = blocks.scan(0, |count, block| {
            *count += characters(block);
            Some(*count)
        });
        Self {
            text,
            starts: [0].into_iter().chain(behind).collect(),
            before: [0].into_iter().chain(counts).collect(),
        }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor(offset);
        let line = self.line(offset);
        let column = self.characters_before(offset) - self.characters_before(self.starts[line]);
        (line + 1, column + 1)
    }

    /// The bytes of a span that can be shown: whole characters, and at least one if there is any.
    #[must_use]
    pub fn visible(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.floor(span.start);
        let end = self.floor(span.end).max(start);
        if end > start {
            return start..end;
        }
        let next = self.text[start..].chars().next().map_or(0, char::len_utf8);
        start..start + next
    }

    /// The bytes of the lines on which a span begins and ends, with the ends of the lines.
    #[must_use]
    pub fn around(&self, span: &Range<usize>) -> Range<usize> {
        let end = self.starts.get(self.line(span.end.max(span.start)) + 1);
        self.starts[self.line(span.start)]..end.copied().unwrap_or(self.text.len())
    }

    /// The line of a byte, from 0.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The beginning of the character at an offset, or the end of the text.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.before[block] + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in some bytes.
fn characters(bytes: &[u8]) -> usize {
    #[cfg(test)]
    tests::WORK.set(tests::WORK.get() + bytes.len());
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{BLOCK, Lines};

    std::thread_local! {
        /// The bytes that were looked at.
        pub(super) static WORK: Cell<usize> = const { Cell::new(0) };
    }

    /// What reading from the beginning says.
    fn counted(text: &str, offset: usize) -> (usize, usize) {
        let before = &text[..offset];
        let line = before.split('\n').next_back().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }

    #[test]
    fn a_place_is_where_reading_from_the_beginning_finds_it() {
        let long = "aä€😀\n".repeat(5) + &"ب€".repeat(400) + "\n\nend";
        for text in ["", "\n", "one", "one\n", &long] {
            let lines = Lines::new(text);
            for offset in (0..=text.len()).filter(|offset| text.is_char_boundary(*offset)) {
                assert_eq!(lines.position(offset), counted(text, offset), "{offset}");
            }
            assert_eq!(lines.position(usize::MAX), counted(text, text.len()));
        }
    }

    #[test]
    fn a_byte_inside_a_character_stands_where_the_character_begins() {
        let lines = Lines::new("a\n€x");
        assert_eq!(lines.position(3), (2, 1));
        assert_eq!(lines.position(4), (2, 1));
    }

    #[test]
    fn what_stands_before_a_place_is_not_read_for_each_place() {
        for text in ["word word\n".repeat(10_000), "word word ".repeat(10_000)] {
            let lines = Lines::new(&text);
            WORK.set(0);
            let places = (0..text.len()).step_by(10);
            let most = places.len() * 2 * BLOCK;
            for place in places {
                let _ = lines.position(place);
            }
            assert!(WORK.get() <= most, "{} bytes", WORK.get());
        }
    }

    #[test]
    fn the_lines_of_a_span_are_whole() {
        let text = "one\ntwo\nthree";
        let around = |span| &text[Lines::new(text).around(&span)];
        assert_eq!(around(5..6), "two\n");
        assert_eq!(around(5..9), "two\nthree");
        assert_eq!(around(3..4), "one\ntwo\n");
        assert_eq!(around(13..13), "three");
        assert_eq!(around(0..0), "one\n");
    }
}
