//! Words in the form in which they are compared. The reader has the same function.

use std::collections::BTreeMap;

use unicode_normalization::char::{decompose_canonical, decompose_compatible};

/// The letters that have marks which fold away.
const MARKED: &[(char, char)] = &[
    ('\u{df}', '\u{24f}'),
    ('\u{400}', '\u{4ff}'),
    ('\u{620}', '\u{6d5}'),
    ('\u{958}', '\u{95f}'),
    ('\u{9dc}', '\u{9df}'),
    ('\u{1e00}', '\u{1eff}'),
    ('\u{3041}', '\u{30fe}'),
];

/// The letters of full and half width.
const WIDE: &[(char, char)] = &[('\u{ff01}', '\u{ff5e}'), ('\u{ff61}', '\u{ff9d}')];

/// What counts as equal beyond case.
#[derive(Debug, Default)]
pub(crate) struct Folds {
    pairs: BTreeMap<char, char>,
    dropped: Vec<(char, char)>,
}

impl Folds {
    /// Adds what Unicode says to the pairs of the data.
    pub(crate) fn new(data: &BTreeMap<char, char>, dropped: Vec<(char, char)>) -> Self {
        let mut folds = Self {
            pairs: BTreeMap::new(),
            dropped,
        };
        for (ranges, compatible) in [(MARKED, false), (WIDE, true)] {
            for c in ranges.iter().flat_map(|(first, last)| *first..=*last) {
                folds.add(c, base(c, compatible), data);
            }
        }
        for (c, plain) in data {
            folds.add(*c, *plain, data);
        }
        folds
    }

    fn add(&mut self, c: char, plain: char, data: &BTreeMap<char, char>) {
        let plain = data.get(&plain).copied().unwrap_or(plain);
        if lower(c) == c && plain != c && !self.is_dropped(c) {
            self.pairs.insert(c, plain);
        }
    }

    /// The pairs, sorted.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (char, char)> {
        self.pairs.iter().map(|(c, plain)| (*c, *plain))
    }

    /// The ranges of characters that vanish, sorted.
    pub(crate) fn dropped(&self) -> &[(char, char)] {
        &self.dropped
    }

    fn is_dropped(&self, c: char) -> bool {
        let mut ranges = self.dropped.iter().take_while(|(first, _)| *first <= c);
        ranges.any(|(_, last)| c <= *last)
    }

    /// A text in the form in which words are compared; marks other than `-`, `_` and `.` stay.
    pub(crate) fn fold(&self, text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            let c = lower(c);
            let c = self.pairs.get(&c).copied().unwrap_or(c);
            if self.is_dropped(c) {
                continue;
            }
            if !(c.is_whitespace() || matches!(c, '-' | '_' | '.')) {
                out.push(c);
            } else if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        out
    }

    /// A word without blanks around it.
    pub(crate) fn word(&self, text: &str) -> String {
        self.fold(text).trim().to_owned()
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// The letter without its marks.
fn base(c: char, compatible: bool) -> char {
    let mut first = None;
    let keep = |part| {
        first.get_or_insert(part);
    };
    if compatible {
        decompose_compatible(c, keep);
    } else {
        decompose_canonical(c, keep);
    }
    lower(first.unwrap_or(c))
}

/// Whether a character is part of a word: letters, digits and the vowel signs of Indian scripts.
pub(crate) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{93e}'..='\u{94d}' | '\u{9be}'..='\u{9cd}')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Folds;

    fn folds() -> Folds {
        let pairs = BTreeMap::from([('ø', 'o'), ('ی', 'ي'), ('’', '\'')]);
        Folds::new(&pairs, vec![('\u{300}', '\u{36f}'), ('\u{64b}', '\u{65f}')])
    }

    #[test]
    fn case_and_marks_make_no_difference() {
        for (one, other) in [
            ("Código de ERROR", "codigo de error"),
            ("co\u{301}digo", "código"),
            ("L’ERREUR", "l'erreur"),
            ("خطای", "خطاي"),
            ("خَطأ", "خطا"),
            ("ＥＲＲＯＲ", "error"),
            ("ｴﾗｰ", "エラー"),
            ("бой", "бои"),
            ("Lỗi", "loi"),
            ("Ø", "o"),
        ] {
            assert_eq!(folds().word(one), folds().word(other), "{one}");
        }
    }

    #[test]
    fn what_joins_words_is_one_blank() {
        assert_eq!(folds().fold("error_-. code: x"), "error code: x");
        assert_eq!(folds().word(" Fehler-Nr. "), "fehler nr");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for (c, plain) in folds().pairs() {
            let once = folds().fold(&c.to_string());
            assert_eq!(once, folds().fold(&plain.to_string()), "{c}");
            assert_eq!(once, folds().fold(&once), "{c}");
        }
    }
}
