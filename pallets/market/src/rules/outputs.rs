//! The public inputs of a delivered proof.

use super::refuse_if;
use proofnet_market::{PublicInput, PublicInputs, Statement};
use proofnet_proofs::{ProofSystem, Scalar};

/// Why outputs are refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OutputsError {
    /// Another number of outputs than the statement leaves free.
    Count,
    /// An output is not below the order of any system's scalar field.
    NotCanonical,
}

/// Every public input: those that `statement` fixes, and `outputs` in the places that it leaves free.
pub fn public_inputs(statement: &Statement, outputs: &PublicInputs) -> Result<PublicInputs, OutputsError> {
    let free = statement
        .iter()
        .filter(|input| matches!(input, PublicInput::Free))
        .count();
    refuse_if(free != outputs.len(), OutputsError::Count)?;
    // Which system it is the verification knows, and is strict about.
    let canonical = |output| ProofSystem::ALL.iter().any(|system| system.is_canonical(output));
    refuse_if(!outputs.iter().all(canonical), OutputsError::NotCanonical)?;
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
