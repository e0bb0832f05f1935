//! Whole numbers as inputs write them, read exactly.

/// The zeros of the scripts whose digits count. Behind each stand its other nine.
const ZEROS: [char; 6] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{ff10}'];
/// A longer number is none of an error.
const LONGEST: usize = 64;
/// An exponent that no input is long enough to make up for.
const HUGE: i64 = 1 << 56;

/// How many bytes at the start of a text are ASCII digits.
pub(crate) fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The whole number that a text is, in the notation of JSON: `131047`, `131047.0` and `1.31047e5` are the same.
///
/// A number with leading zeros, with a fraction or beyond an `i64` is none.
pub(crate) fn integer(text: &[u8]) -> Option<i64> {
    // Most are short and plain.
    if matches!(text, [b'1'..=b'9', ..]) && text.len() < 19 {
        let digit = |byte: &u8| byte.is_ascii_digit().then_some(i64::from(byte & 15));
        let number = text
            .iter()
            .try_fold(0, |number, byte| Some(number * 10 + digit(byte)?));
        if number.is_some() {
            return number;
        }
    }
    let mut rest = text.trim_ascii();
    let negative = skip(&mut rest, b"-");
    let mut decimal = Decimal::default();
    let whole = decimal.push_all(&mut rest)?;
    if whole.starts_with_zero && whole.len > 1 {
        return None;
    }
    let mut power = 0;
    if skip(&mut rest, b".") {
        power -= decimal.push_all(&mut rest)?.len;
    }
    if skip(&mut rest, b"eE") {
        power += exponent(&mut rest)?;
    }
    if !rest.is_empty() {
        return None;
    }
    let amount = decimal.times_ten_to(power)?;
    if negative {
        0_i64.checked_sub_unsigned(amount)
    } else {
        i64::try_from(amount).ok()
    }
}

/// Whether a text is a whole number that no `i64` holds: it can be shown and be no code.
pub(crate) fn is_beyond(text: &[u8]) -> bool {
    let digits_only = text.strip_prefix(b"-").unwrap_or(text);
    text.len() <= LONGEST
        && matches!(digits_only, [b'1'..=b'9', ..])
        && digits(digits_only) == digits_only.len()
        && integer(text).is_none()
}

/// A number in groups, such as `131_047`, as programs write it.
pub(crate) fn grouped(text: &[u8]) -> Option<i64> {
    let mut groups = text.split(|byte| *byte == b'_');
    let first = groups
        .next()
        .filter(|first| digits(first) == first.len() && (1..=3).contains(&first.len()))?;
    groups.try_fold(integer(first)?, |number, group| {
        let is_group = group.len() == 3 && digits(group) == 3;
        let group: i64 = str::from_utf8(group)
            .ok()
            .filter(|_| is_group)?
            .parse()
            .ok()?;
        number.checked_mul(1000)?.checked_add(group)
    })
}

/// A run of digits.
struct Run {
    len: i64,
    starts_with_zero: bool,
}

/// An amount with the zeros at its end counted apart, so that only what is too large for any `i64` overflows.
#[derive(Default)]
struct Decimal {
    amount: u64,
    zeros: i64,
}

impl Decimal {
    /// Takes the digits at the start of a text, at least one.
    fn push_all(&mut self, rest: &mut &[u8]) -> Option<Run> {
        let first = next_digit(rest)?;
        self.push(first)?;
        let mut run = Run {
            len: 1,
            starts_with_zero: first == 0,
        };
        while let Some(digit) = next_digit(rest) {
            self.push(digit)?;
            run.len += 1;
        }
        Some(run)
    }

    fn push(&mut self, digit: u8) -> Option<()> {
        if digit > 0 {
            let shifted = self.times_ten_to(1)?;
            self.amount = shifted.checked_add(digit.into())?;
            self.zeros = 0;
        } else if self.amount > 0 {
            self.zeros += 1;
        }
        Some(())
    }

    fn times_ten_to(&self, power: i64) -> Option<u64> {
        if self.amount == 0 {
            return Some(0);
        }
        let power = u32::try_from(self.zeros + power).ok()?;
        self.amount.checked_mul(10_u64.checked_pow(power)?)
    }
}

/// The exponent behind an `e`, at most [`HUGE`].
fn exponent(rest: &mut &[u8]) -> Option<i64> {
    let negative = skip(rest, b"-");
    if !negative {
        skip(rest, b"+");
    }
    let mut exponent = i64::from(next_digit(rest)?);
    while let Some(digit) = next_digit(rest) {
        exponent = HUGE.min(exponent * 10 + i64::from(digit));
    }
    Some(if negative { -exponent } else { exponent })
}

/// Skips one byte if it is one of these.
fn skip(rest: &mut &[u8], bytes: &[u8]) -> bool {
    match *rest {
        [first, behind @ ..] if bytes.contains(first) => {
            *rest = behind;
            true
        }
        _ => false,
    }
}

/// Takes a digit of any known script.
fn next_digit(rest: &mut &[u8]) -> Option<u8> {
    let first = rest.first()?;
    if first.is_ascii() {
        let digit = first.is_ascii_digit().then_some(first & 15)?;
        *rest = rest.get(1..)?;
        return Some(digit);
    }
    let len = if *first < 0xe0 { 2 } else { 3 };
    let (letter, behind) = rest.split_at_checked(len)?;
    let letter = str::from_utf8(letter).ok()?.chars().next()?;
    let digit = ZEROS
        .iter()
        .filter_map(|zero| u32::from(letter).checked_sub((*zero).into()))
        .find(|digit| *digit < 10)?;
    *rest = behind;
    u8::try_from(digit).ok()
}

/// Whether HTTP has such a status: the numbers between are codes of the On-Premises and the Graph API.
/// See <https://www.iana.org/assignments/http-status-codes> (2026-11).
pub(crate) fn is_http(number: i64) -> bool {
    matches!(number, 100..=104 | 200..=208 | 226 | 300..=308 | 400..=418 | 421..=426 | 428 | 429 | 431 | 451 | 500..=508 | 510 | 511)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> Option<i64> {
        integer(text.as_bytes())
    }

    #[test]
    fn every_notation_of_a_whole_number_is_read() {
        for text in [
            "131047",
            " 131047\r\n",
            "131047.0",
            "131047.00",
            "1.31047e5",
            "1.31047E+05",
            "1310470e-1",
            "13104700.00e-2",
            "١٣١٠٤٧",
            "۱۳۱۰۴۷",
            "१३१०४७",
            "১৩১০৪৭",
            "１３１０４７",
        ] {
            assert_eq!(number(text), Some(131047), "{text}");
        }
        assert_eq!(number("2.388103e+06"), Some(2388103));
        assert_eq!(number("-1"), Some(-1));
        for zero in ["0", "-0", "0.0", "0e9", "0.000e-9999999999999999999999"] {
            assert_eq!(number(zero), Some(0), "{zero}");
        }
    }

    #[test]
    fn what_is_no_whole_number_is_none() {
        for text in [
            "",
            " ",
            "-",
            "+1",
            "--1",
            "- 1",
            ".5",
            "5.",
            "1e",
            "1e+",
            "1e--1",
            "1e.5",
            "1.e1",
            "131025.96",
            "1e-3",
            "0131047",
            "00",
            "-01",
            "0x10",
            "131_047",
            "131,047",
            "1 2",
            "131047a",
            "NaN",
            "١٣x",
            "٠١",
            "½",
            "²",
            "\u{66a}",
            "\u{65f}",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        for bytes in [
            &b"\xff"[..],
            b"1\xd9",
            b"\xd9",
            b"\xef\xbc",
            b"\xf0\x9f\x98\x80",
        ] {
            assert_eq!(integer(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_number_is_never_clamped_and_never_wraps() {
        assert_eq!(number("9223372036854775807"), Some(i64::MAX));
        assert_eq!(number("9223372036854775807.000"), Some(i64::MAX));
        assert_eq!(number("-9223372036854775808"), Some(i64::MIN));
        for text in [
            "9223372036854775808",
            "-9223372036854775809",
            "18446744073709551615",
            "18446744073709551616",
            "18446744073709682663",
            "1e19",
            "1e99999999999999999999999999",
            "1e-99999999999999999999999999",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_long_number_is_read_in_one_pass() {
        let zeros = "0".repeat(1_000_000);
        assert_eq!(number(&format!("131047{zeros}e-1000000")), Some(131047));
        assert_eq!(number(&format!("131047.{zeros}")), Some(131047));
        assert_eq!(number(&format!("0.{zeros}131047e1000006")), Some(131047));
        assert_eq!(number(&"9".repeat(1_000_000)), None);
    }

    #[test]
    fn only_ascii_digits_at_the_start_are_counted() {
        assert_eq!(digits(b""), 0);
        assert_eq!(digits(b"131047)"), 6);
        assert_eq!(digits("١٣".as_bytes()), 0);
    }

    /// Moves the point digit by digit, as one does it on paper.
    fn on_paper(whole: &str, fraction: &str, exponent: i32) -> Option<i64> {
        let mut left = String::from(whole);
        let mut right: Vec<char> = fraction.chars().rev().collect();
        for _ in 0..exponent {
            left.push(right.pop().unwrap_or('0'));
        }
        for _ in exponent..0 {
            right.push(left.pop().unwrap_or('0'));
        }
        let is_whole = right.iter().all(|digit| *digit == '0');
        let left = left.trim_start_matches('0');
        let left = if left.is_empty() { "0" } else { left };
        is_whole.then(|| left.parse().ok())?
    }

    /// A number without a sign and its value.
    fn written() -> impl Strategy<Value = (String, Option<i64>)> {
        let whole = prop_oneof![
            Just("0".to_owned()),
            "[1-9][0-9]{0,20}",
            "[1-9][0-9]?0{0,20}"
        ];
        let fraction = prop_oneof![Just(String::new()), "0{1,4}", "[0-9]{1,20}"];
        (whole, fraction, prop::option::of(-25..25)).prop_map(|(whole, fraction, exponent)| {
            let point = if fraction.is_empty() { "" } else { "." };
            let power = exponent.map(|exponent: i32| format!("e{exponent}"));
            let power = power.unwrap_or_default();
            let value = on_paper(&whole, &fraction, exponent.unwrap_or(0));
            (format!("{whole}{point}{fraction}{power}"), value)
        })
    }

    /// The same text in the digits of another script.
    fn in_script(text: &str, zero: char) -> String {
        let digit = |letter: char| char::from_u32(u32::from(zero) + letter.to_digit(10)?);
        text.chars()
            .map(|letter| digit(letter).unwrap_or(letter))
            .collect()
    }

    proptest! {
        #[test]
        fn a_number_is_what_it_is_on_paper((text, value) in written(), zero in prop::sample::select(&ZEROS[..])) {
            prop_assert_eq!(number(&text), value);
            prop_assert_eq!(number(&format!("-{text}")), value.map(|value| -value));
            prop_assert_eq!(number(&in_script(&text, zero)), value);
        }

        #[test]
        fn an_i64_reads_itself(value: i64) {
            prop_assert_eq!(number(&value.to_string()), Some(value));
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(text in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = integer(&text);
            prop_assert!(digits(&text) <= text.len());
        }

        #[test]
        fn an_integer_of_json_is_what_serde_json_reads(text in "0{0,2}|-?[1-9][0-9]{0,19}") {
            let expected = serde_json::from_str::<i64>(&text).ok();
            prop_assert_eq!(number(&text), expected);
        }
    }
}
