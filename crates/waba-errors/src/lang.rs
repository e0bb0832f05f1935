//! Which language to use.

use core::fmt;
use core::str::FromStr;

use crate::Lang;
use crate::generated::SUBTAGS;

/// The direction in which a language is written.
///
/// ```
/// use waba_errors::{Dir, Lang};
///
/// assert_eq!(Lang::Ar.dir(), Dir::Rtl);
/// assert_eq!(Lang::Ar.dir().as_str(), "rtl");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dir {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
    #[doc(hidden)]
    __NotANumber(core::convert::Infallible),
}

impl Dir {
    /// The value of HTML's `dir` attribute.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// English, the source of the other languages.
#[allow(clippy::derivable_impls)]
impl Default for Lang {
    fn default() -> Self {
        Self::En
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// Reads a language tag or a POSIX locale: `ar-EG`, `AR`, `de_DE.UTF-8`, `deu`.
///
/// Varieties of a language count as the language, in the script that the texts are written in: `arz` is Arabic, but
/// `ar-Latn` is not.
impl FromStr for Lang {
    type Err = ParseLangError;

    fn from_str(text: &str) -> Result<Self, ParseLangError> {
        let tag = bare(text);
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let lang = SUBTAGS
            .iter()
            .find(|(subtag, _)| subtag.eq_ignore_ascii_case(primary))
            .map(|(_, lang)| *lang)
            .ok_or(ParseLangError)?;
        match script(tag) {
            Some(script) if !script.eq_ignore_ascii_case(lang.script()) => Err(ParseLangError),
            _ => Ok(lang),
        }
    }
}

impl Lang {
    /// The language with exactly this tag, in constants too.
    pub(crate) const fn from_tag(tag: &str) -> Option<Self> {
        let mut index = 0;
        while index < Self::ALL.len() {
            if same(Self::ALL[index].tag().as_bytes(), tag.as_bytes()) {
                return Some(Self::ALL[index]);
            }
            index += 1;
        }
        None
    }

    /// The language that a browser's `Accept-Language` header asks for, by the lookup of RFC 4647 §3.4; `None` if it
    /// asks for none of ours.
    ///
    /// Of at most 32 items the one with the highest `q` wins, and the first of equals. `q=0` refuses a language, `*`
    /// stands for the first language that is not refused, and an item with a malformed `q` is ignored. An answer that
    /// depends on the header should say `Content-Language` and `Vary: Accept-Language`.
    ///
    /// ```
    /// use waba_errors::Lang;
    ///
    /// assert_eq!(Lang::negotiate("la, ar-EG;q=0.9, de;q=0.5"), Some(Lang::Ar));
    /// assert_eq!(Lang::negotiate("la"), None);
    /// ```
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        negotiate(accept_language, Self::ALL.iter().copied(), |range| {
            range.parse().ok()
        })
    }

    /// The language of the process: `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set; `None` if it is none of
    /// ours.
    ///
    /// ```
    /// use waba_errors::Lang;
    ///
    /// let lang = Lang::from_env().unwrap_or_default();
    /// # let _ = lang;
    /// ```
    #[cfg(feature = "std")]
    #[must_use]
    pub fn from_env() -> Option<Self> {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())?;
        locale.parse().ok()
    }
}

/// The lookup of RFC 4647 §3.4 among `all`; `named` finds the one that a range means.
pub(crate) fn negotiate<T: Copy + PartialEq>(
    accept_language: &str,
    mut all: impl Iterator<Item = T>,
    named: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let items = || accept_language.split(',').take(32).filter_map(item);
    let is_refused =
        |one: T| items().any(|(range, quality)| quality == 0 && named(range) == Some(one));
    let any = all.find(|one| !is_refused(*one));
    let mut best: Option<(u16, T)> = None;
    for (range, quality) in items() {
        let one = if range == "*" { any } else { named(range) };
        let Some(one) = one.filter(|one| quality > 0 && !is_refused(*one)) else {
            continue;
        };
        if best.is_none_or(|(highest, _)| quality > highest) {
            best = Some((quality, one));
        }
    }
    best.map(|(_, one)| one)
}

/// The tag of a POSIX locale such as `de_DE.UTF-8`, or a tag as it is.
pub(crate) fn bare(text: &str) -> &str {
    text.trim().split(['.', '@']).next().unwrap_or_default()
}

/// The subtag of a tag that names the script.
pub(crate) fn script(tag: &str) -> Option<&str> {
    tag.split(['-', '_'])
        .skip(1)
        .take_while(|subtag| subtag.len() > 1)
        .find(|subtag| subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Whether two tags are the same, whichever hyphens and capitals they have.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let fold = |byte: u8| {
        if byte == b'_' {
            b'-'
        } else {
            byte.to_ascii_lowercase()
        }
    };
    one.bytes().map(fold).eq(other.bytes().map(fold))
}

/// A language range and its quality in thousandths.
fn item(item: &str) -> Option<(&str, u16)> {
    let mut parts = item.split(';');
    let range = parts.next()?.trim();
    let mut quality = 1_000;
    for parameter in parts {
        let (name, value) = parameter.split_once('=')?;
        if name.trim().eq_ignore_ascii_case("q") {
            quality = thousandths(value.trim())?;
        }
    }
    (!range.is_empty()).then_some((range, quality))
}

/// A quality such as `0.8` in thousandths: `0` or `1`, with at most three decimals.
fn thousandths(value: &str) -> Option<u16> {
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut fraction = 0;
    for index in 0..3 {
        let digit = decimals.as_bytes().get(index).map_or(0, |byte| byte - b'0');
        fraction = fraction * 10 + u16::from(digit);
    }
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1_000),
        _ => None,
    }
}

const fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The text names none of the languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseLangError;

impl fmt::Display for ParseLangError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no language of the table; use one of")?;
        for lang in Lang::ALL {
            write!(f, " {lang}")?;
        }
        Ok(())
    }
}

impl core::error::Error for ParseLangError {}
