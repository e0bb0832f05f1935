//! The straight way through strict JSON, which most bodies are: nothing in it can mean two things.

use super::{Before, Form, Label, Scalar, Tokens, Visit};
use crate::span::Span;
use crate::work;

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

impl<V: Visit> Tokens<'_, '_, V> {
    /// Reads members and items up to the first that is not strict JSON.
    pub(super) fn strict(&mut self) {
        if !matches!(self.before, Before::Nothing) {
            return;
        }
        while self.skipped == 0
            && let Some(level) = self.innermost()
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
    #[inline]
    fn members(&mut self) -> Step {
        let text = self.text;
        let mut at = self.at;
        let step = loop {
            match byte(text, at) {
                b'"' => {}
                b',' | b' ' | b'\t' | b'\r' | b'\n' => {
                    at += 1;
                    continue;
                }
                b'}' => break Step::Moved,
                _ => break Step::Stuck,
            }
            let Some((name, value)) = name_at(text, at) else {
                break Step::Stuck;
            };
            at = value;
            let bracket = byte(text, at);
            if bracket == b'{' || (bracket == b'[' && self.is_list(at)) {
                self.at = at;
                self.open_named(bracket, name);
                return Step::Moved;
            }
            match value_at(text, at) {
                Some((value, end)) if value.is_text() || ends_member(text, end) => {
                    at = end;
                    self.visit.member(name, value);
                }
                _ => {
                    self.before = Before::Name(name);
                    break Step::Stuck;
                }
            }
        };
        self.at = at;
        if step == Step::Moved {
            self.at += 1;
            self.visit.close();
        }
        step
    }

    /// Reads the items of the innermost list.
    fn items(&mut self) -> Step {
        loop {
            let step = match self.byte(self.at) {
                b'{' if self.begins_item() => {
                    let index = self.innermost().map_or(0, |level| level.index);
                    self.open(b'{', Label::Index(index), None);
                    Step::Moved
                }
                b',' => self.separate(),
                b' ' | b'\t' | b'\r' | b'\n' => self.skip(),
                b']' if self.is_list_open() => self.end(),
                b'{' => Step::Stuck,
                _ => self.list_item(),
            };
            if step != Step::Read {
                return step;
            }
        }
    }

    fn is_list_open(&self) -> bool {
        self.innermost().is_some_and(|level| level.bracket == b'[')
    }

    #[inline]
    fn skip(&mut self) -> Step {
        self.at += 1;
        Step::Read
    }

    #[inline]
    fn separate(&mut self) -> Step {
        self.at += 1;
        if let Some(level) = self.visit.innermost() {
            level.index += 1;
        }
        Step::Read
    }

    fn end(&mut self) -> Step {
        self.at += 1;
        self.close();
        Step::Moved
    }

    /// Whether a value can stand here: nothing was cut off before it.
    fn begins_item(&self) -> bool {
        let before = self.text.get(..self.at).unwrap_or_default();
        matches!(before.trim_ascii_end().last(), Some(b'[' | b','))
    }

    /// A text, word or list in a list.
    fn list_item(&mut self) -> Step {
        if !self.begins_item() {
            return Step::Stuck;
        }
        let at = self.at;
        if self.byte(at) == b'[' {
            let is_list = matches!(self.byte(self.after_space(at + 1)), b'{' | b'[' | b'"');
            // A list in a list, but not a name of PHP's dumps.
            if !is_list || self.is_dump_name(at) {
                return Step::Stuck;
            }
            self.open_child(b'[');
            return Step::Moved;
        }
        let Some((value, end)) = value_at(self.text, at) else {
            return Step::Stuck;
        };
        if !matches!(self.byte(self.after_space(end)), b',' | b']') {
            return Step::Stuck;
        }
        let index = self.innermost().map_or(0, |level| level.index);
        self.at = end;
        self.visit.item(index, value);
        Step::Read
    }

    /// Whether a bracket opens a list of JSON, and not `[Object]` of JavaScript or `["name"] =>` of PHP.
    #[inline]
    fn is_list(&self, at: usize) -> bool {
        match self.byte(at + 1) {
            b'{' | b'[' | b']' => true,
            next => !next.is_ascii_uppercase() && !self.is_dump_name(at),
        }
    }
}

#[inline]
fn byte(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or_default()
}

#[inline]
fn after_space(text: &[u8], mut at: usize) -> usize {
    while matches!(byte(text, at), b' ' | b'\t' | b'\r' | b'\n') {
        at += 1;
    }
    at
}

/// The name whose quote is at a byte, and where its value begins.
#[inline]
fn name_at(text: &[u8], at: usize) -> Option<(Span, usize)> {
    let end = string_end(text, at + 1)?;
    let colon = after_space(text, end + 1);
    let is_name = byte(text, colon) == b':' && byte(text, colon + 1) != b'>';
    is_name.then(|| (Span::new(at + 1, end), after_space(text, colon + 1)))
}

/// The text or word at a byte, and where it ends.
#[inline]
fn value_at(text: &[u8], at: usize) -> Option<(Scalar, usize)> {
    let (form, start, end, after) = match byte(text, at) {
        b'"' => {
            let end = string_end(text, at + 1)?;
            (Form::Quoted, at + 1, end, end + 1)
        }
        b'0'..=b'9' | b'-' | b'a'..=b'z' => {
            let end = word_end(text, at);
            (Form::Bare, at, end, end)
        }
        _ => return None,
    };
    let span = Span::new(start, end);
    Some((Scalar { span, form }, after))
}

/// Whether a word without quotes is over.
#[inline]
fn ends_member(text: &[u8], at: usize) -> bool {
    matches!(byte(text, after_space(text, at)), b',' | b'}')
}

#[inline]
fn word_end(text: &[u8], mut at: usize) -> usize {
    while matches!(byte(text, at), b'0'..=b'9' | b'a'..=b'z' | b'.' | b'-' | b'+' | b'E') {
        at += 1;
    }
    at
}

/// The closing quote of a string on one line.
///
/// Eight bytes at a time, because most strings are too short for a call, and a loop over their bytes ends where no
/// processor expects it.
#[inline]
pub(super) fn string_end(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let rest = text.get(at..)?;
        let word = match rest.first_chunk() {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => last_word(rest),
        };
        let stops = stops(word);
        work::count(8);
        if stops == 0 {
            at += 8;
            continue;
        }
        at += stops.trailing_zeros() as usize / 8;
        match byte(text, at) {
            b'"' => return Some(at),
            b'\\' => at += 2,
            b'\n' => return None,
            _ => at += 1,
        }
    }
}

/// One byte, eight times.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Marks the bytes of a word that are a quote, a backslash or a control character; above the first mark there may be
/// wrong ones.
const fn stops(word: u64) -> u64 {
    // The quote is the only one of `!"#` that this moves below `!`.
    let quotes_and_controls = (word ^ eight(2)).wrapping_sub(eight(b'!'));
    let backslashes = (word ^ eight(b'\\')).wrapping_sub(eight(1));
    (quotes_and_controls | backslashes) & !word & eight(0x80)
}

/// The last bytes of a text, with spaces up to eight.
#[cold]
fn last_word(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(eight(b' '), |word, byte| word << 8 | u64::from(*byte))
}
