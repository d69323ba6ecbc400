//! A sealed-bid second-price reverse auction for each request, as Brevis's market holds them today.
//!
//! Requests are auctioned in the order of their arrival. The lowest ask wins and is paid the second lowest of another prover.
//! The maximum fee is the reserve price: it is what is paid when there is no second ask below it, since a lone bidder would ask
//! for it anyway. So truth is dominant for the request at hand; what a slot could earn from a later request is not
//! priced.

use super::{Match, Mechanism, Orders};
use crate::simulation::orders::FreeSlots;
use proofnet_toda::BookError;

pub struct SecondPrice;

impl Mechanism for SecondPrice {
    fn clear(&mut self, orders: &Orders) -> Result<Vec<Match>, BookError> {
        let mut free = FreeSlots::new(orders.offers);
        let mut matches = Vec::new();
        for order in orders.requests {
            let mut asks: Vec<(u128, usize)> = free
                .serving(order.category)
                .map(|(prover, ask, _)| (ask, prover))
                .filter(|(ask, _)| *ask <= order.bid)
                .collect();
            asks.sort_unstable();
            if let Some((_, prover)) = asks.first().copied() {
                let price = asks.get(1).map_or(order.bid, |(ask, _)| *ask);
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
