//! What the search computes with: the weight of a trade, in a number as narrow as the book allows.
//!
//! A trade weighs twice its margin, plus one. Twice, so that the greatest weight has the greatest margin; plus one, so that
//! of the allocations with the greatest margin it has the most trades, and a trade without a margin is better than none. (Two
//! allocations differ by exchanges of which each adds or costs at most one trade: half of what an exchange gains, rounded
//! down, is what it gains in margin.)
//!
//! A margin, a price below a price times a nominal size, can have 192 bits. Those of most books fit into 64, where a
//! search takes a fraction of the time. The result is the same: all arithmetic is exact.

use core::fmt::Debug;
use ethnum::I256;

/// An integer that holds weights, and the sums of up to 20 of them that the search computes.
pub(crate) trait Weight: Copy + Ord + Debug {
    const ZERO: Self;
    /// The largest weight that it may be used for.
    const LARGEST: Self;
    /// Eight times [`Self::LARGEST`]: longer than any path, and with its sign changed a loss that no path takes.
    const UNREACHED: Self;
    /// Of a trade with this margin per unit and so many units, whose product fits, see [`fits`].
    fn of_trade(unit_margin: u128, units: u64) -> Self;
    /// The margin of a trade of this weight, or what an exchange that gains this weight gains in margin.
    fn margin(self) -> I256;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
}

/// Whether the weights of margins up to `margin` can be computed with.
pub(crate) fn fits<W: Weight>(margin: I256) -> bool {
    margin < W::LARGEST.margin()
}

macro_rules! weight {
    ($type:ty, $zero:expr, $one:expr, $largest:expr, $unreached:expr, $narrowed:expr) => {
        impl Weight for $type {
            const ZERO: Self = $zero;
            const LARGEST: Self = $largest;
            const UNREACHED: Self = $unreached;
            // Sums stay below 32 times the largest weight, which the type holds: nothing wraps.
            fn of_trade(unit_margin: u128, units: u64) -> Self {
                let margin: Self = $narrowed(I256::from(unit_margin));
                let margin = margin.wrapping_mul($narrowed(I256::from(units)));
                margin.wrapping_add(margin).wrapping_add($one)
            }
            fn margin(self) -> I256 {
                I256::from(self >> 1)
            }
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
        }
    };
}

weight!(i64, 0, 1, 1 << 58, 1 << 61, I256::as_i64);
weight!(i128, 0, 1, 1 << 122, 1 << 125, I256::as_i128);
weight!(
    I256,
    I256::ZERO,
    I256::ONE,
    I256::from_words(1 << 66, 0),
    I256::from_words(1 << 69, 0),
    core::convert::identity
);
