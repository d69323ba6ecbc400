//! Files of Groth16, for curves whose coordinates have `W` bytes.

use super::{
    check_count, check_names, from_json, read_g1, read_g2, to_json, write_g1, write_g2, Error, G1, G2,
};
use crate::groth16::layout::{Key, ProofBytes};
use serde::{Deserialize, Serialize};

const PROTOCOL: &str = "groth16";

#[derive(Serialize, Deserialize)]
struct KeyFile {
    protocol: String,
    curve: String,
    #[serde(rename = "nPublic")]
    n_public: u32,
    vk_alpha_1: G1,
    vk_beta_2: G2,
    vk_gamma_2: G2,
    vk_delta_2: G2,
    #[serde(rename = "IC")]
    ic: Vec<G1>,
}

#[derive(Serialize, Deserialize)]
struct ProofFile {
    pi_a: G1,
    pi_b: G2,
    pi_c: G1,
    protocol: String,
    curve: String,
}

pub(super) fn read_key<const W: usize>(curve: &'static str, json: &str) -> Result<Vec<u8>, Error> {
    let file: KeyFile = from_json("verification_key.json", json)?;
    check_names((&file.protocol, PROTOCOL), (&file.curve, curve))?;
    if file.ic.len() != file.n_public as usize + 1 {
        return Err(Error::InputCount {
            n_public: file.n_public,
            ic: file.ic.len(),
        });
    }
    check_count(file.n_public as usize)?;
    let mut bytes = read_g1::<W>("vk_alpha_1", &file.vk_alpha_1)?;
    bytes.extend(read_g2::<W>("vk_beta_2", &file.vk_beta_2)?);
    bytes.extend(read_g2::<W>("vk_gamma_2", &file.vk_gamma_2)?);
    bytes.extend(read_g2::<W>("vk_delta_2", &file.vk_delta_2)?);
    for (index, point) in file.ic.iter().enumerate() {
        bytes.extend(read_g1::<W>(&format!("IC[{index}]"), point)?);
    }
    Ok(bytes)
}

pub(super) fn write_key<const P1: usize, const P2: usize>(
    curve: &str,
    key: &Key<P1, P2>,
) -> Result<String, Error> {
    let file = KeyFile {
        protocol: PROTOCOL.into(),
        curve: curve.into(),
        n_public: key.inputs,
        vk_alpha_1: write_g1(key.alpha),
        vk_beta_2: write_g2(key.beta),
        vk_gamma_2: write_g2(key.gamma),
        vk_delta_2: write_g2(key.delta),
        ic: key.ic().map(|(_, point)| write_g1(point)).collect(),
    };
    to_json("verification_key.json", &file)
}

pub(super) fn read_proof<const W: usize>(curve: &'static str, json: &str) -> Result<Vec<u8>, Error> {
    let file: ProofFile = from_json("proof.json", json)?;
    check_names((&file.protocol, PROTOCOL), (&file.curve, curve))?;
    let points = [
        read_g1::<W>("pi_a", &file.pi_a)?,
        read_g2::<W>("pi_b", &file.pi_b)?,
        read_g1::<W>("pi_c", &file.pi_c)?,
    ];
    Ok(points.concat())
}

pub(super) fn write_proof<const P1: usize, const P2: usize>(
    curve: &str,
    proof: &ProofBytes<P1, P2>,
) -> Result<String, Error> {
    let file = ProofFile {
        pi_a: write_g1(proof.a),
        pi_b: write_g2(proof.b),
        pi_c: write_g1(proof.c),
        protocol: PROTOCOL.into(),
        curve: curve.into(),
    };
    to_json("proof.json", &file)
}
