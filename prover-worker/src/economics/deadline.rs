//! Whether a job is better handed back while the market still allows that.

use super::ProvingTimes;
use std::time::Duration;

/// What a job is worth, in planck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stakes {
    /// What a missed deadline costs.
    pub collateral: u128,
    /// What handing it back costs.
    pub rejection_fee: u128,
    /// What a proof in time earns.
    pub payment: u128,
}

/// Whether handing a job back costs less than trying, on average: `left` is the time that remains for proving it once a lane
/// is free for it, `works` the chance, in thousandths, that the prover proves anything at all.
///
/// With `p` the chance of a proof that takes no longer than `left`: handing back costs the fee, trying costs
/// `(1 - p) * collateral - p * payment`. Where nothing is known of the circuit's times, any time that is left is taken to be enough.
pub fn is_better_handed_back(times: &ProvingTimes, left: Duration, works: u64, stakes: &Stakes) -> bool {
    let in_time = match (left.is_zero(), times.is_empty()) {
        (true, _) => 0,
        (false, true) => 1_000,
        // That few were measured is no reason to expect worse than what was.
        (false, false) if times.percentile(100).is_some_and(|longest| longest <= left) => 1_000,
        (false, false) => u128::from(times.permille_within(left)),
    };
    let in_time = in_time.saturating_mul(u128::from(works.min(1_000))) / 1_000;
    let missed = 1_000u128.saturating_sub(in_time);
    let at_stake = missed.saturating_mul(stakes.collateral);
    let worth = 1_000u128
        .saturating_mul(stakes.rejection_fee)
        .saturating_add(in_time.saturating_mul(stakes.payment));
    at_stake > worth
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAKES: Stakes = Stakes {
        collateral: 1_000,
        rejection_fee: 10,
        payment: 100,
    };

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    fn times(all: impl IntoIterator<Item = u64>) -> ProvingTimes {
        all.into_iter().map(seconds).collect()
    }

    #[test]
    fn job_should_be_handed_back_when_no_time_is_left() {
        assert!(is_better_handed_back(
            &ProvingTimes::default(),
            Duration::ZERO,
            1_000,
            &STAKES
        ));
        assert!(is_better_handed_back(
            &times([1; 50]),
            Duration::ZERO,
            1_000,
            &STAKES
        ));
    }

    #[test]
    fn job_should_be_tried_when_nothing_is_known_and_time_is_left() {
        assert!(!is_better_handed_back(
            &ProvingTimes::default(),
            seconds(1),
            1_000,
            &STAKES
        ));
    }

    #[test]
    fn job_should_be_tried_when_every_proof_so_far_took_less() {
        assert!(!is_better_handed_back(
            &times([5; 100]),
            seconds(6),
            1_000,
            &STAKES
        ));
    }

    #[test]
    fn job_should_be_tried_when_the_few_proofs_so_far_took_less() {
        assert!(!is_better_handed_back(&times([5]), seconds(6), 1_000, &STAKES));
    }

    #[test]
    fn job_should_be_handed_back_when_no_proof_so_far_took_so_little() {
        assert!(is_better_handed_back(
            &times([5; 100]),
            seconds(4),
            1_000,
            &STAKES
        ));
    }

    #[test]
    fn job_should_be_tried_when_the_payment_outweighs_the_risk() {
        let mixed = times((0..100).map(|index| if index < 60 { 5 } else { 50 }));
        assert!(is_better_handed_back(&mixed, seconds(10), 1_000, &STAKES));
        let rich = Stakes {
            payment: 1_000,
            ..STAKES
        };
        assert!(!is_better_handed_back(&mixed, seconds(10), 1_000, &rich));
    }

    #[test]
    fn job_should_be_tried_when_handing_back_costs_more_than_a_miss() {
        let dear = Stakes {
            rejection_fee: 2_000,
            ..STAKES
        };
        assert!(!is_better_handed_back(
            &times([5; 100]),
            Duration::ZERO,
            1_000,
            &dear
        ));
    }

    #[test]
    fn job_should_be_handed_back_when_the_prover_probably_fails_at_it() {
        assert!(is_better_handed_back(&times([5]), seconds(6), 500, &STAKES));
        assert!(is_better_handed_back(
            &ProvingTimes::default(),
            seconds(6),
            500,
            &STAKES
        ));
        assert!(!is_better_handed_back(&times([5]), seconds(6), 950, &STAKES));
    }
}
