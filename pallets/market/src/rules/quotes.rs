//! What a bid may expect, from what the last clearings took.

use crate::Balance;
use alloc::vec::Vec;
use frame_support::{traits::ConstU32, BoundedVec};
use proofnet_market::Units;

/// How many clearings of a category are remembered.
pub const CLEARINGS_REMEMBERED: u32 = 32;

/// For each of the last clearings in which something was wanted at the reference price, the least unit bid that would have been served, in planck per
/// proving unit; `None` if no bid would have been. The latest is the last.
pub type RecentClearings = BoundedVec<Option<Balance>, ConstU32<CLEARINGS_REMEMBERED>>;

/// What a clearing did in one category.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Cleared {
    /// Requests that bid the reference price or more.
    pub wanted: u32,
    /// Those of them that won.
    pub served: u32,
    /// What each of these pays, in planck per proving unit.
    pub unit_price: Balance,
}

/// The least unit bid that would have been served; `None` if nobody wanted anything, so that nobody can tell.
pub fn least_served(reference_price: Balance, cleared: Cleared) -> Option<Option<Balance>> {
    match cleared {
        Cleared { wanted: 0, .. } => None,
        Cleared { served: 0, .. } => Some(None),
        // The price is the best losing bid: it takes more to win.
        Cleared {
            wanted,
            served,
            unit_price,
        } if served < wanted => Some(Some(unit_price.saturating_add(1))),
        _ => Some(Some(reference_price)),
    }
}

/// Remembers one more clearing, in place of the oldest.
pub fn remember(recent: &mut RecentClearings, least_served: Option<Balance>) {
    if recent.is_full() {
        recent.remove(0);
    }
    // There is room now.
    let _ = recent.try_push(least_served);
}

/// How many of `recent` clearings would have served `unit_bid`.
pub fn served_at(recent: &[Option<Balance>], unit_bid: Balance) -> u32 {
    let served = recent.iter().flatten().filter(|least| **least <= unit_bid);
    u32::try_from(served.count()).unwrap_or(u32::MAX)
}

/// Blocks until a request is served, on average, if `served` of `clearings` would have served it; `None` if none would have.
pub fn expected_wait(served: u32, clearings: u32) -> Option<u32> {
    (served > 0).then(|| clearings.div_ceil(served))
}

/// Open bids and unit asks, added up per price. Best first: the order given is kept.
pub fn levels(orders: impl Iterator<Item = (Balance, Units)>, most: usize) -> Vec<(Balance, u32, Units)> {
    let mut levels: Vec<(Balance, u32, Units)> = Vec::new();
    for (price, amount) in orders {
        let full = levels.len() == most;
        match levels.last_mut() {
            Some((last, orders, total)) if *last == price => {
                *orders = orders.saturating_add(1);
                *total = total.saturating_add(amount);
            }
            _ if full => break,
            _ => levels.push((price, 1, amount)),
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleared(wanted: u32, served: u32) -> Cleared {
        Cleared {
            wanted,
            served,
            unit_price: 120,
        }
    }

    #[test]
    fn least_served_should_be_the_reference_price_when_everybody_was_served() {
        assert_eq!(least_served(100, cleared(3, 3)), Some(Some(100)));
    }

    #[test]
    fn least_served_should_exceed_the_best_loser_when_somebody_lost() {
        assert_eq!(least_served(100, cleared(4, 3)), Some(Some(121)));
    }

    #[test]
    fn least_served_should_be_nothing_when_no_bid_was_served() {
        assert_eq!(least_served(100, cleared(4, 0)), Some(None));
    }

    #[test]
    fn least_served_should_be_unknown_when_nothing_was_wanted() {
        assert_eq!(least_served(100, cleared(0, 0)), None);
    }

    #[test]
    fn oldest_clearing_should_be_forgotten_when_there_are_more_than_are_remembered() {
        let mut recent = RecentClearings::default();
        for price in 0..40 {
            remember(&mut recent, Some(price));
        }
        assert_eq!(recent.len(), 32);
        assert_eq!((recent.first(), recent.last()), (Some(&Some(8)), Some(&Some(39))));
    }

    #[test]
    fn wait_should_follow_from_the_clearings_that_would_have_served_the_bid() {
        let recent = [Some(10), None, Some(20), Some(30)];
        assert_eq!(served_at(&recent, 20), 2);
        assert_eq!(expected_wait(2, 4), Some(2));
        assert_eq!(expected_wait(3, 4), Some(2));
        assert_eq!(expected_wait(served_at(&recent, 9), 4), None);
    }

    #[test]
    fn levels_should_add_up_orders_of_one_price_and_stop_when_there_are_enough() {
        let orders = [(9, 1), (9, 2), (7, 4), (5, 8)];
        assert_eq!(levels(orders.into_iter(), 2), [(9, 2, 3), (7, 1, 4)]);
    }
}
