//! What the words beside a number say of it, in all languages of the vocabulary.

use crate::generated::{
    AFTER, ANDS, API, BEFORE, CONDITIONS, DROPPED, ERRORS, Edge, FOLDS, LOG_LEVELS, PREFIXES,
    REFERENCES, Sense, Word,
};
use crate::memo::{self, Memo};

/// A stem has at most so many letters more.
const ENDING: usize = 3;
/// So few words are tried one by one.
const FEW: usize = 8;
/// Marks and small words between a word and its number.
const MOST_LINKS: usize = 4;

/// What the words on one side of a number say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) sense: Option<Sense>,
    pub(crate) is_reference: bool,
    /// A colon or `=` stands between: `errors: 131047` counts, `errors 131047 and 131026` lists.
    pub(crate) is_value: bool,
}

/// A text without case, accents and the marks that people put or leave out. Blanks and dashes become one blank.
pub(crate) fn fold(text: &[u8]) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = String::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        for c in chunk.valid().chars() {
            fold_char(c, &mut folded);
        }
    }
    folded
}

fn fold_ascii(text: &[u8]) -> String {
    let mut folded = text.to_ascii_lowercase();
    for byte in &mut folded {
        if matches!(byte, b'\t'..=b'\r' | b'-' | b'_' | b'.') {
            *byte = b' ';
        }
    }
    folded.dedup_by(|byte, before| *byte == b' ' && *before == b' ');
    String::from_utf8(folded).unwrap_or_default()
}

fn fold_char(c: char, out: &mut String) {
    if c.is_whitespace() || matches!(c, '-' | '_' | '.') {
        if !out.ends_with(' ') {
            out.push(' ');
        }
        return;
    }
    if c.is_ascii() {
        return out.push(c.to_ascii_lowercase());
    }
    let c = c.to_lowercase().next().unwrap_or(c);
    let c = FOLDS
        .binary_search_by_key(&c, |(from, _)| *from)
        .ok()
        .and_then(|at| FOLDS.get(at))
        .map_or(c, |(_, to)| *to);
    if !DROPPED
        .iter()
        .any(|(first, last)| (*first..=*last).contains(&c))
    {
        out.push(c);
    }
}

thread_local! {
    static SAID_BEFORE: Memo<Said> = const { Memo::new(Vec::new()) };
    static SAID_AFTER: Memo<Said> = const { Memo::new(Vec::new()) };
}

/// What the text before a number says.
pub(crate) fn before(text: &[u8]) -> Said {
    let has_letters = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    if !text.iter().any(has_letters) {
        return Said::default();
    }
    memo::ask(&SAID_BEFORE, text, say_before)
}

fn say_before(text: &[u8]) -> Said {
    let is_log_level = is_log_level(text);
    let folded = fold(text);
    let mut marks = Marks {
        is_arrow: text.windows(2).any(|mark| mark == b"->"),
        ..Marks::default()
    };
    // A dash, of which folding leaves a blank.
    marks.link = text.ends_with(b" - ");
    let mut rest = folded.as_str();
    let (mut word, mut name) = (None, "");
    for _ in 0..MOST_LINKS {
        rest = marks.strip(rest);
        word = suffix(rest);
        name = last_word(rest);
        let link = word
            .filter(|word| word.sense == Sense::Link)
            .map(|word| word.text);
        let Some(link) = link.or_else(|| is_in(API, name).then_some(name)) else {
            break;
        };
        marks.link = true;
        rest = rest.get(..rest.len() - link.len()).unwrap_or_default();
        name = last_word(rest);
    }
    // `The API returns 131047`: who speaks is named.
    let subject = word
        .and_then(|word| rest.strip_suffix(word.text))
        .unwrap_or_default();
    marks.link |= is_in(API, last_word(subject.trim_end()));
    let is_reference = is_log_level || is_in(REFERENCES, name) || marks.is_condition(subject);
    let sense = if is_log_level || marks.compares {
        None
    } else {
        word.and_then(|word| marks.sense(word.sense))
    };
    Said {
        sense,
        is_reference,
        is_value: marks.colon || marks.equals,
    }
}

/// Whether a word is one of sorted words.
fn is_in(words: &[&str], word: &str) -> bool {
    words.binary_search(&word).is_ok()
}

/// Whether the first word of a text is such a one, as in `Fixes the parser`.
pub(crate) fn begins_with_reference(text: &[u8]) -> bool {
    let letters = text
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    text.first().is_some_and(u8::is_ascii_alphabetic)
        && is_in(REFERENCES, &fold(text.get(..letters).unwrap_or_default()))
}

fn last_word(folded: &str) -> &str {
    folded
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default()
}

/// Whether a text ends with the name of the platform or a word for errors, as `WA-` and `ERR`.
pub(crate) fn ends_with_speaker(text: &[u8]) -> bool {
    let letters = text
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let word = text.get(text.len() - letters..).unwrap_or_default();
    let is_it = |own: &str| word.eq_ignore_ascii_case(own.as_bytes());
    letters > 0 && API.iter().chain(ERRORS).any(|own| is_it(own))
}

/// Whether it is the level of a log's line, as in `ERROR [main]`.
fn is_log_level(window: &[u8]) -> bool {
    let Some(before) = window.strip_suffix(b" [") else {
        return false;
    };
    let letters = before
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_uppercase())
        .count();
    let level = before.get(before.len() - letters..).unwrap_or_default();
    LOG_LEVELS
        .iter()
        .any(|own| level.eq_ignore_ascii_case(own.as_bytes()))
}

/// Whether the level of a log's line follows, as in `[131047] ERROR boot failed` and `131047 ERROR boot failed`.
fn begins_with_log_level(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"]").unwrap_or(text);
    let Some(after) = text.strip_prefix(b" ") else {
        return false;
    };
    let letters = after
        .iter()
        .take_while(|byte| byte.is_ascii_uppercase())
        .count();
    let (level, rest) = after.split_at(letters);
    matches!(rest, [b' ', letter, ..] if letter.is_ascii_alphabetic())
        && LOG_LEVELS
            .iter()
            .any(|own| level.eq_ignore_ascii_case(own.as_bytes()))
}

/// What the text behind a number says.
pub(crate) fn after(text: &[u8]) -> Said {
    if text.trim_ascii().is_empty() {
        return Said::default();
    }
    memo::ask(&SAID_AFTER, text, say_after)
}

fn say_after(text: &[u8]) -> Said {
    let folded = fold(text);
    let closes = |c: char| {
        matches!(
            c,
            ' ' | ')'
                | ']'
                | '"'
                | '\''
                | '`'
                | '*'
                | '’'
                | '”'
                | '）'
                | '】'
                | '」'
                | '』'
                | '》'
                | '〉'
                | '›'
                | '\u{a0}'
        )
    };
    let rest = folded.trim_start_matches(closes);
    let next = rest
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    // A unit stands right behind what it counts, and not behind a dash as in `131047 - failed`.
    let is_near = !matches!(text.first(), Some(b')' | b']' | b'"' | b'\'' | b'`' | b'*'))
        && !text.trim_ascii_start().starts_with(b"- ");
    let word = prefix(rest);
    // The name of the next field announces nothing.
    let is_name = word.is_some_and(|word| {
        rest.get(word.text.len()..)
            .is_some_and(|later| later.trim_start().starts_with(['=', ':']))
    });
    let sense = word.map(|word| word.sense).filter(|sense| {
        if *sense == Sense::NotCode {
            is_near
        } else {
            !is_name
        }
    });
    Said {
        sense,
        is_value: false,
        is_reference: (is_near && is_in(REFERENCES, next)) || begins_with_log_level(text),
    }
}

/// The marks between a word and its number.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)]
struct Marks {
    colon: bool,
    equals: bool,
    bracket: bool,
    link: bool,
    compares: bool,
    /// `->`, of which folding leaves the point.
    is_arrow: bool,
}

impl Marks {
    fn strip<'a>(&mut self, text: &'a str) -> &'a str {
        let mut equals = 0;
        let mut rest = text;
        while let Some(last) = rest.chars().next_back() {
            if last == '>'
                && let Some(open) = rest.rfind('<')
            {
                // A tag: its name may announce.
                let tag = rest.get(open + 1..rest.len() - 1).unwrap_or_default();
                if ends_with(tag, false).is_some_and(|word| word.text.len() == tag.len()) {
                    return tag;
                }
                rest = rest.get(..open).unwrap_or_default();
                continue;
            }
            match last {
                ':' | '：' => self.colon = true,
                '=' => equals += 1,
                '(' | '[' | '（' | '【' | '〔' => self.bracket = true,
                '>' if !rest.ends_with("=>") && !self.is_arrow => return self.compare(rest),
                '<' | '!' => return self.compare(rest),
                '–' | '—' | '→' => self.link = true,
                ' ' | '>' | '#' | ',' | ';' | ']' | '{' | '+' | '~' | '…' | '「' | '」' | '『'
                | '』' | '《' | '》' | '〈' | '〉' | '‹' | '›' | '\u{a0}' | '"' | '\'' | '`'
                | '*' | '|' | '\\' | '№' | '°' | 'º' | '„' | '“' | '”' | '«' | '’' | '‘' =>
                    {}
                _ => break,
            }
            rest = rest.get(..rest.len() - last.len_utf8()).unwrap_or_default();
        }
        self.equals |= equals > 0;
        self.compares |= equals > 1;
        rest
    }

    fn compare<'a>(&mut self, rest: &'a str) -> &'a str {
        self.compares = true;
        rest
    }

    /// Whether the word behind a text is compared with the number, as in `WHERE error_code = 131047`.
    fn is_condition(&self, before: &str) -> bool {
        let mut words = before.split(|c: char| !c.is_alphanumeric()).rev();
        let mut words = words.by_ref().skip_while(|word| word.is_empty());
        let is_condition = |word: &str| is_in(CONDITIONS, word);
        let Some(last) = words.next().filter(|_| self.equals) else {
            return false;
        };
        is_condition(last) || (is_in(ANDS, last) && words.any(is_condition))
    }

    fn sense(&self, sense: Sense) -> Option<Sense> {
        let is_set_off = self.bracket || self.colon || self.link;
        match sense {
            Sense::Failed if !is_set_off => None,
            Sense::Reason if !(self.colon || self.equals) => None,
            sense => Some(sense),
        }
    }
}

/// The longest word at the end of a folded text.
fn suffix(text: &str) -> Option<&'static Word> {
    ends_with(text, false).or_else(|| {
        // A stem with an ending.
        let mut chars = text.char_indices().rev();
        (0..ENDING).find_map(|_| {
            let (at, last) = chars.next()?;
            if !last.is_alphabetic() {
                return None;
            }
            ends_with(text.get(..at)?, true)
        })
    })
}

fn ends_with(text: &str, has_ending: bool) -> Option<&'static Word> {
    let from_behind = |word: &Word, at: usize| {
        let text = word.text.as_bytes();
        text.get(text.len().checked_sub(at + 1)?).copied()
    };
    let words = within(BEFORE, &BY_LAST, text.bytes().next_back()?);
    longest(words, text.bytes().rev(), from_behind, |word| {
        (word.stem || !has_ending)
            && text
                .strip_suffix(word.text)
                .is_some_and(|earlier| begins(earlier, word))
    })
}

/// Where the words with each last byte, or first byte, begin.
static BY_LAST: [usize; 257] = starts(BEFORE, true);
static BY_FIRST: [usize; 257] = starts(AFTER, false);

const fn starts(words: &[Word], from_behind: bool) -> [usize; 257] {
    let mut starts = [words.len(); 257];
    let mut at = words.len();
    while at > 0 {
        at -= 1;
        let bytes = words[at].text.as_bytes();
        let byte = if from_behind {
            bytes[bytes.len() - 1]
        } else {
            bytes[0]
        };
        starts[byte as usize] = at;
    }
    let mut byte = 256;
    while byte > 0 {
        byte -= 1;
        if starts[byte] > starts[byte + 1] {
            starts[byte] = starts[byte + 1];
        }
    }
    starts
}

fn within(words: &'static [Word], starts: &[usize; 257], byte: u8) -> &'static [Word] {
    let byte = usize::from(byte);
    words
        .get(starts[byte]..starts[byte + 1])
        .unwrap_or_default()
}

/// The longest of sorted words, all with the first of the bytes, with which the bytes begin and which fits: byte by byte,
/// fewer words are left, and of the last few each is tried.
fn longest(
    words: &'static [Word],
    bytes: impl Iterator<Item = u8>,
    byte_of: impl Fn(&Word, usize) -> Option<u8>,
    fits: impl Fn(&Word) -> bool,
) -> Option<&'static Word> {
    let (mut left, mut longest) = (words, None);
    for (at, byte) in bytes.enumerate() {
        if left.len() <= FEW {
            let fitting = left.iter().filter(|word| fits(word));
            return fitting.max_by_key(|word| word.text.len()).or(longest);
        }
        // They have the first byte in common.
        if at > 0 {
            let first = left.partition_point(|word| byte_of(word, at) < Some(byte));
            left = left.get(first..)?;
            let count = left.partition_point(|word| byte_of(word, at) <= Some(byte));
            left = left.get(..count)?;
        }
        // Those that end here come first.
        let mut whole = left.iter().take_while(|word| word.text.len() == at + 1);
        longest = whole.find(|word| fits(word)).or(longest);
    }
    longest
}

/// Whether a word can begin behind a text.
fn begins(earlier: &str, word: &Word) -> bool {
    let before = earlier.chars().next_back();
    if word.edge != Edge::Word || before.is_none_or(|c| !c.is_alphanumeric()) {
        return true;
    }
    let token = last_word(earlier);
    // `الخطأ`, and `WhatsAppError` but not `KeyError`.
    PREFIXES.contains(&token)
        || (word.text.is_ascii() && API.iter().any(|name| token.ends_with(name)))
}

/// The longest word at the beginning of a folded text.
fn prefix(text: &str) -> Option<&'static Word> {
    let from_start = |word: &Word, at: usize| word.text.as_bytes().get(at).copied();
    let words = within(AFTER, &BY_FIRST, text.bytes().next()?);
    longest(words, text.bytes(), from_start, |word| {
        text.strip_prefix(word.text).is_some_and(|later| {
            let letters = later.chars().take_while(|c| c.is_alphanumeric()).count();
            word.edge == Edge::None || letters == 0 || (word.stem && letters <= ENDING)
        })
    })
}

/// Whether a folded text speaks of an error anywhere.
pub(crate) fn speaks_of_errors(folded: &str) -> bool {
    let is_error = |word: &Word| {
        matches!(
            word.sense,
            Sense::Error | Sense::Code | Sense::Failed | Sense::Plural
        )
    };
    let mut ends = folded.char_indices().filter(|(at, c)| {
        c.is_alphanumeric()
            && folded
                .get(at + c.len_utf8()..)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    ends.any(|(at, c)| {
        folded
            .get(..at + c.len_utf8())
            .and_then(suffix)
            .is_some_and(is_error)
    })
}

/// Whether a folded text has several numbers under names that count: `failed: 3, sent: 12`.
pub(crate) fn counts(folded: &str) -> bool {
    let mut before = None;
    let begins = |(at, c): (usize, char)| {
        let is_first = c.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric);
        before = Some(c);
        is_first.then(|| folded.get(at..))?
    };
    let is_count = |text: &&str| {
        let word = prefix(text).filter(|word| word.sense == Sense::NotCode);
        let value = word.and_then(|word| text.get(word.text.len()..)?.strip_prefix([':', '=']));
        value.is_some_and(|value| value.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    folded
        .char_indices()
        .filter_map(begins)
        .filter(is_count)
        .nth(1)
        .is_some()
}

/// Whether a cell of a table's head announces codes.
pub(crate) fn announces(cell: &[u8]) -> Option<Sense> {
    let folded = fold(cell);
    let cell = folded.trim_matches([' ', ':']);
    let word = ends_with(cell, false)?;
    let announces = match word.sense {
        Sense::Code | Sense::Error | Sense::Plural => true,
        // The codes of something else have names too.
        Sense::BareCode => word.text == cell,
        _ => false,
    };
    announces.then_some(word.sense)
}
