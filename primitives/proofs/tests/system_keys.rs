//! Keys of Groth16 over BLS12-381 and of PLONK over BN254 that are not exactly right are refused, with the reason.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "common/systems.rs"]
mod systems;

use ark_ff::PrimeField;
use num_bigint::BigUint;
use proofnet_proofs::{
    prepare, Backend,
    KeyError::{self, *},
    KeyPoint, PreparedKey, ProofSystem, MAX_PUBLIC_INPUTS,
};
use systems::{outside_subgroups, snarkjs};

const PLONK: ProofSystem = ProofSystem::PlonkBn254;
const BLS12_381: ProofSystem = ProofSystem::Groth16Bls12381;

/// Where `X_2` begins in a key of PLONK.
const X2: usize = 584;

/// What registering a key gives after `change`, with either backend.
fn changed(system: ProofSystem, change: impl Fn(&mut Vec<u8>)) -> Result<PreparedKey, KeyError> {
    let name = match system {
        ProofSystem::PlonkBn254 => "plonk-product",
        _ => "bls12381-product",
    };
    let mut key = snarkjs(system, name).key;
    change(&mut key);
    let portable = prepare(Backend::Portable, system, &key);
    assert_eq!(prepare(Backend::Host, system, &key), portable);
    portable
}

fn refused(system: ProofSystem, change: impl Fn(&mut Vec<u8>), expected: KeyError) {
    assert_eq!(changed(system, change), Err(expected));
}

/// The points of a key with three public inputs over BLS12-381 with the ranges they take.
fn points() -> Vec<(KeyPoint, usize, usize)> {
    let ic = (0..4).map(|index| {
        let at = 672 + 96 * index as usize;
        (KeyPoint::Ic(index), at, at + 96)
    });
    [
        (KeyPoint::Alpha, 0, 96),
        (KeyPoint::Beta, 96, 288),
        (KeyPoint::Gamma, 288, 480),
        (KeyPoint::Delta, 480, 672),
    ]
    .into_iter()
    .chain(ic)
    .collect()
}

fn add(bytes: &mut [u8], addend: &BigUint) {
    let sum = (BigUint::from_bytes_be(bytes) + addend).to_bytes_be();
    let start = bytes.len() - sum.len();
    bytes.fill(0);
    bytes[start..].copy_from_slice(&sum);
}

#[test]
fn keys_should_be_sound_when_they_are_as_made() {
    for system in [PLONK, BLS12_381] {
        assert_eq!(changed(system, |_| ()).unwrap().public_inputs(), 3);
    }
}

#[test]
fn keys_should_be_refused_when_any_byte_is_flipped() {
    for system in [PLONK, BLS12_381] {
        let len = snarkjs(
            system,
            &format!("{}-product", if system == PLONK { "plonk" } else { "bls12381" }),
        )
        .key
        .len();
        // Every third byte, and another bit each time: preparing a key takes milliseconds.
        for at in (0..len).step_by(3) {
            // The domain's size, the number of inputs and the shifts have other sound values.
            if system == PLONK && at < 72 {
                continue;
            }
            let result = changed(system, |key| key[at] ^= 1 << (at % 8));
            assert!(result.is_err(), "{system:?}, byte {at}");
        }
    }
}

#[test]
fn key_over_bls12_381_should_be_refused_when_a_point_is_wrong() {
    let (g1, g2) = outside_subgroups();
    let modulus: BigUint = ark_bls12_381::Fq::MODULUS.into();
    for (point, start, end) in points() {
        let outside = if end - start == 96 { &g1 } else { &g2 };
        refused(
            BLS12_381,
            |key| key[start..end].copy_from_slice(outside),
            WrongSubgroup { point },
        );
        refused(BLS12_381, |key| key[start..end].fill(0), Identity { point });
        refused(
            BLS12_381,
            |key| add(&mut key[end - 48..end], &modulus),
            NotCanonical { point },
        );
        refused(BLS12_381, |key| key[end - 1] ^= 1, OffCurve { point });
    }
}

#[test]
fn key_over_bls12_381_should_be_refused_when_gamma_equals_delta() {
    refused(BLS12_381, |key| key.copy_within(288..480, 480), GammaEqualsDelta);
}

#[test]
fn keys_should_be_refused_when_they_have_another_length() {
    for len in [0, 1, 671, 767, 769] {
        refused(BLS12_381, |key| key.resize(len, 0), Length { len: len as u32 });
    }
    for len in [0, 1, 711, 713] {
        refused(PLONK, |key| key.resize(len, 0), Length { len: len as u32 });
    }
}

#[test]
fn keys_should_be_refused_when_they_are_for_too_many_inputs() {
    let inputs = MAX_PUBLIC_INPUTS + 1;
    refused(
        BLS12_381,
        |key| key.resize(BLS12_381.key_len(inputs), 0),
        TooManyInputs { inputs },
    );
    refused(PLONK, |key| key[7] = inputs as u8, TooManyInputs { inputs });
}

#[test]
fn plonk_key_should_be_refused_when_a_commitment_is_wrong() {
    let modulus: BigUint = ark_bn254::Fq::MODULUS.into();
    for index in 0..8 {
        let (point, start) = (KeyPoint::Commitment(index), 72 + 64 * usize::from(index));
        refused(PLONK, |key| key[start + 63] ^= 1, OffCurve { point });
        refused(
            PLONK,
            |key| add(&mut key[start..start + 32], &modulus),
            NotCanonical { point },
        );
        let identity = changed(PLONK, |key| key[start..start + 64].fill(0));
        // A selector may be zero, a permutation never is.
        match index {
            0..5 => assert!(identity.is_ok()),
            _ => assert_eq!(identity, Err(Identity { point })),
        }
    }
}

#[test]
fn plonk_key_should_be_refused_when_its_domain_does_not_fit() {
    refused(PLONK, |key| key[3] = 29, Domain { power: 29 });
    refused(PLONK, |key| key[..4].fill(0xff), Domain { power: u32::MAX });
    refused(PLONK, |key| key[3] = 1, Domain { power: 1 });
}

#[test]
fn plonk_key_should_be_refused_when_its_cosets_meet() {
    let word = |at: usize, value: u8| {
        move |key: &mut Vec<u8>| {
            key[at..at + 32].fill(0);
            key[at + 31] = value;
        }
    };
    let (k1, k2) = (8, 40);
    for at in [k1, k2] {
        refused(PLONK, word(at, 0), Cosets);
        refused(PLONK, word(at, 1), Cosets);
        refused(PLONK, |key| key[at..at + 32].fill(0xff), Cosets);
    }
    // Equal, and equal but for the sign, which is in a domain of more than one element.
    refused(PLONK, word(k1, 3), Cosets);
    let order: BigUint = ark_bn254::Fr::MODULUS.into();
    let minus_three = (order - 3u32).to_bytes_be();
    refused(PLONK, |key| key[k1..k2].copy_from_slice(&minus_three), Cosets);
    assert!(changed(PLONK, word(k1, 5)).is_ok());
}

#[test]
fn plonk_key_should_be_refused_when_nobody_contributed_to_the_setup() {
    use ark_ec::AffineRepr;
    let point = KeyPoint::X2;
    let generator = ark_bn254::G2Affine::generator();
    let words = [generator.x.c1, generator.x.c0, generator.y.c1, generator.y.c0];
    let bytes: Vec<u8> = words
        .iter()
        .flat_map(|word| {
            let mut bytes = [0; 32];
            add(&mut bytes, &word.into_bigint().into());
            bytes
        })
        .collect();
    refused(PLONK, |key| key[X2..].copy_from_slice(&bytes), TrivialSetup);
    refused(PLONK, |key| key[X2..].fill(0), Identity { point });
    refused(PLONK, |key| key[X2 + 127] ^= 1, OffCurve { point });
}
