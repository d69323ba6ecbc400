//! What a verification and a registration cost by system, with 1 and with 64 public inputs; over BLS12-381 beside arkworks
//! called plainly on a prepared key and decoded points. Here the host's functions are called directly, as the portable ones
//! are.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // A benchmark may panic.

use divan::{black_box, Bencher};
use proofnet_proofs::{prepare, verify, Backend, ProofSystem};

#[path = "../tests/common/systems.rs"]
mod systems;

use systems::Vector;

fn main() {
    divan::main();
}

const VECTORS: [&str; 4] = [
    "plonk-powers",
    "plonk-squares",
    "bls12381-powers",
    "bls12381-squares",
];

fn vector(name: &str) -> Vector {
    let system = match name.starts_with("plonk") {
        true => ProofSystem::PlonkBn254,
        false => ProofSystem::Groth16Bls12381,
    };
    systems::snarkjs(system, name)
}

#[divan::bench(args = VECTORS)]
fn verification_host(bencher: Bencher, name: &str) {
    verification(bencher, name, Backend::Host);
}

#[divan::bench(args = VECTORS)]
fn verification_portable(bencher: Bencher, name: &str) {
    verification(bencher, name, Backend::Portable);
}

fn verification(bencher: Bencher, name: &str, backend: Backend) {
    let vector = vector(name);
    let key = prepare(backend, vector.system, &vector.key).unwrap();
    bencher.bench_local(|| {
        let (inputs, proof) = (black_box(&vector.inputs), black_box(&vector.proof));
        verify(backend, black_box(&key), inputs, proof).unwrap()
    });
}

#[divan::bench(args = &VECTORS[2..])]
fn verification_arkworks(bencher: Bencher, name: &str) {
    use ark_bls12_381::{Bls12_381, Fr};
    use ark_groth16::{prepare_verifying_key, Groth16, Proof, VerifyingKey};
    use ark_serialize::CanonicalDeserialize;
    use proofnet_proofs::arkworks::serialized::{bls12_381, Points};

    let vector = vector(name);
    let key = bls12_381::key_to_bytes(&vector.key, Points::Uncompressed).unwrap();
    let key = VerifyingKey::<Bls12_381>::deserialize_uncompressed(key.as_slice()).unwrap();
    let key = prepare_verifying_key(&key);
    let proof = Proof::deserialize_uncompressed(vector.proof.as_slice()).unwrap();
    let inputs = bls12_381::inputs_to_bytes(&vector.inputs);
    let inputs = Vec::<Fr>::deserialize_uncompressed(inputs.as_slice()).unwrap();
    bencher.bench_local(|| {
        let valid =
            Groth16::<Bls12_381>::verify_proof(black_box(&key), black_box(&proof), black_box(&inputs));
        assert!(valid.unwrap());
    });
}

#[divan::bench(args = VECTORS)]
fn registration(bencher: Bencher, name: &str) {
    let vector = vector(name);
    bencher.bench_local(|| prepare(Backend::Host, vector.system, black_box(&vector.key)).unwrap());
}
