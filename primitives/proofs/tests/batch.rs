//! Batches accept and refuse exactly what single verifications do, within bounded work.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use ark_std::rand::{rngs::StdRng, SeedableRng};
use common::{add_to_word, encode_g2, scalar_order, twist_point, Case};
use proofnet_proofs::{
    verify, verify_batch, Backend, BatchError, Claim, PreparedKey, ProofPoint, Report, Scalar,
    VerifyError::{self, *},
    Work, MAX_BATCH,
};
use proptest::prelude::*;
use std::sync::LazyLock;

/// A claim that owns what it refers to.
#[derive(Clone)]
struct Owned {
    key: u32,
    inputs: Vec<Scalar>,
    proof: Vec<u8>,
}

/// Three circuits with 1, 3 and 0 public inputs, and four proofs for each.
struct Pool {
    keys: Vec<PreparedKey>,
    claims: Vec<Owned>,
}

static POOL: LazyLock<Pool> = LazyLock::new(|| {
    let circuits = [Case::new(1, 1), Case::new(3, 2), Case::new(0, 3)];
    let claims = circuits.iter().zip(0..).flat_map(|(circuit, key)| {
        (0..4).map(move |seed| {
            let (proof, inputs) = circuit.another(seed);
            Owned {
                key,
                inputs,
                proof: proof.to_vec(),
            }
        })
    });
    Pool {
        claims: claims.collect(),
        keys: circuits.iter().map(Case::prepared).collect(),
    }
});

fn batch(backend: Backend, claims: &[Owned]) -> Report {
    let keys: Vec<_> = POOL.keys.iter().collect();
    let borrowed: Vec<_> = claims
        .iter()
        .map(|claim| Claim {
            key: claim.key,
            inputs: &claim.inputs,
            proof: &claim.proof,
        })
        .collect();
    verify_batch(backend, &keys, &borrowed).unwrap()
}

/// The results of a batch, which have to be those of single verifications.
fn check(claims: &[Owned]) -> Vec<Result<(), VerifyError>> {
    let host = batch(Backend::Host, claims);
    assert_eq!(host, batch(Backend::Portable, claims));
    let single = claims.iter().map(|claim| {
        let key = &POOL.keys[claim.key as usize];
        verify(Backend::Portable, key, &claim.inputs, &claim.proof)
    });
    assert_eq!(host.results, single.collect::<Vec<_>>());
    let worst = Work::worst(claims.len() as u32);
    assert!(host.work.pairs <= worst.pairs);
    assert!(host.work.products <= worst.products);
    assert!(host.work.singles <= worst.singles);
    host.results
}

fn check_changed(change: impl FnOnce(&mut Vec<Owned>)) -> Vec<Result<(), VerifyError>> {
    let mut claims = POOL.claims.clone();
    change(&mut claims);
    check(&claims)
}

/// Who of the claims is refused, and why.
fn refused(results: &[Result<(), VerifyError>]) -> Vec<(usize, VerifyError)> {
    let refused = |(index, result): (usize, &Result<_, _>)| result.err().map(|error| (index, error));
    results.iter().enumerate().filter_map(refused).collect()
}

#[test]
fn batch_should_accept_all_when_all_are_valid() {
    assert_eq!(check(&POOL.claims), vec![Ok(()); 12]);
}

#[test]
fn batch_should_take_one_product_when_all_are_valid() {
    let work = batch(Backend::Host, &POOL.claims).work;
    assert_eq!((work.products, work.pairs, work.singles), (1, 12, 0));
}

#[test]
fn batch_should_accept_nothing_when_it_is_empty() {
    assert_eq!(check(&[]), vec![]);
}

#[test]
fn batch_should_decide_when_it_has_one_claim() {
    assert_eq!(check(&POOL.claims[..1]), vec![Ok(())]);
}

#[test]
fn batch_should_accept_a_proof_when_it_comes_twice() {
    let claims = [POOL.claims[0].clone(), POOL.claims[0].clone()];
    assert_eq!(check(&claims), vec![Ok(()), Ok(())]);
}

#[test]
fn batch_should_refuse_a_claim_when_its_input_is_another() {
    for bad in [0, 5, 7] {
        let results = check_changed(|claims| claims[bad].inputs[0] = [1; 32]);
        assert_eq!(refused(&results), [(bad, Invalid)]);
    }
}

#[test]
fn batch_should_refuse_both_claims_when_their_proofs_are_exchanged() {
    let results = check_changed(|claims| {
        let proof = claims[0].proof.clone();
        claims[0].proof = core::mem::replace(&mut claims[1].proof, proof);
    });
    assert_eq!(refused(&results), [(0, Invalid), (1, Invalid)]);
}

#[test]
fn batch_should_refuse_a_claim_when_it_is_for_another_key() {
    // Proofs of the circuit without inputs, claimed for one whose inputs they do not have, and the other way round.
    let results = check_changed(|claims| claims[8].key = 0);
    assert_eq!(refused(&results), [(8, InputCount { expected: 1, got: 0 })]);
    let results = check_changed(|claims| {
        claims[0].key = 2;
        claims[0].inputs.clear();
    });
    assert_eq!(refused(&results), [(0, Invalid)]);
}

#[test]
fn batch_should_name_the_reason_when_a_claim_is_malformed() {
    let results = check_changed(|claims| {
        claims[1].proof.push(0);
        claims[4].proof[..64].fill(0);
        add_to_word(&mut claims[6].inputs[1], 0, &scalar_order());
        claims[9].proof.clear();
    });
    assert_eq!(
        refused(&results),
        [
            (1, ProofLength { len: 257 }),
            (4, Identity { point: ProofPoint::A }),
            (6, InputNotCanonical { index: 1 }),
            (9, ProofLength { len: 0 }),
        ]
    );
}

#[test]
fn batch_should_refuse_a_claim_when_b_is_outside_the_subgroup() {
    let mut rng = StdRng::seed_from_u64(3);
    let results = check_changed(|claims| {
        for bad in [2, 11] {
            claims[bad].proof[64..192].copy_from_slice(&encode_g2(&twist_point(&mut rng)));
        }
        claims[5].inputs[0] = [2; 32];
    });
    let outside = WrongSubgroup { point: ProofPoint::B };
    assert_eq!(refused(&results), [(2, outside), (5, Invalid), (11, outside)]);
}

#[test]
fn batch_should_refuse_two_claims_when_their_errors_would_cancel_out() {
    // Without coefficients C + D and C - D would be accepted: their sum is that of two valid proofs.
    use ark_bn254::G1Affine;
    use ark_ec::{AffineRepr, CurveGroup};
    let shift = |proof: &[u8], sign: i64| {
        let mut decoded = proofnet_proofs::arkworks::decode_proof(proof).unwrap();
        let generator = G1Affine::generator();
        let moved = match sign {
            1 => decoded.c + generator,
            _ => decoded.c - generator,
        };
        decoded.c = moved.into_affine();
        proofnet_proofs::arkworks::encode_proof(&decoded).to_vec()
    };
    let results = check_changed(|claims| {
        claims[0].proof = shift(&claims[0].proof, 1);
        claims[1].proof = shift(&claims[1].proof, -1);
    });
    assert_eq!(refused(&results), [(0, Invalid), (1, Invalid)]);
}

#[test]
fn batch_should_refuse_all_when_all_are_bad() {
    let results = check_changed(|claims| {
        for claim in claims.iter_mut() {
            claim.proof.copy_within(0..64, 192);
        }
    });
    assert_eq!(results, vec![Err(Invalid); 12]);
}

#[test]
fn batch_should_find_one_bad_claim_with_few_products_when_it_is_large() {
    let mut claims: Vec<_> = (0..128).map(|i| POOL.claims[i % 4].clone()).collect();
    claims[77].inputs[0] = [1; 32];
    let report = batch(Backend::Host, &claims);
    assert_eq!(refused(&report.results), [(77, Invalid)]);
    assert_eq!(report.work.singles, 0);
    assert!(
        report.work.products <= 8 && report.work.pairs <= 256,
        "{:?}",
        report.work
    );
}

#[test]
fn batch_should_not_be_looked_at_when_it_has_too_many_claims() {
    let claim = Claim {
        key: 0,
        inputs: &[],
        proof: &[],
    };
    let keys: Vec<_> = POOL.keys.iter().collect();
    let result = verify_batch(Backend::Host, &keys, &vec![claim; MAX_BATCH + 1]);
    assert_eq!(result, Err(BatchError::TooManyClaims { claims: 257 }));
    assert!(verify_batch(Backend::Host, &keys, &vec![claim; MAX_BATCH]).is_ok());
}

#[test]
fn batch_should_not_be_looked_at_when_it_has_too_many_keys() {
    let keys = vec![&POOL.keys[0]; MAX_BATCH + 1];
    assert_eq!(
        verify_batch(Backend::Host, &keys, &[]),
        Err(BatchError::TooManyKeys { keys: 257 })
    );
}

#[test]
fn batch_should_not_be_looked_at_when_a_key_is_missing() {
    let claim = Claim {
        key: 1,
        inputs: &[],
        proof: &[],
    };
    assert_eq!(
        verify_batch(Backend::Host, &[&POOL.keys[0]], &[claim]),
        Err(BatchError::UnknownKey { claim: 0 })
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn batch_should_agree_with_single_verifications_when_any_bytes_are_flipped(
        order in proptest::collection::vec(0..12usize, 0..16),
        flips in proptest::collection::vec((0..16usize, 0..256usize, 1..=255u8), 0..4),
    ) {
        let mut claims: Vec<_> = order.iter().map(|index| POOL.claims[*index].clone()).collect();
        for (claim, at, mask) in flips {
            if let Some(claim) = claims.get_mut(claim) {
                claim.proof[at] ^= mask;
            }
        }
        check(&claims);
    }
}
