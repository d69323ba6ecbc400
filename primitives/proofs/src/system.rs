//! The proof systems and the identity of a circuit.

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
}

/// The identity of a circuit: the BLAKE2b-256 hash of the SCALE encoding of (`system`, `key`), `key` being canonical.
pub fn circuit_id(system: ProofSystem, key: &[u8]) -> [u8; 32] {
    sp_crypto_hashing::blake2_256(&(system, key).encode())
}
