//! What speaks for and against an error, and how sure that makes.

use std::str::FromStr;
use std::{fmt, iter};

use waba_errors::{Category, lookup, on_premises};

use crate::generated::{CERTAIN, Evidence, LIKELY, POSSIBLE};
use crate::lookup::is_pair;

/// How sure it is that something is an error of the platform, and that it is this one.
///
/// ```
/// use waba_errors_payload::{Certainty, Options};
///
/// let report = Options::new().least(Certainty::Possible).read(b"getting 131047 again");
/// assert_eq!(report.first().unwrap().certainty(), Certainty::Possible);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// A bare number that is a known code, or an error of who knows whom.
    Possible,
    /// A sentence, a title or a column says that the number is a code.
    Likely,
    /// The structure or a mark of the platform says so.
    Certain,
    #[doc(hidden)]
    __NotANumber(core::convert::Infallible),
}

impl Certainty {
    /// Every certainty, the least one first.
    pub const ALL: [Self; 3] = [Self::Possible, Self::Likely, Self::Certain];

    /// `possible`, `likely` or `certain`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// Reads the [`id`](Certainty::id).
impl FromStr for Certainty {
    type Err = ParseCertaintyError;

    fn from_str(id: &str) -> Result<Self, ParseCertaintyError> {
        let known = Self::ALL.into_iter().find(|certainty| certainty.id() == id);
        known.ok_or(ParseCertaintyError)
    }
}

/// A text is the id of no certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseCertaintyError;

impl fmt::Display for ParseCertaintyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a certainty is `possible`, `likely` or `certain`")
    }
}

impl std::error::Error for ParseCertaintyError {}

/// The rules that fired: a bit for each, and what they weigh together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Why {
    rules: u32,
    weight: i32,
}

impl Why {
    #[inline]
    pub(crate) fn add(&mut self, rule: Evidence) {
        self.add_if(rule, true);
    }

    #[inline]
    pub(crate) fn add_if(&mut self, rule: Evidence, fires: bool) {
        if fires && !self.has(rule) {
            self.rules |= 1 << rule.place();
            self.weight += rule.weight();
        }
    }

    /// How well the table knows a number.
    pub(crate) fn add_known(&mut self, number: i64, subcode: Option<i64>) {
        let Ok(code) = u32::try_from(number) else {
            return;
        };
        let entry = lookup(code);
        let rule = match code {
            10_000.. if entry.is_known() => Evidence::Known,
            _ if subcode.is_some() && is_pair(Some(number), subcode) => Evidence::Known,
            100.. if entry.category() != Category::Unknown => Evidence::KnownShort,
            _ if entry.is_known() || on_premises(code).is_some() => Evidence::KnownTiny,
            _ => return,
        };
        self.add(rule);
    }

    /// A code and its subcode stand together.
    pub(crate) fn add_pair(&mut self, code: Option<i64>, subcode: Option<i64>) {
        self.add(Evidence::GraphMark);
        self.add_if(Evidence::Known, is_pair(code, subcode));
    }

    pub(crate) const fn has(self, rule: Evidence) -> bool {
        self.rules >> rule.place() & 1 == 1
    }

    pub(crate) fn rules(self) -> impl Iterator<Item = Evidence> {
        let mut left = self.rules;
        iter::from_fn(move || {
            let rule = Evidence::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(*rule)
        })
    }

    pub(crate) const fn weight(self) -> i32 {
        self.weight
    }

    /// Whether it can be certain: it stands where errors do or is well known, and the platform speaks, or both.
    const fn is_proven(self) -> bool {
        let is_known = self.has(Evidence::Known) || self.has(Evidence::KnownShort);
        let is_placed = self.has(Evidence::ErrorPlace) || self.has(Evidence::NamedErrorCode);
        let is_the_platforms = self.has(Evidence::OwnTitle) || self.has(Evidence::Platform);
        let is_in_table = is_known || self.has(Evidence::KnownTiny);
        self.has(Evidence::GraphMark)
            || (is_placed && (is_known || is_the_platforms || self.has(Evidence::Titled)))
            || (is_in_table && (is_the_platforms || self.has(Evidence::FailedMessage)))
    }

    /// How sure an object is an error; `None` if too little speaks for it.
    pub(crate) fn certainty(self) -> Option<Certainty> {
        match self.weight() {
            CERTAIN.. if self.is_proven() => Some(Certainty::Certain),
            LIKELY.. => Some(Certainty::Likely),
            POSSIBLE.. => Some(Certainty::Possible),
            _ => None,
        }
    }

    /// How sure a sentence tells an error: likely at most, unless a mark and the words of the platform
    /// say so.
    pub(crate) fn certainty_of_sentence(self) -> Option<Certainty> {
        let is_proven = self.has(Evidence::OwnTitle) || self.has(Evidence::GraphLine);
        let is_certain = self.has(Evidence::GraphMark) && is_proven;
        let most = if is_certain {
            Certainty::Certain
        } else {
            Certainty::Likely
        };
        self.certainty().map(|certainty| certainty.min(most))
    }
}
