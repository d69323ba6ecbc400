//! What the mechanism is given: the orders of one clearing.

use alloc::vec::Vec;

/// One kind of interchangeable proving work: within a category any prover will do.
///
/// Everything that a request demands of a prover (hardware, speed, stake) belongs into its category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Distinct within a book.
    pub id: u32,
    /// `p_k`, in planck per proving unit. No order of this book may have had an influence on it.
    pub reference_price: u128,
    /// The least that the next reference price can be, in planck per proving unit.
    pub floor: u128,
    /// `w_k`, the proving units that one slot is expected to prove. Weighs categories against each other.
    /// At least 1.
    pub nominal_units: u64,
}

/// Which provers a request admits, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Restriction {
    /// Every prover: an ordinary request.
    #[default]
    None,
    /// Every prover but these: a *rescue*, auctioned again after these provers failed or rejected it.
    /// Traded at a reference price of `p_k + 1`, so that it comes before ordinary requests.
    Exclude(Vec<u32>),
    /// These provers only: a *private* request. Traded at a reference price of `p_k - 1`, so that it comes
    /// after ordinary requests.
    Only(Vec<u32>),
}

impl Restriction {
    /// Whether a request under this restriction may be proved by `prover`.
    pub fn admits(&self, prover: u32) -> bool {
        match self {
            Restriction::None => true,
            Restriction::Exclude(excluded) => !excluded.contains(&prover),
            Restriction::Only(admitted) => admitted.contains(&prover),
        }
    }
}

/// A wish to buy one proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Sequence number, distinct within a book. The lower came earlier, which decides between equal bids.
    pub id: u64,
    /// The category that the work belongs to.
    pub category: u32,
    /// Size of the work in proving units, at least 1.
    pub units: u64,
    /// The most that the requester pays for the whole work, in planck. The unit bid is
    /// `max_fee / units`, rounded down.
    pub max_fee: u128,
    /// Which provers may serve it.
    pub restriction: Restriction,
}

impl Request {
    /// The unit bid `v_i`, in planck per proving unit, rounded down. Zero if `units` is zero.
    pub fn unit_bid(&self) -> u128 {
        self.max_fee.checked_div(u128::from(self.units)).unwrap_or(0)
    }
}

/// What one prover sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prover {
    /// Distinct within a book.
    pub id: u32,
    /// Free slots. One slot takes one request, of any of the categories in `asks`.
    pub slots: u32,
    /// `(category, unit ask)` for each category that it serves, at most one per category, in planck per
    /// proving unit.
    pub asks: Vec<(u32, u128)>,
}

/// The orders of one clearing. The order within the lists means nothing.
///
/// It is enough to give, for each category, the best requests by (bid, sequence number), one more of them
/// than there are slots in the book: worse ones change neither a winner nor a price of this clearing. The
/// next reference price, however, is computed from what is given: bids that are left out are taken not to
/// exist.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// All categories that requests and provers name.
    pub categories: Vec<Category>,
    /// Open requests.
    pub requests: Vec<Request>,
    /// Provers with free slots.
    pub provers: Vec<Prover>,
    /// Breaks ties between provers. To be fair it must be random, and fixed after the orders were.
    pub seed: [u8; 32],
}
