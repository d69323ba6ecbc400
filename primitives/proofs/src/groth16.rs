//! [Groth16](https://eprint.iacr.org/2016/260) over BN254.
//!
//! A proof (A, B, C) is valid for inputs s under a key when
//! `e(A, B) = e(alpha, beta) e(ic[0] + sum s_i ic[i], gamma) e(C, delta)`. The prepared key holds `e(alpha, beta)` and
//! the lines of `-gamma` and `-delta`, which leaves one product of three pairings to compute and compare.

pub(crate) mod batch;

use crate::{
    curve::{self, Fault},
    encoding::{are_coordinates, is_identity, read_g2, write_g2, G1_LEN, G2_LEN, ONE},
    key::Parts,
    Backend, KeyError, KeyPoint, PreparedKey, ProofPoint, ProofSystem, Scalar, VerifyError,
    MAX_PUBLIC_INPUTS,
};
use alloc::vec::Vec;

/// Bytes of a proof.
pub const PROOF_LEN: usize = 2 * G1_LEN + G2_LEN;

/// Bytes of a key for `inputs` public inputs.
pub const fn key_len(inputs: u32) -> usize {
    G1_LEN + 3 * G2_LEN + G1_LEN * (inputs as usize + 1)
}

/// Bytes of the longest key.
pub const MAX_KEY_LEN: usize = key_len(MAX_PUBLIC_INPUTS);

/// A key's points as slices of its encoding.
pub(crate) struct Key<'a> {
    pub inputs: u32,
    pub alpha: &'a [u8; G1_LEN],
    pub beta: &'a [u8; G2_LEN],
    pub gamma: &'a [u8; G2_LEN],
    pub delta: &'a [u8; G2_LEN],
    ic: &'a [u8],
}

impl<'a> Key<'a> {
    pub fn split(key: &'a [u8]) -> Result<Self, KeyError> {
        let length = || KeyError::Length {
            len: u32::try_from(key.len()).unwrap_or(u32::MAX),
        };
        let (alpha, rest) = key.split_first_chunk().ok_or_else(length)?;
        let (beta, rest) = rest.split_first_chunk().ok_or_else(length)?;
        let (gamma, rest) = rest.split_first_chunk().ok_or_else(length)?;
        let (delta, ic) = rest.split_first_chunk().ok_or_else(length)?;
        if ic.is_empty() || !ic.len().is_multiple_of(G1_LEN) {
            return Err(length());
        }
        let inputs = u32::try_from(ic.len() / G1_LEN - 1).unwrap_or(u32::MAX);
        if inputs > MAX_PUBLIC_INPUTS {
            return Err(KeyError::TooManyInputs { inputs });
        }
        Ok(Self {
            inputs,
            alpha,
            beta,
            gamma,
            delta,
            ic,
        })
    }

    pub fn ic(&self) -> impl Iterator<Item = (KeyPoint, &'a [u8; G1_LEN])> {
        let (ic, _) = self.ic.as_chunks();
        ic.iter()
            .zip(0..)
            .map(|(point, index)| (KeyPoint::Ic(index), point))
    }

    /// Every check but the subgroups of G2, which computing with the points brings along.
    pub fn check(&self) -> Result<(), KeyError> {
        for (point, bytes) in core::iter::once((KeyPoint::Alpha, self.alpha)).chain(self.ic()) {
            check_key_point(point, bytes, curve::check_g1(bytes))?;
        }
        let g2 = [
            (KeyPoint::Beta, self.beta),
            (KeyPoint::Gamma, self.gamma),
            (KeyPoint::Delta, self.delta),
        ];
        for (point, bytes) in g2 {
            check_key_point(point, bytes, curve::check_g2(bytes))?;
        }
        if self.gamma == self.delta {
            return Err(KeyError::GammaEqualsDelta);
        }
        Ok(())
    }
}

fn check_key_point(point: KeyPoint, bytes: &[u8], check: Result<(), Fault>) -> Result<(), KeyError> {
    if is_identity(bytes) {
        return Err(KeyError::Identity { point });
    }
    check.map_err(|fault| key_error(point, fault))
}

fn key_error(point: KeyPoint, fault: Fault) -> KeyError {
    match fault {
        Fault::NotCanonical { .. } => KeyError::NotCanonical { point },
        Fault::OffCurve { .. } => KeyError::OffCurve { point },
        Fault::WrongSubgroup { .. } => KeyError::WrongSubgroup { point },
        Fault::Shape | Fault::Unknown { .. } => KeyError::Backend,
    }
}

/// See [`crate::prepare`].
pub(crate) fn prepare(backend: Backend, key: &[u8]) -> Result<PreparedKey, KeyError> {
    let key = Key::split(key)?;
    key.check()?;
    let alpha_beta = backend
        .pairing(&[key.alpha.as_slice(), key.beta].concat(), &[], &[])
        .map_err(|fault| key_error(KeyPoint::Beta, fault))?;
    let mut lines = negated_lines(key.gamma).map_err(|fault| key_error(KeyPoint::Gamma, fault))?;
    lines.extend(negated_lines(key.delta).map_err(|fault| key_error(KeyPoint::Delta, fault))?);
    let parts = Parts {
        alpha_beta: &alpha_beta,
        lines: &lines,
        ic: key.ic,
    };
    PreparedKey::assemble(ProofSystem::Groth16Bn254, key.inputs, &parts).ok_or(KeyError::Backend)
}

fn negated_lines(point: &[u8; G2_LEN]) -> Result<Vec<u8>, Fault> {
    let point = read_g2(point).ok_or(Fault::NotCanonical { index: 0 })?;
    curve::lines(&write_g2(&-point))
}

/// A proof's points as slices of its encoding.
pub(crate) struct ProofBytes<'a> {
    pub a: &'a [u8; G1_LEN],
    pub b: &'a [u8; G2_LEN],
    pub c: &'a [u8; G1_LEN],
}

impl<'a> ProofBytes<'a> {
    pub fn split(proof: &'a [u8]) -> Result<Self, VerifyError> {
        let length = || VerifyError::ProofLength {
            len: u32::try_from(proof.len()).unwrap_or(u32::MAX),
        };
        let (a, rest) = proof.split_first_chunk().ok_or_else(length)?;
        let (b, c) = rest.split_first_chunk().ok_or_else(length)?;
        let c = c.try_into().map_err(|_| length())?;
        Ok(Self { a, b, c })
    }

    /// Every check but B's subgroup, which pairing B brings along. The cheapest come first.
    pub fn check(&self) -> Result<(), VerifyError> {
        let points: [(ProofPoint, &[u8]); 3] = [
            (ProofPoint::A, self.a),
            (ProofPoint::B, self.b),
            (ProofPoint::C, self.c),
        ];
        for (point, bytes) in points {
            if !are_coordinates(bytes) {
                return Err(VerifyError::NotCanonical { point });
            }
            if is_identity(bytes) {
                return Err(VerifyError::Identity { point });
            }
        }
        let off_curve = |point| move |_| VerifyError::OffCurve { point };
        curve::check_g1(self.a).map_err(off_curve(ProofPoint::A))?;
        curve::check_g1(self.c).map_err(off_curve(ProofPoint::C))?;
        curve::check_g2(self.b).map_err(off_curve(ProofPoint::B))
    }
}

/// Every check of a proof's form: all but the subgroup of B, which pairing brings along.
pub(crate) fn check_proof(proof: &[u8]) -> Result<(), VerifyError> {
    ProofBytes::split(proof)?.check()
}

/// A proof of points in canonical encoding.
#[cfg(feature = "std")]
pub(crate) fn join(a: &[u8; G1_LEN], b: &[u8; G2_LEN], c: &[u8; G1_LEN]) -> [u8; PROOF_LEN] {
    let mut proof = [0; PROOF_LEN];
    let points = a.iter().chain(b).chain(c);
    for (byte, from) in proof.iter_mut().zip(points) {
        *byte = *from;
    }
    proof
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
    let key = key.parts().ok_or(VerifyError::DamagedKey)?;

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
