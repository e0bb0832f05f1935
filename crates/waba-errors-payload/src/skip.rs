//! Passes over what cannot hold an error, at the speed of a memory scan.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr, memrchr};

/// Every error has one of these in it.
const MARKERS: [&str; 7] = ["code", "Code", "CODE", "rro", "RROR", "ehler", "خطأ"];

static FINDERS: LazyLock<[Finder<'static>; MARKERS.len()]> =
    LazyLock::new(|| MARKERS.map(Finder::new));

/// In so short an input, one marker is reason enough to read everything.
const SHORT: usize = 4 * 1024;

/// The places of the next markers, so that each is searched only once.
pub(crate) struct Markers<'a> {
    input: &'a [u8],
    next: [usize; MARKERS.len()],
    hash: usize,
    /// The marker whose record was looked for.
    marker: usize,
    /// A marker of a short input.
    known: Option<usize>,
}

impl<'a> Markers<'a> {
    pub(crate) fn new(input: &'a [u8]) -> Self {
        let mut markers = Self {
            input,
            next: [0; MARKERS.len()],
            hash: 0,
            marker: usize::MAX,
            known: None,
        };
        if input.len() > SHORT {
            markers.refresh(0, true);
        }
        markers
    }

    fn refresh(&mut self, from: usize, first: bool) {
        let rest = self.input.get(from..).unwrap_or_default();
        for (next, finder) in self.next.iter_mut().zip(&*FINDERS) {
            if first || *next < from {
                *next = finder.find(rest).map_or(usize::MAX, |at| from + at);
            }
        }
        if first || self.hash < from {
            self.hash = memchr(b'#', rest).map_or(usize::MAX, |at| from + at);
        }
    }

    /// The next marker from here; `None` if nothing more can be found.
    pub(crate) fn after(&mut self, from: usize) -> Option<usize> {
        if self.input.len() <= SHORT {
            if self.known.is_none_or(|known| known < from) {
                self.known = Some(from + any_marker(self.input.get(from..)?)?);
            }
            return Some(from);
        }
        self.refresh(from, false);
        let next = self.next.iter().copied().min().unwrap_or(usize::MAX);
        let next = next.min(self.hash);
        (next != usize::MAX).then_some(next)
    }

    /// The start of the record in which the next marker stands, if records (lines that are a whole body each) end
    /// between here and there.
    pub(crate) fn record(&mut self, from: usize, marker: usize) -> usize {
        if self.marker == marker {
            return from;
        }
        self.marker = marker;
        let mut end = marker;
        while let Some(line) = self
            .input
            .get(from..end)
            .and_then(|text| memrchr(b'\n', text))
        {
            let line = from + line;
            let before = self.input.get(from..line).unwrap_or_default();
            let before = before.strip_suffix(b"\r").unwrap_or(before);
            if matches!(before.last(), Some(b'}' | b']'))
                && matches!(self.input.get(line + 1), Some(b'{' | b'['))
            {
                return line + 1;
            }
            end = line;
        }
        from
    }
}

/// Not the first one: the first that is easily found.
fn any_marker(text: &[u8]) -> Option<usize> {
    if text.len() < 4 {
        return None;
    }
    let found = FINDERS.iter().find_map(|finder| finder.find(text));
    found.or_else(|| memchr(b'#', text))
}
