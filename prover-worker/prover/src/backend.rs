//! Groth16 provers behind one trait.

use crate::Zkey;
use ark_bn254::{Bn254, Fr};
use ark_groth16::Proof;

/// Makes Groth16 proofs from a proving key and a witness.
pub trait Backend: Send + Sync {
    /// What logs call it.
    fn name(&self) -> &'static str;
    /// Proves that `witness` satisfies the circuit of `key`. Whoever calls has to verify the result: a backend does
    /// not notice a witness that does not satisfy the circuit.
    fn prove(&self, key: &Zkey, witness: &[Fr]) -> Result<Proof<Bn254>, BackendError>;
}

/// Why a backend has no proof to give.
#[derive(Debug, thiserror::Error)]
#[error("{backend}: {reason}")]
pub struct BackendError {
    /// Which backend.
    pub backend: &'static str,
    /// Why.
    pub reason: String,
}
