//! Between snarkjs' JSON files (circom's toolchain) and the canonical encoding.
//!
//! The files are what snarkjs 0.7 writes for Groth16 over BN254, which it calls `bn128`: `verification_key.json`,
//! `proof.json` and `public.json`. Numbers are decimal strings; points carry a third coordinate, which is 1; a
//! coordinate in the quadratic extension is the list of its constant and its linear coefficient, the reverse of
//! EIP-197. Members that are not needed, such as `vk_alphabeta_12`, are passed over when read and not written.
//!
//! Conversion checks the files' form and that numbers fit 32 bytes. Whether points and inputs are any good is for
//! [`crate::prepare`] and [`crate::verify`] to say.

use crate::{
    encoding::{G1_LEN, G2_LEN, WORD},
    groth16::{Key, ProofBytes},
    number::{excerpt, from_decimal, to_decimal, NumberError},
    KeyError, Scalar, VerifyError, MAX_PUBLIC_INPUTS, PROOF_LEN,
};
use serde::{de::DeserializeOwned, Deserialize, Serialize};

/// Why a file is refused.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Too long to be one of the files.
    #[error("{file} of {len} bytes: at most {MAX_JSON_LEN} are read")]
    TooLong {
        /// Which file it should be.
        file: &'static str,
        /// Bytes given.
        len: usize,
    },
    /// Not JSON, or members are missing or of another type.
    #[error("not a {file} as snarkjs writes it: {source}")]
    Json {
        /// Which file it should be.
        file: &'static str,
        /// Where and why.
        source: serde_json::Error,
    },
    /// Another proof system.
    #[error("protocol is {0:?}: expected \"groth16\"")]
    Protocol(String),
    /// Another curve.
    #[error("curve is {0:?}: expected \"bn128\"")]
    Curve(String),
    /// Not a decimal number.
    #[error("{place}: {text:?} is not a decimal number")]
    Number {
        /// The member of the file.
        place: String,
        /// What is there.
        text: String,
    },
    /// A number of more than 32 bytes.
    #[error("{place}: the number does not fit 32 bytes")]
    TooLarge {
        /// The member of the file.
        place: String,
    },
    /// The third coordinate of a point is not 1.
    #[error("{place}: the third coordinate is not 1; export the point in affine form")]
    NotAffine {
        /// The member of the file.
        place: String,
    },
    /// `nPublic` and the length of `IC` do not fit each other.
    #[error("nPublic is {n_public} and IC has {ic} points: expected one more than nPublic")]
    InputCount {
        /// `nPublic`.
        n_public: u32,
        /// The length of `IC`.
        ic: usize,
    },
    /// More public inputs than a circuit may have.
    #[error("{0} public inputs: at most {max} are allowed", max = MAX_PUBLIC_INPUTS)]
    TooManyInputs(usize),
    /// The canonical key to be written is refused.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The canonical proof to be written is refused.
    #[error(transparent)]
    Proof(#[from] VerifyError),
}

/// Longest file that is read: several times what a key with [`MAX_PUBLIC_INPUTS`] inputs takes.
pub const MAX_JSON_LEN: usize = 256 * 1024;

type G1 = [String; 3];
type G2 = [[String; 2]; 3];

const PROTOCOL: &str = "groth16";
const CURVE: &str = "bn128";

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

/// The canonical encoding of the key in a `verification_key.json`.
pub fn key_from_json(json: &str) -> Result<Vec<u8>, Error> {
    let file: KeyFile = from_json("verification_key.json", json)?;
    check_names(&file.protocol, &file.curve)?;
    if file.ic.len() != file.n_public as usize + 1 {
        return Err(Error::InputCount {
            n_public: file.n_public,
            ic: file.ic.len(),
        });
    }
    check_count(file.n_public as usize)?;
    let mut bytes = read_g1("vk_alpha_1", &file.vk_alpha_1)?;
    bytes.extend(read_g2("vk_beta_2", &file.vk_beta_2)?);
    bytes.extend(read_g2("vk_gamma_2", &file.vk_gamma_2)?);
    bytes.extend(read_g2("vk_delta_2", &file.vk_delta_2)?);
    for (index, point) in file.ic.iter().enumerate() {
        bytes.extend(read_g1(&format!("IC[{index}]"), point)?);
    }
    Ok(bytes)
}

/// The `verification_key.json` of a key in canonical encoding.
pub fn key_to_json(key: &[u8]) -> Result<String, Error> {
    let key = Key::split(key)?;
    let file = KeyFile {
        protocol: PROTOCOL.into(),
        curve: CURVE.into(),
        n_public: key.inputs,
        vk_alpha_1: write_g1(key.alpha),
        vk_beta_2: write_g2(key.beta),
        vk_gamma_2: write_g2(key.gamma),
        vk_delta_2: write_g2(key.delta),
        ic: key.ic().map(|(_, point)| write_g1(point)).collect(),
    };
    to_json("verification_key.json", &file)
}

/// The canonical encoding of the proof in a `proof.json`.
pub fn proof_from_json(json: &str) -> Result<[u8; PROOF_LEN], Error> {
    let file: ProofFile = from_json("proof.json", json)?;
    check_names(&file.protocol, &file.curve)?;
    let points = [
        read_g1("pi_a", &file.pi_a)?,
        read_g2("pi_b", &file.pi_b)?,
        read_g1("pi_c", &file.pi_c)?,
    ]
    .concat();
    let mut bytes = [0; PROOF_LEN];
    bytes.copy_from_slice(&points);
    Ok(bytes)
}

/// The `proof.json` of a proof in canonical encoding.
pub fn proof_to_json(proof: &[u8]) -> Result<String, Error> {
    let proof = ProofBytes::split(proof)?;
    let file = ProofFile {
        pi_a: write_g1(proof.a),
        pi_b: write_g2(proof.b),
        pi_c: write_g1(proof.c),
        protocol: PROTOCOL.into(),
        curve: CURVE.into(),
    };
    to_json("proof.json", &file)
}

/// The public inputs in a `public.json`.
pub fn inputs_from_json(json: &str) -> Result<Vec<Scalar>, Error> {
    let numbers: Vec<String> = from_json("public.json", json)?;
    check_count(numbers.len())?;
    let inputs = numbers.iter().enumerate();
    inputs
        .map(|(index, number)| read_word(&format!("public input {index}"), number))
        .collect()
}

/// The `public.json` of public inputs.
pub fn inputs_to_json(inputs: &[Scalar]) -> Result<String, Error> {
    to_json("public.json", &inputs.iter().map(to_decimal).collect::<Vec<_>>())
}

fn from_json<T: DeserializeOwned>(file: &'static str, json: &str) -> Result<T, Error> {
    if json.len() > MAX_JSON_LEN {
        return Err(Error::TooLong {
            file,
            len: json.len(),
        });
    }
    serde_json::from_str(json).map_err(|source| Error::Json { file, source })
}

fn to_json(file: &'static str, value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string_pretty(value).map_err(|source| Error::Json { file, source })
}

fn check_names(protocol: &str, curve: &str) -> Result<(), Error> {
    if protocol != PROTOCOL {
        return Err(Error::Protocol(protocol.into()));
    }
    if curve != CURVE {
        return Err(Error::Curve(curve.into()));
    }
    Ok(())
}

fn check_count(inputs: usize) -> Result<(), Error> {
    if inputs > MAX_PUBLIC_INPUTS as usize {
        return Err(Error::TooManyInputs(inputs));
    }
    Ok(())
}

fn read_g1(place: &str, [x, y, z]: &G1) -> Result<Vec<u8>, Error> {
    if z != "1" {
        return Err(Error::NotAffine { place: place.into() });
    }
    Ok([read_word(place, x)?, read_word(place, y)?].concat())
}

fn read_g2(place: &str, [[x0, x1], [y0, y1], [z0, z1]]: &G2) -> Result<Vec<u8>, Error> {
    if z0 != "1" || z1 != "0" {
        return Err(Error::NotAffine { place: place.into() });
    }
    let words: Result<Vec<_>, _> = [x1, x0, y1, y0]
        .map(|word| read_word(place, word))
        .into_iter()
        .collect();
    Ok(words?.concat())
}

fn read_word(place: &str, text: &str) -> Result<[u8; WORD], Error> {
    from_decimal(text).map_err(|error| match error {
        NumberError::NotDigits => Error::Number {
            place: place.into(),
            text: excerpt(text),
        },
        NumberError::TooLarge => Error::TooLarge { place: place.into() },
    })
}

fn write_g1(point: &[u8; G1_LEN]) -> G1 {
    let (words, _) = point.as_chunks();
    let mut words = words.iter().map(to_decimal);
    [
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
        "1".into(),
    ]
}

fn write_g2(point: &[u8; G2_LEN]) -> G2 {
    let (words, _) = point.as_chunks();
    let mut words = words.iter().map(to_decimal);
    let mut coordinate = || {
        let linear = words.next().unwrap_or_default();
        [words.next().unwrap_or_default(), linear]
    };
    [coordinate(), coordinate(), ["1".into(), "0".into()]]
}
