//! What governance decides about the mechanism.

/// One million parts per million: the whole.
pub(crate) const WHOLE: u128 = 1_000_000;

/// Bounds on one step of the reference prices, and on restricted requests.
///
/// The default is what the mechanism's simulations were run with: 25 % up, 25 % down, 6.25 % drift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The most that a reference price rises per clearing, in parts per million of itself.
    pub up: u32,
    /// The most that it falls after a trade was missed because it was too high, in parts per million.
    pub down: u32,
    /// The most that it falls when work traded but a slot was idle below it, in parts per million.
    pub drift: u32,
    /// The most restricted requests that take part in one clearing.
    pub max_restricted: u32,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            up: 250_000,
            down: 250_000,
            drift: 62_500,
            max_restricted: 16,
        }
    }
}
