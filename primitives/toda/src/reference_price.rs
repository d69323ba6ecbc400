//! Step 9: the reference price learns from what a clearing left over, by one bounded step.

use crate::{
    book::Category,
    parameters::{Parameters, WHOLE},
};

/// What one clearing left over in one category, in planck per proving unit. Restricted requests are goods of
/// their own and are no part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leftover {
    /// The best bid at or above the reference price that lost.
    pub best_losing_bid: Option<u128>,
    /// The lowest bid at or above the reference price that lost.
    pub lowest_losing_bid: Option<u128>,
    /// The best bid below the reference price.
    pub best_low_bid: Option<u128>,
    /// The cheapest ask of a slot that is still free.
    pub cheapest_idle_ask: Option<u128>,
    /// The dearest ask that traded.
    pub dearest_winning_ask: Option<u128>,
    /// The cheapest ask of a free slot that is not below the dearest ask that traded.
    pub first_losing_ask: Option<u128>,
}

impl Leftover {
    /// Adds the ask of a free slot. Asks that traded must be known by then.
    pub fn add_idle_ask(&mut self, ask: u128) {
        let least = |known: Option<u128>| Some(known.map_or(ask, |known| known.min(ask)));
        self.cheapest_idle_ask = least(self.cheapest_idle_ask);
        if self.dearest_winning_ask.is_none_or(|dearest| ask >= dearest) {
            self.first_losing_ask = least(self.first_losing_ask);
        }
    }

    /// Adds an ask that traded.
    pub fn add_winning_ask(&mut self, ask: u128) {
        self.dearest_winning_ask = self.dearest_winning_ask.max(Some(ask));
    }
}

/// The reference price of the next clearing. Never below the floor; from there at most one step away from the
/// present one.
pub(crate) fn next(category: &Category, leftover: &Leftover, parameters: &Parameters) -> u128 {
    let price = category.reference_price;
    let (target, rate) = match Direction::of(price, leftover) {
        Direction::Up { target } => (target.max(price), parameters.up),
        Direction::Down { target } => (target.min(price), parameters.down),
        Direction::Drift { target } => (target.min(price), parameters.drift),
        Direction::Stay => (price, 0),
    };
    let step = step(price, rate);
    let next = target.clamp(price.saturating_sub(step), price.saturating_add(step));
    next.max(category.floor)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// A request that would pay the reference price found no slot.
    Up {
        target: u128,
    },
    /// A slot and a request would have met below the reference price.
    Down {
        target: u128,
    },
    /// Work traded, and another slot would have done it below the reference price.
    Drift {
        target: u128,
    },
    Stay,
}

impl Direction {
    fn of(price: u128, leftover: &Leftover) -> Self {
        if let (Some(best), Some(lowest)) = (leftover.best_losing_bid, leftover.lowest_losing_bid) {
            let within_reach = leftover.cheapest_idle_ask.filter(|ask| *ask <= best);
            return Self::Up {
                target: within_reach.unwrap_or(lowest),
            };
        }
        if let (Some(ask), Some(bid)) = (leftover.cheapest_idle_ask, leftover.best_low_bid) {
            if ask <= bid {
                return Self::Down {
                    target: ask.midpoint(bid),
                };
            }
        }
        match leftover.first_losing_ask {
            Some(target) if leftover.dearest_winning_ask.is_some() && target < price => {
                Self::Drift { target }
            }
            _ => Self::Stay,
        }
    }
}

/// The largest move from `price` at a rate in parts per million: rounded down, but at least 1, so that a price
/// can leave zero; 0 only at a rate of 0.
fn step(price: u128, rate: u32) -> u128 {
    let rate = u128::from(rate);
    let whole_millions = (price / WHOLE).saturating_mul(rate);
    let rest = (price % WHOLE).saturating_mul(rate) / WHOLE;
    whole_millions.saturating_add(rest).max(rate.min(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn category(reference_price: u128) -> Category {
        Category {
            id: 1,
            reference_price,
            floor: 0,
            nominal_units: 1,
        }
    }

    fn next_from_1000(leftover: Leftover) -> u128 {
        next(&category(1_000), &leftover, &Parameters::default())
    }

    fn lost(best: u128, lowest: u128) -> Leftover {
        Leftover {
            best_losing_bid: Some(best),
            lowest_losing_bid: Some(lowest),
            ..Leftover::default()
        }
    }

    fn missed(asks: &[u128], best_low_bid: u128) -> Leftover {
        Leftover {
            best_low_bid: Some(best_low_bid),
            ..idle(&[], asks)
        }
    }

    fn idle(winning: &[u128], asks: &[u128]) -> Leftover {
        let mut leftover = Leftover::default();
        winning.iter().for_each(|ask| leftover.add_winning_ask(*ask));
        asks.iter().for_each(|ask| leftover.add_idle_ask(*ask));
        leftover
    }

    #[test]
    fn price_should_stay_when_nothing_is_left_over() {
        assert_eq!(next_from_1000(Leftover::default()), 1_000);
    }

    #[test]
    fn price_should_rise_to_the_idle_ask_when_the_best_loser_reaches_it() {
        let mut leftover = lost(1_150, 1_010);
        leftover.add_idle_ask(1_120);
        assert_eq!(next_from_1000(leftover), 1_120);
    }

    #[test]
    fn price_should_rise_to_the_lowest_losing_bid_when_no_idle_ask_is_within_reach() {
        let mut leftover = lost(1_150, 1_010);
        leftover.add_idle_ask(1_151);
        assert_eq!(next_from_1000(leftover), 1_010);
    }

    #[test]
    fn price_should_rise_to_the_lowest_losing_bid_when_no_slot_is_idle() {
        assert_eq!(next_from_1000(lost(1_150, 1_010)), 1_010);
    }

    #[test]
    fn price_should_rise_by_a_quarter_when_the_target_is_farther() {
        assert_eq!(next_from_1000(lost(9_000, 9_000)), 1_250);
    }

    #[test]
    fn price_should_leave_zero_when_requests_lose_there() {
        assert_eq!(next(&category(0), &lost(50, 50), &Parameters::default()), 1);
    }

    #[test]
    fn price_should_not_move_when_the_rate_is_zero() {
        let parameters = Parameters {
            up: 0,
            ..Parameters::default()
        };
        assert_eq!(next(&category(1_000), &lost(9_000, 9_000), &parameters), 1_000);
    }

    #[test]
    fn price_should_fall_to_the_midpoint_when_a_trade_was_missed_below_it() {
        assert_eq!(next_from_1000(missed(&[850], 910)), 880);
    }

    #[test]
    fn price_should_fall_by_a_quarter_when_the_midpoint_is_farther() {
        assert_eq!(next_from_1000(missed(&[10], 20)), 750);
    }

    #[test]
    fn price_should_stay_when_low_bids_and_idle_asks_do_not_meet() {
        assert_eq!(next_from_1000(missed(&[900], 899)), 1_000);
    }

    #[test]
    fn price_should_drift_to_the_first_losing_ask_when_work_traded() {
        assert_eq!(next_from_1000(idle(&[700, 900], &[980, 960, 990])), 960);
    }

    #[test]
    fn price_should_drift_by_a_sixteenth_when_the_first_losing_ask_is_farther() {
        assert_eq!(next_from_1000(idle(&[100], &[100])), 938);
    }

    #[test]
    fn price_should_ignore_idle_asks_below_the_dearest_winner_when_it_drifts() {
        assert_eq!(next_from_1000(idle(&[950], &[900, 970])), 970);
    }

    #[test]
    fn price_should_stay_when_slots_are_idle_and_nothing_traded() {
        assert_eq!(next_from_1000(idle(&[], &[900])), 1_000);
    }

    #[test]
    fn price_should_stay_when_idle_asks_are_above_it() {
        assert_eq!(next_from_1000(idle(&[900], &[1_001])), 1_000);
    }

    #[test]
    fn price_should_be_the_floor_when_a_step_would_go_below() {
        let category = Category {
            floor: 990,
            ..category(1_000)
        };
        assert_eq!(next(&category, &missed(&[10], 20), &Parameters::default()), 990);
    }

    #[test]
    fn step_should_be_exact_when_the_price_is_huge() {
        // (2^128 - 1) / 4, rounded down.
        assert_eq!(step(u128::MAX, 250_000), u128::MAX / 4);
    }

    proptest! {
        #[test]
        fn price_should_move_within_its_bounds_when_anything_is_left_over(
            price in any::<u128>(),
            losing in proptest::option::of((any::<u128>(), any::<u128>())),
            low in proptest::option::of(any::<u128>()),
            winning in proptest::option::of(any::<u128>()),
            idle in proptest::collection::vec(any::<u128>(), 0..3),
        ) {
            let mut leftover = Leftover { best_low_bid: low, dearest_winning_ask: winning, ..Leftover::default() };
            if let Some((a, b)) = losing {
                leftover.best_losing_bid = Some(a.max(b));
                leftover.lowest_losing_bid = Some(a.min(b));
            }
            idle.into_iter().for_each(|ask| leftover.add_idle_ask(ask));
            let next = next(&category(price), &leftover, &Parameters::default());
            prop_assert!(next <= price.saturating_add((price / 4).max(1)));
            prop_assert!(next >= price.saturating_sub((price / 4).max(1)));
        }
    }
}
