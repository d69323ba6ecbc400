//! [Groth16](https://eprint.iacr.org/2016/260) over BLS12-381.
//!
//! The equation is that of [`crate::groth16`], and so is the order of the encoding; points are those of
//! [`crate::bls12_381`], which makes a proof 384 bytes, and a key 768 and 96 for each public input. The host functions
//! take points of G2 and not their lines, so the prepared key holds `e(alpha, beta)`, `-gamma` and `-delta`.

use crate::{
    bls12_381::{self, G1_LEN, G2_LEN, GT_LEN},
    curve::Fault,
    encoding::ONE,
    groth16::layout::{self, Checks},
    Backend, KeyError, KeyPoint, PreparedKey, ProofSystem, Scalar, VerifyError,
};
use alloc::vec::Vec;
use ark_bls12_381::G2Affine;
use ark_serialize::CanonicalSerialize;

/// Bytes of a proof.
pub(crate) const PROOF_LEN: usize = 2 * G1_LEN + G2_LEN;

/// Bytes of a key for `inputs` public inputs.
pub(crate) const fn key_len(inputs: u32) -> usize {
    layout::key_len(G1_LEN, G2_LEN, inputs)
}

/// Bytes of a prepared key for `inputs` public inputs.
pub(crate) const fn prepared_len(inputs: u32) -> usize {
    GT_LEN + 2 * G2_LEN + G1_LEN * (inputs as usize + 1)
}

pub(crate) type Key<'a> = layout::Key<'a, G1_LEN, G2_LEN>;
pub(crate) type ProofBytes<'a> = layout::ProofBytes<'a, G1_LEN, G2_LEN>;

const CHECKS: Checks<G1_LEN, G2_LEN> = Checks {
    are_coordinates: bls12_381::are_coordinates,
    is_identity: bls12_381::is_identity,
    g1: bls12_381::check_g1,
    g2: bls12_381::check_g2,
};

impl Key<'_> {
    /// Every check.
    pub fn check(&self) -> Result<(), KeyError> {
        self.check_with(&CHECKS)
    }
}

impl ProofBytes<'_> {
    /// Every check of the points.
    pub fn check(&self) -> Result<(), VerifyError> {
        self.check_with(&CHECKS)
    }
}

/// See [`crate::prepare`].
pub(crate) fn prepare(backend: Backend, key: &[u8]) -> Result<PreparedKey, KeyError> {
    let key = Key::split(key)?;
    key.check()?;
    let alpha_beta = backend
        .bls12_381_pairing(key.alpha, key.beta)
        .map_err(|fault| KeyError::of(KeyPoint::Beta, fault))?;
    let gamma = negated(key.gamma).map_err(|fault| KeyError::of(KeyPoint::Gamma, fault))?;
    let delta = negated(key.delta).map_err(|fault| KeyError::of(KeyPoint::Delta, fault))?;
    let parts = [alpha_beta.as_slice(), &gamma, &delta, key.terms];
    PreparedKey::assemble(ProofSystem::Groth16Bls12381, key.inputs, &parts).ok_or(KeyError::Backend)
}

fn negated(point: &[u8; G2_LEN]) -> Result<Vec<u8>, Fault> {
    let point: G2Affine = bls12_381::read(point)?;
    let mut bytes = Vec::with_capacity(G2_LEN);
    (-point)
        .serialize_uncompressed(&mut bytes)
        .map_err(|_| Fault::Shape)?;
    Ok(bytes)
}

/// Every check of a proof's form.
pub(crate) fn check_proof(proof: &[u8]) -> Result<(), VerifyError> {
    ProofBytes::split(proof)?.check()
}

/// See [`crate::verify`]. The inputs have been checked.
pub(crate) fn verify(
    backend: Backend,
    key: &PreparedKey,
    inputs: &[Scalar],
    proof: &[u8],
) -> Result<(), VerifyError> {
    let proof = ProofBytes::split(proof)?;
    proof.check()?;
    let key = Parts::of(key).ok_or(VerifyError::DamagedKey)?;
    let sum = backend
        .bls12_381_msm(key.ic, &[[ONE].as_slice(), inputs].concat())
        .map_err(|_| VerifyError::DamagedKey)?;
    let points = [*proof.a, sum, *proof.c].concat();
    let others = [proof.b.as_slice(), key.gamma_delta].concat();
    let product = backend
        .bls12_381_pairing(&points, &others)
        .map_err(|_| VerifyError::DamagedKey)?;
    if product == *key.alpha_beta {
        Ok(())
    } else {
        Err(VerifyError::Invalid)
    }
}

/// The parts of a prepared key.
struct Parts<'a> {
    /// `e(alpha, beta)`.
    alpha_beta: &'a [u8; GT_LEN],
    /// `-gamma`, then `-delta`.
    gamma_delta: &'a [u8],
    /// `ic[0]` to `ic[n]`.
    ic: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(key: &'a PreparedKey) -> Option<Self> {
        let (alpha_beta, rest) = key.body(ProofSystem::Groth16Bls12381)?.split_first_chunk()?;
        let (gamma_delta, ic) = rest.split_at_checked(2 * G2_LEN)?;
        Some(Self {
            alpha_beta,
            gamma_delta,
            ic,
        })
    }
}
