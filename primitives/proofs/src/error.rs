//! Why a verifying key or a proof is refused.

use crate::{curve::Fault, ProofSystem};
use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// A point of a verifying key.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub enum KeyPoint {
    /// `alpha` in G1.
    Alpha,
    /// `beta` in G2.
    Beta,
    /// `gamma` in G2.
    Gamma,
    /// `delta` in G2.
    Delta,
    /// `ic[i]` in G1: the constant term for `i = 0`, the term of public input `i - 1` otherwise.
    Ic(u32),
    /// The commitment to one of PLONK's selectors or permutations, in the order of the key's encoding: `Qm`, `Ql`, `Qr`,
    /// `Qo`, `Qc`, `S1`, `S2`, `S3`.
    Commitment(u8),
    /// PLONK's `X_2`: the secret of the setup, in G2.
    X2,
}

/// A point of a proof.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub enum ProofPoint {
    /// `A` in G1.
    A,
    /// `B` in G2.
    B,
    /// `C` in G1.
    C,
    /// PLONK's commitment to the permutation's product.
    Z,
    /// A part of PLONK's quotient, from 1 to 3.
    T(u8),
    /// PLONK's opening at `xi`.
    Wxi,
    /// PLONK's opening at `xi` times the domain's root.
    Wxiw,
}

/// Why a verifying key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum KeyError {
    /// The length is not that of a key of the system, for any number of public inputs.
    Length {
        /// Bytes given.
        len: u32,
    },
    /// More public inputs than [`crate::MAX_PUBLIC_INPUTS`].
    TooManyInputs {
        /// Public inputs that the length of the key stands for.
        inputs: u32,
    },
    /// A coordinate is not below the modulus of the base field.
    NotCanonical {
        /// The point it belongs to.
        point: KeyPoint,
    },
    /// A point is the identity.
    Identity {
        /// The point.
        point: KeyPoint,
    },
    /// A point does not satisfy the equation of its curve.
    OffCurve {
        /// The point.
        point: KeyPoint,
    },
    /// A point is on its curve and outside the subgroup of prime order.
    WrongSubgroup {
        /// The point.
        point: KeyPoint,
    },
    /// `gamma` equals `delta`: anybody can forge proofs for such a key.
    GammaEqualsDelta,
    /// The backend refused points that had passed every check: node and runtime disagree on the host functions.
    Backend,
    /// PLONK's domain: its power of two is above 28, or it has not as many elements as there are public inputs.
    Domain {
        /// The power.
        power: u32,
    },
    /// PLONK's `k1` and `k2` do not shift the domain to sets disjoint from it and from each other, or are not below the
    /// order of the scalar field.
    Cosets,
    /// PLONK's `X_2` is the generator of G2: nobody contributed to the setup, and anybody can forge proofs.
    TrivialSetup,
}

/// Why a proof, or the public inputs it comes with, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum VerifyError {
    /// The proof is not as long as proofs of its system are: [`crate::ProofSystem::proof_len`].
    ProofLength {
        /// Bytes given.
        len: u32,
    },
    /// The number of public inputs is not the key's.
    InputCount {
        /// Public inputs of the key.
        expected: u32,
        /// Public inputs given.
        got: u32,
    },
    /// A public input is not below the order of the scalar field.
    InputNotCanonical {
        /// Its index, from 0.
        index: u32,
    },
    /// A coordinate is not below the modulus of the base field.
    NotCanonical {
        /// The point it belongs to.
        point: ProofPoint,
    },
    /// A point is the identity.
    Identity {
        /// The point.
        point: ProofPoint,
    },
    /// A point does not satisfy the equation of its curve.
    OffCurve {
        /// The point.
        point: ProofPoint,
    },
    /// A point is on its curve and outside the subgroup of prime order.
    WrongSubgroup {
        /// The point.
        point: ProofPoint,
    },
    /// Everything is well-formed and the pairing equation does not hold.
    Invalid,
    /// The prepared key did not come from [`crate::prepare`].
    DamagedKey,
    /// An evaluation in a PLONK proof is not below the order of the scalar field.
    EvaluationNotCanonical {
        /// Its place among the proof's evaluations, from 0.
        index: u32,
    },
}

impl KeyError {
    /// What is wrong with a point that curve arithmetic refuses.
    pub(crate) fn of(point: KeyPoint, fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical { .. } => Self::NotCanonical { point },
            Fault::OffCurve { .. } => Self::OffCurve { point },
            Fault::WrongSubgroup { .. } => Self::WrongSubgroup { point },
            Fault::Shape | Fault::Unknown { .. } => Self::Backend,
        }
    }
}

impl VerifyError {
    /// What is wrong with a point that curve arithmetic refuses.
    pub(crate) fn of(point: ProofPoint, fault: Fault) -> Self {
        match fault {
            Fault::NotCanonical { .. } => Self::NotCanonical { point },
            Fault::OffCurve { .. } => Self::OffCurve { point },
            Fault::WrongSubgroup { .. } => Self::WrongSubgroup { point },
            Fault::Shape | Fault::Unknown { .. } => Self::DamagedKey,
        }
    }
}

impl fmt::Display for KeyPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alpha => f.write_str("alpha"),
            Self::Beta => f.write_str("beta"),
            Self::Gamma => f.write_str("gamma"),
            Self::Delta => f.write_str("delta"),
            Self::Ic(index) => write!(f, "ic[{index}]"),
            Self::Commitment(index) => {
                let names = crate::plonk::COMMITMENTS;
                f.write_str(names.get(usize::from(*index)).unwrap_or(&"unknown commitment"))
            }
            Self::X2 => f.write_str("X_2"),
        }
    }
}

impl fmt::Display for ProofPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::A => f.write_str("A"),
            Self::B => f.write_str("B"),
            Self::C => f.write_str("C"),
            Self::Z => f.write_str("Z"),
            Self::T(part) => write!(f, "T{part}"),
            Self::Wxi => f.write_str("Wxi"),
            Self::Wxiw => f.write_str("Wxiw"),
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { len } => write!(
                f,
                "verifying key of {len} bytes: Groth16 takes {} plus 64 for each public input over BN254, {} plus 96 \
                 over BLS12-381, PLONK takes {}",
                ProofSystem::Groth16Bn254.key_len(0),
                ProofSystem::Groth16Bls12381.key_len(0),
                ProofSystem::PlonkBn254.key_len(0)
            ),
            Self::TooManyInputs { inputs } => write!(
                f,
                "verifying key for {inputs} public inputs: at most {} are allowed; hash them into fewer",
                crate::MAX_PUBLIC_INPUTS
            ),
            Self::NotCanonical { point } => {
                write!(
                    f,
                    "verifying key: a coordinate of {point} is not below the base field's modulus"
                )
            }
            Self::Identity { point } => write!(f, "verifying key: {point} is the identity"),
            Self::OffCurve { point } => {
                write!(
                    f,
                    "verifying key: {point} is not on the curve; check the order of its coordinates"
                )
            }
            Self::WrongSubgroup { point } => {
                write!(f, "verifying key: {point} is outside the subgroup of prime order")
            }
            Self::GammaEqualsDelta => f.write_str(
                "verifying key: gamma equals delta, so that proofs can be forged; run the circuit's phase 2",
            ),
            Self::Backend => f.write_str("verifying key: the curve backend refused checked points"),
            Self::Domain { power } => write!(
                f,
                "verifying key: a domain of 2^{power} elements; expected at most 2^28, and as many as public inputs"
            ),
            Self::Cosets => f.write_str(
                "verifying key: k1 and k2 do not shift the domain to sets disjoint from it and from each other",
            ),
            Self::TrivialSetup => f.write_str(
                "verifying key: X_2 is the generator, so that proofs can be forged; use powers of tau with contributions",
            ),
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ProofLength { len } => {
                write!(
                    f,
                    "proof of {len} bytes: Groth16 has {} over BN254 and {} over BLS12-381, PLONK has {}",
                    ProofSystem::Groth16Bn254.proof_len(),
                    ProofSystem::Groth16Bls12381.proof_len(),
                    ProofSystem::PlonkBn254.proof_len()
                )
            }
            Self::InputCount { expected, got } => {
                write!(f, "{got} public inputs: the key takes {expected}")
            }
            Self::InputNotCanonical { index } => {
                write!(f, "public input {index} is not below the scalar field's order")
            }
            Self::NotCanonical { point } => {
                write!(
                    f,
                    "proof: a coordinate of {point} is not below the base field's modulus"
                )
            }
            Self::Identity { point } => write!(f, "proof: {point} is the identity"),
            Self::OffCurve { point } => {
                write!(
                    f,
                    "proof: {point} is not on the curve; check the order of its coordinates"
                )
            }
            Self::WrongSubgroup { point } => {
                write!(f, "proof: {point} is outside the subgroup of prime order")
            }
            Self::Invalid => {
                f.write_str("proof: the pairing equation does not hold for this key and these inputs")
            }
            Self::DamagedKey => f.write_str("prepared key: not the result of preparing a verifying key"),
            Self::EvaluationNotCanonical { index } => {
                let name = crate::plonk::EVALUATIONS
                    .get(*index as usize)
                    .unwrap_or(&"an evaluation");
                write!(f, "proof: {name} is not below the scalar field's order")
            }
        }
    }
}

impl core::error::Error for KeyError {}
impl core::error::Error for VerifyError {}
