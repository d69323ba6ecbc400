//! What a share of a stake pool costs, what it gives, and who bears a slash.
//!
//! A vault is an amount of planck and the shares that own it (ERC-4626). A share's price is `assets / shares`. What is in a
//! vault is what was put in by these functions: nothing here looks at the balance of an account, so a transfer to one changes no
//! price.
//!
//! Each rounding is in favour of the vault, that is of those who stay:
//!
//! | | rounding | the one who acts loses |
//! |---|---|---|
//! | [`Vault::buy`] | shares down, then their cost up | less than 1 planck, whatever a share costs |
//! | [`Vault::redeem`] | planck down | less than 1 planck |
//! | [`Vault::put`] | shares down | less than the price of a share, which is at most 1 planck in the vault of unbonding stake |
//!
//! `buy` takes what the shares cost and leaves the rest of the amount with its owner. So a price that somebody has driven
//! up makes the steps of a deposit coarse, and takes nothing from the one who makes it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{helpers_128bit::multiply_by_rational_with_rounding, Rounding};

/// Planck.
pub type Balance = u128;

/// Most shares that one planck may own. A pool that has lost so much of its stake takes none any more: the number of its shares
/// would grow without bound if it were slashed and filled again and again.
pub const MAX_SHARES_PER_PLANCK: Balance = 1_000_000;

/// Why a vault refuses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PoolError {
    /// The vault has lost nearly everything: its shares have no price that more could be bought at.
    Ruined,
    /// The amount does not buy one share.
    BelowOneShare,
    /// The vault has fewer shares.
    NotEnoughShares,
    /// A sum or product is out of range.
    Overflow,
}

/// Planck, and the shares that own it. Without shares it holds nothing.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, Default, PartialEq, Eq, Debug,
)]
pub struct Vault {
    /// Planck.
    pub assets: Balance,
    /// Shares.
    pub shares: Balance,
}

/// Shares, and what they cost in planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Purchase {
    /// Shares.
    pub shares: Balance,
    /// Planck; at most what was offered.
    pub cost: Balance,
}

impl Vault {
    /// What `shares` are worth, in planck.
    pub fn value(&self, shares: Balance) -> Balance {
        mul_div(shares, self.assets, self.shares, Rounding::Down).unwrap_or_default()
    }

    /// Issues the shares that `amount` buys and takes exactly what they cost. The first shares cost 1 planck each.
    pub fn buy(&mut self, amount: Balance) -> Result<Purchase, PoolError> {
        let purchase = if self.shares == 0 {
            Purchase {
                shares: amount,
                cost: amount,
            }
        } else {
            if self.is_ruined() {
                return Err(PoolError::Ruined);
            }
            let shares = mul_div(amount, self.shares, self.assets, Rounding::Down)?;
            let cost = mul_div(shares, self.assets, self.shares, Rounding::Up)?;
            Purchase { shares, cost }
        };
        if purchase.shares == 0 {
            return Err(PoolError::BelowOneShare);
        }
        self.add(purchase.cost, purchase.shares)?;
        Ok(purchase)
    }

    /// Takes the whole of `amount` and gives the shares for it.
    pub fn put(&mut self, amount: Balance) -> Result<Balance, PoolError> {
        let shares = match (self.shares, self.assets) {
            (0, _) => amount,
            (_, 0) => return Err(PoolError::Ruined),
            (shares, assets) => mul_div(amount, shares, assets, Rounding::Down)?,
        };
        self.add(amount, shares)?;
        Ok(shares)
    }

    /// Destroys `shares` and gives what they were worth, in planck.
    pub fn redeem(&mut self, shares: Balance) -> Result<Balance, PoolError> {
        let left = self
            .shares
            .checked_sub(shares)
            .ok_or(PoolError::NotEnoughShares)?;
        let amount = self.value(shares);
        self.assets = self.assets.checked_sub(amount).ok_or(PoolError::Overflow)?;
        self.shares = left;
        Ok(amount)
    }

    /// Adds to what every share is worth.
    pub fn gain(&mut self, amount: Balance) {
        self.assets = self.assets.saturating_add(amount);
    }

    /// Takes from what every share is worth.
    pub fn lose(&mut self, amount: Balance) {
        self.assets = self.assets.saturating_sub(amount);
    }

    /// Whether so much was lost that no more shares are issued.
    pub fn is_ruined(&self) -> bool {
        self.assets.saturating_mul(MAX_SHARES_PER_PLANCK) < self.shares
    }

    fn add(&mut self, assets: Balance, shares: Balance) -> Result<(), PoolError> {
        let sum = |a: Balance, b: Balance| a.checked_add(b).ok_or(PoolError::Overflow);
        let grown = Self {
            assets: sum(self.assets, assets)?,
            shares: sum(self.shares, shares)?,
        };
        *self = grown;
        Ok(())
    }
}

/// What a slash takes of each vault, in planck.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Slash {
    /// Of the stake that works.
    pub pool: Balance,
    /// Of the stake that is unbonding.
    pub unbonding: Balance,
}

/// Divides a slash between both vaults in proportion to what they hold. It takes what there is at most. The odd planck is the
/// pool's, so that stake that is unbonding loses all only when everything is lost.
pub fn divide_slash(amount: Balance, pool: &Vault, unbonding: &Vault) -> Slash {
    let total = pool.assets.saturating_add(unbonding.assets);
    let amount = amount.min(total);
    let of_unbonding = mul_div(unbonding.assets, amount, total, Rounding::Down).unwrap_or_default();
    Slash {
        pool: amount.saturating_sub(of_unbonding),
        unbonding: of_unbonding,
    }
}

/// `a * b / c`; 0 if `c` is.
fn mul_div(a: Balance, b: Balance, c: Balance, rounding: Rounding) -> Result<Balance, PoolError> {
    if c == 0 {
        return Ok(0);
    }
    multiply_by_rational_with_rounding(a, b, c, rounding).ok_or(PoolError::Overflow)
}
