//! Keys that are not exactly right are refused at registration, with the reason.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use ark_std::rand::{rngs::StdRng, SeedableRng};
use common::{add_to_word, base_modulus, encode_g2, twist_point, Case};
use proofnet_proofs::{
    prepare, verify, Backend,
    KeyError::{self, *},
    KeyPoint, PreparedKey, ProofSystem,
};
use proptest::prelude::*;
use std::sync::LazyLock;

static CASE: LazyLock<Case> = LazyLock::new(|| Case::new(2, 1));
static KEY: LazyLock<Vec<u8>> = LazyLock::new(|| CASE.key());

/// The points of the key with the ranges they take.
const POINTS: [(KeyPoint, usize, usize); 7] = [
    (KeyPoint::Alpha, 0, 64),
    (KeyPoint::Beta, 64, 192),
    (KeyPoint::Gamma, 192, 320),
    (KeyPoint::Delta, 320, 448),
    (KeyPoint::Ic(0), 448, 512),
    (KeyPoint::Ic(1), 512, 576),
    (KeyPoint::Ic(2), 576, 640),
];

fn check(key: &[u8]) -> Result<PreparedKey, KeyError> {
    let host = prepare(Backend::Host, ProofSystem::Groth16Bn254, key);
    assert_eq!(host, prepare(Backend::Portable, ProofSystem::Groth16Bn254, key));
    host
}

fn check_changed(change: impl FnOnce(&mut [u8])) -> Result<PreparedKey, KeyError> {
    let mut key = KEY.clone();
    change(&mut key);
    check(&key)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..Default::default() })]

    #[test]
    fn key_should_be_refused_when_any_byte_is_flipped(at in 0..640usize, mask in 1..=255u8) {
        prop_assert!(check_changed(|key| key[at] ^= mask).is_err());
    }

    #[test]
    fn key_should_be_refused_when_it_is_random(bytes in proptest::collection::vec(any::<u8>(), 0..1000)) {
        prop_assert!(check(&bytes).is_err());
    }
}

#[test]
fn key_should_be_refused_when_it_is_empty() {
    assert_eq!(check(&[]), Err(Length { len: 0 }));
}

#[test]
fn key_should_be_refused_when_it_has_no_ic() {
    assert_eq!(check(&KEY[..448]), Err(Length { len: 448 }));
}

#[test]
fn key_should_be_refused_when_a_byte_follows_it() {
    let longer = [KEY.as_slice(), &[0]].concat();
    assert_eq!(check(&longer), Err(Length { len: 641 }));
}

#[test]
fn key_should_be_refused_when_its_last_byte_is_missing() {
    assert_eq!(check(&KEY[..639]), Err(Length { len: 639 }));
}

#[test]
fn key_should_be_refused_when_it_has_too_many_inputs() {
    let mut key = KEY.clone();
    let ic = key[448..512].to_vec();
    while key.len() < ProofSystem::Groth16Bn254.key_len(65) {
        key.extend_from_slice(&ic);
    }
    assert_eq!(check(&key), Err(TooManyInputs { inputs: 65 }));
}

#[test]
fn key_should_be_refused_when_gamma_equals_delta() {
    assert_eq!(
        check_changed(|key| key.copy_within(192..320, 320)),
        Err(GammaEqualsDelta)
    );
}

#[test]
fn key_should_be_refused_when_a_point_is_the_identity() {
    for (point, start, end) in POINTS {
        assert_eq!(
            check_changed(|key| key[start..end].fill(0)),
            Err(Identity { point })
        );
    }
}

#[test]
fn key_should_be_refused_when_a_coordinate_is_not_reduced() {
    for (point, start, end) in POINTS {
        for at in (start..end).step_by(32) {
            let result = check_changed(|key| add_to_word(key, at, &base_modulus()));
            assert_eq!(result, Err(NotCanonical { point }));
        }
    }
}

#[test]
fn key_should_be_refused_when_a_point_is_off_the_curve() {
    for (point, start, end) in POINTS {
        let result = check_changed(|key| {
            key[start..end].fill(0);
            key[end - 1] = 5;
        });
        assert_eq!(result, Err(OffCurve { point }));
    }
}

#[test]
fn key_should_be_refused_when_a_point_is_outside_the_subgroup() {
    let mut rng = StdRng::seed_from_u64(2);
    for (point, start, end) in POINTS.into_iter().filter(|(_, start, end)| end - start == 128) {
        let outside = encode_g2(&twist_point(&mut rng));
        let result = check_changed(|key| key[start..end].copy_from_slice(&outside));
        assert_eq!(result, Err(WrongSubgroup { point }));
    }
}

#[test]
fn verify_should_refuse_a_prepared_key_when_its_length_does_not_fit() {
    use codec::{Decode, Encode};
    let mut stored = CASE.prepared().encode();
    // One public input more than the bytes that follow hold.
    stored[1] += 1;
    let damaged = PreparedKey::decode(&mut stored.as_slice()).unwrap();
    let inputs = [CASE.scalars(), vec![[0; 32]]].concat();
    let result = verify(Backend::Portable, &damaged, &inputs, &CASE.proof());
    assert_eq!(result, Err(proofnet_proofs::VerifyError::DamagedKey));
}

#[test]
fn key_error_should_name_the_point_when_displayed() {
    let text = check_changed(|key| key[512..576].fill(0))
        .unwrap_err()
        .to_string();
    assert_eq!(text, "verifying key: ic[1] is the identity");
}
