//! Proofs verified together.

use super::*;
use crate::{ActiveBackend, Error};
use frame_support::{dispatch::DispatchResult, weights::Weight};
use proofnet_market::{BatchSize, Circuits as _, Claim};
use proofnet_proofs::{Backend, MAX_BATCH, PROOF_LEN};

/// A circuit, public inputs, and a proof of them.
type Proof = (CircuitId, Vec<Scalar>, Vec<u8>);

/// A proof of each of `count` under circuits with 1, 2 and 3 public inputs in turn, which are registered.
fn proofs(count: u64) -> Vec<Proof> {
    let fixtures = [1, 2, 3].map(|inputs| Fixture::new(inputs, inputs.into()));
    for fixture in &fixtures {
        register(1, fixture);
    }
    (0..count)
        .zip(fixtures.iter().cycle())
        .map(|(randomness, fixture)| {
            let inputs = fixture.inputs();
            let proof = fixture.prove(&inputs, randomness);
            (id_of(fixture), inputs, proof)
        })
        .collect()
}

fn claims(proofs: &[Proof]) -> Vec<Claim<'_>> {
    proofs
        .iter()
        .map(|(circuit, public_inputs, proof)| Claim {
            circuit: *circuit,
            public_inputs,
            proof,
        })
        .collect()
}

fn verify_batch(proofs: &[Proof]) -> (Vec<DispatchResult>, Weight) {
    Verifier::verify_batch(&claims(proofs))
}

/// What `verify` says of each.
fn one_by_one(proofs: &[Proof]) -> Vec<DispatchResult> {
    proofs
        .iter()
        .map(|(circuit, inputs, proof)| {
            <Verifier as proofnet_market::Circuits>::verify(circuit, inputs, proof)
        })
        .collect()
}

fn worst(proofs: &[Proof]) -> Weight {
    Verifier::verify_batch_weight(BatchSize {
        claims: proofs.len() as u32,
        circuits: 3.min(proofs.len() as u32),
        public_inputs: proofs.iter().map(|(_, inputs, _)| inputs.len() as u32).sum(),
    })
}

#[test]
fn batch_should_hold_when_every_proof_does() {
    run(|| {
        let proofs = proofs(9);
        for backend in [Backend::Host, Backend::Portable] {
            ActiveBackend::<Test>::put(backend);
            let (results, weight) = verify_batch(&proofs);
            assert_eq!(results, vec![Ok(()); 9]);
            let singles = Verifier::verify_weight(2, PROOF_LEN as u32).saturating_mul(9);
            assert!(weight.ref_time() < singles.ref_time() * 3 / 4);
            assert!(weight.all_lte(worst(&proofs)));
        }
    });
}

#[test]
fn batch_should_say_of_each_what_a_verification_says_when_some_are_bad() {
    run(|| {
        let mut proofs = proofs(12);
        proofs[1].1[0] = [1; 32];
        proofs[2].2[63] ^= 1;
        proofs[4].1[0] = order();
        proofs[5].1.push([0; 32]);
        proofs[7].2.truncate(255);
        proofs[8].0 = CircuitId::repeat_byte(9);
        proofs[9].2[64..192].copy_from_slice(&g2_outside_the_subgroup());
        proofs[10].0 = proofs[11].0;

        let (results, weight) = verify_batch(&proofs);

        let expected = one_by_one(&proofs);
        assert_eq!(results, expected);
        let refused = |index: usize, error: Error<Test>| assert_eq!(results[index], Err(error.into()));
        refused(1, Error::ProofInvalid);
        refused(2, Error::ProofOffCurve);
        refused(4, Error::InputNotCanonical);
        refused(5, Error::InputCount);
        refused(7, Error::ProofLength);
        refused(8, Error::CircuitNotFound);
        refused(9, Error::ProofWrongSubgroup);
        refused(10, Error::InputCount);
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 4);
        assert!(weight.all_lte(worst(&proofs)));
    });
}

#[test]
fn batch_should_weigh_no_more_than_the_worst_when_all_are_bad() {
    for count in [1, 2, 3, 7, 16] {
        new_test_ext().execute_with(|| {
            let mut proofs = proofs(count);
            proofs.iter_mut().for_each(|proof| proof.1[0] = [1; 32]);
            let (results, weight) = verify_batch(&proofs);
            let invalid = Err(Error::<Test>::ProofInvalid.into());
            assert_eq!(results, vec![invalid; proofs.len()]);
            assert!(weight.all_lte(worst(&proofs)), "{count}");
        });
    }
}

#[test]
fn batch_should_weigh_as_a_verification_when_it_is_of_one_proof() {
    run(|| {
        let proofs = proofs(1);
        assert_eq!(
            verify_batch(&proofs),
            (vec![Ok(())], Verifier::verify_weight(1, PROOF_LEN as u32))
        );
    });
}

#[test]
fn batch_should_be_verified_one_by_one_when_there_are_more_than_go_together() {
    run(|| {
        let mut proofs: Vec<_> = proofs(1);
        proofs = proofs.iter().cycle().take(MAX_BATCH + 1).cloned().collect();
        proofs[3].1[0] = [1; 32];

        let (results, _) = verify_batch(&proofs);

        let bad: Vec<_> = results.iter().enumerate().filter(|(_, r)| r.is_err()).collect();
        assert_eq!(bad, [(3, &Err(Error::<Test>::ProofInvalid.into()))]);
        assert_eq!(results.len(), MAX_BATCH + 1);
    });
}

#[test]
fn batch_should_be_nothing_when_it_is_empty() {
    run(|| assert_eq!(verify_batch(&[]), (vec![], Weight::zero())));
}

#[test]
fn worst_weight_should_grow_when_any_component_does() {
    run(|| {
        let size = BatchSize {
            claims: 8,
            circuits: 2,
            public_inputs: 16,
        };
        let weight = |size| Verifier::verify_batch_weight(size).ref_time();
        let larger = [
            BatchSize { claims: 9, ..size },
            BatchSize { circuits: 3, ..size },
            BatchSize {
                public_inputs: 17,
                ..size
            },
        ];
        for larger in larger {
            assert!(weight(larger) > weight(size));
        }
        ActiveBackend::<Test>::put(Backend::Portable);
        let portable = weight(size);
        ActiveBackend::<Test>::put(Backend::Host);
        assert!(portable > weight(size));
    });
}
