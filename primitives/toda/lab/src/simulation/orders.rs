//! What participants say in a block, and what a mechanism decides: the only things that both sides see.

use super::trace::Trace;

/// An open request, as its requester reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Sequence number: the lower came earlier.
    pub id: u64,
    /// Place of the category in [`Trace::categories`].
    pub category: usize,
    /// Size in proving units.
    pub units: u64,
    /// The most that it pays, in planck per proving unit.
    pub bid: u128,
    /// Blocks since its arrival.
    pub waited: u32,
    /// For how many blocks after its arrival it is open.
    pub patience: u32,
}

/// What a prover with free slots reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Place in [`Trace::provers`].
    pub prover: usize,
    /// Free slots.
    pub slots: u32,
    /// The least that it works for, in planck per proving unit, by category; none where it does not serve one.
    pub asks: Vec<Option<u128>>,
}

impl Offer {
    /// The ask for a unit of `category`, in planck.
    pub fn ask(&self, category: usize) -> Option<u128> {
        self.asks.get(category).copied().flatten()
    }
}

/// The orders of one block.
#[derive(Clone, Debug)]
pub struct Orders<'a> {
    /// What is public about the market.
    pub trace: &'a Trace,
    /// Number of the block.
    pub block: u32,
    /// By sequence number.
    pub requests: &'a [Order],
    /// Those with free slots.
    pub offers: &'a [Offer],
    /// Randomness that nobody knew before the orders were in.
    pub seed: [u8; 32],
}

/// A request and the prover that is to serve it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Sequence number of the request.
    pub request: u64,
    /// Place in [`Trace::provers`].
    pub prover: usize,
    /// What the requester pays, in planck per proving unit.
    pub requester_price: u128,
    /// What the prover is owed, in planck per proving unit.
    pub prover_price: u128,
}

/// The offers of a block while requests are dealt to them one after another.
#[derive(Clone, Debug)]
pub struct FreeSlots<'a> {
    offers: Vec<(&'a Offer, u32)>,
}

impl<'a> FreeSlots<'a> {
    /// All slots that are offered.
    pub fn new(offers: &'a [Offer]) -> Self {
        Self {
            offers: offers.iter().map(|offer| (offer, offer.slots)).collect(),
        }
    }

    /// Those that serve `category` and have a slot left: prover, ask and slots.
    pub fn serving(&self, category: usize) -> impl Iterator<Item = (usize, u128, u32)> + '_ {
        self.offers
            .iter()
            .filter(|(_, left)| *left > 0)
            .filter_map(move |(offer, left)| Some((offer.prover, offer.ask(category)?, *left)))
    }

    /// Takes one slot of `prover`.
    pub fn take(&mut self, prover: usize) {
        if let Some((_, left)) = self.offers.iter_mut().find(|(offer, _)| offer.prover == prover) {
            *left = left.saturating_sub(1);
        }
    }
}
