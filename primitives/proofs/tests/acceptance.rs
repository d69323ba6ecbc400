//! Valid proofs are accepted, by either backend.

#![allow(clippy::unwrap_used)]

mod common;

use codec::{Decode, Encode, MaxEncodedLen};
use common::Case;
use proofnet_proofs::{
    circuit_id, prepare, verify, Backend, PreparedKey, ProofSystem, MAX_KEY_LEN, MAX_PROOF_LEN,
    MAX_PUBLIC_INPUTS,
};

const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;

fn accepts(backend: Backend, case: &Case) {
    let key = prepare(backend, ProofSystem::Groth16Bn254, &case.key()).unwrap();
    assert_eq!(key.public_inputs() as usize, case.inputs.len());
    assert_eq!(verify(backend, &key, &case.scalars(), &case.proof()), Ok(()));
}

#[test]
fn host_should_accept_a_proof_when_it_is_valid() {
    for inputs in [1, 5, 20, 64] {
        accepts(Backend::Host, &Case::new(inputs, 1));
    }
}

#[test]
fn portable_should_accept_a_proof_when_it_is_valid() {
    for inputs in [1, 5, 20, 64] {
        accepts(Backend::Portable, &Case::new(inputs, 2));
    }
}

#[test]
fn verify_should_accept_a_proof_when_the_circuit_has_no_public_inputs() {
    accepts(Backend::Portable, &Case::new(0, 3));
}

#[test]
fn verify_should_accept_a_proof_when_all_inputs_are_zero() {
    accepts(Backend::Portable, &Case::of_zeros(5, 4));
}

#[test]
fn prepare_should_give_the_same_key_when_the_backend_differs() {
    let key = Case::new(5, 5).key();
    assert_eq!(
        prepare(Backend::Host, ProofSystem::Groth16Bn254, &key),
        prepare(Backend::Portable, ProofSystem::Groth16Bn254, &key)
    );
}

#[test]
fn prepared_key_should_verify_when_it_has_been_stored() {
    let case = Case::new(5, 6);
    let stored = case.prepared().encode();
    let key = PreparedKey::decode(&mut stored.as_slice()).unwrap();
    assert_eq!(
        verify(Backend::Portable, &key, &case.scalars(), &case.proof()),
        Ok(())
    );
}

#[test]
fn prepared_key_should_stay_within_its_bound_when_encoded() {
    for inputs in [0, 1, 64] {
        let len = Case::new(inputs, 7).prepared().encode().len();
        // The length prefix of the longest key may be longer.
        assert!(
            (len..len + 4).contains(&PreparedKey::max_len(SYSTEM, inputs as u32)),
            "{inputs} inputs: {len}"
        );
    }
    assert_eq!(
        PreparedKey::max_len(SYSTEM, MAX_PUBLIC_INPUTS),
        PreparedKey::max_encoded_len()
    );
}

#[test]
fn key_should_have_its_stated_length_when_encoded() {
    assert_eq!(Case::new(5, 8).key().len(), SYSTEM.key_len(5));
    assert_eq!(Case::new(64, 8).key().len(), SYSTEM.key_len(64));
}

#[test]
fn bounds_should_cover_every_system_when_inputs_are_most() {
    let longest = |len: fn(ProofSystem) -> usize| ProofSystem::ALL.into_iter().map(len).max();
    assert_eq!(
        longest(|system| system.key_len(MAX_PUBLIC_INPUTS)),
        Some(MAX_KEY_LEN)
    );
    assert_eq!(longest(ProofSystem::proof_len), Some(MAX_PROOF_LEN));
    for system in ProofSystem::ALL {
        assert_eq!(ProofSystem::of_proof_len(system.proof_len()), Some(system));
    }
    let prepared = longest(|system| PreparedKey::max_len(system, MAX_PUBLIC_INPUTS));
    assert_eq!(prepared, Some(PreparedKey::max_encoded_len()));
}

#[test]
fn circuit_id_should_differ_when_the_key_differs() {
    let (one, other) = (Case::new(1, 9).key(), Case::new(1, 10).key());
    let id = |key: &[u8]| circuit_id(ProofSystem::Groth16Bn254, key);
    assert_eq!(id(&one), id(&one.clone()));
    assert_ne!(id(&one), id(&other));
}

#[test]
fn circuit_id_should_hash_the_scale_encoding_when_given_a_key() {
    // The variant's index, the compact length of three bytes, the bytes.
    let expected = sp_crypto_hashing::blake2_256(&[0, 12, 1, 2, 3]);
    assert_eq!(circuit_id(ProofSystem::Groth16Bn254, &[1, 2, 3]), expected);
}
