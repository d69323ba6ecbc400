//! Between snarkjs' JSON files (circom's toolchain) and the canonical encoding.
//!
//! The files are what snarkjs 0.7 writes: `verification_key.json`, `proof.json` and `public.json`, for Groth16 over
//! BN254, which it calls `bn128`, and BLS12-381, `bls12381`, and for PLONK over BN254. Numbers are decimal strings; points
//! carry a third coordinate, which is 1, and 0 for the identity; a coordinate in the quadratic extension is the list of
//! its constant and its linear coefficient, the reverse of EIP-197. Members that are not needed, such as
//! `vk_alphabeta_12`, are passed over when read and not written.
//!
//! Conversion checks the files' form and that numbers fit their bytes. Whether points and inputs are any good is for
//! [`crate::prepare`] and [`crate::verify`] to say.

mod groth16;
mod plonk;

use crate::{
    bls12_381,
    encoding::WORD,
    number::{excerpt, from_decimal, to_decimal, NumberError},
    KeyError, ProofSystem, Scalar, VerifyError, MAX_PUBLIC_INPUTS, PROOF_LEN,
};
use serde::{de::DeserializeOwned, Serialize};

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
    #[error("protocol is {protocol:?}: expected {expected:?}")]
    Protocol {
        /// What is there.
        protocol: String,
        /// What it should be.
        expected: &'static str,
    },
    /// Another curve.
    #[error("curve is {curve:?}: expected {expected:?}")]
    Curve {
        /// What is there.
        curve: String,
        /// What it should be.
        expected: &'static str,
    },
    /// Not a decimal number.
    #[error("{place}: {text:?} is not a decimal number")]
    Number {
        /// The member of the file.
        place: String,
        /// What is there.
        text: String,
    },
    /// A number of more bytes than a coordinate or scalar has.
    #[error("{place}: the number does not fit {bytes} bytes")]
    TooLarge {
        /// The member of the file.
        place: String,
        /// Bytes that there are for it.
        bytes: usize,
    },
    /// The third coordinate of a point is not 1.
    #[error("{place}: the third coordinate is not 1; export the point in affine form")]
    NotAffine {
        /// The member of the file.
        place: String,
    },
    /// `w` is another root of the domain than the one snarkjs takes.
    #[error("w is not snarkjs' root of a domain of 2^power elements; the key is not one of snarkjs'")]
    Root,
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

/// The canonical encoding of the key in a `verification_key.json` for `system`.
pub fn read_key(system: ProofSystem, json: &str) -> Result<Vec<u8>, Error> {
    match system {
        ProofSystem::Groth16Bn254 => groth16::read_key::<WORD>(BN128, json),
        ProofSystem::Groth16Bls12381 => groth16::read_key::<{ bls12_381::WORD }>(BLS12381, json),
        ProofSystem::PlonkBn254 => plonk::read_key(json),
    }
}

/// The `verification_key.json` of a key in canonical encoding.
pub fn write_key(system: ProofSystem, key: &[u8]) -> Result<String, Error> {
    match system {
        ProofSystem::Groth16Bn254 => groth16::write_key(BN128, &crate::groth16::Key::split(key)?),
        ProofSystem::Groth16Bls12381 => {
            groth16::write_key(BLS12381, &crate::groth16_bls12_381::Key::split(key)?)
        }
        ProofSystem::PlonkBn254 => plonk::write_key(key),
    }
}

/// The canonical encoding of the proof in a `proof.json` for `system`.
pub fn read_proof(system: ProofSystem, json: &str) -> Result<Vec<u8>, Error> {
    match system {
        ProofSystem::Groth16Bn254 => groth16::read_proof::<WORD>(BN128, json),
        ProofSystem::Groth16Bls12381 => groth16::read_proof::<{ bls12_381::WORD }>(BLS12381, json),
        ProofSystem::PlonkBn254 => plonk::read_proof(json),
    }
}

/// The `proof.json` of a proof in canonical encoding.
pub fn write_proof(system: ProofSystem, proof: &[u8]) -> Result<String, Error> {
    match system {
        ProofSystem::Groth16Bn254 => groth16::write_proof(BN128, &crate::groth16::ProofBytes::split(proof)?),
        ProofSystem::Groth16Bls12381 => {
            groth16::write_proof(BLS12381, &crate::groth16_bls12_381::ProofBytes::split(proof)?)
        }
        ProofSystem::PlonkBn254 => plonk::write_proof(proof),
    }
}

/// [`read_key`] for Groth16 over BN254.
pub fn key_from_json(json: &str) -> Result<Vec<u8>, Error> {
    read_key(ProofSystem::Groth16Bn254, json)
}

/// [`write_key`] for Groth16 over BN254.
pub fn key_to_json(key: &[u8]) -> Result<String, Error> {
    write_key(ProofSystem::Groth16Bn254, key)
}

/// [`read_proof`] for Groth16 over BN254.
pub fn proof_from_json(json: &str) -> Result<[u8; PROOF_LEN], Error> {
    let proof = read_proof(ProofSystem::Groth16Bn254, json)?;
    let mut bytes = [0; PROOF_LEN];
    bytes.copy_from_slice(&proof);
    Ok(bytes)
}

/// [`write_proof`] for Groth16 over BN254.
pub fn proof_to_json(proof: &[u8]) -> Result<String, Error> {
    write_proof(ProofSystem::Groth16Bn254, proof)
}

/// The public inputs in a `public.json`, of any system.
pub fn inputs_from_json(json: &str) -> Result<Vec<Scalar>, Error> {
    let numbers: Vec<String> = from_json("public.json", json)?;
    check_count(numbers.len())?;
    let inputs = numbers.iter().enumerate();
    inputs
        .map(|(index, number)| read_word(&format!("public input {index}"), number))
        .collect()
}

/// The `public.json` of public inputs, of any system.
pub fn inputs_to_json(inputs: &[Scalar]) -> Result<String, Error> {
    let numbers: Vec<_> = inputs.iter().map(|input| to_decimal(input)).collect();
    to_json("public.json", &numbers)
}

const BN128: &str = "bn128";
const BLS12381: &str = "bls12381";

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

fn check_name(
    protocol: &str,
    expected: &'static str,
    error: impl FnOnce(String, &'static str) -> Error,
) -> Result<(), Error> {
    if protocol == expected {
        Ok(())
    } else {
        Err(error(excerpt(protocol), expected))
    }
}

fn check_names(
    (protocol, expected): (&str, &'static str),
    (curve, expected_curve): (&str, &'static str),
) -> Result<(), Error> {
    check_name(protocol, expected, |protocol, expected| Error::Protocol {
        protocol,
        expected,
    })?;
    check_name(curve, expected_curve, |curve, expected| Error::Curve {
        curve,
        expected,
    })
}

fn check_count(inputs: usize) -> Result<(), Error> {
    if inputs > MAX_PUBLIC_INPUTS as usize {
        return Err(Error::TooManyInputs(inputs));
    }
    Ok(())
}

/// A point of a curve whose coordinates have `W` bytes.
fn read_g1<const W: usize>(place: &str, [x, y, z]: &G1) -> Result<Vec<u8>, Error> {
    if z != "1" {
        return Err(Error::NotAffine { place: place.into() });
    }
    Ok([read_word::<W>(place, x)?, read_word(place, y)?].concat())
}

fn read_g2<const W: usize>(place: &str, [[x0, x1], [y0, y1], [z0, z1]]: &G2) -> Result<Vec<u8>, Error> {
    if z0 != "1" || z1 != "0" {
        return Err(Error::NotAffine { place: place.into() });
    }
    let words: Result<Vec<_>, _> = [x1, x0, y1, y0]
        .map(|word| read_word::<W>(place, word))
        .into_iter()
        .collect();
    Ok(words?.concat())
}

fn read_word<const W: usize>(place: &str, text: &str) -> Result<[u8; W], Error> {
    from_decimal(text).map_err(|error| match error {
        NumberError::NotDigits => Error::Number {
            place: place.into(),
            text: excerpt(text),
        },
        NumberError::TooLarge => Error::TooLarge {
            place: place.into(),
            bytes: W,
        },
    })
}

fn write_g1(point: &[u8]) -> G1 {
    let (x, y) = point.split_at(point.len() / 2);
    [to_decimal(x), to_decimal(y), "1".into()]
}

fn write_g2(point: &[u8]) -> G2 {
    let (x, y) = point.split_at(point.len() / 2);
    let coordinate = |word: &[u8]| {
        let (linear, constant) = word.split_at(word.len() / 2);
        [to_decimal(constant), to_decimal(linear)]
    };
    [coordinate(x), coordinate(y), ["1".into(), "0".into()]]
}
