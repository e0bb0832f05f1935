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

/// The facts of an entry. Small, because every program carries all of them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    pub kind: Kind,
    pub category: Category,
    pub channel: Channel,
    pub fixer: Fixer,
    pub retired: bool,
    pub code: u32,
    /// The end of a range or the subcode of a pair.
    pub detail: u32,
    pub name: Span,
    pub title: Span,
    pub retry: Again,
    pub http: u16,
    pub related: (u16, u8),
    pub since: u16,
    pub source: u16,
}

impl Record {
    /// The base that generated records start from.
    pub const UNKNOWN: Self = Self {
        kind: Kind::Unknown,
        category: Category::Unknown,
        channel: Channel::Unknown,
        fixer: Fixer::Developer,
        retired: false,
        code: 0,
        detail: 0,
        name: span(0, 0),
        title: span(0, 0),
        retry: Again::AfterFix,
        http: 0,
        related: (0, 0),
        since: 0,
        source: 0,
    };
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

/// A perfect hash of codes and pairs. The key of a pair is its subcode above its code; no subcode counts as 0.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub multiplier: u64,
    /// Leaves the top bits of a hash, which choose a pilot.
    pub shift: u32,
    /// What is added to the hashes of a bucket, in units of [`Numbers::UNIT`].
    pub pilots: &'static [u64],
    pub keys: &'static [u64],
    pub records: &'static [u16],
}

impl Numbers {
    /// The lowest bit of a hash that counts for its slot.
    pub const UNIT: u32 = 20;

    /// One multiplication, two loads and a comparison.
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    const fn find(&self, code: u32, subcode: u32) -> Option<u16> {
        let key = (subcode as u64) << 32 | code as u64;
        let hash = key.wrapping_mul(self.multiplier);
        let pilot = self.pilots[(hash >> self.shift) as usize & (self.pilots.len() - 1)];
        let slot = (hash.wrapping_add(pilot) >> Self::UNIT) as usize & (self.keys.len() - 1);
        if self.keys[slot] == key {
            Some(self.records[slot])
        } else {
            None
        }
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
        match numbers.find(code, 0) {
            Some(record) => self.entry(record),
            None => self.unlisted(code),
        }
    }

    #[inline]
    pub(crate) const fn get_by(&'static self, numbers: Numbers, code: u32) -> Option<Entry> {
        match numbers.find(code, 0) {
            Some(record) => Some(self.entry(record)),
            None => self.in_range(code),
        }
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
        match self.numbers.find(code, subcode) {
            Some(record) => Some(self.entry(record)),
            None => None,
        }
    }

    /// The entry of a record that was found by its number. Its code is the record's: of a subcode that was looked up on
    /// its own that of the pair.
    #[inline]
    const fn entry(&'static self, record: u16) -> Entry {
        Entry::new(self, self.records[record as usize].code, record)
    }

    pub(crate) const fn string(&self, span: Span) -> &'static str {
        slice(
            self.strings,
            (span.0 >> 8) as usize,
            (span.0 & 0xff) as usize,
        )
    }

    /// A number without a key of its own that lies in a documented range. Out of the way of the common case.
    #[cold]
    const fn in_range(&'static self, code: u32) -> Option<Entry> {
        match block_of(self.ranges, code) {
            Some(record) => Some(Entry::new(self, code, record)),
            None => None,
        }
    }

    /// A number without a key of its own: in a range, in a block, or simply unknown.
    #[cold]
    const fn unlisted(&'static self, code: u32) -> Entry {
        if let Some(record) = block_of(self.ranges, code) {
            return Entry::new(self, code, record);
        }
        if let Some(record) = block_of(self.blocks, code) {
            return Entry::new(self, code, record);
        }
        Entry::new(self, code, self.last())
    }

    /// The record that advises on any number.
    #[allow(clippy::cast_possible_truncation)]
    const fn last(&self) -> u16 {
        self.records.len() as u16 - 1
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

const fn block_of(blocks: &[Block], code: u32) -> Option<u16> {
    let mut index = 0;
    while index < blocks.len() {
        let block = blocks[index];
        if block.first <= code && code <= block.last {
            return Some(block.record);
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
