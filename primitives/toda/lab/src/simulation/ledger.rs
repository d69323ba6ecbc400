//! What one mechanism did on one trace.

use super::market::Requester;

/// One request that was served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    /// Sequence number.
    pub request: u64,
    /// Place of its category.
    pub category: usize,
    /// Who proves it.
    pub prover: usize,
    /// When it was matched.
    pub block: u32,
    /// Blocks from its arrival.
    pub waited: u32,
    /// Its size in proving units.
    pub units: u64,
    /// What the requester pays, in planck.
    pub paid: u128,
    /// What the prover is owed, in planck.
    pub earned: u128,
    /// What the requester gains: value less price, in planck.
    pub utility: i128,
    /// What the prover gains: price less costs, in planck.
    pub profit: i128,
    /// What both and the treasury gain: value less costs, in planck.
    pub welfare: i128,
}

/// All that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// How many requests came in.
    pub arrived: u64,
    /// What was served, in the order of the blocks.
    pub sales: Vec<Sale>,
    /// The sum of the optima of all blocks, each in the state that the mechanism brought about, in planck. Zero if it was not
    /// asked for.
    pub optimum: i128,
    /// What the optima would have gained from requests that were never served, each counted once, where it gained most, in
    /// planck. Zero if it was not asked for.
    pub forgone: i128,
    /// At the beginning of each block, by category, in planck per proving unit. Empty if it was not asked for.
    pub reference_prices: Vec<Vec<u128>>,
    /// What each prover gained, in planck.
    pub profits: Vec<i128>,
}

impl Ledger {
    /// Of a market with so many provers, before the first block.
    pub fn new(provers: usize) -> Self {
        Self {
            profits: vec![0; provers],
            ..Self::default()
        }
    }

    /// Notes a sale.
    pub fn add(&mut self, sale: Sale) {
        if let Some(profit) = self.profits.get_mut(sale.prover) {
            *profit += sale.profit;
        }
        self.sales.push(sale);
    }

    /// What a prover gained, in planck.
    pub fn profit(&self, prover: usize) -> i128 {
        self.profits.get(prover).copied().unwrap_or(0)
    }

    /// What a requester gained from all its requests, in planck.
    pub fn utility(&self, requester: Requester) -> i128 {
        let own = self.sales.iter().filter(|sale| requester.owns(sale.request));
        own.map(|sale| sale.utility).sum()
    }
}
