//! The circuit breaker: how many misses within a window are too many.

use frame_support::{traits::ConstU32, BoundedVec};
use sp_runtime::traits::AtLeast32BitUnsigned;

/// Most misses that a circuit breaker can be set to.
pub const MAX_MISS_LIMIT: u32 = 16;

/// Blocks of the misses that still count, oldest first.
pub type RecentMisses<BlockNumber> = BoundedVec<BlockNumber, ConstU32<MAX_MISS_LIMIT>>;

/// Notes a miss at `now` and says whether there were `limit` within the last `window` blocks, this one included. If so, counting
/// begins anew.
pub fn trips<BlockNumber: AtLeast32BitUnsigned + Copy>(
    misses: &mut RecentMisses<BlockNumber>,
    now: BlockNumber,
    window: BlockNumber,
    limit: u32,
) -> bool {
    misses.retain(|at| now.saturating_sub(*at) < window);
    // Full is as many as any limit.
    let counted = misses.try_push(now).is_ok();
    let tripped = !counted || misses.len() >= limit as usize;
    if tripped {
        misses.clear();
    }
    tripped
}
