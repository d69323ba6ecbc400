//! The laws of Groth16 over BLS12-381 and of PLONK over BN254.

use super::written;
use ark_bls12_381::{Bls12_381, Fr};
use ark_groth16::{prepare_verifying_key, Groth16, PreparedVerifyingKey, Proof, VerifyingKey};
use ark_serialize::CanonicalDeserialize;
use proofnet_proofs::{
    arkworks::serialized::{bls12_381 as serialized, Points},
    prepare, snarkjs, verify, Backend, PreparedKey, ProofSystem, Scalar,
};
use std::sync::LazyLock;

const BLS12_381: ProofSystem = ProofSystem::Groth16Bls12381;
const PLONK: ProofSystem = ProofSystem::PlonkBn254;

struct Reference {
    key: Vec<u8>,
    prepared: PreparedKey,
    proof: Vec<u8>,
    inputs: Vec<Scalar>,
}

impl Reference {
    fn new(system: ProofSystem, key: &str, proof: &str, public: &str) -> Self {
        let key = snarkjs::read_key(system, key).unwrap();
        Self {
            prepared: prepare(Backend::Portable, system, &key).unwrap(),
            proof: snarkjs::read_proof(system, proof).unwrap(),
            inputs: snarkjs::inputs_from_json(public).unwrap(),
            key,
        }
    }

    /// Proof and inputs after changes of three bytes each: two for a place, one for what is added to the byte there; or,
    /// at places from 0x8000 on, the number of the word of `len` bytes that is copied there.
    fn changed(&self, changes: &[u8], len: usize) -> (Vec<u8>, Vec<Scalar>) {
        let mut statement = [self.proof.as_slice(), self.inputs.as_flattened()].concat();
        let words = self.proof.len() / len;
        for change in changes.chunks_exact(3) {
            let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
            if place < 0x8000 {
                let at = place % statement.len();
                statement[at] = statement[at].wrapping_add(change[2]);
            } else {
                let (from, to) = (usize::from(change[2]) % words * len, place % words * len);
                statement.copy_within(from..from + len, to);
            }
        }
        let (proof, inputs) = statement.split_at(self.proof.len());
        (proof.to_vec(), inputs.as_chunks().0.to_vec())
    }

    /// Whether a statement holds, whoever computes.
    fn holds(&self, proof: &[u8], inputs: &[Scalar]) -> bool {
        let portable = verify(Backend::Portable, &self.prepared, inputs, proof);
        assert_eq!(portable, verify(Backend::Host, &self.prepared, inputs, proof));
        portable.is_ok()
    }
}

static OF_BLS12_381: LazyLock<(Reference, PreparedVerifyingKey<Bls12_381>)> = LazyLock::new(|| {
    let reference = Reference::new(
        BLS12_381,
        include_str!("../vectors/made-by-snarkjs/bls12381-product/verification_key.json"),
        include_str!("../vectors/made-by-snarkjs/bls12381-product/proof.json"),
        include_str!("../vectors/made-by-snarkjs/bls12381-product/public.json"),
    );
    let plain = serialized::key_to_bytes(&reference.key, Points::Uncompressed).unwrap();
    let plain = VerifyingKey::deserialize_uncompressed(plain.as_slice()).unwrap();
    (reference, prepare_verifying_key(&plain))
});

static OF_PLONK: LazyLock<Reference> = LazyLock::new(|| {
    Reference::new(
        PLONK,
        include_str!("../vectors/made-by-snarkjs/plonk-product/verification_key.json"),
        include_str!("../vectors/made-by-snarkjs/plonk-product/proof.json"),
        include_str!("../vectors/made-by-snarkjs/plonk-product/public.json"),
    )
});

/// The first byte chooses what the rest is for: a decoder, or changes to a valid proof.
pub fn bls12_381(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let points = [Points::Compressed, Points::Uncompressed][usize::from(choice & 1)];
    match choice {
        0 | 1 => {
            if let Ok(key) = serialized::key_from_bytes(bytes, points) {
                written(serialized::key_to_bytes(&key, points), bytes);
            }
        }
        2 | 3 => {
            if let Ok(proof) = serialized::proof_from_bytes(bytes, points) {
                written(serialized::proof_to_bytes(&proof, points), bytes);
            }
        }
        4 => {
            if let Ok(inputs) = serialized::inputs_from_bytes(bytes) {
                assert_eq!(serialized::inputs_to_bytes(&inputs), bytes);
            }
        }
        5 => json(BLS12_381, bytes),
        6 => key(BLS12_381, bytes),
        _ => {
            let (reference, plain) = &*OF_BLS12_381;
            let (proof, inputs) = reference.changed(bytes, 48);
            assert_eq!(reference.holds(&proof, &inputs), plainly(plain, &proof, &inputs));
        }
    }
}

/// The same for PLONK.
pub fn plonk(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    match choice {
        0 => json(PLONK, bytes),
        1 => key(PLONK, bytes),
        _ => {
            let reference = &*OF_PLONK;
            let (proof, inputs) = reference.changed(bytes, 32);
            let same = (&proof, &inputs) == (&reference.proof, &reference.inputs);
            assert_eq!(reference.holds(&proof, &inputs), same);
        }
    }
}

/// Verification by arkworks, with its own decoding and checks.
fn plainly(key: &PreparedVerifyingKey<Bls12_381>, proof: &[u8], inputs: &[Scalar]) -> bool {
    let inputs: Result<Vec<Fr>, _> = inputs
        .iter()
        .map(|input| {
            let bytes: Vec<u8> = input.iter().rev().copied().collect();
            Fr::deserialize_uncompressed(bytes.as_slice())
        })
        .collect();
    match (Proof::deserialize_uncompressed(proof), inputs) {
        (Ok(proof), Ok(inputs)) => Groth16::<Bls12_381>::verify_proof(key, &proof, &inputs).unwrap(),
        _ => false,
    }
}

/// JSON of a key or a proof: what was read and written is read as the same.
fn json(system: ProofSystem, bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(key) = snarkjs::read_key(system, text) {
        if let Ok(json) = snarkjs::write_key(system, &key) {
            assert_eq!(snarkjs::read_key(system, &json).unwrap(), key);
        }
    }
    if let Ok(proof) = snarkjs::read_proof(system, text) {
        let json = snarkjs::write_proof(system, &proof).unwrap();
        assert_eq!(snarkjs::read_proof(system, &json).unwrap(), proof);
    }
}

/// A key in canonical encoding: both backends prepare it alike.
fn key(system: ProofSystem, bytes: &[u8]) {
    let prepared = prepare(Backend::Portable, system, bytes);
    assert_eq!(prepare(Backend::Host, system, bytes), prepared);
    if let Ok(prepared) = prepared {
        assert_eq!(system.public_inputs_of(bytes), Some(prepared.public_inputs()));
        let json = snarkjs::write_key(system, bytes).unwrap();
        assert_eq!(snarkjs::read_key(system, &json).unwrap(), bytes);
    }
}
