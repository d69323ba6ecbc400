//! Between gnark's binary files (Groth16 over BN254) and the canonical encoding.
//!
//! | value | layout |
//! |---|---|
//! | key | `alpha` in G1, `beta` in G1, `beta` in G2, `gamma`, `delta` in G1, `delta` in G2, the number of `K` as 4 bytes, `K[0]` to `K[n]`; since gnark 0.8 two more counts, of committed inputs and of commitment keys |
//! | proof | `Ar`, `Bs`, `Krs`; since gnark 0.8 the number of commitments as 4 bytes, the commitments, the proof of their knowledge |
//! | public witness | the numbers of public inputs, of secret inputs (none) and of values as 4 bytes each, then 32 bytes a value |
//!
//! All integers are big-endian; a coordinate in the quadratic extension is its linear, then its constant coefficient.
//! `WriteRawTo` writes points as EIP-197 does. `WriteTo` writes x only, with the two highest bits saying which y it is:
//! 0x80 the smaller, 0xc0 the larger, 0x40 the identity. gnark reads both forms from one file; here the form is named
//! and nothing else is accepted.
//!
//! Keys convert one way only: gnark's hold `beta` and `delta` in G1, which verifying does not need and the canonical
//! encoding does not have. Circuits that use commitments are refused, being no plain Groth16.

use crate::{
    decode::{check_count, inputs_of_terms, scalars, DecodeError, Reader},
    encoding::{are_coordinates, read_g1, read_g2, write_g1, write_g2, G1_LEN, G2_LEN, WORD},
    groth16::{join, ProofBytes},
    KeyPoint, ProofPoint, Scalar, PROOF_LEN,
};
use ark_bn254::{g1, g2, Fq, Fq2};
use ark_ec::{
    short_weierstrass::{Affine, SWCurveConfig},
    AffineRepr,
};
use ark_ff::{BigInteger, PrimeField};

/// How points are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Points {
    /// `WriteRawTo`
    Raw,
    /// `WriteTo`
    Compressed,
}

const FLAGS: u8 = 0b11 << 6;
const SMALLER: u8 = 0b10 << 6;
const LARGER: u8 = 0b11 << 6;
const IDENTITY: u8 = 0b01 << 6;

/// The proof of knowledge of no commitments: the identity.
const NO_KNOWLEDGE: &str = "the proof of knowledge of commitments";

impl Points {
    fn read_g1(self, reader: &mut Reader, place: impl ToString) -> Result<[u8; G1_LEN], DecodeError> {
        match self {
            Self::Raw => raw(reader.take()?, place),
            Self::Compressed => {
                let (flag, x) = split_flag(*reader.take::<WORD>()?);
                let point = decompress::<g1::Config>(flag, field(&x), &x, &place)?;
                Ok(write_g1(&point))
            }
        }
    }

    fn read_g2(self, reader: &mut Reader, place: impl ToString) -> Result<[u8; G2_LEN], DecodeError> {
        match self {
            Self::Raw => raw(reader.take()?, place),
            Self::Compressed => {
                let (flag, x1) = split_flag(*reader.take::<WORD>()?);
                let x0 = reader.take::<WORD>()?;
                let x = field(&x1).zip(field(x0)).map(|(x1, x0)| Fq2::new(x0, x1));
                let point = decompress::<g2::Config>(flag, x, &[x1, *x0].concat(), &place)?;
                Ok(write_g2(&point))
            }
        }
    }

    fn write_g1(self, bytes: &[u8; G1_LEN]) -> Vec<u8> {
        match self {
            Self::Raw => bytes.to_vec(),
            Self::Compressed => {
                let point = read_g1(bytes).unwrap_or_default();
                let x = point.x().map(|x| x.into_bigint().to_bytes_be());
                compress(flag_of(&point), x.unwrap_or_else(|| vec![0; WORD]))
            }
        }
    }

    fn write_g2(self, bytes: &[u8; G2_LEN]) -> Vec<u8> {
        match self {
            Self::Raw => bytes.to_vec(),
            Self::Compressed => {
                let point = read_g2(bytes).unwrap_or_default();
                let x = point
                    .x()
                    .map(|x| [x.c1, x.c0].map(|c| c.into_bigint().to_bytes_be()).concat());
                compress(flag_of(&point), x.unwrap_or_else(|| vec![0; 2 * WORD]))
            }
        }
    }
}

/// The canonical encoding of a key.
pub fn key_from_bytes(bytes: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let mut reader = Reader::new("gnark verifying key", bytes);
    let mut key = points.read_g1(&mut reader, KeyPoint::Alpha)?.to_vec();
    points.read_g1(&mut reader, "beta in G1")?;
    key.extend(points.read_g2(&mut reader, KeyPoint::Beta)?);
    key.extend(points.read_g2(&mut reader, KeyPoint::Gamma)?);
    points.read_g1(&mut reader, "delta in G1")?;
    key.extend(points.read_g2(&mut reader, KeyPoint::Delta)?);
    let inputs = inputs_of_terms(reader.u32_be()?.into())?;
    for index in (0u32..).take(inputs + 1) {
        key.extend(points.read_g1(&mut reader, KeyPoint::Ic(index))?);
    }
    // Files from before gnark 0.8 end here.
    if !reader.is_empty() {
        no_commitments(reader.u32_be()?)?;
        no_commitments(reader.u32_be()?)?;
    }
    reader.end()?;
    Ok(key)
}

/// The canonical encoding of a proof.
pub fn proof_from_bytes(bytes: &[u8], points: Points) -> Result<[u8; PROOF_LEN], DecodeError> {
    let mut reader = Reader::new("gnark proof", bytes);
    let a = points.read_g1(&mut reader, ProofPoint::A)?;
    let b = points.read_g2(&mut reader, ProofPoint::B)?;
    let c = points.read_g1(&mut reader, ProofPoint::C)?;
    // Files from before gnark 0.8 end here.
    if !reader.is_empty() {
        no_commitments(reader.u32_be()?)?;
        if points.read_g1(&mut reader, NO_KNOWLEDGE)? != [0; G1_LEN] {
            return Err(DecodeError::Flags {
                place: NO_KNOWLEDGE.into(),
                expected: "the identity, as there are no commitments",
            });
        }
    }
    reader.end()?;
    Ok(join(&a, &b, &c))
}

/// The file of a proof in canonical encoding, as gnark 0.8 and later write it.
pub fn proof_to_bytes(proof: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let proof = ProofBytes::split(proof)?;
    proof.check()?;
    let mut bytes = points.write_g1(proof.a);
    bytes.extend(points.write_g2(proof.b));
    bytes.extend(points.write_g1(proof.c));
    bytes.extend(0u32.to_be_bytes());
    bytes.extend(points.write_g1(&[0; G1_LEN]));
    Ok(bytes)
}

/// The public inputs of a public witness (`witness.MarshalBinary`).
pub fn inputs_from_witness(bytes: &[u8]) -> Result<Vec<Scalar>, DecodeError> {
    const WHAT: &str = "gnark public witness";
    let mut reader = Reader::new(WHAT, bytes);
    let (public, secret, values) = (reader.u32_be()?, reader.u32_be()?, reader.u32_be()?);
    if secret != 0 {
        return Err(DecodeError::SecretInputs { count: secret });
    }
    if public != values {
        return Err(DecodeError::Count {
            what: WHAT,
            announced: public.into(),
            held: values.into(),
        });
    }
    let words = reader.slice(check_count(values.into())? * WORD)?;
    reader.end()?;
    scalars(words)
}

/// The public witness that holds public inputs.
pub fn inputs_to_witness(inputs: &[Scalar]) -> Result<Vec<u8>, DecodeError> {
    check_count(inputs.len() as u64)?;
    let count = inputs.len() as u32; // Fits: it has been bounded.
    let counts = [count, 0, count].map(u32::to_be_bytes).concat();
    Ok([counts, inputs.concat()].concat())
}

fn no_commitments(count: u32) -> Result<(), DecodeError> {
    match count {
        0 => Ok(()),
        count => Err(DecodeError::Commitments { count }),
    }
}

/// Uncompressed points are as in the canonical encoding; the flag of such a point is 0, which a reduced coordinate has.
fn raw<const N: usize>(bytes: &[u8; N], place: impl ToString) -> Result<[u8; N], DecodeError> {
    let flagged = bytes.first().is_some_and(|byte| byte & FLAGS != 0);
    if flagged {
        return Err(DecodeError::Flags {
            place: place.to_string(),
            expected: "uncompressed, as by WriteRawTo",
        });
    }
    if !are_coordinates(bytes) {
        return Err(DecodeError::NotAPoint {
            place: place.to_string(),
        });
    }
    Ok(*bytes)
}

fn split_flag(mut word: [u8; WORD]) -> (u8, [u8; WORD]) {
    let mut flag = 0;
    if let Some(byte) = word.first_mut() {
        flag = *byte & FLAGS;
        *byte &= !FLAGS;
    }
    (flag, word)
}

/// `None` when the integer is not below the modulus.
fn field(word: &[u8; WORD]) -> Option<Fq> {
    are_coordinates(word).then(|| Fq::from_be_bytes_mod_order(word))
}

fn decompress<C: SWCurveConfig>(
    flag: u8,
    x: Option<C::BaseField>,
    bytes_of_x: &[u8],
    place: &impl ToString,
) -> Result<Affine<C>, DecodeError> {
    let flags = || DecodeError::Flags {
        place: place.to_string(),
        expected: "compressed, as by WriteTo",
    };
    let not_a_point = || DecodeError::NotAPoint {
        place: place.to_string(),
    };
    if flag == IDENTITY {
        let zero = bytes_of_x.iter().all(|byte| *byte == 0);
        return if zero {
            Ok(Affine::identity())
        } else {
            Err(flags())
        };
    }
    let x = x.ok_or_else(not_a_point)?;
    let (smaller, larger) = Affine::<C>::get_ys_from_x_unchecked(x).ok_or_else(not_a_point)?;
    match flag {
        SMALLER => Ok(Affine::new_unchecked(x, smaller)),
        LARGER => Ok(Affine::new_unchecked(x, larger)),
        _ => Err(flags()),
    }
}

fn flag_of<C: SWCurveConfig>(point: &Affine<C>) -> u8 {
    match point.xy() {
        None => IDENTITY,
        Some((_, y)) if y <= -y => SMALLER,
        Some(_) => LARGER,
    }
}

fn compress(flag: u8, mut x: Vec<u8>) -> Vec<u8> {
    if let Some(byte) = x.first_mut() {
        *byte |= flag;
    }
    x
}
