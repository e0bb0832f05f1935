//! What holds for any input.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, iter};

use proptest::prelude::*;
use serde_json::{Value, json};
use waba_errors_payload::read;

/// Text that looks like the beginning, the middle and the end of many formats.
const PIECES: [&str; 38] = [
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    ",",
    "=>",
    "=",
    "\"",
    "'",
    "`",
    "\\\"",
    "\\",
    "//",
    "/*",
    "*/",
    "#",
    "\n",
    " ",
    "error",
    "errors",
    "\"error\":",
    "\"errors\":[",
    "\"code\":131047",
    "code: 190",
    "'code' => 131026,",
    "error_subcode",
    "(#131047)",
    "Array\n(",
    "[code] => ",
    "int(190)",
    "Some(463)",
    "\"error_data\":",
    "\u{a0}",
    "“",
    "\0",
];

fn noise() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
        1 => any::<i64>().prop_map(|number| number.to_string().into_bytes()),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// An object around an error, as deep as webhooks are, and the path to the error.
fn body() -> impl Strategy<Value = (Value, String, i64)> {
    let step = prop_oneof![
        prop::sample::select(vec![
            "entry", "changes", "value", "statuses", "data", "result"
        ])
        .prop_map(str::to_owned),
        (0_usize..3).prop_map(|index| format!("[{index}]")),
    ];
    (prop::collection::vec(step, 0..8), 1000_i64..3_000_000).prop_map(|(steps, code)| {
        let error = json!({"errors": [{"code": code, "title": "x"}]});
        let body = steps
            .iter()
            .rev()
            .fold(error, |inner, step| match step.strip_prefix('[') {
                Some(index) => {
                    let before = index.trim_end_matches(']').parse().unwrap_or(0);
                    iter::repeat_n(Value::Null, before).chain([inner]).collect()
                }
                None => json!({"id": "1", (step.as_str()): inner, "time": 1_790_000_000}),
            });
        let path =
            steps
                .iter()
                .chain([&"errors[0]".to_owned()])
                .fold(String::new(), |path, step| {
                    let dot = if path.is_empty() || step.starts_with('[') {
                        ""
                    } else {
                        "."
                    };
                    format!("{path}{dot}{step}")
                });
        (body, path, code)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(input in prop::collection::vec(any::<u8>(), 0..4096)) {
        let _ = read(&input);
    }

    #[test]
    fn any_mixture_of_formats_is_read(input in noise()) {
        for found in read(&input) {
            prop_assert!(found.offset <= input.len());
            let _ = found.entry();
        }
    }

    #[test]
    fn the_path_leads_to_the_error((body, path, code) in body(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&body) } else { serde_json::to_string(&body) }.unwrap();
        let found = read(text.as_bytes());
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].path, &path);
        prop_assert_eq!(found[0].code, code);
    }

    #[test]
    fn noise_around_a_body_does_not_hide_it(
        before in "[a-zA-Z0-9 .,:_-]{0,60}",
        after in "[a-zA-Z0-9 .,:_-]{0,60}",
        (body, path, code) in body(),
    ) {
        let text = format!("{before} {body}\n{after}");
        let found = read(text.as_bytes());
        prop_assert!(found.iter().any(|found| found.code == code && found.path == path), "{found:?}");
    }

    #[test]
    fn what_comes_before_on_another_line_does_not_hide_a_body(mut before in noise(), (body, _, code) in body()) {
        // An open string may reach into the next line.
        before.retain(|byte| byte.is_ascii() && !b"'\"`\\/".contains(byte));
        let mut text = before;
        text.extend_from_slice(b"\n");
        text.extend_from_slice(body.to_string().as_bytes());
        prop_assert!(read(&text).iter().any(|found| found.code == code));
    }

    #[test]
    fn a_body_without_an_error_has_none(numbers in prop::collection::vec(any::<u64>(), 1..8), text in "[^\"\\\\#]{0,60}") {
        let body = json!({"messaging_product": "whatsapp", "messages": [{"id": "wamid.X", "ids": numbers, "text": {"body": text}}]});
        prop_assert_eq!(read(body.to_string().as_bytes()), vec![]);
    }
}

#[test]
fn every_body_of_the_corpus_can_be_cut_anywhere() {
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        for cut in 0..=bytes.len().min(4096) {
            let _ = read(&bytes[..cut]);
            let _ = read(&bytes[cut..]);
        }
    }
}

/// Inputs that make careless readers slow or deep, each repeated to the same size.
#[test]
fn time_stays_bounded_on_hostile_input() {
    const SIZE: usize = 32 << 10;
    let units = [
        "[",
        "{",
        "(",
        "[{",
        "{\"error\":",
        "{\"errors\":[",
        "{\"a\":",
        "\"",
        "'",
        "\\\"",
        "“",
        "\\",
        "//",
        "/*",
        "#",
        "(#",
        "#1",
        "/* ",
        "://",
        "a'b\n",
        "{\"a'b\n",
        "error ",
        "code",
        "code=",
        "1",
        "1 ",
        "{}",
        "[]",
        "{}\n",
        "}\n{",
        "}",
        "]",
        "\n",
        " ",
        "a b ",
        "a:",
        "a=b&",
        "Array (",
        "int(",
        "[a] =>",
        "{'a",
        "{\"a\n",
        "{\"a\": x ",
        "{//\n",
        "{ \n//\n",
        "HTTP/",
        "\0",
        "\u{a0}",
        "\u{ff}",
        "{\"m\":\"{\\\"code\\\":",
        "{\"code\":1,",
        "[{\"code\":\"",
        "{\"error\":{\"code\":131047}},",
        "error code 131047 ",
        "ErrorCode=63016&",
    ];
    for unit in units {
        for prefix in [
            "",
            "{\"code\":131047,\"a\":",
            "{",
            "[",
            "{\"error\":{\"code\":190,\"m\":\"",
        ] {
            let input = [prefix, &unit.repeat(SIZE / unit.len()), "\nerror code"].concat();
            let start = Instant::now();
            let _ = read(input.as_bytes());
            let time = start.elapsed();
            assert!(
                time < Duration::from_secs(5),
                "{prefix:?} and many {unit:?} took {time:?}"
            );
        }
    }
}

#[test]
fn a_deep_line_does_not_hide_the_next_one() {
    let input = format!(
        "{}\n{}",
        "[".repeat(100_000),
        r#"{"error":{"code":131047}}"#
    );
    assert_eq!(read(input.as_bytes())[0].code, 131047);
}

#[test]
fn numbers_out_of_range_are_no_codes() {
    for number in [
        "99999999999999999999999",
        "1e400",
        "-",
        "0x20",
        "131047.5",
        "\"\"",
        "true",
        "NaN",
    ] {
        let body = format!(r#"{{"error":{{"code":{number},"message":"x"}}}}"#);
        assert_eq!(read(body.as_bytes()), vec![], "{number}");
    }
}
