//! What people and other languages make of JSON: dumps of Python, Ruby, PHP, JavaScript, Java, Go, Rust and Clojure,
//! comments, typographic quotes, cut text.

use memchr::memmem::find_iter;

use super::{Before, Form, NEAR, Scalar, Tokens, Visit, line, strict};
use crate::encoding;
use crate::generated::SIZES;
use crate::span::Span;
use crate::work::{self, memchr, memchr3, memmem};

/// Bytes that end a word without quotes. The last two may begin a space or a typographic quote.
const ENDS_WORD: [bool; 256] = {
    let (marks, mut table, mut at) = (b" \t\r\n,;:={}[]()\"'`\\\xc2\xe2", [false; 256], 0);
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};
/// A longer comment is taken for something else, such as the end of a path.
const LONGEST_COMMENT: usize = 4 * 1024;
/// A longer text between typographic quotes is none.
const LONGEST_QUOTE: usize = 4 * 1024;

impl<V: Visit> Tokens<'_, '_, V> {
    pub(super) fn tolerant(&mut self) {
        match self.byte(self.at) {
            b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
            quote @ (b'"' | b'\'' | b'`') => {
                if !self.continues_literal(quote) {
                    self.string(quote);
                }
            }
            b'{' | b'[' | b'(' => self.bracket(),
            b'}' | b']' | b')' => self.closing(),
            b',' | b';' => {
                self.at += 1;
                self.comma();
            }
            b':' | b'=' => self.separator(),
            b'\\' => self.at += 2,
            b'/' if matches!(self.byte(self.at + 1), b'/' | b'*') => self.comment(),
            b'#' if matches!(self.byte(self.at + 1), b' ' | b'\t') && self.begins_line(self.at) => {
                self.comment();
            }
            0xc2 if self.byte(self.at + 1) == 0xa0 => self.at += 2,
            0xe2 if self.byte(self.at + 1) == 0x80 => self.typographic(),
            _ => self.word(),
        }
    }

    fn quoted(&mut self, start: usize, end: usize) {
        self.scalar(Scalar {
            span: Span::new(start, end),
            form: Form::Quoted,
        });
    }

    fn bare(&mut self, start: usize, end: usize) {
        self.scalar(Scalar {
            span: Span::new(start, end),
            form: Form::Bare,
        });
    }

    /// “ ” ‘ ’, and zero-width and narrow spaces.
    fn typographic(&mut self) {
        match self.byte(self.at + 2) {
            0x98 | 0x99 | 0x9c | 0x9d => {
                let start = self.at + 3;
                let rest = self.from(start);
                let near = rest.get(..LONGEST_QUOTE).unwrap_or(rest);
                let mut ends = find_iter(near, b"\xe2\x80");
                let end = ends.find(|at| matches!(near.get(at + 2), Some(0x98..=0x9d)));
                self.at = start;
                if let Some(end) = end {
                    self.at = start + end + 3;
                    self.quoted(start, start + end);
                }
            }
            0x8b | 0x8c | 0x8d | 0xaf => self.at += 3,
            _ => self.word(),
        }
    }

    /// Passes over the seam of two literals of a program.
    fn continues_literal(&mut self, quote: u8) -> bool {
        let seam = encoding::seam(self.from(self.at + 1), quote);
        self.at += seam.map_or(0, |seam| 1 + seam);
        seam.is_some()
    }

    fn string(&mut self, quote: u8) {
        let start = self.at + 1;
        let unclosed = *self.unclosed(quote);
        let mut at = start;
        let mut first_line = None;
        let end = loop {
            let Some(found) = memchr3(quote, b'\\', b'\n', self.from(at)) else {
                *self.unclosed(quote) = self.text.len();
                break None;
            };
            at += found;
            match self.byte(at) {
                b'\\' => at = (at + 2).min(self.text.len()),
                b'\n' if at < unclosed => {
                    first_line.get_or_insert(at);
                    break None;
                }
                b'\n' => {
                    first_line.get_or_insert(at);
                    at += 1;
                }
                _ if quote == b'\'' && self.is_apostrophe(at) => at += 1,
                _ => break Some(at),
            }
        };
        match (end, first_line) {
            (Some(end), Some(line)) if quote != b'`' && !self.ends_value(end + 1) => {
                *self.unclosed(quote) = end;
                self.at = line;
            }
            (Some(end), _) => {
                self.at = end + 1;
                return self.quoted(start, end);
            }
            (None, line) => self.at = line.unwrap_or(self.text.len()),
        }
        self.quoted(start, self.at);
    }

    fn unclosed(&mut self, quote: u8) -> &mut usize {
        let [double, single, back] = &mut self.unclosed;
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
        let next = self
            .from(at)
            .iter()
            .find(|byte| !byte.is_ascii_whitespace());
        matches!(
            next,
            None | Some(b',' | b':' | b'}' | b']' | b')' | b'=' | b';' | b'.' | b'+')
        )
    }

    /// Passes over a comment; of a body that is commented out line by line, only over the mark.
    fn comment(&mut self) {
        let rest = self.from(self.at);
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
        let is_blank = |byte: &&u8| !matches!(byte, b' ' | b'\t' | b'\r');
        let content = rest.iter().skip(mark).find(is_blank);
        let is_body = self.begins_line(self.at)
            && matches!(content, Some(b'"' | b'\'' | b'{' | b'}' | b'[' | b']'));
        self.at += if is_body { mark } else { line(rest).len() };
    }

    /// A number, a constant, a name without quotes or text.
    fn word(&mut self) {
        let start = self.at;
        let end = self.word_end(start);
        if end == start {
            self.at += 1;
            return;
        }
        // `array(5)`, `string(38)`, `int(190)`, `Some(463)`, and the names of types.
        if self.byte(end) == b'(' {
            return self.call(Span::new(start, end));
        }
        let is_named = self.is_named();
        self.at = end;
        if is_named && self.is_type_name(end) {
            return;
        }
        if is_named {
            self.at = self.words_end(end);
        }
        self.bare(start, self.at);
    }

    fn is_named(&self) -> bool {
        matches!(self.before, Before::Name(_))
    }

    pub(super) fn word_end(&self, start: usize) -> usize {
        let first = match self.from(start) {
            [0xc2, 0xa0, ..] | [0xe2, 0x80, ..] => return start,
            [0xc2 | 0xe2, ..] => 1,
            _ => 0,
        };
        let mut end = start + first;
        loop {
            let rest = self.from(end);
            let len = work::position(rest, |byte| ENDS_WORD[usize::from(*byte)]);
            end += len.unwrap_or(rest.len());
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
        let rest = self.from(at + 1);
        let end = memchr(b']', rest.get(..NEAR).unwrap_or(rest))?;
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b':' | b'_');
        let after = at + 1 + end + 1;
        let is_annotation =
            rest.get(..end)?.iter().all(is_part) && self.byte(self.after_space(after)) == b'{';
        is_annotation.then_some(after)
    }

    /// A value of several words without quotes ends with its line, a comma, or before the name of the next field.
    fn words_end(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            let rest = self.from(end);
            let gap = rest
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
            let next = self.word_end(end + gap);
            let word = self.bytes(Span::new(end + gap, next));
            let is_comment = matches!(word, [b'/', b'/' | b'*', ..] | [b'#']);
            if gap == 0 || word.is_empty() || is_comment || matches!(self.byte(next), b':' | b'=') {
                return end;
            }
            end = next;
        }
    }

    /// A word with a bracket: a type with its size is passed over, a wrapper gives its content, a record is opened.
    fn call(&mut self, word: Span) {
        let open = word.end as usize;
        let inner = open + 1;
        let name = self.bytes(word);
        let is_sized = SIZES
            .iter()
            .any(|kind| name.eq_ignore_ascii_case(kind.as_bytes()));
        let content_end = self.word_end(inner);
        if self.byte(content_end) == b')' {
            self.at = content_end + 1;
            if !is_sized {
                return self.bare(inner, content_end);
            }
            if let Some((start, end)) = self.sized_text(Span::new(inner, content_end)) {
                self.at = end + 1;
                return self.scalar(Scalar {
                    span: Span::new(start, end),
                    form: Form::Raw,
                });
            }
            // `object(stdClass)#3 (2) {`
            while matches!(self.byte(self.at), b'#' | b'0'..=b'9' | b' ' | b'(' | b')') {
                self.at += 1;
            }
            return;
        }
        // `String("Message undeliverable")` of Rust, `AnyHashable("code")` of Swift.
        if self.byte(inner) == b'"'
            && let Some(end) = strict::string_end(self.text, inner + 1)
            && self.byte(end + 1) == b')'
        {
            self.at = end + 2;
            return self.quoted(inner + 1, end);
        }
        self.at = open;
        if self.is_named() {
            return self.open_child(b'(');
        }
        self.flush();
        self.before = Before::Pending(Scalar {
            span: word,
            form: Form::Bare,
        });
        self.open_child(b'(');
    }

    /// The text behind `string(25) `, which nothing but its size ends.
    fn sized_text(&self, size: Span) -> Option<(usize, usize)> {
        let size: usize = str::from_utf8(self.bytes(size)).ok()?.parse().ok()?;
        let start = self.at + 2;
        let end = start.checked_add(size)?;
        let is_text = self.byte(self.at) == b' ' && self.byte(self.at + 1) == b'"';
        (is_text && self.byte(end) == b'"').then_some((start, end))
    }

    /// A bare bracket is text in front of a word and otherwise opens an object or a list.
    fn bracket(&mut self) {
        let bracket = self.byte(self.at);
        if bracket == b'[' && self.dump_name() {
            return;
        }
        let named = self.is_named();
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
            self.at += bare_text_end(self.from(start));
            return self.bare(start, self.at);
        }
        if self.is_cut_before() {
            while !self.is_outside() {
                self.close();
            }
            self.skipped = 0;
            return;
        }
        self.open_child(bracket);
    }

    /// The name of `["code"]=>` of PHP's `var_dump`, or `[code] =>` of its `print_r`, and what follows.
    fn dump_name_at(&self, at: usize) -> Option<(Span, usize)> {
        let rest = self.from(at + 1);
        let end = memchr(b']', rest.get(..NEAR * 2).unwrap_or(rest))?;
        let is_part =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'"' | b'_' | b':' | b'-');
        let arrow = self.after_space(at + 1 + end + 1);
        let quote = usize::from(rest.first() == Some(&b'"'));
        let is_name = rest.get(..end)?.iter().all(is_part) && self.from(arrow).starts_with(b"=>");
        is_name.then_some((Span::new(at + 1 + quote, at + 1 + end - quote), arrow + 2))
    }

    pub(super) fn is_dump_name(&self, at: usize) -> bool {
        self.dump_name_at(at).is_some()
    }

    fn dump_name(&mut self) -> bool {
        let Some((name, value)) = self.dump_name_at(self.at) else {
            return false;
        };
        let owns_line = self.byte(self.at + 1) != b'"' && self.begins_line(self.at);
        self.comma();
        self.at = value;
        if self.skipped == 0 {
            self.before = Before::Name(name);
        }
        if owns_line {
            self.dump_line();
        }
        true
    }

    /// The value that `print_r` puts on a line, without quotes, whatever stands in it.
    fn dump_line(&mut self) {
        let rest = line(self.from(self.at));
        let value = rest.trim_ascii();
        let is_kind = value == b"Array" || value.ends_with(b" Object");
        let opens = self.byte(self.after_space(self.at + rest.len())) == b'(';
        if value.is_empty() || (is_kind && opens) {
            return;
        }
        let start = self.at + (rest.len() - rest.trim_ascii_start().len());
        self.at += rest.len();
        self.bare(start, start + value.len());
    }

    /// Whether an object begins where none can: the one before was cut off.
    fn is_cut_before(&self) -> bool {
        let Some(level) = self.innermost() else {
            return false;
        };
        if self.byte(self.at) != b'{'
            || matches!(self.before, Before::Name(_))
            || matches!(self.before, Before::Pending(scalar) if scalar.is_text())
        {
            return false;
        }
        let before = self
            .text
            .get(level.start as usize..self.at)
            .unwrap_or_default();
        let trimmed = before.trim_ascii_end();
        work::count(before.len() - trimmed.len());
        let after_line = before
            .get(trimmed.len()..)
            .is_some_and(|gap| gap.contains(&b'\n'));
        if self.skipped > 0 {
            return after_line;
        }
        match level.bracket {
            b'{' => matches!(self.before, Before::Nothing) || after_line,
            _ => {
                after_line
                    && !matches!(
                        trimmed.last(),
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
        let opened = |tokens: &Self, depth: &usize| {
            let level = tokens.visit.level(*depth);
            level.is_some_and(|level| level.bracket == bracket)
        };
        let levels = 0..self.visit.depth();
        // A round bracket closes nothing but the innermost.
        let most = if bracket == b'(' { 1 } else { usize::MAX };
        let depth = levels.rev().take(most).find(|depth| opened(self, depth));
        if let Some(depth) = depth {
            while self.visit.depth() > depth {
                self.close();
            }
        }
    }

    /// `:`, `=`, `=>`, and the colon of a Ruby symbol or a Clojure keyword.
    fn separator(&mut self) {
        self.at += 1;
        if let Some(name) = self.keyword() {
            self.at = name.end as usize;
            self.before = Before::Name(name);
            return;
        }
        if self.byte(self.at) == b'>' {
            self.at += 1;
        }
        if let Before::Pending(scalar) = self.before {
            self.before = Before::Name(scalar.span);
        }
    }

    /// `code` of `{:code 190}`, which is a name without another separator.
    fn keyword(&self) -> Option<Span> {
        let level = self.innermost()?;
        let is_first = level.bracket == b'{' && matches!(self.before, Before::Nothing);
        if !is_first || self.skipped > 0 || !self.byte(self.at).is_ascii_alphabetic() {
            return None;
        }
        let end = self.word_end(self.at);
        let value = self.after_space(end);
        let is_name = value > end && !matches!(self.byte(value), b'=' | b':' | b',' | b'}' | 0);
        is_name.then_some(Span::new(self.at, end))
    }
}

/// The end of a text without quotes: a mark, the end of the line, or where ` Code:131030` of Go begins.
fn bare_text_end(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| {
        rest.iter()
            .position(|byte| matches!(byte, b'\n' | b',' | b'}' | b']' | b' '))
    }) {
        at += found;
        if text.get(at) != Some(&b' ') || begins_field(text.get(at + 1..).unwrap_or_default()) {
            return at;
        }
        at += 1;
    }
    text.len()
}

fn begins_field(text: &[u8]) -> bool {
    let name = text
        .iter()
        .take(NEAR)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let is_value = |byte: u8| !byte.is_ascii_whitespace() && !matches!(byte, b',' | b'}' | b']');
    name > 0 && matches!(text.get(name..), Some([b':', value, ..]) if is_value(*value))
}
