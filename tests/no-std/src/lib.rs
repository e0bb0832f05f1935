//! Uses the macros of `waba-errors` without the standard library.

#![no_std]

use waba_errors::{Code, FromCode, Lang, code, lookup, match_code};

/// What to do with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromCode)]
pub enum Reaction {
    /// Try again.
    #[codes(Retry::Backoff, Retry::After)]
    Later,
    /// Ask somebody.
    #[codes(Retry::Never, Retry::AfterFix)]
    Ask,
    /// Report it.
    #[codes(unknown)]
    Report,
}

/// Whether the app is at fault.
#[must_use]
pub const fn is_ours(code: Code) -> bool {
    match_code!(match code {
        Category::Authorization | Category::Throttling => true,
        Retry::Never | Retry::AfterFix | Retry::Backoff | Retry::After => false,
        Unknown(_) => false,
    })
}

/// A constant and a text.
pub const HIT: (Code, &str) = (code!(RateLimitHit), lookup(130429).fix(Lang::De));
