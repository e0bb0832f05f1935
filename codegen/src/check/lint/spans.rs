//! What in a text is not language: code, links and placeholders.

use std::ops::Range;

/// Stands for every byte of what is not language. Not a space: it would make `` `a`، `` look like a space before a mark.
pub(super) const OBJECT: char = '\u{1}';

/// What is not language, in text order.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub(super) code: Vec<Range<usize>>,
    pub(super) links: Vec<Range<usize>>,
    pub(super) placeholders: Vec<Range<usize>>,
}

impl Spans {
    pub(super) fn find(text: &str) -> Self {
        let mut spans = Self::default();
        spans.find_code(text);
        spans.find_links(text);
        spans.find_placeholders(text);
        spans
    }

    /// The text with the same length in bytes, in which [`OBJECT`] stands for what is not language.
    pub(super) fn blank(&self, text: &str) -> String {
        let mut plain = String::with_capacity(text.len());
        let mut copied = 0;
        let mut spans: Vec<_> = self.all().collect();
        spans.sort_by_key(|span| span.start);
        for span in spans {
            plain.push_str(text.get(copied..span.start).unwrap_or_default());
            plain.extend(std::iter::repeat_n(OBJECT, span.len()));
            copied = span.end;
        }
        plain.push_str(text.get(copied..).unwrap_or_default());
        plain
    }

    fn all(&self) -> impl Iterator<Item = &Range<usize>> {
        self.code
            .iter()
            .chain(&self.links)
            .chain(&self.placeholders)
    }

    fn is_free(&self, index: usize) -> bool {
        !self.all().any(|span| span.contains(&index))
    }

    fn find_code(&mut self, text: &str) {
        let marks: Vec<_> = text.match_indices('`').map(|(index, _)| index).collect();
        for pair in marks.chunks_exact(2) {
            self.code.push(pair[0]..pair[1] + 1);
        }
    }

    fn find_links(&mut self, text: &str) {
        for (mark, _) in text.match_indices("://") {
            if !self.is_free(mark) {
                continue;
            }
            let scheme = text[..mark]
                .bytes()
                .rev()
                .take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
                .count();
            let end = text[mark..]
                .find(ends_link)
                .map_or(text.len(), |end| mark + end);
            let link = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '؟', '،', '؛']);
            self.links.push(mark - scheme..link.len().max(mark + 3));
        }
    }

    fn find_placeholders(&mut self, text: &str) {
        for (start, _) in text.match_indices('{') {
            let name = text[start + 1..]
                .bytes()
                .take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_')
                .count();
            let end = start + 1 + name;
            if name > 0 && text[end..].starts_with('}') && self.is_free(start) {
                self.placeholders.push(start..end + 1);
            }
        }
    }
}

fn ends_link(c: char) -> bool {
    c.is_whitespace() || !c.is_ascii() || matches!(c, '`' | '"' | '<' | '>' | '(' | ')' | '{' | '}')
}

/// The numbers of a text, each with its value in a form that can be compared: `10,000`, `10.000` and `١٠٠٠٠` are `10000`.
pub(super) fn numbers(plain: &str) -> Vec<(Range<usize>, String)> {
    let mut numbers: Vec<(Range<usize>, String)> = Vec::new();
    let mut separator = None;
    for (index, c) in plain.char_indices() {
        let open = numbers.last().map(|(span, _)| span.end);
        if let Some(digit) = digit(c) {
            let end = index + c.len_utf8();
            let joined = open == Some(index)
                || separator.is_some_and(|at| open == Some(at) && at + 1 == index);
            match numbers.last_mut().filter(|_| joined) {
                Some((span, value)) => {
                    if separator.is_some() {
                        value.push('.');
                    }
                    value.push(digit);
                    span.end = end;
                }
                None => numbers.push((index..end, digit.to_string())),
            }
            separator = None;
        } else {
            separator = (matches!(c, '.' | ',') && open == Some(index)).then_some(index);
        }
    }
    for (_, value) in &mut numbers {
        *value = without_thousands(value);
        // `24,0` is 24.
        if let Some((whole, fraction)) = value.split_once('.')
            && fraction.bytes().all(|digit| digit == b'0')
        {
            *value = whole.to_owned();
        }
    }
    numbers
}

/// Three digits behind a separator are thousands, not a fraction.
fn without_thousands(value: &str) -> String {
    let mut parts = value.split('.');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if part.len() != 3 {
            out.push('.');
        }
        out.push_str(part);
    }
    out
}

/// The digit that a character of any script means, for the scripts that our readers use.
pub(super) fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

/// The words of a text without what is not language: runs of letters.
pub(super) fn words(plain: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (index, c) in plain.char_indices().filter(|(_, c)| is_letter(*c)) {
        let end = index + c.len_utf8();
        match words.last_mut().filter(|word| word.end == index) {
            Some(word) => word.end = end,
            None => words.push(index..end),
        }
    }
    words
}

/// As `char::is_alphabetic`, and fast for Arabic.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{657}') || c.is_alphabetic()
}

/// The bytes of a TOML string in which a range of its decoded text stands.
///
/// `raw` is the string with its quotes; without escapes both differ only by the opening quotes.
pub(super) fn locate(raw: &str, text: &str, range: &Range<usize>) -> Range<usize> {
    let quotes = ["\"\"\"", "'''"]
        .into_iter()
        .find(|quotes| raw.len() >= 6 && raw.starts_with(quotes));
    let open = quotes.map_or(1, str::len);
    if raw.get(open..open + text.len()) == Some(text) {
        return open + range.start..open + range.end;
    }
    let mut rest = raw.get(open..).unwrap_or_default();
    let mut places = Vec::with_capacity(text.len() + 1);
    for c in text.chars() {
        let at = raw.len() - rest.len();
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
        rest = rest.get(written_length(rest)..).unwrap_or_default();
    }
    places.push(raw.len() - rest.len());
    let place = |index: usize| places.get(index).copied().unwrap_or(raw.len());
    place(range.start)..place(range.end)
}

/// How many bytes the next character of a basic string takes, with its escape.
fn written_length(rest: &str) -> usize {
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (Some('\\'), Some('u')) => 6,
        (Some('\\'), Some('U')) => 10,
        (Some('\\'), Some('x')) => 4,
        (Some('\\'), Some(escaped)) => 1 + escaped.len_utf8(),
        (Some(c), _) => c.len_utf8(),
        (None, _) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Spans, locate, numbers, words};

    fn blank(text: &str) -> String {
        Spans::find(text).blank(text).replace('\u{1}', "#")
    }

    #[test]
    fn what_is_not_language_is_blanked_byte_by_byte() {
        assert_eq!(
            blank("`a_b`، {wait} https://x.org/a?b."),
            "#####، ###### #################."
        );
        assert_eq!(
            blank("one ` mark and {Not} {} {a"),
            "one ` mark and {Not} {} {a"
        );
        assert_eq!(blank("(https://x.org)"), "(#############)");
    }

    #[test]
    fn numbers_compare_across_languages() {
        let values = |text| {
            numbers(text)
                .into_iter()
                .map(|(_, value)| value)
                .collect::<Vec<_>>()
        };
        assert_eq!(values("10,000 10.000 10000"), ["10000", "10000", "10000"]);
        assert_eq!(values("24,0 24.00"), ["24", "24"]);
        assert_eq!(values("1.5 oder 15, 200-299."), ["1.5", "15", "200", "299"]);
        assert_eq!(values("٢٤ ساعة"), ["24"]);
    }

    #[test]
    fn words_are_runs_of_letters() {
        let text = "24-Stunden-Zeitfenster, بدلاً";
        let found: Vec<_> = words(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(found, ["Stunden", "Zeitfenster", "بدلاً"]);
    }

    #[test]
    fn a_place_in_a_text_is_found_behind_escapes() {
        let place = |raw: &str, text: &str, range| raw[locate(raw, text, &range)].to_owned();
        assert_eq!(place(r#""ab cd""#, "ab cd", 3..5), "cd");
        assert_eq!(place(r#""a\"b \u00e4 cd""#, "a\"b ä cd", 7..9), "cd");
        assert_eq!(place(r#""a\"b \u00e4 cd""#, "a\"b ä cd", 4..6), r"\u00e4");
        assert_eq!(place("'a\\b cd'", "a\\b cd", 4..6), "cd");
    }
}
