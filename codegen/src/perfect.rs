//! Finds perfect hashes: one for numbers, one for names and titles.
//!
//! The functions here mirror the lookup in `waba-errors`, and a test there looks every key up again.

/// The slots of a hash of numbers, as `waba_errors::table::Numbers` reads them.
#[derive(Debug)]
pub(crate) struct Numbers {
    pub(crate) multiplier: u64,
    pub(crate) shift: u32,
    pub(crate) pilots: Vec<u64>,
    /// The key and its value per slot; an empty slot holds a key that belongs elsewhere, so that nothing is found there.
    pub(crate) slots: Vec<(u64, u16)>,
}

/// The lowest bit of a hash that counts for its slot.
const UNIT: u32 = 20;

/// The key of a code and its subcode; a subcode of 0 means none.
pub(crate) fn number_key(code: u32, subcode: u32) -> u64 {
    u64::from(subcode) << 32 | u64::from(code)
}

/// Places every key in a slot of its own.
///
/// The top bits of a key's product with the multiplier choose a bucket; the bucket's pilot is added to the product,
/// and middle bits of the sum are the slot. Big buckets choose their pilot first, while there is room.
pub(crate) fn numbers(entries: &[(u64, u16)]) -> Numbers {
    let slots = (entries.len() * 5 / 4).next_power_of_two().max(8);
    // Odd multipliers of a fixed sequence, so that the same data gives the same bytes.
    let mut multiplier = 0x9e37_79b9_7f4a_7c15_u64;
    loop {
        if let Some(numbers) = place(entries, multiplier, slots) {
            return numbers;
        }
        multiplier = multiplier
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(2)
            | 1;
    }
}

fn place(entries: &[(u64, u16)], multiplier: u64, slots: usize) -> Option<Numbers> {
    let buckets = slots / 4;
    let shift = u64::BITS - buckets.ilog2();
    let hash = |index: &usize| entries[*index].0.wrapping_mul(multiplier);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); buckets];
    for index in 0..entries.len() {
        members[low(hash(&index) >> shift)].push(index);
    }
    let mut order: Vec<usize> = (0..buckets).collect();
    order.sort_by_key(|bucket| std::cmp::Reverse(members[*bucket].len()));
    let slot = |key: u64, pilot: u64| {
        low(key.wrapping_mul(multiplier).wrapping_add(pilot) >> UNIT) & (slots - 1)
    };
    let mut pilots = vec![0; buckets];
    let mut filled: Vec<Option<(u64, u16)>> = vec![None; slots];
    for bucket in order {
        let pilot = (0..slots as u64).map(|step| step << UNIT).find(|pilot| {
            let mut taken: Vec<usize> = members[bucket]
                .iter()
                .map(|index| slot(entries[*index].0, *pilot))
                .collect();
            let free = taken.iter().all(|slot| filled[*slot].is_none());
            taken.sort_unstable();
            taken.dedup();
            free && taken.len() == members[bucket].len()
        })?;
        pilots[bucket] = pilot;
        for index in &members[bucket] {
            filled[slot(entries[*index].0, pilot)] = Some(entries[*index]);
        }
    }
    let home = |key: u64| slot(key, pilots[low(key.wrapping_mul(multiplier) >> shift)]);
    let foreign_key = |place: usize| (0..entries.len() as u64 + 2).find(|key| home(*key) != place);
    let slots = filled
        .into_iter()
        .enumerate()
        .map(|(place, entry)| entry.or_else(|| Some((foreign_key(place)?, 0))))
        .collect::<Option<_>>()?;
    Some(Numbers {
        multiplier,
        shift,
        pilots,
        slots,
    })
}

/// The low bits of a hash as an index; tables are far smaller.
fn low(hash: u64) -> usize {
    usize::try_from(hash & u64::from(u32::MAX)).unwrap_or(0)
}

/// The slots of a hash of texts, as `phf_shared::get_index` reads them.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) key: u64,
    pub(crate) displacements: Vec<(u32, u32)>,
    /// Per slot the index of its text.
    pub(crate) slots: Vec<usize>,
}

/// Hashes texts that are already folded.
pub(crate) fn texts(folded: &[Vec<u8>]) -> Texts {
    let keys: Vec<&[u8]> = folded.iter().map(Vec::as_slice).collect();
    let state = phf_generator::generate_hash(&keys);
    Texts {
        key: state.key,
        displacements: state.disps,
        slots: state.map,
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

    /// Looks a key up as `waba_errors` does.
    fn find(numbers: &Numbers, key: u64) -> Option<u16> {
        let hash = key.wrapping_mul(numbers.multiplier);
        let pilot = numbers.pilots[low(hash >> numbers.shift) & (numbers.pilots.len() - 1)];
        let slot = low(hash.wrapping_add(pilot) >> UNIT) & (numbers.slots.len() - 1);
        let (found, record) = numbers.slots[slot];
        (found == key).then_some(record)
    }

    #[test]
    fn only_the_keys_of_entries_are_found_however_few_there_are() {
        for count in 0..40_u16 {
            let entries: Vec<_> = (0..count)
                .map(|index| (number_key(90_001 + u32::from(index) * 7, 0), index))
                .collect();
            let numbers = numbers(&entries);
            for (key, record) in &entries {
                assert_eq!(find(&numbers, *key), Some(*record));
            }
            for key in (0..1_000).chain([u64::MAX, u64::MAX - 1]) {
                assert_eq!(find(&numbers, key), None, "{key} among {count}");
            }
        }
    }
}
