//! The best that each block allows, for somebody who knows everybody's values and costs. Nobody can be one: it measures the
//! others.

use super::{Match, Mechanism, Orders};
use crate::simulation::assignment;
use proofnet_toda::BookError;

pub struct Clairvoyant;

impl Mechanism for Clairvoyant {
    fn clear(&mut self, orders: &Orders) -> Result<Vec<Match>, BookError> {
        let best = assignment::best(orders.requests, orders.offers);
        let matches = best.into_iter().map(|(request, prover)| Match {
            request,
            prover,
            requester_price: 0,
            prover_price: 0,
        });
        Ok(matches.collect())
    }
}
