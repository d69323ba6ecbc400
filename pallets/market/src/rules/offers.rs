//! What a prover may offer, and how much of it takes part in a clearing.

use super::refuse_if;
use crate::types::{Ask, Balance};
use alloc::collections::BTreeSet;
use sp_runtime::traits::Zero;

/// Why an offer is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfferError {
    /// An ask of zero.
    ZeroAsk,
    /// Two asks for one category.
    DuplicateAsk,
}

/// Checks a prover's asks, apart from whether their categories exist and the stake secures them.
pub fn check_asks(asks: &[Ask]) -> Result<(), OfferError> {
    refuse_if(asks.iter().any(|(_, ask)| ask.is_zero()), OfferError::ZeroAsk)?;
    let categories: BTreeSet<_> = asks.iter().map(|(category, _)| category).collect();
    refuse_if(categories.len() != asks.len(), OfferError::DuplicateAsk)
}

/// Slots of a prover that take part in a clearing: not more than it has, than its free stake secures at
/// `collateral` each, and than its equal share of the matches that one block has weight for.
///
/// No cut depends on what others offer, only on how many take part; nor on what anybody asks.
pub fn effective_slots(
    free_slots: u32,
    free_stake: Balance,
    collateral: Balance,
    max_matches: u32,
    provers: u32,
) -> u32 {
    // A job without collateral needs no stake.
    let secured = free_stake.checked_div(collateral).unwrap_or(Balance::MAX);
    let secured = u32::try_from(secured).unwrap_or(u32::MAX);
    let share = max_matches.checked_div(provers).unwrap_or_default();
    free_slots.min(secured).min(share)
}
