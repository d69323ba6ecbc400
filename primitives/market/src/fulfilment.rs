//! A proof that was bought, with its outputs.

use crate::{CircuitId, ProofBytes, PublicInput, PublicInputs};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use proofnet_proofs::{Scalar, MAX_PUBLIC_INPUTS};
use scale_info::TypeInfo;

/// Which public inputs of a statement are free: bit `i` (value `2^i`) is that of public input `i`.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, Default, PartialEq, Eq, Debug,
)]
pub struct FreeInputs(pub u64);

const _: () = assert!(MAX_PUBLIC_INPUTS <= u64::BITS, "every public input has a bit");

impl FreeInputs {
    /// Those of `statement`.
    pub fn of(statement: &[PublicInput]) -> Self {
        let bits = statement
            .iter()
            .zip(0u32..)
            .filter(|(input, _)| matches!(input, PublicInput::Free))
            .fold(0, |bits, (_, index)| bits | 1u64.checked_shl(index).unwrap_or(0));
        Self(bits)
    }

    /// Whether public input `index` is free.
    pub fn has(&self, index: u32) -> bool {
        self.0.checked_shr(index).unwrap_or(0) & 1 == 1
    }
}

/// A proof that was bought, kept for the retention period.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Fulfilment<AccountId, Balance, BlockNumber> {
    /// Who paid.
    pub requester: AccountId,
    /// Who proved.
    pub prover: AccountId,
    /// What was proved.
    pub circuit: CircuitId,
    /// Every public input, fixed and free.
    pub public_inputs: PublicInputs,
    /// Which of them the requester left free.
    pub free: FreeInputs,
    /// The proof.
    pub proof: ProofBytes,
    /// Planck that the requester paid.
    pub fee: Balance,
    /// Planck held for this row until it is pruned.
    pub deposit: Balance,
    /// Block of the delivery.
    pub fulfilled: BlockNumber,
}

impl<AccountId, Balance, BlockNumber> Fulfilment<AccountId, Balance, BlockNumber> {
    /// What the proof tells beyond what was asked: the free public inputs, with their places.
    pub fn outputs(&self) -> impl Iterator<Item = (u32, &Scalar)> {
        let placed = (0u32..).zip(&self.public_inputs);
        placed.filter(|(index, _)| self.free.has(*index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_inputs_should_be_those_that_the_statement_leaves_open() {
        let fixed = PublicInput::Fixed([0; 32]);
        let free = FreeInputs::of(&[PublicInput::Free, fixed.clone(), PublicInput::Free]);
        assert_eq!(free, FreeInputs(0b101));
        assert_eq!(
            [0, 1, 2, 3, 64].map(|index| free.has(index)),
            [true, false, true, false, false]
        );
        assert_eq!(FreeInputs::of(&[fixed]), FreeInputs::default());
    }

    #[test]
    fn free_inputs_should_have_room_when_the_statement_is_as_long_as_any() {
        let all = FreeInputs::of(&vec![PublicInput::Free; MAX_PUBLIC_INPUTS as usize]);
        assert!((0..MAX_PUBLIC_INPUTS).all(|index| all.has(index)));
        assert!(!all.has(MAX_PUBLIC_INPUTS));
    }
}
