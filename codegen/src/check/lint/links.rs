//! M02: a text leads readers only to pages of the platform.

use std::ops::Range;

use super::Text;
use super::line::{Finding, Line};
use crate::rule;
use crate::suggestion::did_you_mean;

/// The links of a text, also those inside code, which programs show as links too.
fn links<'a>(line: &'a Line<'_>) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    let code = line.spans.code.iter().filter_map(|span| {
        let code = line.text[span.clone()].trim_matches('`');
        code.contains("://").then(|| (span.clone(), code))
    });
    let links = line.spans.links.iter();
    links
        .map(|span| (span.clone(), &line.text[span.clone()]))
        .chain(code)
}

/// That the English text has another link says enough.
fn is_reported(findings: &[Finding], span: &Range<usize>) -> bool {
    let is_same = |finding: &Finding| finding.rule == &rule::LINK && finding.range == *span;
    findings.iter().any(is_same)
}

pub(super) fn schemes(text: &Text<'_>, findings: &mut Vec<Finding>) {
    for (span, link) in links(text.line) {
        let (scheme, _) = link.split_once("://").unwrap_or_default();
        if scheme != "https" && !is_reported(findings, &span) {
            let message = format!("the link begins with `{scheme}://`, not with `https://`");
            findings.push(Finding::new(&rule::LINK, span, message));
        }
    }
}

pub(super) fn hosts(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let hosts = text.setting.style.map_or(&[][..], |style| &style.hosts);
    for (span, link) in links(text.line) {
        let Some((host, help)) = foreign_host(link, hosts) else {
            continue;
        };
        if !is_reported(findings, &span) {
            let message = format!("the link leads to `{host}`, which is no page of the platform");
            findings.push(Finding::new(&rule::LINK, span, message).help(help));
        }
    }
}

/// The host of a link, if it is none of these, and which of them was perhaps meant.
pub(in crate::check) fn foreign_host<'a>(
    link: &'a str,
    hosts: &[String],
) -> Option<(&'a str, String)> {
    let (_, rest) = link.split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let near = || did_you_mean(host, hosts.iter().map(String::as_str));
    (!hosts.iter().any(|known| known == host)).then(|| (host, near()))
}

/// Addresses without a scheme, which chats turn into links: `example.com`, `wa.me/1`.
pub(super) fn addresses(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let plain = text.line.plain.as_str();
    let mut done = 0;
    for (dot, _) in plain.match_indices('.') {
        if dot < done {
            continue;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '@');
        let start = plain[..dot].trim_end_matches(is_part).len();
        let length = plain[dot..]
            .find(|c| !is_part(c))
            .unwrap_or(plain.len() - dot);
        let address = plain[start..dot + length].trim_matches(['.', '-']);
        done = dot + length;
        let Some((host, last)) = address.rsplit_once('.') else {
            continue;
        };
        if is_domain(last) && host.contains(|c: char| c.is_ascii_alphanumeric()) {
            let start = start + plain[start..done].find(address).unwrap_or_default();
            let message = format!("`{address}` looks like an address on the web");
            let help = "delete it, write a space after a full stop, or put the name of a field between ` marks";
            findings.push(
                Finding::new(&rule::LINK, start..start + address.len(), message)
                    .help(help.to_owned()),
            );
        }
    }
}

/// A capital only at the beginning is the next sentence behind a lost space (P03).
fn is_domain(last: &str) -> bool {
    let is_sentence = last.starts_with(|c: char| c.is_ascii_uppercase())
        && last[1..].chars().all(|c| c.is_ascii_lowercase());
    last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic()) && !is_sentence
}
