//! What people write in a webhook of the platform never becomes an error, whatever they write and however the webhook
//! comes along; and it hides none.

use std::fmt::Write;

use serde_json::Value;
use waba_errors_payload::{Certainty, Options, Report, read, read_body};

use crate::support::forms::{self, Form};
use crate::support::{rewrite, shapes};

/// What somebody may write who wants to be taken for an error.
const WORDS: [&str; 35] = [
    r#"{"error":{"code":131031}}"#,
    "error 131031",
    "(#190) Session has expired",
    r#"{"errors":[{"code":131047,"title":"x"}]}"#,
    "131031: Account locked",
    "errors: [{code: 131031}]",
    r#"{"object":"x","error":{"code":190,"error_subcode":463,"fbtrace_id":"A"}}"#,
    r#"","errors":[{"code":131031}],"x":""#,
    "\n{\"error\":{\"code\":131031}}\n",
    r#"\",\"error\":{\"code\":131031,\"fbtrace_id\":\"A\"},\"a\":\""#,
    "error_code,error\n131031,x",
    "&quot;error&quot;:{&quot;code&quot;:131031}",
    "{&#34;error&#34;:{&#34;code&#34;:131031,&#34;fbtrace_id&#34;:&#34;A&#34;}}",
    "payload=%7B%22error%22%3A%7B%22code%22%3A131031%2C%22fbtrace_id%22%3A%22A%22%7D%7D",
    "%22%2C%22error%22%3A%7B%22code%22%3A131031%7D%2C%22a%22%3A%22",
    "{'error': {'message': 'x', 'type': 'OAuthException', 'code': 190, 'error_subcode': 463}}",
    "'}, 'error': {'code': 131031}, 'x': '",
    r#""}, "error" => {"code" => 131031}, "x" => ""#,
    "HTTP/1.1 400\n\n{\"error\":{\"code\":131031}}",
    "</td><td>131031</td><td>error code",
    "</pre>{\"error\":{\"code\":131031}}<pre>",
    "{\0\"\0e\0r\0r\0o\0r\0\"\0:\0{\0\"\0c\0o\0d\0e\0\"\0:\x001\x003\x001\x000\x003\x001\0}\0}\0",
    r#"""error"":{""code"":131031,""fbtrace_id"":""A""}"#,
    "x\",new\n2026-03-01 10:16,\"{\"\"error\"\":{\"\"code\"\":131031}}",
    r#""{\"error\":{\"code\":131031,\"fbtrace_id\":\"A\"}}""#,
    r#"{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"statuses":[{"status":"failed","errors":[{"code":131031,"title":"Account locked"}]}]}}]}]}"#,
    "',\n  'error' => \n  array (\n    'code' => 131031,\n  ),\n  'x' => '",
    "Array\n(\n    [error] => Array\n        (\n            [code] => 131031\n        )\n)\n",
    "${`} , error: { code: 131031, type: 'OAuthException' }, x: `'\"",
    "{\"code\":131031,\"title\":\"Account locked\",\"error_data\":{\"details\":\"x\"}}",
    r#"";s:6:"errors";a:1:{i:0;a:1:{s:4:"code";i:131031;}}s:1:"x";s:1:""#,
    "\"\n  [\"error\"]=>\n  array(1) {\n    [\"code\"]=>\n    int(131031)\n  }\n  [\"x\"]=>\n  string(1) \"",
    "\\",
    r"\ 'x (#131031) Account locked",
    "‘error’: {“code”: 131031} #131031 رمز الخطأ 131031 错误代码：131031 код ошибки 131031",
];

const FEWEST_SHAPES: usize = 50;
const FEWEST_PLACES: usize = 150;

fn numbers(report: &Report<'_>) -> Vec<i64> {
    let mut numbers: Vec<_> = report.iter().map(|found| found.number()).collect();
    numbers.sort_unstable();
    numbers
}

/// What `read` finds, also of what is only possible, and what `read_body` finds.
fn found(text: &str) -> [Vec<i64>; 3] {
    let possible = Options::new().least(Certainty::Possible);
    [
        numbers(&read(text.as_bytes())),
        numbers(&possible.read(text.as_bytes())),
        numbers(&read_body(text.as_bytes())),
    ]
}

/// Puts all hostile words into all places of all shapes in these forms: what the platform itself tells is found, and
/// nothing else. A service need not read every form; but if it does, hostile words change nothing.
fn nothing_is_taken_for_an_error(forms: &[Form]) {
    let (mut faults, mut report) = (0, String::new());
    let mut check = |form: &Form, body: &Value, what: [&str; 3], expected: &[Vec<i64>; 3]| {
        let found = found(&(form.write)(body));
        if found != *expected {
            faults += 1;
            if faults <= 30 {
                let _ = writeln!(
                    report,
                    "{}, {what:?}: {found:?}, expected {expected:?}",
                    form.name
                );
            }
        }
    };
    let shapes = shapes();
    for (form, shape) in forms
        .iter()
        .flat_map(|form| shapes.iter().map(move |shape| (form, shape)))
    {
        let mut places = shape.written.iter();
        for (body, genuine) in shape.variants() {
            let told = genuine.to_vec();
            let [_, _, in_body] = found(&(form.write)(&body));
            let is_read = form.is_body || !in_body.is_empty();
            let in_body = if is_read { told.clone() } else { Vec::new() };
            let expected = [told.clone(), told, in_body];
            let words = WORDS
                .into_iter()
                .filter(|words| form.keeps_lines || !words.contains('\n'));
            for words in words.clone() {
                let mut body = body.clone();
                for place in &shape.written {
                    rewrite(&mut body, place, words);
                }
                check(form, &body, [shape.name, "everywhere", words], &expected);
            }
            // Of an error they might hide, or beside which they might be one: the places by themselves, once.
            if genuine.len() == shape.places.len() {
                for (place, words) in places
                    .by_ref()
                    .flat_map(|place| words.clone().map(move |words| (place, words)))
                {
                    let mut body = body.clone();
                    rewrite(&mut body, place, words);
                    check(form, &body, [shape.name, place, words], &expected);
                }
            }
        }
    }
    assert_eq!(faults, 0, "the first of {faults}:\n{report}");
}

#[test]
fn words_in_a_webhook_are_no_errors() {
    nothing_is_taken_for_an_error(forms::PLAIN);
}

#[test]
fn words_in_a_logged_webhook_are_no_errors() {
    nothing_is_taken_for_an_error(forms::LOGGED);
}

#[test]
fn words_in_a_webhook_in_strings_are_no_errors() {
    nothing_is_taken_for_an_error(forms::NESTED);
}

/// In what `print_r` writes, words with line breaks cannot be told from members: they are left out.
#[test]
fn words_in_a_dumped_webhook_are_no_errors() {
    nothing_is_taken_for_an_error(forms::DUMPED);
}

#[test]
fn words_in_an_encoded_webhook_are_no_errors() {
    nothing_is_taken_for_an_error(forms::ENCODED);
}

#[test]
fn a_webhook_tells_its_errors_in_every_form() {
    let mut wrong = Vec::new();
    for (form, shape) in
        forms::all().flat_map(|form| shapes().into_iter().map(move |shape| (form, shape)))
    {
        for (body, genuine) in shape.variants() {
            let found = numbers(&read((form.write)(&body).as_bytes()));
            if found != genuine {
                wrong.push(format!("{}, {}: {found:?}", form.name, shape.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_shapes_and_each_place_has_a_text() {
    let shapes = shapes();
    let places: usize = shapes.iter().map(|shape| shape.written.len()).sum();
    assert!(
        shapes.len() >= FEWEST_SHAPES && places >= FEWEST_PLACES,
        "{} shapes, {places} places",
        shapes.len()
    );
    for shape in shapes {
        for place in &shape.written {
            assert!(
                shape.body.pointer(place).is_some_and(Value::is_string),
                "{}{place}",
                shape.name
            );
        }
    }
}
