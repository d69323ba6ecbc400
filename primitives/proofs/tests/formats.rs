//! Binary files of arkworks and gnark, and calldata: nothing is lost, and nothing is read that was not written so.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "common/vectors.rs"]
mod vectors;

mod common;

use ark_serialize::CanonicalSerialize;
use common::{add_to_word, base_modulus, Case};
use proofnet_proofs::{
    arkworks::serialized::{self, Points},
    gnark, solidity, DecodeError, KeyError, VerifyError,
};
use serde_json::json;

const ARKWORKS: [Points; 2] = [Points::Compressed, Points::Uncompressed];
const GNARK: [gnark::Points; 2] = [gnark::Points::Raw, gnark::Points::Compressed];

fn arkworks_bytes(value: &impl CanonicalSerialize, points: Points) -> Vec<u8> {
    let mut bytes = Vec::new();
    match points {
        Points::Compressed => value.serialize_compressed(&mut bytes).unwrap(),
        Points::Uncompressed => value.serialize_uncompressed(&mut bytes).unwrap(),
    }
    bytes
}

#[test]
fn arkworks_files_should_be_read_and_written_when_arkworks_wrote_them() {
    for inputs in [0, 1, 5] {
        let case = Case::new(inputs, 1);
        for points in ARKWORKS {
            let key = arkworks_bytes(&case.pk.vk, points);
            assert_eq!(serialized::key_from_bytes(&key, points), Ok(case.key()));
            assert_eq!(serialized::key_to_bytes(&case.key(), points), Ok(key));
            let proof = arkworks_bytes(&case.proof, points);
            assert_eq!(serialized::proof_from_bytes(&proof, points), Ok(case.proof()));
            assert_eq!(serialized::proof_to_bytes(&case.proof(), points), Ok(proof));
            let inputs = arkworks_bytes(&case.inputs, points);
            assert_eq!(serialized::inputs_from_bytes(&inputs), Ok(case.scalars()));
            assert_eq!(serialized::inputs_to_bytes(&case.scalars()), inputs);
        }
    }
}

#[test]
fn published_arkworks_keys_should_be_the_same_when_read_and_written() {
    let files = [
        ("semaphore-16.compressed", Points::Compressed),
        ("semaphore-30.compressed", Points::Compressed),
        ("rln-20", Points::Uncompressed),
        ("rln-20-multi", Points::Uncompressed),
    ];
    for (name, points) in files {
        let bytes = vectors::bytes(&format!("arkworks/{name}.vk"));
        let key = serialized::key_from_bytes(&bytes, points).unwrap();
        assert_eq!(serialized::key_to_bytes(&key, points), Ok(bytes));
    }
}

#[test]
fn arkworks_point_should_be_refused_when_its_flags_are_others() {
    let case = Case::new(1, 2);
    // The flag of y's sign, which arkworks itself does not look at in the uncompressed form.
    let mut proof = arkworks_bytes(&case.proof, Points::Uncompressed);
    proof[63] ^= 0x80;
    assert!(matches!(
        serialized::proof_from_bytes(&proof, Points::Uncompressed),
        Err(DecodeError::Flags { place, .. }) if place == "A"
    ));
    // The flag of the identity, with coordinates that are not the identity's.
    proof[63] = 0x40;
    assert!(serialized::proof_from_bytes(&proof, Points::Uncompressed).is_err());
}

#[test]
fn arkworks_files_should_be_refused_when_a_byte_is_missing_or_added() {
    let case = Case::new(2, 2);
    for points in ARKWORKS {
        let key = arkworks_bytes(&case.pk.vk, points);
        let proof = arkworks_bytes(&case.proof, points);
        for (bytes, read) in [
            (
                &key,
                &(|bytes: &[u8]| serialized::key_from_bytes(bytes, points).err())
                    as &dyn Fn(&[u8]) -> Option<DecodeError>,
            ),
            (&proof, &|bytes| serialized::proof_from_bytes(bytes, points).err()),
        ] {
            let longer = [bytes.as_slice(), &[0]].concat();
            for wrong in [&longer, &bytes[..bytes.len() - 1], &[]] {
                assert!(matches!(read(wrong), Some(DecodeError::Length { len, .. }) if len == wrong.len()));
            }
        }
    }
}

#[test]
fn arkworks_key_should_be_refused_when_it_announces_too_many_inputs() {
    let case = Case::new(1, 2);
    let mut key = arkworks_bytes(&case.pk.vk, Points::Compressed);
    key[224..232].copy_from_slice(&u64::MAX.to_le_bytes());
    let too_many = DecodeError::TooManyInputs { inputs: u64::MAX - 1 };
    assert_eq!(
        serialized::key_from_bytes(&key, Points::Compressed),
        Err(too_many)
    );
    key[224..232].fill(0);
    assert_eq!(
        serialized::key_from_bytes(&key, Points::Compressed),
        Err(DecodeError::NoInputTerms)
    );
}

#[test]
fn arkworks_inputs_should_be_refused_when_one_is_not_canonical() {
    let bytes = [&2u64.to_le_bytes()[..], &[0; 32], &[0xff; 32]].concat();
    let refused = DecodeError::InputNotCanonical { index: 1 };
    assert_eq!(serialized::inputs_from_bytes(&bytes), Err(refused));
}

#[test]
fn gnark_raw_files_should_verify_when_they_are_as_published() {
    let (key, proof, witness) = vectors::gnark_raw();
    let vector = vectors::all()
        .into_iter()
        .find(|vector| vector.name == "gnark")
        .unwrap();
    assert_eq!(
        gnark::proof_to_bytes(&vector.proof, gnark::Points::Raw),
        Ok(proof)
    );
    assert_eq!(gnark::inputs_to_witness(&vector.inputs), Ok(witness));
    // Files from before gnark 0.8 end after the points.
    let old = gnark::key_from_bytes(&key[..key.len() - 8], gnark::Points::Raw);
    assert_eq!(old, Ok(vector.key));
}

#[test]
fn gnark_proofs_should_be_the_same_when_written_and_read() {
    for vector in vectors::all() {
        for points in GNARK {
            let bytes = gnark::proof_to_bytes(&vector.proof, points).unwrap();
            assert_eq!(gnark::proof_from_bytes(&bytes, points), Ok(vector.proof));
            // Files from before gnark 0.8 have neither commitments nor their proof.
            let old_len = match points {
                gnark::Points::Raw => 256,
                gnark::Points::Compressed => 128,
            };
            assert_eq!(
                gnark::proof_from_bytes(&bytes[..old_len], points),
                Ok(vector.proof)
            );
        }
    }
}

#[test]
fn gnark_form_should_be_refused_when_it_is_the_other() {
    let proof = Case::new(1, 3).proof();
    for (written, read) in [
        (gnark::Points::Raw, gnark::Points::Compressed),
        (gnark::Points::Compressed, gnark::Points::Raw),
    ] {
        let bytes = gnark::proof_to_bytes(&proof, written).unwrap();
        let error = gnark::proof_from_bytes(&bytes, read).unwrap_err();
        assert!(matches!(
            error,
            DecodeError::Flags { .. } | DecodeError::Length { .. } | DecodeError::NotAPoint { .. }
        ));
    }
}

#[test]
fn gnark_point_should_be_refused_when_its_coordinate_is_not_reduced() {
    let (_, mut proof, _) = vectors::gnark_raw();
    // Below 2^254, where the flags are, there is room for one modulus more only with small coordinates.
    proof[..32].fill(0);
    add_to_word(&mut proof, 0, &base_modulus());
    assert_eq!(
        gnark::proof_from_bytes(&proof, gnark::Points::Raw),
        Err(DecodeError::NotAPoint { place: "A".into() })
    );
}

#[test]
fn gnark_point_should_be_refused_when_no_point_has_its_coordinate() {
    // 1 + 3 = 4 is a square, 0 + 3 is none.
    let mut proof = gnark::proof_to_bytes(&Case::new(1, 3).proof(), gnark::Points::Compressed).unwrap();
    proof[..32].fill(0);
    proof[0] = 0x80;
    assert_eq!(
        gnark::proof_from_bytes(&proof, gnark::Points::Compressed),
        Err(DecodeError::NotAPoint { place: "A".into() })
    );
    // The identity is a point; that a proof must not have it is for verification to say.
    proof[0] = 0x40;
    let identity = gnark::proof_from_bytes(&proof, gnark::Points::Compressed).unwrap();
    assert_eq!(identity[..64], [0; 64]);
    proof[31] = 1;
    assert!(matches!(
        gnark::proof_from_bytes(&proof, gnark::Points::Compressed),
        Err(DecodeError::Flags { .. })
    ));
}

#[test]
fn gnark_files_should_be_refused_when_they_have_commitments() {
    let (mut key, mut proof, _) = vectors::gnark_raw();
    let at = key.len() - 5;
    key[at] = 1;
    proof[259] = 1;
    let refused = DecodeError::Commitments { count: 1 };
    assert_eq!(
        gnark::key_from_bytes(&key, gnark::Points::Raw),
        Err(refused.clone())
    );
    assert_eq!(gnark::proof_from_bytes(&proof, gnark::Points::Raw), Err(refused));
}

#[test]
fn gnark_files_should_be_refused_when_they_announce_more_than_they_hold() {
    let (mut key, _, mut witness) = vectors::gnark_raw();
    key[576..580].copy_from_slice(&40u32.to_be_bytes());
    assert!(matches!(
        gnark::key_from_bytes(&key, gnark::Points::Raw),
        Err(DecodeError::Length { .. } | DecodeError::Flags { .. } | DecodeError::NotAPoint { .. })
    ));
    key[576..580].fill(0xff);
    let too_many = |inputs| DecodeError::TooManyInputs { inputs };
    assert_eq!(
        gnark::key_from_bytes(&key, gnark::Points::Raw),
        Err(too_many(u64::from(u32::MAX) - 1))
    );
    witness[..4].fill(0xff);
    witness[8..12].fill(0xff);
    assert_eq!(
        gnark::inputs_from_witness(&witness),
        Err(too_many(u32::MAX.into()))
    );
}

#[test]
fn gnark_witness_should_be_refused_when_it_has_secret_inputs() {
    let (_, _, mut witness) = vectors::gnark_raw();
    witness[7] = 1;
    assert_eq!(
        gnark::inputs_from_witness(&witness),
        Err(DecodeError::SecretInputs { count: 1 })
    );
    witness[7] = 0;
    witness[3] = 1;
    assert!(matches!(
        gnark::inputs_from_witness(&witness),
        Err(DecodeError::Count {
            announced: 1,
            held: 2,
            ..
        })
    ));
}

#[test]
fn calldata_should_be_the_same_when_written_and_read() {
    let case = Case::new(3, 4);
    let expected = solidity::Calldata {
        proof: case.proof(),
        inputs: case.scalars(),
    };
    let abi = solidity::calldata_to_abi(&case.proof(), &case.scalars()).unwrap();
    assert_eq!(abi, [case.proof().to_vec(), case.scalars().concat()].concat());
    assert_eq!(solidity::calldata_from_abi(&abi), Ok(expected.clone()));
    let json = solidity::calldata_to_json(&case.proof(), &case.scalars()).unwrap();
    let text = json.to_string();
    assert_eq!(solidity::calldata_from_json(&text).unwrap(), expected);
    // As snarkjs generatecall prints it.
    let bare = &text[1..text.len() - 1];
    assert_eq!(solidity::calldata_from_json(bare).unwrap(), expected);
}

#[test]
fn calldata_should_nest_as_snarkjs_nests_when_written_as_json() {
    let proof: Vec<u8> = (0..8u8).flat_map(|word| [word; 32]).collect();
    let word = |byte: u8| format!("0x{}", hex::encode([byte; 32]));
    let json = solidity::calldata_to_json(&proof, &[[9; 32]]).unwrap();
    let expected = json!([
        [word(0), word(1)],
        [[word(2), word(3)], [word(4), word(5)]],
        [word(6), word(7)],
        [word(9)]
    ]);
    assert_eq!(json, expected);
    let flat: Vec<_> = (0..8).map(word).collect();
    assert_eq!(solidity::proof_to_json(&proof).unwrap(), json!(flat));
}

#[test]
fn calldata_should_be_read_when_picos_words_are_given() {
    let pico = vectors::json("pico/proof.json");
    let run = vectors::runs()
        .into_iter()
        .find(|run| run.name == "Pico")
        .unwrap();
    let read = solidity::calldata_from_json(&pico["proof"].to_string()).unwrap();
    assert_eq!((read.proof, read.inputs), (run.opened().proof, vec![]));
}

#[test]
fn calldata_should_be_refused_when_it_is_not_what_it_says() {
    let refused = |json: &str| solidity::calldata_from_json(json).unwrap_err().to_string();
    assert!(refused("[1, 2]").contains("word 0: expected a string"));
    assert!(refused(r#"["0x1", "x"]"#).contains("word 1: \"x\" is neither"));
    assert!(refused(&format!(r#"["0x1{}"]"#, "0".repeat(64))).contains("word 0: the number does not fit"));
    assert!(refused(r#"["1"]"#).contains("calldata: 32 bytes, expected 256 plus 32"));
    assert!(refused(&"[".repeat(1000)).contains("not calldata as JSON"));
    assert!(refused(&" ".repeat(solidity::MAX_JSON_LEN + 1)).contains("at most 65536 are read"));
    assert!(refused(&json!(vec!["1"; 73]).to_string()).contains("65 public inputs: at most 64"));
    let with_selector = vec![0; 4 + 256];
    assert!(solidity::calldata_from_abi(&with_selector)
        .unwrap_err()
        .to_string()
        .contains("without the function's selector"));
}

#[test]
fn files_should_not_be_written_when_the_canonical_value_is_refused() {
    let case = Case::new(1, 5);
    let mut proof = case.proof();
    proof[..64].fill(0);
    assert!(matches!(
        gnark::proof_to_bytes(&proof, gnark::Points::Raw),
        Err(DecodeError::Proof(VerifyError::Identity { .. }))
    ));
    assert!(matches!(
        serialized::key_to_bytes(&[], Points::Compressed),
        Err(DecodeError::Key(KeyError::Length { len: 0 }))
    ));
}
