//! The runtime as WebAssembly verifies as the same code does natively, by host functions and without them.

mod common;

use common::{circuits, verify_natively, Runtime};
use proofnet_proofs::{Backend, Scalar, VerifyError};

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
