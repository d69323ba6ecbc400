//! How the escrow of a delivered proof is shared out.

use super::price_of;
use crate::types::Balance;
use proofnet_market::Units;
use sp_runtime::Permill;

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
