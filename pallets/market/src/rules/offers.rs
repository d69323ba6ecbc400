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
/// `collateral` each.
pub fn secured_slots(free_slots: u32, free_stake: Balance, collateral: Balance) -> u32 {
    // A job without collateral needs no stake.
    let secured = free_stake.checked_div(collateral).unwrap_or(Balance::MAX);
    free_slots.min(u32::try_from(secured).unwrap_or(u32::MAX))
}

/// Cuts `slots`, per prover, to the `matches` that a block has weight for, by the uniform rule (Sprumont 1991): whoever has
/// fewer than an equal share keeps them, and the rest is shared equally among the others. One more for some of
/// these, if it does not divide: the next ones in each block, of which `turn` is the number.
///
/// Nobody gets more by offering more or fewer slots than it has, and no cut depends on what anybody asks.
pub fn cut_to_matches(slots: &mut [u32], matches: u32, turn: u32) {
    let mut ascending = slots.to_vec();
    ascending.sort_unstable();
    let mut left = matches;
    let mut sharing = u32::try_from(ascending.len()).unwrap_or(u32::MAX);
    for own in ascending {
        let share = left.checked_div(sharing).unwrap_or_default();
        if own > share {
            let more = left.checked_rem(sharing).unwrap_or_default();
            return cut_to(slots, share, more, sharing, turn);
        }
        left = left.saturating_sub(own);
        sharing = sharing.saturating_sub(1);
    }
}

/// Cuts all above `share`, of which there are `sharing`, to it; `more` of them, beginning where the turn is, to one more.
fn cut_to(slots: &mut [u32], share: u32, more: u32, sharing: u32, turn: u32) {
    let [wide_more, wide_sharing] = [more, sharing].map(u64::from);
    let first = u64::from(turn)
        .saturating_mul(wide_more)
        .checked_rem(wide_sharing)
        .unwrap_or_default();
    let above = slots.iter_mut().filter(|own| **own > share);
    for (own, place) in above.zip(0u64..) {
        let from_first = place.saturating_add(wide_sharing).saturating_sub(first);
        let is_next = from_first
            .checked_rem(wide_sharing)
            .is_some_and(|distance| distance < wide_more);
        *own = share.saturating_add(u32::from(is_next));
    }
}
