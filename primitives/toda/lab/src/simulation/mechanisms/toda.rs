//! This project's mechanism, exactly as the chain runs it: every block through `proofnet_toda::clear`.

use super::{Match, Mechanism, Orders, Trace};
use proofnet_toda::{clear, Book, BookError, Category, Parameters, Prover, Request, Restriction};

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
            parameters: Parameters {
                up: trace.steps.up,
                down: trace.steps.down,
                drift: trace.steps.drift,
                ..Parameters::default()
            },
            nominal_units: categories.iter().map(|category| category.nominal_units).collect(),
        }
    }

    fn book(&self, orders: &Orders) -> Book {
        let prices = self.reference_prices.iter().zip(&self.nominal_units);
        let categories = prices.zip(0u32..).map(|((price, units), id)| Category {
            id,
            reference_price: *price,
            floor: 1,
            nominal_units: *units,
        });
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
            asks: (0u32..)
                .zip(&offer.asks)
                .filter_map(|(category, ask)| ask.map(|ask| (category, ask)))
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
        self.reference_prices = outcome
            .next_reference_prices
            .iter()
            .map(|(_, price)| *price)
            .collect();
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
