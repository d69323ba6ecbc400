//! Random numbers that are added to scalars before they are handed out.
//!
//! A witness is full of zeros, ones and small numbers. On a GPU they all fall into the same few buckets of a multi-scalar
//! multiplication, which is then as slow as its fullest bucket, and a requester could make it so on purpose. With random
//! numbers added the buckets fill evenly; what they add to the sum is known from once before.

use crate::abi::Word;
use ark_bn254::Fr;
use ark_ff::{BigInteger, PrimeField, UniformRand};
use ark_std::rand::{rngs::OsRng, rngs::StdRng, SeedableRng};
use proofnet_prover::Integer;
use rayon::prelude::*;

/// Random numbers, the same for every sum of a process.
pub(crate) struct Mask {
    source: StdRng,
    numbers: Vec<Integer>,
}

impl Mask {
    pub fn new() -> Self {
        let source =
            StdRng::from_rng(OsRng).unwrap_or_else(|_| StdRng::seed_from_u64(std::process::id().into()));
        Self {
            source,
            numbers: Vec::new(),
        }
    }

    /// The first `count` numbers.
    pub fn numbers(&mut self, count: usize) -> &[Integer] {
        while self.numbers.len() < count {
            self.numbers.push(Fr::rand(&mut self.source).into_bigint());
        }
        self.numbers.get(..count).unwrap_or_default()
    }

    /// The numbers alone, as words.
    pub fn words(&mut self, count: usize) -> Vec<Word> {
        self.numbers(count).iter().map(|number| number.0).collect()
    }

    /// `scalars[terms[i]]` plus the number at `i`, for all `i`.
    pub fn add(&mut self, scalars: &[Integer], terms: &[u32]) -> Vec<Word> {
        self.numbers(terms.len())
            .par_iter()
            .zip(terms)
            .map(|(number, term)| {
                let scalar = scalars.get(*term as usize).copied().unwrap_or_default();
                sum(*number, &scalar).0
            })
            .collect()
    }
}

/// The sum modulo the order; both are below it, which is below 2^255, so that nothing is carried out.
fn sum(mut left: Integer, right: &Integer) -> Integer {
    left.add_with_carry(right);
    if left >= Fr::MODULUS {
        left.sub_with_borrow(&Fr::MODULUS);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sum_should_be_reduced_when_above_the_order() {
        for (left, right) in [
            (-Fr::from(1u64), Fr::from(1u64)),
            (-Fr::from(1u64), -Fr::from(1u64)),
            (Fr::from(2u64), Fr::from(3u64)),
        ] {
            assert_eq!(
                sum(left.into_bigint(), &right.into_bigint()),
                (left + right).into_bigint()
            );
        }
    }

    #[test]
    fn numbers_should_stay_when_more_are_asked_for() {
        let mut mask = Mask::new();
        let few = mask.numbers(3).to_vec();
        assert_eq!(mask.numbers(10)[..3], few[..]);
        assert_ne!(few[0], few[1]);
    }
}
