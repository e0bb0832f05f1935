//! Tokens of JSON, and of what people and other languages make of it.

use memchr::{memchr, memchr2, memchr3, memmem, memrchr};

use super::{Before, Frame, Reader, Scalar, Span};
use crate::slot::{Role, is_error};

/// Bytes that end a word without quotes. The last two may begin a space or a typographic quote.
const ENDS_WORD: [bool; 256] = table(b" \t\r\n,;:={}[]()\"'`\\\xc2\xe2");
const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

/// A line's end and the indentation of the next.
const LONGEST_JOINT: usize = 256;

/// A longer comment is taken for something else, such as the end of a path.
const LONGEST_COMMENT: usize = 4 * 1024;

impl Reader<'_> {
    /// Whether a bracket belongs to `array(`, `Array (` or `Object (` of PHP.
    pub(super) fn is_array_word(&self, at: usize) -> bool {
        // Dumps are indented.
        let before = self
            .input
            .get(at.saturating_sub(256)..at)
            .unwrap_or_default()
            .trim_ascii_end();
        ["array", "object"].iter().any(|word| {
            let end = before
                .len()
                .checked_sub(word.len())
                .and_then(|at| before.get(at..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
        })
    }

    pub(super) fn token(&mut self) {
        match self.byte(self.at) {
            b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
            b'"' => {
                if !self.joint() {
                    self.string(b'"');
                }
            }
            b'\'' => self.string(b'\''),
            b'`' => self.string(b'`'),
            b'{' | b'[' | b'(' => self.bracket(),
            b'}' | b']' | b')' => self.closing(),
            b',' | b';' => {
                self.at += 1;
                self.comma();
            }
            b':' | b'=' => self.separator(),
            b'\\' => self.escape(),
            b'/' if matches!(self.byte(self.at + 1), b'/' | b'*') => self.comment(),
            b'#' if self.is_comment_mark() => self.comment(),
            0xc2 if self.byte(self.at + 1) == 0xa0 => self.at += 2,
            0xe2 if self.byte(self.at + 1) == 0x80 => self.typographic(),
            _ => self.word(),
        }
    }

    fn typographic(&mut self) {
        match self.byte(self.at + 2) {
            // “ ” ‘ ’
            0x98 | 0x99 | 0x9c | 0x9d => {
                let start = self.at + 3;
                let mut end = start;
                loop {
                    let Some(at) = memchr(0xe2, self.input.get(end..).unwrap_or_default()) else {
                        self.at = start;
                        return;
                    };
                    end += at;
                    if self.byte(end + 1) == 0x80 && matches!(self.byte(end + 2), 0x98..=0x9d) {
                        break;
                    }
                    end += 1;
                    if end - start > 4096 {
                        self.at = start;
                        return;
                    }
                }
                self.at = end + 3;
                self.scalar(Scalar {
                    span: (start, end),
                    quoted: true,
                });
            }
            // Zero-width and narrow spaces.
            0x8b | 0x8c | 0x8d | 0xaf => self.at += 3,
            _ => self.word(),
        }
    }

    /// A quote or a line end that is itself escaped: a body inside a string of which the start is not there.
    fn escape(&mut self) {
        let quote = self.byte(self.at + 1);
        if !matches!(quote, b'"' | b'\'') {
            self.at += 2;
            return;
        }
        let start = self.at + 2;
        let mut at = start;
        let (end, next) = loop {
            let rest = self.input.get(at..).unwrap_or_default();
            let Some(found) = memchr2(b'\\', b'\n', rest) else {
                break (self.input.len(), self.input.len());
            };
            at += found;
            match (self.byte(at), self.byte(at + 1)) {
                (b'\n', _) => break (at, at),
                (_, next) if next == quote => break (at, at + 2),
                (_, b'\\') => at += 3,
                _ => at += 2,
            }
        };
        self.at = next;
        self.scalar(Scalar {
            span: (start, end),
            quoted: true,
        });
    }

    /// Passes over the joint of two literals of a program: `"` at the end of a line, `+ "` on the next.
    fn joint(&mut self) -> bool {
        let rest = self.input.get(self.at + 1..).unwrap_or_default();
        let near = rest.get(..LONGEST_JOINT).unwrap_or(rest);
        let Some(line) = memchr(b'\n', near) else {
            return false;
        };
        let (end, next) = near.split_at(line);
        // A quote shows that the marks stand in a string, as in `"//example.com",`.
        let comment = memmem::find(end, b"//").filter(|_| memchr(b'"', end).is_none());
        let end = comment
            .and_then(|comment| end.get(..comment))
            .unwrap_or(end);
        let begin = next
            .iter()
            .position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'+' | b'.'));
        let begin = begin.filter(|begin| next.get(*begin) == Some(&b'"'));
        match (end.trim_ascii(), begin) {
            (b"" | b"+" | b"." | b"\\", Some(begin)) => {
                self.at += 1 + line + begin + 1;
                true
            }
            _ => false,
        }
    }

    fn string(&mut self, quote: u8) {
        let start = self.at + 1;
        let mut at = start;
        let mut line_end = None;
        let mut vain = *self.vain(quote);
        let end = loop {
            let rest = self.input.get(at..).unwrap_or_default();
            let Some(found) = memchr3(quote, b'\\', b'\n', rest) else {
                vain = self.input.len();
                break None;
            };
            at += found;
            match self.byte(at) {
                b'\\' => at = (at + 2).min(self.input.len()),
                b'\n' => {
                    line_end.get_or_insert(at);
                    if at < vain {
                        break None;
                    }
                    at += 1;
                }
                _ if quote == b'\'' && self.is_apostrophe(at) => at += 1,
                _ => break Some(at),
            }
        };
        let (end, next) = match (end, line_end) {
            (Some(end), Some(line)) if quote != b'`' && !self.ends_value(end + 1) => {
                vain = end;
                (line, line)
            }
            (Some(end), _) => (end, end + 1),
            (None, line) => {
                let end = line.unwrap_or(self.input.len());
                (end, end)
            }
        };
        *self.vain(quote) = vain;
        self.at = next;
        self.scalar(Scalar {
            span: (start, end),
            quoted: true,
        });
    }

    /// How far the end of such a string was searched on other lines in vain: no line is searched twice.
    fn vain(&mut self, quote: u8) -> &mut usize {
        let [double, single, back] = &mut self.vain;
        match quote {
            b'"' => double,
            b'\'' => single,
            _ => back,
        }
    }

    fn is_apostrophe(&self, at: usize) -> bool {
        self.byte(at + 1).is_ascii_alphabetic() && at > 0 && self.byte(at - 1).is_ascii_alphabetic()
    }

    /// Whether what follows a quote shows that it closes a string.
    fn ends_value(&self, at: usize) -> bool {
        let rest = self.input.get(at..).unwrap_or_default();
        let next = rest.iter().find(|byte| !byte.is_ascii_whitespace());
        matches!(
            next,
            None | Some(b',' | b':' | b'}' | b']' | b')' | b'=' | b';')
        )
    }

    fn is_comment_mark(&self) -> bool {
        matches!(self.byte(self.at + 1), b' ' | b'\t') && self.begins_line()
    }

    fn begins_line(&self) -> bool {
        let start = self.at.saturating_sub(256);
        let before = self.input.get(start..self.at).unwrap_or_default();
        let line = memrchr(b'\n', before).map_or(0, |at| at + 1);
        before
            .get(line..)
            .unwrap_or_default()
            .iter()
            .all(u8::is_ascii_whitespace)
    }

    /// Passes over a comment; of a body that is commented out line by line, only over the mark.
    fn comment(&mut self) {
        let rest = self.rest();
        if rest.starts_with(b"/*") {
            let near = rest.get(..LONGEST_COMMENT).unwrap_or(rest);
            self.at += memmem::find(near, b"*/").map_or(2, |end| end + 2);
            return;
        }
        let is_address = self.at > 0 && self.byte(self.at - 1) == b':';
        if is_address {
            self.at += 2;
            return;
        }
        let mark = rest
            .iter()
            .take_while(|byte| matches!(byte, b'/' | b'#'))
            .count();
        let content = rest
            .iter()
            .skip(mark)
            .find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        let is_body =
            self.begins_line() && matches!(content, Some(b'"' | b'\'' | b'{' | b'}' | b'[' | b']'));
        self.at += if is_body {
            mark
        } else {
            memchr(b'\n', rest).unwrap_or(rest.len())
        };
    }

    /// A number, a constant, a name without quotes or text.
    fn word(&mut self) {
        let start = self.at;
        let end = self.word_end(start);
        if end == start {
            self.at += 1;
            return;
        }
        let Some(frame) = self.frames.last() else {
            return;
        };
        // `array(5)`, `string(38)`, `int(190)`, `Some(463)`, and the names of types.
        let next = self.byte(end);
        if next == b'(' {
            self.call((start, end));
        } else if frame.has_name() {
            self.at = end;
            if self.is_type_name(end) {
                return;
            }
            let end = self.words_end(end);
            self.at = end;
            self.scalar(Scalar {
                span: (start, end),
                quoted: false,
            });
        } else {
            self.at = end;
            self.scalar(Scalar {
                span: (start, end),
                quoted: false,
            });
        }
    }

    pub(super) fn word_end(&self, start: usize) -> usize {
        let rest = self.input.get(start..).unwrap_or_default();
        let first = match rest {
            [0xc2, 0xa0, ..] | [0xe2, 0x80, ..] => return start,
            [0xc2 | 0xe2, ..] => 1,
            _ => 0,
        };
        let mut end = start + first;
        loop {
            let rest = self.input.get(end..).unwrap_or_default();
            end += rest
                .iter()
                .position(|byte| ENDS_WORD[usize::from(*byte)])
                .unwrap_or(rest.len());
            if self.byte(end) != b'\'' || !self.is_apostrophe(end) {
                return end;
            }
            end += 1;
        }
    }

    /// Whether a bracket follows a word: `inner: Inner {`.
    fn is_type_name(&self, end: usize) -> bool {
        let next = self.after_space(end);
        match self.byte(next) {
            b'{' => true,
            b'(' => self.is_array_word(next),
            b'[' => self.annotation_end(next).is_some() || self.is_array_word(next),
            _ => false,
        }
    }

    /// The end of `[AxiosHeaders]` or `[Object: null prototype]` in front of an object, as JavaScript prints it.
    fn annotation_end(&self, at: usize) -> Option<usize> {
        let rest = self.input.get(at + 1..)?;
        let end = memchr(b']', rest.get(..48).unwrap_or(rest))?;
        let is_words =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b':' | b'_');
        let end_at = at + 1 + end + 1;
        let is_annotation =
            rest.get(..end)?.iter().all(is_words) && self.byte(self.after_space(end_at)) == b'{';
        is_annotation.then_some(end_at)
    }

    pub(super) fn after_space(&self, at: usize) -> usize {
        let rest = self.input.get(at..).unwrap_or_default();
        at + rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count()
    }

    /// A value of several words without quotes ends with its line, a comma, or before the name of the next field.
    fn words_end(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            let rest = self.input.get(end..).unwrap_or_default();
            let gap = rest
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
            let next = self.word_end(end + gap);
            if gap == 0 || next == end + gap || matches!(self.byte(next), b':' | b'=') {
                return end;
            }
            // A comment, not a word.
            if matches!(
                self.bytes((end + gap, next)),
                [b'/', b'/' | b'*', ..] | [b'#']
            ) {
                return end;
            }
            end = next;
        }
    }

    /// A word with a bracket: a type with its size is passed over, a wrapper gives its content, a record is opened.
    fn call(&mut self, word: Span) {
        let inner = word.1 + 1;
        let content_end = self.word_end(inner);
        let name = self.bytes(word);
        if self.byte(content_end) == b')' {
            let is_size = ["array", "string", "object"]
                .iter()
                .any(|kind| name.eq_ignore_ascii_case(kind.as_bytes()));
            self.at = content_end + 1;
            if is_size {
                // `object(stdClass)#3 (2) {`
                while matches!(self.byte(self.at), b'#' | b'0'..=b'9' | b' ' | b'(' | b')') {
                    self.at += 1;
                }
            } else {
                self.scalar(Scalar {
                    span: (inner, content_end),
                    quoted: false,
                });
            }
            return;
        }
        // `String("Message undeliverable")` of Rust, `AnyHashable("code")` of Swift.
        if self.byte(inner) == b'"'
            && !is_error(name)
            && let Some((end, _)) = self.string_end(inner + 1)
            && self.byte(end + 1) == b')'
        {
            self.at = end + 2;
            self.scalar(Scalar {
                span: (inner + 1, end),
                quoted: true,
            });
            return;
        }
        self.at = word.1;
        let depth = self.frames.len();
        self.open_child(b'(');
        if let Some(frame) = self.frames.get_mut(depth)
            && is_error(name)
        {
            frame.role = Role::Error;
        }
    }

    /// A bare bracket is text in front of a word and otherwise opens an object or a list.
    fn bracket(&mut self) {
        let bracket = self.byte(self.at);
        if bracket == b'[' && self.php_name() {
            return;
        }
        let named = self.frames.last().is_some_and(Frame::has_name);
        if bracket == b'['
            && named
            && let Some(end) = self.annotation_end(self.at)
        {
            self.at = end;
            return;
        }
        // `message=(#100) Invalid parameter`
        if bracket == b'('
            && named
            && self.byte(self.at + 1) == b'#'
            && !self.is_array_word(self.at)
        {
            let start = self.at;
            self.at += bare_end(self.rest());
            self.scalar(Scalar {
                span: (start, self.at),
                quoted: false,
            });
            return;
        }
        if self.is_cut_before() {
            while !self.frames.is_empty() {
                self.close();
            }
            self.skipped = 0;
            return;
        }
        self.open_child(bracket);
    }

    /// `["code"]=>` of PHP's `var_dump`, `[code] =>` of its `print_r`.
    fn php_name(&mut self) -> bool {
        let rest = self.input.get(self.at + 1..).unwrap_or_default();
        let rest = rest.get(..80).unwrap_or(rest);
        let Some(end) = memchr(b']', rest) else {
            return false;
        };
        let is_name =
            rest.get(..end).unwrap_or_default().iter().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'"' | b'_' | b':' | b'-')
            });
        let arrow = rest.get(end + 1..).unwrap_or_default().trim_ascii_start();
        if !is_name || !arrow.starts_with(b"=>") {
            return false;
        }
        let quote = usize::from(rest.first() == Some(&b'"'));
        let start = self.at + 1 + quote;
        let span = (start, self.at + 1 + end - quote);
        self.comma();
        self.at += 1 + end + 1;
        self.at += self
            .rest()
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count()
            + 2;
        if let Some(frame) = self.frames.last_mut()
            && self.skipped == 0
        {
            frame.before = Before::Name(span);
        }
        if quote == 0 {
            self.php_line();
        }
        true
    }

    /// The value of several words that `print_r` puts on a line of its own.
    fn php_line(&mut self) {
        let rest = self.rest();
        let near = rest.get(..LONGEST_COMMENT).unwrap_or(rest);
        let Some(line) = memchr(b'\n', near).and_then(|end| near.get(..end)) else {
            return;
        };
        let value = line.trim_ascii();
        let is_text = value.contains(&b' ')
            && value.first().is_some_and(u8::is_ascii_alphabetic)
            && !value.ends_with(b" Object")
            && memmem::find(value, b"=>").is_none()
            && memmem::find(value, b"\\n").is_none();
        if is_text {
            let start = self.at + (line.len() - line.trim_ascii_start().len());
            self.at += line.len();
            self.scalar(Scalar {
                span: (start, start + value.len()),
                quoted: false,
            });
        }
    }

    /// Whether an object begins where none can: the one before was cut off.
    fn is_cut_before(&self) -> bool {
        let Some(frame) = self.frames.last() else {
            return false;
        };
        if self.byte(self.at) != b'{'
            || frame.has_name()
            || matches!(frame.before, Before::Pending(scalar) if scalar.quoted)
        {
            return false;
        }
        let before = self.input.get(frame.start..self.at).unwrap_or_default();
        let gap = before.len() - before.trim_ascii_end().len();
        let after_line = before
            .get(before.len() - gap..)
            .is_some_and(|gap| gap.contains(&b'\n'));
        if self.skipped > 0 {
            return after_line;
        }
        match frame.bracket {
            b'{' => matches!(frame.before, Before::Nothing) || after_line,
            _ => {
                after_line
                    && !matches!(
                        before.trim_ascii_end().last(),
                        Some(b'[' | b'(' | b',' | b':' | b'>' | b'=')
                    )
            }
        }
    }

    /// Closes what a bracket closes, and whatever was left open inside.
    fn closing(&mut self) {
        let bracket = match self.byte(self.at) {
            b'}' => b'{',
            b']' => b'[',
            _ => b'(',
        };
        self.at += 1;
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if bracket == b'(' {
            if self
                .frames
                .last()
                .is_some_and(|frame| frame.bracket == b'(')
            {
                self.close();
            }
            return;
        }
        let Some(depth) = self
            .frames
            .iter()
            .rposition(|frame| frame.bracket == bracket)
        else {
            return;
        };
        while self.frames.len() > depth {
            self.close();
        }
    }

    fn comma(&mut self) {
        self.flush();
        if let Some(frame) = self.frames.last_mut()
            && self.skipped == 0
        {
            frame.index += 1;
            frame.before = Before::Nothing;
        }
    }

    /// `:`, `=`, `=>`, and the colon of a Ruby symbol or a Clojure keyword.
    fn separator(&mut self) {
        self.at += 1;
        if let Some(name) = self.keyword() {
            self.at = name.1;
            if let Some(frame) = self.frames.last_mut() {
                frame.before = Before::Name(name);
            }
            return;
        }
        if self.byte(self.at) == b'>' {
            self.at += 1;
        }
        self.name_pending();
    }

    /// `code` of `{:code 190}`, which is a name without another separator.
    fn keyword(&self) -> Option<Span> {
        let frame = self.frames.last()?;
        let is_first = frame.bracket == b'{' && matches!(frame.before, Before::Nothing);
        if !is_first || self.skipped > 0 || !self.byte(self.at).is_ascii_alphabetic() {
            return None;
        }
        let end = self.word_end(self.at);
        let value = self.after_space(end);
        let is_name = value > end && !matches!(self.byte(value), b'=' | b':' | b',' | b'}' | 0);
        is_name.then_some((self.at, end))
    }

    #[inline]
    fn name_pending(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && let Before::Pending(scalar) = frame.before
        {
            frame.before = Before::Name(scalar.span);
        }
    }

    #[inline]
    fn scalar(&mut self, scalar: Scalar) {
        if self.skipped > 0 {
            return;
        }
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if let Before::Name(name) = frame.before {
            frame.before = Before::Nothing;
            self.value(name, scalar.span, scalar.quoted, true);
        } else {
            self.flush();
            if let Some(frame) = self.frames.last_mut() {
                frame.before = Before::Pending(scalar);
            }
        }
    }
}

/// The end of a text without quotes: a mark, the end of the line, or where ` Code:131030` of Go begins.
fn bare_end(text: &[u8]) -> usize {
    let is_end = |at: usize, byte: &u8| match byte {
        b'\n' | b',' | b'}' | b']' => true,
        b' ' => begins_field(text.get(at + 1..).unwrap_or_default()),
        _ => false,
    };
    let end = text
        .iter()
        .enumerate()
        .position(|(at, byte)| is_end(at, byte));
    end.unwrap_or(text.len())
}

fn begins_field(text: &[u8]) -> bool {
    let name = text
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    name > 0
        && matches!(
            text.get(name..),
            Some([b':', value, ..]) if !value.is_ascii_whitespace() && !matches!(value, b',' | b'}' | b']')
        )
}
