//! What a requester may ask for.

use super::{refuse_if, repricings};
use crate::types::Balance;
use proofnet_market::{Category, CircuitInfo, Order, PublicInput, Units, MAX_REPRICINGS};
use sp_runtime::traits::{AtLeast32BitUnsigned, Zero};

/// Why an order is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrderError {
    /// The circuit is of another proof system than the category.
    WrongProofSystem,
    /// The circuit has more units than the category serves.
    CircuitTooLarge,
    /// The statement has another number of public inputs than the circuit.
    StatementLength,
    /// A fixed value is not below the order of the scalar field.
    StatementNotCanonical,
    /// The unit bid is below the price floor, at first if it rises.
    FeeBelowFloor,
    /// A bid that rises would start where it is to end.
    RepricingStart,
    /// A bid would never rise, or rise without time passing.
    RepricingStep,
    /// A bid would rise more often than the market has work for.
    TooManyRepricings,
    /// A prover is named twice.
    AdmittedTwice,
    /// No clearing comes before `match_by` is past.
    MatchByPast,
    /// A match in the last block allowed would leave less than the proving window.
    DeadlineTooEarly,
    /// The deadline is further away than a request may live.
    DeadlineTooFar,
}

/// Checks an order for `circuit` in `category`, given in block `now`. Gives its first unit bid.
pub fn check_order<AccountId: PartialEq, BlockNumber: AtLeast32BitUnsigned + Copy>(
    order: &Order<AccountId, Balance, BlockNumber>,
    circuit: &CircuitInfo,
    category: &Category<Balance, BlockNumber>,
    now: BlockNumber,
    max_lifetime: BlockNumber,
) -> Result<Balance, OrderError> {
    refuse_if(circuit.system != category.system, OrderError::WrongProofSystem)?;
    refuse_if(circuit.units > category.max_units, OrderError::CircuitTooLarge)?;
    let inputs = u32::try_from(order.statement.len()).unwrap_or(u32::MAX);
    refuse_if(inputs != circuit.public_inputs, OrderError::StatementLength)?;
    let canonical = order.statement.iter().all(|input| match input {
        PublicInput::Fixed(value) => circuit.system.is_canonical(value),
        PublicInput::Free => true,
    });
    refuse_if(!canonical, OrderError::StatementNotCanonical)?;
    if let Some(terms) = &order.repricing {
        refuse_if(terms.start >= order.max_fee, OrderError::RepricingStart)?;
        let endless = terms.step.is_zero() || terms.every.is_zero();
        refuse_if(endless, OrderError::RepricingStep)?;
        let rises = repricings(terms, order.max_fee).unwrap_or(Balance::MAX);
        refuse_if(
            rises > Balance::from(MAX_REPRICINGS),
            OrderError::TooManyRepricings,
        )?;
    }
    let first = order
        .repricing
        .as_ref()
        .map_or(order.max_fee, |terms| terms.start);
    let bid = unit_bid(first, circuit.units);
    refuse_if(bid < category.price_floor, OrderError::FeeBelowFloor)?;
    refuse_if(order.match_by <= now, OrderError::MatchByPast)?;
    let earliest = order.match_by.saturating_add(category.proving_window);
    refuse_if(order.deadline < earliest, OrderError::DeadlineTooEarly)?;
    refuse_if(
        order.deadline > now.saturating_add(max_lifetime),
        OrderError::DeadlineTooFar,
    )?;
    let mut named = order.admitted.iter().enumerate();
    let twice = named.any(|(at, prover)| {
        order
            .admitted
            .iter()
            .skip(at.saturating_add(1))
            .any(|p| p == prover)
    });
    refuse_if(twice, OrderError::AdmittedTwice)?;
    Ok(bid)
}

/// Planck per proving unit, rounded down; zero for no units.
pub fn unit_bid(fee: Balance, units: Units) -> Balance {
    fee.checked_div(Balance::from(units)).unwrap_or_default()
}

/// Planck for `units` at `unit_price`.
pub fn price_of(units: Units, unit_price: Balance) -> Balance {
    unit_price.saturating_mul(Balance::from(units))
}

/// Whether a request can be matched in block `now` and still be proved in time, by the rules that the category has now.
pub fn can_be_matched<BlockNumber: AtLeast32BitUnsigned + Copy>(
    units: Units,
    match_by: BlockNumber,
    deadline: BlockNumber,
    category: &Category<Balance, BlockNumber>,
    now: BlockNumber,
) -> bool {
    let due = now.saturating_add(category.proving_window);
    now <= match_by && due <= deadline && units <= category.max_units
}
