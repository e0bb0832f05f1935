//! Names of fields, in all spellings.

use crate::decode;
use crate::generated::{self, CARRIERS, ENDS, Field, INBOUND_WORDS, TextName};
use crate::tokens::Scalar;
use crate::walk;

/// No name of the vocabulary is longer.
const LONGEST: usize = 40;

/// What a field with this name says.
#[inline]
pub(crate) fn field(name: &[u8]) -> Option<Field> {
    match name {
        [first, .., last] if ENDS[usize::from(first & 31)] >> (last & 31) & 1 == 1 => spelled(name),
        // An escaped name: `"\u0063ode"`.
        [b'\\', ..] | [.., b' ' | b'-' | b'_'] => is(name, |name| generated::field(name).is_some())
            .then(|| normalized(name, generated::field))
            .flatten(),
        _ => None,
    }
}

fn spelled(name: &[u8]) -> Option<Field> {
    generated::field(name).or_else(|| {
        let is_plain = name.iter().all(u8::is_ascii_lowercase);
        if is_plain {
            None
        } else {
            normalized(name, generated::field)
        }
    })
}

/// Asks about a name without case, `_`, `-`, blanks and escapes.
#[inline(never)]
fn normalized<T>(name: &[u8], ask: impl Fn(&[u8]) -> Option<T>) -> Option<T> {
    let decoded = decode::text(name);
    let mut plain = [0; LONGEST];
    let mut len = 0;
    for byte in decoded
        .bytes()
        .filter(|byte| !matches!(byte, b'_' | b'-' | b' '))
    {
        *plain.get_mut(len)? = byte.to_ascii_lowercase();
        len += 1;
    }
    ask(plain.get(..len)?)
}

/// Whether something is true of a name in whatever spelling.
pub(crate) fn is(name: &[u8], ask: fn(&[u8]) -> bool) -> bool {
    if name.len() > LONGEST * 2 {
        return false;
    }
    normalized(name, |name| ask(name).then_some(())).is_some()
}

/// What stands under a name.
pub(crate) fn text(name: &[u8]) -> Option<TextName> {
    normalized(name, generated::text_name)
}

/// The carriers of bodies beside which a name stands: a bit for each companion, in the order of the data.
pub(crate) fn carriers(name: &[u8]) -> u32 {
    let companions = CARRIERS.iter().flat_map(|carrier| carrier.beside);
    companions
        .enumerate()
        .filter(|(_, companion)| is_same(name, companion))
        .map(|(index, _)| 1 << index)
        .sum()
}

/// Whether a name is that of a carrier all of whose companions were seen; `None` if it is none of a carrier.
pub(crate) fn is_carrier(name: &[u8], companions: u32) -> Option<bool> {
    let mut first = 0;
    let mut is_carrier = None;
    for carrier in CARRIERS {
        let own = ((1_u32 << carrier.beside.len()) - 1) << first;
        first += carrier.beside.len();
        if is_same(name, carrier.name) {
            is_carrier = Some(is_carrier == Some(true) || companions & own == own);
        }
    }
    is_carrier
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
pub(crate) fn is_error(name: &[u8]) -> bool {
    // The middle letters first: they are rare, and most names have none.
    name.windows(5).enumerate().any(|(at, part)| {
        matches!(part, [_, b'r' | b'R', b'r' | b'R', ..])
            && part.eq_ignore_ascii_case(b"error")
            && begins_word(name, at)
    }) || words(name).any(|word| {
        ["err", "errs", "exception", "exceptions"]
            .iter()
            .any(|own| word.eq_ignore_ascii_case(own.as_bytes()))
    })
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

/// Whether a name says that one error, not several, is told by a plain value: `error`, `lastError`, not `errors`.
pub(crate) fn is_one_error(name: &[u8]) -> bool {
    is_error(name)
        && words(name).last().is_some_and(|last| {
            ["error", "err", "exception"]
                .iter()
                .any(|own| last.eq_ignore_ascii_case(own.as_bytes()))
        })
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
    !value.is_text() && walk::is_nothing(bytes)
}
