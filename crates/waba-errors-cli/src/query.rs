//! What people type for a code.

use std::fmt;

use waba_errors::{Entry, codes, from_name, from_title, lookup};

use crate::digits::western;
use crate::foreign::quote;

const NO_CODE: &str = "no code: write a number such as 131047, a pair such as 190/463, or a name such as RateLimitHit";

/// A query that is no code, with the reason.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    query: String,
    reason: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}", quote(&self.query), self.reason)
    }
}

/// Finds the entries of all queries, or everything that is wrong with them.
pub(crate) fn resolve(queries: &[String]) -> Result<Vec<Entry>, Vec<Fault>> {
    let mut entries = Vec::new();
    let mut faults = Vec::new();
    for query in queries {
        match find(query) {
            Ok(entry) => entries.push(entry),
            Err(reason) => faults.push(Fault {
                query: query.clone(),
                reason,
            }),
        }
    }
    if faults.is_empty() {
        Ok(entries)
    } else {
        Err(faults)
    }
}

/// Whether a query is written as codes are, known or not.
pub(crate) fn is_code(query: &str) -> bool {
    find(query) != Err(NO_CODE)
}

/// Whether a query is a pair whose subcode the table does not know, alone or with its code.
pub(crate) fn has_unknown_subcode(query: &str) -> bool {
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

fn find(query: &str) -> Result<Entry, &'static str> {
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
        .ok_or(NO_CODE)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(digits: &str) -> Result<u32, &'static str> {
    digits.parse().map_err(|_| "larger than any error code")
}

#[cfg(test)]
mod tests {
    use super::{find, has_unknown_subcode};

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
            assert!(
                find(query).is_err_and(|reason| reason.starts_with("no code")),
                "{query}"
            );
        }
        for query in ["99999999999", "190/99999999999"] {
            assert_eq!(find(query), Err("larger than any error code"), "{query}");
        }
    }
}
