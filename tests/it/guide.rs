//! The guide to errors says the same in every language, names only codes that the table knows, and its examples are read.

use std::collections::BTreeSet;
use std::fs;

use waba_errors::{Key, lookup};
use waba_errors_payload::read_body;

use crate::root;

const FILES: [&str; 3] = [
    "handling-errors.md",
    "handling-errors.de.md",
    "handling-errors.ar.md",
];

/// What must be the same in every language.
#[derive(Debug, PartialEq)]
struct Page {
    /// The level of each heading.
    headings: Vec<usize>,
    /// Examples, without their fences.
    examples: Vec<String>,
    /// What stands between backticks outside the examples.
    spans: Vec<String>,
    /// Addresses, in the order of the alphabet: sentences may turn their words around.
    links: Vec<String>,
    /// The ids of the notes to which the text points.
    references: Vec<String>,
    /// The ids of the notes.
    notes: Vec<String>,
}

/// A page, and its words without examples, code, addresses and notes.
fn read_page(file: &str) -> (Page, String) {
    let text = fs::read_to_string(root().join("docs").join(file)).unwrap();
    let mut page = Page {
        headings: Vec::new(),
        examples: Vec::new(),
        spans: Vec::new(),
        links: Vec::new(),
        references: Vec::new(),
        notes: Vec::new(),
    };
    let mut words = String::new();
    let mut example: Option<String> = None;
    for line in text.lines() {
        if let Some(lines) = &mut example {
            if line == "```" {
                page.examples.extend(example.take());
            } else {
                lines.push_str(line);
                lines.push('\n');
            }
            continue;
        }
        if line.starts_with("```") {
            assert_eq!(line, "```json", "{file}");
            example = Some(String::new());
            continue;
        }
        let (level, _) = line.split_at(line.len() - line.trim_start_matches('#').len());
        if !level.is_empty() {
            page.headings.push(level.len());
        }
        let links = between(line, "](", ")");
        if let Some((note, _)) = line
            .strip_prefix("[^")
            .and_then(|rest| rest.split_once("]: "))
        {
            assert!(note == "own" || links.len() == 1, "{file}: {line}");
            page.notes.push(note.to_owned());
            page.links.extend(links);
            continue;
        }
        page.links.extend(links.iter().cloned());
        page.references.extend(between(line, "[^", "]"));
        let mut plain = line.to_owned();
        for link in links {
            plain = plain.replace(&link, "");
        }
        for (index, part) in plain.split('`').enumerate() {
            if index % 2 == 0 {
                words.push_str(part);
            } else {
                page.spans.push(part.to_owned());
            }
        }
        words.push('\n');
    }
    assert_eq!(example, None, "{file}: an example that does not end");
    page.links.sort_unstable();
    (page, words)
}

/// All that stands between two marks.
fn between(line: &str, open: &str, close: &str) -> Vec<String> {
    let parts = line.split(open).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(close)?.0.to_owned()))
        .collect()
}

#[test]
fn the_guide_has_the_same_parts_in_every_language() {
    let (english, _) = read_page(FILES[0]);
    assert!(english.headings.len() > 10 && english.examples.len() > 8);
    for file in &FILES[1..] {
        let (page, _) = read_page(file);
        assert_eq!(page, english, "{file}");
    }
}

#[test]
fn every_note_of_the_guide_is_used_and_every_statement_has_one() {
    let (page, _) = read_page(FILES[0]);
    let used: BTreeSet<_> = page.references.iter().collect();
    let there: BTreeSet<_> = page.notes.iter().collect();
    assert_eq!(used, there);
    assert_eq!(there.len(), page.notes.len(), "a note stands there twice");
    for file in FILES {
        let text = fs::read_to_string(root().join("docs").join(file)).unwrap();
        for line in text.lines().filter(|line| line.starts_with("- ")) {
            let end = text.find(line).unwrap();
            let item = text[end..].split("\n- ").next().unwrap();
            let item = item.split("\n\n").next().unwrap();
            assert!(item.contains("[^"), "{file}: {item}");
        }
    }
}

#[test]
fn the_guide_names_only_known_codes() {
    for file in FILES {
        let (page, words) = read_page(file);
        let mut codes = 0;
        for span in &page.spans {
            let numbers: Option<Vec<u32>> = span.split('/').map(|part| part.parse().ok()).collect();
            match numbers.as_deref() {
                Some([code]) => assert!(lookup(*code).is_known(), "{file}: {code}"),
                Some([code, subcode]) => {
                    let entry = lookup(*code).subcode(*subcode);
                    let is_pair = match entry.key() {
                        Key::Pair(first, second) => (first, second) == (*code, *subcode),
                        Key::Code(number) => number == *subcode,
                        _ => false,
                    };
                    assert!(is_pair && lookup(*code).is_known(), "{file}: {span}");
                }
                _ => continue,
            }
            codes += 1;
        }
        assert!(codes > 15, "{file}: {codes}");
        // A code outside backticks would go unseen.
        let mut digits = words.split(|letter: char| !letter.is_ascii_digit());
        let bare = digits.find(|number| number.len() > 4);
        assert_eq!(bare, None, "{file}: without backticks");
    }
}

#[test]
fn the_examples_of_the_guide_are_json_and_their_errors_are_found() {
    let (page, _) = read_page(FILES[0]);
    let mut errors = 0;
    for example in &page.examples {
        let _: serde_json::Value = serde_json::from_str(example).expect(example);
        let report = read_body(example.as_bytes());
        let found: Vec<_> = report.iter().map(|found| found.number()).collect();
        let codes = between(example, "\"code\": ", ",");
        let codes: Vec<i64> = codes.iter().map(|code| code.parse().unwrap()).collect();
        assert_eq!(found, codes, "{example}");
        assert!(
            report.iter().all(|found| found.entry().is_known()),
            "{example}"
        );
        errors += codes.len();
    }
    assert!(errors > 5, "{errors}");
}
