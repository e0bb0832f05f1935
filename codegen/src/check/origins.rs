//! Where facts come from: addresses, dates and sources.

use std::ops::Range;

use super::fields::Fields;
use crate::model::Model;
use crate::rule;
use crate::suggestion::did_you_mean;

/// Reports an address that is not secure; tells whether there is one.
pub(super) fn check_https(fields: &mut Fields<'_>, address: Option<&(&str, Range<usize>)>) -> bool {
    let Some((text, span)) = address else {
        return false;
    };
    let is_secure = text.starts_with("https://");
    if !is_secure {
        let message = format!("`{text}` is no https address");
        let help = "write the address with https://";
        fields.fault_at(&rule::VALUE, message, span, help);
    }
    is_secure
}

/// A required date.
pub(super) fn date<'a>(fields: &mut Fields<'a>, name: &'a str, today: Option<&str>) -> String {
    let date = fields.required_text(name);
    if let Some((text, span)) = &date {
        let fault = if !is_date(text) {
            Some((
                "is no date",
                "write the date as 2026, 2026-09 or 2026-09-11",
            ))
        } else if today
            .is_some_and(|today| today.get(..text.len()).is_some_and(|today| *text > today))
        {
            Some(("is still to come", "write the day on which somebody looked"))
        } else {
            None
        };
        if let Some((what, help)) = fault {
            fields.fault_at(&rule::VALUE, format!("`{text}` {what}"), span, help);
        }
    }
    date.map(|(text, _)| text.to_owned()).unwrap_or_default()
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let digits = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let month = parts
        .get(1)
        .is_none_or(|part| digits(part, 2) && ("01"..="12").contains(part));
    let day = parts
        .get(2)
        .is_none_or(|part| digits(part, 2) && ("01"..=last_day(&parts)).contains(part));
    parts.len() <= 3 && digits(parts[0], 4) && month && day
}

/// The last day of the month of a date.
fn last_day(parts: &[&str]) -> &'static str {
    let year: u32 = parts[0].parse().unwrap_or(0);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match parts.get(1) {
        Some(&"02") if is_leap => "29",
        Some(&"02") => "28",
        Some(&("04" | "06" | "09" | "11")) => "30",
        _ => "31",
    }
}

pub(super) fn source(fields: &mut Fields<'_>, model: &Model) -> usize {
    let Some((id, span)) = fields.required_text("source") else {
        return 0;
    };
    let found = model.sources.iter().position(|source| source.id == id);
    found.unwrap_or_else(|| {
        let near = did_you_mean(id, model.sources.iter().map(|source| source.id.as_str()));
        let help = if near.is_empty() {
            "add it to sources.toml"
        } else {
            &near
        };
        let message = format!("there is no source `{id}`");
        fields.fault_at(&rule::REFERENCE, message, &span, help);
        0
    })
}
