//! The shape of a compiled table.
//!
//! The fields are public only so that generated code can fill them; they change without notice. Tables of your own
//! come from `waba_errors_codegen::Build`.

use crate::entry::{Entries, Entry};
use crate::fold::{Folded, fold};
use crate::{Category, Channel, Fixer, Key, Lang};

/// A compiled table of error codes.
///
/// ```
/// use waba_errors::{Lang, TABLE};
///
/// assert_eq!(TABLE.lookup(131026).title(Lang::En), "Message undeliverable");
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    #[doc(hidden)]
    pub revision: u16,
    /// How many of the records are entries; the others advise on unknown numbers, the last one on any number.
    #[doc(hidden)]
    pub known: u16,
    #[doc(hidden)]
    pub records: &'static [Record],
    /// One item per record.
    #[doc(hidden)]
    pub references: &'static [Reference],
    /// Names and titles of the records.
    #[doc(hidden)]
    pub strings: &'static str,
    #[doc(hidden)]
    pub numbers: Numbers,
    #[doc(hidden)]
    pub ranges: &'static [Block],
    #[doc(hidden)]
    pub blocks: &'static [Block],
    #[doc(hidden)]
    pub names: Texts<u16>,
    #[doc(hidden)]
    pub titles: Texts<Title>,
    /// The records of all titles, likeliest first for each.
    #[doc(hidden)]
    pub titled: &'static [u16],
    #[doc(hidden)]
    pub related: &'static [u32],
    /// The short names of cases.
    #[doc(hidden)]
    pub slugs: Rare<&'static str>,
    #[doc(hidden)]
    pub parents: Rare<u32>,
    #[doc(hidden)]
    pub successors: Rare<u32>,
    #[doc(hidden)]
    pub sources: &'static [&'static str],
    /// The texts, the source language first.
    #[doc(hidden)]
    pub languages: &'static [&'static Language],
}

/// A piece of a text: where it starts, and its length in the lowest 8 bits.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span(u32);

/// The span of `len` bytes from `start`. What does not fit stops the build of the generated code.
#[doc(hidden)]
#[must_use]
pub const fn span(start: u32, len: u32) -> Span {
    assert!(
        start < 1 << 24 && len < 1 << 8,
        "a name or title is too long"
    );
    Span(start << 8 | len)
}

/// What programs decide by. 32 bytes, so that a lookup reads one line of the cache only.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(align(32))]
pub struct Record {
    /// See [`Numbers::key`]; the end of a range stands where the subcode of a pair does.
    pub key: u64,
    pub retry: Again,
    /// Its place among the records, the references, and the texts of each language.
    pub index: u16,
    pub http: u16,
    pub kind: Kind,
    pub category: Category,
    pub channel: Channel,
    pub fixer: Fixer,
    pub retired: bool,
    /// Whether the subcode of a pair is found without its code.
    pub stands_alone: bool,
}

/// What an entry is called and where it comes from.
#[doc(hidden)]
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
        key: 0,
        retry: Again::AfterFix,
        index: 0,
        http: 0,
        kind: Kind::Unknown,
        category: Category::Unknown,
        channel: Channel::Unknown,
        fixer: Fixer::Developer,
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

/// [`Retry`], in fewer bytes.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    Never,
    AfterFix,
    Backoff,
    /// Seconds.
    After(u32),
}

/// Something that few records have: the record, and what it has.
#[doc(hidden)]
pub type Rare<T> = &'static [(u16, T)];

#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Code,
    Range,
    Pair,
    Case,
    Unknown,
}

/// A range of numbers and its record.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub first: u32,
    pub last: u32,
    pub record: u16,
}

/// What a lookup reads, in one static: one address is enough for both.
#[doc(hidden)]
#[derive(Debug)]
pub struct Slots<const PLACES: usize, const RECORDS: usize> {
    pub places: [u16; PLACES],
    pub records: [Record; RECORDS],
}

/// A hash of codes and pairs.
///
/// The top bits of a product are the place of a key. Where a place is taken, the next free one is its place: the generator
/// avoids that unless a table has thousands of entries.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub multiplier: u64,
    /// Leaves as many bits as there are places.
    pub shift: u32,
    /// The record at each place, or a number that is none; more than half of the places are free.
    pub places: &'static [u16],
    pub records: &'static [Record],
}

impl Numbers {
    /// A subcode above its code; no subcode counts as 0.
    #[inline]
    pub(crate) const fn key(code: u32, subcode: u32) -> u64 {
        (subcode as u64) << 32 | code as u64
    }

    /// The record at the place of a key, if it is that of the key: one multiplication, two loads and a comparison.
    #[inline]
    const fn first(&self, key: u64) -> Option<&'static Record> {
        let index = self.places[self.place(key)] as usize;
        if index < self.records.len() && self.records[index].key == key {
            return Some(&self.records[index]);
        }
        None
    }

    /// The record of a key: at its place, or behind it if keys share one. A subcode may stand alone.
    const fn find(&self, key: u64) -> Option<&'static Record> {
        let mut place = self.place(key);
        loop {
            let index = self.places[place] as usize;
            if index >= self.records.len() {
                return None;
            }
            let record = &self.records[index];
            let is_alone = record.stands_alone && record.detail() as u64 == key;
            if record.key == key || is_alone {
                return Some(record);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    const fn place(&self, key: u64) -> usize {
        (key.wrapping_mul(self.multiplier) >> self.shift) as usize & (self.places.len() - 1)
    }
}

/// A perfect hash of folded texts, in the form of `phf`.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texts<T: 'static> {
    pub key: u64,
    pub displacements: &'static [(u32, u32)],
    pub slots: &'static [T],
}

impl<T> Texts<T> {
    fn find(&self, text: &Folded) -> Option<&'static T> {
        if self.slots.is_empty() {
            return None;
        }
        let hashes = phf_shared::hash(text.bytes(), &self.key);
        let slot = phf_shared::get_index(&hashes, self.displacements, self.slots.len());
        self.slots.get(slot as usize)
    }
}

/// A title and the entries that carry it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    pub text: Span,
    pub records: (u16, u8),
}

/// The texts of one language.
#[doc(hidden)]
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    pub tag: &'static str,
    pub lang: Option<Lang>,
    pub strings: &'static str,
    /// One item per record of the table.
    pub sections: &'static [Sections],
}

/// Where the text of an entry stands: its sections follow one another, each closed by a line end. An entry without
/// steps has those of the last record.
#[doc(hidden)]
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

impl Table {
    /// Looks a code up, as [`lookup`](crate::lookup) does.
    #[must_use]
    #[inline]
    pub const fn lookup(&'static self, code: u32) -> Entry {
        self.lookup_by(self.numbers, code)
    }

    /// Looks a code up, as [`get`](crate::get) does.
    #[must_use]
    #[inline]
    pub const fn get(&'static self, code: u32) -> Option<Entry> {
        self.get_by(self.numbers, code)
    }

    /// With the hash as a constant, the compiler knows its sizes in a user's crate too.
    #[inline]
    pub(crate) const fn lookup_by(&'static self, numbers: Numbers, code: u32) -> Entry {
        let record = match numbers.first(code as u64) {
            Some(record) => record,
            None => self.search(code),
        };
        self.entry(code, record)
    }

    #[inline]
    pub(crate) const fn get_by(&'static self, numbers: Numbers, code: u32) -> Option<Entry> {
        let record = match numbers.first(code as u64) {
            Some(record) => record,
            None => match self.search_known(code) {
                Some(record) => record,
                None => return None,
            },
        };
        Some(self.entry(code, record))
    }

    /// The entry of an error without a number, as [`unknown`](crate::unknown) gives it.
    #[must_use]
    pub const fn unknown(&'static self) -> Entry {
        Entry::unnumbered(self, self.last())
    }

    /// Every entry, as [`codes`](crate::codes) gives them.
    #[must_use]
    pub fn codes(&'static self) -> Entries {
        Entries::numbered(self, 0, self.known)
    }

    /// Finds the entry that a key describes, as [`find`](crate::find) does.
    #[must_use]
    pub fn find(&'static self, key: Key) -> Option<Entry> {
        match key {
            Key::Code(code) | Key::Unknown(code) => self.get(code),
            Key::Pair(code, subcode) => self.lookup(code).narrowed(subcode),
            Key::Range(..) | Key::Case(..) => self.codes().find(|entry| entry.key() == key),
            Key::Unnumbered => None,
        }
    }

    /// Finds an entry by its name, as [`from_name`](crate::from_name) does.
    #[must_use]
    pub fn from_name(&'static self, name: &str) -> Option<Entry> {
        let folded = fold(name)?;
        let record = *self.names.find(&folded)?;
        let entry = Entry::of_record(self, record)?;
        // The exact spelling is the common one, and cheap to compare.
        (entry.name() == name || folded.is(entry.name())).then_some(entry)
    }

    /// Every entry that carries a title, as [`with_title`](crate::with_title) gives them.
    #[must_use]
    pub fn with_title(&'static self, title: &str) -> Entries {
        let found = fold(without_number(title)).and_then(|folded| {
            let title = self.titles.find(&folded)?;
            folded.is(self.string(title.text)).then_some(title.records)
        });
        let (start, len) = found.unwrap_or((0, 0));
        let records = self
            .titled
            .get(start as usize..start as usize + len as usize);
        Entries::listed(self, records.unwrap_or_default())
    }

    pub(crate) const fn pair(&'static self, code: u32, subcode: u32) -> Option<Entry> {
        match self.numbers.find(Numbers::key(code, subcode)) {
            Some(record) => Some(self.entry(code, record)),
            None => None,
        }
    }

    /// The entry of a record that was found by a number. A subcode that was looked up on its own gives its pair.
    #[inline]
    const fn entry(&'static self, number: u32, record: &'static Record) -> Entry {
        let code = match record.kind {
            Kind::Pair => record.code(),
            _ => number,
        };
        Entry::new(self, code, record)
    }

    pub(crate) const fn string(&self, span: Span) -> &'static str {
        slice(
            self.strings,
            (span.0 >> 8) as usize,
            (span.0 & 0xff) as usize,
        )
    }

    /// The record of a number that is not at its place. Out of the way of the common case.
    #[cold]
    #[inline(never)]
    const fn search(&self, code: u32) -> &'static Record {
        if let Some(record) = self.search_known(code) {
            return record;
        }
        match self.block_of(self.blocks, code) {
            Some(record) => record,
            None => self.last(),
        }
    }

    /// The record of a number with a key, or in a documented range.
    #[cold]
    #[inline(never)]
    const fn search_known(&self, code: u32) -> Option<&'static Record> {
        match self.numbers.find(code as u64) {
            Some(record) => Some(record),
            None => self.block_of(self.ranges, code),
        }
    }

    const fn block_of(&self, blocks: &[Block], code: u32) -> Option<&'static Record> {
        let mut index = 0;
        while index < blocks.len() {
            let block = blocks[index];
            if block.first <= code && code <= block.last {
                return Some(&self.records[block.record as usize]);
            }
            index += 1;
        }
        None
    }

    /// The record that advises on any number.
    const fn last(&self) -> &'static Record {
        &self.records[self.records.len() - 1]
    }
}

/// The code that stands beside a record, if it has one.
pub(crate) const fn rare(list: Rare<u32>, record: u16) -> Option<u32> {
    let mut index = 0;
    while index < list.len() {
        if list[index].0 == record {
            return Some(list[index].1);
        }
        index += 1;
    }
    None
}

/// A piece of a text. The generator writes only spans that lie inside.
pub(crate) const fn slice(text: &'static str, start: usize, len: usize) -> &'static str {
    text.split_at(start).1.split_at(len).0
}

/// A message such as `(#131026) Message undeliverable` without its number.
fn without_number(title: &str) -> &str {
    let rest = title.trim_start().strip_prefix("(#");
    let rest = rest.and_then(|rest| rest.split_once(')'));
    match rest {
        Some((number, rest)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => title,
    }
}
