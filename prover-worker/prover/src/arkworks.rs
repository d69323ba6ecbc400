//! arkworks' own prover: what ours is measured against and compared with in tests.

use crate::{Backend, BackendError, SnarkjsReduction, Zkey};
use ark_bn254::{Bn254, Fr};
use ark_groth16::{Groth16, Proof};
use ark_std::{rand::rngs::OsRng, UniformRand};

/// arkworks' prover.
pub struct Arkworks;

impl Backend for Arkworks {
    fn name(&self) -> &'static str {
        "arkworks"
    }

    fn prove(&self, key: &Zkey, witness: &[Fr]) -> Result<Proof<Bn254>, BackendError> {
        let failed = |reason: String| BackendError {
            backend: self.name(),
            reason,
        };
        // arkworks indexes the witness by what the key says.
        if witness.len() != key.variables() {
            return Err(failed(format!(
                "witness of {} values for a key of {} variables",
                witness.len(),
                key.variables()
            )));
        }
        let (r, s) = (Fr::rand(&mut OsRng), Fr::rand(&mut OsRng));
        Groth16::<Bn254, SnarkjsReduction>::create_proof_with_reduction_and_matrices(
            &key.proving_key,
            r,
            s,
            &key.matrices,
            key.public_inputs() + 1,
            key.constraints(),
            witness,
        )
        .map_err(|error| failed(error.to_string()))
    }
}
