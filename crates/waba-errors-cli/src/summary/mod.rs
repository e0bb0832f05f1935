//! `summary`: how often which errors stand in logs of any size.

mod csv;
mod json;
mod progress;
mod text;

use std::collections::HashMap;
use std::hash::Hash;
use std::io::{self, Read};

use serde::Serialize;
use waba_errors::{Entry, Lang};
use waba_errors_payload::{Certainty, Found, Options, records};

use crate::args::{Summary, Table};
use crate::facts;
use crate::finding::{Id, is_alike};
use crate::generated::labels;
use crate::input;
use crate::output::{self, Status, print};
use progress::Progress;

/// Numbers beyond the table that are counted one by one; a log full of invented numbers must not fill the memory.
const MOST_UNKNOWN: usize = 10_000;

pub(crate) fn run(args: &Summary) -> io::Result<Status> {
    let mut counts = Counts::default();
    let least = args.least.get();
    let mut all_readable = true;
    let progress = Progress::new(&args.files);
    for path in input::named(&args.files) {
        let Some(input) = input::open(path) else {
            all_readable = false;
            continue;
        };
        if let Err(error) = counts.read(progress.watch(input.reader), least) {
            input::unreadable(input.file.as_deref(), &error);
            all_readable = false;
        }
    }
    drop(progress);
    let report = Report::new(&counts, args.output.lang());
    print(&match args.output.format {
        Table::Text => text::render(&report),
        Table::Csv => csv::render(&report)?,
        Table::Json => json::render(&report),
    })?;
    if counts.truncated {
        output::warn_truncated(report.lang, args.output.format == Table::Text);
    }
    if counts.codes.is_empty() && all_readable {
        output::tell(labels(report.lang).nothing_found);
    }
    Ok(if all_readable {
        Status::found(counts.has_known())
    } else {
        Status::Usage
    })
}

#[derive(Default)]
struct Counts {
    /// A record holds more errors than are kept of one.
    truncated: bool,
    codes: HashMap<Id, (Entry, u64)>,
    unknown_codes: usize,
    /// Unknown numbers beyond [`MOST_UNKNOWN`], one for all of which the same is said.
    further: Vec<(Entry, u64)>,
}

impl Counts {
    fn read(&mut self, reader: impl Read, least: Certainty) -> io::Result<()> {
        let options = Options::new().least(least);
        let mut records = records(reader);
        while let Some(record) = records.next_record()? {
            let report = options.read(record.bytes());
            self.truncated |= report.truncated();
            for found in &report {
                self.add(&found);
            }
        }
        Ok(())
    }

    fn add(&mut self, found: &Found<'_>) {
        let entry = found.entry();
        let id = Id::of(found, &entry);
        if let Some((_, count)) = self.codes.get_mut(&id) {
            *count += 1;
        } else if entry.is_known() || self.unknown_codes < MOST_UNKNOWN {
            self.unknown_codes += usize::from(!entry.is_known());
            self.codes.insert(id, (entry, 1));
        } else {
            let mut further = self.further.iter_mut();
            match further.find(|(other, _)| is_alike(other, &entry)) {
                Some((_, count)) => *count += 1,
                None => self.further.push((entry, 1)),
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = &(Entry, u64)> {
        self.codes.values().chain(&self.further)
    }

    fn has_known(&self) -> bool {
        self.all().any(|(entry, _)| entry.is_known())
    }

    /// How many errors have each of what a function gives of their entries.
    fn by<T: Eq + Hash, I: IntoIterator<Item = T>>(
        &self,
        of: impl Fn(&Entry) -> I,
    ) -> HashMap<T, u64> {
        let mut counts = HashMap::new();
        for (entry, count) in self.all() {
            for value in of(entry) {
                *counts.entry(value).or_default() += count;
            }
        }
        counts
    }
}

/// What is shown: some ways to count the same errors.
struct Report {
    lang: Lang,
    errors: u64,
    /// There are more.
    truncated: bool,
    sections: Vec<Section>,
}

struct Section {
    /// What is counted: `code`, `category`, or a fact such as `fixer`.
    by: &'static str,
    label: &'static str,
    /// The most frequent first.
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// A code, or the id of a category or of what a fact says.
    key: String,
    title: &'static str,
    count: u64,
}

impl Report {
    fn new(counts: &Counts, lang: Lang) -> Self {
        let labels = labels(lang);
        let codes = counts
            .codes
            .iter()
            .map(|(id, (entry, count))| (id.clone(), id.to_string(), entry.title(lang), *count));
        let mut sections = vec![
            Section::new("code", labels.by_code, codes),
            Section::new(
                "category",
                labels.by_category,
                rows(&counts.by(|entry| [entry.category()]), |category| {
                    (category.id(), category.title(lang))
                }),
            ),
        ];
        let facts = counts.by(|entry| entry.facts().filter(|fact| fact.selects()));
        let selecting = facts::lists().filter_map(|list| list.first());
        sections.extend(selecting.filter(|fact| fact.selects()).map(|list| {
            let of_list = facts.iter().filter(|(fact, _)| fact.id() == list.id());
            let rows =
                of_list.map(|(fact, count)| (*fact, fact.to_string(), fact.title(lang), *count));
            Section::new(list.id(), labels.by(*list), rows)
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
            lang,
            errors: counts.all().map(|(_, count)| count).sum(),
            truncated: counts.truncated,
            sections,
        }
    }
}

fn rows<K: Copy + Ord>(
    counts: &HashMap<K, u64>,
    words: impl Fn(K) -> (&'static str, &'static str),
) -> impl Iterator<Item = (K, String, &'static str, u64)> {
    counts.iter().map(move |(value, count)| {
        let (id, title) = words(*value);
        (*value, id.to_owned(), title, *count)
    })
}

impl Section {
    fn new<K: Ord>(
        by: &'static str,
        label: &'static str,
        rows: impl Iterator<Item = (K, String, &'static str, u64)>,
    ) -> Self {
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|a, b| b.3.cmp(&a.3).then_with(|| a.0.cmp(&b.0)));
        let rows = rows
            .into_iter()
            .map(|(_, key, title, count)| Row { key, title, count });
        Self {
            by,
            label,
            rows: rows.collect(),
        }
    }
}
