//! The page: one file with everything in it.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use toml::Table;

use crate::Result;

/// Fills the template in `folder` with style, script, the words in `data` and the module, and with a policy that allows these
/// and no connection. `glue` is what wasm-bindgen writes for a classic script.
pub(crate) fn assemble(folder: &Path, data: &Path, glue: &str, module: &[u8]) -> Result<String> {
    let read = |name: &str| fs::read_to_string(folder.join(name));
    let style = without_blanks(&read("page.css")?);
    let script = minified(&format!("{glue}\n{}", read("page.js")?))?;
    for (text, end) in [
        (&style, "</style"),
        (&script, "</script"),
        (&script, "<!--"),
    ] {
        if text.contains(end) {
            return Err(format!("a style or script of the page has `{end}`, which ends it").into());
        }
    }
    let words = words(data)?;
    fill(
        &read("template.html")?,
        &[
            ("policy", &policy(&style, &script)),
            ("fallback", &fallback(&words)),
            (
                "words",
                &serde_json::to_string(&words)?.replace('<', r"\u003c"),
            ),
            ("module", &as_text(module)),
            ("style", &style),
            ("script", &script),
        ],
    )
}

/// A classic script without comments and blanks, and with short names within its functions.
fn minified(script: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::script()).parse();
    if let Some(fault) = parsed.diagnostics.first() {
        return Err(format!("the script of the page: {fault}").into());
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let writer = Codegen::new().with_options(CodegenOptions::minify());
    Ok(writer.with_scoping(minified.scoping).build(&program).code)
}

/// The lines of a style without comments, and without the blanks that only people need.
fn without_blanks(text: &str) -> String {
    let mut is_inside = false;
    let lines = text.lines().map(str::trim).filter(|line| {
        let is_comment = is_inside || line.starts_with("/*");
        is_inside = is_comment && !line.ends_with("*/");
        !is_comment && !line.is_empty()
    });
    let style = lines.collect::<Vec<_>>().join("\n");
    [
        (" {", "{"),
        ("{ ", "{"),
        (" }", "}"),
        (";}", "}"),
        (": ", ":"),
        ("; ", ";"),
        (", ", ","),
    ]
    .into_iter()
    .fold(style, |style, (long, short)| style.replace(long, short))
}

/// No connection, no evaluated text, nothing of anybody else. Whatever is not listed is forbidden.
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    [
        "default-src 'none'",
        &format!("script-src {} 'wasm-unsafe-eval'", hash(script)),
        &format!("style-src {}", hash(style)),
        "worker-src blob:",
        "connect-src 'none'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types worker",
    ]
    .join("; ")
}

/// Bytes as a text that compresses as well as they do: what is UTF-8 stays, a byte that is none is the letter 0x700 letters further,
/// and so are the few that HTML changes in a script. As a module has more zeros than anything else, they change places with 0x1f.
fn as_text(bytes: &[u8]) -> String {
    let far = |byte: u8| char::from_u32(0x700 + u32::from(byte)).unwrap_or_default();
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for letter in chunk.valid().chars() {
            match letter {
                '\0' => text.push('\u{1f}'),
                '\u{1f}' | '\r' | '<' => text.push(far(letter as u8)),
                '\u{700}'..='\u{7ff}' => {
                    let mut bytes = [0; 2];
                    text.extend(letter.encode_utf8(&mut bytes).bytes().map(far));
                }
                _ => text.push(letter),
            }
        }
        text.extend(chunk.invalid().iter().copied().map(far));
    }
    text
}

/// The words of the page by language, with the name and the direction of each. What is not translated is English.
fn words(data: &Path) -> Result<Map<String, Value>> {
    let languages = table(&data.join("languages.toml"))?;
    let of_page = |tag: &str| -> Result<Table> {
        let mut texts = table(&data.join(format!("text/{tag}.toml")))?;
        let words = texts
            .remove("ui-page")
            .and_then(|words| words.try_into().ok());
        Ok(words.unwrap_or_default())
    };
    let english = of_page("en")?;
    let mut words = Map::new();
    for (tag, language) in &languages {
        let mut own = Map::new();
        for (name, key) in [("native_name", "native_name"), ("dir", "direction")] {
            own.insert(name.to_owned(), text(&language[key])?);
        }
        let translated = of_page(tag)?;
        for (key, source) in &english {
            let word = translated.get(key).filter(|word| word.as_str() != Some(""));
            own.insert(key.clone(), text(word.unwrap_or(source))?);
        }
        words.insert(tag.clone(), own.into());
    }
    Ok(words)
}

fn table(file: &Path) -> Result<Table> {
    Ok(fs::read_to_string(file)?.parse()?)
}

fn text(value: &toml::Value) -> Result<Value> {
    Ok(value.as_str().ok_or("a word is no text")?.into())
}

/// What stands there without JavaScript and WebAssembly, in every language.
fn fallback(words: &Map<String, Value>) -> String {
    let lines = words.iter().map(|(tag, words)| {
        let word = |key: &str| words[key].as_str().unwrap_or_default();
        format!(
            "<p lang=\"{tag}\" dir=\"{}\">{}</p>\n",
            word("dir"),
            word("no_wasm")
        )
    });
    lines.collect()
}

/// The template with a value for each `{{name}}`.
fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut parts = template.split("{{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part
            .split_once("}}")
            .ok_or("the template has `{{` without `}}`")?;
        let value = values.iter().find(|(key, _)| *key == name);
        let (_, value) = value.ok_or_else(|| format!("the template asks for `{name}`"))?;
        out.push_str(value);
        out.push_str(rest);
    }
    Ok(out)
}
