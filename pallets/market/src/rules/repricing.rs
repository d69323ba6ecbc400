//! How a request raises its own bid.

use crate::types::Balance;
use proofnet_market::{Repricing, RepricingTerms};
use sp_runtime::traits::AtLeast32BitUnsigned;

/// How often a bid rises before it is `max_fee`; `None` if it never is.
pub fn repricings<BlockNumber>(
    terms: &RepricingTerms<Balance, BlockNumber>,
    max_fee: Balance,
) -> Option<Balance> {
    let budget = max_fee.checked_sub(terms.start)?;
    let whole = budget.checked_div(terms.step)?;
    let rest = budget.checked_rem(terms.step)?;
    whole.checked_add(Balance::from(rest > 0))
}

/// The bid of a request that is placed in block `now`: its first takes part in the next clearing.
pub fn first_bid<BlockNumber: AtLeast32BitUnsigned + Copy>(
    terms: &RepricingTerms<Balance, BlockNumber>,
    now: BlockNumber,
) -> Repricing<Balance, BlockNumber> {
    Repricing {
        fee: terms.start,
        step: terms.step,
        every: terms.every,
        next: now.saturating_add(BlockNumber::one()).saturating_add(terms.every),
    }
}

/// The bid in the clearing of block `now`, which may be later than the rise was planned for; `None` once it is all of
/// `escrow`.
pub fn reprice<BlockNumber: AtLeast32BitUnsigned + Copy>(
    repricing: &Repricing<Balance, BlockNumber>,
    escrow: Balance,
    now: BlockNumber,
) -> Option<Repricing<Balance, BlockNumber>> {
    let late = now
        .saturating_sub(repricing.next)
        .checked_div(&repricing.every)
        .unwrap_or_else(BlockNumber::zero);
    let rises = late.saturating_add(BlockNumber::one());
    let times: Balance = rises.unique_saturated_into();
    let fee = repricing.fee.saturating_add(repricing.step.saturating_mul(times));
    (fee < escrow).then(|| Repricing {
        fee,
        next: repricing
            .next
            .saturating_add(rises.saturating_mul(repricing.every)),
        ..*repricing
    })
}
