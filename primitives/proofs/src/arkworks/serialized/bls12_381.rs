//! The same over BLS12-381.
//!
//! The layouts are the same, and points are in the form of Zcash: big-endian coordinates, linear coefficients first, and
//! in the three highest bits of the first byte whether the point is compressed (0x80), the identity (0x40), and, when
//! compressed, whether y is the larger of the two (0x20). Uncompressed, that is the canonical encoding.

use super::{read_inputs, Points};
use crate::{
    bls12_381::read,
    decode::{inputs_of_terms, DecodeError, Reader},
    groth16_bls12_381::{Key, ProofBytes},
    KeyPoint, ProofPoint, ProofSystem, Scalar,
};
use ark_bls12_381::{G1Affine, G2Affine};
use ark_serialize::{CanonicalDeserialize, CanonicalSerialize};

pub use super::inputs_to_bytes;

impl Points {
    /// Reads a point and gives its canonical encoding.
    fn convert<P>(self, reader: &mut Reader, place: impl ToString) -> Result<Vec<u8>, DecodeError>
    where
        P: CanonicalDeserialize + CanonicalSerialize + Default,
    {
        let point: P = self.read(reader, place)?;
        Ok(Self::Uncompressed.write(&point))
    }

    /// Writes the canonical encoding of a point that was checked.
    fn rewrite<P>(self, point: &[u8]) -> Vec<u8>
    where
        P: CanonicalDeserialize + CanonicalSerialize + Default,
    {
        self.write(&read::<P>(point).unwrap_or_default())
    }
}

/// The canonical encoding of a serialized `ark_groth16::VerifyingKey<Bls12_381>`.
pub fn key_from_bytes(bytes: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let mut reader = Reader::new("arkworks verifying key", bytes);
    let mut key = points.convert::<G1Affine>(&mut reader, KeyPoint::Alpha)?;
    for place in [KeyPoint::Beta, KeyPoint::Gamma, KeyPoint::Delta] {
        key.extend(points.convert::<G2Affine>(&mut reader, place)?);
    }
    let inputs = inputs_of_terms(u64::from_le_bytes(*reader.take()?))?;
    for index in (0u32..).take(inputs + 1) {
        key.extend(points.convert::<G1Affine>(&mut reader, KeyPoint::Ic(index))?);
    }
    reader.end()?;
    Ok(key)
}

/// The serialization of a key in canonical encoding.
pub fn key_to_bytes(key: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let key = Key::split(key)?;
    key.check()?;
    let mut bytes = points.rewrite::<G1Affine>(key.alpha);
    for point in [key.beta, key.gamma, key.delta] {
        bytes.extend(points.rewrite::<G2Affine>(point));
    }
    bytes.extend((u64::from(key.inputs) + 1).to_le_bytes());
    for (_, point) in key.ic() {
        bytes.extend(points.rewrite::<G1Affine>(point));
    }
    Ok(bytes)
}

/// The canonical encoding of a serialized `ark_groth16::Proof<Bls12_381>`.
pub fn proof_from_bytes(bytes: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let mut reader = Reader::new("arkworks proof", bytes);
    let a = points.convert::<G1Affine>(&mut reader, ProofPoint::A)?;
    let b = points.convert::<G2Affine>(&mut reader, ProofPoint::B)?;
    let c = points.convert::<G1Affine>(&mut reader, ProofPoint::C)?;
    reader.end()?;
    Ok([a, b, c].concat())
}

/// The serialization of a proof in canonical encoding.
pub fn proof_to_bytes(proof: &[u8], points: Points) -> Result<Vec<u8>, DecodeError> {
    let proof = ProofBytes::split(proof)?;
    proof.check()?;
    let mut bytes = points.rewrite::<G1Affine>(proof.a);
    bytes.extend(points.rewrite::<G2Affine>(proof.b));
    bytes.extend(points.rewrite::<G1Affine>(proof.c));
    Ok(bytes)
}

/// The public inputs of a serialized `Vec<Fr>`.
pub fn inputs_from_bytes(bytes: &[u8]) -> Result<Vec<Scalar>, DecodeError> {
    read_inputs(ProofSystem::Groth16Bls12381, bytes)
}
