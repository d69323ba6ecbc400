//! The published proofs of `tests/vectors`, each with its key and inputs in canonical encoding.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)] // Each test binary uses a part; tests may panic.

use num_bigint::BigUint;
use proofnet_proofs::{
    circuit_id, gnark, snarkjs,
    zkvm::{risc_zero, sp1, Opened, Program},
    ProofSystem, Scalar,
};
use serde_json::Value;
use std::{fs, path::Path};

/// A published proof.
pub struct Vector {
    pub name: &'static str,
    pub key: Vec<u8>,
    pub proof: [u8; 256],
    pub inputs: Vec<Scalar>,
}

/// A published proof of a zkVM's program.
pub struct Run {
    pub name: &'static str,
    pub program: Program,
    pub public_values: Vec<u8>,
    /// The proof as the zkVM's tools give it.
    pub sealed: Vec<u8>,
    /// The wrapper's key in canonical encoding, from the vendor's own file.
    pub key: Vec<u8>,
}

impl Run {
    pub fn opened(&self) -> Opened {
        self.program.open(&self.sealed).unwrap()
    }

    /// The public inputs: what the program fixes, and what came with the proof.
    pub fn inputs(&self) -> Vec<Scalar> {
        let statement = self.program.statement_with(&self.public_values).unwrap();
        let carried = self.opened().inputs;
        let inputs = statement.iter().zip(carried);
        inputs
            .map(|(fixed, carried)| fixed.or(carried).unwrap())
            .collect()
    }
}

pub fn bytes(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn text(path: &str) -> String {
    String::from_utf8(bytes(path)).unwrap()
}

pub fn json(path: &str) -> Value {
    serde_json::from_str(&text(path)).unwrap()
}

/// The bytes of a hexadecimal string after `0x`.
pub fn from_hex(value: &Value) -> Vec<u8> {
    hex::decode(value.as_str().unwrap().strip_prefix("0x").unwrap()).unwrap()
}

fn from_hex_32(value: &Value) -> [u8; 32] {
    from_hex(value).try_into().unwrap()
}

/// Every published proof.
pub fn all() -> Vec<Vector> {
    let snarkjs = |name: &'static str| Vector {
        name,
        key: snarkjs::key_from_json(&text(&format!("{name}/verification_key.json"))).unwrap(),
        proof: snarkjs::proof_from_json(&text(&format!("{name}/proof.json"))).unwrap(),
        inputs: snarkjs::inputs_from_json(&text(&format!("{name}/public.json"))).unwrap(),
    };
    let (key, proof, witness) = gnark_raw();
    let gnark = Vector {
        name: "gnark",
        key: gnark::key_from_bytes(&key, gnark::Points::Raw).unwrap(),
        proof: gnark::proof_from_bytes(&proof, gnark::Points::Raw).unwrap(),
        inputs: gnark::inputs_from_witness(&witness).unwrap(),
    };
    let runs = runs().into_iter().map(|run| Vector {
        name: run.name,
        proof: run.opened().proof,
        inputs: run.inputs(),
        key: run.key,
    });
    [snarkjs("risc0-groth16"), gnark]
        .into_iter()
        .chain(runs)
        .collect()
}

/// Every published proof of a zkVM.
pub fn runs() -> Vec<Run> {
    let sp1 = |name, release, key: &str, proof: &str| {
        let proof = json(proof);
        Run {
            name,
            program: Program::Sp1 {
                release,
                vkey: from_hex_32(&proof["vkey"]),
            },
            public_values: from_hex(&proof["publicValues"]),
            sealed: from_hex(&proof["proof"]),
            key: gnark::key_from_bytes(&bytes(key), gnark::Points::Compressed).unwrap(),
        }
    };
    let receipt = json("risc-zero/receipt_v3.json");
    let risc_zero = Run {
        name: "RISC Zero 3",
        program: Program::RiscZero {
            release: risc_zero::Release::V3,
            image_id: from_hex_32(&receipt["imageId"]),
        },
        public_values: from_hex(&receipt["journal"]),
        sealed: from_hex(&receipt["seal"]),
        key: snarkjs::key_from_json(&text("risc-zero/verification_key.json")).unwrap(),
    };
    let pico = json("pico/proof.json");
    let key = snarkjs::key_from_json(&text("pico/verification_key.json")).unwrap();
    let pico = Run {
        name: "Pico",
        program: Program::Pico {
            circuit: circuit_id(ProofSystem::Groth16Bn254, &key),
            vkey: from_hex_32(&pico["riscvVKey"]),
        },
        public_values: from_hex(&pico["publicValues"]),
        sealed: pico["proof"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(from_hex)
            .collect(),
        key,
    };
    let v6_0 = "sp1/groth16_vk_v6.0.bin";
    let v6_1 = "sp1/groth16_vk_v6.1.bin";
    vec![
        sp1(
            "SP1 4",
            sp1::Release::V4,
            "sp1/groth16_vk_v4.bin",
            "sp1/proof_v4.json",
        ),
        sp1(
            "SP1 5",
            sp1::Release::V5,
            "sp1/groth16_vk_v5.bin",
            "sp1/proof_v5.json",
        ),
        sp1("SP1 6.0", sp1::Release::V6_0, v6_0, "sp1/proof_v6.0.json"),
        sp1("SP1 6.1", sp1::Release::V6_1, v6_1, "sp1/proof_v6.1.json"),
        risc_zero,
        pico,
    ]
}

/// Key, proof and public witness of gnark's vector, as `WriteRawTo` lays them out.
pub fn gnark_raw() -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let word = |value: &Value| -> Vec<u8> {
        let digits = value
            .as_str()
            .map(str::to_owned)
            .unwrap_or_else(|| value.to_string());
        let digits = digits.parse::<BigUint>().unwrap().to_bytes_be();
        [vec![0; 32 - digits.len()], digits].concat()
    };
    let g1 = |point: &Value| [word(&point["X"]), word(&point["Y"])].concat();
    let g2 = |point: &Value| {
        let words = [
            &point["X"]["A1"],
            &point["X"]["A0"],
            &point["Y"]["A1"],
            &point["Y"]["A0"],
        ];
        words.map(word).concat()
    };
    let key = json("gnark/vk.json");
    let terms = key["G1"]["K"].as_array().unwrap();
    let key = [
        g1(&key["G1"]["Alpha"]),
        g1(&key["G1"]["Beta"]),
        g2(&key["G2"]["Beta"]),
        g2(&key["G2"]["Gamma"]),
        g1(&key["G1"]["Delta"]),
        g2(&key["G2"]["Delta"]),
        (terms.len() as u32).to_be_bytes().to_vec(),
        terms.iter().flat_map(g1).collect(),
        // No committed inputs, no commitment keys.
        vec![0; 8],
    ]
    .concat();
    let proof = json("gnark/proof.json");
    assert_eq!(proof["Commitments"].as_array().unwrap().len(), 0);
    let proof = [
        g1(&proof["Ar"]),
        g2(&proof["Bs"]),
        g1(&proof["Krs"]),
        vec![0; 4],
        g1(&proof["CommitmentPok"]),
    ]
    .concat();
    let public = json("gnark/public.json");
    let words = [word(&public["Y"]), word(&public["A"])].concat();
    let witness = [vec![0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2], words].concat();
    (key, proof, witness)
}
