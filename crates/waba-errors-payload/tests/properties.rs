//! What holds for any input.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, iter};

use proptest::prelude::*;
use serde_json::{Value, json};
use waba_errors_payload::read;

/// Text that looks like the beginning, the middle and the end of many formats.
const PIECES: [&str; 46] = [
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
    "+ ",
    "\"//x\"",
    "&quot;",
    "%22",
    "\\u0022",
    "\\\\\\\"",
    "[Request ",
    "error code ",
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

/// Names that mean something, in any envelope.
const NAMES: [&str; 18] = [
    "error",
    "errors",
    "code",
    "error_code",
    "error_subcode",
    "message",
    "title",
    "details",
    "error_data",
    "status",
    "statuses",
    "entry",
    "body",
    "id",
    "data",
    "to",
    "type",
    "reason",
];

/// Bodies of such names, with texts that look like something else.
fn value() -> impl Strategy<Value = Value> {
    let text = prop::sample::select(vec![
        "",
        "Re-engagement message",
        "131047",
        "190",
        "(#131047) Message",
        "error code 131026",
        "wamid.X",
        "//x.com",
        "[1]",
        "{a",
        "a: b, c = d",
        "# a",
        "2026-10-01T08:00:00Z",
        "null",
        "اسم",
        " ",
        "array (",
        "[a] => b",
        "a // b",
    ]);
    let number = prop::sample::select(vec![
        0,
        1,
        100,
        190,
        400,
        470,
        500,
        131026,
        131047,
        15550001234_i64,
        -1,
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number.prop_map(Value::from),
        Just(json!(1.5)),
        text.prop_map(Value::from),
    ];
    let name = prop::sample::select([&NAMES[..], &["text", "0", "x y", ""]].concat());
    leaf.prop_recursive(6, 48, 6, move |inner| {
        let code = prop::sample::select(vec![131047, 131026, 190, 470, 404]).prop_map(Value::from);
        let error = prop_oneof![
            3 => (name.clone(), inner.clone()),
            1 => (prop::sample::select(vec!["code", "error_code"]), code),
            1 => (prop::sample::select(vec!["error", "errors"]), inner.clone()),
        ];
        let member = |(name, value): (&str, Value)| (name.to_owned(), value);
        let members = prop::collection::vec(error.prop_map(member), 0..6);
        prop_oneof![
            1 => prop::collection::vec(inner, 0..5).prop_map(Value::from),
            3 => members.prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// What is found, without the places.
fn facts(input: &str) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    let found = read(input.as_bytes()).into_iter();
    found
        .map(|found| {
            (
                found.code,
                found.subcode,
                found.path,
                found.title,
                found.message,
            )
        })
        .collect()
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
    fn strict_and_lenient_forms_say_the_same(value in value()) {
        let compact = value.to_string();
        let expected = facts(&compact);
        let forms = [
            serde_json::to_string_pretty(&value).unwrap(),
            compact.replace('"', "'"),
            compact.replace("\":", "\" : "),
            NAMES.iter().fold(compact, |text, name| text.replace(&format!("\"{name}\":"), &format!("{name}: "))),
        ];
        for form in forms {
            prop_assert_eq!(facts(&form), &expected[..], "{}", form);
        }
    }

    #[test]
    fn a_body_in_a_string_says_the_same(value in value().prop_filter("a body", |value| !value.is_string())) {
        let body = value.to_string();
        prop_assert_eq!(facts(&Value::from(body.clone()).to_string()), facts(&body));
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

/// Inputs in which a search could begin again at each place.
#[test]
fn no_search_begins_again_at_each_place() {
    const SIZE: usize = 1 << 20;
    let units = [
        "\\\"\n\\\"x\n",
        "\\a'b\n",
        "\"\n+ ",
        "b:(#100 ",
        "code:(#1 x Code:1 ",
        "\"error_data\":{\"details\":\"x\"},",
        "{\"message\":\"error code 131047\"}\n",
        "(#131047) A (#131026) B ",
        "[a",
        "[1",
        "&quot;",
        "%2522",
        "{\"error\":{\"code\":131047,\n",
        "// {                                        ",
    ];
    for unit in units {
        let input = [
            "{\"errors\":[{\"code\":131047},",
            &unit.repeat(SIZE / unit.len()),
        ]
        .concat();
        let start = Instant::now();
        let _ = read(input.as_bytes());
        let time = start.elapsed();
        assert!(
            time < Duration::from_secs(10),
            "many {unit:?} took {time:?}"
        );
    }
}

#[test]
fn the_messages_of_a_line_take_little_memory() {
    let codes = (10_000..20_000).map(|code| format!("(#{code}) An error "));
    let line = codes.collect::<Vec<_>>().concat();
    let found = read(line.as_bytes());
    let kept: usize = found
        .iter()
        .filter_map(|found| Some(found.message.as_ref()?.len()))
        .sum();
    assert_eq!(found.len(), 10_000);
    assert!(kept < 20 * line.len(), "{kept} bytes");
}

#[test]
fn a_text_of_broken_characters_is_cut() {
    let body = [
        br#"{"error":{"code":190,"message":""#.as_slice(),
        &[0x80; 9000],
        br#""}}"#,
    ]
    .concat();
    assert_eq!(read(&body)[0].code, 190);
}

#[test]
fn a_body_in_quotes_has_the_place_of_its_error() {
    let body = "\n \"{\\n  \\\"a\\\": 1,\\n  \\\"error\\\": {\\\"code\\\": 131047}}\"";
    let found = &read(body.as_bytes())[0];
    assert_eq!(&body[found.offset..][..9], r#"{\"code\""#);
}

#[test]
fn an_escaped_text_that_is_cut_is_kept() {
    for end in ["", "\n\\\"b\\\": 1"] {
        let body = format!(r#"{{\"error\": {{\"code\": 131047, \"message\": \"Not sent{end}"#);
        assert_eq!(
            read(body.as_bytes())[0].message.as_deref(),
            Some("Not sent"),
            "{body}"
        );
    }
}

#[test]
fn an_address_does_not_hide_the_next_line() {
    let body = "{'error': {\n\"link\" : \"//example.com\",\n  \"code\": 131047}}";
    assert_eq!(read(body.as_bytes())[0].code, 131047);
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
