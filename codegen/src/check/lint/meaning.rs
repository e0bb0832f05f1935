//! M01–M07: what a translation must take over exactly.

use std::collections::HashMap;
use std::ops::Range;

use super::line::{Finding, Line};
use super::{Setting, Text};
use crate::rule::{self, Rule};
use crate::suggestion::did_you_mean;

/// The brackets of all languages.
const BRACKETS: [(char, char); 10] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('（', '）'),
    ('【', '】'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('«', '»'),
];

pub(super) fn parts(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let Some(english) = text.english else { return };
    let line = text.line;
    for (rule, here, there) in [
        (&rule::CODE_SPANS, &line.spans.code, &english.spans.code),
        (&rule::LINK, &line.spans.links, &english.spans.links),
        (
            &rule::PLACEHOLDER,
            &line.spans.placeholders,
            &english.spans.placeholders,
        ),
    ] {
        let (here, there) = (written(line, here), written(english, there));
        compare(rule, line, &here, english, &there, findings);
    }
    let (here, there) = (&line.numbers, &english.numbers);
    compare(&rule::NUMBERS, line, here, english, there, findings);
}

fn written(line: &Line<'_>, spans: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    spans
        .iter()
        .map(|span| (span.clone(), line.text[span.clone()].to_owned()))
        .collect()
}

type Parts = [(Range<usize>, String)];

/// Reports what one text has and the other has not, each as often as it is there.
fn compare(
    rule: &'static Rule,
    line: &Line<'_>,
    here: &Parts,
    english: &Line<'_>,
    there: &Parts,
    findings: &mut Vec<Finding>,
) {
    if here
        .iter()
        .map(|(_, part)| part)
        .eq(there.iter().map(|(_, part)| part))
    {
        return;
    }
    let extra = without(here, there);
    let missing = without(there, here);
    let mut missing = missing.into_iter();
    for (range, part) in extra {
        let message = format!("{} is not in the English text", quoted(part));
        let finding = Finding::new(rule, range.clone(), message);
        findings.push(match missing.next() {
            Some((range, part)) => finding.english(
                range.clone(),
                format!("the English text has {}", quoted(part)),
            ),
            None => finding.english(english.all(), "the English text"),
        });
    }
    for (range, part) in missing {
        let message = format!("{} of the English text is missing", quoted(part));
        findings
            .push(Finding::new(rule, line.all(), message).english(range.clone(), "missing here"));
    }
}

fn quoted(part: &str) -> String {
    if part.starts_with('`') {
        part.to_owned()
    } else {
        format!("`{part}`")
    }
}

/// The parts of the first list that the second one has not, or not as often.
fn without<'a>(list: &'a Parts, other: &Parts) -> Vec<&'a (Range<usize>, String)> {
    let mut rest: HashMap<&str, usize> = HashMap::new();
    for (_, part) in other {
        *rest.entry(part).or_default() += 1;
    }
    list.iter()
        .filter(|(_, part)| match rest.get_mut(part.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

pub(super) fn placeholders(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    for span in &line.spans.placeholders {
        let name = line.text[span.clone()].trim_matches(['{', '}']);
        if !line.table.starts_with("ui-") {
            let message = format!("no program fills in `{{{name}}}` here");
            findings.push(
                Finding::new(&rule::PLACEHOLDER, span.clone(), message)
                    .help("delete it".to_owned()),
            );
        } else if let Some(style) = text.setting.style
            && !style.placeholders.iter().any(|known| known == name)
        {
            let message = format!("no program fills in `{{{name}}}`");
            let help = did_you_mean(name, style.placeholders.iter().map(String::as_str));
            findings.push(Finding::new(&rule::PLACEHOLDER, span.clone(), message).help(help));
        }
    }
}

/// The codes that a text names; in English also those behind the word `code`.
pub(super) fn codes(text: &Text<'_>, findings: &mut Vec<Finding>) {
    if text.setting.is_source {
        small_codes(text.line, text.setting, findings);
    }
    long_codes(text.line, text.setting, findings);
}

/// Numbers of six or seven digits are codes, unless they are round; those of five digits if they are like a known one.
fn long_codes(line: &Line<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for (range, value) in &line.numbers {
        let digits = value.len();
        let number = value
            .parse::<u32>()
            .ok()
            .filter(|_| (5..=7).contains(&digits));
        let is_code = |number: &u32| {
            let is_round = number.is_multiple_of(10_000);
            !is_round && (digits > 5 || !setting.codes.near(*number).is_empty())
        };
        let number = number.filter(|number| !setting.codes.contains(*number));
        if let Some(number) = number.filter(is_code) {
            code(number, range, setting, findings);
        }
    }
}

/// What stands behind the word `code`.
fn small_codes(line: &Line<'_>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    for (range, value) in line.numbers.iter().filter(|(_, value)| value.len() < 5) {
        let before = line.plain[..range.start].trim_end();
        let is_code = before
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .is_some_and(|word| matches!(word, "code" | "codes" | "Code" | "Codes"));
        if let Some(number) = value.parse().ok().filter(|_| is_code) {
            code(number, range, setting, findings);
        }
    }
}

fn code(number: u32, range: &Range<usize>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if !setting.codes.contains(number) {
        let message = format!("there is no code {number}");
        let help = setting.codes.near(number);
        findings.push(Finding::new(&rule::CODE_NAMED, range.clone(), message).help(help));
    }
}

pub(super) fn balance(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    let quotes = &text.setting.language.writing.quotes;
    let pairs: Vec<_> = BRACKETS.iter().chain(quotes).copied().collect();
    // A mark can close one pair and open another, as `“` does in two languages.
    let closes = |opened: char, c: char| pairs.contains(&(opened, c));
    let mut stack: Vec<(usize, char)> = Vec::new();
    let mut unbalanced = |index: usize, c: char| {
        let message = format!("`{c}` stands here without its partner");
        findings.push(Finding::new(
            &rule::BALANCE,
            index..index + c.len_utf8(),
            message,
        ));
    };
    for (index, c) in line.plain.char_indices() {
        if c == '`' {
            let message = "a mark for code stands here without its partner";
            findings.push(Finding::new(&rule::BALANCE, index..index + 1, message));
            return;
        }
        if stack.last().is_some_and(|(_, opened)| closes(*opened, c)) {
            stack.pop();
        } else if pairs.iter().any(|(open, _)| *open == c) {
            stack.push((index, c));
        } else if pairs.iter().any(|(_, close)| *close == c) {
            unbalanced(index, c);
            return;
        }
    }
    if let Some((index, c)) = stack.first() {
        unbalanced(*index, *c);
    }
}

pub(super) fn markup(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let plain = &text.line.plain;
    let mut done = 0;
    for (index, c) in plain.char_indices() {
        if index < done {
            continue;
        }
        let (end, message) = match c {
            '<' => {
                let end = plain[index..]
                    .find('>')
                    .map_or(index + 1, |end| index + end + 1);
                (end, "this is mark-up".to_owned())
            }
            '&' => match entity(&plain[index..]) {
                Some(length) => (index + length, "this is an HTML entity".to_owned()),
                None => continue,
            },
            ']' if plain[index + 1..].starts_with(['(', '[', ':']) => {
                (index + 2, "this is a Markdown link".to_owned())
            }
            '`' if plain[index + 1..].starts_with('`') => (
                index + 2,
                "two marks for code stand here in a row".to_owned(),
            ),
            '$' if plain[index + 1..].starts_with(['(', '{']) => {
                (index + 2, "this is a command".to_owned())
            }
            '#' if index == 0 => (1, "this is a heading".to_owned()),
            '_' => {
                let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let start = plain[..index].trim_end_matches(is_name).len();
                let length = plain[index..]
                    .find(|c| !is_name(c))
                    .unwrap_or(plain.len() - index);
                let name = &plain[start..index + length];
                let message = format!("`{name}` looks like a field name outside code marks");
                let help = "put the name of a field between ` marks".to_owned();
                findings
                    .push(Finding::new(&rule::MARKUP, start..index + length, message).help(help));
                done = index + length;
                continue;
            }
            '*' | '~' | '>' | '\\' | '|' | '^' => {
                (index + 1, format!("`{c}` is a mark-up character"))
            }
            _ => continue,
        };
        findings.push(Finding::new(&rule::MARKUP, index..end, message));
        done = end;
    }
}

/// What commands and templates are made of; what a text says, it says in words.
pub(super) fn commands(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    let plain = &line.plain;
    let mut open = true;
    for (index, c) in plain.char_indices() {
        let next = line.at(index + c.len_utf8());
        let before = line.before(index);
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let begins_word = before.is_none_or(char::is_whitespace);
        let is_command = match c {
            '#' | '=' | '{' | '}' => true,
            '%' => is_letter(next) && !before.is_some_and(|c| c.is_ascii_digit()),
            '$' => is_letter(next),
            '&' => {
                let is_entity = entity(&plain[index..]).is_some();
                next == Some('&') || (is_letter(next) && !is_letter(before) && !is_entity)
            }
            '-' => next == Some('-') || (begins_word && next.is_some_and(char::is_alphanumeric)),
            '/' => begins_word && next.is_some_and(|c| !c.is_whitespace()),
            _ => false,
        };
        if is_command && open {
            let message = format!("`{c}` belongs to a command or a template");
            findings.push(Finding::new(&rule::MARKUP, index..index + 1, message));
        }
        open = !is_command;
    }
}

/// A spreadsheet computes what begins like a formula.
pub(super) fn formula(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let first = text.line.text.trim_start().chars().next();
    if let Some(c) = first.filter(|c| matches!(c, '=' | '+' | '-' | '@')) {
        let message = format!("the text begins with `{c}`, as a formula does");
        let start = text.line.text.len() - text.line.text.trim_start().len();
        findings.push(Finding::new(&rule::FORMULA, start..start + 1, message));
    }
}

/// The length of an HTML entity such as `&lt;` or `&#60;` at the beginning of a text.
fn entity(text: &str) -> Option<usize> {
    let end = text.find(';')?;
    let name = text[1..end].trim_start_matches('#');
    (!name.is_empty() && name.len() < 32 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .then_some(end + 1)
}
