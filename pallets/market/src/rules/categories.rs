//! Bounds on what governance decides.

use super::refuse_if;
use crate::types::{Balance, MarketParameters};
use proofnet_market::{Category, MAX_EXCLUDED};
use sp_runtime::traits::{AtLeast32BitUnsigned, Zero};

/// Why a category is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CategoryError {
    /// Its largest request has no units.
    ZeroUnits,
    /// Its proving window has no blocks.
    ZeroWindow,
    /// Its proving window is longer than a request may live.
    WindowTooLong,
    /// A job could be rejected after it is due.
    RejectionWindowTooLong,
    /// Its price floor is zero.
    ZeroFloor,
    /// The reference price is below the floor.
    ReferencePriceBelowFloor,
}

/// Why the market's parameters are refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParametersError {
    /// More re-auctioned requests per clearing than the runtime has weight for.
    TooManyRestricted,
    /// Proofs would be kept for no block.
    ZeroRetention,
    /// No number of rejections, or more than a request can count, would end it.
    RejectionsOutOfRange,
}

/// Checks a category and its reference price.
pub fn check_category<BlockNumber: AtLeast32BitUnsigned>(
    category: &Category<Balance, BlockNumber>,
    reference_price: Balance,
    max_lifetime: BlockNumber,
) -> Result<(), CategoryError> {
    refuse_if(category.max_units.is_zero(), CategoryError::ZeroUnits)?;
    refuse_if(category.proving_window.is_zero(), CategoryError::ZeroWindow)?;
    refuse_if(
        category.proving_window >= max_lifetime,
        CategoryError::WindowTooLong,
    )?;
    refuse_if(
        category.rejection_window > category.proving_window,
        CategoryError::RejectionWindowTooLong,
    )?;
    refuse_if(category.price_floor.is_zero(), CategoryError::ZeroFloor)?;
    refuse_if(
        reference_price < category.price_floor,
        CategoryError::ReferencePriceBelowFloor,
    )
}

/// Checks the market's parameters.
pub fn check_parameters<BlockNumber: Zero>(
    parameters: &MarketParameters<BlockNumber>,
    max_restricted: u32,
) -> Result<(), ParametersError> {
    refuse_if(
        parameters.max_restricted > max_restricted,
        ParametersError::TooManyRestricted,
    )?;
    refuse_if(parameters.retention.is_zero(), ParametersError::ZeroRetention)?;
    refuse_if(
        !(1..=MAX_EXCLUDED).contains(&parameters.max_rejections),
        ParametersError::RejectionsOutOfRange,
    )
}
