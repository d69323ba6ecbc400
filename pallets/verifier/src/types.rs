//! The rows of circuits and receipts.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use proofnet_market::{Artifacts, CircuitId, CircuitInfo, Units};
use proofnet_proofs::{zkvm::Program, ProofSystem};
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
    /// How many requests use it, and how many programs that are proved through it.
    pub users: u32,
    /// Of which program of a zkVM its proofs are, under the key of the circuit that wraps them; `None` for a circuit with a key of
    /// its own.
    pub program: Option<Program>,
}

/// That a statement was proved.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Receipt<AccountId, Balance, BlockNumber> {
    /// The circuit or program of which it was proved.
    pub circuit: CircuitId,
    /// Block in which a proof of it was first verified.
    pub proved_in: BlockNumber,
    /// Last block in which the receipt cannot be removed.
    pub kept_until: BlockNumber,
    /// Who had it verified last.
    pub owner: AccountId,
    /// Planck held of the owner for the row.
    pub deposit: Balance,
}

impl<AccountId, Balance> Circuit<AccountId, Balance> {
    /// What the market has to know of it.
    pub fn info(&self) -> CircuitInfo {
        CircuitInfo {
            system: self.system,
            units: self.units,
            public_inputs: self.public_inputs,
            program: self.program,
        }
    }
}
