//! Files of Groth16 over BLS12-381 and of PLONK over BN254: nothing is lost, and nothing is read that was not written so.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "common/systems.rs"]
mod systems;

use proofnet_proofs::{
    arkworks::serialized::{self, bls12_381, Points},
    snarkjs, DecodeError, ProofSystem,
};
use serde_json::Value;
use systems::{all, text};

const PLONK: ProofSystem = ProofSystem::PlonkBn254;
const BLS12_381: ProofSystem = ProofSystem::Groth16Bls12381;

#[test]
fn snarkjs_files_should_be_the_same_when_read_and_written() {
    for vector in all() {
        let json = snarkjs::write_key(vector.system, &vector.key).unwrap();
        assert_eq!(snarkjs::read_key(vector.system, &json).unwrap(), vector.key);
        let json = snarkjs::write_proof(vector.system, &vector.proof).unwrap();
        assert_eq!(snarkjs::read_proof(vector.system, &json).unwrap(), vector.proof);
        // Whatever snarkjs wrote, its numbers are written again.
        if let Some((proof, _)) = vector.json {
            let written: Value = serde_json::from_str(&json).unwrap();
            assert_eq!(written, proof, "{}", vector.name);
        }
        let words = vector.system.public_inputs_of(&vector.key);
        assert_eq!(words, Some(vector.inputs.len() as u32));
    }
}

#[test]
fn snarkjs_plonk_key_should_have_the_root_that_snarkjs_wrote_when_written() {
    let made = ["product", "powers", "squares"].map(|name| format!("made-by-snarkjs/plonk-{name}"));
    for folder in made.into_iter().chain(["cairo-plonk-verifier".into()]) {
        let file = text(&format!("{folder}/verification_key.json"));
        let key = snarkjs::read_key(PLONK, &file).unwrap();
        let written: Value = serde_json::from_str(&snarkjs::write_key(PLONK, &key).unwrap()).unwrap();
        let mut expected: Value = serde_json::from_str(&file).unwrap();
        // Nor is a number of the file left out.
        assert_eq!(written, expected.take());
    }
}

fn changed(member: &str, value: Value) -> snarkjs::Error {
    let file = text("made-by-snarkjs/plonk-product/verification_key.json");
    let mut json: Value = serde_json::from_str(&file).unwrap();
    json[member] = value;
    snarkjs::read_key(PLONK, &json.to_string()).unwrap_err()
}

#[test]
fn snarkjs_plonk_key_should_be_refused_when_it_is_not_what_it_says() {
    use snarkjs::Error::*;
    assert!(matches!(
        changed("protocol", "groth16".into()),
        Protocol {
            expected: "plonk",
            ..
        }
    ));
    assert!(matches!(
        changed("curve", "bls12381".into()),
        Curve {
            expected: "bn128",
            ..
        }
    ));
    assert!(matches!(changed("nPublic", 65.into()), TooManyInputs(65)));
    assert!(matches!(changed("w", "1".into()), Root));
    assert!(matches!(changed("power", 4.into()), Root));
    assert!(matches!(changed("power", u32::MAX.into()), Root));
    assert!(matches!(changed("k1", "x".into()), Number { .. }));
    assert!(matches!(
        changed("Qm", serde_json::json!(["1", "2", "0"])),
        NotAffine { .. }
    ));
    assert!(matches!(changed("Qm", Value::Null), Json { .. }));
    let large = "9".repeat(78);
    assert!(matches!(changed("k1", large.into()), TooLarge { bytes: 32, .. }));
}

#[test]
fn snarkjs_files_should_be_refused_when_they_are_of_another_system() {
    for vector in all() {
        let key = snarkjs::write_key(vector.system, &vector.key).unwrap();
        let proof = snarkjs::write_proof(vector.system, &vector.proof).unwrap();
        for system in ProofSystem::ALL
            .into_iter()
            .filter(|system| *system != vector.system)
        {
            assert!(snarkjs::read_key(system, &key).is_err());
            assert!(snarkjs::read_proof(system, &proof).is_err());
            assert!(snarkjs::write_proof(system, &vector.proof).is_err());
        }
    }
}

#[test]
fn arkworks_files_over_bls12_381_should_be_the_same_when_written_and_read() {
    for vector in all().iter().filter(|vector| vector.system == BLS12_381) {
        for points in [Points::Compressed, Points::Uncompressed] {
            let bytes = bls12_381::key_to_bytes(&vector.key, points).unwrap();
            assert_eq!(bls12_381::key_from_bytes(&bytes, points).unwrap(), vector.key);
            let bytes = bls12_381::proof_to_bytes(&vector.proof, points).unwrap();
            assert_eq!(bls12_381::proof_from_bytes(&bytes, points).unwrap(), vector.proof);
            let (mut longer, shorter) = (bytes.clone(), &bytes[..bytes.len() - 1]);
            longer.push(0);
            for wrong in [longer.as_slice(), shorter] {
                let error = bls12_381::proof_from_bytes(wrong, points).unwrap_err();
                assert!(matches!(error, DecodeError::Length { .. }));
            }
        }
        let bytes = bls12_381::inputs_to_bytes(&vector.inputs);
        assert_eq!(bls12_381::inputs_from_bytes(&bytes).unwrap(), vector.inputs);
    }
}

#[test]
fn arkworks_files_over_bls12_381_should_be_those_of_arkworks_when_it_reads_them() {
    use ark_bls12_381::{Bls12_381, Fr};
    use ark_groth16::{prepare_verifying_key, Groth16, Proof, VerifyingKey};
    use ark_serialize::CanonicalDeserialize;
    for vector in all().iter().filter(|vector| vector.system == BLS12_381) {
        let points = Points::Compressed;
        let key = bls12_381::key_to_bytes(&vector.key, points).unwrap();
        let key = VerifyingKey::<Bls12_381>::deserialize_compressed(key.as_slice()).unwrap();
        let proof = bls12_381::proof_to_bytes(&vector.proof, points).unwrap();
        let proof = Proof::deserialize_compressed(proof.as_slice()).unwrap();
        let inputs = bls12_381::inputs_to_bytes(&vector.inputs);
        let inputs = Vec::<Fr>::deserialize_compressed(inputs.as_slice()).unwrap();
        let key = prepare_verifying_key(&key);
        assert!(Groth16::<Bls12_381>::verify_proof(&key, &proof, &inputs).unwrap());
    }
}

#[test]
fn arkworks_inputs_should_be_refused_when_they_are_canonical_over_the_other_curve_only() {
    let largest: Vec<u8> = (num_bigint::BigUint::from_bytes_be(&[0x70; 32])).to_bytes_be();
    let inputs = [<[u8; 32]>::try_from(largest).unwrap()];
    let bytes = bls12_381::inputs_to_bytes(&inputs);
    assert_eq!(bls12_381::inputs_from_bytes(&bytes).unwrap(), inputs);
    assert_eq!(
        serialized::inputs_from_bytes(&bytes),
        Err(DecodeError::InputNotCanonical { index: 0 })
    );
}

#[test]
fn arkworks_point_over_bls12_381_should_be_refused_when_its_flags_are_others() {
    let vectors = all();
    let vector = vectors.iter().find(|vector| vector.system == BLS12_381).unwrap();
    let points = Points::Compressed;
    let bytes = bls12_381::proof_to_bytes(&vector.proof, points).unwrap();
    for flag in [0x80, 0x40] {
        let mut changed = bytes.clone();
        changed[0] ^= flag;
        assert!(bls12_381::proof_from_bytes(&changed, points).is_err());
    }
    // The other y is another point.
    let mut changed = bytes.clone();
    changed[0] ^= 0x20;
    assert_ne!(
        bls12_381::proof_from_bytes(&changed, points).unwrap(),
        vector.proof
    );
    assert!(bls12_381::proof_from_bytes(&bytes, Points::Uncompressed).is_err());
}
