//! How long proofs of one circuit take: the latest of them, bounded, in a form that is cheap to keep on disk.

use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, time::Duration};

/// How many of the latest times count. Enough for the 99th percentile to be more than the longest time of all.
pub const KEPT: usize = 200;

/// The latest proving times of one circuit, in milliseconds, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProvingTimes(VecDeque<u32>);

impl ProvingTimes {
    /// Adds a time; the oldest makes room for it.
    pub fn record(&mut self, time: Duration) {
        // What was read from a file may be longer than what is kept now.
        while self.0.len() >= KEPT {
            self.0.pop_front();
        }
        // Rounded up: nothing takes no time at all.
        let millis = time.as_micros().div_ceil(1_000).max(1);
        self.0.push_back(u32::try_from(millis).unwrap_or(u32::MAX));
    }

    /// How many times there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The least time that `percent` of all were not above; `None` if there is none.
    pub fn percentile(&self, percent: u8) -> Option<Duration> {
        let mut sorted: Vec<u32> = self.0.iter().copied().collect();
        sorted.sort_unstable();
        let rank = (sorted.len() * usize::from(percent.min(100)))
            .div_ceil(100)
            .max(1);
        let millis = sorted.get(rank.checked_sub(1)?)?;
        Some(Duration::from_millis(u64::from(*millis)))
    }

    /// The arithmetic mean.
    pub fn mean(&self) -> Option<Duration> {
        let sum: u64 = self.0.iter().map(|millis| u64::from(*millis)).sum();
        let count = u64::try_from(self.0.len()).ok()?;
        Some(Duration::from_millis(sum.checked_div(count)?))
    }

    /// In how many of a thousand cases a proof takes no longer than `limit`, by Laplace's rule of succession: a few
    /// measurements do not make certain what was merely never seen.
    pub fn permille_within(&self, limit: Duration) -> u32 {
        let within = self
            .0
            .iter()
            .filter(|millis| Duration::from_millis(u64::from(**millis)) <= limit)
            .count();
        let permille = (within + 1) * 1_000 / (self.0.len() + 2);
        u32::try_from(permille).unwrap_or(1_000)
    }
}

impl FromIterator<Duration> for ProvingTimes {
    fn from_iter<T: IntoIterator<Item = Duration>>(times: T) -> Self {
        let mut all = Self::default();
        times.into_iter().for_each(|time| all.record(time));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(times: impl IntoIterator<Item = u64>) -> ProvingTimes {
        times.into_iter().map(Duration::from_secs).collect()
    }

    #[test]
    fn percentile_should_be_the_nearest_rank_when_there_are_times() {
        let times = seconds((1..=100).rev());
        for percent in [1, 50, 90, 99, 100] {
            assert_eq!(
                times.percentile(percent),
                Some(Duration::from_secs(u64::from(percent)))
            );
        }
        assert_eq!(seconds([7]).percentile(1), Some(Duration::from_secs(7)));
        assert_eq!(seconds([3, 9]).percentile(0), Some(Duration::from_secs(3)));
    }

    #[test]
    fn percentile_should_be_absent_when_nothing_is_known() {
        assert_eq!(ProvingTimes::default().percentile(50), None);
        assert_eq!(ProvingTimes::default().mean(), None);
    }

    #[test]
    fn times_should_forget_the_oldest_when_full() {
        let times = seconds((0..10_000).map(|time| time + 1));
        assert_eq!(times.len(), KEPT);
        assert_eq!(
            times.percentile(0),
            Some(Duration::from_secs(10_001 - KEPT as u64))
        );
    }

    #[test]
    fn times_should_shrink_when_a_file_holds_more_than_is_kept() {
        let json = serde_json::to_string(&vec![5; KEPT + 50]).unwrap();
        let mut times: ProvingTimes = serde_json::from_str(&json).unwrap();
        times.record(Duration::from_secs(1));
        assert_eq!(times.len(), KEPT);
    }

    #[test]
    fn time_should_round_up_when_below_a_millisecond() {
        let times: ProvingTimes = [Duration::from_micros(1)].into_iter().collect();
        assert_eq!(times.percentile(50), Some(Duration::from_millis(1)));
    }

    #[test]
    fn chance_should_be_one_half_when_nothing_is_known() {
        assert_eq!(
            ProvingTimes::default().permille_within(Duration::from_secs(1)),
            500
        );
    }

    #[test]
    fn chance_should_grow_with_the_limit_and_never_be_certain_when_times_are_known() {
        let times = seconds(1..=8);
        assert_eq!(times.permille_within(Duration::ZERO), 100);
        assert_eq!(times.permille_within(Duration::from_secs(4)), 500);
        assert_eq!(times.permille_within(Duration::from_secs(100)), 900);
    }
}
