//! Errors planted in bodies of every shape, written in every way: each is found, and nothing else.

use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::prelude::*;
use serde_json::{Value, json};
use waba_errors::lookup;
use waba_errors_payload::{Certainty, Report, read, read_body};

use crate::support::forms;

/// A number that the table does not know: only marks and places of the platform make it an error.
fn unknown() -> i64 {
    let mut unknown = (131_000..132_000).rev();
    let unknown = unknown.find(|code| !lookup(*code).is_known());
    unknown.unwrap().into()
}

const CODES: [i64; 12] = [
    131047, 131026, 131049, 130472, 131053, 132001, 131031, 131056, 133010, 190, 100, 368,
];
const SUBCODES: [u32; 5] = [463, 33, 2494055, 2388093, 1545041];
const TWILIO: [i64; 3] = [63016, 63024, 63003];

/// An error: its number and its subcode.
type Planted = (i64, Option<u32>);

/// How a body is written.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is on or off by itself")]
struct Layout {
    seed: u64,
    pretty: bool,
    crlf: bool,
    escaped: bool,
    as_strings: bool,
    noisy: bool,
}

impl Layout {
    /// A number that depends on nothing but the body and the seed.
    fn chance(&self, of: impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.seed, of).hash(&mut hasher);
        hasher.finish()
    }

    fn json(&self, value: &Value) -> String {
        let mut text = String::new();
        self.write(&self.with_noise(value, 0), 0, &mut text);
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        text
    }

    /// Members that say nothing, here and there.
    fn with_noise(&self, value: &Value, depth: u64) -> Value {
        match value {
            Value::Array(items) => items
                .iter()
                .map(|item| self.with_noise(item, depth + 1))
                .collect(),
            Value::Object(members) => {
                let mut members: serde_json::Map<_, _> = members
                    .iter()
                    .map(|(name, value)| (name.clone(), self.with_noise(value, depth + 1)))
                    .collect();
                let noise = [
                    ("region", json!("eu-central")),
                    ("attributes", json!({"a": [1, null, true], "b": {"c": "d"}})),
                    ("host", json!("web-3 \"blue\"")),
                    ("nothing", json!({})),
                    ("list", json!([])),
                    ("zeit", json!("später\n")),
                    ("delta", json!(-0.5)),
                ];
                for (name, value) in noise {
                    if self.noisy && self.chance((name, depth)).is_multiple_of(4) {
                        members.insert(name.to_owned(), value);
                    }
                }
                Value::Object(members)
            }
            Value::Number(number) if self.as_strings => number.to_string().into(),
            other => other.clone(),
        }
    }

    fn write(&self, value: &Value, depth: usize, text: &mut String) {
        let line = |depth| {
            let line = format!("\n{}", "  ".repeat(depth));
            if self.pretty { line } else { String::new() }
        };
        match value {
            Value::Array(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    *text += if index == 0 { "" } else { "," };
                    *text += &line(depth + 1);
                    self.write(item, depth + 1, text);
                }
                *text += &line(depth);
                text.push(']');
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(name, _)| self.chance(name));
                text.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    *text += if index == 0 { "" } else { "," };
                    *text += &line(depth + 1);
                    *text += &self.name(name);
                    *text += if self.pretty { ": " } else { ":" };
                    self.write(value, depth + 1, text);
                }
                *text += &line(depth);
                text.push('}');
            }
            other => *text += &other.to_string(),
        }
    }

    /// With its first letter as an escape now and then.
    fn name(&self, name: &str) -> String {
        match name.chars().next() {
            Some(first) if self.escaped && self.chance((name, "escaped")).is_multiple_of(2) => {
                let rest = &name[first.len_utf8()..];
                format!("\"\\u{:04x}{rest}\"", u32::from(first))
            }
            _ => format!("\"{name}\""),
        }
    }
}

/// A kind of body that errors can be planted in.
#[derive(Clone, Copy)]
struct Shape {
    name: &'static str,
    /// How many errors it can hold.
    holds: usize,
    /// Its errors have subcodes.
    has_subcodes: bool,
    /// Its numbers are: any of the platform's, those with six digits, Twilio's.
    numbers: Numbers,
    /// It is JSON, which can be put in a string.
    is_json: bool,
    /// How many strings it puts its errors in by itself.
    levels: usize,
    /// A service gets all its errors.
    is_certain: bool,
    write: fn(&[Planted], &Layout) -> String,
}

#[derive(Clone, Copy)]
enum Numbers {
    Any,
    Long,
    Twilio,
}

const fn shape(
    name: &'static str,
    holds: usize,
    write: fn(&[Planted], &Layout) -> String,
) -> Shape {
    Shape {
        name,
        holds,
        has_subcodes: false,
        numbers: Numbers::Any,
        is_json: true,
        levels: 0,
        is_certain: true,
        write,
    }
}

/// As a vendor passes an error on: not all is certain.
const fn vendor(
    name: &'static str,
    holds: usize,
    write: fn(&[Planted], &Layout) -> String,
) -> Shape {
    Shape {
        numbers: Numbers::Long,
        is_certain: false,
        ..shape(name, holds, write)
    }
}

/// As somebody has printed it.
const fn printed(
    name: &'static str,
    holds: usize,
    write: fn(&[Planted], &Layout) -> String,
) -> Shape {
    Shape {
        is_json: false,
        is_certain: false,
        ..shape(name, holds, write)
    }
}

const fn in_a_string(shape: Shape) -> Shape {
    Shape {
        levels: 1,
        is_certain: false,
        ..shape
    }
}

const fn with_subcodes(shape: Shape) -> Shape {
    Shape {
        has_subcodes: true,
        ..shape
    }
}

fn graph((code, subcode): Planted) -> Value {
    let mut error = json!({
        "message": format!("(#{code}) An error"),
        "type": "OAuthException",
        "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": "It did not work."},
        "fbtrace_id": format!("A{code}xY"),
    });
    if let Some(subcode) = subcode {
        error["error_subcode"] = subcode.into();
    }
    json!({ "error": error })
}

fn told((code, _): &Planted) -> Value {
    json!({
        "code": code,
        "title": "An error",
        "message": "An error",
        "error_data": {"details": "It did not work."},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    })
}

fn webhook(more: &Value) -> Value {
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"},
    });
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more.clone());
    }
    json!({
        "object": "whatsapp_business_account",
        "entry": [{"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}],
    })
}

fn statuses(errors: &[Planted]) -> Value {
    let statuses = errors.iter().enumerate().map(|(index, error)| {
        json!({"id": format!("wamid.{index}"), "status": "failed", "timestamp": "1772360100",
            "recipient_id": format!("1555010000{index}"), "errors": [told(error)]})
    });
    webhook(&json!({"statuses": statuses.collect::<Value>()}))
}

fn lines(errors: &[Planted], write: impl Fn(Value) -> String) -> String {
    let lines = errors.iter().map(|error| write(graph(*error)) + "\n");
    lines.collect()
}

/// One line, whatever the layout says.
fn line(layout: &Layout, value: &Value) -> String {
    let layout = Layout {
        pretty: false,
        ..layout.clone()
    };
    layout.json(value)
}

fn dumped(name: &str, errors: &[Planted], layout: &Layout) -> String {
    let body = layout.with_noise(&statuses(errors), 0);
    let mut forms = forms::DUMPED.iter();
    forms
        .find(|form| form.name == name)
        .map_or_else(String::new, |form| (form.write)(&body))
}

const SHAPES: [Shape; 23] = [
    shape("status", 3, |errors, layout| layout.json(&statuses(errors))),
    shape("value", 3, |errors, layout| {
        let errors: Value = errors.iter().map(told).collect();
        layout.json(&webhook(&json!({ "errors": errors })))
    }),
    shape("message", 3, |errors, layout| {
        let errors: Value = errors.iter().map(told).collect();
        let message = json!({"from": "15550100001", "id": "wamid.A", "type": "unsupported", "errors": errors});
        layout.json(&webhook(&json!({ "messages": [message] })))
    }),
    with_subcodes(shape("Graph", 1, |errors, layout| {
        layout.json(&graph(errors[0]))
    })),
    with_subcodes(in_a_string(shape("batch", 3, |errors, layout| {
        let answers = errors.iter().map(|error| {
            json!({"code": 400, "headers": [{"name": "Content-Type", "value": "application/json"}],
                    "body": line(layout, &graph(*error))})
        });
        layout.json(&[json!(null)].into_iter().chain(answers).collect())
    }))),
    with_subcodes(in_a_string(vendor("360dialog", 1, |errors, layout| {
        let told = line(layout, &graph(errors[0]));
        layout
            .json(&json!({"meta": {"success": false, "http_code": 400, "developer_message": told}}))
    }))),
    Shape {
        is_json: false,
        numbers: Numbers::Twilio,
        ..vendor("Twilio, form", 1, |errors, layout| {
            let mut fields = [
                format!("ErrorCode={}", errors[0].0),
                "MessageStatus=failed".to_owned(),
                "To=whatsapp%3A%2B15550100001".to_owned(),
                "From=whatsapp%3A%2B15550783881".to_owned(),
                "MessageSid=SM1".to_owned(),
                "ApiVersion=2010-04-01".to_owned(),
            ];
            fields.sort_by_key(|field| layout.chance(field));
            fields.join("&")
        })
    },
    Shape {
        numbers: Numbers::Twilio,
        ..vendor("Twilio", 1, |errors, layout| {
            layout.json(
                &json!({"sid": "SM1", "status": "undelivered", "error_code": errors[0].0,
                "error_message": "Invalid message recipient", "to": "whatsapp:+15550100001"}),
            )
        })
    },
    vendor("Gupshup", 1, |errors, layout| {
        layout.json(&json!({"app": "shop", "type": "message-event", "payload": {"id": "g-1", "type": "failed",
            "destination": "15550100001", "payload": {"code": errors[0].0, "reason": "Message failed to send"}}}))
    }),
    vendor("YCloud", 1, |errors, layout| {
        let (code, _) = errors[0];
        layout.json(&json!({"type": "whatsapp.message.updated", "whatsappMessage": {"id": "y-1", "wamid": "wamid.A",
            "status": "failed", "to": "+15550100001", "errorCode": code.to_string(), "errorMessage": "An error",
            "whatsappApiError": {"message": "An error", "code": code.to_string(), "error_data": {"details": "Not now"}}}}))
    }),
    vendor("Infobip", 3, |errors, layout| {
        let results = errors.iter().enumerate().map(|(index, (code, _))| {
            json!({"messageId": format!("i-{index}"), "to": format!("1555010000{index}"),
                "status": {"groupName": "REJECTED", "name": "REJECTED_OPERATOR"},
                "error": {"code": code, "description": "Message undeliverable"}})
        });
        layout.json(&json!({"results": results.collect::<Value>()}))
    }),
    in_a_string(vendor("SNS", 3, |errors, layout| {
        layout.json(&json!({"Type": "Notification", "MessageId": "m-1", "TopicArn": "arn:aws:sns:eu-west-1:1:whatsapp",
            "Message": line(layout, &statuses(errors)), "Timestamp": "2026-03-01T10:15:00.000Z"}))
    })),
    with_subcodes(printed("line of a log", 3, |errors, layout| {
        lines(errors, |error| {
            format!(
                "2026-03-01T10:15:00Z ERROR send to 15550100001 failed: {}",
                line(layout, &error)
            )
        })
    })),
    with_subcodes(printed("lines of JSON", 3, |errors, layout| {
        let nothing = json!({"level": "info", "msg": "started", "port": 8080});
        line(layout, &nothing)
            + "\n"
            + &lines(errors, |error| {
                line(layout, &json!({"level": "error", "answer": error}))
            })
    })),
    with_subcodes(printed(
        "lines with bodies in strings",
        3,
        |errors, layout| {
            lines(errors, |error| {
                line(
                    layout,
                    &json!({"level": "error", "msg": "send failed", "response": line(layout, &error)}),
                )
            })
        },
    )),
    with_subcodes(printed("answer", 1, |errors, layout| {
        format!(
            "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{}",
            layout.json(&graph(errors[0]))
        )
    })),
    printed("Python", 3, |errors, layout| {
        dumped("Python", errors, layout)
    }),
    printed("Ruby", 3, |errors, layout| dumped("Ruby", errors, layout)),
    printed("JavaScript", 3, |errors, layout| {
        dumped("JavaScript", errors, layout)
    }),
    printed("PHP", 3, |errors, layout| {
        dumped("PHP var_export", errors, layout)
    }),
    printed("PHP, print_r", 3, |errors, layout| {
        dumped("PHP print_r", errors, layout)
    }),
    printed("Rust", 3, |errors, layout| dumped("Rust", errors, layout)),
    with_subcodes(printed("page", 1, |errors, layout| {
        format!(
            "<pre>{}</pre>",
            forms::entities(&layout.json(&graph(errors[0])))
        )
    })),
];

/// The body in strings, so many levels deep.
fn nested(body: String, levels: usize, layout: &Layout) -> String {
    (0..levels).fold(body, |body, level| {
        let names = ["payload", "body", "data", "raw", "Message", "log"];
        match layout.chance(level) % 7 {
            6 => Value::from(body).to_string(),
            name => {
                let name = names[usize::try_from(name).unwrap_or(0)];
                line(layout, &json!({"level": "info", (name): body}))
            }
        }
    })
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Marked,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    fn encode(self, text: &str) -> Vec<u8> {
        let marked = format!("\u{feff}{text}");
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Marked => marked.into_bytes(),
            Self::Utf16Le => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

fn layout() -> impl Strategy<Value = Layout> {
    (any::<u64>(), any::<[bool; 5]>()).prop_map(
        |(seed, [pretty, crlf, escaped, as_strings, noisy])| Layout {
            seed,
            pretty,
            crlf,
            escaped,
            as_strings,
            noisy,
        },
    )
}

fn errors() -> impl Strategy<Value = Vec<Planted>> {
    let subcode = prop::option::of(prop::sample::select(SUBCODES.to_vec()));
    let error = (
        prop::sample::select([&CODES[..], &[unknown()]].concat()),
        subcode,
    );
    prop::collection::vec(error, 1..4)
}

/// What this shape can hold of the errors.
fn fitting(shape: &Shape, errors: &[Planted]) -> Vec<Planted> {
    let errors = errors.iter().take(shape.holds).enumerate();
    errors
        .map(|(index, (code, subcode))| {
            let code = match shape.numbers {
                Numbers::Any => *code,
                Numbers::Long if *code == unknown() => 131026,
                Numbers::Long => (*code).max(131026),
                Numbers::Twilio => TWILIO[index],
            };
            (code, subcode.filter(|_| shape.has_subcodes))
        })
        .collect()
}

fn found(report: &Report<'_>) -> Vec<Planted> {
    let mut found: Vec<_> = report
        .iter()
        .map(|found| (found.number(), found.subcode()))
        .collect();
    found.sort_unstable();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_error_is_found_and_nothing_else(
        index in 0..SHAPES.len(),
        errors in errors(),
        layout in layout(),
        levels in 0_usize..5,
        encoding in prop::sample::select(vec![Encoding::Utf8, Encoding::Utf8, Encoding::Marked, Encoding::Utf16Le, Encoding::Utf16Be]),
    ) {
        let shape = &SHAPES[index];
        let mut planted = fitting(shape, &errors);
        let levels = if shape.is_json { levels.saturating_sub(shape.levels) } else { 0 };
        let text = nested((shape.write)(&planted, &layout), levels, &layout);
        let input = encoding.encode(&text);
        planted.sort_unstable();

        prop_assert_eq!(&found(&read(&input)), &planted, "{}: {}", shape.name, text);

        let report = read_body(&input);
        prop_assert!(report.iter().all(|found| found.certainty() == Certainty::Certain));
        let in_body = found(&report);
        let is_plain = matches!(encoding, Encoding::Utf8 | Encoding::Marked);
        if shape.is_certain && levels == 0 && is_plain {
            prop_assert_eq!(&in_body, &planted, "read_body, {}: {}", shape.name, text);
        } else {
            prop_assert!(in_body.iter().all(|error| planted.contains(error)), "{:?} in {}", in_body, text);
        }
    }
}

#[test]
fn every_shape_is_found_as_it_usually_comes() {
    let layout = Layout {
        seed: 0,
        pretty: false,
        crlf: false,
        escaped: false,
        as_strings: false,
        noisy: false,
    };
    for shape in &SHAPES {
        let planted = fitting(
            shape,
            &[(131047, Some(463)), (131026, None), (131053, None)],
        );
        let text = (shape.write)(&planted, &layout);
        let mut expected = planted;
        expected.sort_unstable();
        assert_eq!(
            found(&read(text.as_bytes())),
            expected,
            "{}: {text}",
            shape.name
        );
    }
}
