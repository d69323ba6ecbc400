//! What the chain stores of a verifying key to verify proofs fast.

use crate::{groth16, groth16_bls12_381, plonk, ProofSystem, MAX_PUBLIC_INPUTS};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Bytes of a prepared key, its system and count of inputs aside.
const fn body_len(system: ProofSystem, inputs: u32) -> usize {
    match system {
        ProofSystem::Groth16Bn254 => groth16::prepared_len(inputs),
        ProofSystem::Groth16Bls12381 => groth16_bls12_381::prepared_len(inputs),
        ProofSystem::PlonkBn254 => plonk::PREPARED_LEN,
    }
}

/// Most bytes of a prepared key, its system and count of inputs aside.
pub const MAX_PREPARED_LEN: usize = {
    let mut longest = 0;
    let mut systems: &[ProofSystem] = &ProofSystem::ALL;
    while let [system, rest @ ..] = systems {
        let len = body_len(*system, MAX_PUBLIC_INPUTS);
        if len > longest {
            longest = len;
        }
        systems = rest;
    }
    longest
};

/// A verifying key that [`crate::prepare`] has checked, with what does not depend on the proof computed in advance.
///
/// It may be read back from storage; bytes from anywhere else are not to be trusted, since a verification does not
/// repeat the checks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PreparedKey {
    system: ProofSystem,
    public_inputs: u32,
    // Laid out by the module of the system.
    body: BoundedVec<u8, ConstU32<{ MAX_PREPARED_LEN as u32 }>>,
}

impl PreparedKey {
    /// The proof system.
    pub fn system(&self) -> ProofSystem {
        self.system
    }

    /// Public inputs a proof comes with.
    pub fn public_inputs(&self) -> u32 {
        self.public_inputs
    }

    /// Most bytes of the SCALE encoding of a prepared key for `inputs` public inputs.
    pub fn max_len(system: ProofSystem, inputs: u32) -> usize {
        Self::max_encoded_len() - MAX_PREPARED_LEN + body_len(system, inputs.min(MAX_PUBLIC_INPUTS))
    }

    /// Puts a key together; `None` when the parts do not have the length they must have.
    pub(crate) fn assemble(system: ProofSystem, public_inputs: u32, parts: &[&[u8]]) -> Option<Self> {
        let body: Vec<u8> = parts.concat();
        let key = Self {
            system,
            public_inputs,
            body: body.try_into().ok()?,
        };
        key.body(system).is_some().then_some(key)
    }

    /// The parts of a key of `system` in one piece; `None` when it is of another one, or damaged.
    pub(crate) fn body(&self, system: ProofSystem) -> Option<&[u8]> {
        let sound = self.system == system
            && self.public_inputs <= MAX_PUBLIC_INPUTS
            && self.body.len() == body_len(system, self.public_inputs);
        sound.then_some(self.body.as_slice())
    }
}
