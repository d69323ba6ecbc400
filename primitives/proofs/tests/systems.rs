//! Groth16 over BLS12-381 and PLONK over BN254: proofs of other tools are accepted, and refused after any change.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/systems.rs"]
mod systems;

use ark_ff::PrimeField;
use num_bigint::BigUint;
use proofnet_proofs::{
    prepare, verify, verify_batch, Backend, Claim, PreparedKey, ProofPoint, ProofSystem, Scalar,
    VerifyError::{self, *},
};
use std::sync::LazyLock;
use systems::{apply, Vector};

struct Prepared {
    vector: Vector,
    key: PreparedKey,
}

static VECTORS: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
    let prepare_key = |vector: &Vector| {
        let host = prepare(Backend::Host, vector.system, &vector.key);
        assert_eq!(host, prepare(Backend::Portable, vector.system, &vector.key));
        host.unwrap_or_else(|error| panic!("{}: {error}", vector.name))
    };
    let vectors = systems::all().into_iter();
    vectors
        .map(|vector| Prepared {
            key: prepare_key(&vector),
            vector,
        })
        .collect()
});

/// What verifying a vector gives after `change`, with either backend.
fn changed(
    Prepared { vector, key }: &Prepared,
    change: impl Fn(&mut Vec<u8>, &mut Vec<Scalar>),
) -> Result<(), VerifyError> {
    let (mut proof, mut inputs) = (vector.proof.clone(), vector.inputs.clone());
    change(&mut proof, &mut inputs);
    let portable = verify(Backend::Portable, key, &inputs, &proof);
    assert_eq!(verify(Backend::Host, key, &inputs, &proof), portable);
    portable
}

/// Bytes of a coordinate, and its field's modulus.
fn base_field(system: ProofSystem) -> (usize, BigUint) {
    match system {
        ProofSystem::Groth16Bls12381 => (48, ark_bls12_381::Fq::MODULUS.into()),
        _ => (32, ark_bn254::Fq::MODULUS.into()),
    }
}

fn scalar_order(system: ProofSystem) -> BigUint {
    match system {
        ProofSystem::Groth16Bls12381 => ark_bls12_381::Fr::MODULUS.into(),
        _ => ark_bn254::Fr::MODULUS.into(),
    }
}

/// The points of a proof with the ranges they take.
fn points(system: ProofSystem) -> Vec<(ProofPoint, usize, usize)> {
    use ProofPoint::*;
    match system {
        ProofSystem::Groth16Bls12381 => vec![(A, 0, 96), (B, 96, 288), (C, 288, 384)],
        _ => [A, B, C, Z, T(1), T(2), T(3), Wxi, Wxiw]
            .into_iter()
            .enumerate()
            .map(|(at, point)| (point, 64 * at, 64 * at + 64))
            .collect(),
    }
}

/// Adds to the big-endian word of `len` bytes at `at`; `false` when the sum does not fit.
fn add(bytes: &mut [u8], at: usize, len: usize, addend: &BigUint) -> bool {
    let sum = (BigUint::from_bytes_be(&bytes[at..at + len]) + addend).to_bytes_be();
    if sum.len() > len {
        return false;
    }
    bytes[at..at + len].fill(0);
    bytes[at + len - sum.len()..at + len].copy_from_slice(&sum);
    true
}

#[test]
fn proofs_should_be_accepted_when_they_are_as_made() {
    assert_eq!(VECTORS.len(), 11);
    for prepared in VECTORS.iter() {
        let result = changed(prepared, |_, _| ());
        assert_eq!(result, Ok(()), "{}", prepared.vector.name);
    }
}

#[test]
fn published_proof_should_be_invalid_when_its_publisher_says_so() {
    let refused = systems::refused();
    assert_eq!(refused.len(), 1);
    for Vector {
        system,
        key,
        inputs,
        proof,
        ..
    } in &refused
    {
        let key = prepare(Backend::Portable, *system, key).unwrap();
        assert_eq!(verify(Backend::Portable, &key, inputs, proof), Err(Invalid));
        assert_eq!(verify(Backend::Host, &key, inputs, proof), Err(Invalid));
    }
}

#[test]
fn verdicts_should_be_those_of_snarkjs_when_proofs_are_changed() {
    let mut compared = 0;
    for prepared in VECTORS.iter() {
        for change in &prepared.vector.changes {
            let key = &prepared.key;
            let holds = apply(&prepared.vector, change)
                .is_some_and(|(inputs, proof)| verify(Backend::Portable, key, &inputs, &proof).is_ok());
            assert_eq!(change["holds"], holds, "{}: {change}", prepared.vector.name);
            compared += 1;
        }
    }
    assert!(compared > 350);
}

#[test]
fn proofs_should_be_refused_when_any_byte_is_flipped() {
    // By one backend, and not with the most inputs: a verification takes milliseconds.
    let few = VECTORS.iter().filter(|prepared| prepared.vector.inputs.len() < 6);
    for Prepared { vector, key } in few {
        for at in 0..vector.proof.len() {
            let mut proof = vector.proof.clone();
            proof[at] ^= 1 << (at % 8);
            let result = verify(Backend::Portable, key, &vector.inputs, &proof);
            assert!(result.is_err(), "{}, byte {at}", vector.name);
        }
    }
}

#[test]
fn proofs_should_be_refused_when_any_byte_of_an_input_is_flipped() {
    for Prepared { vector, key } in VECTORS.iter() {
        // The first and the last.
        let last = vector.inputs.len().saturating_sub(1);
        for index in [0, last].into_iter().take(vector.inputs.len()) {
            for at in 0..32 {
                let mut inputs = vector.inputs.clone();
                inputs[index][at] ^= 1;
                let result = verify(Backend::Portable, key, &inputs, &vector.proof);
                assert!(result.is_err(), "{}, byte {at} of input {index}", vector.name);
            }
        }
    }
}

#[test]
fn proofs_should_be_refused_when_the_order_is_added_to_an_input() {
    for prepared in VECTORS
        .iter()
        .filter(|prepared| !prepared.vector.inputs.is_empty())
    {
        let order = scalar_order(prepared.vector.system);
        let result = changed(prepared, |_, inputs| {
            assert!(add(&mut inputs[0], 0, 32, &order));
        });
        assert_eq!(result, Err(InputNotCanonical { index: 0 }));
    }
}

#[test]
fn proofs_should_be_refused_when_the_modulus_is_added_to_a_coordinate() {
    for prepared in VECTORS.iter() {
        let system = prepared.vector.system;
        let (len, modulus) = base_field(system);
        for (point, start, end) in points(system) {
            for at in (start..end).step_by(len) {
                let result = changed(prepared, |proof, _| assert!(add(proof, at, len, &modulus)));
                assert_eq!(result, Err(NotCanonical { point }), "{}", prepared.vector.name);
            }
        }
    }
}

#[test]
fn proofs_should_be_refused_when_a_point_is_off_the_curve_or_the_identity() {
    for prepared in VECTORS.iter() {
        let system = prepared.vector.system;
        let (len, _) = base_field(system);
        for (point, start, end) in points(system) {
            let result = changed(prepared, |proof, _| {
                assert!(add(proof, end - len, len, &BigUint::from(1u32)));
            });
            assert_eq!(result, Err(OffCurve { point }));
            let result = changed(prepared, |proof, _| proof[start..end].fill(0));
            assert_eq!(result, Err(Identity { point }));
        }
    }
}

#[test]
fn proof_should_be_refused_when_a_point_of_bls12_381_is_outside_the_subgroup() {
    let outside = systems::outside_subgroups();
    for prepared in VECTORS.iter() {
        if prepared.vector.system != ProofSystem::Groth16Bls12381 {
            continue;
        }
        for (point, start, end) in points(prepared.vector.system) {
            let bytes = match point {
                ProofPoint::B => outside.1.as_slice(),
                _ => &outside.0,
            };
            let result = changed(prepared, |proof, _| proof[start..end].copy_from_slice(bytes));
            assert_eq!(result, Err(WrongSubgroup { point }));
        }
    }
}

#[test]
fn proof_should_be_refused_when_a_point_of_bls12_381_carries_flags() {
    for prepared in VECTORS.iter() {
        if prepared.vector.system != ProofSystem::Groth16Bls12381 {
            continue;
        }
        for (point, start, end) in points(prepared.vector.system) {
            for flag in [0x80, 0x40, 0x20] {
                let result = changed(prepared, |proof, _| proof[start] |= flag);
                assert_eq!(result, Err(NotCanonical { point }));
            }
            let result = changed(prepared, |proof, _| {
                proof[start..end].fill(0);
                proof[start] = 0x40;
            });
            assert_eq!(result, Err(Identity { point }));
        }
    }
}

#[test]
fn plonk_proof_should_be_refused_when_an_evaluation_is_not_canonical() {
    for prepared in VECTORS.iter() {
        if prepared.vector.system != ProofSystem::PlonkBn254 {
            continue;
        }
        for (index, at) in (0u32..).zip((576..768).step_by(32)) {
            let result = changed(prepared, |proof, _| {
                assert!(add(proof, at, 32, &scalar_order(ProofSystem::PlonkBn254)));
            });
            assert_eq!(result, Err(EvaluationNotCanonical { index }));
        }
    }
}

#[test]
fn proofs_should_be_refused_when_an_input_is_missing_or_added() {
    for prepared in VECTORS.iter() {
        let expected = prepared.vector.inputs.len() as u32;
        let got = expected + 1;
        let result = changed(prepared, |_, inputs| inputs.push([0; 32]));
        assert_eq!(result, Err(InputCount { expected, got }));
        if let Some(got) = expected.checked_sub(1) {
            let result = changed(prepared, |_, inputs| inputs.truncate(got as usize));
            assert_eq!(result, Err(InputCount { expected, got }));
        }
    }
}

#[test]
fn proofs_should_be_refused_when_they_have_another_length() {
    for prepared in VECTORS.iter() {
        let len = prepared.vector.proof.len() as u32;
        let result = changed(prepared, |proof, _| proof.push(0));
        assert_eq!(result, Err(ProofLength { len: len + 1 }));
        let result = changed(prepared, |proof, _| proof.truncate(proof.len() - 1));
        assert_eq!(result, Err(ProofLength { len: len - 1 }));
        assert_eq!(
            changed(prepared, |proof, _| proof.clear()),
            Err(ProofLength { len: 0 })
        );
    }
}

#[test]
fn proofs_should_be_refused_when_verified_under_another_key() {
    for Prepared { vector, .. } in VECTORS.iter() {
        for other in VECTORS.iter().filter(|other| other.vector.name != vector.name) {
            let result = verify(Backend::Portable, &other.key, &vector.inputs, &vector.proof);
            assert!(
                result.is_err(),
                "{} under the key of {}",
                vector.name,
                other.vector.name
            );
        }
    }
}

#[test]
fn batch_should_verify_claims_singly_when_their_systems_do_not_combine() {
    let keys: Vec<_> = VECTORS.iter().map(|prepared| &prepared.key).collect();
    let mut bad = VECTORS[0].vector.proof.clone();
    bad.swap(0, 1);
    let mut claims: Vec<_> = (0..)
        .zip(VECTORS.iter())
        .map(|(key, Prepared { vector, .. })| Claim {
            key,
            inputs: &vector.inputs,
            proof: &vector.proof,
        })
        .collect();
    claims.push(Claim {
        key: 0,
        inputs: &VECTORS[0].vector.inputs,
        proof: &bad,
    });
    let report = verify_batch(Backend::Host, &keys, &claims).unwrap();
    let (last, others) = report.results.split_last().unwrap();
    assert!(others.iter().all(Result::is_ok));
    assert!(last.is_err());
    assert_eq!((report.work.products, report.work.pairs), (0, 0));
    assert_eq!(report.work.singles as usize, VECTORS.len());
}
