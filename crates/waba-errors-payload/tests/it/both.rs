//! Two bodies, one below the other, say what each says by itself.

use std::fs;
use std::path::Path;

use serde_json::Value;
use waba_errors_payload::{Found, read};

const FEWEST_BODIES: usize = 60;

/// The files of the corpus that are a body, with their names.
fn bodies() -> Vec<(String, String)> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let files = fs::read_dir(corpus).unwrap().map(|file| file.unwrap());
    let texts = files.filter_map(|file| {
        let name = file.file_name().into_string().unwrap();
        Some((name, fs::read_to_string(file.path()).ok()?))
    });
    let is_body = |text: &str| {
        let value = serde_json::from_str::<Value>(text);
        value.is_ok_and(|value| value.is_object() || value.is_array())
    };
    let mut bodies: Vec<_> = texts.filter(|(_, text)| is_body(text)).collect();
    bodies.sort_unstable();
    bodies
}

/// All that an error says, but for the place in the input.
fn facts(found: Found<'_>) -> String {
    let texts = [
        found.title(),
        found.message(),
        found.details(),
        found.user_title(),
        found.user_message(),
        found.fbtrace_id(),
        found.recipient(),
        found.message_id(),
        found.status(),
    ];
    format!(
        "{}/{:?} at {:?}, {:?}, {:?}, {texts:?}",
        found.number(),
        found.subcode_number(),
        found.path(),
        found.certainty(),
        found.http_status(),
    )
}

fn all_facts(text: &str) -> Vec<String> {
    read(text.as_bytes()).iter().map(facts).collect()
}

#[test]
fn two_bodies_say_what_each_says_by_itself() {
    let bodies = bodies();
    assert!(bodies.len() >= FEWEST_BODIES, "{}", bodies.len());
    let bodies: Vec<_> = bodies
        .into_iter()
        .map(|(name, text)| (name, all_facts(&text), text))
        .collect();
    let mut wrong = Vec::new();
    for (first, says, above) in &bodies {
        for (second, adds, below) in &bodies {
            let both = all_facts(&format!("{above}\n{below}"));
            if both != [&says[..], adds].concat() {
                wrong.push(format!(
                    "{first} above {second}: {both:?}, not {says:?} and {adds:?}"
                ));
            }
        }
    }
    let some = wrong.len().min(20);
    assert!(
        wrong.is_empty(),
        "the first of {}:\n{}",
        wrong.len(),
        wrong[..some].join("\n")
    );
}
