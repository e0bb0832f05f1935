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

/// How far a token led.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// It stands in the innermost object or list.
    Read,
    /// It opened or closed one.
    Moved,
    /// It is not strict JSON.
    Stuck,
}

impl<V: Visit> Tokens<'_, V> {
    /// Reads members and items up to the first that is not strict JSON.
    pub(super) fn strict(&mut self) {
        while let Some(level) = self.levels.last()
            && matches!(level.before, Before::Nothing)
            && self.skipped == 0
        {
            let step = if level.bracket == b'{' {
                self.members()
            } else {
                self.items()
            };
            if step == Step::Stuck {
                return;
            }
        }
    }

    /// Reads the members of the innermost object.
    fn members(&mut self) -> Step {
        loop {
            let step = match self.byte(self.at) {
                b'"' => self.member(),
                b',' => self.separate(),
                b' ' | b'\t' | b'\r' | b'\n' => self.skip(),
                b'}' => self.end(),
                _ => Step::Stuck,
            };
            if step != Step::Read {
                return step;
            }
        }
    }

    /// Reads the items of the innermost list.
    fn items(&mut self) -> Step {
        loop {
            let step = match self.byte(self.at) {
                b'{' if self.begins_item() => {
                    self.open_child(b'{');
                    Step::Moved
                }
                b',' => self.separate(),
                b' ' | b'\t' | b'\r' | b'\n' => self.skip(),
                b']' if self.is_list_open() => self.end(),
                b'{' => Step::Stuck,
                _ => self.item(),
            };
            if step != Step::Read {
                return step;
            }
        }
    }

    fn is_list_open(&self) -> bool {
        self.levels
            .last()
            .is_some_and(|level| level.bracket == b'[')
    }

    #[inline]
    fn skip(&mut self) -> Step {
        self.at += 1;
        Step::Read
    }

    #[inline]
    fn separate(&mut self) -> Step {
        self.at += 1;
        if let Some(level) = self.levels.last_mut() {
            level.index += 1;
        }
        Step::Read
    }

    fn end(&mut self) -> Step {
        self.at += 1;
        self.close();
        self.comma_after();
        Step::Moved
    }

    /// Whether a value can stand here: nothing was cut off before it.
    fn begins_item(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        matches!(before.trim_ascii_end().last(), Some(b'[' | b','))
    }

    /// A text, word or list in a list.
    fn item(&mut self) -> Step {
        if !self.begins_item() {
            return Step::Stuck;
        }
        let (span, form, end, has_bracket) = match self.byte(self.at) {
            b'"' => match self.string_end::<true>(self.at + 1) {
                Some((end, bracket)) => {
                    (Span::new(self.at + 1, end), Form::Quoted, end + 1, bracket)
                }
                None => return Step::Stuck,
            },
            b'0'..=b'9' | b'-' | b'n' | b't' | b'f' => {
                let end = self.json_word_end(self.at);
                (Span::new(self.at, end), Form::Bare, end, false)
            }
            b'[' if matches!(self.byte(self.after_space(self.at + 1)), b'{' | b'[' | b'"') => {
                // A list in a list, but not a name of PHP's dumps.
                if self.is_dump_name(self.at) {
                    return Step::Stuck;
                }
                self.open_child(b'[');
                return Step::Moved;
            }
            _ => return Step::Stuck,
        };
        if !matches!(self.byte(self.after_space(end)), b',' | b']') {
            return Step::Stuck;
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
        Step::Read
    }

    /// A name with its value.
    fn member(&mut self) -> Step {
        let start = self.at + 1;
        let Some((end, _)) = self.string_end::<false>(start) else {
            return Step::Stuck;
        };
        let mut value = end + 1;
        if self.byte(value) != b':' {
            value = self.after_space(value);
        }
        if self.byte(value) != b':' || self.byte(value + 1) == b'>' {
            return Step::Stuck;
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
                return Step::Moved;
            }
            b'[' if self.is_list(self.at) => {
                self.open_named(b'[', name);
                return Step::Moved;
            }
            _ => false,
        };
        if is_read {
            self.comma_after();
        } else if let Some(level) = self.levels.last_mut() {
            level.before = Before::Name(name);
        }
        if is_read { Step::Read } else { Step::Stuck }
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

    /// Whether a bracket opens a list of JSON, and not `[Object]` of JavaScript or `["name"] =>` of PHP.
    fn is_list(&self, at: usize) -> bool {
        match self.byte(at + 1) {
            b'{' | b'[' | b']' => true,
            next => !next.is_ascii_uppercase() && !self.is_dump_name(at),
        }
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
