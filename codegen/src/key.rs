//! The keys of the tables: `131047`, `200-299`, `190_463`, `2388103-no-webhook`, `100_33-id-missing`.

use std::fmt;

/// What an entry describes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// One code.
    Code(u32),
    /// A documented range of codes, both ends included.
    Range(u32, u32),
    /// A code with an `error_subcode`.
    Pair(u32, u32),
    /// One of several documented cases of a code.
    Case(u32, String),
    /// One of several documented cases of a code with an `error_subcode`.
    PairCase(u32, u32, String),
}

impl Key {
    /// Reads a key; `None` unless it is in canonical form. A subcode of 0 is none, and so makes no pair.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((code, subcode)) = text.split_once('_') {
            let (subcode, slug) = match subcode.split_once('-') {
                Some((subcode, slug)) => (subcode, Some(slug)),
                None => (subcode, None),
            };
            let code = number(code)?;
            let subcode = number(subcode).filter(|subcode| *subcode > 0)?;
            return match slug {
                None => Some(Self::Pair(code, subcode)),
                Some(slug) => is_slug(slug).then(|| Self::PairCase(code, subcode, slug.to_owned())),
            };
        }
        let Some((code, rest)) = text.split_once('-') else {
            return number(text).map(Self::Code);
        };
        let code = number(code)?;
        match number(rest) {
            Some(last) if last > code => Some(Self::Range(code, last)),
            Some(_) => None,
            None => is_slug(rest).then(|| Self::Case(code, rest.to_owned())),
        }
    }

    /// The order of entries: codes first, then what belongs to them; the cases of a code or of a pair are equal.
    #[must_use]
    pub fn order(&self) -> (u32, u8, u32) {
        match *self {
            Self::Code(code) => (code, 0, 0),
            Self::Range(first, last) => (first, 1, last),
            Self::Pair(code, subcode) => (code, 2, subcode),
            Self::Case(code, _) => (code, 3, 0),
            Self::PairCase(code, subcode, _) => (code, 4, subcode),
        }
    }

    /// The code that the entry is about; of a range the first.
    #[must_use]
    pub fn code(&self) -> u32 {
        match *self {
            Self::Code(code)
            | Self::Range(code, _)
            | Self::Pair(code, _)
            | Self::Case(code, _)
            | Self::PairCase(code, ..) => code,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(first, last) => write!(f, "{first}-{last}"),
            Self::Pair(code, subcode) => write!(f, "{code}_{subcode}"),
            Self::Case(code, slug) => write!(f, "{code}-{slug}"),
            Self::PairCase(code, subcode, slug) => write!(f, "{code}_{subcode}-{slug}"),
        }
    }
}

/// A canonical decimal number: no sign, no leading zero.
pub(crate) fn number(text: &str) -> Option<u32> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (canonical && digits).then(|| text.parse().ok()).flatten()
}

/// Lower-case words joined by hyphens, beginning with a letter.
fn is_slug(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn keys_read_back_as_they_are_written() {
        for text in [
            "0",
            "131047",
            "200-299",
            "190_463",
            "2388103-no-webhook",
            "100_33-id-missing",
        ] {
            assert_eq!(
                Key::parse(text).map(|key| key.to_string()).as_deref(),
                Some(text)
            );
        }
    }

    #[test]
    fn a_key_that_is_not_canonical_is_refused() {
        for text in [
            "",
            "0131047",
            "+1",
            "299-200",
            "200-200",
            "190_",
            "190_0463",
            "190_0",
            "1-A",
            "1--a",
            "99999999999",
            "1-a-",
            "1_0-a",
            "1_2-",
            "1_2-A",
        ] {
            assert_eq!(Key::parse(text), None, "{text}");
        }
    }
}
