//! Pieces of a text, as places.

/// A piece of a text; empty if there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// No text is longer than 4 GiB: a report reads no more of an input.
    #[allow(clippy::cast_possible_truncation)]
    #[inline]
    pub(crate) const fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    #[inline]
    pub(crate) fn of(self, text: &[u8]) -> &[u8] {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub(crate) const fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// The same piece where the text begins at `base`.
    pub(crate) const fn moved(self, base: u32) -> Self {
        Self {
            start: self.start + base,
            end: self.end + base,
        }
    }
}
