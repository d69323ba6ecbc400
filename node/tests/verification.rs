//! The runtime as WebAssembly verifies as the same code does natively, by host functions and without them.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used)]

mod common;

use common::{circuits, verify_natively, verify_natively_of, Runtime};
use proofnet_proofs::{snarkjs, Backend, ProofSystem, Scalar, VerifyError};

fn assert_agreement(runtime: &Runtime, key: &[u8], proofs: &[(Vec<Scalar>, Vec<u8>)]) -> common::Verdicts {
    let native = verify_natively(key, proofs);
    assert_eq!(runtime.verify(Backend::Host, key, proofs), native);
    assert_eq!(runtime.verify(Backend::Portable, key, proofs), native);
    native
}

#[test]
fn runtime_should_accept_when_proofs_are_valid() {
    let runtime = Runtime::new();
    for inputs in [0, 1, 5, 20] {
        let case = circuits::Case::new(inputs, 7);
        let proofs = [(case.scalars(), case.proof().to_vec())];
        assert_eq!(assert_agreement(&runtime, &case.key(), &proofs), Ok(vec![Ok(())]));
    }
}

#[test]
fn runtime_should_refuse_as_natively_when_any_byte_of_a_proof_is_flipped() {
    let runtime = Runtime::new();
    let case = circuits::Case::new(2, 11);
    let proofs: Vec<_> = (0..case.proof().len())
        .map(|at| {
            let mut proof = case.proof().to_vec();
            proof[at] ^= 1;
            (case.scalars(), proof)
        })
        .collect();
    let verdicts = assert_agreement(&runtime, &case.key(), &proofs).unwrap();
    assert!(verdicts.iter().all(Result::is_err));
}

#[test]
fn runtime_should_refuse_as_natively_when_inputs_are_wrong() {
    let runtime = Runtime::new();
    let case = circuits::Case::new(3, 13);
    let mut other = case.scalars();
    other.swap(0, 1);
    let proof = case.proof().to_vec();
    let proofs = [
        (other, proof.clone()),
        (case.scalars()[1..].to_vec(), proof.clone()),
        (vec![[0xff; 32]; 3], proof.clone()),
        (case.scalars(), proof[..255].to_vec()),
    ];
    let verdicts = assert_agreement(&runtime, &case.key(), &proofs).unwrap();
    assert_eq!(verdicts[0], Err(VerifyError::Invalid));
    assert!(verdicts.iter().all(Result::is_err));
}

#[test]
fn runtime_should_refuse_as_natively_when_any_byte_of_a_key_is_flipped() {
    let runtime = Runtime::new();
    let case = circuits::Case::new(1, 17);
    let proofs = [(case.scalars(), case.proof().to_vec())];
    for at in (0..case.key().len()).step_by(37) {
        let mut key = case.key();
        key[at] ^= 1;
        let verdict = assert_agreement(&runtime, &key, &proofs);
        assert_ne!(verdict, Ok(vec![Ok(())]));
    }
}

/// Key, public inputs and proof that snarkjs made, in canonical encoding.
fn made_by_snarkjs(system: ProofSystem, name: &str) -> (Vec<u8>, Vec<Scalar>, Vec<u8>) {
    let file = |file: &str| {
        let folder = "../primitives/proofs/tests/vectors/made-by-snarkjs";
        let path = format!("{}/{folder}/{name}/{file}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    (
        snarkjs::read_key(system, &file("verification_key")).unwrap(),
        snarkjs::inputs_from_json(&file("public")).unwrap(),
        snarkjs::read_proof(system, &file("proof")).unwrap(),
    )
}

#[test]
fn runtime_should_judge_as_natively_when_proofs_are_of_other_systems() {
    let runtime = Runtime::new();
    for (system, prefix) in [
        (ProofSystem::PlonkBn254, "plonk"),
        (ProofSystem::Groth16Bls12381, "bls12381"),
    ] {
        for circuit in ["product", "powers", "squares"] {
            let (key, inputs, proof) = made_by_snarkjs(system, &format!("{prefix}-{circuit}"));
            let mut proofs = vec![(inputs.clone(), proof.clone())];
            for at in (0..proof.len()).step_by(31) {
                let mut changed = proof.clone();
                changed[at] ^= 1;
                proofs.push((inputs.clone(), changed));
            }
            let native = verify_natively_of(system, &key, &proofs);
            for backend in [Backend::Host, Backend::Portable] {
                assert_eq!(runtime.verify_of(system, backend, &key, &proofs), native);
            }
            let verdicts = native.unwrap();
            assert_eq!(verdicts[0], Ok(()));
            assert!(verdicts[1..].iter().all(Result::is_err));
        }
    }
}
