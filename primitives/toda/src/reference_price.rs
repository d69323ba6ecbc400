//! Step 9: the reference price learns from what a clearing left over, by one bounded step.
//!
//! It looks for the least price at which the slots that are still free would have served what was missed, and at which some
//! more of them, the *reserve*, would work for what comes next. Just below the marginal slot's ask a price makes high bids wait, which
//! costs much; somewhat above it only bids between ask and price wait, which costs little. So it is kept a few slots above.

use crate::{
    book::Category,
    demand::Bid,
    parameters::{Parameters, WHOLE},
};
use alloc::vec::Vec;
use core::iter;

/// What one clearing left over in one category, in planck per proving unit. Restricted requests are goods of
/// their own and are no part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leftover<'a> {
    /// The best bid at or above the reference price, whether it won or lost.
    pub best_bid: Option<u128>,
    /// The bids at or above the reference price that lost, best first.
    pub losing_bids: &'a [Bid],
    /// The best bid below the reference price.
    pub best_low_bid: Option<u128>,
    /// The asks of the slots that are still free.
    pub spare: SpareSlots,
}

/// The cheapest of the slots that no request took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SpareSlots(Vec<(u128, u64)>);

impl SpareSlots {
    /// Of `offers`, asks with their numbers of free slots, the cheapest: `most` slots, or a few more.
    pub fn cheapest(most: u64, mut offers: Vec<(u128, u64)>) -> Self {
        offers.retain(|(_, slots)| *slots > 0);
        // Each offer has at least one slot now.
        let kept = usize::try_from(most).unwrap_or(usize::MAX);
        if kept < offers.len() {
            offers.select_nth_unstable(kept);
            offers.truncate(kept);
        }
        offers.sort_unstable();
        Self(offers)
    }

    /// The asks, one for each slot, cheapest first.
    fn asks(&self) -> impl Iterator<Item = u128> + '_ {
        let offers = self.0.iter();
        offers.flat_map(|(ask, slots)| iter::repeat_n(*ask, usize::try_from(*slots).unwrap_or(usize::MAX)))
    }

    /// The ask of the slot that `before` slots come before, and true; if there are not as many, the dearest ask, and false.
    fn ask_after(&self, before: u64) -> Option<(u128, bool)> {
        let mut left = before;
        for (ask, slots) in &self.0 {
            match left.checked_sub(*slots) {
                Some(rest) => left = rest,
                None => return Some((*ask, true)),
            }
        }
        self.0.last().map(|(ask, _)| (*ask, false))
    }
}

/// How many spare slots of a category a clearing may need to know of: one for each loser, and the reserve.
pub(crate) fn slots_considered(losers: usize, parameters: &Parameters) -> u64 {
    let losers = u64::try_from(losers).unwrap_or(u64::MAX);
    losers.saturating_add(parameters.reserve.max(1).into())
}

/// The reference price of the next clearing. Never below the floor; from there at most one step away from the
/// present one.
pub(crate) fn next(category: &Category, leftover: &Leftover, parameters: &Parameters) -> u128 {
    let price = category.reference_price;
    let (target, rate) = match Direction::of(price, leftover, parameters.reserve) {
        Direction::Up { target } => (target.max(price), parameters.up),
        Direction::Down { target } => (target.min(price), parameters.down),
        Direction::Drift { target } => (target, parameters.drift),
        Direction::Stay => (price, 0),
    };
    let step = step(price, rate);
    let next = target.clamp(price.saturating_sub(step), price.saturating_add(step));
    next.max(category.floor)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// A trade was missed because the price was too low: for a free slot, not for the request.
    Up {
        target: u128,
    },
    /// A trade was missed because the price was too high: for a request, not for the free slot.
    Down {
        target: u128,
    },
    /// No trade was missed.
    Drift {
        target: u128,
    },
    Stay,
}

impl Direction {
    fn of(price: u128, leftover: &Leftover, reserve: u32) -> Self {
        let Leftover {
            losing_bids, spare, ..
        } = leftover;
        // The best losers with the cheapest spare slots, as long as they would have traded.
        let pairs = losing_bids.iter().zip(spare.asks());
        let missed = pairs.take_while(|(bid, ask)| bid.price >= *ask);
        let (missed, last) = missed.fold((0u64, None), |(count, _), (bid, _)| {
            (count.saturating_add(1), Some(bid.price))
        });
        let reserve = spare.ask_after(missed.saturating_add(reserve.max(1).into()).saturating_sub(1));
        if let (Some(bid), Some((ask, _))) = (last, reserve) {
            return Self::Up { target: ask.min(bid) };
        }
        if let Some(lowest) = losing_bids.last() {
            return Self::Drift { target: lowest.price };
        }
        let Some((reserve_ask, complete)) = reserve else {
            return Self::Stay;
        };
        let low_bid = leftover.best_low_bid;
        if let Some(bid) = low_bid.filter(|bid| spare.asks().next().is_some_and(|ask| ask <= *bid)) {
            return Self::Down {
                target: reserve_ask.min(bid).midpoint(bid),
            };
        }
        match leftover.best_bid {
            Some(bid) if reserve_ask > price => Self::Drift {
                target: reserve_ask.min(bid),
            },
            _ if reserve_ask < price && complete => Self::Drift { target: reserve_ask },
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

    /// A reserve of two slots keeps books short.
    const PARAMETERS: Parameters = Parameters {
        up: 500_000,
        down: 400_000,
        drift: 100_000,
        reserve: 2,
        max_restricted: 0,
    };

    fn category(reference_price: u128) -> Category {
        Category {
            id: 1,
            reference_price,
            floor: 0,
            nominal_units: 1,
        }
    }

    fn next_from_1000(leftover: &Leftover) -> u128 {
        next(&category(1_000), leftover, &PARAMETERS)
    }

    fn bids(prices: &[u128]) -> Vec<Bid> {
        let numbered = (0u64..).zip(prices);
        numbered
            .map(|(request, price)| Bid {
                request,
                price: *price,
                units: 1,
            })
            .collect()
    }

    fn spare(offers: &[(u128, u64)]) -> SpareSlots {
        SpareSlots::cheapest(u64::MAX, offers.to_vec())
    }

    /// The price after `losing` bids, best first, with these slots spare.
    fn next_after_losing(losing: &[u128], offers: &[(u128, u64)]) -> u128 {
        next_from_1000(&Leftover {
            best_bid: Some(5_000),
            losing_bids: &bids(losing),
            spare: spare(offers),
            ..Leftover::default()
        })
    }

    /// The price when all bids at or above it won, the best at 5,000, and none is below it.
    fn next_after_trading(offers: &[(u128, u64)]) -> u128 {
        next_after_losing(&[], offers)
    }

    fn next_after_missing(low_bid: u128, offers: &[(u128, u64)]) -> u128 {
        next_from_1000(&Leftover {
            best_low_bid: Some(low_bid),
            spare: spare(offers),
            ..Leftover::default()
        })
    }

    #[test]
    fn price_should_stay_when_nothing_is_left_over() {
        assert_eq!(next_from_1000(&Leftover::default()), 1_000);
    }

    #[test]
    fn price_should_rise_to_serve_the_losers_and_keep_the_reserve_when_slots_are_dearer() {
        // The slots at 1,050 and 1,060 serve the losers; two more are the reserve.
        let slots = [(1_050, 1), (1_060, 1), (1_200, 1), (1_300, 1), (1_400, 1)];
        assert_eq!(next_after_losing(&[1_350, 1_320], &slots), 1_300);
    }

    #[test]
    fn price_should_rise_to_the_last_missed_bid_at_most_when_the_reserve_is_dearer() {
        let slots = [(1_050, 1), (1_060, 1), (1_400, 9)];
        assert_eq!(next_after_losing(&[1_350, 1_320], &slots), 1_320);
    }

    #[test]
    fn price_should_rise_for_the_losers_that_slots_can_serve_when_others_bid_too_little() {
        let slots = [(1_050, 1), (1_340, 9)];
        assert_eq!(next_after_losing(&[1_350, 1_320], &slots), 1_340);
        assert_eq!(next_after_losing(&[1_345, 1_320, 1_010], &slots), 1_340);
    }

    #[test]
    fn price_should_rise_to_the_dearest_spare_slot_when_there_are_fewer_than_the_reserve() {
        assert_eq!(next_after_losing(&[1_450], &[(1_050, 1), (1_150, 1)]), 1_150);
    }

    #[test]
    fn price_should_rise_by_its_step_when_the_target_is_farther() {
        assert_eq!(next_after_losing(&[9_000], &[(8_000, 1)]), 1_500);
    }

    #[test]
    fn price_should_drift_up_to_the_lowest_loser_when_no_slot_could_have_served_one() {
        assert_eq!(next_after_losing(&[1_080, 1_040], &[]), 1_040);
        assert_eq!(next_after_losing(&[1_080, 1_040], &[(1_081, 4)]), 1_040);
    }

    #[test]
    fn price_should_drift_by_its_step_when_the_lowest_loser_is_farther() {
        assert_eq!(next_after_losing(&[9_000, 8_000], &[]), 1_100);
    }

    #[test]
    fn price_should_leave_zero_when_requests_lose_there() {
        let leftover = Leftover {
            losing_bids: &bids(&[50]),
            ..Leftover::default()
        };
        assert_eq!(next(&category(0), &leftover, &PARAMETERS), 1);
    }

    #[test]
    fn price_should_not_move_when_the_rate_is_zero() {
        let parameters = Parameters { up: 0, ..PARAMETERS };
        let leftover = Leftover {
            losing_bids: &bids(&[9_000]),
            spare: spare(&[(2_000, 1)]),
            ..Leftover::default()
        };
        assert_eq!(next(&category(1_000), &leftover, &parameters), 1_000);
    }

    #[test]
    fn price_should_fall_between_the_reserve_and_the_bid_when_a_trade_was_missed_below_it() {
        assert_eq!(next_after_missing(910, &[(800, 1), (850, 1), (870, 1)]), 880);
    }

    #[test]
    fn price_should_fall_to_the_bid_when_a_trade_was_missed_and_the_reserve_is_dearer() {
        assert_eq!(next_after_missing(910, &[(800, 1), (950, 1)]), 910);
    }

    #[test]
    fn price_should_fall_by_its_step_when_the_target_is_farther() {
        assert_eq!(next_after_missing(20, &[(10, 5)]), 600);
    }

    #[test]
    fn price_should_not_fall_for_a_low_bid_when_every_spare_slot_asks_more() {
        assert_eq!(next_after_missing(899, &[(900, 1)]), 1_000);
    }

    #[test]
    fn price_should_drift_down_to_the_reserve_when_all_of_it_is_spare() {
        assert_eq!(next_after_trading(&[(920, 1), (960, 1), (990, 1)]), 960);
        assert_eq!(next_after_trading(&[(920, 2)]), 920);
    }

    #[test]
    fn price_should_drift_down_by_its_step_when_the_reserve_is_farther() {
        assert_eq!(next_after_trading(&[(100, 2)]), 900);
    }

    #[test]
    fn price_should_not_drift_down_when_fewer_slots_than_the_reserve_are_spare() {
        assert_eq!(next_after_trading(&[(920, 1)]), 1_000);
    }

    #[test]
    fn price_should_drift_up_to_the_reserve_when_too_few_slots_work_for_it() {
        assert_eq!(next_after_trading(&[(920, 1), (1_030, 1)]), 1_030);
        assert_eq!(next_after_trading(&[(1_030, 1)]), 1_030);
    }

    #[test]
    fn price_should_drift_up_to_the_best_bid_at_most_when_the_reserve_is_dearer() {
        let leftover = Leftover {
            best_bid: Some(1_020),
            spare: spare(&[(920, 1), (1_030, 1)]),
            ..Leftover::default()
        };
        assert_eq!(next_from_1000(&leftover), 1_020);
    }

    #[test]
    fn price_should_not_drift_up_when_nobody_bids_as_much() {
        let leftover = Leftover {
            spare: spare(&[(1_030, 5)]),
            ..Leftover::default()
        };
        assert_eq!(next_from_1000(&leftover), 1_000);
    }

    #[test]
    fn reserve_should_be_one_slot_when_it_is_set_to_none() {
        let parameters = Parameters {
            reserve: 0,
            ..PARAMETERS
        };
        let leftover = Leftover {
            spare: spare(&[(950, 1), (960, 1)]),
            ..Leftover::default()
        };
        assert_eq!(next(&category(1_000), &leftover, &parameters), 950);
    }

    #[test]
    fn price_should_be_the_floor_when_a_step_would_go_below() {
        let category = Category {
            floor: 990,
            ..category(1_000)
        };
        let leftover = Leftover {
            best_low_bid: Some(20),
            spare: spare(&[(10, 5)]),
            ..Leftover::default()
        };
        assert_eq!(next(&category, &leftover, &PARAMETERS), 990);
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
            best in proptest::option::of(any::<u128>()),
            mut losing in proptest::collection::vec(any::<u128>(), 0..4),
            low in proptest::option::of(any::<u128>()),
            offers in proptest::collection::vec((any::<u128>(), any::<u64>()), 0..4),
            reserve in prop_oneof![0u32..6, any::<u32>()],
        ) {
            losing.sort_unstable_by(|a, b| b.cmp(a));
            let leftover = Leftover {
                best_bid: best,
                losing_bids: &bids(&losing),
                best_low_bid: low,
                spare: spare(&offers),
            };
            let parameters = Parameters { reserve, ..PARAMETERS };
            let next = next(&category(price), &leftover, &parameters);
            prop_assert!(next <= price.saturating_add((price / 2).max(1)));
            prop_assert!(next >= price - (price / 5 * 2 + 2).min(price));
        }

        #[test]
        fn price_should_be_the_same_when_only_the_slots_considered_are_known(
            price in 0u128..30,
            mut losing in proptest::collection::vec(0u128..40, 0..4),
            low in proptest::option::of(0u128..30),
            offers in proptest::collection::vec((0u128..40, 0u64..3), 0..9),
            reserve in 0u32..5,
        ) {
            losing.sort_unstable_by(|a, b| b.cmp(a));
            let parameters = Parameters { reserve, ..PARAMETERS };
            let losing = bids(&losing);
            let next_knowing = |slots: u64| {
                let leftover = Leftover {
                    best_bid: losing.first().map(|bid| bid.price),
                    losing_bids: &losing,
                    best_low_bid: low,
                    spare: SpareSlots::cheapest(slots, offers.clone()),
                };
                next(&category(price), &leftover, &parameters)
            };
            prop_assert_eq!(next_knowing(slots_considered(losing.len(), &parameters)), next_knowing(u64::MAX));
        }
    }
}
