//! What is wrong with the data, where, and how to mend it.

use std::ops::Range;

use crate::rule::{Rule, Severity};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file's index in [`Source::files`](crate::Source::files).
    pub file: usize,
    /// The bytes of the file's text.
    pub span: Range<usize>,
}

/// One fault of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where; `None` for a fault of the whole folder.
    pub place: Option<Place>,
    /// Another place that helps to understand the fault, with a label.
    pub other: Option<(Place, String)>,
    /// What to do.
    pub help: String,
}

impl Diagnostic {
    /// A fault of the whole folder, with the remedy of its rule.
    #[must_use]
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            place: None,
            other: None,
            help: rule.remedy.to_owned(),
        }
    }

    /// Says where the fault is.
    #[must_use]
    pub fn at(mut self, file: usize, span: Range<usize>) -> Self {
        self.place = Some(Place { file, span });
        self
    }

    pub(crate) fn other(mut self, place: Place, label: impl Into<String>) -> Self {
        self.other = Some((place, label.into()));
        self
    }

    /// Says something more helpful than the remedy of the rule.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

/// Whether any of the diagnostics refuses the data.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.rule.severity == Severity::Error)
}
