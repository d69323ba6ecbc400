//! Proofs and inputs that are not exactly right are refused, with the reason.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use ark_std::rand::{rngs::StdRng, SeedableRng};
use common::{add_to_word, base_modulus, encode_g2, scalar_order, twist_point, Case};
use proofnet_proofs::{
    verify, Backend, PreparedKey, ProofPoint, ProofSystem, Scalar,
    VerifyError::{self, *},
};
use proptest::prelude::*;
use std::sync::LazyLock;

struct Valid {
    key: PreparedKey,
    inputs: Vec<Scalar>,
    proof: [u8; 256],
}

static VALID: LazyLock<Valid> = LazyLock::new(|| {
    let case = Case::new(3, 1);
    Valid {
        key: case.prepared(),
        inputs: case.scalars(),
        proof: case.proof(),
    }
});

fn check(inputs: &[Scalar], proof: &[u8]) -> Result<(), VerifyError> {
    let host = verify(Backend::Host, &VALID.key, inputs, proof);
    assert_eq!(host, verify(Backend::Portable, &VALID.key, inputs, proof));
    host
}

fn check_proof(change: impl FnOnce(&mut [u8; 256])) -> Result<(), VerifyError> {
    let mut proof = VALID.proof;
    change(&mut proof);
    check(&VALID.inputs, &proof)
}

fn check_inputs(change: impl FnOnce(&mut Vec<Scalar>)) -> Result<(), VerifyError> {
    let mut inputs = VALID.inputs.clone();
    change(&mut inputs);
    check(&inputs, &VALID.proof)
}

/// The points of a proof with the ranges they take.
const POINTS: [(ProofPoint, usize, usize); 3] = [
    (ProofPoint::A, 0, 64),
    (ProofPoint::B, 64, 192),
    (ProofPoint::C, 192, 256),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..Default::default() })]

    #[test]
    fn proof_should_be_refused_when_any_byte_is_flipped(at in 0..256usize, mask in 1..=255u8) {
        prop_assert!(check_proof(|proof| proof[at] ^= mask).is_err());
    }

    #[test]
    fn proof_should_be_refused_when_any_byte_of_an_input_is_flipped(
        input in 0..3usize,
        at in 0..32usize,
        mask in 1..=255u8,
    ) {
        prop_assert!(check_inputs(|inputs| inputs[input][at] ^= mask).is_err());
    }

    #[test]
    fn proof_should_be_refused_when_it_is_random(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(check(&VALID.inputs, &bytes).is_err());
    }
}

#[test]
fn proof_should_be_invalid_when_a_and_c_are_swapped() {
    let swapped = check_proof(|proof| {
        let (a, c) = proof.split_at_mut(192);
        a[..64].swap_with_slice(c);
    });
    assert_eq!(swapped, Err(Invalid));
}

#[test]
fn proof_should_be_invalid_when_it_belongs_to_another_key() {
    let other = Case::new(3, 2);
    let result = verify(Backend::Portable, &other.prepared(), &VALID.inputs, &VALID.proof);
    assert_eq!(result, Err(Invalid));
}

#[test]
fn proof_should_be_invalid_when_it_belongs_to_another_statement() {
    assert_eq!(check_inputs(|inputs| inputs.swap(0, 1)), Err(Invalid));
}

#[test]
fn proof_should_be_refused_when_a_coordinate_is_not_reduced() {
    for (point, start, end) in POINTS {
        for at in (start..end).step_by(32) {
            let result = check_proof(|proof| add_to_word(proof, at, &base_modulus()));
            assert_eq!(result, Err(NotCanonical { point }));
        }
    }
}

#[test]
fn proof_should_be_refused_when_a_coordinate_is_the_modulus() {
    for (point, start, end) in POINTS {
        let result = check_proof(|proof| {
            proof[start..end].fill(0);
            add_to_word(proof, start, &base_modulus());
        });
        assert_eq!(result, Err(NotCanonical { point }));
    }
}

#[test]
fn proof_should_be_refused_when_a_point_is_the_identity() {
    for (point, start, end) in POINTS {
        assert_eq!(
            check_proof(|proof| proof[start..end].fill(0)),
            Err(Identity { point })
        );
    }
}

#[test]
fn proof_should_be_refused_when_a_point_is_off_the_curve() {
    for (point, start, end) in POINTS {
        let result = check_proof(|proof| {
            proof[start..end].fill(0);
            proof[end - 1] = 5;
        });
        assert_eq!(result, Err(OffCurve { point }));
    }
}

#[test]
fn proof_should_be_refused_when_b_is_outside_the_subgroup() {
    let mut rng = StdRng::seed_from_u64(3);
    for _ in 0..8 {
        let point = encode_g2(&twist_point(&mut rng));
        let result = check_proof(|proof| proof[64..192].copy_from_slice(&point));
        assert_eq!(result, Err(WrongSubgroup { point: ProofPoint::B }));
    }
}

#[test]
fn proof_should_be_refused_when_a_byte_follows_it() {
    let longer = [VALID.proof.as_slice(), &[0]].concat();
    assert_eq!(check(&VALID.inputs, &longer), Err(ProofLength { len: 257 }));
}

#[test]
fn proof_should_be_refused_when_its_last_byte_is_missing() {
    assert_eq!(
        check(&VALID.inputs, &VALID.proof[..255]),
        Err(ProofLength { len: 255 })
    );
}

#[test]
fn proof_should_be_refused_when_it_is_empty() {
    assert_eq!(check(&VALID.inputs, &[]), Err(ProofLength { len: 0 }));
}

#[test]
fn input_should_be_refused_when_it_is_not_reduced() {
    for index in 0..3 {
        let result = check_inputs(|inputs| add_to_word(&mut inputs[index], 0, &scalar_order()));
        assert_eq!(result, Err(InputNotCanonical { index: index as u32 }));
    }
}

#[test]
fn input_should_be_refused_when_it_is_the_order() {
    let result = check_inputs(|inputs| {
        inputs[1] = [0; 32];
        add_to_word(&mut inputs[1], 0, &scalar_order());
    });
    assert_eq!(result, Err(InputNotCanonical { index: 1 }));
}

#[test]
fn input_should_be_canonical_when_it_is_below_the_order() {
    let largest = scalar_order() - 1u32;
    let largest: Scalar = largest.to_bytes_be().try_into().unwrap();
    assert!(ProofSystem::Groth16Bn254.is_canonical(&largest));
    assert_eq!(check_inputs(|inputs| inputs[0] = largest), Err(Invalid));
}

#[test]
fn inputs_should_be_refused_when_there_is_one_more() {
    assert_eq!(
        check_inputs(|inputs| inputs.push([0; 32])),
        Err(InputCount { expected: 3, got: 4 })
    );
}

#[test]
fn inputs_should_be_refused_when_there_is_one_fewer() {
    assert_eq!(
        check_inputs(|inputs| inputs.truncate(2)),
        Err(InputCount { expected: 3, got: 2 })
    );
}
