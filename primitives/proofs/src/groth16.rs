//! [Groth16](https://eprint.iacr.org/2016/260) over BN254.
//!
//! A proof (A, B, C) is valid for inputs s under a key when
//! `e(A, B) = e(alpha, beta) e(ic[0] + sum s_i ic[i], gamma) e(C, delta)`. The prepared key holds `e(alpha, beta)` and
//! the lines of `-gamma` and `-delta`, which leaves one product of three pairings to compute and compare.

pub(crate) mod batch;
pub(crate) mod layout;

use crate::{
    curve::{self, Fault, LINES_LEN},
    encoding::{are_coordinates, is_identity, read_g2, write_g2, G1_LEN, G2_LEN, GT_LEN, ONE},
    Backend, KeyError, KeyPoint, PreparedKey, ProofPoint, ProofSystem, Scalar, VerifyError,
};
use alloc::vec::Vec;
use layout::Checks;

/// Bytes of a proof.
pub const PROOF_LEN: usize = 2 * G1_LEN + G2_LEN;

/// Bytes of a key for `inputs` public inputs.
pub const fn key_len(inputs: u32) -> usize {
    layout::key_len(G1_LEN, G2_LEN, inputs)
}

/// Bytes of a prepared key for `inputs` public inputs.
pub(crate) const fn prepared_len(inputs: u32) -> usize {
    GT_LEN + 2 * LINES_LEN + G1_LEN * (inputs as usize + 1)
}

/// The parts of a prepared key.
pub(crate) struct Parts<'a> {
    /// `e(alpha, beta)` as the curve backends write it.
    pub alpha_beta: &'a [u8; GT_LEN],
    /// The lines of `-gamma`, then those of `-delta`.
    pub lines: &'a [u8],
    /// `ic[0]` to `ic[n]`.
    pub ic: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Takes a key apart; `None` when it is of another system, or its length is not that of a key with so many inputs.
    pub fn of(key: &'a PreparedKey) -> Option<Self> {
        let (alpha_beta, rest) = key.body(ProofSystem::Groth16Bn254)?.split_first_chunk()?;
        let (lines, ic) = rest.split_at_checked(2 * LINES_LEN)?;
        Some(Self {
            alpha_beta,
            lines,
            ic,
        })
    }
}

/// A key's points as slices of its encoding.
pub(crate) type Key<'a> = layout::Key<'a, G1_LEN, G2_LEN>;

/// A proof's points as slices of its encoding.
pub(crate) type ProofBytes<'a> = layout::ProofBytes<'a, G1_LEN, G2_LEN>;

// All of G1 is the subgroup; that of G2 falls out of computing with the points.
const CHECKS: Checks<G1_LEN, G2_LEN> = Checks {
    are_coordinates,
    is_identity,
    g1: curve::check_g1,
    g2: curve::check_g2,
};

impl Key<'_> {
    /// Every check but the subgroups of G2, which computing with the points brings along.
    pub fn check(&self) -> Result<(), KeyError> {
        self.check_with(&CHECKS)
    }
}

impl ProofBytes<'_> {
    /// Every check but B's subgroup, which pairing B brings along.
    pub fn check(&self) -> Result<(), VerifyError> {
        self.check_with(&CHECKS)
    }
}

/// See [`crate::prepare`].
pub(crate) fn prepare(backend: Backend, key: &[u8]) -> Result<PreparedKey, KeyError> {
    let key = Key::split(key)?;
    key.check()?;
    let alpha_beta = backend
        .pairing(&[key.alpha.as_slice(), key.beta].concat(), &[], &[])
        .map_err(|fault| KeyError::of(KeyPoint::Beta, fault))?;
    let mut lines = negated_lines(key.gamma).map_err(|fault| KeyError::of(KeyPoint::Gamma, fault))?;
    lines.extend(negated_lines(key.delta).map_err(|fault| KeyError::of(KeyPoint::Delta, fault))?);
    let parts = [alpha_beta.as_slice(), &lines, key.terms];
    PreparedKey::assemble(ProofSystem::Groth16Bn254, key.inputs, &parts).ok_or(KeyError::Backend)
}

pub(crate) fn negated_lines(point: &[u8; G2_LEN]) -> Result<Vec<u8>, Fault> {
    let point = read_g2(point).ok_or(Fault::NotCanonical { index: 0 })?;
    curve::lines(&write_g2(&-point))
}

/// Every check of a proof's form: all but the subgroup of B, which pairing brings along.
pub(crate) fn check_proof(proof: &[u8]) -> Result<(), VerifyError> {
    ProofBytes::split(proof)?.check()
}

/// A proof of points in canonical encoding.
#[cfg(feature = "std")]
pub(crate) fn join(a: &[u8; G1_LEN], b: &[u8; G2_LEN], c: &[u8; G1_LEN]) -> [u8; PROOF_LEN] {
    layout::join(a, b, c)
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

    let scalars = [[ONE].as_slice(), inputs].concat();
    let sum = backend
        .msm(key.ic, scalars.as_flattened())
        .map_err(|_| VerifyError::DamagedKey)?;
    let a_b = [proof.a.as_slice(), proof.b].concat();
    let sum_c = [sum, *proof.c].concat();
    let product = backend
        .pairing(&a_b, &sum_c, key.lines)
        .map_err(|fault| match fault {
            Fault::WrongSubgroup { .. } => VerifyError::WrongSubgroup { point: ProofPoint::B },
            // A, B and C were checked, so that it is the key's part that does not fit.
            _ => VerifyError::DamagedKey,
        })?;
    if product == *key.alpha_beta {
        Ok(())
    } else {
        Err(VerifyError::Invalid)
    }
}
