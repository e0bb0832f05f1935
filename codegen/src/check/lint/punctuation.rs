//! P01–P06: marks, and where a text begins.

use unicode_script::{Script, UnicodeScript as _};

use super::Text;
use super::line::{Finding, Line};
use super::spans::OBJECT;
use crate::model::Writing;
use crate::rule;

/// Full stop, question mark, exclamation mark and dots in English, and in every language that does not say otherwise.
const FINAL_MARKS: [char; 4] = ['.', '?', '!', '…'];

/// What a language with marks of its own may confuse with them.
pub(super) const QUOTES: [char; 12] = [
    '"', '„', '“', '”', '«', '»', '‹', '›', '「', '」', '『', '』',
];

pub(super) fn final_mark(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, english, writing) = (text.line, text.english, &text.setting.language.writing);
    let marks = writing.final_marks.as_deref().unwrap_or(&FINAL_MARKS);
    let plain = line.plain.trim_end();
    let Some(last) = plain.chars().next_back() else {
        return;
    };
    let range = plain.len() - last.len_utf8()..plain.len();
    let kind = |c| kind(c, marks);
    let ends = FINAL_MARKS.contains(&kind(last));
    if line.is_title() && (ends || matches!(last, ':' | ',' | ';' | '،' | '؛')) {
        findings.push(Finding::new(
            &rule::FINAL_MARK,
            range,
            format!("the title ends with `{last}`"),
        ));
    } else if line.is_of_entry() && !line.is_title() && !ends && !marks.is_empty() {
        findings.push(Finding::new(
            &rule::FINAL_MARK,
            range,
            "the sentence ends without a full stop",
        ));
    } else if let Some(english) = english
        && let Some(there) = english.plain.trim_end().chars().next_back()
        && !marks.is_empty()
        && kind(last) != self::kind(there, &FINAL_MARKS)
        && (!line.is_of_entry() || kind(last) == '?' || there == '?')
    {
        let message = format!(
            "the text ends with `{}`, the English one with `{}`",
            shown(last),
            shown(there)
        );
        findings.push(
            Finding::new(&rule::FINAL_MARK, range, message)
                .english(english.all(), "the English text"),
        );
    }
}

fn shown(c: char) -> char {
    if c == OBJECT { '`' } else { c }
}

/// The mark that says in English what a mark says in the language whose final marks are given; a space for a letter.
fn kind(c: char, marks: &[char]) -> char {
    let own = marks.iter().position(|mark| *mark == c);
    match own.and_then(|place| FINAL_MARKS.get(place)) {
        Some(english) => *english,
        None if c == ':' || c == '：' => ':',
        // Where a sentence ends with another mark, the English full stop is none.
        None if c == '.' && !marks.is_empty() && !marks.contains(&c) => ' ',
        None if FINAL_MARKS.contains(&c) => c,
        None => ' ',
    }
}

pub(super) fn spacing(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, writing) = (text.line, &text.setting.language.writing);
    for (index, mark) in line.plain.char_indices().filter(|(_, c)| is_mark(*c)) {
        let before = line.before(index);
        let end = index + mark.len_utf8();
        let after = line.at(end);
        if before.is_some_and(char::is_whitespace) && !writing.spaced_marks.contains(mark) {
            let start = line.plain[..index].trim_end().len();
            findings.push(Finding::new(
                &rule::MARK_SPACING,
                start..end,
                format!("a space before `{mark}`"),
            ));
        }
        if lacks_space(&line.plain[..index], mark, after)
            && !is_gender_mark(line, writing, end, mark)
        {
            findings.push(Finding::new(
                &rule::MARK_SPACING,
                index..end,
                format!("no space after `{mark}`"),
            ));
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '،' | '؛' | '؟')
}

fn lacks_space(before: &str, mark: char, after: Option<char>) -> bool {
    let Some(after) = after else {
        return false;
    };
    if mark == '.' {
        // Behind one letter it is an abbreviation such as `z.B.`; a small letter after it is an address (M02).
        let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
        return letters.take(2).count() == 2
            && (after.is_uppercase() || (after.is_alphabetic() && !after.is_lowercase()));
    }
    after.is_alphabetic() || (after == OBJECT && !matches!(mark, ':' | '!' | '?' | '؟'))
}

/// `Nutzer:in` is a matter of P08.
fn is_gender_mark(line: &Line<'_>, writing: &Writing, end: usize, mark: char) -> bool {
    let begins = |ending: &String| line.plain[end..].starts_with(ending);
    mark == ':' && writing.gender_endings.iter().any(begins)
}

pub(super) fn latin_marks(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    for (index, mark) in line.plain.char_indices() {
        let arabic = match mark {
            ',' => '،',
            ';' => '؛',
            '?' => '؟',
            _ => continue,
        };
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if !(is_digit(line.before(index)) && is_digit(line.at(index + 1))) {
            let message = format!("`{mark}` is written `{arabic}`");
            findings.push(Finding::new(&rule::LATIN_MARK, index..index + 1, message));
        }
    }
}

pub(super) fn tatweel(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    let mut done = 0;
    for (index, _) in line.plain.match_indices('\u{640}') {
        let rest = &line.plain[index..];
        let end = index + rest.len() - rest.trim_start_matches('\u{640}').len();
        let is_letter = |c: Option<char>| {
            c.is_some_and(|c| c.script() == Script::Arabic || c.script() == Script::Inherited)
        };
        if index >= done && is_letter(line.before(index)) && is_letter(line.at(end)) {
            findings.push(Finding::new(
                &rule::TATWEEL,
                index..end,
                "an ornamental line inside a word",
            ));
        }
        done = end;
    }
}

pub(super) fn quotes(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, own) = (text.line, &text.setting.language.writing.quotes);
    if own.is_empty() {
        return;
    }
    for (index, c) in line.plain.char_indices() {
        if QUOTES.contains(&c) && own.iter().all(|pair| pair.0 != c && pair.1 != c) {
            let message = format!("`{c}` is no quotation mark of this language");
            findings.push(Finding::new(
                &rule::QUOTES,
                index..index + c.len_utf8(),
                message,
            ));
        }
    }
}

pub(super) fn first_letter(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, setting) = (text.line, text.setting);
    let strong = |c: char| c.is_alphabetic() || c == OBJECT;
    let Some((index, first)) = line.plain.char_indices().find(|(_, c)| strong(*c)) else {
        return;
    };
    if first.script().short_name() != setting.language.script {
        let word = line.words.iter().find(|word| word.start == index).cloned();
        let code = line
            .spans
            .code
            .iter()
            .find(|span| span.start == index)
            .cloned();
        let range = word.or(code).unwrap_or(index..index + first.len_utf8());
        let message = "the text begins in another script";
        findings.push(Finding::new(&rule::FIRST_LETTER, range, message));
    }
}
