//! The permutation of provers that breaks ties.
//!
//! Provers are ranked by a block cipher keyed with the book's seed: the id is encrypted by an iterated
//! Even-Mansour construction (Even and Mansour, "A construction of a cipher from a single pseudorandom
//! permutation", 1997), with the output function of SplitMix64 (Steele, Lea and Flood, "Fast splittable
//! pseudorandom number generators", 2014) as its public permutation. Hence
//! - distinct ids have distinct ranks, because each round is a bijection;
//! - a prover's rank depends on nothing but its id and the seed, so neither asks nor the presence of others
//!   move it;
//! - of any two provers each comes first with probability exactly 1/2 over the seed: the last round key is
//!   XORed onto both, so the highest bit in which they differ is decided by a fair coin.
//!
//! It is not a cryptographic hash: whoever may choose the seed may choose the permutation.

/// The place of a prover among others: the lower comes first.
pub(crate) fn rank(seed: &[u8; 32], prover: u32) -> u64 {
    let (words, _) = seed.as_chunks::<8>();
    words
        .iter()
        .map(|word| u64::from_le_bytes(*word))
        .fold(u64::from(prover), |state, round_key| split_mix(state) ^ round_key)
}

fn split_mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{collections::BTreeSet, vec::Vec};

    fn seed(index: u64) -> [u8; 32] {
        let mut seed = [0; 32];
        for (position, word) in seed.chunks_mut(8).enumerate() {
            let counter = index * 4 + position as u64 + 1;
            word.copy_from_slice(&split_mix(counter.wrapping_mul(0x9e37_79b9_7f4a_7c15)).to_le_bytes());
        }
        seed
    }

    #[test]
    fn split_mix_should_give_the_published_stream_when_fed_its_counter() {
        // First output of SplitMix64 with seed 1234567, as in the reference implementation's test vectors.
        let state = 1_234_567u64.wrapping_add(0x9e37_79b9_7f4a_7c15);
        assert_eq!(split_mix(state), 6_457_827_717_110_365_317);
    }

    #[test]
    fn ranks_should_be_distinct_when_ids_are_distinct() {
        let ranks: BTreeSet<u64> = (0..10_000).map(|id| rank(&seed(3), id)).collect();
        assert_eq!(ranks.len(), 10_000);
    }

    #[test]
    fn rank_should_depend_on_every_byte_of_the_seed_when_it_changes() {
        let base = rank(&[0; 32], 9);
        for position in 0..32 {
            let mut seed = [0; 32];
            seed[position] = 1;
            assert_ne!(rank(&seed, 9), base, "byte {position}");
        }
    }

    #[test]
    fn each_order_of_four_provers_should_be_equally_frequent_when_seeds_vary() {
        let rounds = 24_000;
        let mut counts = alloc::collections::BTreeMap::new();
        for index in 0..rounds {
            let mut ids: Vec<u32> = (0..4).collect();
            ids.sort_by_key(|id| rank(&seed(index), *id));
            *counts.entry(ids).or_insert(0i64) += 1;
        }
        assert_eq!(counts.len(), 24);
        // Pearson's statistic with 23 degrees of freedom exceeds 49.7 once in a thousand fair draws; the draws
        // here are always the same.
        let expected = rounds as i64 / 24;
        let statistic: i64 = counts
            .values()
            .map(|count| (count - expected).pow(2))
            .sum::<i64>()
            / expected;
        assert!(statistic < 50, "statistic {statistic}");
    }
}
