//! How bodies come along: in lines of a log, in strings, in dumps of other languages, encoded.

use serde_json::Value;

/// A form of a body.
pub(crate) struct Form {
    pub(crate) name: &'static str,
    /// JSON that holds the body as JSON, as a service gets it.
    pub(crate) is_body: bool,
    /// A line break in a text stays inside the text.
    pub(crate) keeps_lines: bool,
    pub(crate) write: fn(&Value) -> String,
}

const fn body(name: &'static str, write: fn(&Value) -> String) -> Form {
    Form {
        name,
        is_body: true,
        keeps_lines: true,
        write,
    }
}

const fn text(name: &'static str, write: fn(&Value) -> String) -> Form {
    Form {
        name,
        is_body: false,
        keeps_lines: true,
        write,
    }
}

/// Bodies as they are.
pub(crate) const PLAIN: &[Form] = &[
    body("as it is", Value::to_string),
    body("product first", json),
    body("pretty", |body| format!("{body:#}")),
    body("behind blanks", |body| format!(" \r\n\t{}\r\n", json(body))),
    body("in a list", |body| format!("[{}]", json(body))),
    body("in an envelope", |body| {
        format!("{{\"webhook\":{},\"queue\":\"in\"}}", json(body))
    }),
];

/// Bodies as text in a line of JSON, under the names that loggers use.
pub(crate) const LOGGED: &[Form] = &[
    text("log", |body| logged("log", &body.to_string())),
    text("msg", |body| logged("msg", &json(body))),
    text("message", |body| logged("message", &body.to_string())),
    text("Message", |body| logged("Message", &json(body))),
    text("body", |body| logged("body", &body.to_string())),
    text("payload", |body| logged("payload", &json(body))),
    text("raw", |body| logged("raw", &format!("{body:#}"))),
    text("behind words in log", |body| {
        logged("log", &format!("webhook received: {}", json(body)))
    }),
    text("in a plain line", |body| {
        format!(
            "2026-03-01T10:15:00.123Z INFO webhook received: {}\n",
            json(body)
        )
    }),
    text("in a query", |body| {
        let body = body.to_string().replace('\'', "''");
        format!("INSERT INTO received (id, body) VALUES (7, '{body}');\n")
    }),
    text("in a plain line, product last", |body| {
        format!("2026-03-01 10:15:00 DEBUG [http] body={body} done\n")
    }),
];

/// Bodies in strings.
pub(crate) const NESTED: &[Form] = &[
    text("in a string", |body| quoted(&json(body))),
    text("in three strings", |body| {
        quoted(&quoted(&quoted(&body.to_string())))
    }),
    text("in three envelopes", |body| {
        let inner = logged("Message", &json(body));
        logged("body", &logged("payload", &inner))
    }),
];

/// What programs print.
pub(crate) const DUMPED: &[Form] = &[
    text("Python", python),
    text("Python in a line", |body| {
        format!("INFO:root:got {}\n", python(body))
    }),
    text("Ruby", |body| RUBY.write(body)),
    text("JavaScript", |body| JAVASCRIPT.write(body)),
    text("Rust", |body| format!("{body:?}")),
    text("Rust, pretty", |body| format!("{body:#?}")),
    text("PHP var_export", |body| php(body, 0)),
    Form {
        name: "PHP print_r",
        is_body: false,
        keeps_lines: false,
        write: |body| print_r(body, 0),
    },
    text("PHP var_dump", |body| var_dump(body, 0)),
    text("PHP serialize", serialize),
    text("PHP serialize in JSON", |body| {
        logged("message", &serialize(body))
    }),
    text("PHP serialize in quotes", |body| {
        format!("level=info body={}\n", quoted(&serialize(body)))
    }),
    text("PHP serialize in a cell", |body| {
        format!(
            "time,payload\n10:15,\"{}\"\n",
            serialize(body).replace('"', "\"\"")
        )
    }),
];

/// Bodies in the escapes of other formats.
pub(crate) const ENCODED: &[Form] = &[
    text("form", |body| format!("payload={}", percent(&json(body)))),
    text("form among others", |body| {
        format!(
            "from=queue&payload={}&state=new",
            percent(&body.to_string())
        )
    }),
    text("page", |body| {
        format!("<pre>{}</pre>", entities(&json(body)))
    }),
    text("cell", |body| {
        format!(
            "time,payload,state\n2026-03-01 10:15,\"{}\",new\n",
            json(body).replace('"', "\"\"")
        )
    }),
];

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Form> {
    [PLAIN, LOGGED, NESTED, DUMPED, ENCODED]
        .into_iter()
        .flatten()
}

pub(crate) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn logged(name: &str, text: &str) -> String {
    format!("{{\"level\":\"info\",\"{name}\":{}}}", quoted(text))
}

/// How a language prints what JSON calls objects and lists.
struct Dialect {
    arrow: &'static str,
    comma: &'static str,
    words: [&'static str; 3],
    name: fn(&str) -> String,
    text: fn(&str) -> String,
}

const JSON: Dialect = Dialect {
    arrow: ":",
    comma: ",",
    words: ["null", "true", "false"],
    name: quoted,
    text: quoted,
};
const PYTHON: Dialect = Dialect {
    arrow: ": ",
    comma: ", ",
    words: ["None", "True", "False"],
    name: python_text,
    text: python_text,
};
const RUBY: Dialect = Dialect {
    arrow: "=>",
    comma: ", ",
    words: ["nil", "true", "false"],
    name: ruby_text,
    text: ruby_text,
};
const JAVASCRIPT: Dialect = Dialect {
    arrow: ": ",
    comma: ",\n  ",
    words: ["null", "true", "false"],
    name: str::to_owned,
    text: javascript_text,
};

impl Dialect {
    /// Members stand in reverse order: the platform sends `object` before `entry`.
    fn write(&self, value: &Value) -> String {
        let [null, yes, no] = self.words;
        match value {
            Value::Null => null.to_owned(),
            Value::Bool(true) => yes.to_owned(),
            Value::Bool(false) => no.to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => (self.text)(text),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|item| self.write(item)).collect();
                format!("[{}]", items.join(self.comma))
            }
            Value::Object(members) => {
                let members = members.iter().rev();
                let members: Vec<_> = members
                    .map(|(name, value)| {
                        [&(self.name)(name), self.arrow, &self.write(value)].concat()
                    })
                    .collect();
                format!("{{{}}}", members.join(self.comma))
            }
        }
    }
}

/// In the order in which the platform sends: `object` before `entry`.
pub(crate) fn json(value: &Value) -> String {
    JSON.write(value)
}

pub(crate) fn python(value: &Value) -> String {
    PYTHON.write(value)
}

/// The text with escapes as most languages have them, and others.
fn escaped(text: &str, quote: char, other: fn(char) -> Option<String>) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    escaped.push(quote);
    for char in text.chars() {
        match (other(char), char) {
            (Some(text), _) => escaped += &text,
            (None, '\n') => escaped += "\\n",
            (None, '\r') => escaped += "\\r",
            (None, '\t') => escaped += "\\t",
            (None, '\\') => escaped += "\\\\",
            (None, char) if char == quote => escaped.extend(['\\', char]),
            (None, char) => escaped.push(char),
        }
    }
    escaped.push(quote);
    escaped
}

fn hexadecimal(char: char) -> Option<String> {
    (char < ' ' && !"\n\r\t".contains(char)).then(|| format!("\\x{:02x}", u32::from(char)))
}

fn python_text(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    escaped(text, quote, hexadecimal)
}

fn ruby_text(text: &str) -> String {
    let text = escaped(text, '"', |char| {
        (char < ' ' && !"\n\r\t".contains(char)).then(|| format!("\\u{:04X}", u32::from(char)))
    });
    text.replace("#{", "\\#{")
        .replace("#$", "\\#$")
        .replace("#@", "\\#@")
}

/// As `util.inspect` prints: the quote that needs no escape, and long texts line by line.
fn javascript_text(text: &str) -> String {
    let quote = ['\'', '"', '`']
        .into_iter()
        .find(|&quote| !text.contains(quote) && (quote != '`' || !text.contains("${")))
        .unwrap_or('\'');
    let lines: Vec<_> = if text.len() > 16 {
        text.split_inclusive('\n').collect()
    } else {
        vec![text]
    };
    let lines: Vec<_> = lines
        .iter()
        .map(|line| escaped(line, quote, hexadecimal))
        .collect();
    lines.join(" +\n    ")
}

/// Members of objects and lists alike, as PHP has them.
fn members(value: &Value) -> Option<Vec<(Result<&str, usize>, &Value)>> {
    match value {
        Value::Array(items) => Some(
            items
                .iter()
                .enumerate()
                .map(|(index, item)| (Err(index), item))
                .collect(),
        ),
        Value::Object(members) => Some(
            members
                .iter()
                .rev()
                .map(|(name, value)| (Ok(name.as_str()), value))
                .collect(),
        ),
        _ => None,
    }
}

fn php_text(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("'{}'", text.replace('\0', "' . \"\\0\" . '"))
}

fn php(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match (members(value), value) {
        (Some(members), _) => {
            let members = members.iter().map(|(name, value)| {
                let name = name.map_or_else(|index| index.to_string(), php_text);
                let line = if value.is_object() || value.is_array() {
                    format!("\n{indent}  ")
                } else {
                    String::new()
                };
                format!("{indent}  {name} => {line}{},\n", php(value, depth + 1))
            });
            format!("array (\n{}{indent})", members.collect::<String>())
        }
        (None, Value::Null) => "NULL".to_owned(),
        (None, Value::String(text)) => php_text(text),
        (None, other) => other.to_string(),
    }
}

/// Nothing is escaped: what has line breaks can look like members.
fn print_r(value: &Value, depth: usize) -> String {
    let indent = " ".repeat(8 * depth);
    match (members(value), value) {
        (Some(members), _) => {
            let members = members.iter().map(|(name, value)| {
                let name = name.map_or_else(|index| index.to_string(), str::to_owned);
                format!("{indent}    [{name}] => {}\n", print_r(value, depth + 1))
            });
            let members: String = members.collect();
            format!("Array\n{indent}(\n{members}{indent})\n")
        }
        (None, Value::String(text)) => text.clone(),
        (None, Value::Bool(true)) => "1".to_owned(),
        (None, Value::Null | Value::Bool(false)) => String::new(),
        (None, other) => other.to_string(),
    }
}

/// Nothing is escaped: the length before a text tells where it ends.
fn serialize(value: &Value) -> String {
    match (members(value), value) {
        (Some(members), _) => {
            let items = members.iter().map(|(name, value)| {
                let name = name.map_or_else(|index| format!("i:{index};"), serialize_text);
                name + &serialize(value)
            });
            let items: String = items.collect();
            format!("a:{}:{{{items}}}", members.len())
        }
        (None, Value::String(text)) => serialize_text(text),
        (None, Value::Bool(truth)) => format!("b:{};", u8::from(*truth)),
        (None, Value::Number(number)) if number.is_f64() => format!("d:{number};"),
        (None, Value::Number(number)) => format!("i:{number};"),
        (None, _) => "N;".to_owned(),
    }
}

fn serialize_text(text: &str) -> String {
    format!("s:{}:\"{text}\";", text.len())
}

fn var_dump(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match (members(value), value) {
        (Some(members), _) => {
            let items = members.iter().map(|(name, value)| {
                let name =
                    name.map_or_else(|index| index.to_string(), |name| format!("\"{name}\""));
                format!(
                    "{indent}  [{name}]=>\n{indent}  {}\n",
                    var_dump(value, depth + 1)
                )
            });
            let items: String = items.collect();
            format!("array({}) {{\n{items}{indent}}}", members.len())
        }
        (None, Value::String(text)) => format!("string({}) \"{text}\"", text.len()),
        (None, Value::Bool(truth)) => format!("bool({truth})"),
        (None, Value::Number(number)) if number.is_f64() => format!("float({number})"),
        (None, Value::Number(number)) => format!("int({number})"),
        (None, _) => "NULL".to_owned(),
    }
}

/// As browsers send forms.
pub(crate) fn percent(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte {
        b' ' => "+".to_owned(),
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    bytes.collect()
}

pub(crate) fn entities(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('"', "&quot;");
    let text = text.replace('\'', "&#39;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}
