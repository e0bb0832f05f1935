//! Finds perfect hashes: one for numbers, one for names and titles.
//!
//! The functions here mirror the lookup in `waba-errors`, and a test there looks every key up again.

/// A hash of numbers, as `waba_errors::table::Numbers` reads it.
#[derive(Debug)]
pub(crate) struct Numbers {
    pub(crate) multiplier: u64,
    pub(crate) shift: u32,
    /// The record at each place.
    pub(crate) places: Vec<Option<u16>>,
}

/// Places for each key: so many that a multiplier which keeps some hundred keys apart is found in a few thousand tries.
const PLACES_PER_KEY: usize = 8;

/// After so many tries, keys share places: that costs the lookup of such a key a step.
const TRIES: usize = 65_536;

/// The key of a code and its subcode; a subcode of 0 means none.
pub(crate) fn number_key(code: u32, subcode: u32) -> u64 {
    u64::from(subcode) << 32 | u64::from(code)
}

/// Gives each key the place that the top bits of its product with a multiplier tell, or the next free one.
pub(crate) fn numbers(entries: &[(u64, u16)]) -> Numbers {
    let count = (entries.len() * PLACES_PER_KEY).next_power_of_two().max(2);
    let shift = u64::BITS - count.ilog2();
    let mut seen = vec![0; count];
    let tries = multipliers().zip(1..=TRIES);
    let apart = tries.into_iter().find(|(multiplier, round)| {
        entries.iter().all(|(key, _)| {
            let place = place(*key, *multiplier, shift);
            std::mem::replace(&mut seen[place], *round) != *round
        })
    });
    let multiplier = apart.map_or(FIRST_MULTIPLIER, |(multiplier, _)| multiplier);
    let mut places = vec![None; count];
    for (key, record) in entries {
        let mut place = place(*key, multiplier, shift);
        while places[place].is_some() {
            place = (place + 1) % count;
        }
        places[place] = Some(*record);
    }
    Numbers {
        multiplier,
        shift,
        places,
    }
}

const FIRST_MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Odd multipliers of a fixed sequence, so that the same data gives the same bytes.
fn multipliers() -> impl Iterator<Item = u64> {
    std::iter::successors(Some(FIRST_MULTIPLIER), |multiplier| {
        let next = multiplier.wrapping_mul(0x5851_f42d_4c95_7f2d);
        Some(next.wrapping_add(2) | 1)
    })
}

/// Less than the number of places, because `shift` leaves no more bits.
fn place(key: u64, multiplier: u64, shift: u32) -> usize {
    usize::try_from(key.wrapping_mul(multiplier) >> shift).unwrap_or(0)
}

/// The order of the values of a hash of texts, as `phf_shared::get_index` reads them.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) key: u64,
    pub(crate) displacements: Vec<(u32, u32)>,
    /// Per slot the index of its text.
    pub(crate) values: Vec<usize>,
}

/// Hashes texts that are already folded.
pub(crate) fn texts(folded: &[Vec<u8>]) -> Texts {
    let keys: Vec<&[u8]> = folded.iter().map(Vec::as_slice).collect();
    let state = phf_generator::generate_hash(&keys);
    Texts {
        key: state.key,
        displacements: state.disps,
        values: state.map,
    }
}

/// A name or title as it is hashed: lower case, without what people spell differently.
///
/// `waba_errors::fold` does the same without allocating; a test there compares the two on every key.
pub(crate) fn fold(text: &str) -> Vec<u8> {
    text.chars()
        .filter(|c| {
            c.is_ascii_alphanumeric() || (!c.is_ascii() && !('\u{2000}'..='\u{206f}').contains(c))
        })
        .map(|c| c.to_ascii_lowercase())
        .collect::<String>()
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(count: u16) -> Vec<(u64, u16)> {
        (0..count)
            .map(|index| (number_key(90_001 + u32::from(index) * 7, 0), index))
            .collect()
    }

    /// The record of a key, and how many other records are looked at before it.
    fn find(numbers: &Numbers, entries: &[(u64, u16)], key: u64) -> (Option<u16>, usize) {
        let start = place(key, numbers.multiplier, numbers.shift);
        let taken = numbers.places.iter().cycle().skip(start);
        let mut taken = taken.map_while(|record| *record).enumerate();
        let found = taken.find(|(_, record)| entries[usize::from(*record)].0 == key);
        found.map_or((None, 0), |(steps, record)| (Some(record), steps))
    }

    #[test]
    fn only_the_keys_of_entries_are_found_however_few_there_are() {
        for count in 0..40 {
            let entries = some(count);
            let numbers = numbers(&entries);
            for (key, record) in &entries {
                assert_eq!(find(&numbers, &entries, *key), (Some(*record), 0));
            }
            for key in (0..1_000).chain([u64::MAX, u64::MAX - 1]) {
                assert_eq!(find(&numbers, &entries, key).0, None, "{key} among {count}");
            }
        }
    }

    #[test]
    fn a_large_table_is_searched_in_few_steps() {
        let entries = some(20_000);
        let numbers = numbers(&entries);
        for (key, record) in &entries {
            let (found, steps) = find(&numbers, &entries, *key);
            assert_eq!(found, Some(*record));
            assert!(steps < 8, "{steps} steps");
        }
    }
}
