//! Names of fields, in all spellings.

use std::borrow::Cow;

use crate::decode;
use crate::generated::{
    API, CARRIERS, ENDS, ERRORS, FIELDS, Field, INBOUND_WORDS, NULLS, TEXT_NAMES, TextName,
};
use crate::tokens::Scalar;

/// No name of the vocabulary is longer.
const LONGEST: usize = 40;
/// The same with all its letters escaped.
const LONGEST_SPELLED: usize = 6 * LONGEST;

/// Names and what each says, in a hash that is computed when this is compiled: a `match` on so many texts is several times as much
/// code. There are `PLACES`, a power of two, and the names have so many `BYTES`.
pub(crate) struct Names<T, const PLACES: usize, const BYTES: usize> {
    /// One name behind the other.
    bytes: [u8; BYTES],
    /// A name at its place, or behind it where names share one: where it starts, its length, and what it says.
    places: [Option<(u16, u8, T)>; PLACES],
}

impl<T: Copy, const PLACES: usize, const BYTES: usize> Names<T, PLACES, BYTES> {
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) const fn new(names: &[(&[u8], T)]) -> Self {
        assert!(BYTES <= u16::MAX as usize && names.len() < PLACES && PLACES <= 1 << 16);
        let (mut bytes, mut places) = ([0; BYTES], [None; PLACES]);
        let (mut start, mut index) = (0, 0);
        while index < names.len() {
            let (name, says) = names[index];
            let mut place = Self::place(name);
            while places[place].is_some() {
                place = (place + 1) % PLACES;
            }
            places[place] = Some((start as u16, name.len() as u8, says));
            bytes
                .split_at_mut(start)
                .1
                .split_at_mut(name.len())
                .0
                .copy_from_slice(name);
            start += name.len();
            index += 1;
        }
        Self { bytes, places }
    }

    pub(crate) fn get(&self, name: &[u8]) -> Option<T> {
        if name.len() > LONGEST {
            return None;
        }
        let mut place = Self::place(name);
        while let Some((start, len, says)) = self.places[place] {
            let start = usize::from(start);
            if self.bytes.get(start..start + usize::from(len)) == Some(name) {
                return Some(says);
            }
            place = (place + 1) % PLACES;
        }
        None
    }

    /// A hash of the length and of both ends: names that share them are few.
    #[allow(clippy::cast_possible_truncation)]
    const fn place(name: &[u8]) -> usize {
        let ends = match (name.first_chunk(), name.last_chunk()) {
            (Some(first), Some(last)) => {
                u32::from_le_bytes(*first).wrapping_mul(0x9e37_79b1) ^ u32::from_le_bytes(*last)
            }
            _ => match (name.first(), name.last()) {
                (Some(first), Some(last)) => u32::from_le_bytes([*first, *last, 0, 0]),
                _ => 0,
            },
        };
        let hash = (ends ^ name.len() as u32).wrapping_mul(0x85eb_ca6b);
        (hash >> 16) as usize % PLACES
    }
}

/// What a field with this name says.
#[inline]
pub(crate) fn field(name: &[u8]) -> Option<Field> {
    match name {
        [first, second, ..] if may_be_field(*first, *second, name) => spelled(name),
        // An escaped name: `"\u0063ode"`.
        _ if name.len() > 6 && name.contains(&b'\\') => normalized(name, |name| FIELDS.get(name)),
        _ => None,
    }
}

#[inline]
fn may_be_field(first: u8, second: u8, name: &[u8]) -> bool {
    let last = name.last().map_or(0, |last| last & 31);
    ENDS[usize::from((first & 31) << 3 | second & 7)] >> last & 1 == 1
        || first == b' '
        || matches!(second, b' ' | b'_' | b'-')
}

fn spelled(name: &[u8]) -> Option<Field> {
    FIELDS.get(name).or_else(|| {
        let is_plain = name.iter().all(u8::is_ascii_lowercase);
        if is_plain {
            None
        } else {
            normalized(name, |name| FIELDS.get(name))
        }
    })
}

/// Asks about a name without case, `_`, `-`, blanks and escapes.
fn normalized<T>(name: &[u8], ask: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    if name.len() > LONGEST_SPELLED {
        return None;
    }
    if name.contains(&b'\\') {
        return plain(decode::text(name).as_bytes(), ask);
    }
    plain(name, ask)
}

#[inline]
fn plain<T>(name: &[u8], ask: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    let mut plain = [0; LONGEST];
    let mut len = 0;
    for byte in name
        .iter()
        .filter(|byte| !matches!(byte, b'_' | b'-' | b' '))
    {
        *plain.get_mut(len)? = byte.to_ascii_lowercase();
        len += 1;
    }
    ask(plain.get(..len)?)
}

/// Whether a name, in whatever spelling, is one of some.
pub(crate) fn is<const PLACES: usize, const BYTES: usize>(
    name: &[u8],
    of: &Names<(), PLACES, BYTES>,
) -> bool {
    normalized(name, |name| of.get(name)).is_some()
}

/// What stands under a name: what people write does so under longer ones too, as `queryText`.
pub(crate) fn text(name: &[u8]) -> Option<TextName> {
    normalized(name, |name| TEXT_NAMES.get(name)).or_else(|| {
        let last = words(name)
            .last()
            .filter(|last| last.len() < name.len() && !is_error(name))?;
        normalized(last, |name| TEXT_NAMES.get(name)).filter(|text| *text == TextName::People)
    })
}

/// Beside which carriers of bodies a name stands: a bit for each companion, in the order of the data.
pub(crate) fn companions(name: &[u8]) -> u32 {
    let companions = CARRIERS
        .iter()
        .flat_map(|carrier| carrier.beside)
        .enumerate();
    companions
        .filter(|(_, companion)| is_same(name, companion))
        .map(|(index, _)| 1 << index)
        .sum()
}

/// A bit for each first letter (& 31) of the names of carriers.
const CARRIER_LETTERS: u32 = {
    let (mut letters, mut at) = (0, 0);
    while at < CARRIERS.len() {
        letters |= 1 << (CARRIERS[at].name[0] & 31);
        at += 1;
    }
    letters
};

/// Whether a name may be that of a carrier: most are not.
#[inline]
pub(crate) fn may_be_carrier(name: &[u8]) -> bool {
    name.first().is_some_and(|first| {
        CARRIER_LETTERS >> (first & 31) & 1 == 1 || !first.is_ascii_alphabetic()
    })
}

/// Whether a name is that of a carrier all of whose companions were seen.
pub(crate) fn is_carrier(name: &[u8], companions: u32) -> bool {
    let mut first = 0;
    CARRIERS.iter().any(|carrier| {
        let own = ((1_u32 << carrier.beside.len()) - 1) << first;
        first += carrier.beside.len();
        companions & own == own && is_same(name, carrier.name)
    })
}

/// Whether a spelled name is a normalized one.
fn is_same(name: &[u8], normal: &[u8]) -> bool {
    let mut letters = name
        .iter()
        .filter(|byte| !matches!(byte, b'_' | b'-' | b' '));
    normal.iter().all(|byte| {
        letters
            .next()
            .is_some_and(|letter| letter.to_ascii_lowercase() == *byte)
    }) && letters.next().is_none()
}

/// Whether `error` is a word of a name: `errors`, `whatsappApiError`, not `terrorism`.
#[inline]
pub(crate) fn is_error(name: &[u8]) -> bool {
    if is_plain_error(name) {
        return true;
    }
    // Each word for errors has one of these pairs, and few other names do.
    let is_of_error_word = |pair: &[u8]| {
        matches!(
            pair,
            [b'r' | b'R', b'r' | b'R'] | [b'x' | b'X', b'c' | b'C'] | [b'\\', _]
        )
    };
    name.windows(2).any(is_of_error_word)
        && words(&plainly(name)).any(|word| is_word_for_errors(word, true))
}

/// As nearly all names of errors are.
fn is_plain_error(name: &[u8]) -> bool {
    matches!(name, b"errors" | b"error")
}

fn is_word_for_errors(word: &[u8], or_several: bool) -> bool {
    let one = match word {
        [one @ .., b's' | b'S'] if or_several => one,
        _ => word,
    };
    ERRORS
        .iter()
        .any(|own| one.eq_ignore_ascii_case(own.as_bytes()))
}

/// A name without escapes.
fn plainly(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'\\') {
        return name.into();
    }
    decode::text(name).into_owned().into_bytes().into()
}

fn begins_word(name: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| name.get(before));
    match (before, name.get(at)) {
        (Some(before), Some(first)) => {
            !before.is_ascii_alphabetic()
                || (before.is_ascii_lowercase() && first.is_ascii_uppercase())
        }
        _ => true,
    }
}

/// The words of a name: `Payment` and `Error` of `PaymentError`.
fn words(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let start = rest.iter().position(u8::is_ascii_alphanumeric)?;
        let text = rest.get(start..)?;
        let is_end = |at: &usize| {
            text.get(*at)
                .is_none_or(|byte| !byte.is_ascii_alphanumeric())
                || (*at > 0 && begins_word(text, *at))
        };
        let end = (1..=text.len()).find(is_end)?;
        rest = text.get(end..)?;
        text.get(..end)
    })
}

/// Whether one of the words of a name says that the platform speaks: `OAuth` of `OAuthException`.
pub(crate) fn is_of_api(name: &[u8]) -> bool {
    words(name).any(|word| {
        API.iter()
            .any(|own| word.eq_ignore_ascii_case(own.as_bytes()))
    })
}

/// Whether a name says that one error, not several, is told by a plain value: `error`, `lastError`, not `errors`.
pub(crate) fn is_one_error(name: &[u8]) -> bool {
    name != b"errors"
        && is_error(name)
        && words(&plainly(name))
            .last()
            .is_some_and(|word| is_word_for_errors(word, false))
}

/// Whether a list of this name lists errors: `errors`, not `error_ids`.
pub(crate) fn ends_in_error(name: &[u8]) -> bool {
    is_plain_error(name)
        || (is_error(name)
            && words(&plainly(name))
                .last()
                .is_some_and(|word| is_word_for_errors(word, true)))
}

/// Whether a short value such as `message.received` says that people wrote what stands beside it.
pub(crate) fn says_inbound(value: &[u8]) -> bool {
    value.len() <= LONGEST
        && words(value).any(|word| {
            INBOUND_WORDS
                .iter()
                .any(|own| word.eq_ignore_ascii_case(own.as_bytes()))
        })
}

/// Whether a value is `null`, as languages write it.
pub(crate) fn is_null(value: Scalar, bytes: &[u8]) -> bool {
    !value.is_text() && is_nothing(bytes)
}

/// Whether a value says nothing.
pub(crate) fn is_nothing(bytes: &[u8]) -> bool {
    NULLS
        .iter()
        .any(|null| bytes.eq_ignore_ascii_case(null.as_bytes()))
}
