//! What holds for any bytes: decoders never panic and read nothing but what they would write; verification agrees with
//! arkworks called plainly. Shared by the fuzz targets and the tests that replay their corpora.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing)] // A broken law is a panic.

mod systems;

use ark_bn254::{Bn254, Fr};
use ark_groth16::{prepare_verifying_key, Groth16, PreparedVerifyingKey, Proof, VerifyingKey};
use ark_serialize::CanonicalDeserialize;
use proofnet_proofs::{
    arkworks::serialized::{self, Points},
    gnark, prepare, snarkjs, solidity, verify, verify_batch,
    zkvm::{risc_zero, sp1, Program},
    Backend, Claim, PreparedKey, ProofSystem, Scalar,
};
use std::sync::LazyLock;
pub use systems::{bls12_381, plonk};

/// Panics if a law is broken.
pub type Check = fn(&[u8]);

/// The targets, by name.
pub const TARGETS: [(&str, Check); 7] = [
    ("arkworks", arkworks),
    ("gnark", gnark),
    ("json", json),
    ("zkvm", zkvm),
    ("verification", verification),
    ("bls12_381", bls12_381),
    ("plonk", plonk),
];

/// The first byte chooses the decoder, the rest is for it.
pub fn arkworks(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let points = [Points::Compressed, Points::Uncompressed][usize::from(choice & 1)];
    match choice >> 1 {
        0 => {
            if let Ok(key) = serialized::key_from_bytes(bytes, points) {
                written(serialized::key_to_bytes(&key, points), bytes);
            }
        }
        1 => {
            if let Ok(proof) = serialized::proof_from_bytes(bytes, points) {
                written(serialized::proof_to_bytes(&proof, points), bytes);
            }
        }
        _ => {
            if let Ok(inputs) = serialized::inputs_from_bytes(bytes) {
                assert_eq!(serialized::inputs_to_bytes(&inputs), bytes);
            }
        }
    }
}

/// The first byte chooses the decoder, the rest is for it.
pub fn gnark(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let points = [gnark::Points::Raw, gnark::Points::Compressed][usize::from(choice & 1)];
    match choice >> 1 {
        0 => {
            if let Ok(key) = gnark::key_from_bytes(bytes, points) {
                // Keys are not written; the chain says whether it is one.
                let _ = prepare(Backend::Portable, ProofSystem::Groth16Bn254, &key);
            }
        }
        1 => {
            if let Ok(proof) = gnark::proof_from_bytes(bytes, points) {
                // Old files lack what follows the points.
                let long = gnark::proof_to_bytes(&proof, points);
                written(long.map(|long| long[..bytes.len()].to_vec()), bytes);
            }
        }
        _ => {
            if let Ok(inputs) = gnark::inputs_from_witness(bytes) {
                assert_eq!(gnark::inputs_to_witness(&inputs).unwrap(), bytes);
            }
        }
    }
}

/// The first byte chooses the decoder, the rest is text for it.
pub fn json(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    match choice {
        0 => {
            if let Ok(key) = snarkjs::key_from_json(text) {
                let again = snarkjs::key_from_json(&snarkjs::key_to_json(&key).unwrap());
                assert_eq!(again.unwrap(), key);
            }
        }
        1 => {
            if let Ok(proof) = snarkjs::proof_from_json(text) {
                let again = snarkjs::proof_from_json(&snarkjs::proof_to_json(&proof).unwrap());
                assert_eq!(again.unwrap(), proof);
            }
        }
        2 => {
            if let Ok(inputs) = snarkjs::inputs_from_json(text) {
                let again = snarkjs::inputs_from_json(&snarkjs::inputs_to_json(&inputs).unwrap());
                assert_eq!(again.unwrap(), inputs);
            }
        }
        _ => {
            if let Ok(calldata) = solidity::calldata_from_json(text) {
                let json = solidity::calldata_to_json(&calldata.proof, &calldata.inputs).unwrap();
                let again = solidity::calldata_from_json(&json.to_string()).unwrap();
                assert_eq!(again, calldata);
                let abi = solidity::calldata_to_abi(&calldata.proof, &calldata.inputs).unwrap();
                assert_eq!(solidity::calldata_from_abi(&abi), Ok(calldata));
            }
        }
    }
}

/// The first byte chooses zkVM and release; 32 bytes name a program, the rest is a proof of it.
pub fn zkvm(bytes: &[u8]) {
    let Some((choice, bytes)) = bytes.split_first() else {
        return;
    };
    let Some((id, sealed)) = bytes.split_first_chunk::<32>() else {
        return;
    };
    let program = match choice {
        0..4 => Program::Sp1 {
            release: sp1::Release::ALL[usize::from(*choice)],
            vkey: *id,
        },
        4 => Program::RiscZero {
            release: risc_zero::Release::V3,
            image_id: *id,
        },
        _ => Program::Pico {
            circuit: [0; 32],
            vkey: *id,
        },
    };
    if let Ok(opened) = program.open(sealed) {
        let inputs: Vec<_> = opened
            .inputs
            .iter()
            .map(|input| input.unwrap_or_default())
            .collect();
        assert_eq!(program.seal(&opened.proof, &inputs).unwrap(), sealed);
        // The public inputs that are left open stand for no public values whose hash is zero.
        assert!(program.check(&inputs, sealed).is_err());
    }
}

struct Reference {
    prepared: PreparedKey,
    plain: PreparedVerifyingKey<Bn254>,
    proof: [u8; 256],
    inputs: Vec<Scalar>,
}

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    let key = snarkjs::key_from_json(include_str!("../vectors/risc0-groth16/verification_key.json")).unwrap();
    let plain = serialized::key_to_bytes(&key, Points::Uncompressed).unwrap();
    Reference {
        prepared: prepare(Backend::Portable, ProofSystem::Groth16Bn254, &key).unwrap(),
        plain: prepare_verifying_key(&VerifyingKey::deserialize_uncompressed(plain.as_slice()).unwrap()),
        proof: snarkjs::proof_from_json(include_str!("../vectors/risc0-groth16/proof.json")).unwrap(),
        inputs: snarkjs::inputs_from_json(include_str!("../vectors/risc0-groth16/public.json")).unwrap(),
    }
});

/// Changes to a valid proof and its input, three bytes each: two for a place, one for what happens there. It is added to
/// the byte at the place; or, at places from 0x300 on, it is the number of the word that is copied there, which keeps
/// points on the curve more often.
pub fn verification(bytes: &[u8]) {
    let valid = &*REFERENCE;
    let mut statement = [valid.proof.as_slice(), valid.inputs.as_flattened()].concat();
    for change in bytes.chunks_exact(3) {
        let place = usize::from(u16::from_le_bytes([change[0], change[1]]));
        let at = place % statement.len();
        match place >= 0x300 {
            true => {
                let (from, to) = (usize::from(change[2] % 9) * 32, at / 32 * 32);
                statement.copy_within(from..from + 32, to);
            }
            false => statement[at] = statement[at].wrapping_add(change[2]),
        }
    }
    let (proof, input) = statement.split_at(256);
    let inputs = [Scalar::try_from(input).unwrap()];

    let portable = verify(Backend::Portable, &valid.prepared, &inputs, proof);
    assert_eq!(portable, verify(Backend::Host, &valid.prepared, &inputs, proof));
    assert_eq!(portable.is_ok(), plainly(&valid.plain, proof, &inputs[0]));
    let claim = |inputs, proof| Claim {
        key: 0,
        inputs,
        proof,
    };
    let claims = [claim(&inputs, proof), claim(&valid.inputs, &valid.proof)];
    let report = verify_batch(Backend::Portable, &[&valid.prepared], &claims).unwrap();
    assert_eq!(report.results, [portable, Ok(())]);
}

/// Verification by arkworks, with its own decoding and checks.
fn plainly(key: &PreparedVerifyingKey<Bn254>, proof: &[u8], input: &Scalar) -> bool {
    // Little-endian words, the constant coefficient of an element of the quadratic extension first.
    let order = [0, 1, 3, 2, 5, 4, 6, 7];
    let words: Vec<&[u8]> = proof.chunks(32).collect();
    let bytes: Vec<u8> = order
        .iter()
        .flat_map(|at| words[*at].iter().rev().copied())
        .collect();
    let input: Vec<u8> = input.iter().rev().copied().collect();
    let proof = Proof::<Bn254>::deserialize_uncompressed(bytes.as_slice());
    let input = Fr::deserialize_uncompressed(input.as_slice());
    match (proof, input) {
        // arkworks ignores the flag of y's sign, which is the second highest bit of a word that is too large.
        (Ok(proof), Ok(input)) if words.iter().all(|word| word[0] < 0x40) => {
            Groth16::<Bn254>::verify_proof(key, &proof, &[input]).unwrap()
        }
        _ => false,
    }
}

/// What is written of something that was read is what it was read from, unless the points are refused anyway.
fn written(result: Result<Vec<u8>, proofnet_proofs::DecodeError>, read: &[u8]) {
    if let Ok(bytes) = result {
        assert_eq!(bytes, read);
    }
}
