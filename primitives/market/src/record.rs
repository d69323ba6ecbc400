//! How a prover's jobs ended, in bounded space.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// Number of latency buckets.
pub const LATENCY_BUCKETS: usize = 16;

/// How a prover's jobs ended.
///
/// Latency is counted in blocks from the match to the delivery. Bucket 0 counts deliveries in the block of the match, bucket
/// `i` those of `2^(i-1)` to `2^i - 1` blocks, and the last bucket everything longer too.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Default, PartialEq, Eq, Debug,
)]
pub struct Record {
    /// Proofs delivered in time.
    pub delivered: u32,
    /// Deadlines missed.
    pub missed: u32,
    /// Jobs rejected in time.
    pub rejected: u32,
    /// Sum of the latencies, in blocks.
    pub latency_sum: u64,
    /// Deliveries by latency.
    pub latencies: [u32; LATENCY_BUCKETS],
}

/// How reliable and how fast a prover has been.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Performance {
    /// How its jobs ended.
    pub record: Record,
    /// Share of the jobs kept that were delivered in time; `None` before the first. Rejected jobs were not kept.
    pub on_time: Option<Permill>,
    /// How long its deliveries took; `None` before the first.
    pub latency: Option<Latency>,
}

/// Percentiles of the latency: blocks from the match within which at least so many of the deliveries came. Each is rounded up
/// to the end of its bucket, less than twice the true value; `u32::MAX` says that it took longer than the buckets can tell.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Latency {
    /// Half of them.
    pub p50: u32,
    /// 90 of 100.
    pub p90: u32,
    /// 99 of 100.
    pub p99: u32,
}

impl From<Record> for Performance {
    fn from(record: Record) -> Self {
        Self {
            on_time: record.on_time(),
            latency: record.latency(),
            record,
        }
    }
}

impl Record {
    /// Counts a delivery, `latency` blocks after the match.
    pub fn deliver(&mut self, latency: u32) {
        self.delivered = self.delivered.saturating_add(1);
        self.latency_sum = self.latency_sum.saturating_add(latency.into());
        let last = LATENCY_BUCKETS.saturating_sub(1);
        if let Some(count) = self.latencies.get_mut(bucket_of(latency).min(last)) {
            *count = count.saturating_add(1);
        }
    }

    /// Counts a missed deadline.
    pub fn miss(&mut self) {
        self.missed = self.missed.saturating_add(1);
    }

    /// Counts a rejection.
    pub fn reject(&mut self) {
        self.rejected = self.rejected.saturating_add(1);
    }

    /// Share of the jobs kept that were delivered in time; `None` before the first. Rejected jobs were not kept.
    pub fn on_time(&self) -> Option<Permill> {
        let kept = u64::from(self.delivered).saturating_add(self.missed.into());
        (kept > 0).then(|| Permill::from_rational(u64::from(self.delivered), kept))
    }

    /// How long the deliveries took; `None` before the first.
    pub fn latency(&self) -> Option<Latency> {
        let within = |percent| self.latency_within(Permill::from_percent(percent));
        Some(Latency {
            p50: within(50)?,
            p90: within(90)?,
            p99: within(99)?,
        })
    }

    /// Blocks within which at least `share` of the deliveries came, rounded up to the end of a bucket; `None` before the
    /// first delivery. A result of `u32::MAX` says that they took longer than the buckets can tell.
    pub fn latency_within(&self, share: Permill) -> Option<u32> {
        let counts = || self.latencies.iter().map(|count| u64::from(*count));
        let total = counts().fold(0u64, u64::saturating_add);
        if total == 0 {
            return None;
        }
        let wanted = share.mul_ceil(total).max(1);
        let mut seen = 0u64;
        counts()
            .zip(0u32..)
            .find(|(count, _)| {
                seen = seen.saturating_add(*count);
                seen >= wanted
            })
            .map(|(_, bucket)| longest_in(bucket))
    }
}

fn bucket_of(latency: u32) -> usize {
    u32::BITS.saturating_sub(latency.leading_zeros()) as usize
}

/// The longest latency that `bucket` counts, in blocks.
fn longest_in(bucket: u32) -> u32 {
    if bucket as usize >= LATENCY_BUCKETS.saturating_sub(1) {
        return u32::MAX;
    }
    1u32.checked_shl(bucket)
        .map_or(u32::MAX, |end| end.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivered(latencies: &[u32]) -> Record {
        let mut record = Record::default();
        latencies.iter().for_each(|latency| record.deliver(*latency));
        record
    }

    #[test]
    fn record_should_count_by_powers_of_two_when_jobs_are_delivered() {
        let record = delivered(&[0, 1, 2, 3, 4, 7, 8, u32::MAX]);

        assert_eq!(record.delivered, 8);
        assert_eq!(record.latency_sum, 25 + u64::from(u32::MAX));
        assert_eq!(record.latencies[..5], [1, 1, 2, 2, 1]);
        assert_eq!(record.latencies[LATENCY_BUCKETS - 1], 1);
    }

    #[test]
    fn latency_should_be_the_end_of_its_bucket_when_asked_for_a_share() {
        let record = delivered(&[1, 1, 1, 1, 1, 1, 1, 1, 6, 6]);

        assert_eq!(record.latency_within(Permill::from_percent(50)), Some(1));
        assert_eq!(record.latency_within(Permill::from_percent(80)), Some(1));
        assert_eq!(record.latency_within(Permill::from_percent(81)), Some(7));
        assert_eq!(record.latency_within(Permill::one()), Some(7));
        assert_eq!(record.latency_within(Permill::zero()), Some(1));
    }

    #[test]
    fn latency_should_have_no_bound_when_it_is_in_the_last_bucket() {
        assert_eq!(
            delivered(&[1 << 14]).latency_within(Permill::one()),
            Some(u32::MAX)
        );
        assert_eq!(
            delivered(&[(1 << 14) - 1]).latency_within(Permill::one()),
            Some((1 << 14) - 1)
        );
    }

    #[test]
    fn percentiles_should_tell_slow_deliveries_apart_when_there_are_few() {
        let mut latencies = vec![3; 90];
        latencies.extend([20; 9]);
        latencies.push(1 << 14);
        let latency = Latency {
            p50: 3,
            p90: 3,
            p99: 31,
        };
        assert_eq!(delivered(&latencies).latency(), Some(latency));

        latencies.push(1 << 14);
        let latency = Latency {
            p90: 31,
            p99: u32::MAX,
            ..latency
        };
        assert_eq!(delivered(&latencies).latency(), Some(latency));
    }

    #[test]
    fn percentiles_should_be_less_than_twice_the_latency_when_all_took_the_same() {
        for blocks in [0, 1, 2, 3, 5, 30, 31, 32, 300, 16_383] {
            let latency = delivered(&[blocks; 7]).latency().unwrap();
            for percentile in [latency.p50, latency.p90, latency.p99] {
                assert!(
                    percentile >= blocks && percentile < (2 * blocks).max(1),
                    "{percentile} for {blocks}"
                );
            }
        }
    }

    #[test]
    fn performance_should_have_what_follows_from_the_record() {
        let mut record = delivered(&[1, 1, 6]);
        record.miss();
        let performance = Performance::from(record.clone());

        assert_eq!(performance.on_time, Some(Permill::from_percent(75)));
        assert_eq!(performance.latency, record.latency());
        assert_eq!(performance.record, record);
    }

    #[test]
    fn rates_should_be_unknown_when_no_job_has_ended() {
        let mut record = Record::default();
        assert_eq!(
            (record.on_time(), record.latency_within(Permill::one())),
            (None, None)
        );
        assert_eq!(record.latency(), None);

        record.reject();
        assert_eq!(record.on_time(), None);
    }

    #[test]
    fn on_time_rate_should_leave_out_rejections_when_there_are_some() {
        let mut record = delivered(&[1, 1, 1]);
        record.miss();
        record.reject();

        assert_eq!(record.on_time(), Some(Permill::from_percent(75)));
    }

    #[test]
    fn record_should_stay_at_its_end_when_counters_are_full() {
        let mut record = Record {
            delivered: u32::MAX,
            missed: u32::MAX,
            rejected: u32::MAX,
            latency_sum: u64::MAX,
            latencies: [u32::MAX; LATENCY_BUCKETS],
        };
        let before = record.clone();

        record.deliver(u32::MAX);
        record.miss();
        record.reject();

        assert_eq!(record, before);
        assert_eq!(record.on_time(), Some(Permill::from_percent(50)));
    }
}
