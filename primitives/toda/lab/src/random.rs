//! Random numbers that are the same on every machine: integers only.

/// One million: shares are in parts per million.
const WHOLE: u64 = 1_000_000;

/// How many trials a number of arrivals is counted over.
const TRIALS: u32 = 64;

/// The most arrivals per block on average, so that a trial's chance stays below one half and the number of arrivals close to
/// a Poisson one.
pub const MOST_ARRIVALS: u32 = 32;

/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators").
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The sequence of `purpose` in the trace number `seed`: sequences of different purposes are independent, so that one can
    /// be changed without the others.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut random = Self(seed);
        let mixed = random.any();
        Self(mixed ^ purpose.wrapping_mul(0xd1b5_4a32_d192_ed03))
    }

    /// A sequence that starts from a block's randomness.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let folded = bytes
            .iter()
            .fold(0u64, |state, byte| state.rotate_left(8) ^ u64::from(*byte));
        Self::new(folded, 0)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of the range, both ends included, each as likely (up to a bias below 2^-32 for ranges below 2^32).
    pub fn within(&mut self, range: (u64, u64)) -> u64 {
        let (low, high) = range;
        let width = u128::from(high.saturating_sub(low)).saturating_add(1);
        let scaled = (u128::from(self.any()) * width) >> 64;
        low.saturating_add(u64::try_from(scaled).unwrap_or(u64::MAX))
    }

    /// True with a chance of `parts` in a million.
    pub fn chance(&mut self, parts: u64) -> bool {
        self.within((0, WHOLE - 1)) < parts
    }

    /// How many arrive in one block, if `parts_per_million / 1e6` do on average: binomially distributed, nearly Poisson.
    pub fn arrivals(&mut self, parts_per_million: u64) -> u32 {
        let chance = parts_per_million / u64::from(TRIALS);
        (0..TRIALS).fold(0, |count, _| count + u32::from(self.chance(chance)))
    }

    /// A factor between `1 / most` and `most`, as a fraction: in half of the cases uniform between 1 and `most`, in the other
    /// half the inverse of that. `most` is in percent, at least 100.
    pub fn factor(&mut self, most_percent: u64) -> (u64, u64) {
        let percent = self.within((100, most_percent.max(100)));
        if self.chance(WHOLE / 2) {
            (percent, 100)
        } else {
            (100, percent)
        }
    }

    /// 32 bytes, for what is seeded by them.
    pub fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.any().to_le_bytes());
        }
        bytes
    }

    /// Brings `list` into a random order, each as likely (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = usize::try_from(self.within((0, last as u64))).unwrap_or(last);
            list.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrivals_should_average_to_the_rate_when_many_blocks_pass() {
        let mut random = Random::new(1, 2);
        let total: u32 = (0..20_000).map(|_| random.arrivals(1_500_000)).sum();
        assert!((29_400..30_600).contains(&total), "{total}");
    }

    #[test]
    fn number_should_reach_both_ends_when_drawn_often() {
        let mut random = Random::new(7, 0);
        let drawn: std::collections::BTreeSet<u64> = (0..200).map(|_| random.within((3, 6))).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [3, 4, 5, 6]);
    }

    #[test]
    fn number_should_be_as_published_when_the_state_is_known() {
        // The first output of SplitMix64 from the state 1234567 (Rosetta Code's test vector).
        assert_eq!(Random(1_234_567).any(), 6_457_827_717_110_365_317);
    }

    #[test]
    fn shuffle_should_keep_all_elements_when_it_reorders_them() {
        let mut list: Vec<u32> = (0..50).collect();
        Random::new(3, 3).shuffle(&mut list);
        assert_ne!(list, (0..50).collect::<Vec<_>>());
        list.sort_unstable();
        assert_eq!(list, (0..50).collect::<Vec<_>>());
    }
}
