//! What becomes of a request that its prover missed or rejected.

use crate::types::Balance;
use sp_runtime::{traits::AtLeast32BitUnsigned, Permill};

/// A job that was not delivered in time.
pub struct Miss<BlockNumber> {
    /// Planck that the requester would have paid.
    pub fee: Balance,
    /// Planck taken from the prover.
    pub slashed: Balance,
    /// What the requester gets for the delay, as a share of the fee.
    pub compensation: Permill,
    /// What is added to the fee of the next auction, as a share of the fee.
    pub top_up: Permill,
    /// The block in which the miss is processed, before its clearing.
    pub now: BlockNumber,
    /// Blocks that a prover has from its match.
    pub proving_window: BlockNumber,
    /// Last block in which the proof is of use.
    pub deadline: BlockNumber,
    /// Whether it could be served without this prover.
    pub can_exclude: bool,
}

/// What becomes of a missed request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AfterMiss<BlockNumber> {
    /// Planck of the slash for the requester.
    pub compensation: Balance,
    /// The next auction; a refund if there is none.
    pub reauction: Option<Reauction<BlockNumber>>,
}

/// Another auction for a missed request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reauction<BlockNumber> {
    /// Planck of the slash that are added to the fee.
    pub top_up: Balance,
    /// Last block in which a match leaves the proving window.
    pub match_by: BlockNumber,
}

/// Decides what becomes of a missed request.
///
/// There is another auction if a match in the clearing that follows in the same block leaves the proving window.
pub fn after_miss<BlockNumber: AtLeast32BitUnsigned + Copy>(
    miss: &Miss<BlockNumber>,
) -> AfterMiss<BlockNumber> {
    let compensation = miss.compensation.mul_floor(miss.fee).min(miss.slashed);
    let left = miss.slashed.saturating_sub(compensation);
    let in_time = miss.now.saturating_add(miss.proving_window) <= miss.deadline;
    let reauction = (in_time && miss.can_exclude).then(|| Reauction {
        top_up: miss.top_up.mul_floor(miss.fee).min(left),
        match_by: miss.deadline.saturating_sub(miss.proving_window),
    });
    AfterMiss {
        compensation,
        reauction,
    }
}

/// A job that its prover rejected in time.
pub struct Rejection<BlockNumber> {
    /// How many provers have rejected the request, this one included.
    pub rejections: u32,
    /// How many end it.
    pub max_rejections: u32,
    /// The block of the rejection. The next clearing is in the block after it.
    pub now: BlockNumber,
    /// Blocks that a prover has from its match.
    pub proving_window: BlockNumber,
    /// Last block in which the proof is of use.
    pub deadline: BlockNumber,
    /// Whether it could be served without this prover.
    pub can_exclude: bool,
}

/// What becomes of a rejected request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AfterRejection<BlockNumber> {
    /// Enough provers found it unprovable.
    Unprovable,
    /// It is auctioned again.
    Reauctioned {
        /// Last block in which a match leaves the proving window.
        match_by: BlockNumber,
    },
    /// No time or no prover is left for it.
    Refunded,
}

/// Decides what becomes of a rejected request.
pub fn after_rejection<BlockNumber: AtLeast32BitUnsigned + Copy>(
    rejection: &Rejection<BlockNumber>,
) -> AfterRejection<BlockNumber> {
    if rejection.rejections >= rejection.max_rejections {
        return AfterRejection::Unprovable;
    }
    let match_by = rejection.deadline.saturating_sub(rejection.proving_window);
    if rejection.can_exclude && match_by > rejection.now {
        AfterRejection::Reauctioned { match_by }
    } else {
        AfterRejection::Refunded
    }
}

/// What is held of a requester for the provers that may find its request unprovable: all that it can cost them.
pub fn griefing_deposit(rejection_fee: Balance, max_rejections: u32) -> Balance {
    rejection_fee.saturating_mul(max_rejections.into())
}

/// What each of `rejecters` gets out of `griefing_deposit`: an equal share, but not more than its rejection cost, so that
/// rejecting what could be proved earns nothing, under however many names.
pub fn rejecter_share(griefing_deposit: Balance, rejecters: u32, rejection_fee: Balance) -> Balance {
    griefing_deposit
        .checked_div(rejecters.into())
        .unwrap_or_default()
        .min(rejection_fee)
}
