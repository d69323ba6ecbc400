//! What the chain stores of a verifying key to verify proofs fast.

use crate::{
    curve::LINES_LEN,
    encoding::{G1_LEN, GT_LEN},
    ProofSystem, MAX_PUBLIC_INPUTS,
};
use alloc::vec::Vec;
use bounded_collections::{BoundedVec, ConstU32};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// Bytes of a prepared key, its system and count of inputs aside.
const fn body_len(inputs: u32) -> usize {
    GT_LEN + 2 * LINES_LEN + G1_LEN * (inputs as usize + 1)
}

/// Most bytes of a prepared key, its system and count of inputs aside.
pub const MAX_PREPARED_LEN: usize = body_len(MAX_PUBLIC_INPUTS);

/// A verifying key that [`crate::prepare`] has checked, with what does not depend on the proof computed in advance.
///
/// It may be read back from storage; bytes from anywhere else are not to be trusted, since a verification does not
/// repeat the checks.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo)]
pub struct PreparedKey {
    system: ProofSystem,
    public_inputs: u32,
    // The pairing of alpha and beta; the lines of -gamma and of -delta; ic[0] to ic[n].
    body: BoundedVec<u8, ConstU32<{ MAX_PREPARED_LEN as u32 }>>,
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

impl PreparedKey {
    /// The proof system.
    pub fn system(&self) -> ProofSystem {
        self.system
    }

    /// Public inputs a proof comes with.
    pub fn public_inputs(&self) -> u32 {
        self.public_inputs
    }

    /// Most bytes of the SCALE encoding of a prepared key for `inputs` public inputs.
    pub fn max_len(inputs: u32) -> usize {
        Self::max_encoded_len() - MAX_PREPARED_LEN + body_len(inputs.min(MAX_PUBLIC_INPUTS))
    }

    /// Puts a key together; `None` when a part does not have the length it must have.
    pub(crate) fn assemble(system: ProofSystem, public_inputs: u32, parts: &Parts) -> Option<Self> {
        let mut body = Vec::with_capacity(body_len(public_inputs));
        body.extend_from_slice(parts.alpha_beta);
        body.extend_from_slice(parts.lines);
        body.extend_from_slice(parts.ic);
        let key = Self {
            system,
            public_inputs,
            body: body.try_into().ok()?,
        };
        key.parts().is_some().then_some(key)
    }

    /// Takes the key apart; `None` when its length is not that of a key with so many inputs.
    pub(crate) fn parts(&self) -> Option<Parts<'_>> {
        if self.public_inputs > MAX_PUBLIC_INPUTS || self.body.len() != body_len(self.public_inputs) {
            return None;
        }
        let (alpha_beta, rest) = self.body.split_first_chunk()?;
        let (lines, ic) = rest.split_at_checked(2 * LINES_LEN)?;
        Some(Parts {
            alpha_beta,
            lines,
            ic,
        })
    }
}
