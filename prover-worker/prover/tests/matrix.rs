//! From circom's and snarkjs' files to a verified proof, with the circuit in `fixtures/matrix`.

// The helpers of tests fail with the test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use ark_bn254::Fr;
use proofnet_proofs::{
    arkworks::{decode_scalar, encode_scalar},
    prepare, snarkjs, verify, Backend as Curve, ProofSystem, VerifyError,
};
use proofnet_prover::{Arkworks, Circuit, ProveError, Signals, WitnessError, WitnessLimits, Zkey};
use std::path::PathBuf;

const INPUT: &str = r#"{"trace": 12, "matrix": [["3", 4], ["0x5", 9]]}"#;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/matrix")
        .join(name)
}

fn circuit() -> Circuit {
    let (zkey, wasm) = (fixture("circuit.zkey"), fixture("circuit.wasm"));
    Circuit::load("matrix", &zkey, &wasm, WitnessLimits::default()).unwrap()
}

fn witness(input: &str) -> Result<Vec<Fr>, WitnessError> {
    circuit().witness(&Signals::parse(input.as_bytes()).unwrap())
}

#[test]
fn public_inputs_should_be_outputs_then_inputs_when_the_witness_is_generated() {
    let public: Vec<Fr> = circuit()
        .public_inputs(&witness(INPUT).unwrap())
        .iter()
        .map(|input| decode_scalar(input).unwrap())
        .collect();
    assert_eq!(public, [Fr::from(3 * 9 - 4 * 5), Fr::from(12)]);
}

#[test]
fn proof_should_verify_under_the_key_that_snarkjs_exports() {
    let circuit = circuit();
    let key = std::fs::read_to_string(fixture("verification_key.json")).unwrap();
    let key = snarkjs::key_from_json(&key).unwrap();
    assert_eq!(key, circuit.key.verifying_key);

    let witness = witness(INPUT).unwrap();
    let proof = circuit.prove(&Arkworks, &witness).unwrap();
    let prepared = prepare(Curve::Portable, ProofSystem::Groth16Bn254, &key).unwrap();
    let inputs = circuit.public_inputs(&witness);
    assert_eq!(verify(Curve::Portable, &prepared, &inputs, &proof), Ok(()));
    let other = [inputs[0], encode_scalar(&Fr::from(13))];
    assert_eq!(
        verify(Curve::Portable, &prepared, &other, &proof),
        Err(VerifyError::Invalid)
    );
}

#[test]
fn proof_should_be_withheld_when_the_witness_does_not_satisfy_the_circuit() {
    let mut witness = witness(INPUT).unwrap();
    witness[1] += Fr::from(1);
    let result = circuit().prove(&Arkworks, &witness);
    assert!(
        matches!(
            result,
            Err(ProveError::DoesNotVerify {
                reason: VerifyError::Invalid,
                ..
            })
        ),
        "{result:?}"
    );
}

#[test]
fn proof_should_be_refused_when_the_witness_has_the_wrong_length() {
    let mut witness = witness(INPUT).unwrap();
    witness.pop();
    assert!(matches!(
        circuit().prove(&Arkworks, &witness),
        Err(ProveError::Backend(_))
    ));
}

#[test]
fn witness_should_be_refused_with_the_place_when_a_constraint_is_violated() {
    let error = witness(r#"{"trace": 13, "matrix": [[3, 4], [5, 9]]}"#).unwrap_err();
    let WitnessError::Refused(reason) = &error else {
        panic!("{error:?}")
    };
    assert!(reason.contains("Matrix") && reason.contains("line"), "{reason}");
}

#[test]
fn generator_should_work_again_when_an_input_was_refused_before() {
    let circuit = circuit();
    let bad = Signals::parse(br#"{"trace": 13, "matrix": [[3, 4], [5, 9]]}"#).unwrap();
    assert!(circuit.witness(&bad).is_err());
    assert!(circuit
        .witness(&Signals::parse(INPUT.as_bytes()).unwrap())
        .is_ok());
}

#[test]
fn witness_should_be_refused_when_a_signal_is_unknown() {
    let error = witness(r#"{"trace": 12, "matrix": [[3, 4], [5, 9]], "rank": 2}"#).unwrap_err();
    assert_eq!(error, WitnessError::UnknownSignal("rank".into()));
}

#[test]
fn witness_should_be_refused_when_a_signal_has_too_few_values() {
    let error = witness(r#"{"trace": 12, "matrix": [3, 4, 5]}"#).unwrap_err();
    assert_eq!(
        error,
        WitnessError::SignalSize {
            signal: "matrix".into(),
            expected: 4,
            got: 3
        }
    );
}

#[test]
fn witness_should_be_refused_when_a_signal_is_missing() {
    let error = witness(r#"{"matrix": [[3, 4], [5, 9]]}"#).unwrap_err();
    assert_eq!(error, WitnessError::MissingSignals { expected: 5, got: 4 });
}

#[test]
fn circuit_should_be_refused_when_its_files_are_swapped() {
    let (zkey, wasm) = (fixture("circuit.zkey"), fixture("circuit.wasm"));
    let refused = |zkey, wasm| {
        Circuit::load("matrix", zkey, wasm, WitnessLimits::default())
            .err()
            .unwrap()
    };
    assert!(refused(&wasm, &wasm).to_string().contains("is no .zkey file"));
    assert!(refused(&zkey, &zkey)
        .to_string()
        .contains("is no witness generator"));
}

#[test]
fn zkey_should_be_refused_when_it_ends_early() {
    let bytes = std::fs::read(fixture("circuit.zkey")).unwrap();
    // The last section is the log of contributions, which proving does not need.
    let needed = bytes.len() - 600;
    for length in 0..needed {
        assert!(Zkey::parse(&bytes[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn zkey_should_never_panic_when_a_byte_is_damaged() {
    let bytes = std::fs::read(fixture("circuit.zkey")).unwrap();
    for position in 0..bytes.len() {
        for damage in [0x01, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[position] ^= damage;
            let _ = Zkey::parse(&damaged);
        }
    }
}

#[test]
fn witness_should_be_the_same_when_the_generator_comes_from_the_cache() {
    let folder = tempfile::TempDir::new().unwrap();
    let cache = proofnet_prover::ModuleCache::open(folder.path()).unwrap();
    let load = || {
        let (zkey, wasm) = (fixture("circuit.zkey"), fixture("circuit.wasm"));
        Circuit::load_with("matrix", &zkey, &wasm, WitnessLimits::default(), Some(&cache)).unwrap()
    };
    let signals = Signals::parse(INPUT.as_bytes()).unwrap();
    let expected = circuit().witness(&signals).unwrap();
    assert_eq!(load().witness(&signals).unwrap(), expected);
    let kept: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert_eq!(kept.len(), 1);
    let written = kept[0].metadata().unwrap().modified().unwrap();
    assert_eq!(load().witness(&signals).unwrap(), expected);
    assert_eq!(kept[0].metadata().unwrap().modified().unwrap(), written);
    // What is kept by another version is compiled anew.
    std::fs::write(kept[0].path(), [1; 40]).unwrap();
    assert_eq!(load().witness(&signals).unwrap(), expected);
}
