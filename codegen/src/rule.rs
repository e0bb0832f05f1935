//! The rules that data must keep: each has an id, a severity, a reason and a remedy.

/// How much a broken rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Warning,
    /// The data is refused.
    Error,
}

impl Severity {
    /// The word that reports begin with: `error` or `warning`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
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
    LOST "F05" Error
        "A translation that vanishes without a trace was lost, not taken back."
        "take the file from an earlier commit; a text that shall not be shown any more is emptied: `\"\"`"
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
    LIMIT "D09" Error
        "The compiled tables count in a few bits, so that they stay small; what does not fit would be read as something else."
        "shorten or divide what the message names"
    PROMISE "D10" Error
        "Programs are written against names and revisions: an entry stays for good, under its name, with the revision that brought it."
        "put it back as it was; only of what no release has had the line in `data/revisions.tsv` may be deleted instead"
    MOVED "D11" Warning
        "Programs select by category, so a move is a correction that a revision records."
        "move the entry back to its file, or run `cargo codegen`, which records the correction"
    TEXT_SHAPE "S01" Error
        "Texts are flat one-line strings with fixed names: translation tools break any other shape."
        "use only `title`, `description`, `cause_1` to `cause_9`, `fix_1` to `fix_9` and `prevent_1` to `prevent_9`, each with one line of text in double quotes"
    TEXT_AND_CODE "S02" Error
        "Every code has words, and words belong to a code."
        "add the missing entry, or correct the number of the entry"
    STEPS "S03" Error
        "A translation that has lost a step is a wrong instruction."
        "put the step back, in the order of the English ones"
    NUMBERING "S04" Error
        "A gap in the numbers hides a lost step."
        "number the steps from 1 without gaps"
    OUTER_SPACE "S05" Error
        "A space at the beginning or end of a text shows as a gap."
        "delete the space, or run `cargo codegen fmt`"
    DOUBLE_SPACE "S06" Error
        "Two spaces in a row show as a gap."
        "keep one space, or run `cargo codegen fmt`"
    WORDLESS "S07" Error
        "A title without a word says nothing."
        "write what the English text says, or leave the text empty"
    BIDI "U01" Error
        "Invisible direction controls can make a text read differently from what it says."
        "delete the invisible character; programs that show the text set its direction"
    INVISIBLE "U02" Error
        "Invisible characters break searching and copying."
        "delete the invisible character"
    CONTROL "U03" Error
        "Control and private-use characters come from a broken paste."
        "delete the character"
    COMPOSED "U04" Error
        "One letter has one spelling in Unicode (NFC), or searching does not find it."
        "run `cargo codegen fmt`, or type the letter anew"
    SCRIPT "U05" Error
        "A letter of another alphabet can look like the right one, and so deceive readers and searches."
        "type the word anew with the keyboard of the language"
    ARABIC_LETTER "U06" Error
        "Persian and Urdu letters look Arabic, but searching does not find them."
        "type the letter with an Arabic keyboard"
    FOREIGN_LETTER "U07" Warning
        "A letter that the language does not use comes from a paste or a wrong key."
        "replace the letter by one of the language"
    DIGIT "U08" Error
        "Codes and limits are searched and compared, so they have the same digits in every language."
        "write the digits 0 to 9, or run `cargo codegen fmt`"
    SPECIAL_SPACE "U09" Warning
        "Unusual spaces break lines in surprising places, and searching does not find them."
        "write an ordinary space"
    SYMBOL "U10" Error
        "Emoji and ornaments look different everywhere, and programs that read aloud speak them."
        "delete the character, or say it in words; `symbols` in `data/style.toml` lists those that texts may have"
    CODE_SPANS "M01" Error
        "A changed field name or value makes the advice useless."
        "copy everything between ` marks exactly from the English text"
    LINK "M02" Error
        "A text must not lead readers to a strange address."
        "keep the links of the English text, which begin with `https://` and lead to pages of Meta"
    PLACEHOLDER "M03" Error
        "The programs fill in the words in braces by name."
        "keep the words in braces, such as `{wait}`, exactly as in the English text"
    NUMBERS "M04" Error
        "A wrong number is a wrong instruction."
        "use the numbers of the English text, in digits where it has digits"
    CODE_NAMED "M05" Error
        "A code that is not in the table leads readers nowhere."
        "correct the number; every code that a text names has an entry"
    BALANCE "M06" Error
        "A bracket or quotation mark without its partner changes what the text says."
        "add the missing mark, or delete this one"
    MARKUP "M07" Error
        "Chats, terminals and web pages would read these characters as commands."
        "delete the character; names of fields stand between ` marks"
    NAMES "M08" Warning
        "Names of products stay, and other words are translated."
        "keep the name as it is in English, or translate the word; `data/glossary.toml` lists the names"
    GLOSSARY "M09" Warning
        "Readers need one word for one thing."
        "use a word that `data/glossary.toml` lists for the term, or add yours there"
    SAME_AS_ENGLISH "M10" Error
        "A text that equals an English one is not translated."
        "translate the text, or leave it empty"
    LANGUAGE "M11" Error
        "A text in another language is of no use to the readers of this one."
        "translate the text, or leave it empty"
    LENGTH "M12" Warning
        "A text of unusual length has lost or gained something, or belongs to another entry."
        "compare it with the English text; shorten or complete it"
    REPEATED "M13" Error
        "Two equal texts in one entry are a slip in copying."
        "write what this line says in English"
    FORBIDDEN_TERM "M14" Error
        "Some words have a better one in the glossary."
        "use the word of `data/glossary.toml`"
    ONE_FOR_TWO "M15" Warning
        "Two different English texts with one translation are often a slip in copying."
        "compare both with the English texts"
    RETRY_ADVICE "M16" Error
        "Programs follow the value of `retry`, people the text: both must say the same."
        "say what the value says, or correct it in `codes`"
    CONDITION_FIRST "M17" Warning
        "Whoever reads a step does it; a condition behind it comes too late."
        "put the condition first, as English does"
    CODE_FORM "M18" Error
        "Readers copy what stands between ` marks: a command, an address or a script there does harm."
        "write a name, a value, a request or a label; `[code]` in `data/style.toml` says what may stand there"
    FORMULA "M19" Error
        "A spreadsheet computes a text that begins like a formula."
        "begin with a word"
    SECRET "M20" Error
        "Whoever gets a token or a PIN has the account; nobody who helps ever asks for one."
        "delete the request, or say that nobody gets it"
    LEFTOVER "M21" Error
        "What a draft or a machine has left behind is no part of the text."
        "delete it; `[leftovers]` in `data/style.toml` lists what is taken for one"
    UNITS "M22" Error
        "24 minutes are no 24 hours."
        "use the unit of the English text"
    NEGATION "M23" Warning
        "A warning that has lost its `not` asks for the harm."
        "say what must not be done, as English does"
    OPPOSITE "M24" Warning
        "A text with the opposite word asks for the opposite."
        "compare with the English text, and use the word for the same side"
    SAME_TITLE "M25" Warning
        "Two entries with one title look alike in every list."
        "say in one of the two what sets it apart"
    FINAL_MARK "P01" Error
        "Titles and labels are no sentences, and sentences end."
        "end sentences with a full stop, and titles with none; a label ends as the English one does"
    LATIN_MARK "P02" Error
        "Latin commas, semicolons and question marks point the wrong way in Arabic."
        "write `،`, `؛` or `؟`, or run `cargo codegen fmt`"
    MARK_SPACING "P03" Error
        "A mark stands at its word, and one space follows."
        "correct the spaces around the mark, or run `cargo codegen fmt`"
    TATWEEL "P04" Error
        "A line between Arabic letters is an ornament, and searching does not find the word."
        "delete the line, or run `cargo codegen fmt`"
    QUOTES "P05" Warning
        "Each language has its own quotation marks."
        "write “…” in English, „…“ in German, «…» in Arabic, or reword without them"
    FIRST_LETTER "P06" Error
        "Programs take the direction of a text from its first letter."
        "begin with a word in the script of the language"
    LOUD "P07" Warning
        "Readers of an error message are under stress; a shout does not help them."
        "write without exclamation marks, capital words and rows of dots"
    GENDER_MARK "P08" Error
        "Marks inside words are hard to read aloud, to translate and to search, and chats read some as commands."
        "use a neutral word, such as `empfangende Person`"
    ADDRESS "P09" Warning
        "German texts address nobody, so that they fit every reader."
        "write the step in the infinitive, and put another word in place of `Sie`"
    UMLAUT "P10" Error
        "A substitute for an umlaut or ß is a misspelling, and so is a ß behind a short vowel."
        "write ä, ö, ü or ß, and ss behind a short vowel"
    DOUBLED_WORD "P11" Warning
        "A word, or a whole text, that stands twice in a row is usually a slip."
        "delete one of the two"
    ORIGIN "P12" Error
        "Where a fact comes from is a fact of its own; in an explanation it helps nobody."
        "delete the remark: `evidence` and `source` in `codes` say it"
    FIRST_STEP "P13" Error
        "Readers look for something to do; a first step that only forbids gives them nothing."
        "begin with what has to be done, and say behind it what does not help"
    STIFF_TITLE "P14" Warning
        "A title says what happened; adjectives of what is not possible are officialese."
        "use a verb, such as `lässt sich nicht löschen`"
    UNTRANSLATED "T01" Warning
        "Readers of this language get the English text until the entry is translated."
        "translate the entry"
    STALE "T02" Warning
        "A translation of an older English text may say what is no longer true."
        "adapt the translation; if it still says the same, a maintainer runs `cargo codegen bless`"
    ORPHAN "T03" Error
        "A translation with more than the English text says something that nobody checked."
        "delete the line, or ask for it in the English text too"
    FORM "R01" Error
        "The reader compares names and words in one form; in another form they are never met."
        "write it as the comment at the top of the file says"
    ONE_MEANING "R02" Error
        "A name or word with two meanings is read as one of them by chance."
        "keep it in one place, or write it there as a part of a longer phrase"
    FINDS "R03" Error
        "A word without an example that finds it may never be found."
        "add an example to `finds`, or correct the word"
    LEAVES "R04" Error
        "What has to be left alone is found: the reader would invent errors."
        "add a longer phrase that makes it something else, or take the word out"
    UNUSED_EXCEPTION "X01" Warning
        "An exception that no text needs hides the next fault."
        "delete the exception"
    UNUSED_PLACE "X02" Warning
        "A place that no entry names is shown to nobody."
        "name it under `places` of the entries that it helps with, or delete it"
}

/// The rule whose id is most like `id`, if any is near.
///
/// ```
/// use waba_errors_codegen::rule::nearest;
///
/// assert_eq!(nearest("M4").map(|rule| rule.id), Some("M04"));
/// assert_eq!(nearest("grammar"), None);
/// ```
#[must_use]
pub fn nearest(id: &str) -> Option<&'static Rule> {
    let id = id.to_uppercase();
    let distance = |rule: &Rule| strsim::damerau_levenshtein(&id, rule.id);
    let near = RULES.iter().min_by_key(|rule| distance(rule)).copied();
    near.filter(|rule| distance(rule) <= 1)
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
