//! What the reader of payloads knows.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::enums::not_a_number;
use super::rust;
use crate::key::Key;
use crate::model::Model;
use crate::reader::matcher::{Edge, Sense, Word};
use crate::reader::scan::pieces;
use crate::reader::{Evidence, Field, Reader, Texts};

pub(super) fn module(model: &Model, reader: &Reader) -> TokenStream {
    let fields = fields(&reader.fields);
    let texts = texts(&reader.texts);
    let carriers = carriers(reader);
    let words = words(reader);
    let letters = letters(reader);
    let others = others(reader);
    let waits = waits(reader);
    let evidence = evidence(reader);
    let scan = scan(model, reader);
    quote! {
        use crate::name::Names;

        #fields #texts #carriers #words #letters #others #waits #evidence #scan
    }
}

/// How logs write times.
pub(super) fn times(reader: &Reader) -> TokenStream {
    let (forms, finds) = (strings(&reader.times.forms), strings(&reader.times.finds));
    let leaves = strings(&reader.times.leaves);
    quote! {
        /// The forms in which logs write times, as `strftime` has them.
        pub(crate) static FORMS: &[&str] = #forms;

        /// Examples of one and the same time.
        #[cfg(test)]
        pub(crate) static TIMES: &[&str] = #finds;

        /// Examples of what is no time.
        #[cfg(test)]
        pub(crate) static NO_TIMES: &[&str] = #leaves;
    }
}

/// `error-code` as `ErrorCode`.
fn variant(key: &str) -> Ident {
    let mut name = String::new();
    for word in key.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    format_ident!("{name}")
}

fn doc(text: &str) -> TokenStream {
    let text = format!(" {text}");
    quote!(#[doc = #text])
}

fn bytes(text: &str) -> Literal {
    Literal::byte_string(text.as_bytes())
}

fn strings(texts: &[String]) -> TokenStream {
    let texts = texts.iter().map(|text| rust::text(text));
    quote!(&[#(#texts),*])
}

/// A static with names, each of which says something of the type `says`. Less than half of its places are taken.
fn names(
    constant: &str,
    says: &TokenStream,
    names: impl IntoIterator<Item = (impl AsRef<str>, TokenStream)>,
) -> TokenStream {
    let mut len = 0;
    let rows = names.into_iter().map(|(name, value)| {
        len += name.as_ref().len();
        let name = bytes(name.as_ref());
        quote!((#name, #value))
    });
    let rows: Vec<_> = rows.collect();
    let places = Literal::usize_unsuffixed(2 * rows.len().next_power_of_two());
    let (constant, len) = (format_ident!("{constant}"), Literal::usize_unsuffixed(len));
    quote!(pub(crate) static #constant: Names<#says, #places, #len> = Names::new(&[#(#rows),*]);)
}

fn fields(fields: &[Field]) -> TokenStream {
    let variants = fields.iter().map(|field| {
        let (doc, variant) = (doc(&field.means), variant(&field.key));
        quote!(#doc #variant,)
    });
    let says = fields.iter().flat_map(|field| {
        let variant = variant(&field.key);
        // As they are written most often: those need no normalizing.
        let spelled = field
            .written
            .iter()
            .filter(|name| !field.names.contains(name));
        let says = quote!(Field::#variant);
        let names = field.names.iter().chain(spelled);
        names.map(move |name| (name, says.clone()))
    });
    let names = names("FIELDS", &quote!(Field), says);
    let mut ends = [0u32; 256];
    for name in fields
        .iter()
        .flat_map(|field| field.names.iter().chain(&field.written))
    {
        if let [first, second, ..] = name.as_bytes()
            && let Some(last) = name.bytes().last()
        {
            ends[usize::from((first & 31) << 3 | second & 7)] |= 1 << (last & 31);
        }
    }
    let ends = ends.iter().map(|bits| rust::binary(*bits));
    quote! {
        /// What a field says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Field { #(#variants)* }

        /// What the fields with these names say: as they are written most often, and normalized (lower case, without `_`, `-` and
        /// blanks).
        #names

        /// By the first letter (& 31) and the second one (& 7) of a name, a bit for each last letter (& 31) that names of
        /// fields have.
        pub(crate) static ENDS: [u32; 256] = [#(#ends),*];
    }
}

fn texts(texts: &Texts) -> TokenStream {
    let (inbound, sentences) = (&texts.inbound, &texts.sentences);
    let people = texts
        .people
        .iter()
        .map(|name| (name, quote!(TextName::People)));
    let inbound_names = inbound.iter().map(|name| {
        if sentences.contains(name) {
            (name, quote!(TextName::InboundSentence))
        } else {
            (name, quote!(TextName::Inbound))
        }
    });
    let others = sentences.iter().filter(|name| !inbound.contains(name));
    let others = others.map(|name| (name, quote!(TextName::Sentence)));
    let all = people.chain(inbound_names).chain(others);
    let text_names = names("TEXT_NAMES", &quote!(TextName), all);
    let nothing = |name| (name, quote!(()));
    let marks = names(
        "INBOUND_NAMES",
        &quote!(()),
        texts.marks.iter().map(nothing),
    );
    let selectors = texts.selectors.iter().map(nothing);
    let selectors = names("INBOUND_SELECTORS", &quote!(()), selectors);
    let words = strings(&texts.words);
    quote! {
        /// What a text under a name is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum TextName {
            /// What people wrote.
            People,
            /// What people wrote, if the object or one around it is inbound.
            Inbound,
            /// A sentence that may tell an error.
            Sentence,
            /// What people wrote, if the object or one around it is inbound; else a sentence that may tell an error.
            InboundSentence,
        }

        /// What texts under these normalized names are.
        #text_names

        /// Fields with these normalized names make their object inbound.
        #marks

        /// The value of a field with one of these normalized names may make its object inbound.
        #selectors

        /// The words in lower case that do so.
        pub(crate) static INBOUND_WORDS: &[&str] = #words;
    }
}

fn carriers(reader: &Reader) -> TokenStream {
    let carriers = reader.carriers.iter().map(|carrier| {
        let name = bytes(&carrier.name);
        let beside = carrier.beside.iter().map(|name| bytes(name));
        quote!(Carrier { name: #name, beside: &[#(#beside),*] })
    });
    quote! {
        /// A string that holds a body.
        pub(crate) struct Carrier {
            /// The normalized name of its field.
            pub(crate) name: &'static [u8],
            /// Normalized names that must all stand in the same object.
            pub(crate) beside: &'static [&'static [u8]],
        }

        /// The strings that hold bodies.
        pub(crate) static CARRIERS: &[Carrier] = &[#(#carriers),*];
    }
}

fn word(word: &Word) -> TokenStream {
    let text = rust::text(&word.text);
    let sense = match word.sense {
        Sense::Code => quote!(Code),
        Sense::Error => quote!(Error),
        Sense::Plural => quote!(Plural),
        Sense::Failed => quote!(Failed),
        Sense::Reason => quote!(Reason),
        Sense::BareCode => quote!(BareCode),
        Sense::StatusCode => quote!(StatusCode),
        Sense::NotCode => quote!(NotCode),
        Sense::Link => quote!(Link),
        Sense::Subcode => quote!(Subcode),
    };
    let edge = match word.edge {
        Edge::Word => quote!(Word),
        Edge::Compound => quote!(Compound),
        Edge::None => quote!(None),
    };
    let stem = word.stem;
    quote!(word(#text, Sense::#sense, #stem, Edge::#edge))
}

fn words(reader: &Reader) -> TokenStream {
    let mut before: Vec<_> = reader.lexicon.before.iter().collect();
    before.sort_by_cached_key(|word| word.text.bytes().rev().collect::<Vec<_>>());
    let mut after: Vec<_> = reader.lexicon.after.iter().collect();
    after.sort_by_key(|word| word.text.as_bytes());
    let (before, after) = (before.into_iter().map(word), after.into_iter().map(word));
    let prefixes = strings(&reader.lexicon.prefixes);
    quote! {
        /// What a word beside a number says of it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sense {
            /// It is the code of an error.
            Code,
            /// It tells an error.
            Error,
            /// It is the first of some errors; before a colon, it counts them.
            Plural,
            /// Something failed: only with a bracket, a colon or a link between.
            Failed,
            /// It is the reason: only with `:` or `=` between.
            Reason,
            /// It is a code of something.
            BareCode,
            /// It is an HTTP status, or a code of something if it has more than three digits.
            StatusCode,
            /// It is something else, or a count.
            NotCode,
            /// Nothing: the word may stand between a telling word and the number.
            Link,
            /// It is a subcode.
            Subcode,
        }

        /// What may touch a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Edge {
            /// No letter: it would make the word a part of another one.
            Word,
            /// Letters before it: the word may end a longer one.
            Compound,
            /// Everything: the language has no spaces.
            None,
        }

        /// A word beside numbers.
        pub(crate) struct Word {
            /// The word, folded.
            pub(crate) text: &'static str,
            /// What it says.
            pub(crate) sense: Sense,
            /// Whether up to three more letters may follow.
            pub(crate) stem: bool,
            /// What may touch it.
            pub(crate) edge: Edge,
        }

        const fn word(text: &'static str, sense: Sense, stem: bool, edge: Edge) -> Word {
            Word { text, sense, stem, edge }
        }

        /// Words before a number, sorted by their bytes from behind.
        pub(crate) static BEFORE: &[Word] = &[#(#before),*];

        /// Words behind a number, sorted by their bytes: they say `Code`, `Error` or `NotCode`.
        pub(crate) static AFTER: &[Word] = &[#(#after),*];

        /// Folded prefixes that may stand before a word.
        pub(crate) static PREFIXES: &[&str] = #prefixes;
    }
}

fn letters(reader: &Reader) -> TokenStream {
    let folds = reader.lexicon.folds.pairs();
    let folds = folds.map(|(c, plain)| {
        let (c, plain) = (rust::letter(c), rust::letter(plain));
        quote!((#c, #plain))
    });
    let dropped = reader.lexicon.folds.dropped().iter();
    let dropped = dropped.map(|(first, last)| {
        let (first, last) = (rust::escaped(*first), rust::escaped(*last));
        quote!((#first, #last))
    });
    quote! {
        /// Letters that count as others when words are compared, after their case; sorted.
        pub(crate) static FOLDS: &[(char, char)] = &[#(#folds),*];

        /// Characters that vanish when words are compared: first and last of each range, sorted.
        pub(crate) static DROPPED: &[(char, char)] = &[#(#dropped),*];
    }
}

fn others(reader: &Reader) -> TokenStream {
    let lists = [
        (
            "success",
            "SUCCESS",
            "A `message`, `status` or `msg` that consists of one says that all is well; lower case, as all below.",
        ),
        ("null", "NULLS", "No value."),
        ("true", "TRUES", "A value that is true."),
        ("false", "FALSES", "A value that is false."),
        (
            "sizes",
            "SIZES",
            "Before a size in brackets, in what PHP prints.",
        ),
        (
            "failed",
            "FAILED",
            "A status that says that a message failed.",
        ),
        (
            "sent",
            "SENT",
            "A status that says that a message did not fail.",
        ),
        (
            "platform",
            "PLATFORM",
            "Values of the field `Product` that make a body the platform's own.",
        ),
        (
            "graph",
            "GRAPH",
            "On a line, they say that the Graph API speaks.",
        ),
        (
            "api",
            "API",
            "Before `Error` in the name of a class they let it announce a code.",
        ),
        (
            "references",
            "REFERENCES",
            "A number right behind or right before one is a reference.",
        ),
        (
            "conditions",
            "CONDITIONS",
            "Before a name that is compared with a number, as in queries and programs.",
        ),
        (
            "keywords",
            "KEYWORDS",
            "In front of an object they say that it is the source of a program.",
        ),
        ("and", "ANDS", "Stands between the numbers of a list."),
        (
            "errors",
            "ERRORS",
            "As a word of a name, in the singular or plural, they say that an error stands there.",
        ),
        (
            "log-levels",
            "LOG_LEVELS",
            "In capitals before a number in brackets, they are the level of a log's line.",
        ),
    ];
    let lists = lists.map(|(key, name, text)| {
        let (doc, name) = (doc(text), format_ident!("{name}"));
        // In order, so that they can be searched.
        let mut words = reader.others.get(key).cloned().unwrap_or_default();
        words.sort_unstable();
        let words = strings(&words);
        quote!(#doc pub(crate) static #name: &[&str] = #words;)
    });
    quote!(#(#lists)*)
}

fn waits(reader: &Reader) -> TokenStream {
    let units = reader.units.iter().map(|(word, seconds)| {
        let word = rust::text(word);
        let seconds = Literal::u64_unsuffixed(*seconds);
        quote!(Unit { word: #word, seconds: #seconds })
    });
    let [again, one, and] = [&reader.again, &reader.one, &reader.and].map(|words| strings(words));
    quote! {
        /// A unit of time.
        pub(crate) struct Unit {
            /// Its name, folded.
            pub(crate) word: &'static str,
            /// How many seconds it has.
            pub(crate) seconds: u64,
        }

        /// The units of time.
        pub(crate) static UNITS: &[Unit] = &[#(#units),*];

        /// What stands before the amount of time to wait, folded.
        pub(crate) static AGAIN: &[&str] = #again;

        /// What counts as one before a unit: `an hour`; folded.
        pub(crate) static ONE: &[&str] = #one;

        /// What stands between two amounts of time, folded.
        pub(crate) static BETWEEN_AMOUNTS: &[&str] = #and;
    }
}

fn evidence(reader: &Reader) -> TokenStream {
    let names: Vec<_> = reader
        .evidence
        .iter()
        .map(|row| variant(&row.key))
        .collect();
    let variants = reader
        .evidence
        .iter()
        .zip(&names)
        .map(|(row, name): (&Evidence, _)| {
            let doc = doc(&row.means);
            quote!(#doc #name,)
        });
    let ids = reader.evidence.iter().map(|row| rust::text(&row.key));
    let weights = reader
        .evidence
        .iter()
        .map(|row| Literal::i32_unsuffixed(row.weight));
    let places = (0..reader.evidence.len()).map(Literal::usize_unsuffixed);
    let not_a_number = not_a_number();
    let [possible, likely, certain] = reader.thresholds.map(Literal::i32_unsuffixed);
    quote! {
        /// A rule that speaks for or against an error.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Evidence {
            #(#variants)*
            #not_a_number
        }

        impl Evidence {
            /// Every rule, in the order of their declaration.
            pub const ALL: &'static [Self] = &[#(Self::#names),*];

            /// The stable name of the rule, such as `error-place`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { #(Self::#names => #ids,)* }
            }

            /// What the rule adds to the sum; negative if it speaks against an error.
            #[must_use]
            #[allow(clippy::match_same_arms)]
            pub const fn weight(self) -> i32 {
                match self { #(Self::#names => #weights,)* }
            }

            /// Its place in a set of rules.
            #[inline]
            pub(crate) const fn place(self) -> u32 {
                match self { #(Self::#names => #places,)* }
            }
        }

        /// From which sum on an error is possible.
        pub(crate) const POSSIBLE: i32 = #possible;
        /// From which sum on an error is likely.
        pub(crate) const LIKELY: i32 = #likely;
        /// From which sum on an error is certain.
        pub(crate) const CERTAIN: i32 = #certain;
    }
}

fn scan(model: &Model, reader: &Reader) -> TokenStream {
    let numbers = model.entries.iter().flat_map(|entry| match entry.key {
        Key::Code(code) | Key::Case(code, _) | Key::PairCase(code, ..) => [Some(code), None],
        Key::Pair(code, subcode) => [Some(code), Some(subcode)],
        Key::Range(..) => [None, None],
    });
    let scan = pieces(reader, numbers.flatten());
    let [names, ascii, wide] = [&scan.names, &scan.ascii, &scan.wide].map(|pieces| strings(pieces));
    quote! {
        /// What is looked for in memory where only objects count: each name of a code, a subcode, a trace id or a text for
        /// users has a piece, however it is written.
        pub(crate) static SCAN_NAMES: &[&str] = #names;

        /// The same where sentences count too: the words that announce a code, and how codes of five digits or more begin.
        pub(crate) static SCAN: &[&str] = #ascii;

        /// And beyond ASCII: the words that announce a code or an error.
        pub(crate) static SCAN_WIDE: &[&str] = #wide;
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{Scope, check};
    use crate::reader::Reader;
    use crate::reader::scan::{MOST, Refused, names, pieces, words};
    use crate::source::load;

    /// What the reader of the project knows; an archive does not hold it.
    fn reader() -> Option<Reader> {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
        let read = || check(&load(&data), Scope::Project).model.reader;
        data.join("reader").exists().then(read).flatten()
    }

    #[test]
    fn every_name_and_every_word_has_a_piece() {
        let Some(reader) = reader() else { return };
        let scan = pieces(&reader, [131047]);
        let has = |pieces: &[String], text: &str| {
            pieces.iter().any(|piece| text.contains(piece.as_str()))
        };
        for name in names(&reader.fields) {
            assert!(has(&scan.names, &name) && has(&scan.ascii, &name), "{name}");
        }
        let found = words(&reader, true)
            .into_iter()
            .filter(|word| has(&scan.ascii, word));
        assert!(found.count() * 10 > words(&reader, true).len() * 9);
        for word in words(&reader, false) {
            assert!(has(&scan.wide, &word), "{word}");
        }
        assert!(has(&scan.ascii, "131047"));
    }

    #[test]
    fn pieces_are_few_and_ordinary_webhooks_have_none() {
        let Some(reader) = reader() else { return };
        let scan = pieces(&reader, []);
        let refused = Refused::new(&reader.refused);
        assert!(scan.ascii.len() <= MOST);
        for piece in &scan.ascii {
            assert!(piece.is_ascii() && !refused.has(piece), "{piece}");
        }
    }
}
