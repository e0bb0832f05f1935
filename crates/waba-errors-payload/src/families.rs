//! Inputs that make careless readers slow, deep or greedy.

use std::iter;

/// Pieces that are repeated.
const UNITS: &[(&str, &str)] = &[
    ("square brackets", "["),
    ("closing square brackets", "]"),
    ("braces", "{"),
    ("closing braces", "}"),
    ("round brackets", "("),
    ("lists of objects", "[{"),
    ("pairs of braces", "{}"),
    ("brackets that close wrongly", "[}"),
    ("objects in objects", "{\"a\":"),
    ("errors in errors", "{\"error\":"),
    ("codes that never close", "{\"error\":{\"code\":"),
    ("lists of errors that never close", "{\"errors\":["),
    ("lists of lists of errors", "{\"errors\":[{\"code\":131047,"),
    ("double quotes", "\""),
    ("single quotes", "'"),
    ("backticks", "`"),
    ("typographic quotes", "“"),
    ("typographic quotes of two kinds", "“‘"),
    ("guillemets", "«"),
    ("doubled quotes", "\"\""),
    ("doubled quotes with a name", "\"\"error\"\":"),
    ("all quotes in turn", "\"'`"),
    ("quotes that never close", "\"error code 131047\n"),
    ("quotes in words", "a'b\n"),
    ("backslashes", "\\"),
    ("escaped quotes", "\\\""),
    ("escaped quotes and lines", "\\\"\n\\\"x\n"),
    ("quotes with escapes before them", "\\\\\\\""),
    ("escapes with four digits", "\\u0022"),
    ("escapes without digits", "\\u"),
    ("halves of pairs", "\\ud83d"),
    ("entities", "&quot;"),
    ("entities in entities", "&amp;quot;"),
    ("numbered entities", "&#34;"),
    ("entities that never end", "&quot"),
    ("ampersands", "&amp;"),
    ("percent signs", "%22"),
    ("percent signs in percent signs", "%2522"),
    ("encoded braces", "%7B%22error%22%3A"),
    ("encoded braces without names", "%7B"),
    ("numbered entities of braces", "&#123;"),
    ("small numbers and marks", "0_"),
    ("forms", "payload=%7B%22&"),
    ("slashes", "//"),
    ("comments that never close", "/*"),
    ("comments", "/* */"),
    ("lines of comments", "// {                     \n"),
    ("hashes", "#"),
    ("addresses", "://"),
    ("pieces of strings", "\"a\" +\n"),
    ("pieces of strings in PHP", "'a' . \n"),
    ("dots of PHP", "' . \""),
    ("numbers of messages that never close", "(#"),
    ("numbers of messages", "(#131047) "),
    (
        "numbers of messages with words",
        "(#131047) Re-engagement message (#131026) ",
    ),
    ("codes in round brackets", "code:(#1 x Code:1 "),
    ("words for errors", "error "),
    ("words for errors without blanks", "error"),
    ("words for codes", "error code "),
    ("words for codes with marks", "error_code:"),
    ("words and numbers", "error 131047 "),
    ("words and digits", "error 1 "),
    ("names and digits", "Code:1 "),
    ("words in Russian and digits", "код 1 "),
    ("words in Chinese and digits", "错误1"),
    ("digits and words", "1 err "),
    ("heads and digits", "code\n1\n"),
    ("lines with words and numbers", "error 131047\n"),
    ("words in Arabic", "رمز الخطأ "),
    ("words in Chinese", "错误代码："),
    ("words in Hindi", "त्रुटि "),
    ("words in Turkish", "hata kodu "),
    ("capitals", "ERROR CODE "),
    ("names of traces", "\"fbtrace_id\":"),
    ("classes", "OAuthException "),
    ("codes", "131047,"),
    ("codes with blanks", "131047 "),
    ("codes in lines", "131047\n"),
    ("codes in square brackets", "[131047]"),
    ("codes and subcodes", "131047/2494055 "),
    ("digits", "1"),
    ("digits and points", "1."),
    ("exponents", "1e9"),
    ("tabs", "\t"),
    ("cells between tabs", "131047\t"),
    ("bars", "|"),
    ("heads of tables", "| error_code |\n"),
    ("heads of tables in commas", "error_code,error\n"),
    ("cells of pages", "<td>131047</td>"),
    ("tags", "<"),
    ("PHP's lists", "Array\n(\n"),
    ("PHP's texts with sizes", "s:1:\"a\";"),
    ("PHP's texts with wrong sizes", "s:9:\"a\";"),
    ("PHP's lists with sizes", "a:1:{s:1:\"a\";"),
    ("PHP's lists in quotes", "\"a:1:{s:1:\\\""),
    ("paths in forms", "a[0][code]=131047&"),
    ("long paths", "[a][b]"),
    ("counts of codes", "errors: 131047 (12), "),
    ("subcodes before codes", "error_subcode=463 error_code=190 "),
    ("PHP's members", "[code] => "),
    ("arrows", "=>"),
    ("Go's maps", "map["),
    ("YAML's lists", "- code: 131047\n"),
    ("Rust's options", "Some("),
    ("line breaks", "\n"),
    ("carriage returns", "\r"),
    ("zeros", "\0"),
    ("letters of two bytes", "é"),
    ("empty objects in lines", "{}\n"),
    ("letters in lines", "x\n"),
    ("letters and digits in lines", "a\n1\n"),
    ("forms in lines", "code=131047&a=b\n"),
    (
        "cells with bodies",
        "x;\"{\"\"error\"\":{\"\"code\"\":131047}}\"\n",
    ),
    (
        "encoded bodies in lines",
        "body=%7B%22error%22%3A%7B%22code%22%3A131047%7D%7D&a=b\n",
    ),
    (
        "bodies on pages",
        "{&quot;error&quot;:{&quot;code&quot;:131047}} ",
    ),
    (
        "numbers that are too large",
        "{\"error\":{\"code\":99999999999999999999}}\n",
    ),
    (
        "numbers with exponents",
        "{\"code\":1111111111111111e-15}\n",
    ),
    ("errors that are cut off", "{\"error\":{\"code\":131047,\n"),
    ("PHP's dumps", "array(1) {\n  [\"code\"]=>\n  int(131047)\n"),
    ("waits", "try again in 1 hour 1 minute wait 1 "),
    ("zeros that are no zeros", "\u{660}"),
];

fn repeated(unit: &[u8], size: usize) -> Vec<u8> {
    unit.iter().copied().cycle().take(size).collect()
}

/// `before`, as many units as fit, and `after`.
fn filled(before: &[u8], unit: &[u8], after: &[u8], size: usize) -> Vec<u8> {
    let middle = size.saturating_sub(before.len() + after.len()) / unit.len().max(1);
    let middle = iter::repeat_n(unit, middle).flatten();
    before.iter().chain(middle).chain(after).copied().collect()
}

/// A text of half the size in a field of the object around a list of errors.
fn beside_errors(field: &str, unit: &[u8], size: usize) -> Vec<u8> {
    let text = repeated(unit, size / 2);
    let before = [
        b"{\"",
        field.as_bytes(),
        b"\":\"",
        &text,
        b"\",\"errors\":[",
    ]
    .concat();
    filled(&before, b"131047,", b"131047]}", size)
}

/// Many levels with many fields each around a list of errors.
fn deep(levels: usize, size: usize) -> Vec<u8> {
    let fields = (0..47).map(|field| format!("\"message_{field}\":\"x\","));
    let fields = fields.collect::<Vec<_>>().concat();
    let level = format!("{{{fields}\"value\":");
    let before = [level.repeat(levels).as_bytes(), b"{\"errors\":["].concat();
    let after = format!("{{\"code\":131047}}]}}{}", "}".repeat(levels));
    filled(&before, b"{\"code\":131047},", after.as_bytes(), size)
}

/// A body in a string, in a string, and so on, as long as it fits.
fn strings_in_strings(size: usize) -> Vec<u8> {
    let mut text = "{\"error\":{\"code\":131047}}".to_owned();
    while text.len() * 3 < size {
        text = format!(
            "{{\"message\":\"{}\"}}",
            text.replace('\\', "\\\\").replace('"', "\\\"")
        );
    }
    filled(b"", text.as_bytes(), b"", size.max(text.len()))
}

fn sixteen_bits(unit: &str, size: usize) -> Vec<u8> {
    let unit: Vec<_> = unit.encode_utf16().flat_map(u16::to_le_bytes).collect();
    filled(b"\xff\xfe", &unit, b"", size)
}

/// A name, and what makes an input of a size.
type Family = (&'static str, fn(usize) -> Vec<u8>);

const OTHERS: [Family; 39] = [
    ("errors in deep objects with many fields", |size| {
        deep(60, size)
    }),
    ("errors in an object with many levels", |size| {
        filled(
            &b"{\"a\":".repeat(120),
            b"{\"errors\":[131047]},",
            b"1",
            size,
        )
    }),
    ("a user's text beside errors", |size| {
        beside_errors("error_user_msg", b"x", size)
    }),
    ("a user's title beside errors", |size| {
        beside_errors("error_user_title", b"x", size)
    }),
    ("a broken text beside errors", |size| {
        beside_errors("error_user_msg", b"\xff", size)
    }),
    ("an escaped text beside errors", |size| {
        beside_errors("error_user_msg", b"\\u00e9", size)
    }),
    ("a message beside errors", |size| {
        beside_errors("message", b"error 131047 ", size)
    }),
    ("details beside errors", |size| {
        beside_errors("details", b"\\\"", size)
    }),
    ("a recipient beside errors", |size| {
        beside_errors("recipient_id", b"1", size)
    }),
    ("a long name around errors", |size| {
        beside_errors("a", b"\":1,\"b", size)
    }),
    ("objects in a list of errors", |size| {
        filled(
            b"{\"errors\":[",
            b"{\"code\":131047,\"title\":\"x\"},",
            b"{}]}",
            size,
        )
    }),
    ("sentences in a list of errors", |size| {
        filled(b"{\"errors\":[", b"\"(#131047) x\",", b"1]}", size)
    }),
    ("data of errors in each other", |size| {
        filled(
            b"{\"error\":{\"code\":131047,",
            b"\"error_data\":{\"details\":\"x\"},",
            b"\"a\":1}}",
            size,
        )
    }),
    ("answers before short lines", |size| {
        filled(b"HTTP/1.1 400\n", b"x\n", b"", size)
    }),
    ("answers before lines with bodies", |size| {
        filled(
            b"HTTP/1.1 400\n\n",
            b"{\"error\":{\"code\":131047}}\n",
            b"",
            size,
        )
    }),
    ("many answers", |size| {
        repeated(b"HTTP/1.1 400\na: b\n\n", size)
    }),
    ("a column of codes", |size| {
        filled(b"error_code\n", b"131047\n", b"", size)
    }),
    ("a table of codes", |size| {
        filled(
            b"| error_code | text |\n| --- | --- |\n",
            b"| 131047 | x |\n",
            b"",
            size,
        )
    }),
    ("a table with many columns", |size| {
        let head = repeated(b"error_code,", size / 2);
        filled(&[&head[..], b"x\n"].concat(), b"131047,", b"1\n", size)
    }),
    ("a table with far more columns in its head", |size| {
        let head = repeated(b"a,", size / 2);
        filled(&[&head[..], b"error_code\n"].concat(), b"1,", b"", size)
    }),
    ("errors below long names", |size| {
        let level = format!("{{\"{}\":", "a".repeat(250));
        let before = [level.repeat(100).as_bytes(), b"{\"errors\":["].concat();
        filled(&before, b"{\"code\":131047},", b"1]}", size)
    }),
    ("a page with a table", |size| {
        filled(
            b"<table><tr><th>error code</th></tr>",
            b"<tr><td>131047</td></tr>",
            b"</table>",
            size,
        )
    }),
    ("a statement of errors in a line", |size| {
        filled(b"errors ", b"131047, ", b"131026", size)
    }),
    ("blanks before a list of codes", |size| {
        let blanks = repeated(b" ", size / 2);
        filled(&blanks, b"131047, ", b"131026", size)
    }),
    ("brackets before a list of codes", |size| {
        let brackets = repeated(b"[", size / 2);
        filled(&brackets, b"131047, ", b"131026", size)
    }),
    ("errors in a text with one escape", |size| {
        filled(
            b"{\"a\":\"\\\"",
            b"x{'error':{'code':131047}} error 131026 ",
            b"\"}",
            size,
        )
    }),
    ("PHP's texts that end nowhere", |size| {
        filled(
            b"a:1:{",
            b"s:99999999:\"a\";i:0;",
            b"                                    ",
            size,
        )
    }),
    ("rows below what people wrote", |size| {
        filled(
            b"text,error\n",
            b"\"error 131047\",error 131026 ",
            b"",
            size,
        )
    }),
    ("cells below what people wrote", |size| {
        filled(
            b"text,error\n",
            b"\"{\"\"error\"\":{\"\"code\"\":131047}}\",error 131026\n",
            b"",
            size,
        )
    }),
    ("a line that never ends", |size| {
        filled(b"error ", b"a", b" 131047", size)
    }),
    ("one string that never ends", |size| {
        filled(b"{\"error\":\"", b"a", b"", size)
    }),
    ("one escaped string that never ends", |size| {
        filled(b"{\\\"error\\\":\\\"", b"a ", b"", size)
    }),
    ("a long number", |size| {
        filled(b"{\"error\":{\"code\":", b"1", b"}}", size)
    }),
    ("strings in strings", strings_in_strings),
    ("lines of logs", |size| {
        repeated(
                b"2026-03-01 10:15:00 INFO got {\"error\":{\"code\":131047,\"message\":\"(#131047) x\"}}\n",
                size,
            )
    }),
    ("brackets in sixteen bits", |size| sixteen_bits("[", size)),
    ("errors in sixteen bits", |size| {
        sixteen_bits("{\"error\":{\"code\":131047}}\n", size)
    }),
    ("quotes in sixteen bits", |size| sixteen_bits("\"", size)),
    ("broken characters", |size| repeated(b"\xff", size)),
];

/// Every family of hostile inputs, as large as `size`.
pub(crate) fn families(size: usize) -> Vec<(&'static str, Vec<u8>)> {
    let units = UNITS
        .iter()
        .map(|(name, unit)| (*name, repeated(unit.as_bytes(), size)));
    let around = UNITS.iter().filter(|(_, unit)| unit.len() > 1);
    // What an error has made a reader look at.
    let around = around.map(|(name, unit)| {
        let begin = b"{\"errors\":[{\"code\":131047},";
        (*name, filled(begin, unit.as_bytes(), b"", size))
    });
    let others = OTHERS.iter().map(|(name, make)| (*name, make(size)));
    units.chain(around).chain(others).collect()
}
