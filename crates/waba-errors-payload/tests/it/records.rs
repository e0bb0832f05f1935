//! Inputs in records and lines, and that records one by one say what the whole says.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use serde_json::Value;
use waba_errors_payload::{Found, Records, lines, records};

/// Gives one byte at a time.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(1);
        self.0.read(&mut buffer[..len])
    }
}

type Pieces = Vec<(Vec<u8>, bool)>;

fn pieces<R: Read>(mut records: Records<R>) -> Pieces {
    let mut all = Vec::new();
    while let Some(record) = records.next_record().unwrap() {
        all.push((record.bytes().to_vec(), record.is_whole()));
    }
    all
}

#[track_caller]
fn gives(all: &[Pieces], expected: &[&str]) {
    for pieces in all {
        let texts = pieces
            .iter()
            .map(|(bytes, _)| String::from_utf8_lossy(bytes));
        assert_eq!(texts.collect::<Vec<_>>(), expected);
        assert!(pieces.iter().all(|(_, whole)| *whole));
    }
}

#[track_caller]
fn gives_lines(input: &str, expected: &[&str]) {
    let bytes = input.as_bytes();
    gives(
        &[pieces(lines(bytes)), pieces(lines(Slow(bytes)))],
        expected,
    );
}

#[track_caller]
fn gives_records(input: &str, expected: &[&str]) {
    let bytes = input.as_bytes();
    gives(
        &[pieces(records(bytes)), pieces(records(Slow(bytes)))],
        expected,
    );
}

#[test]
fn lines_keep_their_ends() {
    gives_lines("a\r\n\nb", &["a\r\n", "\n", "b"]);
    gives_lines("", &[]);
    gives_lines("\n", &["\n"]);
}

#[test]
fn a_body_over_several_lines_is_one_record() {
    gives_records(
        "{\n  \"a\": 1\n}\n{\n\t\"b\": 2\n}\nplain\nplain\n",
        &[
            "{\n  \"a\": 1\n}\n",
            "{\n\t\"b\": 2\n}\n",
            "plain\n",
            "plain\n",
        ],
    );
}

#[test]
fn a_body_without_indentation_is_one_record_too() {
    for body in [
        "{\n\"a\": [\n1,\n2\n],\r\n\"b\": 3\n}\n",
        "{\n\"a\": 1 // what\n\"b\": 2\n}\n",
        "Array\n(\n[a] => 1\n[b] => 2\n)\n",
        "array(1) {\n[\"a\"]=>\nint(1)\n[\"b\"]=>\nint(2)\n}\n",
        "[\n{\"a\":1},\n{\"b\":2}\n]\n",
    ] {
        let two = format!("{body}{body}");
        gives_records(&two, &[body, body]);
    }
}

#[test]
fn rows_come_with_the_head_of_their_table() {
    for table in [
        "id,error_code,text\n1,131047,\"a, b\"\n2,,c\n\n3,131026,d\n",
        "| error_code | text |\n|---|---|\n| 131047 | a |\n| 131026 | b |\n",
        "Telefon;Status;Fehler\r\n919800000001;failed;131026\r\n",
        "error_code\n131047\n131026\n",
    ] {
        let after = "2026-03-01 10:15:00, more\n";
        gives_records(&format!("{table}{after}"), &[table, after]);
    }
}

#[test]
fn a_row_far_below_the_head_is_counted_as_it_is_read() {
    let row = |row: usize| {
        let code = if row.is_multiple_of(50_000) {
            131_026
        } else {
            131_047
        };
        format!("{row},x,{code}\n")
    };
    let rows = (0..100_000).map(row).collect::<Vec<_>>().concat();
    let table = format!("id,text,error_code\n{rows}");
    let parts = pieces(records(table.as_bytes()));
    assert!(parts.len() > 10);
    assert!(
        parts
            .iter()
            .all(|(part, _)| part.starts_with(b"id,text,error_code\n"))
    );
    let counts = counted(table.as_bytes());
    assert_eq!((counts["131047"], counts["131026"]), (99_998, 2));
}

#[test]
fn the_head_of_an_http_answer_belongs_to_its_body() {
    let answer = "HTTP/2 400\r\ndate: today\r\n\r\n{\"a\":1}\r\n";
    let two = format!("{answer}{answer}");
    gives_records(&two, &[answer, answer]);
}

#[test]
fn a_line_that_is_cut_off_is_a_record_of_its_own() {
    gives_records(
        "{\"a\":\n{\"b\":1,\n{\"c\":{\n{\"d\":\"x\n{\"e\":1}\n[2026-01-01] x\n",
        &[
            "{\"a\":\n",
            "{\"b\":1,\n",
            "{\"c\":{\n",
            "{\"d\":\"x\n",
            "{\"e\":1}\n",
            "[2026-01-01] x\n",
        ],
    );
}

#[test]
fn what_is_too_long_comes_in_parts() {
    let limit = 16 << 20;
    let mut input = vec![b'x'; limit + 10];
    input.extend(b"\nshort\n");
    let parts = pieces(lines(&input[..]));
    let sizes: Vec<_> = parts
        .iter()
        .map(|(bytes, whole)| (bytes.len(), *whole))
        .collect();
    assert_eq!(sizes, [(limit, false), (11, false), (6, true)]);
}

#[test]
fn utf_16_is_cut_as_utf_8_is() {
    let log = "{\n  \"a\": \"\u{1f600}\"\n}\nplain \u{fc}\n".repeat(30_000);
    let wide: Vec<u8> = format!("\u{feff}{log}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(
        pieces(records(&wide[..])) == pieces(records(log.as_bytes())),
        "the records differ"
    );
}

/// How often each error is found, by what is known of it.
type Counts = BTreeMap<String, u64>;

fn add(counts: &mut Counts, found: Found<'_>) {
    let entry = found.entry();
    let id = if entry.is_known() {
        entry.key().to_string()
    } else {
        found.number().to_string()
    };
    *counts.entry(id).or_default() += 1;
}

/// What is found record by record.
fn counted(input: &[u8]) -> Counts {
    let mut counts = Counts::new();
    let mut records = records(input);
    while let Some(record) = records.next_record().unwrap() {
        for found in &waba_errors_payload::read(record.bytes()) {
            add(&mut counts, found);
        }
    }
    counts
}

/// What is found in the whole.
fn read(input: &[u8]) -> Counts {
    let mut counts = Counts::new();
    for found in &waba_errors_payload::read(input) {
        add(&mut counts, found);
    }
    counts
}

#[track_caller]
fn counts_what_is_read(name: &str, input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    assert_eq!(counted(input), read(input), "{name}: {text}");
}

fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
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
        // Indentation is all that holds YAML and the strings of a program together.
        if ["dump-yaml.txt", "program-literals.txt"].contains(&name.as_str()) {
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
        let data =
            serde_json::json!({"details": "x".repeat(n % 700), "messaging_product": "whatsapp"});
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
    let error = "[0] => Array\n (\n [code] => 131047\n [title] => Re-engagement message\n [details] => More than 24 hours have passed\n )\n\n";
    let list = error.repeat(15_000);
    let dump = |pad: usize| {
        let pad = "x".repeat(pad);
        format!("Array\n(\n [pad] => {pad}\n [errors] => Array\n (\n {list} )\n)\n")
    };
    let beginning = "[code] => 13104";
    let limit = 1 << 20;
    let at = dump(0).get(..limit).unwrap().rfind(beginning).unwrap();
    let text = dump(limit - at - beginning.len());
    assert!(text.get(..limit).unwrap().ends_with(beginning));
    let counts = counted(text.as_bytes());
    assert_eq!(counts.keys().collect::<Vec<_>>(), ["131047"]);
    assert!(counts["131047"] >= 14_999, "at most the one that is cut");
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
            let known = |text: &str| {
                let counts = counted(text.as_bytes());
                counts.get("131026").copied().unwrap_or_default()
            };
            let text = format!("{before}\n{next}{next}");
            assert_eq!(known(&text), known(before) + 2, "{name}: {text}");
        }
    }
}
