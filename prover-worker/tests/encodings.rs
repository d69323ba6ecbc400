//! Keys and proofs as other provers write them, from what their makers published.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proofnet_proofs::{prepare, verify, Backend, ProofSystem};
use prover_worker::command::{
    encoding::{canonical, read_key, Canonical, EncodedInputs, EncodedProof, EncodingError},
    ZkvmProgram,
};
use serde_json::{from_value, json, Value};
use std::{fs, path::Path};

const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;

fn vector(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../primitives/proofs/tests/vectors");
    fs::read(folder.join(name)).unwrap()
}

fn json_of(name: &str) -> Value {
    serde_json::from_slice(&vector(name)).unwrap()
}

/// A published run of a program: the program, the proof in the zkVM's encoding, and what it revealed.
fn runs() -> Vec<(ZkvmProgram, EncodedProof, EncodedInputs)> {
    let run = |program: Value, encoding: &str, proof: &Value, values: &Value| {
        (
            from_value(program).unwrap(),
            from_value(json!({ "encoding": encoding, "value": proof })).unwrap(),
            from_value(json!({ "encoding": "public-values", "value": values })).unwrap(),
        )
    };
    let mut runs: Vec<_> = [("4", "v4"), ("5", "v5"), ("6.0", "v6.0"), ("6.1", "v6.1")]
        .into_iter()
        .map(|(release, file)| {
            let proof = json_of(&format!("sp1/proof_{file}.json"));
            let program = json!({ "zkvm": "sp1", "release": release, "vkey": proof["vkey"] });
            run(program, "sp1", &proof["proof"], &proof["publicValues"])
        })
        .collect();
    let receipt = json_of("risc-zero/receipt_v3.json");
    let program = json!({ "zkvm": "risc-zero", "release": "3", "image_id": receipt["imageId"] });
    runs.push(run(program, "risc-zero", &receipt["seal"], &receipt["journal"]));
    let pico = json_of("pico/proof.json");
    let words: Vec<_> = pico["proof"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    let words: String = words.iter().map(|word| word.trim_start_matches("0x")).collect();
    let program = json!({ "zkvm": "pico", "vkey": pico["riscvVKey"] });
    runs.push(run(program, "pico", &json!(words), &pico["publicValues"]));
    runs
}

fn key(program: ZkvmProgram) -> Vec<u8> {
    match program.wrapper_key() {
        Some(key) => key.to_vec(),
        None => read_key(SYSTEM, &vector("pico/verification_key.json")).unwrap(),
    }
}

#[test]
fn proof_of_a_zkvm_should_verify_when_its_public_values_are_given() {
    for (program, proof, values) in runs() {
        let key = prepare(Backend::Portable, SYSTEM, &key(program)).unwrap();
        let with_wrapper = program.with_wrapper([0; 32]);
        let Canonical { proof, inputs } =
            canonical(SYSTEM, Some(&with_wrapper), &proof, Some(&values)).unwrap();
        assert_eq!(
            verify(Backend::Portable, &key, &inputs, &proof),
            Ok(()),
            "{program:?}"
        );
        assert_eq!(with_wrapper.check_program(&inputs), Ok(()));
    }
}

#[test]
fn proof_of_a_zkvm_should_be_refused_when_its_public_values_are_missing() {
    for (program, proof, _) in runs() {
        let result = canonical(SYSTEM, Some(&program.with_wrapper([0; 32])), &proof, None);
        assert!(
            matches!(result, Err(EncodingError::MissingInput(_))),
            "{program:?}: {result:?}"
        );
    }
}

#[test]
fn proof_of_a_zkvm_should_be_refused_when_the_circuit_is_another_zkvms_or_none() {
    let runs = runs();
    for (index, (_, proof, values)) in runs.iter().enumerate() {
        let (other, ..) = &runs[(index + 4) % runs.len()];
        assert!(canonical(SYSTEM, Some(&other.with_wrapper([0; 32])), proof, Some(values)).is_err());
        assert!(canonical(SYSTEM, None, proof, Some(values)).is_err());
    }
}

#[test]
fn key_should_be_read_when_any_tool_wrote_it() {
    let sp1 = read_key(SYSTEM, &vector("sp1/groth16_vk_v5.bin")).unwrap();
    assert_eq!(read_key(SYSTEM, &sp1).unwrap(), sp1);
    assert_eq!(
        read_key(SYSTEM, format!("0x{}\n", hex::encode(&sp1)).as_bytes()).unwrap(),
        sp1
    );
    for file in [
        "rln-20.vk",
        "semaphore-16.compressed.vk",
        "semaphore-30.compressed.vk",
    ] {
        assert!(
            read_key(SYSTEM, &vector(&format!("arkworks/{file}"))).is_ok(),
            "{file}"
        );
    }
    assert!(read_key(SYSTEM, &vector("risc0-groth16/verification_key.json")).is_ok());
    let plonk = vector("cairo-plonk-verifier/verification_key.json");
    assert!(read_key(ProofSystem::PlonkBn254, &plonk).is_ok());
    assert!(read_key(SYSTEM, &plonk).is_err());
}

#[test]
fn key_should_be_refused_when_anybody_could_forge_its_proofs() {
    assert!(read_key(SYSTEM, &vector("gamma-equals-delta/groth16-solana.key")).is_err());
}

#[test]
fn plonk_proof_should_verify_when_snarkjs_wrote_it() {
    let system = ProofSystem::PlonkBn254;
    let key = read_key(system, &vector("cairo-plonk-verifier/verification_key.json")).unwrap();
    let part = |name: &str| json!({ "encoding": "snarkjs", "value": json_of(&format!("cairo-plonk-verifier/{name}.json")) });
    let (proof, inputs) = (
        from_value(part("proof")).unwrap(),
        from_value(part("public")).unwrap(),
    );
    let proved = canonical(system, None, &proof, Some(&inputs)).unwrap();
    let key = prepare(Backend::Portable, system, &key).unwrap();
    assert_eq!(
        verify(Backend::Portable, &key, &proved.inputs, &proved.proof),
        Ok(())
    );
}

#[test]
fn encoding_should_be_refused_when_it_has_no_proofs_of_the_system() {
    let proof = from_value(json!({ "encoding": "gnark", "value": "0x" })).unwrap();
    for system in [ProofSystem::PlonkBn254, ProofSystem::Groth16Bls12381] {
        let result = canonical(system, None, &proof, None);
        assert!(matches!(result, Err(EncodingError::System)), "{result:?}");
    }
}
