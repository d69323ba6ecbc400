//! Vectors of Groth16 over BLS12-381 and of PLONK over BN254; `tests/vectors/README.md` says where they are from.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)] // Each test binary uses a part.

use ark_bls12_381::{Fq, Fq2, G1Affine, G2Affine};
use ark_ff::PrimeField;
use ark_serialize::CanonicalSerialize;
use num_bigint::BigUint;
use proofnet_proofs::{
    arkworks::serialized::{bls12_381, Points},
    snarkjs, ProofSystem, Scalar,
};
use serde_json::Value;
use std::{fs, path::Path};

/// A key with a proof under it.
pub struct Vector {
    pub name: String,
    pub system: ProofSystem,
    pub key: Vec<u8>,
    pub inputs: Vec<Scalar>,
    pub proof: Vec<u8>,
    /// snarkjs' proof and public inputs, where it made them.
    pub json: Option<(Value, Value)>,
    /// Changes to them, with what snarkjs says of each.
    pub changes: Vec<Value>,
}

pub fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

/// What snarkjs made in a folder of `made-by-snarkjs`.
pub fn snarkjs(system: ProofSystem, name: &str) -> Vector {
    let folder = format!("made-by-snarkjs/{name}");
    let Value::Array(changes) = json(&format!("{folder}/changes.json")) else {
        panic!("{name}: no list of changes")
    };
    Vector {
        changes,
        ..files(system, &folder)
    }
}

/// snarkjs' files in a folder.
fn files(system: ProofSystem, folder: &str) -> Vector {
    let file = |file: &str| text(&format!("{folder}/{file}.json"));
    let value = |name: &str| serde_json::from_str(&file(name)).unwrap();
    Vector {
        name: folder.into(),
        system,
        key: snarkjs::read_key(system, &file("verification_key")).unwrap(),
        inputs: snarkjs::inputs_from_json(&file("public")).unwrap(),
        proof: snarkjs::read_proof(system, &file("proof")).unwrap(),
        json: Some((value("proof"), value("public"))),
        changes: Vec::new(),
    }
}

/// Published proofs over BLS12-381 in a file: points compressed, in the order of the canonical encoding.
fn published(file: &str) -> Vec<(Vector, bool)> {
    let Value::Array(cases) = json(&format!("bls12381/{file}.json")) else {
        panic!("{file}: no list")
    };
    let bytes = |value: &Value| hex::decode(value.as_str().unwrap().strip_prefix("0x").unwrap()).unwrap();
    let vector = |(index, case): (usize, &Value)| {
        let (mut key, inputs) = (bytes(&case["key"]), bytes(&case["inputs"]));
        // arkworks' form counts the terms of the inputs.
        let terms = key.split_off(48 + 3 * 96);
        key.extend((terms.len() as u64 / 48).to_le_bytes());
        key.extend(terms);
        let vector = Vector {
            name: format!("{file} {index}"),
            system: ProofSystem::Groth16Bls12381,
            key: bls12_381::key_from_bytes(&key, Points::Compressed).unwrap(),
            inputs: inputs.as_chunks().0.to_vec(),
            proof: bls12_381::proof_from_bytes(&bytes(&case["proof"]), Points::Compressed).unwrap(),
            json: None,
            changes: Vec::new(),
        };
        (vector, case["holds"] == true)
    };
    cases.iter().enumerate().map(vector).collect()
}

fn all_published() -> impl Iterator<Item = (Vector, bool)> {
    ["bellman", "sui"].into_iter().flat_map(published)
}

/// Every valid proof.
pub fn all() -> Vec<Vector> {
    let made = |(system, prefix): (ProofSystem, &'static str)| {
        ["product", "powers", "squares"]
            .into_iter()
            .map(move |circuit| snarkjs(system, &format!("{prefix}-{circuit}")))
    };
    let systems = [
        (ProofSystem::PlonkBn254, "plonk"),
        (ProofSystem::Groth16Bls12381, "bls12381"),
    ];
    let published = all_published()
        .filter(|(_, holds)| *holds)
        .map(|(vector, _)| vector);
    let plonk = files(ProofSystem::PlonkBn254, "cairo-plonk-verifier");
    systems
        .into_iter()
        .flat_map(made)
        .chain([plonk])
        .chain(published)
        .collect()
}

/// Published proofs that their publishers say do not hold.
pub fn refused() -> Vec<Vector> {
    all_published()
        .filter(|(_, holds)| !*holds)
        .map(|(vector, _)| vector)
        .collect()
}

/// Public inputs and proof of a vector after a change of its JSON; `None` when they cannot be read any more.
pub fn apply(vector: &Vector, change: &Value) -> Option<(Vec<Scalar>, Vec<u8>)> {
    let (mut proof, mut public) = vector.json.clone().unwrap();
    let add = |to: &mut Value, addend: BigUint| {
        let sum = to.as_str().unwrap().parse::<BigUint>().unwrap() + addend;
        *to = sum.to_string().into();
    };
    let order: BigUint = match vector.system {
        ProofSystem::Groth16Bls12381 => ark_bls12_381::Fr::MODULUS.into(),
        _ => ark_bn254::Fr::MODULUS.into(),
    };
    let addend = match change["plusOrder"] == true {
        true => order,
        false => BigUint::from(1u32),
    };
    match (&change["member"], &change["swap"], &change["input"]) {
        (Value::String(member), Value::String(other), _) => {
            let (one, two) = (proof[member].clone(), proof[other].clone());
            (proof[member], proof[other]) = (two, one);
        }
        (Value::String(member), ..) => add(&mut proof[member], addend),
        (_, _, input) => add(&mut public[input.as_u64().unwrap() as usize], addend),
    }
    let inputs = snarkjs::inputs_from_json(&public.to_string()).ok()?;
    let proof = snarkjs::read_proof(vector.system, &proof.to_string()).ok()?;
    Some((inputs, proof))
}

/// Points of G1's and G2's curves outside the subgroups, in canonical encoding.
pub fn outside_subgroups() -> (Vec<u8>, Vec<u8>) {
    let g1 = (1u64..)
        .filter_map(|x| G1Affine::get_point_from_x_unchecked(Fq::from(x), true))
        .find(|point| !point.is_in_correct_subgroup_assuming_on_curve())
        .unwrap();
    let g2 = (1u64..)
        .filter_map(|x| G2Affine::get_point_from_x_unchecked(Fq2::new(Fq::from(x), Fq::from(1)), true))
        .find(|point| !point.is_in_correct_subgroup_assuming_on_curve())
        .unwrap();
    let (mut one, mut two) = (Vec::new(), Vec::new());
    g1.serialize_uncompressed(&mut one).unwrap();
    g2.serialize_uncompressed(&mut two).unwrap();
    (one, two)
}
