//! The token.

use crate::Balance;

/// Name of the token.
pub const NAME: &str = "Proof";
/// Symbol of the token.
pub const SYMBOL: &str = "PROOF";
/// Decimal places of the token.
pub const DECIMALS: u32 = 12;
/// Prefix of the addresses of this chain.
pub const SS58_PREFIX: u16 = 7391;

/// One token, in planck.
pub const UNIT: Balance = 10u128.pow(DECIMALS);
/// A thousandth of a token, in planck.
pub const MILLI: Balance = UNIT / 1_000;
/// A millionth of a token, in planck.
pub const MICRO: Balance = MILLI / 1_000;

/// Least balance of an account, in planck.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

/// Deposit for `items` rows with `bytes` in total, in planck.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
    items as Balance * 10 * MILLI + bytes as Balance * 100 * MICRO
}
