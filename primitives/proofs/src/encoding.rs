//! The canonical encoding of field elements and points (EIP-197's order, big-endian).

use ark_bn254::{Fq, Fq12, Fq2, Fq6, Fr, G1Affine, G2Affine};
use ark_ec::AffineRepr;
use ark_ff::{AdditiveGroup, BigInt, PrimeField};

/// A public input: a big-endian integer below the order of the scalar field, as Solidity's `uint256`.
pub type Scalar = [u8; 32];

/// Bytes of a field element.
pub(crate) const WORD: usize = 32;
/// Bytes of a G1 point.
pub(crate) const G1_LEN: usize = 64;
/// Bytes of a G2 point.
pub(crate) const G2_LEN: usize = 128;
/// Bytes of an element of the target group.
pub(crate) const GT_LEN: usize = 384;

const BASE_MODULUS: [u8; WORD] = to_be(Fq::MODULUS);
const SCALAR_ORDER: [u8; WORD] = to_be(Fr::MODULUS);

/// The scalar 1.
pub(crate) const ONE: Scalar = to_be(BigInt::<4>::one());

/// Whether `input` is below the order of the scalar field.
pub fn is_canonical(input: &Scalar) -> bool {
    *input < SCALAR_ORDER
}

/// Whether each word of `coordinates` is below the modulus of the base field. A rest shorter than a word is not.
pub(crate) fn are_coordinates(coordinates: &[u8]) -> bool {
    let (words, rest) = coordinates.as_chunks::<WORD>();
    rest.is_empty() && words.iter().all(|word| *word < BASE_MODULUS)
}

/// Whether `point` is the encoding of the identity, which EIP-197 defines as all zeros.
pub(crate) fn is_identity(point: &[u8]) -> bool {
    point.iter().all(|byte| *byte == 0)
}

/// Reads a scalar; `None` when it is not canonical.
pub(crate) fn read_scalar(bytes: &Scalar) -> Option<Fr> {
    Fr::from_bigint(from_be(bytes))
}

/// Writes a scalar.
pub(crate) fn write_scalar(scalar: &Fr) -> Scalar {
    to_be(scalar.into_bigint())
}

/// Reads a G1 point without checking that it is on the curve; `None` when a coordinate is not canonical.
pub(crate) fn read_g1(bytes: &[u8; G1_LEN]) -> Option<G1Affine> {
    let [x, y] = words(bytes)?;
    Some(if is_identity(bytes) {
        G1Affine::zero()
    } else {
        G1Affine::new_unchecked(x, y)
    })
}

/// Reads a G2 point without checking that it is on the curve; `None` when a coordinate is not canonical.
pub(crate) fn read_g2(bytes: &[u8; G2_LEN]) -> Option<G2Affine> {
    let [x1, x0, y1, y0] = words(bytes)?;
    Some(if is_identity(bytes) {
        G2Affine::zero()
    } else {
        G2Affine::new_unchecked(Fq2::new(x0, x1), Fq2::new(y0, y1))
    })
}

/// Writes a G1 point.
pub(crate) fn write_g1(point: &G1Affine) -> [u8; G1_LEN] {
    let mut bytes = [0; G1_LEN];
    if let Some((x, y)) = point.xy() {
        write_words([x, y], &mut bytes);
    }
    bytes
}

/// Writes a G2 point.
pub(crate) fn write_g2(point: &G2Affine) -> [u8; G2_LEN] {
    let mut bytes = [0; G2_LEN];
    if let Some((x, y)) = point.xy() {
        write_words([x.c1, x.c0, y.c1, y.c0], &mut bytes);
    }
    bytes
}

/// Writes an element of the target group: its coefficients over the base field from the constant term upwards, in the
/// tower `Fq2 = Fq[u]/(u^2 + 1)`, `Fq6 = Fq2[v]/(v^3 - 9 - u)`, `Fq12 = Fq6[w]/(w^2 - v)`.
pub(crate) fn write_gt(element: &Fq12) -> [u8; GT_LEN] {
    let mut bytes = [0; GT_LEN];
    let sixth = [element.c0, element.c1];
    let coefficients = sixth
        .iter()
        .flat_map(|c| [c.c0, c.c1, c.c2])
        .flat_map(|c| [c.c0, c.c1]);
    write_words(coefficients, &mut bytes);
    bytes
}

/// Reads what [`write_gt`] has written; `None` when a coefficient is not canonical.
pub(crate) fn read_gt(bytes: &[u8; GT_LEN]) -> Option<Fq12> {
    let [a0, a1, b0, b1, c0, c1, d0, d1, e0, e1, f0, f1] = words(bytes)?;
    let sixth =
        |[a, b, c]: [(Fq, Fq); 3]| Fq6::new(Fq2::new(a.0, a.1), Fq2::new(b.0, b.1), Fq2::new(c.0, c.1));
    Some(Fq12::new(
        sixth([(a0, a1), (b0, b1), (c0, c1)]),
        sixth([(d0, d1), (e0, e1), (f0, f1)]),
    ))
}

/// Reads `N` field elements; `None` when one is not canonical. The callers' types hold `N` words.
fn words<const N: usize>(bytes: &[u8]) -> Option<[Fq; N]> {
    let mut elements = [Fq::ZERO; N];
    let (words, _) = bytes.as_chunks::<WORD>();
    for (element, word) in elements.iter_mut().zip(words) {
        *element = Fq::from_bigint(from_be(word))?;
    }
    Some(elements)
}

fn write_words(elements: impl IntoIterator<Item = Fq>, bytes: &mut [u8]) {
    let (words, _) = bytes.as_chunks_mut::<WORD>();
    for (element, word) in elements.into_iter().zip(words) {
        *word = to_be(element.into_bigint());
    }
}

fn from_be(bytes: &[u8; WORD]) -> BigInt<4> {
    let mut limbs = [0; 4];
    let (chunks, _) = bytes.as_chunks::<8>();
    for (limb, chunk) in limbs.iter_mut().rev().zip(chunks) {
        *limb = u64::from_be_bytes(*chunk);
    }
    BigInt::new(limbs)
}

/// The big-endian bytes of an integer: `LEN` is eight times `LIMBS`.
#[allow(clippy::indexing_slicing)] // Evaluated at compile time for the moduli, where no iterator is allowed.
pub(crate) const fn to_be<const LIMBS: usize, const LEN: usize>(integer: BigInt<LIMBS>) -> [u8; LEN] {
    let mut bytes = [0; LEN];
    let mut i = 0;
    while i < LIMBS {
        let limb = integer.0[LIMBS - 1 - i].to_be_bytes();
        let mut j = 0;
        while j < 8 {
            bytes[8 * i + j] = limb[j];
            j += 1;
        }
        i += 1;
    }
    bytes
}
