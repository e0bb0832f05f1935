//! What people type for a code.

use std::error::Error;
use std::fmt;

use waba_errors::{Entry, codes, from_name, from_title, lookup};

use crate::digits::western;

/// Why a query is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// It is neither a number nor a pair, a name or a title.
    NoCode,
    /// Its number is larger than any error code.
    TooLarge,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoCode => {
                "no code: write a number such as 131047, a pair such as 190/463, or a name such as RateLimitHit"
            }
            Self::TooLarge => "larger than any error code",
        })
    }
}

impl Error for QueryError {}

/// Whether a query is a pair whose subcode the table does not know, alone or with its code.
///
/// ```
/// use waba_errors_explain::has_unknown_subcode;
///
/// assert!(has_unknown_subcode("100/36099"));
/// assert!(!has_unknown_subcode("190/463"));
/// ```
#[must_use]
pub fn has_unknown_subcode(query: &str) -> bool {
    let query = plain(query);
    let Some((_, subcode)) = query.split_once(['/', '_']) else {
        return false;
    };
    let (Ok(entry), Ok(subcode)) = (find(&query), subcode.parse::<u32>()) else {
        return false;
    };
    ![Some(entry.code().into()), entry.error_subcode()].contains(&Some(subcode))
}

/// A query without the marks of `(#131047)`, and with the digits 0 to 9.
fn plain(query: &str) -> String {
    let query = query.trim().trim_start_matches(['(', '#']);
    query.trim_end_matches(')').chars().map(western).collect()
}

/// The entry that a query names: a number, a pair, a key, a name or a title, in any digits and capitals. Each number has an
/// entry, which says if it is unknown.
///
/// ```
/// use waba_errors_explain::{QueryError, find};
///
/// assert_eq!(find("(#131047)")?, find("re-engagement MESSAGE")?);
/// assert!(!find("4000000000")?.is_known());
/// assert_eq!(find("token expired, what now?"), Err(QueryError::NoCode));
/// # Ok::<_, QueryError>(())
/// ```
///
/// # Errors
///
/// If the query is written as no code is, or its number is larger than `u32::MAX`.
pub fn find(query: &str) -> Result<Entry, QueryError> {
    let query = plain(query);
    let query = query.as_str();
    if is_number(query) {
        return number(query).map(lookup);
    }
    if let Some((code, subcode)) = query.split_once(['/', '_'])
        && is_number(code)
        && is_number(subcode)
    {
        return Ok(lookup(number(code)?).subcode(number(subcode)?));
    }
    codes()
        .find(|entry| entry.key().to_string() == query)
        .or_else(|| from_name(query))
        .or_else(|| from_title(query))
        .ok_or(QueryError::NoCode)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(digits: &str) -> Result<u32, QueryError> {
    digits.parse().map_err(|_| QueryError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::{QueryError, find, has_unknown_subcode};

    #[test]
    fn a_subcode_that_the_table_does_not_know_is_noticed() {
        for query in ["100/36099", "(#131047/1)", "4000000000/5", "١٠٠/٣٦٠٩٩"] {
            assert!(has_unknown_subcode(query), "{query}");
        }
        for query in ["190/463", "100/2388043", "131047", "rate_limit_hit", "1/x"] {
            assert!(!has_unknown_subcode(query), "{query}");
        }
    }

    #[test]
    fn every_spelling_of_a_code_finds_it() {
        for (query, name) in [
            ("131047", "ReEngagementMessage"),
            (" (#131047) ", "ReEngagementMessage"),
            ("١٣١٠٤٧", "ReEngagementMessage"),
            ("۱۹۰/۴۶۳", "TokenExpired"),
            ("190/463", "TokenExpired"),
            ("190_463", "TokenExpired"),
            ("200-299", "ApiPermission"),
            ("2388103-no-webhook", "MigrationWebhookMissing"),
            ("rate_limit_hit", "RateLimitHit"),
            ("Message Undeliverable", "MessageUndeliverable"),
        ] {
            assert_eq!(find(query).map(|entry| entry.name()), Ok(name), "{query}");
        }
    }

    #[test]
    fn a_query_that_is_no_code_says_why() {
        for query in ["abc", "", "-1", "131047x", "190/"] {
            assert_eq!(find(query), Err(QueryError::NoCode), "{query}");
        }
        for query in ["99999999999", "190/99999999999"] {
            assert_eq!(find(query), Err(QueryError::TooLarge), "{query}");
        }
    }
}
