//! Keys and proofs as the values they consist of.

use super::{KEY_LEN, PROOF_LEN};
use crate::{
    curve::{self, Fault},
    encoding::{are_coordinates, is_canonical, is_identity, read_scalar, G1_LEN, G2_LEN, WORD},
    KeyError, KeyPoint, ProofPoint, Scalar, VerifyError, MAX_PUBLIC_INPUTS,
};
use ark_ff::{AdditiveGroup, Field};

/// Bytes of the part of a key that says which circuit it is, which is all but `X_2`.
pub(crate) const CIRCUIT_LEN: usize = 2 * 4 + 2 * WORD + 8 * G1_LEN;

/// Two to this power divides the scalar field's order minus one, and no larger one does.
const MAX_POWER: u32 = 28;

/// How many of a key's commitments are to selectors; the rest is to permutations.
const SELECTORS: usize = 5;

/// A circuit.
pub(crate) struct Circuit<'a> {
    /// The domain has `2^power` elements.
    pub power: u32,
    pub inputs: u32,
    pub k1: &'a Scalar,
    pub k2: &'a Scalar,
    /// In the order of [`super::COMMITMENTS`].
    pub commitments: &'a [[u8; G1_LEN]; 8],
}

impl<'a> Circuit<'a> {
    /// `None` never: the length is that of the parts.
    pub fn split(bytes: &'a [u8; CIRCUIT_LEN]) -> Option<Self> {
        let (power, rest) = bytes.split_first_chunk()?;
        let (inputs, rest) = rest.split_first_chunk()?;
        let (k1, rest) = rest.split_first_chunk()?;
        let (k2, rest) = rest.split_first_chunk()?;
        let (commitments, _) = rest.as_chunks();
        Some(Self {
            power: u32::from_be_bytes(*power),
            inputs: u32::from_be_bytes(*inputs),
            k1,
            k2,
            commitments: commitments.try_into().ok()?,
        })
    }
}

/// A key.
pub(crate) struct Key<'a> {
    pub circuit: Circuit<'a>,
    pub circuit_bytes: &'a [u8; CIRCUIT_LEN],
    pub x_2: &'a [u8; G2_LEN],
}

impl<'a> Key<'a> {
    pub fn split(key: &'a [u8]) -> Result<Self, KeyError> {
        let length = || KeyError::Length {
            len: u32::try_from(key.len()).unwrap_or(u32::MAX),
        };
        let key: &[u8; KEY_LEN] = key.try_into().map_err(|_| length())?;
        let (circuit_bytes, x_2) = key.split_first_chunk().ok_or_else(length)?;
        let x_2 = x_2.try_into().map_err(|_| length())?;
        let circuit = Circuit::split(circuit_bytes).ok_or_else(length)?;
        let Circuit { power, inputs, .. } = circuit;
        if inputs > MAX_PUBLIC_INPUTS {
            return Err(KeyError::TooManyInputs { inputs });
        }
        if power > MAX_POWER || 1 << power < inputs {
            return Err(KeyError::Domain { power });
        }
        Ok(Self {
            circuit,
            circuit_bytes,
            x_2,
        })
    }

    /// Every check of the points but the subgroup of `X_2`, which computing with it brings along.
    pub fn check(&self) -> Result<(), KeyError> {
        for (index, bytes) in (0u8..).zip(self.circuit.commitments) {
            let point = KeyPoint::Commitment(index);
            if is_identity(bytes) && usize::from(index) >= SELECTORS {
                return Err(KeyError::Identity { point });
            }
            curve::check_g1(bytes).map_err(|fault| KeyError::of(point, fault))?;
        }
        let point = KeyPoint::X2;
        if is_identity(self.x_2) {
            return Err(KeyError::Identity { point });
        }
        curve::check_g2(self.x_2).map_err(|fault| KeyError::of(point, fault))
    }
}

/// Whether the domain, `k1` times it and `k2` times it have no element in common: otherwise a permutation would mix up
/// wires.
pub(crate) fn cosets_are_disjoint(circuit: &Circuit) -> bool {
    let (Some(k1), Some(k2)) = (read_scalar(circuit.k1), read_scalar(circuit.k2)) else {
        return false;
    };
    let raised = |mut k: ark_bn254::Fr| {
        for _ in 0..circuit.power {
            k.square_in_place();
        }
        k
    };
    let (one, k1, k2) = (ark_bn254::Fr::ONE, raised(k1), raised(k2));
    let zero = ark_bn254::Fr::ZERO;
    k1 != zero && k2 != zero && k1 != one && k2 != one && k1 != k2
}

/// A proof.
pub(crate) struct Proof<'a> {
    /// `A`, `B`, `C`, `Z`, `T1`, `T2`, `T3`, `Wxi`, `Wxiw`.
    pub points: &'a [[u8; G1_LEN]; 9],
    /// In the order of [`super::EVALUATIONS`].
    pub evaluations: &'a [Scalar; 6],
}

const POINTS: [ProofPoint; 9] = [
    ProofPoint::A,
    ProofPoint::B,
    ProofPoint::C,
    ProofPoint::Z,
    ProofPoint::T(1),
    ProofPoint::T(2),
    ProofPoint::T(3),
    ProofPoint::Wxi,
    ProofPoint::Wxiw,
];

impl<'a> Proof<'a> {
    pub fn split(proof: &'a [u8]) -> Result<Self, VerifyError> {
        let length = || VerifyError::ProofLength {
            len: u32::try_from(proof.len()).unwrap_or(u32::MAX),
        };
        let proof: &[u8; PROOF_LEN] = proof.try_into().map_err(|_| length())?;
        let (points, evaluations) = proof.split_at_checked(9 * G1_LEN).ok_or_else(length)?;
        let ((points, _), (evaluations, _)) = (points.as_chunks(), evaluations.as_chunks());
        Ok(Self {
            points: points.try_into().map_err(|_| length())?,
            evaluations: evaluations.try_into().map_err(|_| length())?,
        })
    }

    /// Every check of a proof's form. The cheapest come first.
    pub fn check(&self) -> Result<(), VerifyError> {
        for (point, bytes) in POINTS.into_iter().zip(self.points) {
            if is_identity(bytes) {
                return Err(VerifyError::Identity { point });
            }
            if !are_coordinates(bytes) {
                return Err(VerifyError::NotCanonical { point });
            }
        }
        for (index, evaluation) in (0..).zip(self.evaluations) {
            if !is_canonical(evaluation) {
                return Err(VerifyError::EvaluationNotCanonical { index });
            }
        }
        for (point, bytes) in POINTS.into_iter().zip(self.points) {
            curve::check_g1(bytes).map_err(|fault: Fault| VerifyError::of(point, fault))?;
        }
        Ok(())
    }
}
