//! Points and scalars of BLS12-381 in their encoding, and who does the arithmetic on them.
//!
//! A coordinate is a big-endian integer below `q` in 48 bytes; points are `x`, `y`, and in G2 `x.c1`, `x.c0`, `y.c1`,
//! `y.c0`: the uncompressed form of [Zcash's encoding], which arkworks writes, too. Its three flags are zero, since
//! neither compressed points nor the identity have a place in canonical keys and proofs.
//!
//! [Zcash's encoding]: https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html#name-zcash-serialization-format-

mod backend;

use crate::{curve::Fault, encoding::to_be, Scalar};
use ark_bls12_381::{Fq, Fr, G1Affine, G2Affine};
use ark_ff::PrimeField;
use ark_serialize::CanonicalDeserialize;

/// Bytes of a coordinate.
pub(crate) const WORD: usize = 48;
/// Bytes of a G1 point.
pub(crate) const G1_LEN: usize = 2 * WORD;
/// Bytes of a G2 point.
pub(crate) const G2_LEN: usize = 4 * WORD;
/// Bytes of an element of the target group.
pub(crate) const GT_LEN: usize = 12 * WORD;

const BASE_MODULUS: [u8; WORD] = to_be(Fq::MODULUS);
const SCALAR_ORDER: Scalar = to_be(Fr::MODULUS);

/// The flag of the identity, in a point's first byte.
const INFINITY: u8 = 0x40;

/// Whether `input` is below the order of the scalar field.
pub(crate) fn is_canonical(input: &Scalar) -> bool {
    *input < SCALAR_ORDER
}

/// Whether each word of `coordinates` is below the modulus of the base field. A rest shorter than a word is not.
pub(crate) fn are_coordinates(coordinates: &[u8]) -> bool {
    let (words, rest) = coordinates.as_chunks::<WORD>();
    rest.is_empty() && words.iter().all(|word| *word < BASE_MODULUS)
}

/// Whether `point` is the identity, with its flag or, as in EIP-2537, without.
pub(crate) fn is_identity(point: &[u8]) -> bool {
    match point {
        [first, rest @ ..] => [0, INFINITY].contains(first) && rest.iter().all(|byte| *byte == 0),
        [] => false,
    }
}

/// Checks that `point` is canonical, on the curve and in the subgroup.
pub(crate) fn check_g1(point: &[u8; G1_LEN]) -> Result<(), Fault> {
    let point: G1Affine = read(point)?;
    if !point.is_on_curve() {
        return Err(Fault::OffCurve { index: 0 });
    }
    if !point.is_in_correct_subgroup_assuming_on_curve() {
        return Err(Fault::WrongSubgroup { index: 0 });
    }
    Ok(())
}

/// Checks that `point` is canonical, on the curve and in the subgroup.
pub(crate) fn check_g2(point: &[u8; G2_LEN]) -> Result<(), Fault> {
    let point: G2Affine = read(point)?;
    if !point.is_on_curve() {
        return Err(Fault::OffCurve { index: 0 });
    }
    if !point.is_in_correct_subgroup_assuming_on_curve() {
        return Err(Fault::WrongSubgroup { index: 0 });
    }
    Ok(())
}

/// Reads a point without checking that it is on the curve.
pub(crate) fn read<P: CanonicalDeserialize>(point: &[u8]) -> Result<P, Fault> {
    let not_canonical = Fault::NotCanonical { index: 0 };
    if !are_coordinates(point) {
        return Err(not_canonical);
    }
    P::deserialize_uncompressed_unchecked(point).map_err(|_| not_canonical)
}
