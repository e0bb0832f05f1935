//! Facts from closed lists, as members of documents.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use waba_errors::Fact;

/// The facts that an entry can state, list by list.
///
/// ```
/// use waba_errors_explain::fact_lists;
///
/// let mut lists = fact_lists();
/// assert!(lists.any(|facts| facts.iter().any(|fact| fact.to_string() == "business")));
/// ```
pub fn fact_lists() -> impl Iterator<Item = &'static [Fact]> {
    Fact::ALL.chunk_by(|one, next| one.id() == next.id())
}

/// Facts as members of an object by their ids. One that an entry can state twice is a list.
///
/// ```
/// use waba_errors_explain::{Members, find};
///
/// let facts: Members = find("131047")?.facts().collect();
/// let facts = serde_json::to_value(facts).unwrap();
/// assert_eq!(facts["fixer"], "developer");
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Members(Vec<Fact>);

impl FromIterator<Fact> for Members {
    /// The facts stand list by list, as those of an entry do.
    fn from_iter<I: IntoIterator<Item = Fact>>(facts: I) -> Self {
        Self(facts.into_iter().collect())
    }
}

impl Serialize for Members {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for facts in self.0.chunk_by(|one, next| one.id() == next.id()) {
            match facts {
                [fact] if !fact.repeats() => map.serialize_entry(fact.id(), fact)?,
                [fact, ..] => map.serialize_entry(fact.id(), facts)?,
                [] => {}
            }
        }
        map.end()
    }
}
