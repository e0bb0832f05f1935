//! The straight way through strict JSON, which most bodies are: nothing in it can mean two things.

use super::{Before, Reader, Span};

/// One byte, eight times.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Marks the bytes of a word that equal a byte; above the first mark there may be wrong ones.
const fn marks(word: u64, byte: u8) -> u64 {
    let zero = word ^ eight(byte);
    zero.wrapping_sub(eight(1)) & !zero & eight(0x80)
}

impl Reader<'_> {
    /// Reads members and items up to the first that is not strict JSON, which is left to the lexer.
    pub(super) fn strict(&mut self) {
        while let Some(frame) = self.frames.last_mut()
            && matches!(frame.before, Before::Nothing)
            && self.skipped == 0
        {
            match self.input.get(self.at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(b',') => {
                    self.at += 1;
                    frame.index += 1;
                }
                Some(b'"') => {
                    if !self.member() {
                        return;
                    }
                }
                Some(b'}') if frame.bracket == b'{' => self.end(),
                Some(b']') if frame.bracket == b'[' => self.end(),
                Some(b'{') if frame.bracket == b'[' && self.begins_item() => {
                    self.open_child(b'{');
                }
                _ => return,
            }
        }
    }

    fn end(&mut self) {
        self.at += 1;
        self.close();
        self.comma_after();
    }

    /// Whether a value can stand here: nothing was cut off before it.
    fn begins_item(&self) -> bool {
        let before = self.input.get(..self.at).unwrap_or_default();
        matches!(before.trim_ascii_end().last(), Some(b'[' | b','))
    }

    /// A name with its value; `false` if the lexer has to go on.
    fn member(&mut self) -> bool {
        let start = self.at + 1;
        let Some((end, _)) = self.string_end(start) else {
            return false;
        };
        if self.byte(end + 1) != b':' || self.byte(end + 2) == b'>' {
            return false;
        }
        let name = (start, end);
        self.at = end + 2;
        if self.byte(self.at) == b' ' {
            self.at += 1;
        }
        let is_read = match self.byte(self.at) {
            b'"' => self.text_value(name),
            b'0'..=b'9' | b'-' | b'a'..=b'z' => self.word_value(name),
            b'{' => {
                self.open_named(b'{', name);
                return true;
            }
            b'[' if self.byte(self.after_space(self.at + 1)) == b'{' => {
                self.open_named(b'[', name);
                return true;
            }
            _ => false,
        };
        if is_read {
            self.comma_after();
        } else if let Some(frame) = self.frames.last_mut() {
            frame.before = Before::Name(name);
        }
        is_read
    }

    /// The comma that most values have behind them.
    #[inline]
    fn comma_after(&mut self) {
        if self.byte(self.at) == b','
            && let Some(frame) = self.frames.last_mut()
        {
            self.at += 1;
            frame.index += 1;
        }
    }

    fn text_value(&mut self, name: Span) -> bool {
        let start = self.at + 1;
        let Some((end, has_bracket)) = self.string_end(start) else {
            return false;
        };
        self.at = end + 1;
        self.value(name, (start, end), true, has_bracket);
        true
    }

    fn word_value(&mut self, name: Span) -> bool {
        let rest = self.rest();
        let len = rest
            .iter()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'.' | b'-'));
        let len = len.unwrap_or(rest.len());
        let next = self.byte(self.after_space(self.at + len));
        if !matches!(next, b',' | b'}' | b']') {
            return false;
        }
        let span = (self.at, self.at + len);
        self.at = span.1;
        self.value(name, span, false, false);
        true
    }

    /// The closing quote of a string on one line, and whether a bracket may stand in it.
    ///
    /// Eight bytes at a time, because most strings are too short for a call, and a loop over their bytes ends where no
    /// processor expects it.
    #[inline]
    pub(super) fn string_end(&self, start: usize) -> Option<(usize, bool)> {
        let mut brackets = 0;
        let mut at = start;
        loop {
            let rest = self.input.get(at..)?;
            let word = rest
                .first_chunk::<8>()
                .map_or_else(|| last_word(rest), |chunk| u64::from_le_bytes(*chunk));
            // `[` and `{` differ in one bit.
            brackets |= marks(word | eight(0x20), b'{');
            let stops = marks(word, b'"') | marks(word, b'\\') | marks(word, b'\n');
            if stops == 0 {
                at += 8;
                continue;
            }
            at += stops.trailing_zeros() as usize / 8;
            match self.byte(at) {
                b'"' => return Some((at, brackets != 0)),
                b'\\' => at += 2,
                _ => return None,
            }
        }
    }
}

/// The last bytes of the input, with spaces up to eight.
#[cold]
fn last_word(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(eight(b' '), |word, byte| word << 8 | u64::from(*byte))
}
