//! Proofs that others published are accepted, and refused after any change.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/vectors.rs"]
mod vectors;

mod common;

use ark_std::rand::{rngs::StdRng, SeedableRng};
use common::{add_to_word, base_modulus, encode_g2, scalar_order, twist_point};
use num_bigint::BigUint;
use proofnet_proofs::{
    arkworks::{self, serialized},
    prepare, snarkjs, verify, verify_batch, Backend, Claim, KeyError, PreparedKey, ProofPoint, ProofSystem,
    Scalar,
    VerifyError::{self, *},
};
use std::sync::LazyLock;
use vectors::Vector;

struct Prepared {
    vector: Vector,
    key: PreparedKey,
}

static VECTORS: LazyLock<Vec<Prepared>> = LazyLock::new(|| {
    let vectors = vectors::all().into_iter();
    vectors
        .map(|vector| Prepared {
            key: prepare_key(&vector.key).unwrap_or_else(|error| panic!("{}: {error}", vector.name)),
            vector,
        })
        .collect()
});

fn prepare_key(key: &[u8]) -> Result<PreparedKey, KeyError> {
    let host = prepare(Backend::Host, ProofSystem::Groth16Bn254, key);
    assert_eq!(host, prepare(Backend::Portable, ProofSystem::Groth16Bn254, key));
    host
}

/// The points of a proof with the ranges they take.
const POINTS: [(ProofPoint, usize, usize); 3] = [
    (ProofPoint::A, 0, 64),
    (ProofPoint::B, 64, 192),
    (ProofPoint::C, 192, 256),
];

/// Says of each vector what verifying it gives after `change`.
fn each_changed(change: impl Fn(&mut [u8; 256], &mut Vec<Scalar>)) -> Vec<Result<(), VerifyError>> {
    let verify_changed = |Prepared { vector, key }: &Prepared| {
        let (mut proof, mut inputs) = (vector.proof, vector.inputs.clone());
        change(&mut proof, &mut inputs);
        verify(Backend::Portable, key, &inputs, &proof)
    };
    VECTORS.iter().map(verify_changed).collect()
}

fn all_refused(results: &[Result<(), VerifyError>], expected: VerifyError) {
    for (result, Prepared { vector, .. }) in results.iter().zip(VECTORS.iter()) {
        assert_eq!(*result, Err(expected), "{}", vector.name);
    }
}

#[test]
fn vectors_should_be_accepted_when_they_are_as_published() {
    assert_eq!(VECTORS.len(), 8);
    for Prepared { vector, key } in VECTORS.iter() {
        for backend in [Backend::Host, Backend::Portable] {
            let result = verify(backend, key, &vector.inputs, &vector.proof);
            assert_eq!(result, Ok(()), "{}", vector.name);
        }
    }
}

#[test]
fn vectors_should_be_accepted_when_verified_by_arkworks() {
    use ark_bn254::Bn254;
    use ark_groth16::{prepare_verifying_key, Groth16};
    for Prepared { vector, .. } in VECTORS.iter() {
        let key = prepare_verifying_key(&arkworks::decode_key(&vector.key).unwrap());
        let proof = arkworks::decode_proof(&vector.proof).unwrap();
        let inputs: Option<Vec<_>> = vector.inputs.iter().map(arkworks::decode_scalar).collect();
        assert!(Groth16::<Bn254>::verify_proof(&key, &proof, &inputs.unwrap()).unwrap());
    }
}

#[test]
fn vectors_should_be_accepted_when_verified_in_one_batch() {
    let keys: Vec<_> = VECTORS.iter().map(|prepared| &prepared.key).collect();
    let claims: Vec<_> = VECTORS
        .iter()
        .zip(0..)
        .map(|(Prepared { vector, .. }, key)| Claim {
            key,
            inputs: &vector.inputs,
            proof: &vector.proof,
        })
        .collect();
    let report = verify_batch(Backend::Host, &keys, &claims).unwrap();
    assert_eq!(report.results, vec![Ok(()); 8]);
    assert_eq!(report.work.products, 1);
}

#[test]
fn vectors_should_be_refused_when_any_byte_of_the_proof_is_flipped() {
    for at in 0..256 {
        for result in each_changed(|proof, _| proof[at] ^= 1 << (at % 8)) {
            assert!(result.is_err(), "byte {at}");
        }
    }
}

#[test]
fn vectors_should_be_refused_when_any_byte_of_an_input_is_flipped() {
    for at in 0..32 {
        for Prepared { vector, key } in VECTORS.iter() {
            for index in 0..vector.inputs.len() {
                let mut inputs = vector.inputs.clone();
                inputs[index][at] ^= 1;
                let result = verify(Backend::Portable, key, &inputs, &vector.proof);
                assert!(result.is_err(), "{}, byte {at} of input {index}", vector.name);
            }
        }
    }
}

#[test]
fn vectors_should_be_invalid_when_a_and_c_are_exchanged() {
    let results = each_changed(|proof, _| {
        let (a, c) = proof.split_at_mut(192);
        a[..64].swap_with_slice(c);
    });
    all_refused(&results, Invalid);
}

#[test]
fn vectors_should_be_refused_when_the_order_is_added_to_an_input() {
    let results = each_changed(|_, inputs| add_to_word(&mut inputs[0], 0, &scalar_order()));
    all_refused(&results, InputNotCanonical { index: 0 });
}

#[test]
fn vectors_should_be_refused_when_the_modulus_is_added_to_a_coordinate() {
    for (point, start, end) in POINTS {
        for at in (start..end).step_by(32) {
            let results = each_changed(|proof, _| add_to_word(proof, at, &base_modulus()));
            all_refused(&results, NotCanonical { point });
        }
    }
}

#[test]
fn vectors_should_be_refused_when_a_point_is_off_the_curve() {
    let one = BigUint::from(1u32);
    for (point, start, end) in POINTS {
        // One more in the last coordinate; no vector has a coordinate that would reach the modulus by it.
        let results = each_changed(|proof, _| add_to_word(proof, end - 32, &one));
        all_refused(&results, OffCurve { point });
        let results = each_changed(|proof, _| proof[start..end].fill(0));
        all_refused(&results, Identity { point });
    }
}

#[test]
fn vectors_should_be_refused_when_b_is_outside_the_subgroup() {
    let outside = encode_g2(&twist_point(&mut StdRng::seed_from_u64(1)));
    let results = each_changed(|proof, _| proof[64..192].copy_from_slice(&outside));
    all_refused(&results, WrongSubgroup { point: ProofPoint::B });
}

#[test]
fn vectors_should_be_refused_when_an_input_is_missing_or_added() {
    for result in each_changed(|_, inputs| inputs.truncate(inputs.len() - 1)) {
        assert!(matches!(result, Err(InputCount { .. })));
    }
    for result in each_changed(|_, inputs| inputs.push([0; 32])) {
        assert!(matches!(result, Err(InputCount { .. })));
    }
}

#[test]
fn vectors_should_be_refused_when_verified_under_the_next_key() {
    let next = VECTORS.iter().cycle().skip(1);
    for (Prepared { vector, .. }, other) in VECTORS.iter().zip(next) {
        let result = verify(Backend::Portable, &other.key, &vector.inputs, &vector.proof);
        assert!(result.is_err(), "{}", vector.name);
    }
}

#[test]
fn vector_keys_should_be_refused_when_any_byte_is_flipped() {
    for Prepared { vector, .. } in VECTORS.iter() {
        // Every third byte, and another bit each time: preparing a key takes milliseconds.
        for at in (0..vector.key.len()).step_by(3) {
            let mut key = vector.key.clone();
            key[at] ^= 1 << (at % 8);
            let result = prepare(Backend::Portable, ProofSystem::Groth16Bn254, &key);
            assert!(result.is_err(), "{}, byte {at}", vector.name);
        }
    }
}

#[test]
fn published_keys_should_be_accepted_when_they_are_sound() {
    let compressed = ["semaphore-16", "semaphore-30"].map(|name| {
        let bytes = vectors::bytes(&format!("arkworks/{name}.compressed.vk"));
        serialized::key_from_bytes(&bytes, serialized::Points::Compressed)
    });
    let uncompressed = ["rln-20", "rln-20-multi"].map(|name| {
        let bytes = vectors::bytes(&format!("arkworks/{name}.vk"));
        serialized::key_from_bytes(&bytes, serialized::Points::Uncompressed)
    });
    let inputs = compressed
        .into_iter()
        .chain(uncompressed)
        .map(|key| prepare_key(&key.unwrap()).unwrap().public_inputs());
    assert_eq!(inputs.collect::<Vec<_>>(), [4, 4, 5, 15]);
}

#[test]
fn published_keys_should_be_refused_when_gamma_equals_delta() {
    let solana = vectors::bytes("gamma-equals-delta/groth16-solana.key");
    let snarkjs = ["ark-circom.json", "garaga-verification_key.json"].map(|file| {
        let json = vectors::text(&format!("gamma-equals-delta/{file}"));
        snarkjs::key_from_json(&json).unwrap()
    });
    for key in snarkjs.into_iter().chain([solana]) {
        assert_eq!(prepare_key(&key), Err(KeyError::GammaEqualsDelta));
    }
}

/// Whether a proof holds by the pairing equation alone, computed by arkworks: checks of the key left aside.
fn holds_by_equation(key: &[u8], proof: &[u8], inputs: &[Scalar]) -> bool {
    use ark_bn254::{Bn254, G1Projective};
    use ark_ec::pairing::Pairing;
    let proof = arkworks::decode_proof(proof).unwrap();
    // Points of the key, decoded as the points of a proof.
    let decode = |range: core::ops::Range<usize>, bytes: &[u8]| {
        let mut carrier = arkworks::encode_proof(&proof);
        carrier[range].copy_from_slice(bytes);
        arkworks::decode_proof(&carrier).unwrap()
    };
    let g1 = |bytes: &[u8]| decode(0..64, bytes).a;
    let g2 = |bytes: &[u8]| decode(64..192, bytes).b;
    let mut terms = key[448..].chunks(64).map(g1);
    let constant: G1Projective = terms.next().unwrap().into();
    let inputs = inputs.iter().map(|input| arkworks::decode_scalar(input).unwrap());
    let sum: G1Projective = constant
        + terms
            .zip(inputs)
            .map(|(term, input)| term * input)
            .sum::<G1Projective>();
    let product = Bn254::multi_pairing(
        [proof.a, -g1(&key[..64]), (-sum).into(), -proof.c],
        [proof.b, g2(&key[64..192]), g2(&key[192..320]), g2(&key[320..448])],
    );
    ark_ff::Zero::is_zero(&product)
}

#[test]
fn published_keys_should_be_refused_for_gamma_alone_when_their_proofs_hold() {
    let (key, proof) = (
        vectors::bytes("gamma-equals-delta/groth16-solana.key"),
        vectors::bytes("gamma-equals-delta/groth16-solana.proof"),
    );
    let inputs = vectors::bytes("gamma-equals-delta/groth16-solana.inputs");
    let (inputs, _) = inputs.as_chunks();
    assert!(holds_by_equation(&key, &proof, inputs));

    let text = |file: &str| vectors::text(&format!("gamma-equals-delta/garaga-{file}.json"));
    let key = snarkjs::key_from_json(&text("verification_key")).unwrap();
    let proof = snarkjs::proof_from_json(&text("proof")).unwrap();
    let inputs = snarkjs::inputs_from_json(&text("public")).unwrap();
    assert!(holds_by_equation(&key, &proof, &inputs));
}
