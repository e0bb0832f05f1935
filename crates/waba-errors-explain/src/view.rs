//! How people see a text.

use anstyle::{AnsiColor, Style};
use waba_errors::Lang;

/// How people see a text: in which language, and with what around codes and headings.
///
/// ```
/// use waba_errors_explain::{View, find, text, waba_errors::Lang};
///
/// let entry = find("131047")?;
/// assert!(!text(&entry, View::new(Lang::Ar)).contains('\u{2066}'));
/// assert!(text(&entry, View::new(Lang::Ar).isolate(true)).contains('\u{2066}'));
/// # Ok::<_, waba_errors_explain::QueryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    pub(crate) lang: Lang,
    pub(crate) isolate: bool,
    color: bool,
}

impl View {
    /// A language; plain text.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self {
            lang,
            isolate: false,
            color: false,
        }
    }

    /// Whether code in a right-to-left sentence stands in direction isolates (U+2066, U+2069).
    #[must_use]
    pub const fn isolate(mut self, isolate: bool) -> Self {
        self.isolate = isolate;
        self
    }

    /// Whether codes and headings stand out, by ANSI escapes.
    #[must_use]
    pub const fn color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }

    pub(crate) const fn code(self) -> Style {
        if self.color {
            AnsiColor::Cyan.on_default().bold()
        } else {
            Style::new()
        }
    }

    pub(crate) const fn heading(self) -> Style {
        if self.color {
            Style::new().bold()
        } else {
            Style::new()
        }
    }
}
