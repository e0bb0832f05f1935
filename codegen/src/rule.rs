//! The rules that data must keep: each has an id, a severity, a reason and a remedy.

use serde::Serialize;

/// How much a broken rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Warning,
    /// The data is refused.
    Error,
}

/// One rule that the data must keep.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable id, such as `D05`.
    pub id: &'static str,
    /// Whether breaking it refuses the data.
    pub severity: Severity,
    /// Why the rule exists, in one sentence.
    pub reason: &'static str,
    /// What to do, in one sentence that needs no programming.
    pub remedy: &'static str,
}

macro_rules! rules {
    ($($name:ident $id:literal $severity:ident $reason:literal $remedy:literal)*) => {
        $(
            #[doc = concat!("`", $id, "`: ", $reason)]
            pub static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                reason: $reason,
                remedy: $remedy,
            };
        )*

        /// Every rule, by id.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    UNREADABLE "F01" Error
        "Every file of the data folder must be there and readable, or entries are lost silently."
        "put the file back, or check its name and its permissions"
    ENCODING "F02" Error
        "A file is UTF-8 with Unix line ends and without a byte order mark: translation tools refuse anything else."
        "save the file as UTF-8 without BOM"
    SYNTAX "F03" Error
        "A file that is not TOML cannot be read at all."
        "write each entry as `[code]` and below it lines of the form `field = \"text\"`"
    DUPLICATE "F04" Error
        "Of two entries or fields with one name, one would be lost."
        "keep one of the two and delete the other"
    KEY "D01" Error
        "Keys are canonical numbers, so that no two spellings mean one code."
        "write `[131047]`, `[200-299]`, `[190_463]` or `[2388103-short-name]`, without leading zeros"
    UNKNOWN_FIELD "D02" Error
        "A field that nobody reads is a typing slip or a fact that gets lost."
        "correct the name of the field or delete the line"
    MISSING_FIELD "D03" Error
        "Every entry answers the same questions."
        "add the field"
    TYPE "D04" Error
        "A value of the wrong type would be read as something else."
        "write the value in the form that the message names"
    VALUE "D05" Error
        "Only these values have a meaning to the programs that read the tables."
        "use one of the values that the message names"
    REFERENCE "D06" Error
        "A reference to something that is not there leads a reader nowhere."
        "correct the reference, or add what it refers to"
    NAME "D07" Error
        "A name is a Rust identifier and a promise: unique and in PascalCase."
        "use a unique name made of words with capital initials, such as `RateLimitHit`"
    BLOCK "D08" Error
        "The advice for an unknown number is honest only if it says what the known numbers around it are about."
        "name the category that most of the known codes in the block have"
    TEXT_SHAPE "S01" Error
        "Texts are flat one-line strings with fixed names: translation tools break any other shape."
        "use only `title`, `description`, `cause_1` to `cause_9`, `fix_1` to `fix_9` and `prevent_1` to `prevent_9`, each with one line of text in double quotes"
    TEXT_AND_CODE "S02" Error
        "Every code has words, and words belong to a code."
        "add the missing entry, or correct the number of the entry"
    STEPS "S03" Error
        "A translation with a dropped step is a wrong instruction."
        "translate every step, in the order of the English ones"
    NUMBERING "S04" Error
        "A gap in the numbers hides a lost step."
        "number the steps from 1 without gaps"
    BIDI "U01" Error
        "Invisible direction controls can make a text read differently from what it says."
        "delete the invisible character; programs that show the text set its direction"
    INVISIBLE "U02" Error
        "Invisible characters break searching and copying."
        "delete the invisible character"
    CONTROL "U03" Error
        "Control and private-use characters come from a broken paste."
        "delete the character"
    UNTRANSLATED "T01" Warning
        "Readers of this language get the English text until the entry is translated."
        "translate the entry"
    STALE "T02" Warning
        "A translation of an older English text may say what is no longer true."
        "adapt the translation; if it still says the same, a maintainer runs `cargo codegen bless`"
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn every_rule_has_its_own_id() {
        let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), RULES.len());
    }
}
