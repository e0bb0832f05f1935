//! The counts for programs.

use serde::{Serialize, Serializer};

use super::over_time::OverTime;
use super::{Report, Section};

#[derive(Serialize)]
struct Document<'a> {
    errors: u64,
    truncated: bool,
    #[serde(flatten)]
    sections: Sections<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trend: Option<&'a OverTime>,
}

/// The rows of each section under the plural of what they count: `codes`, `categories` and so on.
struct Sections<'a>(&'a [Section]);

impl Serialize for Sections<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sections = self.0.iter();
        serializer.collect_map(sections.map(|section| (plural(section.by), &section.rows)))
    }
}

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{word}s"),
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let document = Document {
            errors: self.errors,
            truncated: self.truncated,
            sections: Sections(&self.sections),
            trend: self.over_time(),
        };
        document.serialize(serializer)
    }
}
