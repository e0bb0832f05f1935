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
        /// Whether pieces have these second and fourth bytes: the others are often those of a script.
        have: [bool; 1 << 12],
    }

    impl Pieces {
        pub(crate) fn new(pieces: &'static [&'static str]) -> Self {
            let mut have = [false; 1 << 12];
            for start in pieces
                .iter()
                .filter_map(|piece| piece.as_bytes().first_chunk())
            {
                have[place(*start)] = true;
            }
            Self { pieces, have }
        }

        /// Where the first piece begins.
        pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
            text.windows(SHORTEST).enumerate().find_map(|(at, window)| {
                let begins = |piece: &&str| {
                    text.get(at..)
                        .is_some_and(|rest| rest.starts_with(piece.as_bytes()))
                };
                let may_begin = self.have[place(*window.first_chunk()?)];
                (may_begin && self.pieces.iter().any(begins)).then_some(at)
            })
        }
    }

    fn place([_, second, _, fourth]: [u8; SHORTEST]) -> usize {
        usize::from(second & 63) << 6 | usize::from(fourth & 63)
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
