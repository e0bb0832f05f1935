//! A compiled table, and how things are found in it.

use crate::entry::{Entries, Entry};
use crate::fold::fold;
use crate::layout::{Block, Data, Kind, Language, Numbers, Record, Span};
use crate::{Key, lang};

/// A compiled table of error codes: the shipped one is [`TABLE`](crate::TABLE). Tables of your own come from `Build` of the
/// crate `waba-errors-codegen`.
///
/// ```
/// use waba_errors::TABLE;
///
/// assert_eq!(TABLE.lookup(131026).name(), "MessageUndeliverable");
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    pub(crate) data: Data,
}

impl Table {
    /// Looks a code up, as [`lookup`](crate::lookup) does.
    #[must_use]
    #[inline]
    pub const fn lookup(&'static self, code: u32) -> Entry {
        self.lookup_by(self.data.numbers, code)
    }

    /// Looks a code up, as [`get`](crate::get) does.
    #[must_use]
    #[inline]
    pub const fn get(&'static self, code: u32) -> Option<Entry> {
        self.get_by(self.data.numbers, code)
    }

    /// With the hash as a constant, the compiler knows its sizes in a user's crate too.
    #[inline]
    pub(crate) const fn lookup_by(&'static self, numbers: Numbers, code: u32) -> Entry {
        let record = match numbers.first(code) {
            Some(record) => record,
            None => self.search(code),
        };
        self.entry(code, record)
    }

    #[inline]
    pub(crate) const fn get_by(&'static self, numbers: Numbers, code: u32) -> Option<Entry> {
        let record = match numbers.first(code) {
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
        Entries::numbered(self, 0, self.data.known)
    }

    /// Finds the entry that a key describes, as [`find`](crate::find) does.
    #[must_use]
    pub fn find(&'static self, key: Key) -> Option<Entry> {
        match key {
            Key::Code(code) | Key::Unknown(code) => self.get(code),
            Key::Pair(code, subcode) => self.lookup(code).narrowed(subcode),
            Key::Range(..) | Key::Case(..) | Key::PairCase(..) => {
                self.codes().find(|entry| entry.key() == key)
            }
            Key::Unnumbered => None,
        }
    }

    /// Finds an entry by its name, as [`from_name`](crate::from_name) does.
    #[must_use]
    pub fn from_name(&'static self, name: &str) -> Option<Entry> {
        let folded = fold(name)?;
        let record = *self.data.names.find(&folded)?;
        let entry = Entry::of_record(self, record)?;
        // The exact spelling is the common one, and cheap to compare.
        (entry.name() == name || folded.is(entry.name())).then_some(entry)
    }

    /// Every entry that carries a title, as [`with_title`](crate::with_title) gives them.
    #[must_use]
    pub fn with_title(&'static self, title: &str) -> Entries {
        let found = fold(without_number(title)).and_then(|folded| {
            let title = self.data.titles.find(&folded)?;
            folded.is(self.string(title.text)).then_some(title.records)
        });
        let (start, len) = found.unwrap_or((0, 0));
        let records = self
            .data
            .titled
            .get(start as usize..start as usize + len as usize);
        Entries::listed(self, records.unwrap_or_default())
    }

    /// The tags of the languages that the table has texts in, the one that the others are translated from first.
    ///
    /// ```
    /// use waba_errors::TABLE;
    ///
    /// assert_eq!(TABLE.languages().next(), Some("en"));
    /// ```
    #[must_use]
    pub fn languages(&self) -> impl ExactSizeIterator<Item = &'static str> + use<> {
        self.data.languages.iter().map(|language| language.tag)
    }

    /// The tag of the language that a browser's `Accept-Language` header asks for, as [`Lang::negotiate`] finds it, but
    /// among all languages of the table. [`Entry::text_in`] gives its texts.
    ///
    /// ```
    /// use waba_errors::TABLE;
    ///
    /// assert_eq!(TABLE.negotiate("la, de-AT;q=0.9"), Some("de"));
    /// assert_eq!(TABLE.negotiate("la"), None);
    /// ```
    ///
    /// [`Lang::negotiate`]: crate::Lang::negotiate
    #[must_use]
    pub fn negotiate(&self, accept_language: &str) -> Option<&'static str> {
        let tags = self.languages();
        let named = |range: &str| Some(self.language(range)?.tag);
        lang::negotiate(accept_language, tags, named)
    }

    /// The language that a tag means: the tag itself, or what is left of it without its last parts.
    pub(crate) fn language(&self, tag: &str) -> Option<&'static Language> {
        let tag = lang::bare(tag);
        let script = lang::script(tag);
        let is_written = |language: &Language| {
            script.is_none_or(|script| script.eq_ignore_ascii_case(language.script))
        };
        let mut start = tag;
        loop {
            let is_meant = |language: &&&Language| {
                let mut names = language.names.iter();
                names.any(|name| lang::is_same(name, start)) && is_written(language)
            };
            if let Some(language) = self.data.languages.iter().find(is_meant) {
                return Some(language);
            }
            start = start.get(..start.rfind(['-', '_'])?)?;
        }
    }

    pub(crate) const fn pair(&'static self, code: u32, subcode: u32) -> Option<Entry> {
        match self.data.numbers.find(Numbers::key(code, subcode)) {
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
        span.of(self.data.strings)
    }

    /// The record of a number that is not at its place. Out of the way of the common case.
    #[cold]
    #[inline(never)]
    const fn search(&self, code: u32) -> &'static Record {
        if let Some(record) = self.search_known(code) {
            return record;
        }
        match self.block_of(self.data.blocks, code) {
            Some(record) => record,
            None => self.last(),
        }
    }

    /// The record of a number with a key, or in a documented range.
    #[cold]
    #[inline(never)]
    const fn search_known(&self, code: u32) -> Option<&'static Record> {
        match self.data.numbers.find(code as u64) {
            Some(record) => Some(record),
            None => self.block_of(self.data.ranges, code),
        }
    }

    const fn block_of(&self, blocks: &[Block], code: u32) -> Option<&'static Record> {
        let mut index = 0;
        while index < blocks.len() {
            let block = blocks[index];
            if block.first <= code && code <= block.last {
                return Some(&self.data.records[block.record as usize]);
            }
            index += 1;
        }
        None
    }

    /// The record that advises on any number.
    const fn last(&self) -> &'static Record {
        &self.data.records[self.data.records.len() - 1]
    }
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
