//! The assembled prover against arkworks' verifier.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use ark_bn254::{Bn254, Fr};
use ark_ff::Field;
use ark_groth16::{prepare_verifying_key, Groth16 as Reference, Proof};
use proofnet_prover::{synthetic, Arkworks, Backend, Zkey, CPU};

fn verifies(key: &Zkey, witness: &[Fr], proof: &Proof<Bn254>) -> bool {
    let prepared = prepare_verifying_key(&key.proving_key.vk);
    Reference::<Bn254>::verify_proof(&prepared, proof, &witness[1..=key.public_inputs()]).unwrap()
}

#[test]
fn proof_should_verify_when_assembled_on_the_cpu() {
    for constraints in [1, 2, 5, 62, 63, 64, 1000] {
        let (key, witness) = synthetic(constraints).unwrap();
        assert_eq!(key.constraints(), constraints);
        let proof = CPU.prove(&key, &witness).unwrap();
        assert!(verifies(&key, &witness, &proof), "{constraints} constraints");
    }
}

#[test]
fn proof_should_verify_when_made_by_the_reference() {
    let (key, witness) = synthetic(100).unwrap();
    let proof = Arkworks.prove(&key, &witness).unwrap();
    assert!(verifies(&key, &witness, &proof));
}

#[test]
fn proof_should_not_verify_when_the_witness_breaks_a_constraint() {
    let (key, mut witness) = synthetic(100).unwrap();
    *witness.last_mut().unwrap() += Fr::ONE;
    let proof = CPU.prove(&key, &witness).unwrap();
    assert!(!verifies(&key, &witness, &proof));
}

#[test]
fn proofs_should_differ_when_made_twice() {
    let (key, witness) = synthetic(10).unwrap();
    assert_ne!(
        CPU.prove(&key, &witness).unwrap(),
        CPU.prove(&key, &witness).unwrap()
    );
}

#[test]
fn witness_should_be_refused_when_of_another_length() {
    let (key, witness) = synthetic(10).unwrap();
    for witness in [&witness[1..], &[], &[witness.clone(), witness.clone()].concat()] {
        assert!(CPU.prove(&key, witness).unwrap_err().reason.contains("variables"));
    }
}
