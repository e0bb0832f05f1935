//! `summary`: how often which errors stand in logs of any size.

mod csv;
mod json;
mod progress;
mod text;

use std::collections::HashMap;
use std::io::{self, Read};

use serde::Serialize;
use waba_errors::{Category, Entry, Fixer, Lang, Retry};
use waba_errors_payload::Found;

use crate::args::{RetryClass, Summary, Table};
use crate::finding::Id;
use crate::generated::labels;
use crate::input;
use crate::lines::{Pieces, Unit};
use crate::output::{Status, print};
use progress::Progress;

/// Numbers beyond the table that are counted one by one; a log full of invented numbers must not fill the memory.
const MOST_UNKNOWN: usize = 10_000;

pub(crate) fn run(args: &Summary) -> io::Result<Status> {
    let mut counts = Counts::default();
    let mut all_readable = true;
    let progress = Progress::new(&args.files);
    for path in input::named(&args.files) {
        let Some(input) = input::open(path) else {
            all_readable = false;
            continue;
        };
        if let Err(error) = counts.read(progress.watch(input.reader)) {
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
    if counts.errors == 0 && all_readable {
        anstream::eprintln!("{}", labels(report.lang).nothing_found);
    }
    Ok(if all_readable {
        Status::found(counts.known > 0)
    } else {
        Status::Usage
    })
}

#[derive(Default)]
struct Counts {
    errors: u64,
    known: u64,
    codes: HashMap<Id, (Entry, u64)>,
    unknown_codes: usize,
    /// Unknown numbers beyond [`MOST_UNKNOWN`].
    further: u64,
    categories: HashMap<Category, u64>,
    retries: HashMap<RetryClass, u64>,
    fixers: HashMap<Fixer, u64>,
}

impl Counts {
    fn read(&mut self, reader: impl Read) -> io::Result<()> {
        let mut records = Pieces::new(reader, Unit::Record);
        while let Some(record) = records.next()? {
            for found in waba_errors_payload::read(record.bytes) {
                self.add(&found);
            }
        }
        Ok(())
    }

    fn add(&mut self, found: &Found) {
        let entry = found.entry();
        self.errors += 1;
        self.known += u64::from(entry.is_known());
        *self.categories.entry(entry.category()).or_default() += 1;
        *self.retries.entry(RetryClass::of(&entry)).or_default() += 1;
        *self.fixers.entry(entry.fixer()).or_default() += 1;
        let id = Id::of(found, &entry);
        if let Some((_, count)) = self.codes.get_mut(&id) {
            *count += 1;
        } else if entry.is_known() || self.unknown_codes < MOST_UNKNOWN {
            self.unknown_codes += usize::from(!entry.is_known());
            self.codes.insert(id, (entry, 1));
        } else {
            self.further += 1;
        }
    }
}

/// What is shown: four ways to count the same errors.
struct Report {
    lang: Lang,
    errors: u64,
    sections: Vec<Section>,
}

struct Section {
    /// What is counted: `code`, `category`, `retry` or `fixer`.
    by: &'static str,
    label: &'static str,
    /// The most frequent first.
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    /// A code, or the id of a category, a retry class or a fixer.
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
            .map(|(id, (entry, count))| (*id, id.to_string(), entry.title(lang), *count));
        let mut sections = vec![
            Section::new("code", labels.by_code, codes),
            Section::new(
                "category",
                labels.by_category,
                rows(&counts.categories, |category| {
                    (category.id(), category.title(lang))
                }),
            ),
            Section::new(
                "retry",
                labels.by_retry,
                rows(&counts.retries, |class| (class.id(), class.advice(lang))),
            ),
            Section::new(
                "fixer",
                labels.by_fixer,
                rows(&counts.fixers, |fixer| (fixer.id(), fixer.title(lang))),
            ),
        ];
        if counts.further > 0
            && let Some(codes) = sections.first_mut()
        {
            codes.rows.push(Row {
                key: "other".to_owned(),
                title: labels.further_codes,
                count: counts.further,
            });
        }
        Self {
            lang,
            errors: counts.errors,
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

impl RetryClass {
    /// As in the data; every wait is `wait`.
    const fn id(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::AfterFix => "after-fix",
            Self::Backoff => "backoff",
            Self::Wait => "wait",
        }
    }

    fn advice(self, lang: Lang) -> &'static str {
        match self {
            Self::Never => Retry::Never.advice(lang),
            Self::AfterFix => Retry::AfterFix.advice(lang),
            Self::Backoff => Retry::Backoff.advice(lang),
            Self::Wait => labels(lang).retry_after_wait,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use serde_json::Value;

    use super::{Counts, Id};

    type Found = BTreeMap<Id, u64>;

    fn counted(input: &[u8]) -> Found {
        let mut counts = Counts::default();
        counts.read(input).unwrap();
        counts
            .codes
            .into_iter()
            .map(|(id, (_, count))| (id, count))
            .collect()
    }

    /// What `read` finds.
    fn read(input: &[u8]) -> Found {
        let mut found = Found::new();
        for error in waba_errors_payload::read(input) {
            *found.entry(Id::of(&error, &error.entry())).or_default() += 1;
        }
        found
    }

    #[track_caller]
    fn counts_what_is_read(name: &str, input: &[u8]) {
        let text = String::from_utf8_lossy(input);
        assert_eq!(counted(input), read(input), "{name}: {text}");
    }

    fn corpus() -> Vec<(String, Vec<u8>)> {
        let folder: PathBuf =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../waba-errors-payload/corpus");
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind != "toml"))
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(&path).unwrap())
            })
            .collect();
        files.sort();
        // A heading and a body are two records of a log, and the same error to `read`.
        files.retain(|(name, _)| name != "heading-and-body.txt");
        assert!(files.len() >= 80);
        files
    }

    /// Each value on a line of its own, none indented.
    fn without_indentation(body: &Value, line_end: &str) -> String {
        let pretty = serde_json::to_string_pretty(body).unwrap();
        let lines = pretty
            .lines()
            .map(|line| line.trim_start().to_owned() + line_end);
        lines.collect()
    }

    /// The bodies of the corpus that are JSON, each in several layouts.
    fn layouts() -> Vec<(String, Vec<String>)> {
        let bodies = corpus().into_iter().filter_map(|(name, bytes)| {
            let body: Value = serde_json::from_slice(&bytes).ok()?;
            // A number is a code if it is all there is in a file, or in a line of a log.
            if body.is_number() {
                return None;
            }
            let texts = vec![
                format!("{body}\n"),
                format!("{body:#}\n"),
                without_indentation(&body, "\n"),
                without_indentation(&body, "\r\n"),
                without_indentation(&body, "\n\n"),
                without_indentation(&body, "\n").replace(",\n", "\n, "),
                format!("HTTP/2 400\r\ncontent-type: application/json\r\n\r\n{body:#}\n"),
            ];
            Some((name, texts))
        });
        bodies.collect()
    }

    #[test]
    fn every_file_of_the_corpus_is_counted_as_it_is_read() {
        for (name, bytes) in corpus() {
            counts_what_is_read(&name, &bytes);
            // Indentation is all that holds YAML together.
            if name == "dump-yaml.txt" {
                continue;
            }
            let lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
            counts_what_is_read(&name, &lines.collect::<Vec<_>>().join(&b'\n'));
        }
    }

    #[test]
    fn a_body_is_counted_as_it_is_read_in_every_layout() {
        for (name, texts) in layouts() {
            for text in texts {
                counts_what_is_read(&name, text.as_bytes());
            }
        }
    }

    #[test]
    fn bodies_one_after_another_are_counted_one_by_one() {
        let bodies = layouts();
        for pair in bodies.windows(2) {
            let [(first, firsts), (second, seconds)] = pair else {
                continue;
            };
            for (layout, one) in firsts.iter().enumerate() {
                let other = &seconds[layout];
                let mut expected = read(one.as_bytes());
                for (id, count) in read(other.as_bytes()) {
                    *expected.entry(id).or_default() += count;
                }
                let both = format!("{one}{other}");
                assert_eq!(
                    counted(both.as_bytes()),
                    expected,
                    "{first} {second}: {both}"
                );
            }
        }
    }

    #[test]
    fn files_one_after_another_are_counted_one_by_one() {
        let files = corpus();
        let mut wrong = Vec::new();
        for (first, one) in &files {
            for (second, other) in &files {
                // What begins as the middle of a body does belongs to the line before.
                if matches!(other.first(), Some(b' ' | b'>' | b'"')) {
                    continue;
                }
                let mut expected = read(one);
                for (id, count) in read(other) {
                    *expected.entry(id).or_default() += count;
                }
                let both = [one, b"\n".as_slice(), other].concat();
                if counted(&both) != expected {
                    wrong.push(format!("{first} {second}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_list_that_is_longer_than_a_record_is_cut_between_its_objects() {
        let error = |n: usize| {
            let data = serde_json::json!({"details": "x".repeat(n % 700), "messaging_product": "whatsapp"});
            serde_json::json!({"id": n, "error": {"message": "Expired", "code": 190, "error_data": data, "error_subcode": 463, "type": "OAuthException"}})
        };
        let list: Value = (0..6000).map(error).collect();
        let objects: String = (0..6000).map(|n| error(n).to_string()).collect();
        for text in [
            list.to_string(),
            format!("{list:#}"),
            without_indentation(&list, "\n"),
            objects,
        ] {
            assert!(text.len() > 2 << 20);
            let counts: Vec<_> = counted(text.as_bytes()).into_values().collect();
            assert_eq!(counts, [6000], "{}", text.get(..200).unwrap());
        }
    }

    #[test]
    fn a_dump_that_is_longer_than_a_record_gives_no_invented_codes() {
        let error = "[0] => Array\n (\n [code] => 131047\n [title] => x\n )\n\n";
        let list = error.repeat(25_000);
        let dump = |pad: usize| {
            let pad = "x".repeat(pad);
            format!("Array\n(\n [pad] => {pad}\n [errors] => Array\n (\n {list} )\n)\n")
        };
        let known = *read(dump(0).as_bytes()).keys().next().unwrap();
        let beginning = "[code] => 13104";
        let limit = 1 << 20;
        let at = dump(0).get(..limit).unwrap().rfind(beginning).unwrap();
        let text = dump(limit - at - beginning.len());
        assert!(text.get(..limit).unwrap().ends_with(beginning));
        let counts = counted(text.as_bytes());
        assert_eq!(counts.keys().collect::<Vec<_>>(), [&known]);
        assert!(counts[&known] >= 24_999, "at most the one that is cut");
    }

    #[test]
    fn a_line_that_is_cut_anywhere_does_not_hide_the_next() {
        let next = "{\"error\":{\"message\":\"x\",\"code\":131026}}\n";
        for (name, bytes) in corpus() {
            let Ok(body) = serde_json::from_slice::<Value>(&bytes) else {
                continue;
            };
            let line = body.to_string();
            for cut in (0..=line.len()).filter(|cut| line.is_char_boundary(*cut)) {
                let before = line.get(..cut).unwrap();
                let mut expected = counted(before.as_bytes());
                *expected
                    .entry(*read(next.as_bytes()).keys().next().unwrap())
                    .or_default() += 2;
                let text = format!("{before}\n{next}{next}");
                assert_eq!(counted(text.as_bytes()), expected, "{name}: {text}");
            }
        }
    }
}
