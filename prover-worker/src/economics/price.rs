//! The unit ask of a category: what proving costs, what is wanted on top, and what the protocol keeps of it.

use std::time::Duration;

/// What an offer asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Planck per proving unit, as the operator says.
    Fixed(u128),
    /// From measured cost.
    Auto,
}

/// What turns time into an ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Planck that a second of proving costs on one lane.
    pub planck_per_second: u128,
    /// What is wanted on top of the cost, in percent of it.
    pub margin_percent: u32,
    /// What the protocol keeps of each payment, in millionths.
    pub protocol_fee_ppm: u32,
}

/// Why there is no ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// A circuit without size cannot be paid by size.
    #[error("the circuit has no proving units")]
    NoUnits,
    /// The protocol would keep everything.
    #[error("the protocol fee leaves nothing of a payment")]
    NothingLeft,
    /// The ask is larger than any amount.
    #[error("the ask exceeds every amount that the chain knows")]
    TooLarge,
}

const MILLION: u128 = 1_000_000;

/// What a proof that takes `time` costs, in planck, rounded up.
pub fn cost(time: Duration, rate: &Rate) -> Result<u128, PriceError> {
    time.as_nanos()
        .checked_mul(rate.planck_per_second)
        .map(|product| product.div_ceil(1_000_000_000))
        .ok_or(PriceError::TooLarge)
}

/// The least unit ask, in planck per proving unit, at which a proof that costs `cost` planck and is `units` large leaves the
/// margin after the protocol fee: `cost * (1 + margin) / (1 - fee) / units`, rounded up, at least 1.
pub fn unit_ask(cost: u128, units: u64, rate: &Rate) -> Result<u128, PriceError> {
    let left = MILLION
        .checked_sub(u128::from(rate.protocol_fee_ppm))
        .filter(|left| *left > 0)
        .ok_or(PriceError::NothingLeft)?;
    if units == 0 {
        return Err(PriceError::NoUnits);
    }
    let wanted = u128::from(rate.margin_percent)
        .checked_add(100)
        .and_then(|percent| cost.checked_mul(percent))
        // Percent and millionths in one fraction, so that it is rounded once.
        .and_then(|wanted| wanted.checked_mul(MILLION / 100))
        .ok_or(PriceError::TooLarge)?;
    let divisor = left.checked_mul(u128::from(units)).ok_or(PriceError::TooLarge)?;
    Ok(wanted.div_ceil(divisor).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RATE: Rate = Rate {
        planck_per_second: 1_000_000,
        margin_percent: 20,
        protocol_fee_ppm: 10_000,
    };

    #[test]
    fn cost_should_be_time_times_rate_when_both_are_given() {
        assert_eq!(cost(Duration::from_millis(2_500), &RATE), Ok(2_500_000));
        assert_eq!(cost(Duration::from_nanos(1), &RATE), Ok(1));
    }

    #[test]
    fn ask_should_cover_cost_margin_and_fee_when_paid() {
        // 990,000 planck of cost, 20 % on top, of which 99 % arrive: 1,200,000 for 100 units.
        assert_eq!(unit_ask(990_000, 100, &RATE), Ok(12_000));
    }

    #[test]
    fn ask_should_be_one_when_proving_costs_nothing() {
        assert_eq!(unit_ask(0, 100, &RATE), Ok(1));
    }

    #[test]
    fn ask_should_be_refused_when_it_cannot_be_computed() {
        assert_eq!(unit_ask(1, 0, &RATE), Err(PriceError::NoUnits));
        assert_eq!(unit_ask(u128::MAX, 1, &RATE), Err(PriceError::TooLarge));
        let all = Rate {
            protocol_fee_ppm: 1_000_000,
            ..RATE
        };
        assert_eq!(unit_ask(1, 1, &all), Err(PriceError::NothingLeft));
        let dear = Rate {
            planck_per_second: u128::MAX,
            ..RATE
        };
        assert_eq!(cost(Duration::from_secs(1), &dear), Err(PriceError::TooLarge));
    }

    proptest! {
        #[test]
        fn payment_should_cover_cost_and_margin_when_the_ask_is_met(
            cost in 0u128..1 << 90,
            units in 1u64..1 << 40,
            margin_percent in 0u32..1_000,
            protocol_fee_ppm in 0u32..500_000,
        ) {
            let rate = Rate { planck_per_second: 1, margin_percent, protocol_fee_ppm };
            let ask = unit_ask(cost, units, &rate).unwrap();
            // Compared in hundredths of millionths: no division, no rounding.
            let arrives = |ask: u128| ask * u128::from(units) * (MILLION - u128::from(protocol_fee_ppm)) * 100;
            let wanted = cost * u128::from(100 + margin_percent) * MILLION;
            prop_assert!(arrives(ask) >= wanted);
            prop_assert!(ask == 1 || arrives(ask - 1) < wanted, "the least such ask");
        }
    }
}
