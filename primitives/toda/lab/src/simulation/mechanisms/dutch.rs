//! A price that rises from block to block until somebody takes the request, as in Boundless's market.
//!
//! The offer rises linearly from a share of the maximum fee to the whole, over the scenario's ramp or over the requester's
//! patience, whichever is shorter. The first prover with a free slot whose ask is covered locks the request at the
//! price of that block. If several could in the same block, chance decides who is first. Provers ask their costs
//! ([`Kind::DutchEager`](super::Kind)) or wait for more ([`Kind::DutchPatient`](super::Kind)).

use super::{Match, Mechanism, Orders};
use crate::{
    random::Random,
    simulation::orders::{FreeSlots, Order},
};
use proofnet_toda::BookError;

pub struct Dutch;

impl Mechanism for Dutch {
    fn clear(&mut self, orders: &Orders) -> Result<Vec<Match>, BookError> {
        let mut free = FreeSlots::new(orders.offers);
        let mut random = Random::from_bytes(&orders.seed);
        let mut matches = Vec::new();
        for order in orders.requests {
            let price = offered(order, orders.trace.ramp_start_percent, orders.trace.ramp_blocks);
            let mut ready: Vec<usize> = free
                .serving(order.category)
                .filter(|(_, ask, _)| *ask <= price)
                .map(|(prover, _, _)| prover)
                .collect();
            random.shuffle(&mut ready);
            if let Some(prover) = ready.first().copied() {
                free.take(prover);
                matches.push(Match {
                    request: order.id,
                    prover,
                    requester_price: price,
                    prover_price: price,
                });
            }
        }
        Ok(matches)
    }
}

/// The unit price that a request offers now.
fn offered(order: &Order, start_percent: u64, ramp_blocks: u32) -> u128 {
    let length = ramp_blocks.min(order.patience);
    let start = order.bid * u128::from(start_percent) / 100;
    let rise = order.bid.saturating_sub(start);
    match u128::from(order.waited.min(length)).checked_mul(rise) {
        Some(risen) if length > 0 => start + risen / u128::from(length),
        _ => order.bid,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(waited: u32, patience: u32) -> Order {
        Order {
            id: 0,
            category: 0,
            units: 1,
            bid: 1_000,
            waited,
            patience,
        }
    }

    #[test]
    fn offer_should_rise_linearly_when_the_request_waits() {
        let offers: Vec<u128> = (0..=5).map(|waited| offered(&order(waited, 9), 20, 4)).collect();
        assert_eq!(offers, [200, 400, 600, 800, 1_000, 1_000]);
    }

    #[test]
    fn offer_should_reach_the_whole_fee_when_patience_ends_before_the_ramp() {
        assert_eq!(offered(&order(2, 2), 0, 10), 1_000);
        assert_eq!(offered(&order(0, 0), 0, 10), 1_000);
    }
}
