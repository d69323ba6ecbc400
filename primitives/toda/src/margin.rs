//! The numbers that the search computes with: as narrow as the book allows.
//!
//! A margin, a price below a price times a nominal size, can have 192 bits. Those of most books fit into 64, where a
//! search takes a fraction of the time. The result is the same: all arithmetic is exact.

use core::fmt::Debug;
use ethnum::I256;

/// An integer that holds margins, and the sums of up to four of them that the search computes.
pub(crate) trait Margin: Copy + Ord + Debug {
    const ZERO: Self;
    /// The largest margin that it may be used for.
    const LARGEST: Self;
    /// Eight times [`Self::LARGEST`]: longer than any path, and with its sign changed a loss that no path takes.
    const UNREACHED: Self;
    fn narrowed(wide: I256) -> Self;
    fn widened(self) -> I256;
    fn plus(self, other: Self) -> Self;
    fn minus(self, other: Self) -> Self;
}

macro_rules! margin {
    ($type:ty, $zero:expr, $largest:expr, $unreached:expr, $narrowed:expr) => {
        impl Margin for $type {
            const ZERO: Self = $zero;
            const LARGEST: Self = $largest;
            const UNREACHED: Self = $unreached;
            fn narrowed(wide: I256) -> Self {
                $narrowed(wide)
            }
            fn widened(self) -> I256 {
                I256::from(self)
            }
            // Below 16 times the largest margin, by the bounds above: nothing wraps.
            fn plus(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            fn minus(self, other: Self) -> Self {
                self.wrapping_sub(other)
            }
        }
    };
}

margin!(i64, 0, 1 << 58, 1 << 61, I256::as_i64);
margin!(i128, 0, 1 << 122, 1 << 125, I256::as_i128);
margin!(
    I256,
    I256::ZERO,
    I256::from_words(1 << 64, 0),
    I256::from_words(1 << 67, 0),
    core::convert::identity
);
