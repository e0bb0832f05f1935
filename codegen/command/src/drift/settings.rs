//! `data/drift.toml`: how the page is read, and what was looked at and found to be nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use waba_errors_codegen::model::Model;
use waba_errors_codegen::{Key, quote};

use crate::project::invalid;

use super::cell::{fold, status_before};
use super::difference::{Difference, What};

#[derive(Debug)]
pub(super) struct Settings {
    pub(super) page: Page,
    statuses: BTreeMap<String, u16>,
    rows: BTreeMap<String, Vec<usize>>,
    /// As `rows`, but what rows begin with.
    beginnings: BTreeMap<String, Vec<usize>>,
    accepted: Vec<Accepted>,
    /// The file down to the first accepted difference.
    head: String,
}

/// What is expected of the page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// The sources whose entries stand on the page.
    pub(super) sources: Vec<String>,
    /// Headings of the column with the numbers.
    pub(super) code: Vec<String>,
    /// Headings of a column of its own with the titles.
    pub(super) title: Vec<String>,
    /// Headings of the column with the HTTP statuses.
    pub(super) status: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    page: Page,
    #[serde(default)]
    statuses: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    rows: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    accepted: Vec<Accepted>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Accepted {
    what: What,
    entry: String,
    page: String,
    date: String,
    reason: String,
}

impl Settings {
    pub(super) fn read(path: &Path, model: &Model) -> io::Result<Self> {
        let fault =
            |error: &dyn std::fmt::Display| invalid(format!("`{}`: {error}", path.display()));
        let text = fs::read_to_string(path).map_err(|error| fault(&error))?;
        let file: File = toml::from_str(&text).map_err(|error| fault(&error))?;
        Self::of(file, &text, model).map_err(|error| fault(&error))
    }

    fn of(file: File, text: &str, model: &Model) -> Result<Self, String> {
        for source in &file.page.sources {
            if !model.sources.iter().any(|origin| origin.id == *source) {
                return Err(format!("there is no source `{source}` in sources.toml"));
            }
        }
        let mut statuses = BTreeMap::new();
        for (status, words) in &file.statuses {
            let status: u16 = status
                .parse()
                .map_err(|_| format!("`{status}` is no HTTP status"))?;
            statuses.extend(words.iter().map(|words| (fold(words), status)));
        }
        let mut rows = BTreeMap::new();
        let mut beginnings = BTreeMap::new();
        for (title, keys) in &file.rows {
            let entries = keys
                .iter()
                .map(|key| entry(key, model))
                .collect::<Result<_, _>>()?;
            match title.strip_suffix('…') {
                Some(beginning) => beginnings.insert(fold(beginning), entries),
                None => rows.insert(fold(title), entries),
            };
        }
        let head = text
            .find("\n[[accepted]]")
            .map_or(text, |start| &text[..start]);
        Ok(Self {
            page: file.page,
            statuses,
            rows,
            beginnings,
            accepted: file.accepted,
            head: head.trim_end().to_owned(),
        })
    }

    /// The entries that a row is about, by its title.
    pub(super) fn row(&self, title: &str) -> Option<&[usize]> {
        let title = fold(title);
        let longest = || {
            let all = self.beginnings.iter();
            let fitting = all.filter(|(beginning, _)| title.starts_with(beginning.as_str()));
            fitting
                .max_by_key(|(beginning, _)| beginning.len())
                .map(|(_, entries)| entries)
        };
        self.rows.get(&title).or_else(longest).map(Vec::as_slice)
    }

    /// The status that a cell states, as `400`, as `400 Bad Request` or in words.
    pub(super) fn status(&self, cell: &str) -> Option<u16> {
        let (number, words) = cell.split_at_checked(3).unwrap_or((cell, ""));
        let number = status_before(number);
        let folded = fold(words);
        let mut names = self.statuses.keys();
        let is_named = folded.is_empty() || names.any(|name| folded.starts_with(name.as_str()));
        number
            .filter(|_| is_named)
            .or_else(|| self.statuses.get(&fold(cell)).copied())
    }

    pub(super) fn has_accepted(&self, difference: &Difference) -> bool {
        self.accepted.iter().any(|accepted| {
            accepted.what == difference.what
                && accepted.entry == difference.entry
                && accepted.page == difference.page
        })
    }

    /// The file with more accepted differences, in canonical form.
    pub(super) fn accept(
        mut self,
        differences: impl Iterator<Item = Difference>,
        today: &str,
    ) -> String {
        self.accepted.extend(differences.map(|difference| Accepted {
            what: difference.what,
            entry: difference.entry,
            page: difference.page,
            date: today.to_owned(),
            reason: String::new(),
        }));
        self.accepted
            .sort_by(|a, b| (a.what, &a.entry, &a.page).cmp(&(b.what, &b.entry, &b.page)));
        let mut out = self.head;
        out.push('\n');
        for Accepted {
            what,
            entry,
            page,
            date,
            reason,
        } in &self.accepted
        {
            let _ = write!(
                out,
                "\n[[accepted]]\nwhat = {}\nentry = {}\npage = {}\ndate = {}\nreason = {}\n",
                quote(what.id()),
                quote(entry),
                quote(page),
                quote(date),
                quote(reason),
            );
        }
        out
    }
}

fn entry(key: &str, model: &Model) -> Result<usize, String> {
    let parsed = Key::parse(key);
    let place = model
        .entries
        .iter()
        .position(|entry| Some(&entry.key) == parsed.as_ref());
    place.ok_or_else(|| format!("there is no entry `{key}`"))
}
