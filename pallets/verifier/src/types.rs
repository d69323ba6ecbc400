//! A circuit's row.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use proofnet_market::{Artifacts, CircuitInfo, Units};
use proofnet_proofs::ProofSystem;
use scale_info::TypeInfo;

/// A registered circuit.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Circuit<AccountId, Balance> {
    /// Who registered it.
    pub owner: AccountId,
    /// Planck held of the owner for what it takes in storage.
    pub deposit: Balance,
    /// The proof system of its key.
    pub system: ProofSystem,
    /// Work to prove it once, in proving units.
    pub units: Units,
    /// Number of public inputs.
    pub public_inputs: u32,
    /// Where its proving key and witness generator lie, if the owner says so.
    pub artifacts: Option<Artifacts>,
    /// How many requests use it.
    pub users: u32,
}

impl<AccountId, Balance> Circuit<AccountId, Balance> {
    /// What the market has to know of it.
    pub fn info(&self) -> CircuitInfo {
        CircuitInfo {
            system: self.system,
            units: self.units,
            public_inputs: self.public_inputs,
        }
    }
}
