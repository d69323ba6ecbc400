//! Why a verifying key or a proof is refused.

use codec::{Decode, DecodeWithMemTracking, Encode};
use core::fmt;
use scale_info::TypeInfo;

/// A point of a Groth16 verifying key.
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
}

/// A point of a Groth16 proof.
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
}

/// Why a verifying key is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum KeyError {
    /// The length is not `key_len(n)` for any number `n` of public inputs.
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
}

/// Why a proof, or the public inputs it comes with, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum VerifyError {
    /// The proof is not [`crate::PROOF_LEN`] bytes long.
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
}

impl fmt::Display for KeyPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alpha => f.write_str("alpha"),
            Self::Beta => f.write_str("beta"),
            Self::Gamma => f.write_str("gamma"),
            Self::Delta => f.write_str("delta"),
            Self::Ic(index) => write!(f, "ic[{index}]"),
        }
    }
}

impl fmt::Display for ProofPoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        })
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { len } => write!(
                f,
                "verifying key of {len} bytes: expected {} plus 64 for each public input",
                crate::key_len(0)
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
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ProofLength { len } => {
                write!(f, "proof of {len} bytes: expected {}", crate::PROOF_LEN)
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
        }
    }
}

impl core::error::Error for KeyError {}
impl core::error::Error for VerifyError {}
