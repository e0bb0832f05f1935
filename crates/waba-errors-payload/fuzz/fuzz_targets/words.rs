//! What people write changes nothing: a webhook with their words replaced by any others tells the same errors, however it
//! comes along.

#![no_main]

#[path = "../../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use support::forms::{self, Form};
use support::{Shape, rewrite, shapes};
use waba_errors_payload::{Certainty, Options, Report, read, read_body};

static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(shapes);
static FORMS: LazyLock<Vec<&Form>> = LazyLock::new(|| forms::all().collect());

/// An error: its number, its subcode, where it stands, how sure that is.
type Fact = (i64, Option<i64>, String, Certainty);

fn facts(report: &Report<'_>) -> Vec<Fact> {
    let facts = report.iter().map(|found| {
        (
            found.number(),
            found.subcode_number(),
            found.path(),
            found.certainty(),
        )
    });
    facts.collect()
}

fn found(text: &str) -> [Vec<Fact>; 3] {
    let possible = Options::new().least(Certainty::Possible);
    [
        facts(&read(text.as_bytes())),
        facts(&possible.read(text.as_bytes())),
        facts(&read_body(text.as_bytes())),
    ]
}

// The last bytes say where the words stand; 0xFF, which no text has, ends one text and begins the next.
fuzz_target!(|input: &[u8]| {
    let Some((words, [shape, form, failed])) = input.split_last_chunk() else {
        return;
    };
    let words = words.split(|byte| *byte == 0xFF);
    let words: Vec<_> = words.map(String::from_utf8_lossy).collect();
    let shape = &SHAPES[usize::from(*shape) % SHAPES.len()];
    let form = FORMS[usize::from(*form) % FORMS.len()];
    let harmless = if failed % 2 == 1 {
        shape.failed()
    } else {
        shape.body.clone()
    };
    let mut hostile = harmless.clone();
    for (place, words) in shape.written.iter().zip(words.iter().cycle()) {
        // Where nothing is escaped, a line break ends a text.
        let is_kept = |letter: &char| form.keeps_lines || !letter.is_control();
        let words: String = words.chars().filter(is_kept).collect();
        rewrite(&mut hostile, place, &words);
    }
    let text = (form.write)(&hostile);
    assert_eq!(
        found(&text),
        found(&(form.write)(&harmless)),
        "{}, {}: {text}",
        shape.name,
        form.name
    );
});
