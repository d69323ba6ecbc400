//! What the market decides, apart from storage and funds.

use crate::types::{Ask, Balance, MarketParameters};
use alloc::collections::BTreeSet;
use proofnet_market::{Category, CircuitInfo, PublicInput, PublicInputs, Statement, Units};
use proofnet_proofs::{is_canonical, Scalar, PROOF_LEN};
use sp_runtime::{
    traits::{AtLeast32BitUnsigned, Zero},
    Permill,
};

/// Bytes of a public input in a statement, at most.
const STATEMENT_ENTRY_LEN: u32 = 33;
/// Bytes of a public input in a fulfilment.
const SCALAR_LEN: u32 = 32;

/// Why a category is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CategoryError {
    /// Its largest request has no units.
    ZeroUnits,
    /// Its proving window has no blocks.
    ZeroWindow,
    /// Its proving window is longer than a request may live.
    WindowTooLong,
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
}

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
    /// The unit bid is below the price floor.
    FeeBelowFloor,
    /// No clearing comes before `match_by` is past.
    MatchByPast,
    /// A match in the last block allowed would leave less than the proving window.
    DeadlineTooEarly,
    /// The deadline is further away than a request may live.
    DeadlineTooFar,
}

/// Why an offer is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfferError {
    /// An ask of zero.
    ZeroAsk,
    /// Two asks for one category.
    DuplicateAsk,
}

/// Why outputs are refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutputsError {
    /// Another number of outputs than the statement leaves free.
    Count,
    /// An output is not below the order of the scalar field.
    NotCanonical,
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
    refuse_if(parameters.retention.is_zero(), ParametersError::ZeroRetention)
}

/// What a requester asks for.
pub struct Order<'a, BlockNumber> {
    /// What is to be proved.
    pub statement: &'a Statement,
    /// Planck that it pays at most.
    pub max_fee: Balance,
    /// Last block in which it may be matched.
    pub match_by: BlockNumber,
    /// Last block in which its proof is of use.
    pub deadline: BlockNumber,
}

/// Checks an order for `circuit` in `category`, given in block `now`. Gives its unit bid.
pub fn check_order<BlockNumber: AtLeast32BitUnsigned + Copy>(
    order: &Order<BlockNumber>,
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
        PublicInput::Fixed(value) => is_canonical(value),
        PublicInput::Free => true,
    });
    refuse_if(!canonical, OrderError::StatementNotCanonical)?;
    let bid = unit_bid(order.max_fee, circuit.units);
    refuse_if(bid < category.price_floor, OrderError::FeeBelowFloor)?;
    refuse_if(order.match_by <= now, OrderError::MatchByPast)?;
    let earliest = order.match_by.saturating_add(category.proving_window);
    refuse_if(order.deadline < earliest, OrderError::DeadlineTooEarly)?;
    refuse_if(
        order.deadline > now.saturating_add(max_lifetime),
        OrderError::DeadlineTooFar,
    )?;
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

/// Bytes for which a request's deposit is held: its statement and input, and the proof that replaces them.
pub fn request_bytes(public_inputs: u32, input_len: u32) -> u32 {
    work_bytes(public_inputs, input_len).saturating_add(fulfilment_bytes(public_inputs))
}

/// Bytes of a statement and an input.
pub fn work_bytes(public_inputs: u32, input_len: u32) -> u32 {
    public_inputs
        .saturating_mul(STATEMENT_ENTRY_LEN)
        .saturating_add(input_len)
}

/// Bytes of a fulfilment's public inputs and proof.
pub fn fulfilment_bytes(public_inputs: u32) -> u32 {
    public_inputs
        .saturating_mul(SCALAR_LEN)
        .saturating_add(PROOF_LEN as u32)
}

/// The deposit for `bytes`.
pub fn deposit(base: Balance, per_byte: Balance, bytes: u32) -> Balance {
    base.saturating_add(per_byte.saturating_mul(Balance::from(bytes)))
}

/// Every public input: those that `statement` fixes, and `outputs` in the places that it leaves free.
pub fn public_inputs(statement: &Statement, outputs: &PublicInputs) -> Result<PublicInputs, OutputsError> {
    let free = statement
        .iter()
        .filter(|input| matches!(input, PublicInput::Free))
        .count();
    refuse_if(free != outputs.len(), OutputsError::Count)?;
    refuse_if(!outputs.iter().all(is_canonical), OutputsError::NotCanonical)?;
    let mut outputs = outputs.iter();
    let merged: Option<alloc::vec::Vec<Scalar>> = statement
        .iter()
        .map(|input| match input {
            PublicInput::Fixed(value) => Some(*value),
            PublicInput::Free => outputs.next().copied(),
        })
        .collect();
    // As long as the statement, which has the same bound.
    PublicInputs::try_from(merged.ok_or(OutputsError::Count)?).map_err(|_| OutputsError::Count)
}

/// How the escrow of a fulfilled request is shared out, in planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settlement {
    /// To the prover.
    pub paid: Balance,
    /// The protocol's share of what the prover is owed.
    pub protocol_fee: Balance,
    /// What the requester pays beyond what the prover is owed.
    pub surplus: Balance,
}

/// Shares out a `fee`, of which the prover is owed `prover_unit_price` for each of `units`.
pub fn settle(
    fee: Balance,
    units: Units,
    prover_unit_price: Balance,
    protocol_fee_rate: Permill,
) -> Settlement {
    let owed = price_of(units, prover_unit_price).min(fee);
    let protocol_fee = protocol_fee_rate.mul_floor(owed);
    Settlement {
        paid: owed.saturating_sub(protocol_fee),
        protocol_fee,
        surplus: fee.saturating_sub(owed),
    }
}

/// A job that was not delivered in time.
pub struct Miss<BlockNumber> {
    /// Planck in escrow.
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
    /// Whether one more prover can be excluded.
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

fn refuse_if<E>(refused: bool, error: E) -> Result<(), E> {
    if refused {
        Err(error)
    } else {
        Ok(())
    }
}
