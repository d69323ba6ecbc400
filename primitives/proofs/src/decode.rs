//! What the decoders of binary formats share: their errors, and reading within bounds.

use crate::{encoding::WORD, KeyError, ProofSystem, Scalar, VerifyError, MAX_PUBLIC_INPUTS};

/// Why bytes in another format are refused.
///
/// Decoders say what keeps bytes from standing for points at all. Whether the points are any good is for
/// [`crate::prepare`] and [`crate::verify`] to say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Bytes end early, or more follow.
    #[error("{what}: {len} bytes, expected {expected}")]
    Length {
        /// What the bytes should be.
        what: &'static str,
        /// Bytes given.
        len: usize,
        /// Bytes expected, in words where several lengths are allowed.
        expected: String,
    },
    /// A coordinate is not below the modulus of the base field, or no point has this x coordinate.
    #[error("{place}: not a point; a coordinate is not below the field's modulus, or no point has this x coordinate")]
    NotAPoint {
        /// Which point.
        place: String,
    },
    /// The point is there, and its bytes are not the ones that the format writes for it.
    #[error("{place}: not written as the format writes this point; check that it is {expected}, and the byte order")]
    Flags {
        /// Which point.
        place: String,
        /// The form expected.
        expected: &'static str,
    },
    /// More public inputs than a circuit may have.
    #[error("{inputs} public inputs: at most {max} are allowed", max = MAX_PUBLIC_INPUTS)]
    TooManyInputs {
        /// Public inputs announced.
        inputs: u64,
    },
    /// A key without the constant term of its inputs.
    #[error("the key has no ic[0] (gnark: K[0]): every key has one point more than public inputs")]
    NoInputTerms,
    /// Commitments of gnark's (`frontend.Committer`), which plain Groth16 does not have.
    #[error(
        "{count} commitments: the circuit uses gnark's Commit, directly or by lookups or range checks, which is an \
         extension of Groth16 that the chain does not verify; build it without"
    )]
    Commitments {
        /// How many.
        count: u32,
    },
    /// A witness with secret inputs, where the public ones alone are expected.
    #[error(
        "the witness holds {count} secret inputs: export its public part only (gnark: witness.Public())"
    )]
    SecretInputs {
        /// How many.
        count: u32,
    },
    /// A count that contradicts another.
    #[error("{what}: announces {announced} values and holds {held}")]
    Count {
        /// What the bytes should be.
        what: &'static str,
        /// As announced.
        announced: u64,
        /// As held.
        held: u64,
    },
    /// A public input is not below the order of the scalar field.
    #[error("public input {index} is not below the scalar field's order")]
    InputNotCanonical {
        /// Its index, from 0.
        index: usize,
    },
    /// The canonical key to be written is refused.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The canonical proof to be written is refused.
    #[error(transparent)]
    Proof(#[from] VerifyError),
}

/// Takes bytes from the front.
pub(crate) struct Reader<'a> {
    what: &'static str,
    whole: usize,
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads `bytes`, which should be `what`.
    pub fn new(what: &'static str, bytes: &'a [u8]) -> Self {
        Self {
            what,
            whole: bytes.len(),
            rest: bytes,
        }
    }

    /// The next `N` bytes.
    pub fn take<const N: usize>(&mut self) -> Result<&'a [u8; N], DecodeError> {
        let (head, rest) = self
            .rest
            .split_first_chunk()
            .ok_or_else(|| self.length(format!("at least {}", self.whole - self.rest.len() + N)))?;
        self.rest = rest;
        Ok(head)
    }

    /// The next `len` bytes.
    pub fn slice(&mut self, len: usize) -> Result<&'a [u8], DecodeError> {
        let (head, rest) = self
            .rest
            .split_at_checked(len)
            .ok_or_else(|| self.length(format!("at least {}", self.whole - self.rest.len() + len)))?;
        self.rest = rest;
        Ok(head)
    }

    /// The next four bytes as a big-endian integer.
    pub fn u32_be(&mut self) -> Result<u32, DecodeError> {
        Ok(u32::from_be_bytes(*self.take()?))
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Nothing may be left.
    pub fn end(self) -> Result<(), DecodeError> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(self.length(format!("{}", self.whole - self.rest.len())))
    }

    fn length(&self, expected: String) -> DecodeError {
        DecodeError::Length {
            what: self.what,
            len: self.whole,
            expected,
        }
    }
}

/// Checks a number of public inputs before anything is read or allocated for them.
pub(crate) fn check_count(inputs: u64) -> Result<usize, DecodeError> {
    match usize::try_from(inputs) {
        Ok(count) if count <= MAX_PUBLIC_INPUTS as usize => Ok(count),
        _ => Err(DecodeError::TooManyInputs { inputs }),
    }
}

/// The number of public inputs of a key with `points` terms.
pub(crate) fn inputs_of_terms(points: u64) -> Result<usize, DecodeError> {
    check_count(points.checked_sub(1).ok_or(DecodeError::NoInputTerms)?)
}

/// Big-endian words as public inputs over BN254.
pub(crate) fn scalars(bytes: &[u8]) -> Result<Vec<Scalar>, DecodeError> {
    scalars_of(ProofSystem::Groth16Bn254, bytes)
}

/// Big-endian words as public inputs of `system`.
pub(crate) fn scalars_of(system: ProofSystem, bytes: &[u8]) -> Result<Vec<Scalar>, DecodeError> {
    let (words, _) = bytes.as_chunks::<WORD>();
    match words.iter().position(|word| !system.is_canonical(word)) {
        Some(index) => Err(DecodeError::InputNotCanonical { index }),
        None => Ok(words.to_vec()),
    }
}
