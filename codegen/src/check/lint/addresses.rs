//! M02: no text leads anywhere else: no addresses without a link, in no disguise, and no numbers to call.

use std::net::Ipv6Addr;
use std::ops::Range;

use super::Text;
use super::line::Finding;
use super::spans::OBJECT;
use crate::rule;

const HELP: &str =
    "delete it, write a space after a full stop, or put the name of a field between ` marks";

/// More digits than a code has.
const LONG: usize = 8;

pub(super) fn addresses(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let plain = text.line.plain.as_str();
    let versions = text.setting.style.map_or(&[][..], |style| &style.versions);
    let mut found = Vec::new();
    for token in tokens(plain) {
        let word = &plain[token.clone()];
        let what = if versions.iter().any(|version| version == word) {
            None
        } else if word.contains('@') {
            Some("a mail address or calls somebody")
        } else if is_ip(word) {
            Some("the address of a computer")
        } else if is_scheme(word) {
            Some("an address")
        } else {
            None
        };
        if let Some(what) = what {
            found.push((token, what));
        }
    }
    found.extend(domains(plain).map(|domain| (domain, "an address on the web")));
    found.extend(phone_numbers(plain).map(|number| (number, "a phone number")));
    found.extend(disguised(text).map(|part| (part, "a part of an address")));
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut done = 0;
    for (range, what) in found {
        // What stands inside of another one is a part of it.
        if range.start < done {
            continue;
        }
        done = range.end;
        let message = format!("`{}` looks like {what}", &plain[range.clone()]);
        findings.push(Finding::new(&rule::LINK, range, message).help(HELP.to_owned()));
    }
}

/// What stands between spaces and code, without the marks around it.
fn tokens(plain: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = |c: char| c.is_whitespace() || c == OBJECT;
    let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '@' | ':' | '[' | ']');
    plain.split(ends).filter_map(move |part| {
        let start = part.as_ptr().addr() - plain.as_ptr().addr();
        let rest = part.trim_start_matches(is_edge);
        let start = start + part.len() - rest.len();
        let token = rest.trim_end_matches(|c| is_edge(c) || c == ':');
        (!token.is_empty()).then(|| start..start + token.len())
    })
}

/// An IP address, with a port or not, and a number in the notation that hides one.
fn is_ip(word: &str) -> bool {
    let host = word.trim_matches(['[', ']']);
    let four: Vec<_> = host
        .split([':', '/'])
        .next()
        .unwrap_or_default()
        .split('.')
        .collect();
    let is_byte = |part: &&str| part.parse::<u8>().is_ok();
    let hexadecimal = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"));
    let is_hexadecimal = |rest: &str| rest.starts_with(|c: char| c.is_ascii_hexdigit());
    (four.len() == 4 && four.iter().all(is_byte))
        || (host.matches(':').count() > 1 && host.parse::<Ipv6Addr>().is_ok())
        || hexadecimal.is_some_and(is_hexadecimal)
}

/// `tel:+49`, `mailto:x`; a letter behind the mark is a matter of P03 too.
fn is_scheme(word: &str) -> bool {
    word.split_once(':').is_some_and(|(scheme, rest)| {
        let is_word = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_word && !rest.is_empty() && !rest.starts_with(char::is_alphabetic)
    })
}

/// Addresses without a scheme, which chats turn into links: `example.com`, `wa.me/1`.
fn domains(plain: &str) -> impl Iterator<Item = Range<usize>> {
    let mut done = 0;
    plain
        .match_indices(['.', '。'])
        .filter_map(move |(dot, mark)| {
            if dot < done {
                return None;
            }
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '。');
            let start = plain[..dot].trim_end_matches(is_part).len();
            let end = plain[dot..]
                .find(|c| !is_part(c))
                .map_or(plain.len(), |end| dot + end);
            done = dot + mark.len();
            let address = plain[start..end].trim_matches(['.', '-', '。']);
            let start = start + plain[start..end].find(address)?;
            let (host, last) = address.rsplit_once(['.', '。'])?;
            if !is_domain(host, last) {
                return None;
            }
            done = end;
            Some(start..start + address.len())
        })
}

/// A capital only at the beginning is the next sentence behind a lost space (P03).
fn is_domain(host: &str, last: &str) -> bool {
    let letters = last.chars().all(char::is_alphabetic);
    let is_sentence =
        last.starts_with(char::is_uppercase) && last.chars().skip(1).all(char::is_lowercase);
    let has_case = last.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    let is_name = letters && has_case && !is_sentence && last.chars().count() > 1;
    // An ideographic full stop parts an address only where nothing is ideographic.
    let is_plain = host.is_ascii() || !host.contains('。') && last.is_ascii();
    let is_plain = is_plain || host.chars().all(|c| c.is_lowercase() || "-.".contains(c));
    (is_name || last.starts_with("xn--")) && is_plain && host.contains(char::is_alphanumeric)
}

/// Numbers as people write them who want to be called, and numbers as long as one.
fn phone_numbers(plain: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |c: char| c.is_ascii_digit() || " -/().+".contains(c);
    plain.split(move |c| !is_part(c)).filter_map(move |part| {
        let number = part.trim_matches([' ', '-', '/', '(', ')', '.']);
        let start = number.as_ptr().addr() - plain.as_ptr().addr();
        is_phone_number(number).then(|| start..start + number.len())
    })
}

fn is_phone_number(text: &str) -> bool {
    let groups: Vec<_> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let is_called = text
        .match_indices('+')
        .any(|(plus, _)| text[plus + 1..].starts_with(|c: char| c.is_ascii_digit() || c == '('));
    let is_long = groups.iter().any(|group| group.len() >= LONG);
    // Only phone numbers begin with a zero.
    let has_zero = groups
        .iter()
        .any(|group| group.len() > 1 && group.starts_with('0'));
    let is_date = matches!(*groups, [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2);
    let is_dotted = !text.contains([' ', '-', '/', '(']);
    let is_thousands = groups.iter().skip(1).all(|group| group.len() == 3);
    let in_groups = groups.len() > 2 && digits > 6 && !is_dotted;
    let in_dotted_groups = groups.len() > 2 && digits > 8 && !is_thousands;
    is_called
        || is_long
        || (!is_date
            && (in_groups || in_dotted_groups || (has_zero && digits > 5 && groups.len() > 1)))
}

/// Marks and words that stand for parts of an address, such as `[.]`.
fn disguised(text: &Text<'_>) -> impl Iterator<Item = Range<usize>> {
    let plain = text.line.plain.as_str();
    let lower = plain.to_lowercase();
    // Where capitals are longer than small letters, places differ.
    let lower = if lower.len() == plain.len() {
        lower
    } else {
        plain.to_owned()
    };
    let disguises = text.setting.style.map_or(&[][..], |style| &style.disguises);
    disguises.iter().filter_map(move |part| {
        let start = lower.find(part.as_str())?;
        Some(start..start + part.len())
    })
}
