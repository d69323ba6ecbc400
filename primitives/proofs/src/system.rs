//! The proof systems: what each calls a key, a proof and a public input, and the identity of a circuit.

use crate::{bls12_381, encoding, groth16, groth16_bls12_381, plonk, Scalar, MAX_PUBLIC_INPUTS};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A proof system with its curve.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase")
)]
pub enum ProofSystem {
    /// [Groth16](https://eprint.iacr.org/2016/260) over BN254 (alt_bn128).
    Groth16Bn254,
    /// [Groth16](https://eprint.iacr.org/2016/260) over BLS12-381.
    Groth16Bls12381,
    /// [PLONK](https://eprint.iacr.org/2019/953) over BN254 with KZG commitments and the transcript of snarkjs 0.7.
    PlonkBn254,
}

/// Bytes of the longest key of any system.
pub const MAX_KEY_LEN: usize = groth16_bls12_381::key_len(MAX_PUBLIC_INPUTS);

/// Bytes of the longest proof of any system.
pub const MAX_PROOF_LEN: usize = plonk::PROOF_LEN;

impl ProofSystem {
    /// Every system.
    pub const ALL: [Self; 3] = [Self::Groth16Bn254, Self::Groth16Bls12381, Self::PlonkBn254];

    /// Bytes of a proof.
    pub const fn proof_len(self) -> usize {
        match self {
            Self::Groth16Bn254 => groth16::PROOF_LEN,
            Self::Groth16Bls12381 => groth16_bls12_381::PROOF_LEN,
            Self::PlonkBn254 => plonk::PROOF_LEN,
        }
    }

    /// The system whose proofs have so many bytes, if one's have: no two have the same.
    pub fn of_proof_len(len: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.proof_len() == len)
    }

    /// Bytes of a key for `inputs` public inputs.
    pub const fn key_len(self, inputs: u32) -> usize {
        match self {
            Self::Groth16Bn254 => groth16::key_len(inputs),
            Self::Groth16Bls12381 => groth16_bls12_381::key_len(inputs),
            Self::PlonkBn254 => plonk::KEY_LEN,
        }
    }

    /// The number of public inputs that `key` is for, if its length is that of a key. Nothing else is checked.
    pub fn public_inputs_of(self, key: &[u8]) -> Option<u32> {
        let system_len = self.key_len(0);
        match self {
            Self::PlonkBn254 if key.len() == system_len => plonk::inputs_of(key),
            Self::PlonkBn254 => None,
            Self::Groth16Bn254 | Self::Groth16Bls12381 => {
                let each = self.key_len(1) - system_len;
                let terms = key.len().checked_sub(system_len)?;
                let inputs = u32::try_from(terms / each).ok()?;
                terms.is_multiple_of(each).then_some(inputs)
            }
        }
    }

    /// Whether proofs of this system are combined in [`crate::verify_batch`]. Others are verified one by one there.
    pub const fn combines(self) -> bool {
        match self {
            Self::Groth16Bn254 => true,
            Self::Groth16Bls12381 | Self::PlonkBn254 => false,
        }
    }

    /// Whether `input` is below the order of the system's scalar field.
    pub fn is_canonical(self, input: &Scalar) -> bool {
        match self {
            Self::Groth16Bn254 | Self::PlonkBn254 => encoding::is_canonical(input),
            Self::Groth16Bls12381 => bls12_381::is_canonical(input),
        }
    }
}

/// The identity of a circuit: the BLAKE2b-256 hash of the SCALE encoding of (`system`, `key`), `key` being canonical.
pub fn circuit_id(system: ProofSystem, key: &[u8]) -> [u8; 32] {
    sp_crypto_hashing::blake2_256(&(system, key).encode())
}
