//! What governance decides about the mechanism.

/// One million parts per million: the whole.
pub(crate) const WHOLE: u128 = 1_000_000;

/// How reference prices learn (step 9), and how many restricted requests take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The most that a reference price rises per clearing after a trade was missed because it was too low, in parts per million
    /// of itself.
    pub up: u32,
    /// The most that it falls after a trade was missed because it was too high, in parts per million.
    pub down: u32,
    /// The most that it moves, either way, when no trade was missed, in parts per million.
    pub drift: u32,
    /// For how many free slots beyond those that trade the price is to suffice, in slots. More of them let fewer requests
    /// wait, and make prices higher. 0 counts as 1.
    pub reserve: u32,
    /// The most restricted requests that take part in one clearing.
    pub max_restricted: u32,
}

/// Up to twice the price, down to a quarter of it, a quarter of drift, a reserve of 5 slots, 16 restricted requests: what the
/// laboratory's simulations are run with.
impl Default for Parameters {
    fn default() -> Self {
        Self {
            up: 1_000_000,
            down: 750_000,
            drift: 250_000,
            reserve: 5,
            max_restricted: 16,
        }
    }
}
