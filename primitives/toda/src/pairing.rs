//! Steps 3 and 6: which requests win, and who proves them.

use crate::demand::Bid;
use alloc::vec::Vec;

/// Slots of one prover that won in one good, at one price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub prover: u32,
    /// What the prover is owed, in planck per proving unit.
    pub unit_price: u128,
    pub slots: u64,
}

/// Deals the winners, earliest first, to the slots, in the order of the lots.
///
/// `bids` come best first; as many win as there are slots in `lots`.
pub(crate) fn deal<'a>(bids: &[Bid], lots: &'a [Lot]) -> Vec<(Bid, &'a Lot)> {
    let slots = lots.iter().flat_map(|lot| (0..lot.slots).map(move |_| lot));
    let mut winners: Vec<Bid> = bids.iter().zip(slots.clone()).map(|(bid, _)| *bid).collect();
    winners.sort_unstable_by_key(|bid| bid.request);
    winners.into_iter().zip(slots).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn winners_should_be_dealt_by_sequence_number_when_a_lot_has_several_slots() {
        let lots = [(8, 2), (3, 1)].map(|(prover, slots)| Lot {
            prover,
            unit_price: 1,
            slots,
        });
        let bids = [(5, 90), (9, 80), (2, 70), (1, 60)].map(|(request, price)| Bid {
            request,
            price,
            units: 1,
        });
        let pairs: Vec<(u64, u32)> = deal(&bids, &lots)
            .iter()
            .map(|(bid, lot)| (bid.request, lot.prover))
            .collect();
        assert_eq!(pairs, [(2, 8), (5, 8), (9, 3)]);
    }
}
