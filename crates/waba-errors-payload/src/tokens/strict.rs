//! The straight way through strict JSON, which most bodies are: nothing in it can mean two things.

use super::{Before, Form, Label, Scalar, Tokens, Visit};
use crate::span::Span;

/// One byte, eight times.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Marks the bytes of a word that equal a byte; above the first mark there may be wrong ones.
const fn marks(word: u64, byte: u8) -> u64 {
    let zero = word ^ eight(byte);
    zero.wrapping_sub(eight(1)) & !zero & eight(0x80)
}

impl<V: Visit> Tokens<'_, V> {
    /// Reads members and items up to the first that is not strict JSON.
    pub(super) fn strict(&mut self) {
        while let Some(level) = self.levels.last_mut()
            && matches!(level.before, Before::Nothing)
            && self.skipped == 0
        {
            let is_object = level.bracket == b'{';
            let is_read = match self.text.get(self.at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => {
                    self.at += 1;
                    true
                }
                Some(b',') => {
                    self.at += 1;
                    level.index += 1;
                    true
                }
                Some(b'"') if is_object => self.member(),
                Some(b'}') if is_object => self.end(),
                Some(b']') if level.bracket == b'[' => self.end(),
                Some(b'{') if level.bracket == b'[' => self.opens_item(),
                Some(_) if level.bracket == b'[' => self.item(),
                _ => false,
            };
            if !is_read {
                return;
            }
        }
    }

    fn end(&mut self) -> bool {
        self.at += 1;
        self.close();
        self.comma_after();
        true
    }

    /// Opens an object of a list, if a value can stand here: nothing was cut off before it.
    fn opens_item(&mut self) -> bool {
        let can_stand = self.begins_item();
        if can_stand {
            self.open_child(b'{');
        }
        can_stand
    }

    fn begins_item(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        matches!(before.trim_ascii_end().last(), Some(b'[' | b','))
    }

    /// A text, word or list in a list.
    fn item(&mut self) -> bool {
        if !self.begins_item() {
            return false;
        }
        let (span, form, end, has_bracket) = match self.byte(self.at) {
            b'"' => match self.string_end::<true>(self.at + 1) {
                Some((end, bracket)) => {
                    (Span::new(self.at + 1, end), Form::Quoted, end + 1, bracket)
                }
                None => return false,
            },
            b'0'..=b'9' | b'-' | b'n' | b't' | b'f' => {
                let end = self.json_word_end(self.at);
                (Span::new(self.at, end), Form::Bare, end, false)
            }
            b'[' if matches!(self.byte(self.after_space(self.at + 1)), b'{' | b'[' | b'"') => {
                // A list in a list, but not a name of PHP's dumps.
                if self.is_dump_name(self.at) {
                    return false;
                }
                self.open_child(b'[');
                return true;
            }
            _ => return false,
        };
        if !matches!(self.byte(self.after_space(end)), b',' | b']') {
            return false;
        }
        let index = self.levels.last().map_or(0, |level| level.index);
        self.at = end;
        self.visit.value(
            Label::Index(index),
            Scalar {
                span,
                form,
                has_bracket,
            },
        );
        true
    }

    /// A name with its value.
    fn member(&mut self) -> bool {
        let start = self.at + 1;
        let Some((end, _)) = self.string_end::<false>(start) else {
            return false;
        };
        let mut value = end + 1;
        if self.byte(value) != b':' {
            value = self.after_space(value);
        }
        if self.byte(value) != b':' || self.byte(value + 1) == b'>' {
            return false;
        }
        let name = Span::new(start, end);
        self.at = value + 1;
        if matches!(self.byte(self.at), b' ' | b'\n' | b'\r' | b'\t') {
            self.at = self.after_space(self.at);
        }
        let is_read = match self.byte(self.at) {
            b'"' => self.text_value(name),
            b'0'..=b'9' | b'-' | b'a'..=b'z' => self.word_value(name),
            b'{' => {
                self.open_named(b'{', name);
                return true;
            }
            b'[' if !self.is_dump_name(self.at) && !self.begins_word(self.at + 1) => {
                self.open_named(b'[', name);
                return true;
            }
            _ => false,
        };
        if is_read {
            self.comma_after();
        } else if let Some(level) = self.levels.last_mut() {
            level.before = Before::Name(name);
        }
        is_read
    }

    /// The comma that most values have behind them.
    #[inline]
    fn comma_after(&mut self) {
        if self.byte(self.at) == b','
            && let Some(level) = self.levels.last_mut()
        {
            self.at += 1;
            level.index += 1;
        }
    }

    #[inline]
    fn text_value(&mut self, name: Span) -> bool {
        let start = self.at + 1;
        let Some((end, has_bracket)) = self.string_end::<true>(start) else {
            return false;
        };
        self.at = end + 1;
        self.visit.value(
            Label::Name(name),
            Scalar {
                span: Span::new(start, end),
                form: Form::Quoted,
                has_bracket,
            },
        );
        true
    }

    #[inline]
    fn word_value(&mut self, name: Span) -> bool {
        let end = self.json_word_end(self.at);
        if !matches!(self.byte(self.after_space(end)), b',' | b'}') {
            return false;
        }
        let span = Span::new(self.at, end);
        self.at = end;
        self.visit.value(
            Label::Name(name),
            Scalar {
                span,
                form: Form::Bare,
                has_bracket: false,
            },
        );
        true
    }

    #[inline]
    fn json_word_end(&self, at: usize) -> usize {
        let rest = self.from(at);
        let is_part =
            |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'.' | b'-' | b'+' | b'E');
        at + rest
            .iter()
            .position(|byte| !is_part(byte))
            .unwrap_or(rest.len())
    }

    /// Whether a capital begins here, as in `[Object]` of JavaScript.
    fn begins_word(&self, at: usize) -> bool {
        self.byte(at).is_ascii_uppercase()
    }

    /// The closing quote of a string on one line, and whether a bracket may stand in it.
    ///
    /// Eight bytes at a time, because most strings are too short for a call, and a loop over their bytes ends where no
    /// processor expects it.
    #[inline]
    pub(super) fn string_end<const BRACKETS: bool>(&self, start: usize) -> Option<(usize, bool)> {
        let mut at = start;
        let mut brackets = 0;
        loop {
            let rest = self.text.get(at..)?;
            let word = rest
                .first_chunk::<8>()
                .map_or_else(|| last_word(rest), |chunk| u64::from_le_bytes(*chunk));
            if BRACKETS {
                // `[` and `{` differ in one bit.
                brackets |= marks(word | eight(0x20), b'{');
            }
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

/// The last bytes of a text, with spaces up to eight.
#[cold]
fn last_word(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(eight(b' '), |word, byte| word << 8 | u64::from(*byte))
}
