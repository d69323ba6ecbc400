//! Between arkworks' values and ICICLE's.

use crate::abi::{G1Point, G1Result, G2Point, G2Result, Word};
use ark_bn254::{Fq, Fq2, Fr, G1Affine, G1Projective, G2Affine, G2Projective};
use ark_ff::{BigInt, Field, PrimeField, Zero};

fn word(value: &Fq) -> Word {
    value.into_bigint().0
}

fn pair(value: &Fq2) -> [Word; 2] {
    [word(&value.c0), word(&value.c1)]
}

/// The coordinates of a point that is not at infinity.
pub fn g1_point(point: &G1Affine) -> G1Point {
    G1Point {
        x: word(&point.x),
        y: word(&point.y),
    }
}

/// The coordinates of a point that is not at infinity.
pub fn g2_point(point: &G2Affine) -> G2Point {
    G2Point {
        x: pair(&point.x),
        y: pair(&point.y),
    }
}

fn field(word: Word) -> Option<Fq> {
    Fq::from_bigint(BigInt(word))
}

fn quadratic([real, imaginary]: [Word; 2]) -> Option<Fq2> {
    Some(Fq2::new(field(real)?, field(imaginary)?))
}

/// The point, if it is one.
pub fn g1(result: &G1Result) -> Option<G1Projective> {
    let (x, y, z) = (field(result.x)?, field(result.y)?, field(result.z)?);
    if z.is_zero() {
        return Some(G1Projective::zero());
    }
    let inverse = z.inverse()?;
    let point = G1Affine::new_unchecked(x * inverse, y * inverse);
    point.is_on_curve().then(|| point.into())
}

/// The point, if it is one.
pub fn g2(result: &G2Result) -> Option<G2Projective> {
    let (x, y, z) = (quadratic(result.x)?, quadratic(result.y)?, quadratic(result.z)?);
    if z.is_zero() {
        return Some(G2Projective::zero());
    }
    let inverse = z.inverse()?;
    let point = G2Affine::new_unchecked(x * inverse, y * inverse);
    point.is_on_curve().then(|| point.into())
}

/// The limbs that arkworks keeps a scalar in. A transform is linear: made of these, which all carry the same factor, its
/// results carry it too, and nothing has to be converted.
pub fn limbs(scalar: &Fr) -> Word {
    scalar.0 .0
}

/// The scalar that is kept in `limbs`.
pub fn scalar(limbs: Word) -> Option<Fr> {
    let value = BigInt(limbs);
    (value < Fr::MODULUS).then(|| Fr::new_unchecked(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ark_ec::{AffineRepr, CurveGroup};

    const ONE: Word = [1, 0, 0, 0];

    fn homogeneous(point: &G1Affine, z: u64) -> G1Result {
        let z = Fq::from(z);
        G1Result {
            x: word(&(point.x * z)),
            y: word(&(point.y * z)),
            z: word(&z),
        }
    }

    #[test]
    fn point_should_be_read_when_homogeneous() {
        let point = (G1Affine::generator() * Fr::from(5u64)).into_affine();
        for z in [1, 2, 1 << 40] {
            assert_eq!(g1(&homogeneous(&point, z)), Some(point.into()));
        }
    }

    #[test]
    fn point_should_be_infinity_when_its_denominator_is_zero() {
        let result = G1Result {
            x: ONE,
            y: ONE,
            z: [0; 4],
        };
        assert_eq!(g1(&result), Some(G1Projective::zero()));
        assert_eq!(g2(&G2Result::default()), Some(G2Projective::zero()));
    }

    #[test]
    fn point_should_be_refused_when_off_the_curve_or_not_reduced() {
        let generator = homogeneous(&G1Affine::generator(), 1);
        assert_eq!(
            g1(&G1Result {
                x: [7, 0, 0, 0],
                ..generator
            }),
            None
        );
        assert_eq!(
            g1(&G1Result {
                z: [u64::MAX; 4],
                ..generator
            }),
            None
        );
        let point = g2_point(&G2Affine::generator());
        let result = G2Result {
            x: point.x,
            y: point.x,
            z: [ONE, [0; 4]],
        };
        assert_eq!(g2(&result), None);
    }

    #[test]
    fn scalar_should_be_refused_when_not_reduced() {
        assert_eq!(scalar(Fr::MODULUS.0), None);
        let value = Fr::from(12u64);
        assert_eq!(scalar(limbs(&value)), Some(value));
    }
}
