//! This project's mechanism, exactly as the chain runs it: every block through `proofnet_toda::clear`.

use super::{Match, Mechanism, Orders, Trace};
use proofnet_toda::{clear, Book, BookError, Category, Parameters, Prover, Request, Restriction};
use std::collections::BTreeSet;

pub struct Toda {
    reference_prices: Vec<u128>,
    nominal_units: Vec<u64>,
    parameters: Parameters,
}

impl Toda {
    pub fn new(trace: &Trace) -> Self {
        let categories = &trace.categories;
        Self {
            reference_prices: categories
                .iter()
                .map(|category| category.initial_reference_price)
                .collect(),
            parameters: trace.parameters,
            nominal_units: categories.iter().map(|category| category.nominal_units).collect(),
        }
    }

    fn book(&self, orders: &Orders) -> Book {
        // As on the chain, which reads the categories that somebody requests, and no others.
        let requested: BTreeSet<usize> = orders.requests.iter().map(|order| order.category).collect();
        let category = |place: usize| {
            Some(Category {
                id: id(place),
                reference_price: *self.reference_prices.get(place)?,
                floor: 1,
                nominal_units: *self.nominal_units.get(place)?,
            })
        };
        let categories = requested.iter().filter_map(|place| category(*place));
        let requests = orders.requests.iter().map(|order| Request {
            id: order.id,
            category: id(order.category),
            units: order.units,
            max_fee: order.bid.saturating_mul(u128::from(order.units)),
            restriction: Restriction::None,
        });
        let provers = orders.offers.iter().map(|offer| Prover {
            id: id(offer.prover),
            slots: offer.slots,
            asks: requested
                .iter()
                .filter_map(|place| Some((id(*place), offer.ask(*place)?)))
                .collect(),
        });
        Book {
            categories: categories.collect(),
            requests: requests.collect(),
            provers: provers.collect(),
            seed: orders.seed,
        }
    }
}

impl Mechanism for Toda {
    fn clear(&mut self, orders: &Orders) -> Result<Vec<Match>, BookError> {
        let outcome = clear(&self.book(orders), &self.parameters)?;
        for (category, next) in &outcome.next_reference_prices {
            let place = usize::try_from(*category).unwrap_or(usize::MAX);
            if let Some(price) = self.reference_prices.get_mut(place) {
                *price = *next;
            }
        }
        let matches = outcome.trades.iter().map(|trade| Match {
            request: trade.request,
            prover: usize::try_from(trade.prover).unwrap_or(usize::MAX),
            requester_price: trade.requester_unit_price,
            prover_price: trade.prover_unit_price,
        });
        Ok(matches.collect())
    }

    fn reference_prices(&self) -> &[u128] {
        &self.reference_prices
    }
}

/// A place in a list as the book's kind of number. Lists are bounded far below by what a scenario may ask for.
fn id(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
