//! What the table says about one code.

use core::fmt;
use core::ptr;
use core::str::Lines;

use crate::layout::{Facts, Kind, Language, Record, Reference, Sections, slice};
use crate::table::Table;
use crate::{Category, Code, Key, Lang};

/// What the table says about a code, a pair of code and subcode, a range or a documented case.
///
/// ```
/// use waba_errors::{Fixer, Lang, lookup};
///
/// let entry = lookup(133016);
/// assert_eq!(entry.name(), "RegistrationRateLimitHit");
/// assert_eq!(entry.http_status(), Some(400));
/// assert_eq!(entry.fixer(), Fixer::Developer);
/// assert!(entry.fix(Lang::Ar).contains("72"));
/// ```
#[derive(Clone, Copy)]
pub struct Entry {
    table: &'static Table,
    record: &'static Record,
    code: u32,
    /// False only for [`unknown`](crate::unknown).
    is_numbered: bool,
}

/// The words of an entry in one language.
///
/// ```
/// use waba_errors::{Lang, lookup};
///
/// let text = lookup(131026).text(Lang::De);
/// assert_eq!(text.title(), lookup(131026).title(Lang::De));
/// println!("{}: {}", text.title(), text.description());
/// ```
#[derive(Clone, Copy)]
pub struct Text {
    language: &'static Language,
    words: Sections,
    steps: Sections,
}

impl Entry {
    #[inline]
    pub(crate) const fn new(table: &'static Table, code: u32, record: &'static Record) -> Self {
        Self {
            table,
            record,
            code,
            is_numbered: true,
        }
    }

    pub(crate) const fn unnumbered(table: &'static Table, record: &'static Record) -> Self {
        Self {
            table,
            record,
            code: u32::MAX,
            is_numbered: false,
        }
    }

    pub(crate) fn of_record(table: &'static Table, record: u16) -> Option<Self> {
        let record = table.data.records.get(record as usize)?;
        Some(Self::new(table, record.code(), record))
    }

    pub(crate) const fn table(&self) -> &'static Table {
        self.table
    }

    #[cfg(feature = "sentences")]
    pub(crate) const fn record(&self) -> &'static Record {
        self.record
    }

    pub(crate) const fn index(&self) -> usize {
        self.record.index as usize
    }

    const fn reference(&self) -> &'static Reference {
        &self.table.data.references[self.index()]
    }

    /// Narrows a code by the `error_subcode` that came with it: to the pair if the table knows it, else to what the
    /// subcode says on its own if that is above 1,000,000 and known, else not at all. A subcode of 0 is none.
    ///
    /// ```
    /// use waba_errors::lookup;
    ///
    /// assert_eq!(lookup(100).subcode(33).name(), "ObjectNotAccessible");
    /// assert_eq!(lookup(100).subcode(2388047).name(), "TemplateHeaderFormatIncorrect");
    /// assert_eq!(lookup(100).subcode(7), lookup(100));
    /// ```
    #[must_use]
    pub const fn subcode(self, subcode: u32) -> Self {
        match self.narrowed(subcode) {
            Some(entry) => entry,
            None => self,
        }
    }

    /// What a subcode adds to the code, if anything.
    pub(crate) const fn narrowed(&self, subcode: u32) -> Option<Self> {
        if subcode == 0 {
            return None;
        }
        match self.table.pair(self.code, subcode) {
            None if subcode > 1_000_000 => self.table.get(subcode),
            pair => pair,
        }
    }

    /// Narrows a code to the documented case whose title the API printed; unchanged if there is none.
    ///
    /// A title that the code itself carries names a case only where titles tell all cases of the code apart.
    ///
    /// ```
    /// use waba_errors::lookup;
    ///
    /// let entry = lookup(2388103).titled("Your WhatsApp account must be approved");
    /// assert_eq!(entry.name(), "MigrationAccountNotApproved");
    /// assert_eq!(lookup(130429).titled("Rate limit hit"), lookup(130429));
    /// ```
    #[must_use]
    pub fn titled(self, title: &str) -> Self {
        let mut carriers = self.table.with_title(title);
        let is_own = carriers.clone().any(|entry| entry == self);
        let case = carriers.find(|entry| self.is_case(entry));
        case.filter(|_| !is_own || self.titles_tell_cases_apart())
            .unwrap_or(self)
    }

    fn is_case(&self, entry: &Self) -> bool {
        let of = |record: &Record| (record.code(), record.detail());
        let own = match self.record.kind {
            Kind::Pair => of(self.record),
            _ => (self.code, 0),
        };
        entry.record.kind == Kind::Case && of(entry.record) == own
    }

    fn titles_tell_cases_apart(&self) -> bool {
        let is_alone = |title| {
            let carriers = self.table.with_title(title);
            carriers.filter(|entry| self.is_case(entry)).count() == 1
        };
        let mut cases = self.cases();
        cases.len() > 1 && cases.all(|case| case.api_title().is_some_and(is_alone))
    }

    /// The code: the number that was looked up, but of a subcode that says it all the code of its pair; of
    /// [`unknown`](crate::unknown) the largest number, which is no code.
    #[must_use]
    #[inline]
    pub const fn code(&self) -> Code {
        Code::new(self.code)
    }

    /// The `error_subcode` that the entry is about, if it is about a pair.
    ///
    /// ```
    /// use waba_errors::lookup;
    ///
    /// // Some subcodes say it all, and so are found without their code too.
    /// assert_eq!(lookup(2388024), lookup(100).subcode(2388024));
    /// assert_eq!(lookup(2388024).error_subcode(), Some(2388024));
    /// ```
    #[must_use]
    pub const fn error_subcode(&self) -> Option<u32> {
        match self.key() {
            Key::Pair(_, subcode) | Key::PairCase(_, subcode, _) => Some(subcode),
            _ => None,
        }
    }

    /// What the entry describes.
    #[must_use]
    pub const fn key(&self) -> Key {
        let record = self.record;
        match record.kind {
            Kind::Code => Key::Code(record.code()),
            Kind::Range => Key::Range(record.code(), record.detail()),
            Kind::Pair => Key::Pair(record.code(), record.detail()),
            Kind::Case => match record.detail() {
                0 => Key::Case(record.code(), self.slug()),
                subcode => Key::PairCase(record.code(), subcode, self.slug()),
            },
            Kind::Unknown if !self.is_numbered => Key::Unnumbered,
            Kind::Unknown => Key::Unknown(self.code),
        }
    }

    const fn slug(&self) -> &'static str {
        match self.table.data.slugs.of(self.record.index) {
            Some(slug) => slug,
            None => "",
        }
    }

    /// The permanent name in `PascalCase`; empty for an unknown number.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.table.string(self.reference().name)
    }

    /// The title as the API prints it, if one is published. Titles change; do not branch on them.
    #[must_use]
    pub const fn api_title(&self) -> Option<&'static str> {
        let title = self.table.string(self.reference().title);
        if title.is_empty() { None } else { Some(title) }
    }

    /// What the code is about; for an unknown number what its number block is about.
    #[must_use]
    pub const fn category(&self) -> Category {
        self.record.category
    }

    /// The documented HTTP status. Answers can differ from it: do not branch on it.
    #[must_use]
    pub const fn http_status(&self) -> Option<u16> {
        match self.record.http {
            0 => None,
            status => Some(status),
        }
    }

    /// The documented HTTP status as a [`http::StatusCode`].
    #[cfg(feature = "http")]
    #[must_use]
    pub fn status_code(&self) -> Option<http::StatusCode> {
        http::StatusCode::from_u16(self.http_status()?).ok()
    }

    /// What the closed lists say; each has a function of its own.
    pub(crate) const fn listed(&self) -> &'static Facts {
        &self.record.facts
    }

    /// Whether the table knows the number.
    #[must_use]
    #[inline]
    pub const fn is_known(&self) -> bool {
        self.record.index < self.table.data.known
    }

    /// Whether the platform no longer documents or sends the code.
    #[must_use]
    pub const fn is_retired(&self) -> bool {
        self.record.retired
    }

    /// The code that replaced a retired one.
    #[must_use]
    pub const fn replaced_by(&self) -> Option<Code> {
        match self.table.data.successors.of(self.record.index) {
            Some(code) => Some(Code::new(code)),
            None => None,
        }
    }

    /// The code under which answers carry this one as `error_subcode`, although it is documented as a code.
    #[must_use]
    pub const fn parent(&self) -> Option<Code> {
        match self.table.data.parents.of(self.record.index) {
            Some(code) => Some(Code::new(code)),
            None => None,
        }
    }

    /// The revision of the table that brought the entry; 0 for an unknown number.
    #[must_use]
    pub const fn since(&self) -> u16 {
        self.reference().since
    }

    /// Where to read more: the page that the facts come from, or else the platform's page of error codes.
    #[must_use]
    pub const fn docs_url(&self) -> &'static str {
        const ERROR_CODES: &str = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes";
        let source = self.reference().source as usize;
        if !self.is_known()
            || source >= self.table.data.sources.len()
            || self.table.data.sources[source].is_empty()
        {
            return ERROR_CODES;
        }
        self.table.data.sources[source]
    }

    /// The documented cases of the code or the pair, which only the texts of an answer tell apart.
    ///
    /// ```
    /// use waba_errors::lookup;
    ///
    /// assert_eq!(lookup(2388103).cases().count(), 9);
    /// assert_eq!(lookup(131026).cases().count(), 0);
    /// ```
    #[must_use]
    pub fn cases(&self) -> Entries {
        self.children(Kind::Case)
    }

    /// The pairs of this code with a known `error_subcode`.
    ///
    /// ```
    /// use waba_errors::lookup;
    ///
    /// assert!(lookup(190).subcodes().any(|entry| entry.error_subcode() == Some(463)));
    /// ```
    #[must_use]
    pub fn subcodes(&self) -> Entries {
        self.children(Kind::Pair)
    }

    /// What belongs to a code or a pair stands behind it.
    fn children(&self, kind: Kind) -> Entries {
        let records = self.table.data.records;
        let own = self.record.index + 1;
        let subcode = self.record.detail();
        let is_child = |index: u16| {
            let record = records.get(index as usize);
            record.is_some_and(|record| {
                let is_own = kind == Kind::Pair || record.detail() == subcode;
                record.code() == self.code && record.kind == kind && is_own
            })
        };
        if !matches!(
            (self.record.kind, kind),
            (Kind::Code, _) | (Kind::Pair, Kind::Case)
        ) {
            return Entries::listed(self.table, &[]);
        }
        let siblings = (own..self.table.data.known).take_while(|index| {
            records
                .get(*index as usize)
                .is_some_and(|record| record.code() == self.code)
        });
        let mut children = siblings.filter(|index| is_child(*index));
        let start = children.next().unwrap_or(own);
        let end = (start..self.table.data.known).find(|index| !is_child(*index));
        Entries::numbered(self.table, start, end.unwrap_or(self.table.data.known))
    }

    /// Codes that are easily confused with this one, or lead to it.
    #[must_use]
    pub fn related(&self) -> impl ExactSizeIterator<Item = Code> + use<> {
        let (start, len) = self.reference().related;
        let codes = self
            .table
            .data
            .related
            .get(start as usize..start as usize + len as usize);
        codes
            .unwrap_or_default()
            .iter()
            .map(|code| Code::new(*code))
    }

    /// The language that [`Entry::text`] really uses: English where a text is not translated.
    #[must_use]
    pub const fn lang(&self, lang: Lang) -> Lang {
        match self.text(lang).language.lang {
            Some(lang) => lang,
            None => lang,
        }
    }

    /// The words of the entry, in English as a whole if they are not in `lang`: languages are never mixed.
    #[must_use]
    pub const fn text(&self, lang: Lang) -> Text {
        let languages = self.table.data.languages;
        let mut index = 0;
        while index < languages.len() {
            let language = languages[index];
            if let Some(known) = language.lang
                && known.index() == lang.index()
                && language.sections[self.record.index as usize].lengths[0] > 0
            {
                return self.text_of(language);
            }
            index += 1;
        }
        self.text_of(languages[0])
    }

    /// The words of the entry in the language that a tag means, for tables with languages of their own: `None` if the
    /// table has no such language. An entry that is not translated has those of the source language, as in
    /// [`Entry::text`]; [`Text::tag`] says which they are.
    ///
    /// ```
    /// use waba_errors::lookup;
    ///
    /// assert!(lookup(131026).text_in("en-GB").is_some());
    /// assert!(lookup(131026).text_in("tlh").is_none());
    /// ```
    #[must_use]
    pub fn text_in(&self, tag: &str) -> Option<Text> {
        let text = self.text_of(self.table.language(tag)?);
        if text.title().is_empty() {
            return Some(self.text_of(self.table.data.languages[0]));
        }
        Some(text)
    }

    const fn text_of(&self, language: &'static Language) -> Text {
        let words = language.sections[self.record.index as usize];
        let steps = if words.lengths[3] > 0 {
            words
        } else {
            language.sections[language.sections.len() - 1]
        };
        Text {
            language,
            words,
            steps,
        }
    }

    /// A short name for people, without a final mark.
    #[must_use]
    pub const fn title(&self, lang: Lang) -> &'static str {
        self.text(lang).title()
    }

    /// What happened, in one or two sentences.
    #[must_use]
    pub const fn description(&self, lang: Lang) -> &'static str {
        self.text(lang).description()
    }

    /// What to do, one step per line.
    #[must_use]
    pub const fn fix(&self, lang: Lang) -> &'static str {
        self.text(lang).fix()
    }

    /// Why it happens.
    pub fn causes(&self, lang: Lang) -> Lines<'static> {
        self.text(lang).causes()
    }

    /// What to do, step by step.
    pub fn fixes(&self, lang: Lang) -> Lines<'static> {
        self.text(lang).fixes()
    }

    /// How to avoid it in future; often empty.
    pub fn prevention(&self, lang: Lang) -> Lines<'static> {
        self.text(lang).prevention()
    }
}

/// Two entries are equal if they say the same of the same code.
impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
            && ptr::eq(self.record, other.record)
            && self.is_numbered == other.is_numbered
            && ptr::eq(self.table, other.table)
    }
}

impl Eq for Entry {}

impl core::hash::Hash for Entry {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.code.hash(state);
        self.record.index.hash(state);
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("key", &self.key())
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}

impl From<Code> for Entry {
    fn from(code: Code) -> Self {
        code.entry()
    }
}

impl Text {
    /// The section of this index: title, description, causes, fixes, prevention.
    const fn section(&self, index: usize) -> &'static str {
        let sections = if index < 2 { &self.words } else { &self.steps };
        let mut start = sections.start as usize;
        let mut before = 0;
        while before < index {
            start += sections.lengths[before] as usize + 1;
            before += 1;
        }
        slice(
            self.language.strings,
            start,
            sections.lengths[index] as usize,
        )
    }

    /// The tag of the language that the words are in.
    #[must_use]
    pub const fn tag(&self) -> &'static str {
        self.language.tag
    }

    /// A short name for people, without a final mark.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        self.section(0)
    }

    /// What happened, in one or two sentences.
    #[must_use]
    pub const fn description(&self) -> &'static str {
        self.section(1)
    }

    /// Why it happens.
    pub fn causes(&self) -> Lines<'static> {
        self.section(2).lines()
    }

    /// What to do, one step per line.
    #[must_use]
    pub const fn fix(&self) -> &'static str {
        self.section(3)
    }

    /// What to do, step by step.
    pub fn fixes(&self) -> Lines<'static> {
        self.fix().lines()
    }

    /// How to avoid it in future; often empty.
    pub fn prevention(&self) -> Lines<'static> {
        self.section(4).lines()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text")
            .field("tag", &self.tag())
            .field("title", &self.title())
            .finish_non_exhaustive()
    }
}

/// An iterator over entries.
#[derive(Clone, Debug)]
pub struct Entries {
    table: &'static Table,
    records: Records,
}

#[derive(Clone, Debug)]
enum Records {
    Numbered(core::ops::Range<u16>),
    Listed(core::slice::Iter<'static, u16>),
}

impl Entries {
    pub(crate) fn numbered(table: &'static Table, start: u16, end: u16) -> Self {
        let records = Records::Numbered(start..end);
        Self { table, records }
    }

    pub(crate) fn listed(table: &'static Table, records: &'static [u16]) -> Self {
        let records = Records::Listed(records.iter());
        Self { table, records }
    }
}

impl Iterator for Entries {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let record = match &mut self.records {
            Records::Numbered(records) => records.next(),
            Records::Listed(records) => records.next().copied(),
        };
        Entry::of_record(self.table, record?)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.records {
            Records::Numbered(records) => records.size_hint(),
            Records::Listed(records) => records.size_hint(),
        }
    }
}

impl ExactSizeIterator for Entries {}
