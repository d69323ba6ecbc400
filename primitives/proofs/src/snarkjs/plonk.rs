//! Files of PLONK over BN254.

use super::{
    check_count, check_names, from_json, read_g1, read_g2, read_word, to_json, write_g1, write_g2, Error,
    BN128, G1, G2,
};
use crate::{
    encoding::{is_identity, write_scalar, G1_LEN, WORD},
    number::to_decimal,
    plonk::layout::{Key, Proof},
};
use ark_bn254::Fr;
use ark_ff::FftField;
use serde::{Deserialize, Serialize};

const PROTOCOL: &str = "plonk";

#[derive(Serialize, Deserialize)]
#[allow(non_snake_case)] // The names in the file.
struct KeyFile {
    protocol: String,
    curve: String,
    nPublic: u32,
    power: u32,
    k1: String,
    k2: String,
    Qm: G1,
    Ql: G1,
    Qr: G1,
    Qo: G1,
    Qc: G1,
    S1: G1,
    S2: G1,
    S3: G1,
    X_2: G2,
    /// Not in files of old versions.
    w: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[allow(non_snake_case)] // The names in the file.
struct ProofFile {
    A: G1,
    B: G1,
    C: G1,
    Z: G1,
    T1: G1,
    T2: G1,
    T3: G1,
    Wxi: G1,
    Wxiw: G1,
    eval_a: String,
    eval_b: String,
    eval_c: String,
    eval_s1: String,
    eval_s2: String,
    eval_zw: String,
    protocol: String,
    curve: String,
}

pub(super) fn read_key(json: &str) -> Result<Vec<u8>, Error> {
    let file: KeyFile = from_json("verification_key.json", json)?;
    check_names((&file.protocol, PROTOCOL), (&file.curve, BN128))?;
    check_count(file.nPublic as usize)?;
    if let Some(w) = &file.w {
        if root(file.power) != Some(read_word("w", w)?) {
            return Err(Error::Root);
        }
    }
    let mut bytes = [file.power.to_be_bytes(), file.nPublic.to_be_bytes()].concat();
    bytes.extend(read_word::<WORD>("k1", &file.k1)?);
    bytes.extend(read_word::<WORD>("k2", &file.k2)?);
    let commitments = [
        ("Qm", &file.Qm),
        ("Ql", &file.Ql),
        ("Qr", &file.Qr),
        ("Qo", &file.Qo),
        ("Qc", &file.Qc),
        ("S1", &file.S1),
        ("S2", &file.S2),
        ("S3", &file.S3),
    ];
    for (place, point) in commitments {
        bytes.extend(read_commitment(place, point)?);
    }
    bytes.extend(read_g2::<WORD>("X_2", &file.X_2)?);
    Ok(bytes)
}

pub(super) fn write_key(key: &[u8]) -> Result<String, Error> {
    let Key { circuit, x_2, .. } = Key::split(key)?;
    let [qm, ql, qr, qo, qc, s1, s2, s3] = circuit.commitments.each_ref().map(write_commitment);
    let file = KeyFile {
        protocol: PROTOCOL.into(),
        curve: BN128.into(),
        nPublic: circuit.inputs,
        power: circuit.power,
        k1: to_decimal(circuit.k1),
        k2: to_decimal(circuit.k2),
        Qm: qm,
        Ql: ql,
        Qr: qr,
        Qo: qo,
        Qc: qc,
        S1: s1,
        S2: s2,
        S3: s3,
        X_2: write_g2(x_2),
        w: root(circuit.power).map(|root| to_decimal(&root)),
    };
    to_json("verification_key.json", &file)
}

pub(super) fn read_proof(json: &str) -> Result<Vec<u8>, Error> {
    let file: ProofFile = from_json("proof.json", json)?;
    check_names((&file.protocol, PROTOCOL), (&file.curve, BN128))?;
    let points = [
        ("A", &file.A),
        ("B", &file.B),
        ("C", &file.C),
        ("Z", &file.Z),
        ("T1", &file.T1),
        ("T2", &file.T2),
        ("T3", &file.T3),
        ("Wxi", &file.Wxi),
        ("Wxiw", &file.Wxiw),
    ];
    let evaluations = [
        ("eval_a", &file.eval_a),
        ("eval_b", &file.eval_b),
        ("eval_c", &file.eval_c),
        ("eval_s1", &file.eval_s1),
        ("eval_s2", &file.eval_s2),
        ("eval_zw", &file.eval_zw),
    ];
    let mut bytes = Vec::new();
    for (place, point) in points {
        bytes.extend(read_commitment(place, point)?);
    }
    for (place, number) in evaluations {
        bytes.extend(read_word::<WORD>(place, number)?);
    }
    Ok(bytes)
}

pub(super) fn write_proof(proof: &[u8]) -> Result<String, Error> {
    let proof = Proof::split(proof)?;
    let [a, b, c, z, t1, t2, t3, wxi, wxiw] = proof.points.each_ref().map(write_commitment);
    let numbers = proof.evaluations.each_ref().map(|number| to_decimal(number));
    let [eval_a, eval_b, eval_c, eval_s1, eval_s2, eval_zw] = numbers;
    let file = ProofFile {
        A: a,
        B: b,
        C: c,
        Z: z,
        T1: t1,
        T2: t2,
        T3: t3,
        Wxi: wxi,
        Wxiw: wxiw,
        eval_a,
        eval_b,
        eval_c,
        eval_s1,
        eval_s2,
        eval_zw,
        protocol: PROTOCOL.into(),
        curve: BN128.into(),
    };
    to_json("proof.json", &file)
}

/// A point that may be the identity.
fn read_commitment(place: &str, point: &G1) -> Result<Vec<u8>, Error> {
    match point.each_ref().map(String::as_str) {
        ["0", "1", "0"] => Ok(vec![0; G1_LEN]),
        _ => read_g1::<WORD>(place, point),
    }
}

fn write_commitment(point: &[u8; G1_LEN]) -> G1 {
    match is_identity(point) {
        true => ["0", "1", "0"].map(String::from),
        false => write_g1(point),
    }
}

/// The root of the domain that snarkjs takes; `None` when there is no domain of `2^power` elements.
fn root(power: u32) -> Option<[u8; WORD]> {
    let root = Fr::get_root_of_unity(1u64.checked_shl(power)?)?;
    Some(write_scalar(&root))
}
