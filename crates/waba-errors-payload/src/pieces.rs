//! Finds the first of many pieces in a text: with vector instructions, or where there are none with little code.

#[cfg(target_family = "wasm")]
pub(crate) use self::plain::Pieces;
#[cfg(not(target_family = "wasm"))]
pub(crate) use self::vector::Pieces;

#[cfg(not(target_family = "wasm"))]
mod vector {
    use aho_corasick::{AhoCorasick, MatchKind};

    pub(crate) struct Pieces(Option<AhoCorasick>);

    impl Pieces {
        pub(crate) fn new(pieces: &'static [&'static str]) -> Self {
            // Only the leftmost kind uses vector instructions; the standard kind is ten times slower.
            let mut builder = AhoCorasick::builder();
            Self(
                builder
                    .match_kind(MatchKind::LeftmostFirst)
                    .build(pieces)
                    .ok(),
            )
        }

        /// Where the first piece begins.
        pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
            // Without an automaton nothing is passed over.
            self.0
                .as_ref()
                .map_or(Some(0), |pieces| Some(pieces.find(text)?.start()))
        }
    }
}

#[cfg(any(test, target_family = "wasm"))]
mod plain {
    /// No piece is shorter.
    const SHORTEST: usize = 4;

    pub(crate) struct Pieces {
        pieces: &'static [&'static str],
        /// At the hash of its first bytes, whether there is a piece.
        begins: [bool; 1 << BITS],
    }

    const BITS: u32 = 13;

    impl Pieces {
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
            let mut rest = text;
            while let Some(start) = rest.first_chunk() {
                let begins = |piece: &&str| rest.starts_with(piece.as_bytes());
                if self.begins[hash(*start)] && self.pieces.iter().any(begins) {
                    return Some(text.len() - rest.len());
                }
                rest = rest.get(1..)?;
            }
            None
        }
    }

    fn hash(start: [u8; SHORTEST]) -> usize {
        (u32::from_le_bytes(start).wrapping_mul(0x9e37_79b1) >> (32 - BITS)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, vector};
    use crate::families::families;
    use crate::generated::{SCAN, SCAN_NAMES, SCAN_WIDE};

    #[test]
    fn both_ways_find_the_same() {
        for pieces in [SCAN_NAMES, SCAN, SCAN_WIDE] {
            let (plain, vector) = (plain::Pieces::new(pieces), vector::Pieces::new(pieces));
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
