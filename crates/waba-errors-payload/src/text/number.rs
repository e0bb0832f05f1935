//! A number in a line, and what the words and marks around it say.

use memchr::memmem;

use super::{digits, ends_with, number};

/// Words before a number that say that it is a code. One that ends in another comes before it.
const WORDS: [&str; 11] = [
    "error code",
    "error_code",
    "errorcode",
    "fehlercode",
    "error",
    "code",
    "fehler",
    "erro",
    "errore",
    "erreur",
    "خطأ",
];
/// Words before `code` or before a number with which it is something else.
const OTHERS: [&str; 34] = [
    "access",
    "area",
    "bug",
    "closes",
    "commit",
    "country",
    "coupon",
    "exit",
    "fixes",
    "http",
    "id",
    "invoice",
    "issue",
    "job",
    "language",
    "line",
    "order",
    "otp",
    "pin",
    "postal",
    "promo",
    "pull",
    "qr",
    "response",
    "return",
    "row",
    "security",
    "sms",
    "source",
    "status",
    "ticket",
    "user",
    "verification",
    "zip",
];
/// Stands for a number that is none of anybody's codes.
pub(super) const TOO_LONG: i64 = i64::MAX;

/// A number in a line.
pub(super) struct Number<'a> {
    /// `TOO_LONG` if it has too many digits.
    pub(super) value: i64,
    pub(super) before: &'a [u8],
    pub(super) after: &'a [u8],
}

impl<'a> Number<'a> {
    /// The next number of a line.
    pub(super) fn find(line: &'a [u8], from: usize) -> Option<Self> {
        let rest = line.get(from..)?;
        let start = from + rest.iter().position(u8::is_ascii_digit)?;
        let (before, rest) = line.split_at_checked(start)?;
        let len = digits(rest);
        // `131_047`, as programs write it.
        let group = rest
            .get(len..)
            .and_then(|rest| rest.strip_prefix(b"_"))
            .filter(|group| len <= 3 && digits(group) == 3);
        let len = if group.is_some() { len + 4 } else { len };
        let (value, after) = rest.split_at_checked(len)?;
        Some(Self {
            value: number(value).unwrap_or(TOO_LONG),
            before,
            after,
        })
    }

    /// Whether the number belongs to something longer: a time, a path, a decimal, a phone number.
    pub(super) fn is_part_of_a_word(&self) -> bool {
        let is_glued = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'%');
        let before = match self.before {
            [.., b'*', b'*'] | [] => false,
            [.., b'0'..=b'9', b'.' | b',' | b':' | b'-' | b'/'] => true,
            [.., last] => {
                is_glued(last)
                    || !last.is_ascii()
                    || matches!(last, b'.' | b'/' | b'+' | b'-' | b'$' | b'*')
            }
        };
        let after = match self.after {
            [b'*', b'*', ..] | [] => false,
            [b'.' | b',' | b':' | b'-', b'0'..=b'9', ..] => true,
            [first, ..] => is_glued(first) || *first == b'*',
        };
        before || after
    }

    /// Whether it stands as in `(#131026) Message undeliverable`.
    pub(super) fn is_numbered(&self) -> bool {
        let opens = self.before.ends_with(b"(#") || self.before.ends_with(b"(# ");
        opens && self.after.starts_with(b")")
    }

    /// Whether brackets are around it, and are not those of a call.
    pub(super) fn in_brackets(&self) -> bool {
        match (self.before, self.after) {
            ([before @ .., b'('], [b')', ..]) | ([before @ .., b'['], [b']', ..]) => {
                !before.last().is_some_and(u8::is_ascii_alphanumeric)
            }
            _ => false,
        }
    }

    /// Whether it stands as in `#131026`.
    pub(super) fn is_tag(&self) -> bool {
        let before = self.before.strip_suffix(b"#");
        before.is_some_and(|before| !before.last().is_some_and(u8::is_ascii_alphanumeric))
    }

    pub(super) fn says_subcode(&self) -> bool {
        let words = self.words_before();
        ["subcode", "sub_code", "sub-code", "suberrorcode"]
            .iter()
            .any(|word| ends_with(words, word.as_bytes()))
    }

    /// What stands before the number, without the marks between.
    pub(super) fn words_before(&self) -> &'a [u8] {
        trim_marks(self.before)
    }

    /// What stands behind the number, without the marks between.
    pub(super) fn words_after(&self) -> &'a [u8] {
        let marks =
            |byte: &u8| matches!(byte, b' ' | b']' | b')' | b'`' | b'*' | b'"' | b':' | b'-');
        let is_dash = |byte: &u8| matches!(byte, 0xe2 | 0x80 | 0x93 | 0x94 | 0xc2 | 0xb7);
        let start = self
            .after
            .iter()
            .take(8)
            .take_while(|byte| marks(byte) || is_dash(byte))
            .count();
        self.after.get(start..).unwrap_or_default()
    }

    /// The message of `131026: Message undeliverable` and `[131047] Re-engagement message`.
    pub(super) fn message(&self) -> Option<&'a [u8]> {
        let text = match self.after {
            [b':', b' ', text @ ..] | [b'`' | b'"', b':', b' ', text @ ..] => text,
            [b']', b':', b' ', text @ ..] | [b']', b' ', text @ ..] if self.in_brackets() => text,
            _ => return None,
        };
        let is_sentence =
            |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'(' || !byte.is_ascii();
        text.first().is_some_and(is_sentence).then_some(text)
    }

    /// The word that makes the number a code.
    pub(super) fn word(&self) -> Option<&'static str> {
        let words = self.words_before();
        let marks = self.before.get(words.len()..)?;
        // A comparison in a program, a tag of a page.
        let is_arrow = memmem::find(marks, b"=>").is_some();
        if memmem::find(marks, b"==").is_some() || (marks.contains(&b'>') && !is_arrow) {
            return None;
        }
        let word = WORDS
            .iter()
            .find(|word| ends_with(words, word.as_bytes()))?;
        let (earlier, own) = words.split_at_checked(words.len() - word.len())?;
        // `Error` in `ApiError` is a word, `code` in `barcode` is none, and `TypeCode = 10` is a constant of a program.
        let is_small = self.value < 1000;
        let is_part = match (earlier.last(), own.first()) {
            (Some(before), Some(first)) if before.is_ascii_alphabetic() => {
                first.is_ascii_lowercase() || (is_small && !earlier.ends_with(b"OAuth"))
            }
            (Some(b'_'), Some(b'E')) => own.ends_with(b"ROR") && is_small,
            _ => false,
        };
        let is_other = *word == "code" && !earlier.ends_with(b"(") && is_other(trim_marks(earlier));
        // `exited with code 137`, and `ERROR 190 --- [main]` with the number of a process.
        let is_exit = is_small && ends_with(trim_marks(earlier), b"with");
        let is_process = self.after.starts_with(b" --- ");
        (!is_part && !is_other && !is_exit && !is_process).then_some(*word)
    }

    /// Whether this name stands before the word that makes the number a code.
    pub(super) fn is_after(&self, name: &str) -> bool {
        let words = self.words_before();
        let word = self.word().map_or(0, str::len);
        let earlier = words.get(..words.len() - word).unwrap_or_default();
        ends_with(trim_marks(earlier), name.as_bytes())
    }

    /// Whether the word before the number says that it is something else.
    pub(super) fn is_other(&self) -> bool {
        is_other(self.words_before())
    }
}

fn is_other(words: &[u8]) -> bool {
    OTHERS
        .iter()
        .any(|other| ends_with(words, other.as_bytes()))
}

fn trim_marks(text: &[u8]) -> &[u8] {
    let mut text = text;
    let mut most = 8;
    while let [
        rest @ ..,
        b' ' | b'\t' | b'"' | b'\'' | b':' | b'=' | b'>' | b'#' | b'(' | b'[' | b'\\' | b'`' | b'.'
        | b'_' | b'*',
    ] = text
    {
        if most == 0 {
            break;
        }
        most -= 1;
        text = rest;
    }
    text
}
