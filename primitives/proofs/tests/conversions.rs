//! Conversions to and from arkworks and snarkjs lose nothing and refuse what they cannot read.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::{encode_g2, twist_point, Case};
use proofnet_proofs::{
    arkworks, snarkjs, verify, Backend, KeyError, KeyPoint, ProofPoint, ProofSystem, VerifyError,
};
use serde_json::{json, Value};

fn key_json(case: &Case) -> Value {
    serde_json::from_str(&snarkjs::key_to_json(&case.key()).unwrap()).unwrap()
}

fn read_key(json: &Value) -> Result<Vec<u8>, String> {
    snarkjs::key_from_json(&json.to_string()).map_err(|error| error.to_string())
}

#[test]
fn arkworks_key_should_be_the_same_when_encoded_and_decoded() {
    let case = Case::new(5, 1);
    assert_eq!(arkworks::decode_key(&case.key()).unwrap(), case.pk.vk);
}

#[test]
fn arkworks_proof_should_be_the_same_when_encoded_and_decoded() {
    let case = Case::new(1, 1);
    assert_eq!(arkworks::decode_proof(&case.proof()).unwrap(), case.proof);
}

#[test]
fn arkworks_scalars_should_be_the_same_when_encoded_and_decoded() {
    let case = Case::new(5, 1);
    let decoded: Option<Vec<_>> = case.scalars().iter().map(arkworks::decode_scalar).collect();
    assert_eq!(decoded.unwrap(), case.inputs);
    assert_eq!(arkworks::decode_scalar(&[0xff; 32]), None);
}

#[test]
fn arkworks_decoding_should_refuse_when_a_point_is_outside_the_subgroup() {
    use ark_std::rand::{rngs::StdRng, SeedableRng};
    let outside = encode_g2(&twist_point(&mut StdRng::seed_from_u64(1)));
    let case = Case::new(1, 1);
    let (mut key, mut proof) = (case.key(), case.proof());
    key[192..320].copy_from_slice(&outside);
    proof[64..192].copy_from_slice(&outside);
    assert_eq!(
        arkworks::decode_key(&key),
        Err(KeyError::WrongSubgroup {
            point: KeyPoint::Gamma
        })
    );
    assert_eq!(
        arkworks::decode_proof(&proof),
        Err(VerifyError::WrongSubgroup { point: ProofPoint::B })
    );
}

#[test]
fn snarkjs_files_should_verify_when_they_have_been_written_and_read() {
    let case = Case::new(5, 2);
    let key = snarkjs::key_from_json(&snarkjs::key_to_json(&case.key()).unwrap()).unwrap();
    let proof = snarkjs::proof_from_json(&snarkjs::proof_to_json(&case.proof()).unwrap()).unwrap();
    let inputs = snarkjs::inputs_from_json(&snarkjs::inputs_to_json(&case.scalars()).unwrap()).unwrap();
    assert_eq!(
        (&key, proof, &inputs),
        (&case.key(), case.proof(), &case.scalars())
    );
    let key = proofnet_proofs::prepare(Backend::Portable, ProofSystem::Groth16Bn254, &key).unwrap();
    assert_eq!(verify(Backend::Portable, &key, &inputs, &proof), Ok(()));
}

#[test]
fn snarkjs_g2_point_should_put_the_constant_coefficient_first_when_written() {
    // The generator of G2 as EIP-197 gives it: the linear coefficient of each coordinate comes first there.
    let x1 = "11559732032986387107991004021392285783925812861821192530917403151452391805634";
    let x0 = "10857046999023057135944570762232829481370756359578518086990519993285655852781";
    let y1 = "4082367875863433681332203403145435568316851327593401208105741076214120093531";
    let y0 = "8495653923123431417604973247489272438418190587263600148770280649306958101930";
    let words = [x1, x0, y1, y0].map(|word| {
        let mut bytes = word.parse::<num_bigint::BigUint>().unwrap().to_bytes_be();
        bytes.splice(0..0, vec![0; 32 - bytes.len()]);
        bytes
    });
    let mut proof = [0; 256];
    proof[64..192].copy_from_slice(&words.concat());
    let json: Value = serde_json::from_str(&snarkjs::proof_to_json(&proof).unwrap()).unwrap();
    assert_eq!(json["pi_b"], json!([[x0, x1], [y0, y1], ["1", "0"]]));
    assert_eq!(json["curve"], "bn128");
    assert_eq!(json["protocol"], "groth16");
}

#[test]
fn snarkjs_key_should_be_read_when_it_has_more_members() {
    let case = Case::new(1, 3);
    let mut json = key_json(&case);
    json["vk_alphabeta_12"] = json!([[["1", "2"]]]);
    assert_eq!(read_key(&json), Ok(case.key()));
}

#[test]
fn snarkjs_key_should_be_refused_when_it_is_not_what_it_says() {
    let valid = key_json(&Case::new(1, 3));
    let refused = |member: &str, value: Value| {
        let mut json = valid.clone();
        json[member] = value;
        read_key(&json).unwrap_err()
    };
    assert!(refused("protocol", json!("plonk")).contains("\"plonk\""));
    assert!(refused("curve", json!("bls12381")).contains("\"bls12381\""));
    assert!(refused("nPublic", json!(2)).contains("nPublic is 2 and IC has 2 points"));
    assert!(
        refused("vk_alpha_1", json!(["1", "2", "3"])).contains("vk_alpha_1: the third coordinate is not 1")
    );
    assert!(refused("vk_alpha_1", json!(["1", "0x2", "1"]))
        .contains("vk_alpha_1: \"0x2\" is not a decimal number"));
    assert!(refused("vk_alpha_1", json!(["1", "-2", "1"])).contains("is not a decimal number"));
    assert!(refused("vk_alpha_1", json!(["1", "", "1"])).contains("is not a decimal number"));
    assert!(refused("vk_alpha_1", json!(["1", "2"])).contains("not a verification_key.json"));
    assert!(refused("vk_alpha_1", json!(["9".repeat(78), "2", "1"])).contains("does not fit 32 bytes"));
    assert!(refused("vk_alpha_1", json!(["1".repeat(100_000), "2", "1"])).contains("does not fit 32 bytes"));
    assert!(snarkjs::key_from_json("{").is_err());
}

#[test]
fn snarkjs_inputs_should_be_refused_when_there_are_too_many() {
    let numbers = vec!["1"; 65];
    let error = snarkjs::inputs_from_json(&json!(numbers).to_string()).unwrap_err();
    assert_eq!(error.to_string(), "65 public inputs: at most 64 are allowed");
}

#[test]
fn snarkjs_inputs_should_be_read_when_they_are_of_any_width() {
    let largest = num_bigint::BigUint::from_bytes_be(&[0xff; 32]).to_string();
    let inputs = snarkjs::inputs_from_json(&json!(["0", "258", largest]).to_string()).unwrap();
    assert_eq!(inputs[0], [0; 32]);
    assert_eq!(inputs[1][30..], [1, 2]);
    assert_eq!(inputs[2], [0xff; 32]);
}
