//! Proofs of zkVMs' programs that others published, in the chain's encoding.

#![allow(dead_code)] // Each pallet's tests use a part.

use proofnet_proofs::{
    zkvm::{risc_zero, sp1, Program},
    Scalar,
};

/// A published proof of a program.
pub struct Published {
    pub program: Program,
    pub public_values: Vec<u8>,
    pub inputs: Vec<Scalar>,
    pub proof: Vec<u8>,
}

/// The bytes of a field of a JSON object of hexadecimal strings.
fn field(json: &str, name: &str) -> Vec<u8> {
    let (_, after) = json.split_once(&format!("\"{name}\": \"0x")).unwrap();
    let (digits, _) = after.split_once('"').unwrap();
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

impl Published {
    fn new(program: Program, public_values: Vec<u8>, bytes: &[u8]) -> Self {
        let opened = program.open(bytes).unwrap();
        let stated = program.statement_with(&public_values).unwrap();
        let inputs = stated.into_iter().zip(opened.inputs);
        Self {
            program,
            public_values,
            inputs: inputs
                .map(|(stated, carried)| stated.or(carried).unwrap())
                .collect(),
            proof: opened.proof.to_vec(),
        }
    }

    fn sp1(release: sp1::Release, json: &str) -> Self {
        let vkey = field(json, "vkey").try_into().unwrap();
        let program = Program::Sp1 { release, vkey };
        Self::new(program, field(json, "publicValues"), &field(json, "proof"))
    }

    pub fn sp1_5() -> Self {
        let json = include_str!("../../../../primitives/proofs/tests/vectors/sp1/proof_v5.json");
        Self::sp1(sp1::Release::V5, json)
    }

    pub fn sp1_6_1() -> Self {
        let json = include_str!("../../../../primitives/proofs/tests/vectors/sp1/proof_v6.1.json");
        Self::sp1(sp1::Release::V6_1, json)
    }

    pub fn risc_zero() -> Self {
        let json = include_str!("../../../../primitives/proofs/tests/vectors/risc-zero/receipt_v3.json");
        let image_id = field(json, "imageId").try_into().unwrap();
        let release = risc_zero::Release::V3;
        let program = Program::RiscZero { release, image_id };
        Self::new(program, field(json, "journal"), &field(json, "seal"))
    }
}
