//! M02: a text leads readers only to pages of the platform.

use std::ops::Range;

use super::line::{Finding, Line};
use crate::check::did_you_mean;
use crate::rule;

/// Where a text may lead: exactly these hosts, over https.
const HOSTS: [&str; 9] = [
    "business.facebook.com",
    "business.whatsapp.com",
    "developers.facebook.com",
    "faq.whatsapp.com",
    "metastatus.com",
    "whatsapp.com",
    "www.facebook.com",
    "www.meta.com",
    "www.whatsapp.com",
];

pub(super) fn check(line: &Line<'_>, findings: &mut Vec<Finding>) {
    for span in &line.spans.links {
        // That the English text has another link says enough.
        if findings
            .iter()
            .any(|finding| finding.rule == &rule::LINK && finding.range == *span)
        {
            continue;
        }
        link(&line.text[span.clone()], span, findings);
    }
    for span in &line.spans.code {
        let code = line.text[span.clone()].trim_matches('`');
        if code.contains("://") {
            link(code, span, findings);
        }
    }
    addresses(line, findings);
}

fn link(link: &str, span: &Range<usize>, findings: &mut Vec<Finding>) {
    let (scheme, rest) = link.split_once("://").unwrap_or_default();
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let message = if scheme != "https" {
        format!("the link begins with `{scheme}://`, not with `https://`")
    } else if !HOSTS.contains(&authority) {
        format!("the link leads to `{authority}`, which is no page of the platform")
    } else {
        return;
    };
    let help = did_you_mean(authority, HOSTS);
    findings.push(Finding::new(&rule::LINK, span.clone(), message).help(help));
}

/// Addresses without a scheme, which chats turn into links: `example.com`, `wa.me/1`.
fn addresses(line: &Line<'_>, findings: &mut Vec<Finding>) {
    let plain = line.plain.as_str();
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
