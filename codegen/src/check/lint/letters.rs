//! U04–U09, S05, S06: spaces, letters and digits.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};
use unicode_script::{Script, UnicodeScript as _};

use super::Text;
use super::line::Finding;
use super::punctuation::QUOTES;
use super::spans::digit;
use crate::check::characters::broken_rule;
use crate::check::scripts::scripts;
use crate::model::Writing;
use crate::rule;

pub(super) fn letters(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, language) = (text.line, text.setting.language);
    if line.text.is_ascii() {
        return;
    }
    let scripts = scripts(&language.script);
    let is_composed = is_composed(line.text);
    for (index, c) in line.text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let is_reported =
            broken_rule(c).is_some() || (!is_composed && c.script() == Script::Inherited);
        let in_language = line.at(index) == Some(c);
        let fault = fault(c, &scripts, &language.writing, in_language).filter(|_| !is_reported);
        if let Some((rule, message)) = fault {
            push(
                findings,
                Finding::new(rule, index..index + c.len_utf8(), message),
            );
        }
    }
}

/// Emoji, ornaments and marks that no text needs.
pub(super) fn symbols(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, writing) = (text.line, &text.setting.language.writing);
    let symbols = text.setting.style.map_or("", |style| &style.symbols);
    let is_known = |c: char| {
        let is_quote = QUOTES.contains(&c);
        c.is_ascii()
            || c.is_whitespace()
            || is_quote
            || symbols.contains(c)
            || writing.marks.contains(c)
            || is_own_mark(c, writing)
            || writing.letters.contains(c)
    };
    let scripts = scripts(&text.setting.language.script);
    let unknown = line.plain.char_indices().filter(|(_, c)| !is_known(*c));
    for (index, c) in unknown.filter(|(_, c)| is_symbol(*c, &scripts)) {
        let message = format!(
            "`{c}` (U+{:04X}) is a symbol that no text needs",
            u32::from(c)
        );
        push(
            findings,
            Finding::new(&rule::SYMBOL, index..index + c.len_utf8(), message),
        );
    }
}

/// No letter, digit or sign at a letter, no mark of the script, and nothing that hides.
fn is_symbol(c: char, own: &[Script]) -> bool {
    let scripts = c.script_extension();
    let is_mark = c != '\u{640}' && !c.is_alphanumeric() && broken_rule(c).is_none();
    let is_of = |script: &Script| scripts.contains_script(*script);
    let is_own = own.iter().any(is_of) && !scripts.is_common();
    let is_common = matches!(c.script(), Script::Common | Script::Unknown);
    is_mark && is_common && digit(c).is_none() && !is_own
}

/// A run of faulty characters is one fault.
fn push(findings: &mut Vec<Finding>, finding: Finding) {
    let continues =
        |last: &&mut Finding| last.rule == finding.rule && last.range.end == finding.range.start;
    match findings.last_mut().filter(continues) {
        Some(last) => last.range.end = finding.range.end,
        None => findings.push(finding),
    }
}

pub(super) fn spaces(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let text = text.line.text;
    let end = text.trim_end().len();
    let start = text.len() - text.trim_start().len();
    for (range, side) in [(0..start, "begins"), (end..text.len(), "ends")] {
        if !range.is_empty() {
            findings.push(Finding::new(
                &rule::OUTER_SPACE,
                range,
                format!("the text {side} with a space"),
            ));
        }
    }
    let inner = text.trim();
    for (index, _) in inner.match_indices("  ") {
        let at = start + index;
        findings.push(Finding::new(
            &rule::DOUBLE_SPACE,
            at..at + 2,
            "two spaces in a row",
        ));
    }
}

pub(super) fn composed(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let line = text.line;
    if is_composed(line.text) {
        return;
    }
    let equal: usize = line
        .text
        .chars()
        .zip(line.text.nfc())
        .take_while(|(written, composed)| written == composed)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let length = line.text[equal..].chars().next().map_or(0, char::len_utf8);
    let message = "this letter is spelled with other characters than usual";
    findings.push(Finding::new(
        &rule::COMPOSED,
        equal..equal + length,
        message,
    ));
}

/// Whether every letter is spelled as usual. The order in which its signs were typed, such as a shadda before its
/// vowel, is no matter: formatting puts it right.
fn is_composed(text: &str) -> bool {
    let sorted = |mut characters: Vec<char>| {
        characters.sort_unstable();
        characters
    };
    is_nfc(text) || sorted(text.chars().collect()) == sorted(text.nfc().collect())
}

fn fault(
    c: char,
    scripts: &[Script],
    writing: &Writing,
    in_language: bool,
) -> Option<(&'static rule::Rule, String)> {
    let code = format!("U+{:04X}", u32::from(c));
    if writing.marks.contains(c) || is_own_mark(c, writing) {
        return None;
    }
    if c.is_whitespace() {
        // A space that keeps a mark at its word.
        if matches!(c, '\u{a0}' | '\u{202f}') && !writing.spaced_marks.is_empty() {
            return None;
        }
        return Some((&rule::SPECIAL_SPACE, format!("an unusual space, {code}")));
    }
    if let Some(digit) = digit(c) {
        return Some((&rule::DIGIT, format!("`{c}` is written `{digit}`")));
    }
    let is_arabic_text = scripts == [Script::Arabic];
    if is_arabic_text && in_language && is_arabic(c) && !writing.letters.is_empty() {
        let message = || format!("`{c}` ({code}) is no letter of this language");
        let is_known = writing.letters.contains(c);
        return (!is_known).then(|| (&rule::ARABIC_LETTER, message()));
    }
    if !fits(c, scripts) {
        let name = c.script().full_name();
        let what = match c.script() {
            Script::Common | Script::Inherited | Script::Unknown => "a special form".to_owned(),
            found if scripts.contains(&found) => "a special form".to_owned(),
            _ => format!("from the {name} script"),
        };
        return Some((&rule::SCRIPT, format!("`{c}` ({code}) is {what}")));
    }
    // In Arabic foreign letters are a matter of U06, and a tatweel one of P04.
    let is_foreign = !is_arabic_text
        && !writing.letters.is_empty()
        && c.is_alphabetic()
        && !c.to_lowercase().all(|c| writing.letters.contains(c));
    is_foreign.then(|| {
        (
            &rule::FOREIGN_LETTER,
            format!("`{c}` ({code}) is no letter of this language"),
        )
    })
}

fn is_own_mark(c: char, writing: &Writing) -> bool {
    let is_final = writing.final_marks.iter().flatten().any(|mark| *mark == c);
    is_final || writing.quotes.iter().any(|pair| pair.0 == c || pair.1 == c)
}

/// Whether a character belongs to a text of the scripts, in its plain form: no ligature, full-width or styled letter.
fn fits(c: char, scripts: &[Script]) -> bool {
    // A tatweel belongs to no script; P04 says where it may stand.
    if c == '\u{640}' {
        return scripts == [Script::Arabic];
    }
    let is_plain = c == '…' || std::iter::once(c).nfkc().eq(std::iter::once(c));
    let of_script = match c.script() {
        Script::Common => !c.is_alphabetic(),
        // Arabic has marks of its own; those of Latin never stay alone in composed text.
        Script::Inherited => scripts != [Script::Latin] && !matches!(c, '\u{300}'..='\u{36f}'),
        Script::Unknown => false,
        found => scripts.is_empty() || scripts.contains(&found),
    };
    is_plain && of_script
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        && (c.is_alphabetic() || c.script() == Script::Inherited)
        && c != '\u{640}'
}
