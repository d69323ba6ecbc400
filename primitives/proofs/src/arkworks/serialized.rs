//! Between what `ark-serialize` writes and the canonical encoding.
//!
//! | value | layout |
//! |---|---|
//! | key (`ark_groth16::VerifyingKey<Bn254>`) | `alpha`, `beta`, `gamma`, `delta`, the number of `ic` as 8 bytes, `ic[0]` to `ic[n]` |
//! | proof (`ark_groth16::Proof<Bn254>`) | `A`, `B`, `C` |
//! | public inputs (`Vec<Fr>`) | their number as 8 bytes, then 32 bytes each |
//!
//! All integers are little-endian. A compressed point is its x coordinate, an uncompressed one x and y; the two highest
//! bits of the last byte say whether y is the larger of the two (0x80) or the point is the identity (0x40). A
//! coordinate in the quadratic extension is its constant, then its linear coefficient.
//!
//! [`bls12_381`] does the same for that curve, whose points arkworks writes differently.

pub mod bls12_381;

use crate::{
    decode::{check_count, inputs_of_terms, scalars_of, DecodeError, Reader},
    encoding::{read_g1, read_g2, write_g1, write_g2, WORD},
    groth16::{Key, ProofBytes},
    KeyPoint, ProofPoint, ProofSystem, Scalar, PROOF_LEN,
};
use ark_bn254::{G1Affine, G2Affine};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize, Compress, Validate};

/// Whether points are written with or without their y coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Points {
    /// `serialize_compressed`
    Compressed,
    /// `serialize_uncompressed`
    Uncompressed,
}

impl Points {
    fn mode(self) -> Compress {
        match self {
            Self::Compressed => Compress::Yes,
            Self::Uncompressed => Compress::No,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Compressed => "compressed, as by serialize_compressed",
            Self::Uncompressed => "uncompressed, as by serialize_uncompressed",
        }
    }

    /// Reads a point and holds its bytes against those that arkworks would write, so that there is one form of each.
    fn read<P>(self, reader: &mut Reader, place: impl ToString) -> Result<P, DecodeError>
    where
        P: CanonicalDeserialize + CanonicalSerialize + Default,
    {
        let bytes = reader.slice(P::default().serialized_size(self.mode()))?;
        let point = P::deserialize_with_mode(bytes, self.mode(), Validate::No).map_err(|_| {
            DecodeError::NotAPoint {
                place: place.to_string(),
            }
        })?;
        if self.write(&point) != bytes {
            return Err(DecodeError::Flags {
                place: place.to_string(),
                expected: self.name(),
            });
        }
        Ok(point)
    }

    fn write(self, point: &impl CanonicalSerialize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(point.serialized_size(self.mode()));
        // Into memory: there is nothing to fail.
        let _ = point.serialize_with_mode(&mut bytes, self.mode());
        bytes
    }

    fn write_g1(self, point: &[u8; 64]) -> Vec<u8> {
        self.write(&read_g1(point).unwrap_or_default())
    }

    fn write_g2(self, point: &[u8; 128]) -> Vec<u8> {
        self.write(&read_g2(point).unwrap_or_default())
    }
}

/// The canonical encoding of a serialized key.
pub fn key_from_bytes(bytes: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let mut reader = Reader::new("arkworks verifying key", bytes);
    let mut key = write_g1(&points.read::<G1Affine>(&mut reader, KeyPoint::Alpha)?).to_vec();
    for place in [KeyPoint::Beta, KeyPoint::Gamma, KeyPoint::Delta] {
        key.extend(write_g2(&points.read::<G2Affine>(&mut reader, place)?));
    }
    let terms = u64::from_le_bytes(*reader.take()?);
    let inputs = inputs_of_terms(terms)?;
    for index in (0u32..).take(inputs + 1) {
        key.extend(write_g1(
            &points.read::<G1Affine>(&mut reader, KeyPoint::Ic(index))?,
        ));
    }
    reader.end()?;
    Ok(key)
}

/// The serialization of a key in canonical encoding.
pub fn key_to_bytes(key: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let key = Key::split(key)?;
    key.check()?;
    let mut bytes = points.write_g1(key.alpha);
    for point in [key.beta, key.gamma, key.delta] {
        bytes.extend(points.write_g2(point));
    }
    bytes.extend((u64::from(key.inputs) + 1).to_le_bytes());
    for (_, point) in key.ic() {
        bytes.extend(points.write_g1(point));
    }
    Ok(bytes)
}

/// The canonical encoding of a serialized proof.
pub fn proof_from_bytes(bytes: &[u8], points: Points) -> Result<[u8; PROOF_LEN], DecodeError> {
    let mut reader = Reader::new("arkworks proof", bytes);
    let a = write_g1(&points.read::<G1Affine>(&mut reader, ProofPoint::A)?);
    let b = write_g2(&points.read::<G2Affine>(&mut reader, ProofPoint::B)?);
    let c = write_g1(&points.read::<G1Affine>(&mut reader, ProofPoint::C)?);
    reader.end()?;
    Ok(crate::groth16::join(&a, &b, &c))
}

/// The serialization of a proof in canonical encoding.
pub fn proof_to_bytes(proof: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let proof = ProofBytes::split(proof)?;
    proof.check()?;
    let mut bytes = points.write_g1(proof.a);
    bytes.extend(points.write_g2(proof.b));
    bytes.extend(points.write_g1(proof.c));
    Ok(bytes)
}

/// The public inputs of a serialized `Vec<Fr>`.
pub fn inputs_from_bytes(bytes: &[u8]) -> Result<Vec<Scalar>, DecodeError> {
    read_inputs(ProofSystem::Groth16Bn254, bytes)
}

fn read_inputs(system: ProofSystem, bytes: &[u8]) -> Result<Vec<Scalar>, DecodeError> {
    let mut reader = Reader::new("arkworks public inputs", bytes);
    let count = check_count(u64::from_le_bytes(*reader.take()?))?;
    let mut words = reader.slice(count * WORD)?.to_vec();
    reader.end()?;
    words.chunks_exact_mut(WORD).for_each(<[u8]>::reverse);
    scalars_of(system, &words)
}

/// The serialization of public inputs as a `Vec<Fr>`.
pub fn inputs_to_bytes(inputs: &[Scalar]) -> Vec<u8> {
    let words = inputs.iter().flat_map(|input| input.iter().rev().copied());
    (inputs.len() as u64)
        .to_le_bytes()
        .into_iter()
        .chain(words)
        .collect()
}
