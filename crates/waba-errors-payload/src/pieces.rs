//! Finds the first of many pieces in a text: with vector instructions, or where the text is short or there are none with
//! little code.

/// A shorter text is no work for vector instructions.
#[cfg(not(target_family = "wasm"))]
const SHORT: usize = 64;
/// No piece is shorter.
const SHORTEST: usize = 4;
const BITS: u32 = 13;

#[cfg(not(target_family = "wasm"))]
pub(crate) use self::vector::Vector as Pieces;
#[cfg(target_family = "wasm")]
pub(crate) use Plain as Pieces;

#[cfg(not(target_family = "wasm"))]
mod vector {
    use aho_corasick::{AhoCorasick, MatchKind};

    use super::{Plain, SHORT};

    pub(crate) struct Vector {
        plain: Plain,
        vector: Option<AhoCorasick>,
    }

    impl Vector {
        pub(crate) fn new(pieces: &'static [&'static str]) -> Self {
            // Only the leftmost kind uses vector instructions; the standard kind is ten times slower.
            let mut builder = AhoCorasick::builder();
            let builder = builder.match_kind(MatchKind::LeftmostFirst);
            Self {
                plain: Plain::new(pieces),
                vector: builder.build(pieces).ok(),
            }
        }

        /// Where the first piece begins.
        pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
            match &self.vector {
                Some(vector) if text.len() >= SHORT => Some(vector.find(text)?.start()),
                _ => self.plain.find(text),
            }
        }
    }
}

pub(crate) struct Plain {
    pieces: &'static [&'static str],
    /// At the hash of its first bytes, whether there is a piece.
    begins: [bool; 1 << BITS],
}

impl Plain {
    pub(crate) fn new(pieces: &'static [&'static str]) -> Self {
        let mut begins = [false; 1 << BITS];
        for start in pieces
            .iter()
            .filter_map(|piece| piece.as_bytes().first_chunk())
        {
            begins[hash(*start)] = true;
        }
        Self { pieces, begins }
    }

    /// Where the first piece begins.
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        self.find_by(text, |rest, piece| {
            // Most differ in what one comparison tells.
            rest.first_chunk::<SHORTEST>() == piece.first_chunk() && rest.starts_with(piece)
        })
    }

    /// Whether there is a piece, in whichever case; pieces are in lower case.
    pub(crate) fn is_in(&self, text: &[u8]) -> bool {
        let begins = |rest: &[u8], piece: &[u8]| {
            let start = rest.get(..piece.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(piece))
        };
        self.find_by(text, begins).is_some()
    }

    #[inline]
    fn find_by(&self, text: &[u8], begins: impl Fn(&[u8], &[u8]) -> bool) -> Option<usize> {
        let starts = text.windows(SHORTEST);
        let mut starts = starts.zip(0..).filter_map(|(start, at)| {
            let start = start.first_chunk()?;
            self.begins[hash(*start)].then_some(at)
        });
        starts.find(|at| {
            let rest = text.get(*at..).unwrap_or_default();
            self.pieces
                .iter()
                .any(|piece| begins(rest, piece.as_bytes()))
        })
    }
}

/// A hash that is the same for both cases.
fn hash(start: [u8; SHORTEST]) -> usize {
    let letters = u32::from_le_bytes(start) | 0x2020_2020;
    (letters.wrapping_mul(0x9e37_79b1) >> (32 - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::{Pieces, Plain};
    use crate::families::families;
    use crate::generated::{SCAN, SCAN_NAMES, SCAN_WIDE};

    #[test]
    fn both_ways_find_the_same() {
        for pieces in [SCAN_NAMES, SCAN, SCAN_WIDE] {
            let (plain, vector) = (Plain::new(pieces), Pieces::new(pieces));
            let mut texts = families(4096);
            texts.extend(
                pieces
                    .iter()
                    .map(|piece| ("", format!("a {piece}").into_bytes())),
            );
            let found = texts.iter().filter(|(family, text)| {
                for from in (0..text.len()).step_by(97) {
                    let rest = &text[from..];
                    assert_eq!(plain.find(rest), vector.find(rest), "{family} {from}");
                }
                plain.find(text).is_some()
            });
            assert!(found.count() > pieces.len());
        }
    }
}
