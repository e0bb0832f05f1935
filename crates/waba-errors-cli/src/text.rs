//! What the texts for a terminal have in common.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use anstyle::{AnsiColor, Style};
use waba_errors::{Dir, Entry, Lang};

use crate::generated::labels;

pub(crate) const CODE: Style = AnsiColor::Cyan.on_default().bold();
pub(crate) const HEADING: Style = Style::new().bold();

/// Left-to-right isolate and pop directional isolate.
const ISOLATE: (char, char) = ('\u{2066}', '\u{2069}');

/// A heading after an empty line.
pub(crate) fn heading(out: &mut String, label: &str) {
    let _ = writeln!(out, "\n{HEADING}{label}{HEADING:#}");
}

/// How an explanation begins: the number, the title, and what happened.
pub(crate) fn begin(out: &mut String, id: impl Display, entry: &Entry, lang: Lang, isolate: bool) {
    let _ = writeln!(out, "{CODE}{id}{CODE:#}");
    let _ = writeln!(out, "{HEADING}{}{HEADING:#}", entry.title(lang));
    for paragraph in paragraphs(entry, lang, isolate) {
        let _ = writeln!(out, "\n{paragraph}");
    }
}

/// What happened, after the notes that concern the entry as a whole.
pub(crate) fn paragraphs(entry: &Entry, lang: Lang, isolate: bool) -> Vec<String> {
    let labels = labels(lang);
    let notes = [
        (entry.is_retired(), labels.retired),
        (entry.lang(lang) != lang, labels.unknown_language),
    ];
    let notes = notes.into_iter().filter(|(applies, _)| *applies);
    notes
        .map(|(_, note)| note.to_owned())
        .chain([sentence(entry.description(lang), lang, isolate)])
        .collect()
}

/// How the lines of a list begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Dash,
    Number,
}

impl Mark {
    /// A list is its lines with their marks.
    pub(crate) fn lines(
        self,
        lines: std::str::Lines<'_>,
        lang: Lang,
        isolate: bool,
    ) -> Vec<String> {
        let marked = lines.enumerate().map(|(index, line)| {
            let line = sentence(line, lang, isolate);
            match self {
                Self::Dash => format!("- {line}"),
                Self::Number => format!("{}. {line}", index + 1),
            }
        });
        marked.collect()
    }
}

/// A heading with lines below it; nothing if there are none.
pub(crate) fn list(out: &mut String, label: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    heading(out, label);
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
}

/// A sentence with each code span in isolates, if it is to be shown in a right-to-left language.
pub(crate) fn sentence(text: &str, lang: Lang, isolate: bool) -> String {
    if !isolate || lang.dir() == Dir::Ltr {
        return text.to_owned();
    }
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 0 {
            out.push_str(part);
        } else {
            out.extend([ISOLATE.0, '`']);
            out.push_str(part);
            out.extend(['`', ISOLATE.1]);
        }
    }
    out
}

/// Foreign text on one line, with everything escaped that could steer a terminal or turn the reading direction.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Control characters, line separators, direction marks, tags and the byte order mark.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn foreign_text_cannot_steer_a_terminal() {
        assert_eq!(harmless("a\u{1b}[2J\r\nb"), "a\\u{1b}[2J\\r\\nb");
        assert_eq!(
            harmless("\u{202e}abc\u{2066}\u{9b}"),
            "\\u{202e}abc\\u{2066}\\u{9b}"
        );
    }

    #[test]
    fn foreign_text_keeps_its_letters() {
        for text in ["Grüße", "رسالة", "👩\u{200d}💻", "می\u{200c}خواهم"] {
            assert_eq!(harmless(text), text);
        }
    }
}
