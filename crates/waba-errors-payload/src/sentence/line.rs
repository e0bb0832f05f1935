//! A line of a text and the codes in it.

use std::cell::OnceCell;
use std::sync::LazyLock;

use waba_errors::{Entry, get, with_title};

use super::Context;
use super::mention::{Mention, Number, cut, numbers};
use crate::Certainty;
use crate::evidence::Why;
use crate::generated::{ANDS, Evidence, GRAPH, Sense};
use crate::lookup;
use crate::memo::{self, Memo};
use crate::number::{digits, integer, is_http};
use crate::pieces::Plain;
use crate::span::Span;
use crate::words::{self, Said};
use crate::work;

/// What a dump says of one error stands this close together.
const NEAR: u32 = 512;
/// So many codes before it are looked through for one that says the same.
const LOOKED_THROUGH: usize = 64;
/// So much of a line is searched for words about errors.
const SEARCHED: usize = 8 * 1024;
/// No title is longer.
const LONGEST_TITLE: usize = 128;
/// Words between the numbers of a list.
const LONGEST_AND: usize = 8;

/// What an earlier line of a dump said.
#[derive(Default)]
pub(super) struct Earlier<'t> {
    /// The name of the line in which the last code stood.
    field: Option<&'t [u8]>,
    /// A subcode that no code stood before, and its place.
    subcode: Option<(i64, u32)>,
}

pub(super) struct Line<'t> {
    bytes: &'t [u8],
    base: u32,
    context: Context,
    /// Where its first letter or digit and what is no blank begin: it is looked for once, not for each number.
    word: usize,
    text: usize,
    /// Its name, if it is a field of a dump.
    field: OnceCell<Option<&'t [u8]>>,
    speaks_of_errors: OnceCell<bool>,
    speaks_of_graph: OnceCell<bool>,
    counts: OnceCell<bool>,
}

thread_local! {
    static LISTS: Memo<bool> = const { Memo::new(Vec::new()) };
    static TITLES: Memo<bool> = const { Memo::new(Vec::new()) };
}

impl<'t> Line<'t> {
    pub(super) fn new(bytes: &'t [u8], base: u32, context: Context) -> Self {
        Self {
            bytes,
            base,
            context,
            word: first(bytes, u8::is_ascii_alphanumeric),
            text: first(bytes, |byte| !byte.is_ascii_whitespace()),
            field: OnceCell::new(),
            speaks_of_errors: OnceCell::new(),
            speaks_of_graph: OnceCell::new(),
            counts: OnceCell::new(),
        }
    }

    pub(super) fn scan(&self, earlier: &mut Earlier<'t>, out: &mut Vec<Mention>) {
        let own = out.len();
        let mut previous: Option<(usize, Why)> = None;
        let mut skip_to = 0;
        let mut light: Option<Mention> = None;
        // A subcode that stands before its code.
        let mut first_subcode: Option<Number<'t>> = None;
        for number in numbers(self.bytes) {
            if number.start < skip_to || out.len() >= self.context.most {
                continue;
            }
            let is_second = previous
                .is_some_and(|(end, _)| end + 1 == number.start && number.before.ends_with(b"/"));
            let is_inside =
                number.is_part_of_a_word() && !is_second && !Self::is_spelled_code(&number);
            if is_inside && !Self::is_marked(&number) {
                continue;
            }
            let before = words::before(number.words_before());
            let is_announced = matches!(
                before.sense,
                Some(Sense::Code | Sense::Error | Sense::BareCode)
            );
            if is_inside && !is_announced {
                continue;
            }
            if before.sense == Some(Sense::Subcode) {
                if out.len() == own && light.is_none() && first_subcode.is_none() {
                    first_subcode = Some(number);
                } else {
                    self.add_subcode(&number, light.take(), out);
                }
                continue;
            }
            let Some(code) = number.value else { continue };
            if code < 100 && previous.is_none() && !self.context.is_named && !number.has_words() {
                continue;
            }
            let subcode = Self::subcode(&number, code);
            let tally = tally(code, number.after);
            let before = Said {
                is_value: before.is_value
                    && !(before.sense == Some(Sense::Plural)
                        && (tally > 0 || lists_codes(number.after))),
                ..before
            };
            let listed = previous.filter(|(end, _)| {
                let between = self.bytes.get(*end..number.start).unwrap_or_default();
                between.is_empty()
                    || (between.len() <= LONGEST_AND && memo::ask(&LISTS, between, is_list))
            });
            let after = words::after(number.words_after());
            let said = (before, after);
            let listed = listed.map(|(_, why)| why);
            let mut why = self.evidence(&number, code, subcode, said, listed);
            let is_told = why.has(Evidence::Announced) || why.has(Evidence::AnnouncedCode);
            if is_told {
                previous = Some((number.end + tally, why));
                skip_to = number.end + tally;
            }
            if let Some(subcode) = &subcode {
                skip_to = subcode.end;
            }
            let mut subcode = subcode.and_then(|subcode| subcode.value);
            if is_told && subcode.is_none() {
                let line_before = earlier.subcode.take().filter(|(value, at)| {
                    lookup::is_pair(Some(code), Some(*value)) && self.place(&number) - at < NEAR
                });
                subcode = match first_subcode.take() {
                    Some(first) => first.value,
                    None => line_before.map(|(value, _)| value),
                };
                if subcode.is_some() {
                    why.add_pair(Some(code), subcode);
                }
            }
            let mention = Mention {
                at: self.place(&number),
                number: Some(code),
                subcode,
                why,
                certainty: why.certainty_of_sentence().unwrap_or(Certainty::Possible),
                message: self.message(&number),
            };
            if why.certainty_of_sentence().is_none() {
                // A subcode may follow.
                light = Some(mention).filter(|_| is_told);
                continue;
            }
            self.add(mention, own, earlier, out);
        }
        if let Some(subcode) = first_subcode {
            self.add_subcode(&subcode, None, out);
            earlier.subcode = subcode.value.map(|value| (value, self.place(&subcode)));
        }
    }

    fn place(&self, number: &Number<'_>) -> u32 {
        self.base + Span::new(number.start, number.start).start
    }

    /// Adds a code, unless the same line, or another field of the same dump, has told it.
    fn add(&self, mention: Mention, own: usize, earlier: &mut Earlier<'t>, out: &mut Vec<Mention>) {
        let field = *self.field.get_or_init(|| field_name(self.bytes));
        let last = std::mem::replace(&mut earlier.field, field);
        if let Some(told) = out.last_mut().filter(|told| told.number.is_none())
            && mention
                .subcode
                .is_none_or(|subcode| told.subcode == Some(subcode))
            && lookup::is_pair(mention.number, told.subcode)
            && mention.at.abs_diff(told.at) < NEAR
        {
            // Its subcode came before it.
            told.number = mention.number;
            told.why.add_pair(told.number, told.subcode);
            return;
        }
        let first = own.max(out.len().saturating_sub(LOOKED_THROUGH));
        let on_line = out
            .get_mut(first..)
            .unwrap_or_default()
            .iter_mut()
            .find(|told| told.number == mention.number);
        let told = match on_line {
            Some(told) => Some(told),
            None => out.last_mut().filter(|told| {
                let is_code = |field: &[u8]| field.to_ascii_lowercase().ends_with(b"code");
                last.map(is_code) == field.map(|field| !is_code(field))
                    && last.is_some()
                    && told.number == mention.number
                    && mention.at.abs_diff(told.at) < NEAR
            }),
        };
        let Some(told) = told else {
            out.push(mention);
            return;
        };
        if told.message.is_empty() {
            told.message = mention.message;
        }
        if mention.certainty > told.certainty {
            (told.certainty, told.why) = (mention.certainty, mention.why);
        }
        told.subcode = told.subcode.or(mention.subcode);
    }

    /// A subcode belongs to the code before it, or tells an error alone.
    fn add_subcode(&self, number: &Number<'_>, light: Option<Mention>, out: &mut Vec<Mention>) {
        let at = self.place(number);
        out.extend(light);
        if let Some(told) = out
            .last_mut()
            .filter(|told| at.abs_diff(told.at) < NEAR && told.number.is_some())
        {
            told.subcode = told.subcode.or(number.value);
            told.why.add_pair(told.number, told.subcode);
            told.certainty = told.why.certainty_of_sentence().unwrap_or(told.certainty);
            return;
        }
        if lookup::is_known_subcode(number.value) {
            let mut why = Why::default();
            why.add(Evidence::GraphMark);
            let message = Span::default();
            out.push(Mention {
                at,
                number: None,
                subcode: number.value,
                why,
                certainty: Certainty::Likely,
                message,
            });
        }
    }

    /// The subcode of `190/463`; in `131049/131026` the second number is a code of its own.
    fn subcode(number: &Number<'t>, code: i64) -> Option<Number<'t>> {
        let rest = number.after.strip_prefix(b"/")?;
        let len = digits(rest);
        let value = rest.get(..len).and_then(integer)?;
        let follows = rest
            .get(len)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.'));
        let code = u32::try_from(code).ok()?;
        let is_code = u32::try_from(value).is_ok_and(|value| get(value).is_some());
        let is_subcode = !follows && (!is_code || lookup::is_pair(Some(code.into()), Some(value)));
        is_subcode.then(|| Number {
            value: Some(value),
            end: number.end + 1 + len,
            ..*number
        })
    }

    /// `Error Code-131026`, `Error: *131047*`: marks make no word of a long code.
    fn is_marked(number: &Number<'_>) -> bool {
        let is_long = number.value.is_some_and(|code| code >= 100_000);
        let [.., before, mark] = number.before else {
            return false;
        };
        is_long
            && matches!(mark, b'-' | b'.' | b'+' | b'*' | b'_' | b'{')
            && !before.is_ascii_digit()
            && !number
                .after
                .first()
                .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
    }

    /// `wa_131047`, `WA-131047`, `ERR131047` and `131047s` are no words but hardly anything else.
    fn is_spelled_code(number: &Number<'_>) -> bool {
        let before = number.before;
        let mark = before.strip_suffix(b"-").unwrap_or(before);
        let is_spelled = before.ends_with(b"_") || words::ends_with_speaker(mark);
        let plural = number.after.strip_prefix(b"s").unwrap_or(number.after);
        let is_plural = number.after.starts_with(b"s") && matches!(before, [] | [.., b' ']);
        is_long_code(number.value)
            && (is_spelled || is_plural)
            && !plural.first().is_some_and(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
            })
    }

    fn evidence(
        &self,
        number: &Number<'t>,
        code: i64,
        subcode: Option<Number<'t>>,
        (before, after): (Said, Said),
        listed: Option<Why>,
    ) -> Why {
        let mut why = Why::default();
        let subcode = subcode.and_then(|subcode| subcode.value);
        why.add_known(code, subcode);
        let is_known = why != Why::default();
        why.add_if(
            Evidence::OwnTitle,
            u32::try_from(code).is_ok_and(|code| Self::says_title(number, code)),
        );
        why.add_if(
            Evidence::GraphMark,
            self.is_numbered_message(number, is_known)
                || (number.is_numbered() && why.has(Evidence::OwnTitle)),
        );
        let is_whole = number.start <= self.word || number.is_numbered();
        why.add_if(
            Evidence::UnderErrorName,
            self.context.is_named && is_known && is_whole,
        );
        // `Error 131047 of Meta`, `error 131047 messages do not arrive`: one error has one number.
        let is_named_error = before.sense == Some(Sense::Error)
            && !before.is_value
            && why.has(Evidence::Known)
            && number.after.starts_with(b" ");
        let is_counted = before.sense != Some(Sense::Code)
            && !is_named_error
            && !why.has(Evidence::OwnTitle)
            && (after.sense == Some(Sense::NotCode)
                || (before.sense == Some(Sense::Failed) && before.is_value && self.counts()));
        let sense = match before.sense {
            Some(Sense::StatusCode) if code < 1_000 => Some(Sense::NotCode),
            Some(Sense::Plural) if before.is_value => Some(Sense::NotCode),
            sense => sense,
        };
        // `?code=131047&state=` is the code of a login.
        let is_others =
            is_process(number) || (before.sense == Some(Sense::BareCode) && is_parameter(number));
        match sense {
            Some(Sense::NotCode) => why.add(Evidence::NotCode),
            Some(Sense::Code) if !is_others => why.add(Evidence::AnnouncedCode),
            Some(
                Sense::Error
                | Sense::Plural
                | Sense::BareCode
                | Sense::StatusCode
                | Sense::Failed
                | Sense::Reason,
            ) if !is_others => {
                why.add(Evidence::Announced);
            }
            _ => {
                let listed = listed.unwrap_or_default();
                why.add_if(Evidence::AnnouncedCode, listed.has(Evidence::AnnouncedCode));
                let is_behind = matches!(after.sense, Some(Sense::Code | Sense::Error));
                why.add_if(
                    Evidence::Announced,
                    is_behind || listed.has(Evidence::Announced),
                );
            }
        }
        why.add_if(Evidence::Count, is_counted);
        let is_reference = before.is_reference
            || after.is_reference
            || is_compared(number)
            || self.is_subject(number)
            || (!number.is_numbered() && number.before.ends_with(b"##"));
        let is_the_platforms = why.has(Evidence::GraphMark) || why.has(Evidence::OwnTitle);
        why.add_if(Evidence::Reference, is_reference && !is_the_platforms);
        let is_announced = why.has(Evidence::Announced) || why.has(Evidence::AnnouncedCode);
        if is_known || is_announced {
            // Of an unknown number only a word for a code says that it is one.
            let says_code = matches!(
                sense,
                Some(Sense::Code | Sense::BareCode | Sense::StatusCode)
            );
            // The Graph API has no statuses of HTTP among its codes but those of the table.
            let may_be_graphs = !is_http(code) || lookup::is_code(code);
            let is_told = is_announced && (is_known || says_code) && may_be_graphs;
            why.add_if(Evidence::GraphLine, is_told && self.speaks_of_graph());
            let is_set_off = || self.heads(number) || number.in_brackets();
            why.add_if(
                Evidence::HeadsSentence,
                is_known && code >= 1000 && is_set_off() && self.speaks_of_errors(),
            );
        }
        why.add_if(
            Evidence::HttpStatus,
            is_http(code) && !why.has(Evidence::GraphMark),
        );
        why
    }

    /// Whether the number begins the line and a sentence follows, as in `131026: Message undeliverable`.
    fn heads(&self, number: &Number<'_>) -> bool {
        let starts = number.before.get(self.text..).unwrap_or_default();
        let begins = self.context.is_whole
            && (starts.is_empty() || starts == b"[" || starts == b"#" || starts == b"`");
        begins
            && number
                .message()
                .is_some_and(|text| text.first().is_some_and(|byte| !byte.is_ascii_digit()))
    }

    /// Whether it ends the subject of a commit, as in `fix(api): tell the error (#131047)`.
    fn is_subject(&self, number: &Number<'_>) -> bool {
        number.is_numbered()
            && number.after.trim_ascii() == b")"
            && words::begins_with_reference(self.bytes.get(self.word..).unwrap_or_default())
    }

    /// Whether `(#100)` begins a message, and does not refer to an issue as in `Fix the parser (#100)`.
    fn is_numbered_message(&self, number: &Number<'_>, is_known: bool) -> bool {
        if !number.is_numbered() {
            return false;
        }
        let before = number.before.trim_ascii_end();
        let before = before
            .strip_suffix(b"#")
            .unwrap_or(before)
            .strip_suffix(b"(")
            .unwrap_or(before);
        let before = before.strip_suffix(b"(").unwrap_or(before);
        let begins = match before.trim_ascii_end().last() {
            None => self.context.is_whole,
            Some(b':' | b'=' | b'>') => true,
            Some(b'"' | b'\'' | b'`') => !before.ends_with(b" "),
            Some(_) => false,
        };
        let is_said = begins || self.speaks_of_errors();
        match number.after {
            [b')', b' ', letter, ..] if letter.is_ascii_alphabetic() || !letter.is_ascii() => {
                is_said && (is_known || self.speaks_of_errors() || self.speaks_of_graph())
            }
            [b')'] | [b')', b'"' | b'\'' | b'`', ..] => begins && is_known,
            _ => false,
        }
    }

    fn says_title(number: &Number<'t>, code: u32) -> bool {
        let Some(title) = get(code).and_then(|entry| entry.api_title()) else {
            return false;
        };
        let after = number
            .after
            .iter()
            .take(8)
            .position(u8::is_ascii_alphabetic);
        let after = after
            .and_then(|at| number.after.get(at..))
            .unwrap_or_default();
        let after = after.get(..LONGEST_TITLE).unwrap_or(after);
        let is_mark = |byte: &u8| matches!(byte, b' ' | b'(' | b'[' | b'#' | b':' | b'"');
        let marks = number
            .before
            .iter()
            .rev()
            .take(8)
            .take_while(|byte| is_mark(byte))
            .count();
        let before = number
            .before
            .get(..number.before.len() - marks)
            .unwrap_or_default();
        let before = before
            .len()
            .checked_sub(title.len())
            .and_then(|at| before.get(at..))
            .unwrap_or_default();
        begins_with(after, title)
            || before.eq_ignore_ascii_case(title.as_bytes())
            || (after.first().is_some_and(u8::is_ascii_uppercase)
                && memo::ask(&TITLES, after, begins_with_title)
                && titled(after).any(|entry| entry.code() == code))
    }

    /// The message that stands with a code.
    fn message(&self, number: &Number<'_>) -> Span {
        let start = if number.is_numbered() {
            number
                .before
                .iter()
                .rposition(|byte| *byte == b'(')
                .unwrap_or(number.start)
        } else {
            match number.message() {
                Some(text) => self.bytes.len() - text.len(),
                None => return Span::default(),
            }
        };
        cut(Span::new(start, self.bytes.len()), self.bytes).moved(self.base)
    }

    fn speaks_of_errors(&self) -> bool {
        let near = self.bytes.get(..SEARCHED).unwrap_or(self.bytes);
        let is_letter = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
        *self.speaks_of_errors.get_or_init(|| {
            self.context.is_named
                || (near.iter().any(is_letter) && words::speaks_of_errors(&words::fold(near)))
        })
    }

    /// Whether the line counts: `failed: 131047, sent: 131026`.
    fn counts(&self) -> bool {
        let near = self.bytes.get(..SEARCHED).unwrap_or(self.bytes);
        *self
            .counts
            .get_or_init(|| words::counts(&words::fold(near)))
    }

    fn speaks_of_graph(&self) -> bool {
        let near = self.bytes.get(..SEARCHED).unwrap_or(self.bytes);
        let speaks = || OF_GRAPH.is_in(near);
        *self.speaks_of_graph.get_or_init(speaks)
    }
}

/// Whether a text begins with a title.
fn begins_with_title(text: &[u8]) -> bool {
    titled(text).next().is_some()
}

/// The entries with whose title a text begins: it may end behind each of its words.
fn titled(text: &[u8]) -> impl Iterator<Item = Entry> {
    let text = text.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let ends = text.char_indices().filter(|(at, c)| {
        c.is_alphanumeric()
            && !text
                .get(at + c.len_utf8()..)
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    });
    ends.filter_map(|(at, c)| text.get(..at + c.len_utf8()))
        .flat_map(with_title)
}

fn begins_with(text: &[u8], title: &str) -> bool {
    text.get(..title.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(title.as_bytes()))
}

/// The place of the first byte that is such a one.
fn first(line: &[u8], is_it: impl Fn(&u8) -> bool) -> usize {
    work::position(line, is_it).unwrap_or(line.len())
}

/// Finds the words with which the Graph API speaks of itself.
static OF_GRAPH: LazyLock<Plain> = LazyLock::new(|| Plain::new(GRAPH));

fn is_long_code(number: Option<i64>) -> bool {
    let code = number.and_then(|number| u32::try_from(number).ok());
    code.is_some_and(|code| code >= 100_000 && get(code).is_some())
}

/// The length of how often a code came, as in `131049 (64%)`, `131049: 12` and `131049 x 3`; none is 0.
fn tally(code: i64, after: &[u8]) -> usize {
    let blank = |text: &[u8]| text.iter().take_while(|byte| **byte == b' ').count();
    let length = || {
        let before = blank(after);
        let (mark, rest) = match after.get(before..)? {
            [b'(' | b'x' | b':' | b'-', rest @ ..] => (1, rest),
            [0xc3, 0x97, rest @ ..] => (2, rest),
            _ => return None,
        };
        let before_count = blank(rest);
        let count = digits(rest.get(before_count..)?);
        let rest = rest.get(before_count + count..)?;
        let unit = rest
            .iter()
            .take_while(|byte| matches!(byte, b'%' | b'x'))
            .count();
        let is_over = matches!(rest.get(unit), None | Some(b')' | b',' | b';' | b'\r'));
        (count > 0 && is_over).then_some(before + mark + before_count + count + unit)
    };
    if is_long_code(Some(code)) {
        length().unwrap_or(0)
    } else {
        0
    }
}

/// Whether another code follows in a list.
fn lists_codes(after: &[u8]) -> bool {
    let near = after.get(..2 * LONGEST_AND).unwrap_or(after);
    numbers(near).next().is_some_and(|next| {
        let between = near.get(..next.start).unwrap_or_default();
        is_long_code(next.value)
            && !between.is_empty()
            && between.len() <= LONGEST_AND
            && is_list(between)
    })
}

/// Whether a program compares it.
fn is_compared(number: &Number<'_>) -> bool {
    let after = number.after.trim_ascii_start();
    [b"==", b"!=", b"<=", b">="]
        .iter()
        .any(|mark| after.starts_with(*mark))
}

/// Whether it is the number of a process or an exit, as in `ERROR 190 --- [main]` and `exited with code 137`.
fn is_process(number: &Number<'_>) -> bool {
    number.after.starts_with(b" --- ")
}

/// Whether it is a value among others of an address, as in `?code=131047&state=`.
fn is_parameter(number: &Number<'_>) -> bool {
    matches!(number.before, [.., letter, b'='] if letter.is_ascii_alphanumeric())
        && number.after.starts_with(b"&")
}

/// Whether only commas and words such as `and` stand between two numbers.
fn is_list(between: &[u8]) -> bool {
    let folded = words::fold(between);
    let word = folded.trim_matches(|c: char| {
        matches!(
            c,
            ' ' | ','
                | ';'
                | '/'
                | '&'
                | '+'
                | '#'
                | '"'
                | '\''
                | '`'
                | '、'
                | '،'
                | '('
                | ')'
                | '['
                | ']'
        )
    });
    word.is_empty() || ANDS.contains(&word)
}

/// The name of a line that is a field of a dump, such as `code` of `  code: 131047`.
fn field_name(line: &[u8]) -> Option<&[u8]> {
    let start = line.trim_ascii_start();
    let len = start
        .iter()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'"'))
        .count();
    let name = start.get(..len)?;
    let is_field = len > 0 && matches!(start.get(len..)?.trim_ascii_start(), [b':' | b'=', ..]);
    let name = name.strip_prefix(b"\"").unwrap_or(name);
    is_field.then_some(name.strip_suffix(b"\"").unwrap_or(name))
}
