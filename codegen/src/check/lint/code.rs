//! M18: what stands between the marks for code is a name, a value, a request, a label or what the API prints.

use super::line::Finding;
use super::links::is_page;
use super::{Setting, Text};
use crate::model::{CodeStyle, Style};
use crate::rule;

/// More digits in a row than a code has.
const LONG: usize = 8;

pub(super) fn forms(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let (line, setting) = (text.line, text.setting);
    let Some(style) = setting.style else { return };
    for span in &line.spans.code {
        let code = &line.text[span.start + 1..span.end - 1];
        if !is_allowed(code, style, setting) {
            let message = format!("`{code}` is no name, value, request or label");
            findings.push(Finding::new(&rule::CODE_FORM, span.clone(), message));
        }
    }
}

fn is_allowed(code: &str, style: &Style, setting: &Setting<'_>) -> bool {
    let forms = &style.code;
    let is = |list: &[String]| list.iter().any(|item| item == code);
    is(&forms.others)
        || setting.printed.contains(code)
        || is_number(code, setting)
        || is_field(code, forms)
        || is_setting(code, forms)
        || is_request(code, forms)
        || is_placeholder(code)
        || code
            .split(" > ")
            .all(|part| forms.labels.iter().any(|label| label == part))
        || is_page(code.strip_prefix("https://").unwrap_or(code), &style.pages)
}

/// A code, a subcode, or a number too small to be one.
fn is_number(code: &str, setting: &Setting<'_>) -> bool {
    let is_known = |number: u32| number < 10_000 || setting.codes.contains(number);
    is_digits(code) && code.parse().is_ok_and(is_known)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.len() < LONG && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(is_letter)
        && text
            .split(|c: char| !c.is_ascii_digit())
            .all(|digits| digits.len() < LONG)
}

/// `code`, `error_data.details`, `messages[].id`.
fn is_field(text: &str, forms: &CodeStyle) -> bool {
    let mut names = text.split('.');
    let is_part = |name: &str| is_name(name.strip_suffix("[]").unwrap_or(name));
    let first = names.next().unwrap_or_default();
    let object = first.strip_suffix("[]").unwrap_or(first);
    let is_plain = !text.contains(['.', '[']);
    is_part(first)
        && (is_plain || forms.objects.iter().any(|known| known == object))
        && names.all(is_part)
}

/// `type=text`.
fn is_setting(text: &str, forms: &CodeStyle) -> bool {
    text.split_once('=')
        .is_some_and(|(name, value)| is_field(name, forms) && (is_name(value) || is_digits(value)))
}

/// `POST /{phone-number-id}/messages`, with a query or not.
fn is_request(text: &str, forms: &CodeStyle) -> bool {
    let is_method = |method: &str| forms.methods.iter().any(|known| known == method);
    let path = match text.split_once(' ') {
        Some((method, path)) if is_method(method) => path,
        Some(_) => return false,
        None => text,
    };
    let (path, query) = path.split_once('?').unwrap_or((path, "a=a"));
    let is_part = |part: &str| {
        let id = part
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        let is_id =
            |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        id.is_some_and(is_id) || forms.endpoints.iter().any(|known| known == part)
    };
    let is_value = |value: &str| value == "…" || value.split(',').all(is_name);
    let is_pair = |pair: &str| {
        pair.split_once('=')
            .is_some_and(|(name, value)| is_name(name) && is_value(value))
    };
    path.strip_prefix('/')
        .is_some_and(|path| path.split('/').all(is_part))
        && query.split('&').all(is_pair)
}

/// `{{1}}`, `{{first_name}}`.
fn is_placeholder(text: &str) -> bool {
    let name = text
        .strip_prefix("{{")
        .and_then(|rest| rest.strip_suffix("}}"));
    name.is_some_and(|name| is_name(name) || is_digits(name))
}
