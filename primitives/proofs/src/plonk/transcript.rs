//! The challenges, derived from what they have to be fixed after (Fiat-Shamir), as snarkjs 0.7 does.
//!
//! Each is the Keccak-256 hash of values in their canonical encoding, as a big-endian integer modulo `r`:
//!
//! | challenge | hash of |
//! |---|---|
//! | `beta` | the key's commitments, the public inputs, `A`, `B`, `C` |
//! | `gamma` | `beta` |
//! | `alpha` | `beta`, `gamma`, `Z` |
//! | `xi` | `alpha`, `T1`, `T2`, `T3` |
//! | `v` | `xi`, the evaluations |
//! | `u` | `Wxi`, `Wxiw` |

use super::layout::{Circuit, Proof};
use crate::{encoding::write_scalar, Scalar};
use ark_bn254::Fr;
use ark_ff::PrimeField;
use sp_crypto_hashing::keccak_256;

/// The challenges of a proof.
pub(super) struct Challenges {
    pub beta: Fr,
    pub gamma: Fr,
    pub alpha: Fr,
    pub xi: Fr,
    pub v: Fr,
    pub u: Fr,
}

pub(super) fn challenges(circuit: &Circuit, inputs: &[Scalar], proof: &Proof) -> Challenges {
    let [a, b, c, z, t1, t2, t3, wxi, wxiw] = proof.points;
    let key = circuit.commitments.as_flattened();
    let beta = challenge(&[key, inputs.as_flattened(), a, b, c]);
    let gamma = challenge(&[&write_scalar(&beta)]);
    let alpha = challenge(&[&write_scalar(&beta), &write_scalar(&gamma), z]);
    let xi = challenge(&[&write_scalar(&alpha), t1, t2, t3]);
    let v = challenge(&[&write_scalar(&xi), proof.evaluations.as_flattened()]);
    let u = challenge(&[wxi, wxiw]);
    Challenges {
        beta,
        gamma,
        alpha,
        xi,
        v,
        u,
    }
}

fn challenge(parts: &[&[u8]]) -> Fr {
    Fr::from_be_bytes_mod_order(&keccak_256(&parts.concat()))
}
