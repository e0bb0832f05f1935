//! The layout of compiled tables, which generated code fills. No part of the public interface.

use crate::fold::Folded;
use crate::generated::HINTS;
pub(crate) use crate::generated::record::Facts;
use crate::{Category, Lang, PlaceKind, Scope, Table};

/// Grows with every change of the layout. Generated code asserts that it was made for this one.
pub const FORMAT: u32 = 1;

/// A table of these parts.
#[must_use]
pub const fn table(data: Data) -> Table {
    Table { data }
}

/// The language of the library with exactly this tag.
#[must_use]
pub const fn lang(tag: &str) -> Option<Lang> {
    Lang::from_tag(tag)
}

/// What a table holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Data {
    pub revision: u16,
    /// How many of the records are entries; the others advise on unknown numbers, the last one on any number.
    pub known: u16,
    /// As many as a power of two says: the last one is repeated until they are.
    pub records: &'static [Record],
    /// One item per record.
    pub references: &'static [Reference],
    /// Names and titles of the records.
    pub strings: &'static str,
    pub numbers: Numbers,
    pub ranges: &'static [Block],
    pub blocks: &'static [Block],
    pub names: Texts<u16>,
    pub titles: Texts<Title>,
    /// The records of all titles, likeliest first for each.
    pub titled: &'static [u16],
    pub related: &'static [u32],
    /// The short names of cases.
    pub slugs: Sparse<&'static str>,
    pub parents: Sparse<u32>,
    pub successors: Sparse<u32>,
    pub sources: &'static [&'static str],
    /// What the API prints.
    pub sentences: Sentences,
    pub hints: TableHints,
    /// The texts, the source language first.
    pub languages: &'static [&'static Language],
}

/// A piece of a text: where it starts, and its length in the lowest 8 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span(u32);

impl Span {
    pub(crate) const fn of(self, text: &'static str) -> &'static str {
        slice(text, (self.0 >> 8) as usize, (self.0 & 0xff) as usize)
    }
}

/// The span of `len` bytes from `start`. What does not fit stops the build of the generated code.
#[must_use]
pub const fn span(start: u32, len: u32) -> Span {
    assert!(
        start < 1 << 24 && len < 1 << 8,
        "a name or title is too long"
    );
    Span(start << 8 | len)
}

/// What programs decide by. 32 bytes, so that a lookup reads one line of the cache only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(32))]
pub struct Record {
    /// See `Numbers::key`; the end of a range stands where the subcode of a pair does. No code is that of an unknown number.
    pub key: u64,
    /// Its place among the records, the references, and the texts of each language.
    pub index: u16,
    pub http: u16,
    pub kind: Kind,
    pub category: Category,
    pub facts: Facts,
    pub retired: bool,
    /// Whether the subcode of a pair is found without its code.
    pub stands_alone: bool,
}

/// Another list of facts takes a byte, of which there are some left.
const _: () = assert!(size_of::<Record>() == 32);

/// What an entry is called and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    pub name: Span,
    pub title: Span,
    pub related: (u16, u8),
    pub since: u16,
    pub source: u16,
}

impl Reference {
    /// That of the advice on unknown numbers.
    pub const NONE: Self = Self {
        name: span(0, 0),
        title: span(0, 0),
        related: (0, 0),
        since: 0,
        source: 0,
    };
}

impl Record {
    /// The base that generated records start from.
    pub const UNKNOWN: Self = Self {
        key: u64::MAX,
        index: 0,
        http: 0,
        kind: Kind::Unknown,
        category: Category::Unknown,
        facts: Facts::UNKNOWN,
        retired: false,
        stands_alone: false,
    };

    /// The number that the entry is about; of a range its first.
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) const fn code(&self) -> u32 {
        self.key as u32
    }

    /// The subcode of a pair or the end of a range, else 0.
    pub(crate) const fn detail(&self) -> u32 {
        (self.key >> 32) as u32
    }
}

/// Two values at the most, the first one first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneOrTwo<T> {
    values: [T; 2],
    is_one: bool,
}

impl<T: Copy> OneOrTwo<T> {
    /// A value alone.
    #[must_use]
    pub const fn one(value: T) -> Self {
        Self {
            values: [value; 2],
            is_one: true,
        }
    }

    /// Two values.
    #[must_use]
    pub const fn two(first: T, second: T) -> Self {
        Self {
            values: [first, second],
            is_one: false,
        }
    }

    pub(crate) const fn values(&self) -> &[T] {
        if self.is_one {
            self.values.split_at(1).0
        } else {
            &self.values
        }
    }
}

/// What few records have: the index of the record beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sparse<T: 'static>(pub &'static [(u16, T)]);

impl<T: Copy> Sparse<T> {
    pub(crate) const fn of(self, record: u16) -> Option<T> {
        let mut index = 0;
        while index < self.0.len() {
            if self.0[index].0 == record {
                return Some(self.0[index].1);
            }
            index += 1;
        }
        None
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Code,
    Range,
    Pair,
    Case,
    Unknown,
}

/// A range of numbers and its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub first: u32,
    pub last: u32,
    pub record: u16,
}

/// What a lookup reads, in one static: one address is enough for both.
#[derive(Debug)]
pub struct NumberTable<const PLACES: usize, const RECORDS: usize> {
    pub places: [u16; PLACES],
    pub records: [Record; RECORDS],
}

/// A hash of codes and pairs.
///
/// The top bits of a product are the place of a key. Where a place is taken, the next free one is its place: the generator
/// avoids that unless a table has thousands of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub multiplier: u64,
    /// Leaves as many bits as there are places.
    pub shift: u32,
    /// The record at each place; at a free one, and more than half of them are, the last.
    pub places: &'static [u16],
    pub records: &'static [Record],
}

impl Numbers {
    /// A subcode above its code; no subcode counts as 0.
    #[inline]
    pub(crate) const fn key(code: u32, subcode: u32) -> u64 {
        (subcode as u64) << 32 | code as u64
    }

    /// The record at the place of a code, if it is that of the code: one multiplication, two loads and a comparison.
    #[inline]
    pub(crate) const fn first(&self, code: u32) -> Option<&'static Record> {
        let key = Self::key(code, 0);
        let record = self.record(self.place(key));
        if record.key == key {
            return Some(record);
        }
        None
    }

    /// The record of a key: at its place, or behind it if keys share one. A subcode may stand alone.
    pub(crate) const fn find(&self, key: u64) -> Option<&'static Record> {
        let mut place = self.place(key);
        loop {
            let record = self.record(place);
            if matches!(record.kind, Kind::Unknown) {
                return None;
            }
            let is_alone = record.stands_alone && record.detail() as u64 == key;
            if record.key == key || is_alone {
                return Some(record);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    /// The mask spares a comparison: it tells the compiler that the record is there.
    #[inline]
    const fn record(&self, place: usize) -> &'static Record {
        &self.records[self.places[place] as usize & (self.records.len() - 1)]
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    const fn place(&self, key: u64) -> usize {
        (key.wrapping_mul(self.multiplier) >> self.shift) as usize & (self.places.len() - 1)
    }
}

/// A perfect hash of folded texts, in the form of `phf`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts<T: 'static> {
    pub key: u64,
    pub displacements: &'static [(u32, u32)],
    pub values: &'static [T],
}

impl<T> Texts<T> {
    pub(crate) fn find(&self, text: &Folded) -> Option<&'static T> {
        if self.values.is_empty() {
            return None;
        }
        let hashes = phf_shared::hash(text.bytes(), &self.key);
        let index = phf_shared::get_index(&hashes, self.displacements, self.values.len());
        self.values.get(index as usize)
    }
}

/// A title and the entries that carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    pub text: Span,
    pub records: (u16, u8),
}

/// The sentences that the API prints for one entry alone, found by the first words of their longest parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentences {
    pub multiplier: u64,
    pub shift: u32,
    /// The window at each place, or a number that is none.
    pub places: &'static [u16],
    pub windows: &'static [Window],
    pub sentences: &'static [Sentence],
    /// The words of all sentences.
    pub words: &'static [u32],
}

impl Sentences {
    /// Those of a table without any.
    pub const NONE: Self = Self {
        multiplier: 0,
        shift: 0,
        places: &[],
        windows: &[],
        sentences: &[],
        words: &[],
    };
}

/// The sentences whose longest parts have the same first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub first: u16,
    pub len: u8,
}

/// A sentence: its entry, its words, and where its longest part begins among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub record: u16,
    pub start: u16,
    pub len: u8,
    pub longest: u8,
}

/// The hints of a table. The shipped table does not refer to its own: a program that never asks for them does not link them.
#[derive(Clone, Copy, Debug)]
pub enum TableHints {
    Shipped,
    Own(&'static Hints),
}

impl TableHints {
    pub(crate) const fn get(self) -> &'static Hints {
        match self {
            Self::Shipped => &HINTS,
            Self::Own(hints) => hints,
        }
    }
}

impl PartialEq for TableHints {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for TableHints {}

/// Where to look, and how much is allowed.
#[derive(Debug, PartialEq, Eq)]
pub struct Hints {
    /// One item per entry.
    pub entries: &'static [HintsOf],
    /// The places of all entries, the most useful first for each.
    pub listed: &'static [u16],
    pub places: &'static [PlaceRow],
    /// The limits of all entries.
    pub limits: &'static [LimitRow],
    /// One item per language of the table.
    pub words: &'static [&'static HintWords],
}

/// Where the hints of an entry stand: a start and a length each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HintsOf {
    pub places: (u16, u8),
    pub limits: (u16, u8),
}

/// A place; what it has not is empty.
#[derive(Debug, PartialEq, Eq)]
pub struct PlaceRow {
    pub id: &'static str,
    pub kind: PlaceKind,
    pub address: &'static str,
    pub endpoint: &'static str,
    pub field: &'static str,
}

/// A limit; without seconds it holds at any time.
#[derive(Debug, PartialEq, Eq)]
pub struct LimitRow {
    pub what: &'static str,
    pub amount: u32,
    pub seconds: u32,
    pub per: Scope,
}

/// The names of the places and the limits in words, in one language; empty where there is none.
#[derive(Debug, PartialEq, Eq)]
pub struct HintWords {
    pub places: &'static [&'static str],
    pub limits: &'static [&'static str],
}

/// The texts of one language.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    pub tag: &'static str,
    /// All tags that mean the language, its own too.
    pub names: &'static [&'static str],
    pub script: &'static str,
    pub lang: Option<Lang>,
    pub strings: &'static str,
    /// One item per record of the table.
    pub sections: &'static [Sections],
}

/// Where the text of an entry stands: its sections follow one another, each closed by a line end. An entry without
/// steps has those of the last record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sections {
    pub start: u32,
    /// Title, description, causes, fixes, prevention.
    pub lengths: [u16; 5],
}

impl Sections {
    /// An entry that is not translated.
    pub const MISSING: Self = Self {
        start: 0,
        lengths: [0; 5],
    };
}

/// A piece of a text. The generator writes only spans that lie inside.
pub(crate) const fn slice(text: &'static str, start: usize, len: usize) -> &'static str {
    text.split_at(start).1.split_at(len).0
}
