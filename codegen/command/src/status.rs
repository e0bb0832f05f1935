//! How far the translations are.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use waba_errors_codegen::model::Model;
use waba_errors_codegen::{Checked, State, Translation, Words};

use crate::output;
use crate::project::{Project, select};

#[derive(Debug, clap::Args)]
pub(crate) struct Status {
    /// Only this language
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,

    /// As JSON on standard output
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Status, project: &Project) -> io::Result<bool> {
    let Some((_, checked)) = project.accepted()? else {
        return Ok(false);
    };
    let translations = select(&checked, args.lang.as_deref())?;
    let reports: Vec<_> = translations
        .into_iter()
        .map(|translation| Report::new(&checked, translation))
        .collect();
    output::print(&if args.json {
        serde_json::to_string_pretty(&reports)? + "\n"
    } else {
        text(&reports)
    })?;
    Ok(true)
}

#[derive(Serialize)]
struct Report<'a> {
    language: &'a str,
    native_name: &'a str,
    #[serde(flatten)]
    count: Count,
    categories: Vec<Category<'a>>,
    stale_texts: Vec<StaleText<'a>>,
    missing_texts: Vec<Place<'a>>,
    orphaned_texts: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Category<'a> {
    category: &'a str,
    #[serde(flatten)]
    count: Count,
}

#[derive(Default, Serialize)]
struct Count {
    total: usize,
    complete: usize,
    stale: usize,
    missing: usize,
    orphaned: usize,
}

#[derive(Serialize)]
struct Place<'a> {
    entry: &'a str,
    field: &'a str,
}

#[derive(Serialize)]
struct StaleText<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    old_english: &'a str,
    new_english: Option<&'a str>,
    translation: Option<&'a str>,
}

impl Count {
    fn of<'a>(words: impl Iterator<Item = &'a Words>) -> Self {
        let mut count = Self::default();
        for words in words {
            count.total += usize::from(!matches!(words.state, State::Orphaned { .. }));
            *match words.state {
                State::Complete => &mut count.complete,
                State::Stale { .. } => &mut count.stale,
                State::Missing => &mut count.missing,
                State::Orphaned { .. } => &mut count.orphaned,
            } += 1;
        }
        count
    }

    /// Ten marks and a percentage, which is 100 only if nothing is left to do.
    fn bar(&self) -> String {
        let parts = |of: usize| (self.complete * of).checked_div(self.total).unwrap_or(of);
        let full = parts(10);
        format!(
            "{}{} {:>3} %",
            "█".repeat(full),
            "░".repeat(10 - full),
            parts(100)
        )
    }

    fn rest(&self) -> String {
        let mut out = format!("{} of {} complete", self.complete, self.total);
        for (count, state) in [
            (self.stale, "stale"),
            (self.missing, "missing"),
            (self.orphaned, "without English"),
        ] {
            if count > 0 {
                let _ = write!(out, ", {count} {state}");
            }
        }
        out
    }
}

impl<'a> Report<'a> {
    fn new(checked: &'a Checked, translation: &'a Translation) -> Self {
        let model = &checked.model;
        let mut languages = model.languages.iter();
        let language = languages.find(|language| language.tag == translation.tag);
        let place = |words: &'a Words| Place {
            entry: &words.table,
            field: &words.field,
        };
        let places = |is_wanted: fn(&State) -> bool| {
            let words = translation.words.iter();
            words
                .filter(|words| is_wanted(&words.state))
                .map(place)
                .collect()
        };
        let stale = translation
            .words
            .iter()
            .filter_map(|words| match &words.state {
                State::Stale { was } => Some(StaleText {
                    place: place(words),
                    old_english: was,
                    new_english: words.english.as_deref(),
                    translation: words.translation.as_deref(),
                }),
                _ => None,
            });
        Self {
            language: &translation.tag,
            native_name: language.map_or("", |language| &language.native_name),
            count: Count::of(translation.words.iter()),
            categories: categories(model, translation),
            stale_texts: stale.collect(),
            missing_texts: places(|state| *state == State::Missing),
            orphaned_texts: places(|state| matches!(state, State::Orphaned { .. })),
        }
    }
}

/// The words that belong to no entry are a group of their own, the last one.
fn categories<'a>(model: &'a Model, translation: &'a Translation) -> Vec<Category<'a>> {
    let of_entries: HashMap<String, usize> = model
        .entries
        .iter()
        .map(|entry| (entry.key.to_string(), entry.category))
        .collect();
    let names = model.categories.iter().map(|category| category.id.as_str());
    let names: Vec<_> = names.chain(["other words"]).collect();
    let mut words: Vec<Vec<&Words>> = names.iter().map(|_| Vec::new()).collect();
    for text in &translation.words {
        let category = of_entries.get(&text.table).copied();
        words[category.unwrap_or(model.categories.len())].push(text);
    }
    let groups = names.into_iter().zip(words);
    groups
        .map(|(category, words)| Category {
            category,
            count: Count::of(words.into_iter()),
        })
        .filter(|category| category.count.total + category.count.orphaned > 0)
        .collect()
}

fn text(reports: &[Report<'_>]) -> String {
    let mut out = String::new();
    for report in reports {
        let Report {
            language,
            native_name,
            count,
            ..
        } = report;
        let _ = writeln!(out, "{native_name} ({language})\n");
        let _ = writeln!(out, "  {:<20} {}  {}", "all", count.bar(), count.rest());
        for Category { category, count } in &report.categories {
            let _ = writeln!(out, "  {category:<20} {}  {}", count.bar(), count.rest());
        }
        out.push('\n');
        for stale in &report.stale_texts {
            let Place { entry, field } = stale.place;
            let _ = writeln!(
                out,
                "  stale: {entry} {field}\n    old English: {}\n    new English: {}\n    {language}: {}\n",
                stale.old_english,
                stale.new_english.unwrap_or_default(),
                stale.translation.unwrap_or_default(),
            );
        }
        list(&mut out, "missing", &report.missing_texts);
        list(&mut out, "without English", &report.orphaned_texts);
    }
    out
}

/// More than anybody reads; the JSON has all of them.
const LONGEST_LIST: usize = 20;

fn list(out: &mut String, state: &str, places: &[Place<'_>]) {
    for Place { entry, field } in places.iter().take(LONGEST_LIST) {
        let _ = writeln!(out, "  {state}: {entry} {field}");
    }
    if places.len() > LONGEST_LIST {
        let _ = writeln!(out, "  {state}: {} more", places.len() - LONGEST_LIST);
    }
    if !places.is_empty() {
        out.push('\n');
    }
}
