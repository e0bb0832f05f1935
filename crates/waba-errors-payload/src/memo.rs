//! What texts said before: numbers of a list or a log have the same words beside them.

use std::cell::RefCell;
use std::thread::LocalKey;

/// So many answers are kept.
const ANSWERS: usize = 64;

/// The last answers of one function that looks at nothing but a text.
pub(crate) type Memo<T> = RefCell<Vec<Option<(Vec<u8>, T)>>>;

/// What a function says of a text. Each digit at the beginning of a text says the same.
pub(crate) fn ask<T: Copy>(
    memo: &'static LocalKey<Memo<T>>,
    text: &[u8],
    answer: fn(&[u8]) -> T,
) -> T {
    let find = |memo: &Memo<T>| {
        let mut known = memo.try_borrow_mut().ok()?;
        known.resize_with(ANSWERS, || None);
        let known = known.get_mut(place(text))?;
        if let Some((asked, said)) = known
            && without_digit(asked) == without_digit(text)
        {
            return Some(*said);
        }
        let said = answer(text);
        *known = Some((text.to_vec(), said));
        Some(said)
    };
    let said = memo.try_with(find).ok().flatten();
    said.unwrap_or_else(|| answer(text))
}

fn without_digit(text: &[u8]) -> (bool, &[u8]) {
    match text {
        [b'0'..=b'9', rest @ ..] => (true, rest),
        rest => (false, rest),
    }
}

fn place(text: &[u8]) -> usize {
    let edges = text.get(1..3).into_iter().chain(text.rchunks(2).next());
    let place = edges.flatten().fold(text.len(), |place, byte| {
        place.wrapping_mul(31) + usize::from(*byte)
    });
    place % ANSWERS
}
