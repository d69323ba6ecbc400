//! [PLONK](https://eprint.iacr.org/2019/953) over BN254 with KZG commitments, as snarkjs 0.7 makes it.
//!
//! The setup is universal: one secret `x`, of which keys hold `[x]` in G2, serves every circuit up to a size. A proof
//! commits to polynomials, from which Keccak-256 derives the challenges ([`transcript`]); what has to hold of their
//! evaluations comes down to one equation of two pairings with fixed points of G2 ([`equation`]), whose lines the
//! prepared key holds.
//!
//! | value | bytes | layout |
//! |---|---|---|
//! | proof | 768 | in G1: `A`, `B`, `C`, `Z`, `T1`, `T2`, `T3`, `Wxi`, `Wxiw`; 32 bytes each: `eval_a`, `eval_b`, `eval_c`, `eval_s1`, `eval_s2`, `eval_zw` (Solidity's `uint256[24]`) |
//! | key | 712 | `power` and `nPublic` as 4 bytes each; `k1`, `k2` as 32; in G1: `Qm`, `Ql`, `Qr`, `Qo`, `Qc`, `S1`, `S2`, `S3`; `X_2` in G2 |
//!
//! The domain's root `w` is not part of a key: it is the one that snarkjs takes, `5^((r - 1) / 2^power)`.
//!
//! Points are in the encoding of [`crate`]. The identity is a commitment like any other for selectors, since circuits
//! without constants, for instance, have a `Qc` of zero. Everywhere else it is refused: polynomials of proofs are
//! blinded, and those of permutations are never zero.

mod equation;
pub(crate) mod layout;
mod transcript;

use crate::{
    curve::{self, LINES_LEN},
    encoding::{read_scalar, write_g2, G1_LEN, G2_LEN, GT_LEN, ONE, WORD},
    groth16::negated_lines,
    Backend, KeyError, KeyPoint, PreparedKey, ProofSystem, Scalar, VerifyError,
};
use alloc::vec::Vec;
use ark_bn254::G2Affine;
use ark_ec::AffineRepr;
use layout::{cosets_are_disjoint, Circuit, Key, Proof, CIRCUIT_LEN};

/// Bytes of a proof.
pub(crate) const PROOF_LEN: usize = 9 * G1_LEN + 6 * WORD;

/// Bytes of a key.
pub(crate) const KEY_LEN: usize = CIRCUIT_LEN + G2_LEN;

/// Bytes of a prepared key: the key, with the lines of `-X_2` and of the generator in place of `X_2`.
pub(crate) const PREPARED_LEN: usize = CIRCUIT_LEN + 2 * LINES_LEN;

/// A key's commitments in G1, in their order.
pub(crate) const COMMITMENTS: [&str; 8] = ["Qm", "Ql", "Qr", "Qo", "Qc", "S1", "S2", "S3"];

/// A proof's evaluations, in their order.
pub(crate) const EVALUATIONS: [&str; 6] = ["eval_a", "eval_b", "eval_c", "eval_s1", "eval_s2", "eval_zw"];

/// See [`crate::prepare`].
pub(crate) fn prepare(bytes: &[u8]) -> Result<PreparedKey, KeyError> {
    let key = Key::split(bytes)?;
    key.check()?;
    if !cosets_are_disjoint(&key.circuit) {
        return Err(KeyError::Cosets);
    }
    let generator = write_g2(&G2Affine::generator());
    if *key.x_2 == generator {
        return Err(KeyError::TrivialSetup);
    }
    let lines = negated_lines(key.x_2).map_err(|fault| KeyError::of(KeyPoint::X2, fault))?;
    let of_generator = curve::lines(&generator).map_err(|_| KeyError::Backend)?;
    let inputs = key.circuit.inputs;
    let parts = [key.circuit_bytes.as_slice(), &lines, &of_generator];
    PreparedKey::assemble(ProofSystem::PlonkBn254, inputs, &parts).ok_or(KeyError::Backend)
}

/// The number of public inputs of a key, unchecked.
pub(crate) fn inputs_of(key: &[u8]) -> Option<u32> {
    Some(Circuit::split(key.first_chunk()?)?.inputs)
}

/// Every check of a proof's form.
pub(crate) fn check_proof(proof: &[u8]) -> Result<(), VerifyError> {
    Proof::split(proof)?.check()
}

/// See [`crate::verify`]. The inputs have been checked.
pub(crate) fn verify(
    backend: Backend,
    key: &PreparedKey,
    inputs: &[Scalar],
    proof: &[u8],
) -> Result<(), VerifyError> {
    let proof = Proof::split(proof)?;
    proof.check()?;
    let (circuit, lines) = split_prepared(key).ok_or(VerifyError::DamagedKey)?;
    let challenges = transcript::challenges(&circuit, inputs, &proof);
    let inputs: Option<Vec<_>> = inputs.iter().map(read_scalar).collect();
    let terms = inputs.and_then(|inputs| equation::terms(&circuit, &inputs, &proof, &challenges));
    // A challenge within the domain, at odds of one in 2^226, proves nothing.
    let terms = terms.ok_or(VerifyError::Invalid)?;

    // Points were checked, those of the key when it was prepared.
    let sum = |terms: equation::Sum| {
        let (points, scalars) = terms.encode();
        backend
            .msm(&points, &scalars)
            .map_err(|_| VerifyError::DamagedKey)
    };
    let points = [sum(terms.with_x)?, sum(terms.with_one)?].concat();
    let product = backend
        .pairing(&[], &points, lines)
        .map_err(|_| VerifyError::DamagedKey)?;
    if product == identity() {
        Ok(())
    } else {
        Err(VerifyError::Invalid)
    }
}

fn split_prepared(key: &PreparedKey) -> Option<(Circuit<'_>, &[u8])> {
    let (circuit, lines) = key.body(ProofSystem::PlonkBn254)?.split_first_chunk()?;
    Some((Circuit::split(circuit)?, lines))
}

/// The identity of the target group in its encoding.
fn identity() -> [u8; GT_LEN] {
    let mut bytes = [0; GT_LEN];
    if let Some(constant) = bytes.first_chunk_mut() {
        *constant = ONE;
    }
    bytes
}
