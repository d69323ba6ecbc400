//! What a category promises: quotes and the depth of the book.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// What a bid may expect in a category.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quote<Balance> {
    /// What the next clearing starts from, in planck per proving unit.
    pub reference_price: Balance,
    /// Planck that the work costs at that price: the least fee that takes part.
    pub fee: Balance,
    /// The unit bid that the rest is about, in planck per proving unit.
    pub unit_bid: Balance,
    /// How many of the last clearings, at most 32, tell something: those in which somebody bid the reference price or more.
    pub clearings: u32,
    /// How many of these would have served the bid. The market does not promise that the next ones will.
    pub served: u32,
    /// Blocks until the bid is served if that goes on, on average; `None` if none of these clearings would have served it.
    pub expected_wait: Option<u32>,
}

impl<Balance> Quote<Balance> {
    /// Share of these clearings that would have served the bid; `None` if none tells anything.
    pub fn probability(&self) -> Option<Permill> {
        (self.clearings > 0).then(|| Permill::from_rational(self.served, self.clearings))
    }
}

/// Most prices of each side that one [`Depth`] has.
pub const MAX_LEVELS: u32 = 256;

/// What is wanted and offered in a category, best prices first.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Depth<Balance> {
    /// What the next clearing starts from, in planck per proving unit.
    pub reference_price: Balance,
    /// Open requests in the book, by unit bid.
    pub bids: Vec<Level<Balance>>,
    /// Free slots of provers, by unit ask. A slot that serves several categories is in each.
    pub asks: Vec<Level<Balance>>,
}

/// Orders of one price.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Level<Balance> {
    /// Planck per proving unit.
    pub unit_price: Balance,
    /// Requests, or provers.
    pub orders: u32,
    /// Proving units wanted, or free slots offered.
    pub amount: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probability_should_be_the_share_of_clearings_that_served_the_bid() {
        let quote = |clearings, served| Quote {
            reference_price: 1u128,
            fee: 1,
            unit_bid: 1,
            clearings,
            served,
            expected_wait: None,
        };
        assert_eq!(quote(0, 0).probability(), None);
        assert_eq!(quote(32, 0).probability(), Some(Permill::zero()));
        assert_eq!(quote(32, 24).probability(), Some(Permill::from_percent(75)));
        assert_eq!(quote(32, 32).probability(), Some(Permill::one()));
    }
}
