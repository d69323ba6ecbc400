//! Proof systems that the chain verifies: canonical encodings, Groth16 over BN254 and BLS12-381, PLONK over BN254, and
//! the host functions that make verification cost what it costs natively.
//!
//! # Terminology
//!
//! - **Key**: a verifying key in its canonical encoding. Its hash with the proof system is the circuit's identity.
//! - **Prepared key**: what [`prepare`] makes of a key once, so that a verification has less to do.
//! - **Scalar**: a public input.
//! - **Backend**: who does the curve arithmetic, the node ([`Backend::Host`]) or the code of this crate as it is
//!   compiled into the runtime ([`Backend::Portable`]). Both are the same source ([`curve`]) and agree on every input.
//!
//! # Canonical encoding
//!
//! There is one encoding of each value, in the order of [EIP-197], uncompressed; integers are big-endian in 32 bytes.
//! For Groth16 over BN254:
//!
//! | value | bytes | layout |
//! |---|---|---|
//! | scalar | 32 | integer below the order `r` of the scalar field |
//! | G1 point | 64 | `x`, `y`, each below the modulus `q` of the base field |
//! | G2 point | 128 | `x.c1`, `x.c0`, `y.c1`, `y.c0` |
//! | proof | 256 | `A` in G1, `B` in G2, `C` in G1 (Solidity's `uint256[8]`) |
//! | key | 512 + 64 n | `alpha` in G1, `beta`, `gamma`, `delta` in G2, `ic[0]` to `ic[n]` in G1 for `n` public inputs |
//!
//! Over BLS12-381 coordinates have 48 bytes, which makes a proof 384 and a key 768 + 96 n; the order is the same. For PLONK a
//! proof is 768 bytes, Solidity's `uint256[24]` (`A`, `B`, `C`, `Z`, `T1`, `T2`, `T3`, `Wxi`, `Wxiw` in G1, then `eval_a`,
//! `eval_b`, `eval_c`, `eval_s1`, `eval_s2`, `eval_zw`), and a key is 712: `power` and the number of public inputs in 4 bytes
//! each, `k1`, `k2`, then `Qm`, `Ql`, `Qr`, `Qo`, `Qc`, `S1`, `S2`, `S3` in G1 and `X_2` in G2.
//!
//! [`snarkjs`], [`arkworks`], [`gnark`] and [`solidity`] convert to and from what provers emit and verifiers elsewhere
//! take, [`zkvm`] knows the programs of SP1, RISC Zero and Pico.
//!
//! # Example
//!
//! ```
//! use proofnet_proofs::{prepare, Backend, KeyError, ProofSystem};
//!
//! assert_eq!(prepare(Backend::Portable, ProofSystem::Groth16Bn254, &[]), Err(KeyError::Length { len: 0 }));
//! ```
//!
//! [EIP-197]: https://eips.ethereum.org/EIPS/eip-197

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "std")]
pub mod arkworks;
mod backend;
mod batch;
mod bls12_381;
pub mod curve;
#[cfg(feature = "std")]
mod decode;
mod encoding;
mod error;
#[cfg(feature = "std")]
pub mod gnark;
mod groth16;
mod groth16_bls12_381;
pub mod host;
mod key;
#[cfg(feature = "std")]
mod number;
mod plonk;
#[cfg(feature = "std")]
pub mod snarkjs;
#[cfg(feature = "std")]
pub mod solidity;
mod system;
pub mod zkvm;

pub use backend::Backend;
pub use batch::{BatchError, Claim, Report, Work, MAX_BATCH};
#[cfg(feature = "std")]
pub use decode::DecodeError;
pub use encoding::Scalar;
pub use error::{KeyError, KeyPoint, ProofPoint, VerifyError};
pub use groth16::PROOF_LEN;
pub use key::{PreparedKey, MAX_PREPARED_LEN};
pub use system::{circuit_id, ProofSystem, MAX_KEY_LEN, MAX_PROOF_LEN};

/// Most public inputs a circuit may have.
pub const MAX_PUBLIC_INPUTS: u32 = 64;

/// Checks `key` in full and precomputes what every verification needs.
///
/// Refused are lengths that stand for no number of inputs, coordinates that are not reduced, points off the curve,
/// outside the subgroup or at infinity, and keys that are known to let anybody forge proofs: those with `gamma = delta`,
/// and PLONK's with a setup to which nobody has contributed.
pub fn prepare(backend: Backend, system: ProofSystem, key: &[u8]) -> Result<PreparedKey, KeyError> {
    match system {
        ProofSystem::Groth16Bn254 => groth16::prepare(backend, key),
        ProofSystem::Groth16Bls12381 => groth16_bls12_381::prepare(backend, key),
        ProofSystem::PlonkBn254 => plonk::prepare(key),
    }
}

/// Checks that there are as many `inputs` as `key` takes, each below the order of the scalar field.
pub fn check_inputs(key: &PreparedKey, inputs: &[Scalar]) -> Result<(), VerifyError> {
    if key.public_inputs() as usize != inputs.len() {
        let got = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        return Err(VerifyError::InputCount {
            expected: key.public_inputs(),
            got,
        });
    }
    let system = key.system();
    match inputs
        .iter()
        .zip(0u32..)
        .find(|(input, _)| !system.is_canonical(input))
    {
        Some((_, index)) => Err(VerifyError::InputNotCanonical { index }),
        None => Ok(()),
    }
}

/// Verifies `proof` for `inputs` under `key`. What is cheap to check is checked first.
pub fn verify(
    backend: Backend,
    key: &PreparedKey,
    inputs: &[Scalar],
    proof: &[u8],
) -> Result<(), VerifyError> {
    check_inputs(key, inputs)?;
    match key.system() {
        ProofSystem::Groth16Bn254 => groth16::verify(backend, key, inputs, proof),
        ProofSystem::Groth16Bls12381 => groth16_bls12_381::verify(backend, key, inputs, proof),
        ProofSystem::PlonkBn254 => plonk::verify(backend, key, inputs, proof),
    }
}

/// Verifies many proofs at once, each for its own inputs under one of `keys`, in a fraction of the time.
///
/// `claims` are checked together by a random linear combination; when that fails, the bad ones are found by bisecting
/// and only they are refused. A claim is accepted or refused as [`verify`] would, but for a chance of `2^-128`. The
/// randomness is a hash of all keys, inputs and proofs, so that the result is the same on every node, and who
/// wants an invalid proof accepted has to try `2^128` of them.
pub fn verify_batch(backend: Backend, keys: &[&PreparedKey], claims: &[Claim]) -> Result<Report, BatchError> {
    batch::verify(backend, keys, claims)
}
