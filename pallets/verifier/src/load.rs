//! What a batch of proofs takes, in the units that the benchmarks measure.

use proofnet_market::BatchSize;
use proofnet_proofs::{Work, MAX_PUBLIC_INPUTS};

/// A batch of claims whose circuits are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Claims.
    pub claims: u32,
    /// Keys that they are for, each counted once.
    pub keys: u32,
    /// Public inputs of these keys together.
    pub key_inputs: u32,
    /// Public inputs of the claims together.
    pub claim_inputs: u32,
}

/// What a batch takes: `products` times the base of the benchmark `verify_batch`, as many of its components as the next
/// three say, and `singles` verifications one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Products of pairings, each with its final exponentiation.
    pub products: u32,
    /// How many keys are in each product, added up; each comes with one claim.
    pub keys: u32,
    /// Claims beyond these in all products.
    pub further_claims: u32,
    /// Public inputs of the keys in each product, added up.
    pub inputs: u32,
    /// Claims verified one by one.
    pub singles: u32,
    /// Public inputs of these.
    pub single_inputs: u32,
}

impl Load {
    /// What `work` on a batch of this size takes, or more.
    pub fn of(work: &Work, size: &Size) -> Self {
        // Claims that are refused for their form are in no product, but are read and checked.
        let claims = work.pairs.max(size.claims.saturating_sub(work.singles));
        let products = work.products.max(1);
        let keys = products.saturating_mul(size.keys).min(claims);
        let by_key = products.saturating_mul(size.key_inputs);
        let by_claim = size.claim_inputs.saturating_mul(products_of_a_claim(size.claims));
        let by_pair = claims.saturating_mul(MAX_PUBLIC_INPUTS);
        Self {
            products: work.products,
            keys,
            further_claims: claims.saturating_sub(keys),
            inputs: match claims {
                0 => 0,
                _ => by_key.min(by_claim).min(by_pair),
            },
            singles: work.singles,
            single_inputs: match work.singles {
                0 => 0,
                _ => size.claim_inputs,
            },
        }
    }

    /// The most that a batch of this size takes.
    pub fn worst(size: BatchSize) -> Self {
        let keys = size.circuits.min(size.claims);
        let size = Size {
            claims: size.claims,
            keys,
            key_inputs: keys.saturating_mul(MAX_PUBLIC_INPUTS).min(size.public_inputs),
            claim_inputs: size.public_inputs,
        };
        Self::of(&Work::worst(size.claims), &size)
    }
}

/// The most products that any one of so many claims is in: those of the whole batch, and one of each size of its halves.
fn products_of_a_claim(claims: u32) -> u32 {
    let whole = Work::worst(1).pairs;
    let halvings = u32::BITS.saturating_sub(claims.saturating_sub(1).leading_zeros());
    whole.saturating_add(halvings)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = Size {
        claims: 32,
        keys: 2,
        key_inputs: 10,
        claim_inputs: 160,
    };

    fn work(products: u32, pairs: u32, singles: u32) -> Work {
        Work {
            products,
            pairs,
            singles,
        }
    }

    #[test]
    fn load_should_be_one_product_when_all_claims_hold() {
        let expected = Load {
            products: 1,
            keys: 2,
            further_claims: 30,
            inputs: 10,
            singles: 0,
            single_inputs: 0,
        };
        assert_eq!(Load::of(&work(1, 32, 0), &SIZE), expected);
    }

    #[test]
    fn load_should_be_that_of_a_verification_when_there_is_one_claim() {
        let size = Size {
            claims: 1,
            keys: 1,
            key_inputs: 5,
            claim_inputs: 5,
        };
        let load = Load::of(&work(0, 0, 1), &size);
        assert_eq!((load.products, load.keys, load.further_claims), (0, 0, 0));
        assert_eq!((load.singles, load.single_inputs), (1, 5));
    }

    #[test]
    fn load_should_count_every_claim_when_all_are_refused_for_their_form() {
        let load = Load::of(&work(0, 0, 0), &SIZE);
        assert_eq!((load.products, load.keys, load.further_claims), (0, 2, 30));
    }

    #[test]
    fn load_should_count_no_more_keys_than_claims_when_there_are_many_products() {
        let load = Load::of(&work(35, 40, 0), &SIZE);
        assert_eq!((load.keys, load.further_claims), (40, 0));
    }

    #[test]
    fn load_should_bound_inputs_by_the_depth_of_the_search_when_there_are_many_products() {
        let size = Size {
            key_inputs: 160,
            ..SIZE
        };
        assert_eq!(Load::of(&work(35, 96, 0), &size).inputs, 160 * (2 + 5));
    }

    #[test]
    fn load_should_bound_inputs_by_those_of_its_keys_when_many_proofs_are_of_one() {
        let size = BatchSize {
            claims: 32,
            circuits: 1,
            public_inputs: 32 * MAX_PUBLIC_INPUTS,
        };
        assert_eq!(
            Load::worst(size).inputs,
            Work::worst(32).products * MAX_PUBLIC_INPUTS
        );
        let size = BatchSize { circuits: 32, ..size };
        assert_eq!(
            Load::worst(size).inputs,
            Work::worst(32).pairs * MAX_PUBLIC_INPUTS
        );
    }

    #[test]
    fn load_should_never_be_above_the_worst_when_work_and_size_are_within_it() {
        let worst = Load::worst(BatchSize {
            claims: 32,
            circuits: 4,
            public_inputs: 160,
        });
        for keys in 0..=4 {
            for pairs in 0..=Work::worst(32).pairs {
                for singles in 0..=32 {
                    let products = pairs.min(Work::worst(32).products);
                    let load = Load::of(&work(products, pairs, singles), &Size { keys, ..SIZE });
                    assert!(load.products <= worst.products && load.inputs <= worst.inputs);
                    // A key costs more than another claim of the same.
                    assert!(load.keys <= worst.keys);
                    assert!(load.keys + load.further_claims <= worst.keys + worst.further_claims);
                    assert!(load.singles <= worst.singles && load.single_inputs <= worst.single_inputs);
                }
            }
        }
    }

    #[test]
    fn load_should_not_wrap_when_figures_are_extreme() {
        let load = Load::worst(BatchSize {
            claims: u32::MAX,
            circuits: u32::MAX,
            public_inputs: u32::MAX,
        });
        assert_eq!((load.keys, load.singles), (u32::MAX, u32::MAX));
    }
}
