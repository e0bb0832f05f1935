//! M02: the links of a text lead to known pages only.

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

pub(super) fn pages(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let pages = text.setting.style.map_or(&[][..], |style| &style.pages);
    for span in text.line.spans.links.iter().cloned() {
        let link = &text.line.text[span.clone()];
        let (_, address) = link.split_once("://").unwrap_or_default();
        if is_page(address, pages) || is_reported(findings, &span) {
            continue;
        }
        let message = format!("the link leads to `{address}`, which is no known page");
        let help = did_you_mean(address, pages.iter().map(String::as_str));
        findings.push(Finding::new(&rule::LINK, span, message).help(help));
    }
}

/// Whether an address without its scheme is one of these pages, or below one that ends in `/`. What stands behind the
/// page can hold no other address.
pub(super) fn is_page(address: &str, pages: &[String]) -> bool {
    let rest = pages.iter().find_map(|page| {
        let top = page.trim_end_matches('/');
        let rest = address.strip_prefix(top)?;
        let ends = rest.is_empty() || rest.starts_with(['?', '#']);
        (ends || (page.ends_with('/') && rest.starts_with('/'))).then_some(rest)
    });
    rest.is_some_and(|rest| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_/?=&#".contains(c);
        rest.chars().all(is_plain) && !rest.contains("//")
    })
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
