//! `proofnet-lab proof`, run as a user runs it, on proofs that others published.
// Helpers of tests are tests too.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

fn vector(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../proofs/tests/vectors")
        .join(path)
}

fn lab(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proofnet-lab"))
        .arg("proof")
        .args(arguments)
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn snarkjs(action: &str, folder: &Path, more: &[&str]) -> Output {
    let file = |name: &str| folder.join(name).display().to_string();
    let (key, proof, public) = (
        file("verification_key.json"),
        file("proof.json"),
        file("public.json"),
    );
    let arguments = [
        action, "--format", "snarkjs", "--key", &key, "--proof", &proof, "--public", &public,
    ];
    lab(&[arguments.as_slice(), more].concat())
}

/// The files of a zkVM's published proof, one for each value, in a folder.
fn run(folder: &Path, vector_file: &str, names: [&str; 3]) -> [String; 3] {
    let json: Value = serde_json::from_str(&fs::read_to_string(vector(vector_file)).unwrap()).unwrap();
    let [program, values, proof] = names.map(|name| match &json[name] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    [program, write("values", &values), write("proof", &proof)]
}

#[test]
fn verify_should_succeed_when_the_proof_is_valid() {
    let output = snarkjs("verify", &vector("risc0-groth16"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(out(&output).starts_with("valid: 1 public inputs, circuit 0x"));
}

#[test]
fn verify_should_succeed_when_the_proof_is_of_another_system() {
    for (system, folder, inputs) in [
        ("plonk-bn254", "plonk-product", 3),
        ("groth16-bls12-381", "bls12381-powers", 1),
    ] {
        let folder = vector("made-by-snarkjs").join(folder);
        let output = snarkjs("verify", &folder, &["--system", system]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let expected = format!("valid: {inputs} public inputs, circuit 0x");
        assert!(out(&output).starts_with(&expected));
        // As Groth16 over BN254 they are malformed.
        let output = snarkjs("verify", &folder, &[]);
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn convert_should_keep_the_proof_when_it_is_of_another_system() {
    for (system, folder, formats) in [
        (
            "plonk-bn254",
            "plonk-product",
            ["canonical", "snarkjs"].as_slice(),
        ),
        (
            "groth16-bls12-381",
            "bls12381-product",
            &["canonical", "arkworks", "arkworks-compressed"],
        ),
    ] {
        for format in formats {
            let converted = tempfile::tempdir().unwrap();
            let to = converted.path().display().to_string();
            let more = ["--system", system, "--to", format, "--out", &to, "--json"];
            let output = snarkjs("convert", &vector("made-by-snarkjs").join(folder), &more);
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
            let written: Value = serde_json::from_str(&out(&output)).unwrap();
            let files = written["written"].as_array().unwrap();
            let [key, proof, public] = [0, 1, 2].map(|at| files[at].as_str().unwrap());
            let arguments = [
                "verify", "--system", system, "--format", format, "--key", key, "--proof", proof, "--public",
                public,
            ];
            let output = lab(&arguments);
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        }
    }
}

#[test]
fn convert_should_refuse_when_the_format_has_no_files_of_the_system() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().display().to_string();
    for format in ["gnark", "solidity", "arkworks"] {
        let more = ["--system", "plonk-bn254", "--to", format, "--out", &to];
        let output = snarkjs("convert", &vector("made-by-snarkjs/plonk-product"), &more);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("no files of this --system"));
    }
}

#[test]
fn inspect_should_show_the_circuit_when_it_is_of_another_system() {
    for (system, folder, words) in [
        ("plonk-bn254", "plonk-squares", 24),
        ("groth16-bls12-381", "bls12381-squares", 8),
    ] {
        let folder = vector("made-by-snarkjs").join(folder);
        let output = snarkjs("inspect", &folder, &["--system", system, "--json"]);
        let report: Value = serde_json::from_str(&out(&output)).unwrap();
        assert_eq!(report["key"]["public_inputs"], 64);
        assert_eq!(report["key"]["refused"], Value::Null);
        assert_eq!(report["proof"].as_array().unwrap().len(), words);
    }
}

#[test]
fn verify_should_print_the_verdict_as_json_when_asked() {
    let output = snarkjs("verify", &vector("risc0-groth16"), &["--json"]);
    let verdict: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(
        (&verdict["valid"], &verdict["reason"]),
        (&Value::Bool(true), &Value::Null)
    );
}

#[test]
fn verify_should_fail_with_the_reason_when_the_proof_is_for_another_input() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["verification_key.json", "proof.json"] {
        fs::copy(vector("risc0-groth16").join(file), folder.path().join(file)).unwrap();
    }
    fs::write(folder.path().join("public.json"), "[\"34\"]").unwrap();
    let output = snarkjs("verify", folder.path(), &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("refused: proof: the pairing equation does not hold"));
    let verdict: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(verdict["valid"], Value::Bool(false));
}

#[test]
fn verify_should_fail_with_the_reason_when_gamma_equals_delta() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["verification_key.json", "proof.json", "public.json"] {
        let from = vector("gamma-equals-delta").join(format!("garaga-{file}"));
        fs::copy(from, folder.path().join(file)).unwrap();
    }
    let output = snarkjs("verify", folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("gamma equals delta"));
}

#[test]
fn verify_should_name_the_file_when_it_is_malformed_or_missing() {
    let folder = tempfile::tempdir().unwrap();
    let output = snarkjs("verify", folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("verification_key.json: cannot be read"));
    fs::write(folder.path().join("verification_key.json"), "{}").unwrap();
    for file in ["proof.json", "public.json"] {
        fs::copy(vector("risc0-groth16").join(file), folder.path().join(file)).unwrap();
    }
    let output = snarkjs("verify", folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("verification_key.json: not a verification_key.json as snarkjs writes it"));
}

#[test]
fn verify_should_refuse_a_file_when_it_is_too_long() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("verification_key.json"),
        vec![b' '; (1 << 20) + 1],
    )
    .unwrap();
    let output = snarkjs("verify", folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("longer than 1048576 bytes"));
}

#[test]
fn verify_should_say_what_is_missing_when_a_file_is_not_given() {
    let key = vector("risc0-groth16/verification_key.json")
        .display()
        .to_string();
    let output = lab(&["verify", "--format", "snarkjs", "--key", &key]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("there is no proof: give it with --proof"));
}

#[test]
fn verify_should_succeed_when_a_zkvms_proof_is_as_published() {
    let sp1 = ["vkey", "publicValues", "proof"];
    let risc_zero = ["imageId", "journal", "seal"];
    let cases = [
        ("sp1", "sp1/proof_v4.json", sp1),
        ("sp1", "sp1/proof_v5.json", sp1),
        ("sp1", "sp1/proof_v6.0.json", sp1),
        ("sp1", "sp1/proof_v6.1.json", sp1),
        ("risc-zero", "risc-zero/receipt_v3.json", risc_zero),
    ];
    for (format, file, names) in cases {
        let folder = tempfile::tempdir().unwrap();
        let [program, values, proof] = run(folder.path(), file, names);
        let arguments = ["verify", "--format", format, "--proof", &proof];
        let about = |program: &str| {
            lab(&[arguments.as_slice(), &["--public", &values, "--program", program]].concat())
        };
        let output = about(&program);
        assert_eq!(output.status.code(), Some(0), "{file}: {}", err(&output));
        let other = about(&format!("0x{}", "01".repeat(32)));
        assert_eq!(other.status.code(), Some(1), "{file}");
        let malformed = about("0x01");
        assert_eq!(malformed.status.code(), Some(2), "{file}");
    }
}

#[test]
fn verify_should_succeed_when_picos_proof_is_as_published() {
    let folder = tempfile::tempdir().unwrap();
    let [program, values, proof] = run(
        folder.path(),
        "pico/proof.json",
        ["riscvVKey", "publicValues", "proof"],
    );
    let key = folder.path().display().to_string();
    let vk = vector("pico/verification_key.json").display().to_string();
    let converted = lab(&[
        "convert",
        "--format",
        "snarkjs",
        "--key",
        &vk,
        "--to",
        "canonical",
        "--out",
        &key,
    ]);
    assert_eq!(converted.status.code(), Some(0), "{}", err(&converted));
    let key = folder.path().join("verification_key.bin").display().to_string();
    let output = lab(&[
        "verify",
        "--format",
        "pico",
        "--key",
        &key,
        "--proof",
        &proof,
        "--public",
        &values,
        "--program",
        &program,
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

#[test]
fn converted_files_should_verify_when_read_in_their_format() {
    let formats = [
        ("canonical", "verification_key.bin", "proof.bin", "public.bin"),
        ("arkworks", "verification_key.ark", "proof.ark", "public.ark"),
        (
            "arkworks-compressed",
            "verification_key.ark",
            "proof.ark",
            "public.ark",
        ),
    ];
    for (format, key, proof, public) in formats {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().display().to_string();
        let converted = snarkjs(
            "convert",
            &vector("risc0-groth16"),
            &["--to", format, "--out", &to],
        );
        assert_eq!(converted.status.code(), Some(0), "{}", err(&converted));
        let file = |name: &str| folder.path().join(name).display().to_string();
        let output = lab(&[
            "verify",
            "--format",
            format,
            "--key",
            &file(key),
            "--proof",
            &file(proof),
            "--public",
            &file(public),
        ]);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", err(&output));
    }
}

#[test]
fn calldata_should_verify_when_it_was_converted() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().display().to_string();
    let converted = snarkjs(
        "convert",
        &vector("risc0-groth16"),
        &["--to", "solidity", "--out", &to],
    );
    assert_eq!(converted.status.code(), Some(0), "{}", err(&converted));
    let file = |name: &str| folder.path().join(name).display().to_string();
    let (key, calldata) = (file("verification_key.bin"), file("calldata.json"));
    let arguments = [
        "verify", "--format", "solidity", "--key", &key, "--proof", &calldata,
    ];
    assert_eq!(lab(&arguments).status.code(), Some(0));
    let public = vector("risc0-groth16/public.json").display().to_string();
    let apart = lab(&[arguments.as_slice(), &["--public", &public]].concat());
    assert_eq!(apart.status.code(), Some(0), "{}", err(&apart));
}

#[test]
fn convert_should_refuse_when_a_key_is_to_be_gnarks() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().display().to_string();
    let output = snarkjs(
        "convert",
        &vector("risc0-groth16"),
        &["--to", "gnark", "--out", &to],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("gnark's keys cannot be written"));
}

#[test]
fn inspect_should_tell_whether_a_key_may_be_registered_when_given_one() {
    let sound = vector("sp1/groth16_vk_v6.1.bin").display().to_string();
    let output = lab(&[
        "inspect",
        "--format",
        "gnark-compressed",
        "--key",
        &sound,
        "--json",
    ]);
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["key"]["public_inputs"], Value::from(5));
    assert_eq!(report["key"]["refused"], Value::Null);
    let refused = vector("gamma-equals-delta/groth16-solana.key")
        .display()
        .to_string();
    let output = lab(&["inspect", "--format", "canonical", "--key", &refused]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("refused at registration: verifying key: gamma equals delta"));
}

#[test]
fn inspect_should_ask_for_a_file_when_there_is_none() {
    let output = lab(&["inspect", "--format", "canonical"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("nothing to inspect"));
}
