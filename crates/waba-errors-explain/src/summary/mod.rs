//! How often which errors stand in logs of any size.

mod json;
mod over_time;
mod text;
mod time;
mod trend;

use std::collections::BTreeMap;
use std::io::{self, Read};

use serde::Serialize;
use waba_errors::{Category, Entry, Fact};
use waba_errors_payload::{Certainty, Found, Options, records};

use crate::facts::fact_lists;
use crate::finding::{Id, is_alike};
use crate::generated::labels;
use crate::view::View;
pub use over_time::{CodeOverTime, Columns, OverTime};
pub use trend::Period;
use trend::{Course, Trend, forget, join};

/// Numbers beyond the table that are counted one by one; a log full of invented numbers must not fill the memory.
const MOST_UNKNOWN: usize = 10_000;
/// The same where each has a course: it may have errors in every period.
const MOST_UNKNOWN_COURSES: usize = 500;

/// Counts the errors of logs of any size, in bounded memory.
///
/// ```
/// use waba_errors_explain::{Summary, View, waba_errors::Lang, waba_errors_payload::Certainty};
///
/// let mut summary = Summary::default();
/// let log = "{\"error\":{\"code\":190}}\n".repeat(3);
/// summary.read(log.as_bytes(), Certainty::Likely)?;
/// let json = serde_json::to_value(summary.report(View::new(Lang::En))).unwrap();
/// assert_eq!((&json["errors"], &json["codes"][0]["key"]), (&3.into(), &"190".into()));
/// # Ok::<_, std::io::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Summary {
    /// A record holds more errors than are kept of one.
    truncated: bool,
    /// Of unknown ones, which come last, the first [`MOST_UNKNOWN`] in their own order: which these are does not depend on the
    /// order of the input.
    codes: BTreeMap<Id, Counted>,
    unknown_codes: usize,
    /// All others, one for all of which the same is said.
    further: Vec<(Entry, u64)>,
    trend: Option<Trend>,
}

#[derive(Debug)]
struct Counted {
    entry: Entry,
    count: u64,
    /// Boxed, because most counts have none.
    course: Option<Box<Course>>,
}

impl Counted {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        if trend::IS_COUNTED {
            join(&mut self.course, other.course);
        }
    }
}

impl Summary {
    /// Counts by periods of time too.
    ///
    /// ```
    /// use waba_errors_explain::{Period, Summary, View, waba_errors::Lang, waba_errors_payload::Certainty};
    ///
    /// let mut summary = Summary::by(Period::Day);
    /// summary.read(&b"2026-10-01T08:00:00Z error code 131026"[..], Certainty::Likely)?;
    /// let json = serde_json::to_value(summary.report(View::new(Lang::En))).unwrap();
    /// assert_eq!(json["trend"]["periods"][0]["start"], "2026-10-01T00:00:00Z");
    /// # Ok::<_, std::io::Error>(())
    /// ```
    #[must_use]
    pub fn by(period: Period) -> Self {
        Self {
            trend: Some(Trend::new(period)),
            ..Self::default()
        }
    }

    /// Says when the next input ended, in seconds since 1970: times without a year are before it. Without that, they are none.
    pub fn set_newest(&mut self, second: i64) {
        if let Some(trend) = &mut self.trend {
            trend.newest = Some(second);
        }
    }

    /// Counts the errors of an input, record by record, that are at least so certain.
    ///
    /// # Errors
    ///
    /// If the input cannot be read; what was read before is counted.
    pub fn read(&mut self, reader: impl Read, least: Certainty) -> io::Result<()> {
        let mut records = records(reader);
        while let Some(record) = records.next_record()? {
            self.read_record(record.bytes(), least);
        }
        Ok(())
    }

    /// Counts the errors of a record, of those into which [`records`] cuts an input.
    ///
    /// ```
    /// use waba_errors_explain::{Summary, waba_errors_payload::Certainty};
    ///
    /// let mut summary = Summary::default();
    /// summary.read_record(br#"{"error":{"code":190}}"#, Certainty::Likely);
    /// assert!(summary.has_known());
    /// ```
    pub fn read_record(&mut self, record: &[u8], least: Certainty) {
        let report = Options::new().least(least).read(record);
        self.truncated |= report.truncated();
        for found in &report {
            self.add(&found, record);
        }
    }

    fn trend(&mut self) -> Option<&mut Trend> {
        self.trend.as_mut().filter(|_| trend::IS_COUNTED)
    }

    fn add(&mut self, found: &Found<'_>, record: &[u8]) {
        let entry = found.entry();
        let course = self.trend().and_then(|trend| {
            let second = time::of(found, record, trend.newest);
            trend.course(second).map(Box::new)
        });
        let counted = Counted {
            entry,
            count: 1,
            course,
        };
        self.add_counted(Id::of(found, &entry), counted);
        self.prune();
    }

    fn add_counted(&mut self, id: Id, counted: Counted) {
        if let Some(own) = self.codes.get_mut(&id) {
            own.add(counted);
            return;
        }
        self.unknown_codes += usize::from(!matches!(id, Id::Known(_)));
        self.codes.insert(id, counted);
        let most = match self.trend {
            Some(_) => MOST_UNKNOWN_COURSES,
            None => MOST_UNKNOWN,
        };
        if self.unknown_codes > most
            && let Some((_, counted)) = self.codes.pop_last()
        {
            self.unknown_codes -= 1;
            self.add_further(counted.entry, counted.count);
        }
    }

    fn add_further(&mut self, entry: Entry, count: u64) {
        let mut further = self.further.iter_mut();
        match further.find(|(other, _)| is_alike(other, &entry)) {
            Some((_, all)) => *all += count,
            None => self.further.push((entry, count)),
        }
    }

    /// Forgets the earliest periods, if there are too many.
    fn prune(&mut self) {
        if let Some(first) = self.trend().and_then(Trend::prune) {
            let counted = self.codes.values_mut();
            for course in counted.filter_map(|counted| counted.course.as_mut()) {
                forget(course, first);
            }
        }
    }

    /// Adds what was counted elsewhere. The order in which parts of an input are counted and added changes nothing.
    ///
    /// ```
    /// use waba_errors_explain::{Summary, View, waba_errors::Lang, waba_errors_payload::Certainty};
    ///
    /// let mut all = Summary::default();
    /// for log in [r#"{"error":{"code":190}}"#, r#"{"error":{"code":131026}}"#] {
    ///     let mut part = Summary::default();
    ///     part.read(log.as_bytes(), Certainty::Likely)?;
    ///     all.merge(part);
    /// }
    /// let json = serde_json::to_value(all.report(View::new(Lang::En))).unwrap();
    /// assert_eq!(json["errors"], 2);
    /// # Ok::<_, std::io::Error>(())
    /// ```
    pub fn merge(&mut self, other: Self) {
        self.truncated |= other.truncated;
        if let (Some(trend), Some(other)) = (&mut self.trend, other.trend) {
            trend.merge(other);
        }
        for (id, counted) in other.codes {
            self.add_counted(id, counted);
        }
        for (entry, count) in other.further {
            self.add_further(entry, count);
        }
        self.prune();
    }

    fn all(&self) -> impl Iterator<Item = (&Entry, u64)> {
        let counted = self.codes.values();
        let counted = counted.map(|counted| (&counted.entry, counted.count));
        counted.chain(self.further.iter().map(|(entry, count)| (entry, *count)))
    }

    /// Whether there is no error.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether a record holds more errors than are kept of one.
    #[must_use]
    pub const fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// The counts as people and programs see them.
    #[must_use]
    pub fn report(&self, view: View) -> Report {
        Report::new(self, view)
    }

    /// Whether there is an error that the table knows.
    #[must_use]
    pub fn has_known(&self) -> bool {
        self.codes.len() > self.unknown_codes
    }

    /// How many errors have each of the facts that programs select by.
    fn facts(&self) -> Vec<(Fact, u64)> {
        let mut counts = Vec::<(Fact, u64)>::new();
        for (entry, count) in self.all() {
            for fact in entry.facts().filter(|fact| fact.selects()) {
                match counts.binary_search_by_key(&fact, |(own, _)| *own) {
                    Ok(place) => counts[place].1 += count,
                    Err(place) => counts.insert(place, (fact, count)),
                }
            }
        }
        counts
    }
}

/// Some ways to count the same errors: by code, by category, and by each fact that programs select by. For programs it
/// implements `Serialize`.
#[derive(Debug)]
pub struct Report {
    view: View,
    errors: u64,
    /// There are more.
    truncated: bool,
    sections: Vec<Section>,
    over_time: Option<OverTime>,
}

#[derive(Debug)]
struct Section {
    /// What is counted: `code`, `category`, or a fact such as `fixer`.
    by: &'static str,
    label: &'static str,
    /// The most frequent first.
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    /// A code, or the id of a category or of what a fact says.
    key: String,
    title: &'static str,
    count: u64,
}

impl Report {
    fn new(counts: &Summary, view: View) -> Self {
        let lang = view.lang;
        let labels = labels(lang);
        let codes = counts.codes.iter().map(|(id, counted)| Row {
            key: id.to_string(),
            title: counted.entry.title(lang),
            count: counted.count,
        });
        let categories = Category::ALL.iter().map(|category| {
            let of_it = counts
                .all()
                .filter(|(entry, _)| entry.category() == *category);
            Row {
                key: category.id().to_owned(),
                title: category.title(lang),
                count: of_it.map(|(_, count)| count).sum(),
            }
        });
        let mut sections = vec![
            Section::new("code", labels.by_code, codes.collect()),
            Section::new("category", labels.by_category, categories.collect()),
        ];
        let facts = counts.facts();
        let selecting = fact_lists().filter_map(|list| list.first());
        sections.extend(selecting.filter(|fact| fact.selects()).map(|list| {
            let of_list = facts.iter().filter(|(fact, _)| fact.id() == list.id());
            let rows = of_list.map(|(fact, count)| Row {
                key: fact.to_string(),
                title: fact.title(lang),
                count: *count,
            });
            Section::new(list.id(), labels.by(*list), rows.collect())
        }));
        let further = counts.further.iter().map(|(_, count)| count).sum();
        if further > 0
            && let Some(codes) = sections.first_mut()
        {
            codes.rows.push(Row {
                key: "other".to_owned(),
                title: labels.further_codes,
                count: further,
            });
        }
        Self {
            view,
            errors: counts.all().map(|(_, count)| count).sum(),
            truncated: counts.truncated,
            sections,
            over_time: OverTime::new(counts, lang),
        }
    }

    /// How many errors there are.
    #[must_use]
    pub const fn errors(&self) -> u64 {
        self.errors
    }

    /// How many per cent of the errors so many are, without decimals; each language writes them in its own way.
    #[must_use]
    pub fn share(&self, count: u64) -> String {
        text::share(count, self.errors)
    }

    /// The counts over time, if they were asked for.
    ///
    /// ```
    /// use waba_errors_explain::{Period, Summary, View, waba_errors::Lang, waba_errors_payload::Certainty};
    ///
    /// let log = "2026-10-01T08:00:00Z error code 131026\n2026-10-03T08:00:00Z error code 131026\n";
    /// let mut summary = Summary::by(Period::Day);
    /// summary.read(log.as_bytes(), Certainty::Likely)?;
    /// let report = summary.report(View::new(Lang::En));
    /// let over_time = report.over_time().unwrap();
    /// let code = &over_time.codes()[0];
    /// assert_eq!((code.key(), code.counts(), code.last_seen()), ("131026", &[1, 1][..], "2026-10-03T08:00:00Z"));
    /// let days = over_time.columns(30);
    /// assert_eq!(days.counts(code.counts().iter().copied()), [1, 0, 1]);
    /// assert_eq!(days.starts().last().as_deref(), Some("2026-10-03T00:00:00Z"));
    /// # Ok::<_, std::io::Error>(())
    /// ```
    #[must_use]
    pub fn over_time(&self) -> Option<&OverTime> {
        self.over_time.as_ref().filter(|_| trend::IS_COUNTED)
    }

    /// The rows of all ways to count, the most frequent first: what is counted (`code`, `category` or a fact), the code or
    /// the id, its title, and how often it stands there.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &str, &'static str, u64)> {
        self.sections.iter().flat_map(|section| {
            let rows = section.rows.iter();
            rows.map(|row| (section.by, row.key.as_str(), row.title, row.count))
        })
    }
}

impl Section {
    /// What is as frequent stays in its order.
    fn new(by: &'static str, label: &'static str, mut rows: Vec<Row>) -> Self {
        rows.retain(|row| row.count > 0);
        let counts = rows.iter().map(|row| u64::MAX - row.count);
        let mut order: Vec<_> = counts.zip(0_usize..).collect();
        order.sort_unstable();
        let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
        let take = |(_, place): (u64, usize)| rows.get_mut(place)?.take();
        let rows = order.into_iter().filter_map(take).collect();
        Self { by, label, rows }
    }
}
