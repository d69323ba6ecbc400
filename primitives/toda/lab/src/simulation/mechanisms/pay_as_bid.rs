//! A pay-as-bid reverse auction for each request, as Succinct's market holds them.
//!
//! Requests are auctioned in the order of their arrival. The lowest ask that the maximum fee covers wins and is paid what it asks,
//! so that provers ask more than their costs: see [`crate::simulation::strategies::markups`].

use super::{Match, Mechanism, Orders};
use crate::simulation::orders::FreeSlots;
use proofnet_toda::BookError;

pub struct PayAsBid;

impl Mechanism for PayAsBid {
    fn clear(&mut self, orders: &Orders) -> Result<Vec<Match>, BookError> {
        let mut free = FreeSlots::new(orders.offers);
        let mut matches = Vec::new();
        for order in orders.requests {
            let lowest = free
                .serving(order.category)
                .map(|(prover, ask, _)| (ask, prover))
                .min();
            if let Some((price, prover)) = lowest.filter(|(ask, _)| *ask <= order.bid) {
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
