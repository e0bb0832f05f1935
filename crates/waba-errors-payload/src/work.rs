//! Searches for bytes, whose work is counted in tests: so many bytes are passed over, whatever the machine and its load.

/// Counts bytes or members that are looked at; nothing outside the tests of this crate.
#[inline]
pub(crate) fn count(looked_at: usize) {
    #[cfg(test)]
    tests::WORK.set(tests::WORK.get() + looked_at);
    let _ = looked_at;
}

#[inline]
fn counted(text: &[u8], found: Option<usize>) -> Option<usize> {
    count(found.unwrap_or(text.len()));
    found
}

#[inline]
pub(crate) fn memchr(one: u8, text: &[u8]) -> Option<usize> {
    counted(text, memchr::memchr(one, text))
}

#[inline]
pub(crate) fn memchr2(one: u8, two: u8, text: &[u8]) -> Option<usize> {
    counted(text, memchr::memchr2(one, two, text))
}

#[inline]
pub(crate) fn memchr3(one: u8, two: u8, three: u8, text: &[u8]) -> Option<usize> {
    counted(text, memchr::memchr3(one, two, three, text))
}

#[inline]
pub(crate) fn memrchr(one: u8, text: &[u8]) -> Option<usize> {
    let found = memchr::memrchr(one, text);
    count(text.len() - found.unwrap_or(0));
    found
}

/// The place of the first byte that is such a one.
#[inline]
pub(crate) fn position(text: &[u8], is_it: impl Fn(&u8) -> bool) -> Option<usize> {
    counted(text, text.iter().position(is_it))
}

pub(crate) mod memmem {
    #[inline]
    pub(crate) fn find(text: &[u8], word: &[u8]) -> Option<usize> {
        super::counted(text, memchr::memmem::find(text, word))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::families::families;
    use crate::{Certainty, Options, Report, read_body};

    std::thread_local! {
        pub(super) static WORK: Cell<usize> = const { Cell::new(0) };
    }

    const SMALL: usize = 64 << 10;
    const LARGE: usize = 4 * SMALL;
    /// No byte is looked at so often: the longest text that is searched for the end of something has 256 bytes.
    const MOST_OFTEN: usize = 300;

    type Read = for<'a> fn(&'a [u8]) -> Report<'a>;

    /// What `read` does most for is all that is possible.
    const READERS: [(&str, Read); 2] = [
        ("read_body", |input| read_body(input)),
        ("read", |input| {
            Options::new().least(Certainty::Possible).read(input)
        }),
    ];

    fn work(read: Read, input: &[u8]) -> usize {
        WORK.set(0);
        let report = read(input);
        drop(report);
        WORK.get()
    }

    #[test]
    fn work_grows_with_the_input_and_no_faster() {
        let mut wrong = Vec::new();
        for ((family, small), (_, large)) in families(SMALL).iter().zip(families(LARGE)) {
            for (reader, read) in READERS {
                let of_small = work(read, small).max(small.len());
                let of_large = work(read, &large);
                if of_large > 5 * of_small || of_large > MOST_OFTEN * large.len() {
                    let times = of_large / large.len();
                    wrong.push(format!(
                        "{family}, {reader}: {of_small}, then {of_large}: each byte {times} times"
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_is_read_twice_as_often_is_counted_twice() {
        let read = |input: &[u8]| {
            memchr(b'x', input);
            position(input, |byte| *byte == b'x');
        };
        WORK.set(0);
        read(b"aaaa");
        assert_eq!(WORK.get(), 8);
    }
}
